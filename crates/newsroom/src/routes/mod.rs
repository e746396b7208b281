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

/// Words that no edition may have for its address: the program's own first segments.
const FIRST: [&str; 14] = [
    "api", "assets", "desk", "favicon", "feed", "health", "live", "media", "metrics", "robots", "s",
    "search", "sitemap", "static",
];

/// Words that no section may have: pages of an edition that are there or will be.
const WITHIN_EDITION: [&str; 16] = [
    "archive",
    "author",
    "corrections",
    "credits",
    "follow",
    "latest",
    "lite",
    "live",
    "offline",
    "page",
    "pictures",
    "search",
    "story",
    "stories",
    "topic",
    "videos",
];

/// Whether an edition may not have this segment.
pub fn is_reserved(segment: &str) -> bool {
    FIRST.contains(&segment)
}

/// Whether a section may not have this segment.
pub fn is_reserved_within_edition(segment: &str) -> bool {
    WITHIN_EDITION.contains(&segment)
}
