//! Every URL, one table per surface.

pub mod api;
pub mod desk;
mod error;
mod packed;
pub mod samples;
pub mod site;

pub use error::PageError;

use crate::desk_parts::DeskParts;

/// All surfaces as one router, for a front that lets `/api/` and `/desk` through. The desk alone is given what is made of drafts.
pub fn all(app: crate::app::App, parts: Option<DeskParts>) -> axum::Router {
    site::routes(app.clone()).merge(api::routes(app.clone())).merge(desk::routes(app, parts))
}

/// Words that no edition may have for its address: the program's own first segments.
const FIRST: [&str; 14] = [
    "api", "assets", "desk", "favicon", "feed", "health", "live", "media", "metrics", "robots", "s",
    "search", "sitemap", "static",
];

/// Words that no section may have: pages of an edition that are there or will be.
const WITHIN_EDITION: [&str; 25] = [
    "about",
    "archive",
    "audio",
    "author",
    "contact",
    "corrections",
    "corrections-policy",
    "credits",
    "follow",
    "gallery",
    "latest",
    "lite",
    "live",
    "offline",
    "page",
    "pictures",
    "privacy",
    "search",
    "speaker",
    "story",
    "stories",
    "terms",
    "topic",
    "video",
    "videos",
];

/// The query keys that a page of the site may depend on, by the end of its path (`*` is one segment; the first line that fits
/// counts). On all others they would fill the cache with copies.
pub const QUERY_AT: &[(&str, &[&str])] = &[
    ("/search/", &["author", "date", "kind", "order", "page", "q", "section", "story"]),
    ("/search/suggest", &["q"]),
    ("/story/*/", &["page", "order"]),
    ("/story/*/statements/", &["page"]),
    ("/stories/", &["page"]),
    ("/corrections/", &["page"]),
    ("/latest/", &["page"]),
    ("/topic/*/", &["page"]),
    ("/author/*/", &["page"]),
    ("/speaker/*/", &["page"]),
    ("/archive/*/*/*/", &["page"]),
    // Pages that are no lists and have the address of a section.
    ("^/*/about/", &[]),
    ("^/*/archive/", &[]),
    ("^/*/contact/", &[]),
    ("^/*/corrections-policy/", &[]),
    ("^/*/credits/", &[]),
    ("^/*/follow/", &[]),
    ("^/*/lite/", &[]),
    ("^/*/offline/", &[]),
    ("^/*/privacy/", &[]),
    ("^/*/terms/", &[]),
    // A section.
    ("^/*/*/", &["page"]),
];

/// The beginnings of the addresses that open something for whoever has them: what follows is written down nowhere.
pub const SECRET_AFTER: &[&str] = &["/desk/sign-in", "/desk/preview"];

/// Whether an edition may not have this segment.
pub fn is_reserved(segment: &str) -> bool {
    FIRST.contains(&segment)
}

/// Whether a section may not have this segment.
pub fn is_reserved_within_edition(segment: &str) -> bool {
    WITHIN_EDITION.contains(&segment)
}
