//! The page for when nothing can be fetched.

use serde::Serialize;
use theme::{PageCheck, PageTemplate, ThemeError};
use web::Page;

use super::{Frame, Head};
use crate::app::App;
use crate::routes::samples;

#[derive(Serialize)]
struct OfflinePage {
    head: Head,
    /// The page's words are all in the language; it is given nothing.
    page: (),
}

impl PageTemplate for OfflinePage {
    const TEMPLATE: &'static str = "offline/offline.html";

    fn samples() -> Vec<Self> {
        vec![OfflinePage { head: samples::head(), page: () }]
    }
}

/// The page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<OfflinePage>(&samples::site())
}

/// The page in the language of an edition. Browsers keep it, so it says nothing of what is breaking now.
pub fn offline_page(app: &App, frame: &Frame) -> Result<Page, ThemeError> {
    let voiced = frame.voiced(app.now());
    let head = Head {
        title: format!("{} · {}", voiced.message("offline-heading"), frame.edition.name),
        robots: "noindex",
        elsewhere: frame.elsewhere(|_| None),
        ..Head::default()
    };
    let html = app.theme.render(&OfflinePage { head, page: () }, &frame.quiet_surroundings(app, &voiced))?;
    Ok(Page::html(html))
}
