//! One page of about 60 KB from the cache, for measuring a hit against a file server:
//! `cargo run --release -p web --example hit -- 127.0.0.1:8090 page.html`. The page is also written to the named
//! file, so that the other server sends the same bytes. Runs on one thread; stop it with Ctrl-C.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio_util::sync::CancellationToken;
use web::{Front, FrontConfig, Limits, Page, PageCache, PageCacheConfig, Server};

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    let address = words.next().unwrap_or_else(|| "127.0.0.1:8090".to_owned());
    let page = page();
    if let Some(file) = words.next() {
        std::fs::write(file, &page)?;
    }
    let site = Router::new().route(
        "/page.html",
        get(move || async move { Page::html(page).fresh_for(Duration::from_secs(3600)) }),
    );
    let front =
        Front::new(Arc::new(PageCache::new(PageCacheConfig::default())), site, FrontConfig::default());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        stopping.cancel();
    });
    let drained = Server::new(Limits::default()).run(listener, front, stop, Duration::from_secs(1)).await;
    println!("stopped, {} cut", drained.cut);
    Ok(())
}

/// Arabic prose that repeats no more than prose does: words drawn from a list by a fixed rule.
fn page() -> String {
    const WORDS: &[&str] = &[
        "المدينة",
        "الميناء",
        "البحر",
        "السوق",
        "المدرسة",
        "الطريق",
        "القطار",
        "المطر",
        "الصيف",
        "العمال",
        "قالت",
        "أعلن",
        "وصل",
        "في",
        "من",
        "إلى",
        "على",
        "بعد",
        "قبل",
        "خلال",
        "اليوم",
        "أمس",
        "غدا",
        "كبير",
        "جديد",
        "قديم",
        "ثلاثة",
        "مئة",
        "ألف",
        "سنة",
        "شهر",
        "أسبوع",
        "الناس",
        "الأطفال",
        "الكتاب",
        "الماء",
        "الحقول",
        "الجبال",
    ];
    let mut page = String::from("<!doctype html><html lang=ar dir=rtl><title>خبر</title><body>");
    let mut state = 7u64;
    while page.len() < 60_000 {
        page.push_str("<p>");
        for _ in 0..60 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            page.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
            page.push(' ');
        }
        page.push_str("</p>\n");
    }
    page
}
