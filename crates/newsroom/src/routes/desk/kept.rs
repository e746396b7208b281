//! What somebody wrote into a form that could not be taken: it comes back with the refusal, to be sent again.

use axum::Form;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{Method, header};

/// A form of words is not larger. What is (a picture) stands in the sender's own folder.
const MOST_BYTES: usize = 64 << 10;
/// So many fields of a form come back.
const MOST_FIELDS: usize = 100;
/// What never comes back, by its name: whoever sends it types it again.
const SECRETS: [&str; 5] = ["password", "code", "secret", "token", "typed"];

/// The fields of a form, and where it goes.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// Whether somebody would have to write something again.
    pub fn has_words(&self) -> bool {
        self.fields.iter().any(|(_, value)| !value.trim().is_empty())
    }
}

/// Reads the form of a request and gives the request back whole; nothing where it sends none.
pub(super) async fn keep(request: Request) -> (Request, Option<(String, Bytes)>) {
    let is_form = |value: &header::HeaderValue| {
        value.to_str().is_ok_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    };
    let length = request.body().size_hint().exact();
    let is_kept = request.method() == Method::POST
        && request.headers().get(header::CONTENT_TYPE).is_some_and(is_form)
        && length.is_some_and(|length| length <= MOST_BYTES as u64);
    if !is_kept {
        return (request, None);
    }
    let action = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let (parts, body) = request.into_parts();
    match to_bytes(body, MOST_BYTES).await {
        Ok(bytes) => (Request::from_parts(parts, Body::from(bytes.clone())), Some((action, bytes))),
        // It broke off: so it does for whoever reads it.
        Err(_) => (Request::from_parts(parts, Body::empty()), None),
    }
}

/// The fields that come back.
pub(super) async fn fields((action, bytes): (String, Bytes)) -> Kept {
    let form = Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let Ok(form) = form.body(Body::from(bytes)) else { return Kept::default() };
    let Ok(Form(mut fields)) = Form::<Vec<(String, String)>>::from_request(form, &()).await else {
        return Kept::default();
    };
    fields.retain(|(name, _)| !SECRETS.iter().any(|secret| name.contains(secret)));
    fields.truncate(MOST_FIELDS);
    Kept { action, fields }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sent(kind: &str, body: &'static str) -> Option<Kept> {
        let request = Request::post("/desk/articles/1/withdrawal?from=list")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .expect("a request");
        let (request, form) = keep(request).await;
        let whole = to_bytes(request.into_body(), 1 << 20).await.expect("it can be read");
        assert_eq!(whole, body, "whoever reads it reads all of it");
        match form {
            Some(form) => Some(fields(form).await),
            None => None,
        }
    }

    #[tokio::test]
    async fn words_come_back_and_secrets_do_not() {
        let form = "application/x-www-form-urlencoded";
        let kept = sent(form, "reason=%D8%AE%D8%B7%D8%A3&reason=2&new_password=hush&code=123456").await;
        let kept = kept.expect("it is a form");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(kept.fields, [pair("reason", "خطأ"), pair("reason", "2")]);
        assert_eq!(kept.action, "/desk/articles/1/withdrawal?from=list");
        assert!(kept.has_words());
        assert!(!sent(form, "password=hush&note=+").await.expect("it is a form").has_words());
        assert!(sent("application/json", "{}").await.is_none());
    }
}
