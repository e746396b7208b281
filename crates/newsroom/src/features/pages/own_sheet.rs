//! The sheet of a few lines that a small page carries in itself, so that it asks for nothing else.

use axum::http::{HeaderValue, header};
use web::Page;

use crate::app::App;

/// Its name among the theme's assets.
const SHEET: &str = "lite.css";

/// The policy of a page that carries the sheet: it allows this one and no other.
pub fn own_sheet_policy(app: &App) -> Option<HeaderValue> {
    app.theme.style_hash(SHEET).and_then(|hash| web::headers::policy_with_style(&hash))
}

/// A page that carries the sheet.
pub fn with_own_sheet(app: &App, page: Page) -> Page {
    match own_sheet_policy(app) {
        Some(policy) => page.header(header::CONTENT_SECURITY_POLICY, policy),
        None => page,
    }
}
