//! The pages that say something went wrong: in the reader's language, with a way on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{StatusCode, Uri};
use memchr::memmem;
use serde::Serialize;
use theme::{PageCheck, PageTemplate, Surroundings};
use web::Page;

use super::{Frame, Head, frame_for, with_own_sheet};
use crate::app::App;
use crate::id::EditionCode;
use crate::routes::samples;

/// An error page, as the theme is given it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErrorPage {
    pub status: u16,
    pub heading: String,
    pub text: String,
    pub latest: Vec<String>,
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
error_template!(Busy, "errors/503.html", 503);

/// The error pages, for checking a theme.
pub fn checks() -> [PageCheck; 4] {
    let site = samples::site();
    [
        PageCheck::of::<Missing>(&site),
        PageCheck::of::<Gone>(&site),
        PageCheck::of::<Broken>(&site),
        PageCheck::of::<Busy>(&site),
    ]
}

fn sample(status: u16, reason: Option<String>) -> ErrorPage {
    let (heading, text) = ("لا صفحة على هذا العنوان".to_owned(), "ابدأ من الصفحة الأولى.".to_owned());
    ErrorPage { status, heading, text, latest: vec![samples::teaser(1).href], reason }
}

const LATEST: usize = 5;

/// The page for `status` in the language of `frame`; `reason` is what readers are told of a withdrawal.
pub fn error_page(app: &App, frame: &Frame, status: StatusCode, reason: Option<String>) -> Page {
    let voiced = frame.voiced(app.now());
    let latest = frame.latest_but(&[], LATEST);
    page_with(app, frame, &frame.surroundings(app, &voiced), status, reason, latest)
}

/// How the front answers an address that it refuses before the router sees it: in the language of the edition whose
/// address it begins with. Such a page names no article, and is rendered once a day for each edition: whoever sends
/// nonsense by the thousand has nothing rendered.
pub async fn refused_page(app: App) -> impl Fn(StatusCode, &Uri) -> Page + Send + Sync + 'static {
    // Read now, because the front cannot wait; a new newsroom has none before its first page.
    if let Some(first) = frame_for(&app, "").await {
        for edition in &first.editions {
            drop(frame_for(&app, edition.code.as_str()).await);
        }
    }
    let rendered: Mutex<HashMap<(EditionCode, StatusCode), Rendered>> = Mutex::default();
    move |status, uri| {
        let path = uri.path();
        // Programs are refused in one shape, whoever refuses.
        if path.starts_with("/api/") {
            let code = if status == StatusCode::NOT_FOUND { "not_found" } else { "unread" };
            let problem = web::Problem::new(status, code).detail("there is nothing at such an address");
            let words = serde_json::to_vec(&problem).unwrap_or_default();
            return Page::of("application/problem+json", words).status(status);
        }
        let of_the_site = matches!(
            status,
            StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND | StatusCode::SERVICE_UNAVAILABLE
        ) && !["/api/", "/desk"].iter().any(|prefix| path.starts_with(prefix));
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let Some(frame) = app.frames.newest(first).filter(|_| of_the_site) else {
            return Page::of("text/plain; charset=utf-8", format!("{status}\n")).status(status);
        };
        let day = frame.voiced(app.now()).iso_date(app.now());
        let mut rendered = rendered.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = rendered.get(&(frame.edition.code.clone(), status));
        if let Some(kept) = kept.filter(|kept| kept.day == day && Arc::ptr_eq(&kept.frame, &frame)) {
            return kept.page.clone();
        }
        let within = frame.quiet_surroundings(&app, &frame.voiced(app.now()));
        let page = page_with(&app, &frame, &within, status, None, Vec::new());
        let code = frame.edition.code.clone();
        rendered.insert((code, status), Rendered { frame, day, page: page.clone() });
        page
    }
}

/// A page that was rendered for a frame, on a day.
struct Rendered {
    frame: Arc<Frame>,
    day: String,
    page: Page,
}

fn page_with(
    app: &App,
    frame: &Frame,
    within: &Surroundings,
    status: StatusCode,
    reason: Option<String>,
    latest: Vec<String>,
) -> Page {
    let voiced = frame.voiced(app.now());
    let code = match status {
        StatusCode::GONE => 410,
        StatusCode::SERVICE_UNAVAILABLE => 503,
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
    let page = ErrorPage {
        status: status.as_u16(),
        heading: message("heading"),
        text: message("text"),
        latest,
        reason,
    };
    let html = match code {
        410 => app.theme.render(&Gone { head, page }, within),
        404 => app.theme.render(&Missing { head, page }, within),
        503 => app.theme.render(&Busy { head, page }, within),
        _ => app.theme.render(&Broken { head, page }, within),
    };
    let html = html.unwrap_or_else(|error| {
        tracing::error!(%error, status = code, "an error page could not be rendered");
        format!("<!doctype html><title>{code}</title><h1>{code}</h1>").into_bytes()
    });
    // A theme may make this page like its others.
    let carries_sheet = code == 503 && memmem::find(&html, b"<style").is_some();
    let page = Page::html(html).status(status);
    if carries_sheet { with_own_sheet(app, page) } else { page }
}
