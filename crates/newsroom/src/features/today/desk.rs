//! `GET /desk`.

use ::store::{Query, StoreError};
use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::store::{self, Line};
use crate::app::App;
use crate::features::accounts::{Role, needs};
use crate::features::articles::{latest_in_edition, may_create, may_read_in};
use crate::features::editions::{Edition, editions};
use crate::features::machine::{self, MachineView};
use crate::features::notes::mentions_of;
use crate::features::workflow::{Stage, stages};
use crate::id::{ArticleId, SectionId};
use crate::routes::desk::{Desk, DeskError, Shell, Words};
use crate::schedule::{MovedByRules, moved_by_zone_rules};

const SHOWN: i64 = 12;
const LIVE: i64 = 8;
/// What comes within this time is shown, in microseconds.
const AHEAD: i64 = 6 * 3_600 * 1_000_000;
/// What somebody began longer ago than this is not on their table any more.
const RECENT: i64 = 14 * 24 * 3_600 * 1_000_000;
/// Pictures before readers whose rights end within this time are told of.
const ENDING: i64 = 7 * 24 * 3_600 * 1_000_000;
/// A schedule that is this late was not carried out.
const LATE: i64 = 5_000_000;

#[derive(Template)]
#[template(path = "today/desk/today.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    /// Where a new article may begin: an edition's code and name.
    begins: Vec<(String, String)>,
    machine: MachineView,
    late: Vec<LineView>,
    /// What was to go out and was held, each with why.
    held: Vec<(LineView, String)>,
    /// What goes out when the clocks of its edition show something else than was understood when its time was set; and that.
    moved: Vec<(LineView, i64)>,
    /// Notes that name the person: the article, the note, who wrote it, what it says.
    mentions: Vec<(LineView, String, String, String)>,
    mine: Vec<LineView>,
    waiting: Vec<LineView>,
    scheduled: Vec<LineView>,
    live: Vec<LineView>,
    /// Pictures that readers see and soon will not: the picture, its caption, until when.
    ending: Vec<(String, String, i64)>,
    health: Vec<(bool, String)>,
}

struct LineView {
    id: String,
    headline: String,
    lang: String,
    dir: &'static str,
    at: i64,
}

/// `GET /desk`
pub async fn show(State(app): State<App>, desk: Desk) -> Result<Html<String>, DeskError> {
    let (q, now, words) = (app.db.read(), app.now(), &desk.words);
    let editions = editions(q).await?;
    let sees_all = needs(&desk.actor, Role::Journalist).is_ok();
    let signature = desk.actor.signature();
    let mut mine = store::assigned(q, &desk.account.id, SHOWN).await?;
    for begun in store::begun(q, &signature, now - RECENT, SHOWN).await? {
        if mine.iter().all(|one| one.id != begun.id) {
            mine.push(begun);
        }
    }
    // What was given to somebody is told while they may read it.
    let reads = |line: &Line| {
        may_read_in(&desk.actor, (&line.edition.as_str().into(), &line.section), &line.created_by).is_ok()
    };
    mine.retain(reads);
    // The first stage waits for nobody. What waits further on waits for those who have its role where the article is.
    let all: Vec<Stage> = stages(q).await?.into_iter().skip(1).collect();
    let open_to = |role: Role| -> Vec<String> {
        all.iter().filter(|stage| role >= stage.role).map(|stage| stage.code.clone()).collect()
    };
    let everywhere = if sees_all { open_to(desk.actor.role()) } else { Vec::new() };
    let within = (&open_to(desk.actor.role_somewhere())[..], &desk.actor.sections_with(Role::Journalist)[..]);
    let mut waiting = store::waiting(q, &everywhere, within, &signature, SHOWN).await?;
    waiting.retain(reads);
    let (mut scheduled, mut held, mut ending) = (Vec::new(), Vec::new(), Vec::new());
    let mut moved = Vec::new();
    if sees_all {
        scheduled = store::scheduled(q, now + AHEAD, SHOWN * 2).await?;
        held = store::held(q, now - RECENT, SHOWN).await?;
        ending = store::ending(q, (now, now + ENDING), SHOWN).await?;
        moved = moved_by_zone_rules(&app.db).await?;
    }
    let mentions = mentions_of(q, &desk.actor, SHOWN as usize).await?;
    let is_late = |line: &Line| line.scheduled_for.is_some_and(|at| at < now - LATE);
    let (late, scheduled): (Vec<Line>, Vec<Line>) = scheduled.into_iter().partition(is_late);
    let view = |line: Line| view(&editions, line, words);
    let when = |line: Line| LineView { at: line.scheduled_for.unwrap_or(line.changed_at), ..view(line) };
    let screen = Screen {
        words,
        shell: desk.shell(&app, "today"),
        begins: match may_create(&desk.actor) {
            Ok(()) => editions.iter().map(|one| (one.code.0.clone(), one.name.clone())).collect(),
            Err(_) => Vec::new(),
        },
        mentions: mentions
            .into_iter()
            .map(|one| {
                let line = Line {
                    id: one.article,
                    edition: one.edition.0,
                    headline: one.headline,
                    changed_at: one.at,
                    scheduled_for: None,
                    section: SectionId(String::new()),
                    created_by: String::new(),
                };
                (view(line), one.note.0, one.by, text::words::truncate_letters(&one.body, 120))
            })
            .collect(),
        health: health(&app, words).await?,
        live: live(&app, &editions, words).await?,
        machine: machine::view(&app, &desk).await?,
        late: late.into_iter().map(when).collect(),
        held: held
            .into_iter()
            .map(|one| (view(one.line), words.say(&format!("desk-held-for-{}", one.why))))
            .collect(),
        moved: other_clocks(q, moved).await?.into_iter().map(|(line, meant)| (when(line), meant)).collect(),
        scheduled: scheduled.into_iter().map(when).collect(),
        ending: ending
            .into_iter()
            .map(|(id, caption, until)| (id.0, text::words::truncate_letters(&caption, 90), until))
            .collect(),
        mine: mine.into_iter().map(view).collect(),
        waiting: waiting.into_iter().map(view).collect(),
    };
    Ok(Html(screen.render()?))
}

