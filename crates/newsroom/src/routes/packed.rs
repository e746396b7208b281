//! What comes in comes as it is: nothing that is sent to us is unpacked, so nothing small becomes large here.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses a body that says that it is packed before any of it is read.
pub async fn only_unpacked(request: Request, next: Next) -> Response {
    let is_packed = |coding: &HeaderValue| !coding.as_bytes().eq_ignore_ascii_case(b"identity");
    if request.headers().get_all(header::CONTENT_ENCODING).iter().any(is_packed) {
        let words = "send it as it is: what is packed (Content-Encoding) is not taken";
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, words).into_response();
    }
    next.run(request).await
}
