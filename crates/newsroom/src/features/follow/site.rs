//! The page that says where the newsroom can be followed: the feeds of the edition, of its
//! sections and of its running stories.

use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::Map;
use theme::{PageCheck, PageTemplate};
use web::Page;

use crate::app::App;
use crate::features::pages::{FeedLink, Frame, Head, Link, ListPage, Listed, feeds_of, list_head};
use crate::features::stories::{self, story_href};
use crate::id::EditionCode;
use crate::routes::{PageError, samples};
use crate::tag::{self, Tag};

/// How many running stories are offered.
const STORIES: i64 = 20;

#[derive(Serialize)]
struct FollowPage {
    head: Head,
    page: Follow,
}

#[derive(Serialize)]
struct Follow {
    whole: Vec<FeedLink>,
    sections: Vec<Followed>,
    stories: Vec<Followed>,
    corrections: Vec<FeedLink>,
}

/// Something that can be followed, and how.
#[derive(Serialize)]
struct Followed {
    of: Link,
    feeds: Vec<FeedLink>,
}

impl PageTemplate for FollowPage {
    const TEMPLATE: &'static str = "follow/follow.html";

    fn samples() -> Vec<Self> {
        let feeds = || feeds_of("/ar/politics/", "السياسة");
        let of = Link { name: "السياسة".to_owned(), href: Some("/ar/politics/".to_owned()) };
        let story = Link {
            name: "مياه نهر اللجين".to_owned(), href: Some("/ar/story/water/".to_owned())
        };
        let story = Followed { of: story, feeds: feeds() };
        let full = Follow {
            whole: feeds(),
            sections: vec![Followed { of, feeds: feeds() }],
            stories: vec![story],
            corrections: feeds(),
        };
        let bare =
            Follow { whole: feeds(), sections: Vec::new(), stories: Vec::new(), corrections: Vec::new() };
        [full, bare].map(|page| FollowPage { head: samples::head(), page }).into()
    }
}

/// The follow page, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<FollowPage>(&samples::site())
}

/// `GET /{edition}/follow/`
pub async fn show(State(app): State<App>, Path(edition): Path<String>) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let voiced = frame.voiced(app.now());
    let home = frame.edition.home();
    let running = stories::running(app.db.published(), &code, STORIES).await?;
    let page = Follow {
        whole: feeds_of(&home, &frame.edition.name),
        sections: frame.open_sections().map(|section| followed(&section.name, &section.href())).collect(),
        stories: running.iter().map(|story| followed(&story.name, &story_href(&code, &story.slug))).collect(),
        corrections: feeds_of(&format!("{home}corrections/"), &voiced.message("corrections")),
    };
    let head = head(&app, &frame, voiced.message("follow-us"));
    let html = app.theme.render(&FollowPage { head, page }, &frame.surroundings(&app, &voiced))?;
    Ok(Page::html(html)
        .tagged(tag::names(&[Tag::Stories(code.clone()), Tag::Edition(code)]))
        .fresh_for(app.fresh()))
}

fn followed(name: &str, href: &str) -> Followed {
    Followed { of: Link { name: name.to_owned(), href: Some(href.to_owned()) }, feeds: feeds_of(href, name) }
}

fn head(app: &App, frame: &Frame, name: String) -> Head {
    let names = [("site", frame.edition.name.as_str().into())];
    let words = |id| frame.locale.message(id, &names);
    let description = format!("{} {}", words("follow-description"), words("follow-intro"));
    let href = format!("{}follow/", frame.edition.home());
    let more = Map::from_iter([("@type".to_owned(), "WebPage".into())]);
    let listed = Listed { name, href, description: String::new(), label: None };
    Head { feeds: Vec::new(), ..list_head(app, frame, &listed, ListPage::first(), description, more) }
}
