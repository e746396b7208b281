//! The key of a page in the cache: two requests that share one are answered alike, whatever else differs. So whoever comes
//! second gets what they would have got alone.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::OriginalUri;
use http::{HeaderMap, Method, Request};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::{Front, FrontConfig, Page, PageCache, PageCacheConfig};

use crate::drawn::on_one_thread;

/// The first two lines are addresses, after `HEAD ` perhaps; the third is a host.
pub fn page_key(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines();
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let host = lines.next().unwrap_or("one.example");
    on_one_thread(async {
        let shared = front();
        answer(&shared, first, "one.example").await;
        let second_of_two = answer(&shared, second, host).await;
        let alone = answer(&front(), second, host).await;
        assert_eq!(second_of_two, alone, "after {first:?}, {second:?} of {host:?} is answered otherwise");
    });
}

/// A site whose pages say what they were asked for.
fn front() -> Front {
    let page = |method: Method, headers: HeaderMap, OriginalUri(uri): OriginalUri| async move {
        Page::html(format!("{method} {uri} {:?}", headers.get("host"))).tagged(["a"])
    };
    let config = FrontConfig {
        query_allowed: &["page"],
        query_allowed_at: &[("/search/", &["q"])],
        hosts: vec!["one.example".to_owned(), "two.example".to_owned()],
        pass: vec!["/desk".to_owned()],
        ..FrontConfig::default()
    };
    Front::new(Arc::new(PageCache::new(PageCacheConfig::default())), Router::new().fallback(page), config)
}

/// Status and body; nothing where the request cannot even be written.
async fn answer(front: &Front, address: &str, host: &str) -> Option<(u16, Vec<u8>)> {
    let (method, address) = match address.strip_prefix("HEAD ") {
        Some(address) => (Method::HEAD, address),
        None => (Method::GET, address),
    };
    let request =
        Request::builder().method(method).uri(address).header("host", host).body(Body::empty()).ok()?;
    let Ok(answer) = front.clone().oneshot(request).await;
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.ok()?.to_bytes();
    Some((status, body.to_vec()))
}