fn view(editions: &[Edition], line: Line, words: &Words) -> LineView {
    let edition = editions.iter().find(|edition| edition.code.0 == line.edition);
    LineView {
        id: line.id.0,
        headline: if line.headline.is_empty() { words.say("desk-untitled") } else { line.headline },
        lang: edition.map(|edition| edition.lang.clone()).unwrap_or_default(),
        dir: edition.map_or("auto", |edition| edition.dir.as_str()),
        at: line.changed_at,
    }
}

/// The first of these, each with what the clocks were to show.
async fn other_clocks(q: &impl Query, moved: Vec<MovedByRules>) -> Result<Vec<(Line, i64)>, StoreError> {
    if moved.is_empty() {
        return Ok(Vec::new());
    }
    let first = || moved.iter().take(SHOWN as usize);
    let ids: Vec<ArticleId> = first().map(|one| one.article.clone()).collect();
    let lines = store::these(q, &ids).await?;
    let line = |one: &MovedByRules| {
        let line = lines.iter().find(|line| line.id == one.article)?.clone();
        Some((line, one.meant()))
    };
    Ok(first().filter_map(line).collect())
}

/// The newest that readers see, of every edition.
async fn live(app: &App, editions: &[Edition], words: &Words) -> Result<Vec<LineView>, DeskError> {
    let mut newest: Vec<(i64, ArticleId, String)> = Vec::new();
    for edition in editions {
        let found = latest_in_edition(app.db.published(), &edition.code, LIVE, 0).await?;
        newest.extend(found.into_iter().map(|teaser| (teaser.published_at, teaser.id, teaser.headline)));
    }
    newest.sort_by(|one, other| other.cmp(one));
    newest.truncate(SHOWN as usize);
    let ids: Vec<ArticleId> = newest.iter().map(|(_, id, _)| id.clone()).collect();
    let lines = store::these(app.db.read(), &ids).await?;
    // What readers see of it, not what it may say next.
    let line = |(at, id, headline): &(i64, ArticleId, String)| {
        let line = lines.iter().find(|line| line.id == *id)?.clone();
        Some(LineView { at: *at, headline: headline.clone(), ..view(editions, line, words) })
    };
    Ok(newest.iter().filter_map(line).collect())
}

/// How the newsroom itself is doing: each line with whether it is well.
async fn health(app: &App, words: &Words) -> Result<Vec<(bool, String)>, DeskError> {
    let head = app.db.log().head().await?;
    let behind = |position: i64| (head - position).max(0);
    let pages = behind(app.cache.position());
    let mut lines = vec![(pages < 100, words.count("desk-health-pages", &pages))];
    if let Some(indexed) = app.indexed_to() {
        let search = behind(indexed);
        lines.push((search < 1_000, words.count("desk-health-search", &search)));
    }
    let standing = jobs::standing(app.db.read()).await?;
    let late = standing.earliest.map_or(0, |due| (app.now() - due).max(0) / 1_000_000);
    lines.push((late < 60, words.count("desk-health-late", &late)));
    lines.push((standing.failed == 0, words.count("desk-health-failed", &standing.failed)));
    Ok(lines)
}
