//! What is said in a story, by speaker: whoever spoke last before the others, of each the latest words first.

use axum::extract::{OriginalUri, Path, Query, State};
use serde::Serialize;
use serde_json::{Map, Value, json};
use theme::{PageCheck, PageTemplate};
use web::Page;

use super::published::{store, story_href};
use super::{samples, site};
use crate::app::App;
use crate::features::editions::Edition;
use crate::features::pages::{AskedPage, Frame, Head, Link, ListPage, Listed, Voiced, list_head};
use crate::features::speakers::{Said, StatementRow, speaker_href};
use crate::id::EditionCode;
use crate::routes::{PageError, samples as common};

#[derive(Serialize)]
struct StatementsPage {
    head: Head,
    page: Statements,
}

impl PageTemplate for StatementsPage {
    const TEMPLATE: &'static str = "stories/statements.html";

    fn samples() -> Vec<Self> {
        samples::statements().into_iter().map(|page| StatementsPage { head: common::head(), page }).collect()
    }
}

/// The page of a story's statements, for checking a theme.
pub fn check() -> PageCheck {
    PageCheck::of::<StatementsPage>(&common::site())
}

/// What the template is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Statements {
    /// The story, and its page.
    pub story: Link,
    pub speakers: Vec<Speaker>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub page: i64,
}

/// Somebody with what they say in the story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Speaker {
    /// As the newest statement has it, with the page of all that they said.
    pub name: Link,
    pub role: String,
    pub said: Vec<Said>,
}

/// `GET /{edition}/story/{story}/statements/`
pub async fn show(
    State(app): State<App>,
    Path((edition, slug)): Path<(String, String)>,
    Query(asked): Query<AskedPage>,
    OriginalUri(address): OriginalUri,
) -> Result<Page, PageError> {
    let code = EditionCode(edition);
    let frame = app.frames.of(&app, &code).await?.ok_or(PageError::NotFound)?;
    let published = app.db.published();
    let story = store::published_story(published, &code, &slug).await?.ok_or(PageError::NotFound)?;
    let slug = story.target.as_ref().map_or(&story.slug, |(_, slug)| slug);
    let href = statements_href(&story_href(&code, slug));
    if address.path() != href {
        return Ok(Page::redirect(href, true).tagged(site::tags(&story, code)).fresh_for(app.fresh()));
    }
    let which = ListPage::asked(&asked, app.config.section_page).ok_or(PageError::NotFound)?;
    let rows = store::statements_in(published, &story.id, which.limit(), which.offset()).await?;
    let (rows, around) = which.cut(rows, &href).ok_or(PageError::NotFound)?;
    // Of a story in which nobody says anything there is no such page.
    if rows.is_empty() {
        return Err(PageError::NotFound);
    }
    let voiced = frame.voiced(app.now());
    let head = head(&app, &frame, (&story.name, &story_href(&code, &story.slug)), which);
    let page = Statements {
        story: Link { name: story.name.clone(), href: Some(story_href(&code, &story.slug)) },
        speakers: by_speaker(&rows, &frame.edition, &voiced),
        newer: around.newer,
        older: around.older,
        page: around.page,
    };
    let html = app.theme.render(&StatementsPage { head, page }, &frame.surroundings(&app, &voiced))?;
    let quoted = site::quoted(rows.iter().map(|row| &row.article));
    Ok(Page::html(html).tagged(site::tags(&story, code)).tagged(quoted).fresh_for(app.fresh()))
}

/// The address of the statements of the story whose page is at `story`.
pub(super) fn statements_href(story: &str) -> String {
    format!("{story}statements/")
}

/// Rows that come by speaker, as groups.
fn by_speaker(rows: &[StatementRow], edition: &Edition, voiced: &Voiced<'_>) -> Vec<Speaker> {
    let groups = rows.chunk_by(|a, b| a.speaker_slug == b.speaker_slug);
    let speaker = |group: &[StatementRow]| {
        let newest = &group[0];
        Speaker {
            name: Link {
                name: newest.speaker.clone(),
                href: speaker_href(&edition.code, &newest.speaker_slug),
            },
            role: newest.role.clone(),
            said: group.iter().map(|row| Said::of(row, &newest.role, edition, voiced)).collect(),
        }
    };
    groups.map(speaker).collect()
}

fn head(app: &App, frame: &Frame, (story, href): (&str, &str), which: ListPage) -> Head {
    let names = [("story", story.into()), ("site", frame.edition.name.as_str().into())];
    let listed = Listed {
        name: frame.locale.message("story-statements-title", &names),
        href: statements_href(href),
        description: String::new(),
        label: None,
    };
    let description = frame.locale.message("story-statements-description", &names);
    // Only named here: its own page describes it.
    let part = json!({ "@type": "CollectionPage", "name": story, "url": app.absolute(href) });
    let more: Map<String, Value> = Map::from_iter([("isPartOf".to_owned(), part)]);
    Head { feeds: Vec::new(), ..list_head(app, frame, &listed, which, description, more) }
}
