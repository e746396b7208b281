//! What the editorial side needs of HTTP: its cookie, its headers, and proof that a form came from itself.

mod cookie;
pub mod csrf;

use axum::Router;
use axum::middleware::map_response;
use axum::response::Response;

pub use cookie::DeskCookie;

use crate::headers;

/// The desk's security headers, `no-store` among them, on every answer of this router that does not set its own.
pub fn desk_headers(router: Router) -> Router {
    let these = headers::desk_headers();
    router.layer(map_response(move |mut response: Response| {
        headers::where_absent(response.headers_mut(), &these);
        std::future::ready(response)
    }))
}
