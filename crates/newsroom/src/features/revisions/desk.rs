//! The revisions at the desk: who made which, what changed, and the way back.

use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use content::difference::{Compared, What};
use serde::Deserialize;
use text::difference::{Change, Run, Sides};

use super::actions::{RestoreRefused, Restored, restore};
use super::side_by_side::{chosen, compared, what};
use super::stretch::{Stretch, stretches};
use super::{Comparison, store};
use crate::app::App;
use crate::features::articles::actions::RevisionRefused;
use crate::features::articles::{Article, article_by_id, may_read, may_revise, revision_of};
use crate::features::editions::{Edition, edition_by_code};
use crate::id::{ArticleId, RevisionNumber};
use crate::routes::desk::{Desk, DeskError, Shell, Words};

const LISTED: i64 = 400;

#[derive(Template)]
#[template(path = "revisions/desk/revisions.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    id: &'a str,
    headline: String,
    lang: String,
    dir: &'static str,
    latest: i64,
    from: i64,
    to: i64,
    live: i64,
    revises: bool,
    stretches: Vec<StretchView>,
    rows: Vec<RowView>,
    same: bool,
}

struct StretchView {
    first: i64,
    last: i64,
    before: i64,
    who: String,
    note: String,
    at: i64,
    live: bool,
}

/// A part side by side, or so many blocks in a row that are the same.
struct RowView {
    same: i64,
    label: String,
    fate: Option<&'static str>,
    moved: bool,
    lang: String,
    dir: &'static str,
    parts: Vec<PartView>,
    /// `line` or `block`, and which; empty where it cannot be put back.
    back: (&'static str, String),
}

struct PartView {
    label: String,
    before: Vec<RunView>,
    after: Vec<RunView>,
}

struct RunView {
    changed: bool,
    text: String,
}

/// Which two.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Two {
    from: Option<i64>,
    to: Option<i64>,
}

/// What is to stand again.
#[derive(Deserialize)]
pub struct Wanted {
    expected: i64,
    from: i64,
    #[serde(default)]
    line: String,
    #[serde(default)]
    block: String,
}

/// `GET /desk/articles/{id}/revisions`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    two: Result<Query<Two>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    let article = article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    may_read(&desk.actor, &article)?;
    let Query(two) = two.map_err(|_| DeskError::NotFound)?;
    let (from, to) = chosen(&article, two.from, two.to);
    let edition = edition_by_code(app.db.read(), &article.edition).await?.ok_or(DeskError::NotFound)?;
    let compared = compared(&app, &article, from, to).await?.ok_or(DeskError::NotFound)?;
    let newest =
        revision_of(app.db.read(), &id, article.latest_revision).await?.ok_or(DeskError::NotFound)?;
    let made = store::made(app.db.read(), &id, RevisionNumber(i64::MAX), LISTED).await?;
    let words = &desk.words;
    let screen = Screen {
        words,
        shell: desk.shell(&app, ""),
        id: id.as_str(),
        headline: newest.content.headline,
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
        latest: article.latest_revision.0,
        from: from.0,
        to: to.0,
        live: article.live_revision.map_or(0, |live| live.0),
        revises: may_revise(&desk.actor, &article).is_ok(),
        stretches: stretches(made, article.live_revision)
            .into_iter()
            .map(|stretch| stretch_view(words, &article, stretch))
            .collect(),
        same: compared.is_same(),
        rows: rows(words, &edition, compared),
    };
    Ok(Html(screen.render()?))
}

