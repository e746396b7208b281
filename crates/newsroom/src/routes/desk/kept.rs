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
const SECRETS: [&str; 6] = ["password", "code", "secret", "token", "typed", CREDENTIAL];
/// What a device signed, which nobody can type.
const CREDENTIAL: &str = "credential";

/// The fields of a form, and where it goes.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Empty where no form was sent.
    pub action: String,
    pub fields: Vec<Field>,
    /// The names of those that do not come back.
    pub withheld: Vec<String>,
}

/// One field of it.
#[derive(Debug, PartialEq)]
pub(super) struct Field {
    pub name: String,
    pub value: String,
}

impl Field {
    /// Whether somebody wrote it: an id, a number, a day and what is chosen from a list are no words, nor is whose password it is.
    pub fn is_words(&self) -> bool {
        let value = self.value.trim();
        let is_written = value.contains(char::is_whitespace)
            || value.contains('@')
            || !value.is_ascii()
            || value.len() > 40;
        is_written && self.name != "username"
    }

    /// Whether it needs no more than a line.
    pub fn is_short(&self) -> bool {
        !self.value.contains('\n') && self.value.chars().count() <= 60
    }
}

impl Kept {
    /// Whether somebody would have to write something again.
    pub fn has_words(&self) -> bool {
        self.fields.iter().any(Field::is_words)
    }

    /// Whether there is a form, and whoever sent it could type what is missing of it.
    pub fn can_be_sent_again(&self) -> bool {
        !self.action.is_empty() && self.withheld.iter().all(|name| name != CREDENTIAL)
    }

    /// Whether this field, which does not come back, is typed where nobody sees it.
    pub fn is_hidden(&self, withheld: &str) -> bool {
        withheld.contains("password")
    }
}

/// A form broke off before its end.
#[derive(Debug)]
pub(super) struct BrokenOff;

/// Reads the form of a request and gives the request back whole; nothing where it sends none.
pub(super) async fn keep(request: Request) -> Result<(Request, Option<(String, Bytes)>), BrokenOff> {
    let is_form = |value: &header::HeaderValue| {
        value.to_str().is_ok_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    };
    let length = request.body().size_hint().exact();
    let is_kept = request.method() == Method::POST
        && request.headers().get(header::CONTENT_TYPE).is_some_and(is_form)
        && length.is_some_and(|length| length <= MOST_BYTES as u64);
    if !is_kept {
        return Ok((request, None));
    }
    let action = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let (parts, body) = request.into_parts();
    // Half a form is not carried out: an empty field may mean much.
    let bytes = to_bytes(body, MOST_BYTES).await.map_err(|_| BrokenOff)?;
    Ok((Request::from_parts(parts, Body::from(bytes.clone())), Some((action, bytes))))
}

/// The fields that come back.
pub(super) async fn fields((action, bytes): (String, Bytes)) -> Kept {
    let form = Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let Ok(form) = form.body(Body::from(bytes)) else { return Kept::default() };
    let Ok(Form(mut fields)) = Form::<Vec<(String, String)>>::from_request(form, &()).await else {
        return Kept::default();
    };
    fields.truncate(MOST_FIELDS);
    let is_secret = |name: &str| SECRETS.iter().any(|secret| name.contains(secret));
    let (withheld, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| is_secret(name));
    Kept {
        action,
        fields: fields.into_iter().map(|(name, value)| Field { name, value }).collect(),
        withheld: withheld.into_iter().map(|(name, _)| name).collect(),
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::{Full, Limited};

    use super::*;

    async fn sent(kind: &str, body: &'static str) -> Option<Kept> {
        let request = Request::post("/desk/articles/1/withdrawal?from=list")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .expect("a request");
        let (request, form) = keep(request).await.expect("it is whole");
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
        let pair = |name: &str, value: &str| Field { name: name.to_owned(), value: value.to_owned() };
        assert_eq!(kept.fields, [pair("reason", "خطأ"), pair("reason", "2")]);
        assert_eq!(kept.action, "/desk/articles/1/withdrawal?from=list");
        assert_eq!(kept.withheld, ["new_password", "code"]);
        assert!(kept.has_words() && kept.can_be_sent_again());
        assert!(!sent(form, "password=hush+hush&note=+&revision=3").await.expect("it is a form").has_words());
        assert!(sent(form, "email=x%40example.org").await.expect("it is a form").has_words());
        let signed = sent(form, "name=%D9%87%D8%A7%D8%AA%D9%81&credential=%7B%7D").await;
        assert!(!signed.expect("it is a form").can_be_sent_again(), "a device signs anew");
        assert!(sent("application/json", "{}").await.is_none());
    }

    #[tokio::test]
    async fn half_a_form_is_refused() {
        let half = Limited::new(Full::from("reason=half"), 7);
        let request = Request::post("/desk/articles/1/embargo")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::new(half))
            .expect("a request");
        assert!(keep(request).await.is_err());
    }
}
