//! The page that says whose work the site carries.

use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::Map;
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::credit::{ARCHIVE_TEXTS, Carried, Credit, FONTS, SAMPLE_PICTURES, SAMPLE_TEXTS, SOFTWARE};
use crate::app::App;
use crate::features::pages::{Frame, Head, ListPage, Listed, Voiced, list_head};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

#[derive(Serialize)]
struct CreditsPage {
    head: Head,
    page: Credits,
}

#[derive(Serialize)]
struct Credits {
    groups: Vec<Group>,
}

/// Works of one sort.
#[derive(Serialize)]
struct Group {
    name: String,
    credits: Vec<Credit>,
}

impl PageTemplate for CreditsPage {
    const TEMPLATE: &'static str = "credits/credits.html";

    fn samples() -> Vec<Self> {
        let credit = |href: &str| Credit {
            what: "خط النصوص & <العناوين>".to_owned(),
            by: "The Noto Project Authors".to_owned(),
            licence: "SIL OFL 1.1".to_owned(),
            href: href.to_owned(),
        };
        let group = |credits| Group { name: "الخطوط".to_owned(), credits };
        let full = (0..3).map(|_| group(vec![credit("https://example.org/"), credit("")])).collect();
        let full = Credits { groups: full };
        let bare = Credits { groups: vec![group(vec![credit("")])] };
        [full, bare].map(|page| CreditsPage { head: samples::full_head(), page }).into()
    }
}

/// The credits page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<CreditsPage>(&samples::site())
}

/// `GET /{edition}/credits/`
pub async fn show(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let voiced = frame.voiced(app.now());
    let page = Credits { groups: groups(&app, &voiced) };
    let head = head(&app, &frame, voiced.message("credits"));
    let html = app.theme.render(&CreditsPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html).tagged(tag::names(&[Tag::Edition(code)])).fresh_for(app.fresh()))
}

/// What the newsroom itself owes stands first.
fn groups(app: &App, voiced: &Voiced<'_>) -> Vec<Group> {
    let said = |carried: &Carried| Credit {
        what: voiced.message(carried.what),
        by: carried.by.to_owned(),
        licence: carried.licence.to_owned(),
        href: carried.href.to_owned(),
    };
    let carried = |list: &[Carried]| list.iter().map(said).collect::<Vec<_>>();
    let of_sample = |list: &[Carried]| if app.config.sample { carried(list) } else { Vec::new() };
    let of_archive = if app.config.sample_archive { carried(ARCHIVE_TEXTS) } else { Vec::new() };
    let groups = [
        ("credits-own", app.config.credits.clone()),
        ("credits-texts", [of_sample(SAMPLE_TEXTS), of_archive].concat()),
        ("credits-pictures", of_sample(SAMPLE_PICTURES)),
        ("credits-fonts", carried(FONTS)),
        ("credits-software", carried(SOFTWARE)),
    ];
    let shown = groups.into_iter().filter(|(_, credits)| !credits.is_empty());
    shown.map(|(name, credits)| Group { name: voiced.message(name), credits }).collect()
}

fn head(app: &App, frame: &Frame, name: String) -> Head {
    let names = [("site", frame.edition.name.as_str().into())];
    let description = frame.locale.message("credits-description", &names);
    let href = format!("{}credits/", frame.edition.home());
    let listed = Listed { name, href, description: String::new(), label: None };
    let more = Map::from_iter([("@type".to_owned(), "WebPage".into())]);
    Head { feeds: Vec::new(), ..list_head(app, frame, &listed, ListPage::first(), description, more) }
}