/// `POST /desk/articles/{id}/restoration`
pub async fn bring_back(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
    wanted: Result<Form<Wanted>, FormRejection>,
) -> Result<Redirect, DeskError> {
    let article = article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    may_revise(&desk.actor, &article)?;
    let Form(wanted) = wanted.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let part = match (wanted.line.as_str(), wanted.block.as_str()) {
        ("", "") => Restored::Whole,
        (line, "") => Restored::Line(line.to_owned()),
        (_, block) => Restored::Block(block.to_owned()),
    };
    let note = desk.words.count("desk-brought-back", &wanted.from);
    let numbers = (RevisionNumber(wanted.expected), RevisionNumber(wanted.from));
    let revision = match restore(&app, &desk.actor, &id, numbers, part, note).await {
        Ok(revision) => revision.number.0,
        Err(RestoreRefused::Revision(RevisionRefused::Store(error))) => return Err(error.into()),
        Err(RestoreRefused::Revision(RevisionRefused::NotAllowed(error))) => return Err(error.into()),
        Err(error) => return Err(DeskError::Refused(error.to_string())),
    };
    let before = wanted.expected;
    Ok(Redirect::to(&format!("/desk/articles/{id}/revisions?from={before}&to={revision}")))
}

fn stretch_view(words: &Words, article: &Article, stretch: Stretch) -> StretchView {
    let last = stretch.last;
    let who = match (last.name.as_str(), last.by.split_once(':').map_or(last.by.as_str(), |(kind, _)| kind)) {
        ("", "import") => words.say("desk-by-import"),
        ("", _) => words.say("desk-by-console"),
        (name, _) => name.to_owned(),
    };
    StretchView {
        first: stretch.first.0,
        last: last.number.0,
        before: (stretch.first.0 - 1).max(1),
        who,
        note: last.note,
        at: last.at,
        live: article.live_revision == Some(last.number),
    }
}

fn rows(words: &Words, edition: &Edition, compared: Comparison) -> Vec<RowView> {
    let (lang, dir) = (edition.lang.as_str(), edition.dir.as_str());
    let mut rows: Vec<RowView> = Vec::new();
    for line in compared.lines.into_iter().filter(|line| !line.sides.is_same()) {
        let label = words.say(&format!("desk-line-{}", line.name));
        let parts = vec![part(String::new(), line.sides)];
        let back = ("line", line.name.to_owned());
        rows.push(RowView {
            same: 0,
            label,
            fate: None,
            moved: false,
            lang: lang.to_owned(),
            dir,
            parts,
            back,
        });
    }
    for block in compared.blocks {
        if block.what == What::Same && !block.moved {
            match rows.last_mut().filter(|last| last.same > 0) {
                Some(last) => last.same += 1,
                None => rows.push(same_row()),
            }
            continue;
        }
        rows.push(block_row(words, (lang, dir), block));
    }
    rows
}

fn same_row() -> RowView {
    RowView {
        same: 1,
        label: String::new(),
        fate: None,
        moved: false,
        lang: String::new(),
        dir: "auto",
        parts: Vec::new(),
        back: ("", String::new()),
    }
}

fn block_row(words: &Words, (lang, dir): (&str, &'static str), block: Compared) -> RowView {
    let fate = match block.what {
        What::Same => None,
        other => Some(what(other)),
    };
    let shown = |part: &content::difference::Part| part.name.is_empty() || !part.sides.is_same();
    let parts = block.parts.into_iter().filter(shown);
    let parts = parts.map(|one| {
        let label =
            if one.name.is_empty() { String::new() } else { words.say(&format!("desk-part-{}", one.name)) };
        part(label, one.sides)
    });
    RowView {
        same: 0,
        label: words.say(&format!("desk-block-{}", block.name)),
        fate,
        moved: block.moved,
        lang: block.lang.unwrap_or_else(|| lang.to_owned()),
        dir: block.dir.map_or(dir, |dir| match dir {
            content::tree::Dir::Rtl => "rtl",
            content::tree::Dir::Ltr => "ltr",
        }),
        parts: parts.collect(),
        back: ("block", block.id.as_str().to_owned()),
    }
}

fn part(label: String, sides: Sides) -> PartView {
    let run = |run: Run| RunView { changed: run.change != Change::Same, text: run.text };
    PartView {
        label,
        before: sides.before.into_iter().map(run).collect(),
        after: sides.after.into_iter().map(run).collect(),
    }
}
