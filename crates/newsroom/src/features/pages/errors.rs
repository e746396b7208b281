//! The pages that say something went wrong: in the reader's language, with a way on.

use axum::http::StatusCode;
use serde::Serialize;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::{Frame, Head};
use crate::app::App;
use crate::features::articles::Teaser;
use crate::routes::samples;

/// An error page, as the theme is given it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErrorPage {
    pub status: u16,
    pub heading: String,
    pub text: String,
    pub latest: Vec<Teaser>,
    pub reason: Option<String>,
}

macro_rules! error_template {
    ($name:ident, $template:literal, $status:literal) => {
        #[derive(Serialize)]
        struct $name {
            head: Head,
            page: ErrorPage,
        }
        impl PageTemplate for $name {
            const TEMPLATE: &'static str = $template;
            fn samples() -> Vec<Self> {
                [None, Some("سُحب لخطأ في المصدر".to_owned())]
                    .map(|reason| $name { head: samples::head(), page: sample($status, reason) })
                    .into()
            }
        }
    };
}
error_template!(Missing, "errors/404.html", 404);
error_template!(Gone, "errors/410.html", 410);
error_template!(Broken, "errors/500.html", 500);

/// The error pages, for checking a theme.
pub fn checks() -> [PageCheck; 3] {
    let site = samples::site();
    [PageCheck::of::<Missing>(&site), PageCheck::of::<Gone>(&site), PageCheck::of::<Broken>(&site)]
}

fn sample(status: u16, reason: Option<String>) -> ErrorPage {
    let (heading, text) = ("لا صفحة على هذا العنوان".to_owned(), "ابدأ من الصفحة الأولى.".to_owned());
    ErrorPage { status, heading, text, latest: vec![samples::teaser(1)], reason }
}

const LATEST: usize = 5;

/// The page for `status` in the language of `frame`; `reason` is what readers are told of a withdrawal.
pub fn error_page(app: &App, frame: &Frame, status: StatusCode, reason: Option<String>) -> Page {
    let voiced = frame.voiced(app.now());
    let code = match status {
        StatusCode::GONE => 410,
        status if status.is_client_error() => 404,
        _ => 500,
    };
    let message = |part: &str| voiced.message(&format!("error-{code}-{part}"));
    let head = Head {
        title: format!("{} · {}", message("title"), frame.edition.name),
        robots: "noindex",
        elsewhere: frame.elsewhere(|_| None),
        ..Head::default()
    };
    let within = frame.surroundings(app, &voiced);
    let latest = frame.latest_but(&[], LATEST, &voiced);
    let page = ErrorPage {
        status: status.as_u16(),
        heading: message("heading"),
        text: message("text"),
        latest,
        reason,
    };
    let html = match code {
        410 => app.theme.render(&Gone { head, page }, &within),
        404 => app.theme.render(&Missing { head, page }, &within),
        _ => app.theme.render(&Broken { head, page }, &within),
    };
    let html = html.unwrap_or_else(|error| {
        tracing::error!(%error, status = code, "an error page could not be rendered");
        format!("<!doctype html><title>{code}</title><h1>{code}</h1>").into_bytes()
    });
    Page::html(html).status(status)
}
