//! What an API says when it refuses: RFC 9457, with a code that a program can match on.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use serde::Serialize;

/// A refusal or failure, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A URI that names the kind of problem; `about:blank` says that the title is the status's own.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short sentence that is the same each time.
    pub title: String,
    /// The HTTP status.
    #[serde(serialize_with = "as_number")]
    pub status: StatusCode,
    /// What happened this time and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// A stable word for programs, such as `too_large`.
    pub code: String,
}

impl Problem {
    /// A problem of this status and code, titled as the status is.
    pub fn new(status: StatusCode, code: impl Into<String>) -> Problem {
        Problem {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status,
            detail: None,
            code: code.into(),
        }
    }

    /// Sets the title.
    pub fn title(mut self, title: impl Into<String>) -> Problem {
        self.title = title.into();
        self
    }

    /// Says what happened this time.
    pub fn detail(mut self, detail: impl Into<String>) -> Problem {
        self.detail = Some(detail.into());
        self
    }

    /// Names the kind by a URI.
    pub fn kind(mut self, kind: impl Into<String>) -> Problem {
        self.kind = kind.into();
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

fn as_number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_written_as_the_rfc_says() {
        let problem = Problem::new(StatusCode::CONFLICT, "someone_was_first").detail("Reload and try again.");
        let json: serde_json::Value = serde_json::to_value(&problem).expect("json");
        assert_eq!(
            json,
            serde_json::json!({"type": "about:blank", "title": "Conflict", "status": 409,
                "detail": "Reload and try again.", "code": "someone_was_first"})
        );
    }
}
