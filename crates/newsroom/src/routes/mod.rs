//! Every URL, one table per surface.

pub mod api;
pub mod desk;
mod error;
pub mod samples;
pub mod site;

pub use error::PageError;

/// All surfaces as one router, for a front that lets `/api/` and `/desk` through.
pub fn all(app: crate::app::App) -> axum::Router {
    site::routes(app.clone()).merge(api::routes(app.clone())).merge(desk::routes(app))
}

/// Words that no edition and no section may have for its address.
const RESERVED: [&str; 14] = [
    "api", "assets", "desk", "favicon", "feed", "health", "live", "media", "metrics", "robots", "s", "search", "sitemap", "static",
];

/// Whether a segment is kept for the program's own addresses.
pub fn is_reserved(segment: &str) -> bool {
    RESERVED.contains(&segment)
}
