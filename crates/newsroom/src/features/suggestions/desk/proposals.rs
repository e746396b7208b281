//! `/desk/proposals`: stories that could be opened, stories that could be one, and what came in more than once.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use coverage::copies::Group;
use coverage::stories::{Merge, Proposal};
use serde::Deserialize;

use super::refused_words;
use crate::app::App;
use crate::features::editions::editions;
use crate::features::stories::actions::{NewStory, StoryRefused, merge_stories};
use crate::features::stories::{Story, StoryOrder, stories_by_ids};
use crate::features::suggestions::actions::{
    MOST_AT_ONCE, SuggestionRefused, dismiss_proposal, keep_apart, open_proposed,
};
use crate::features::suggestions::room::{Named, Proposed};
use crate::features::suggestions::shelves::Shelves;
use crate::features::suggestions::{policy, store};
use crate::id::{ArticleId, EditionCode, StoryId};
use crate::routes::desk::{Desk, DeskError, Shell, Words};

/// Pieces of a proposal that are listed, the latest; all of them are placed.
const LISTED: usize = 12;
/// Pieces that a proposal has at least once what was settled meanwhile is left out.
const FEWEST: usize = 5;
/// Groups of copies that are listed.
const GROUPS: usize = 20;
/// Words that a proposed name is made of.
const NAMED_BY: usize = 4;

#[derive(Template)]
#[template(path = "suggestions/desk/proposals.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    /// Code, name, and whether it is the one.
    editions: Vec<(String, String, bool)>,
    edition: String,
    lang: String,
    dir: &'static str,
    /// Whether what came in is still being read.
    reading: bool,
    openings: Vec<OpeningView>,
    merges: Vec<MergeView>,
    repeated: Vec<RepeatedView>,
    done: Option<&'static str>,
}

struct OpeningView {
    name: String,
    articles: String,
    count: i64,
    from: i64,
    to: i64,
    sources: Vec<String>,
    pieces: Vec<PieceView>,
}

struct PieceView {
    href: String,
    headline: String,
    source: String,
    at: i64,
}

struct MergeView {
    /// Id, name, pieces; the one with more pieces first.
    stories: [(String, String, i64); 2],
    shared: Vec<String>,
}

struct RepeatedView {
    head: PieceView,
    copies: Vec<PieceView>,
}

/// What is looked at, and what was done before.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    edition: String,
    done: String,
}

/// `GET /desk/proposals`
pub async fn show(
    State(app): State<App>,
    State(shelves): State<Option<Shelves>>,
    desk: Desk,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    policy::may_look(&desk.actor)?;
    let Query(asked) = asked.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let mut all = editions(app.db.read()).await?;
    all.retain(|edition| policy::may_decide(&desk.actor, &edition.code).is_ok());
    let edition = all.iter().find(|edition| edition.code.0 == asked.edition).or(all.first());
    let edition = edition.ok_or(DeskError::NotFound)?;
    let proposed = match &shelves {
        Some(shelves) => shelves.proposed(&edition.code, app.now()).await?,
        None => None,
    };
    let shown = match (&shelves, &proposed) {
        (Some(shelves), Some(proposed)) => shown(&app, shelves, &edition.code, proposed).await?,
        _ => Shown::default(),
    };
    let screen = Screen {
        words: &desk.words,
        shell: desk.shell(&app, "proposals"),
        editions: all
            .iter()
            .map(|one| (one.code.0.clone(), one.name.clone(), one.code == edition.code))
            .collect(),
        edition: edition.code.0.clone(),
        lang: edition.lang.clone(),
        dir: edition.dir.as_str(),
        reading: proposed.is_none() && shelves.is_some(),
        openings: shown.openings,
        merges: shown.merges,
        repeated: shown.repeated,
        done: ["opened", "dismissed", "merged", "apart"].into_iter().find(|known| *known == asked.done),
    };
    Ok(Html(screen.render()?))
}

#[derive(Default)]
struct Shown {
    openings: Vec<OpeningView>,
    merges: Vec<MergeView>,
    repeated: Vec<RepeatedView>,
}

/// A piece as it stands now.
struct Piece {
    named: Named,
    is_settled: bool,
}

async fn shown(
    app: &App,
    shelves: &Shelves,
    edition: &EditionCode,
    proposed: &Proposed,
) -> Result<Shown, DeskError> {
    let groups: Vec<&Group> = proposed.repeated.iter().take(GROUPS).collect();
    let of_openings = proposed.openings.iter().flat_map(|one| latest(&one.pieces));
    let of_groups = groups.iter().flat_map(|group| group.copies.iter().chain([&group.head]));
    let mut ids: Vec<ArticleId> =
        of_openings.chain(of_groups).map(|id| ArticleId::from(id.as_str())).collect();
    ids.sort();
    ids.dedup();
    let pieces = pieces(app, shelves, edition, ids).await?;
    let view = |id: &String| {
        let piece = pieces.get(id.as_str())?;
        Some(PieceView {
            href: format!("/desk/articles/{id}"),
            headline: piece.named.headline.clone(),
            source: piece.named.source.clone(),
            at: piece.named.at,
        })
    };
    let openings = proposed.openings.iter().filter_map(|one| opening(one, &pieces, view));
    let repeated = groups.into_iter().filter_map(|group| {
        let copies: Vec<PieceView> = group.copies.iter().filter_map(view).collect();
        Some(RepeatedView { head: view(&group.head)?, copies }).filter(|one| !one.copies.is_empty())
    });
    let (openings, repeated) = (openings.collect(), repeated.collect());
    Ok(Shown { openings, repeated, merges: merges(app, &proposed.merges).await? })
}

/// What is opened or dismissed at once of a proposal: its latest pieces; what is left of a larger one is proposed again.
fn latest(pieces: &[String]) -> &[String] {
    &pieces[pieces.len().saturating_sub(MOST_AT_ONCE)..]
}

fn opening(
    one: &Proposal,
    pieces: &HashMap<String, Piece>,
    view: impl Fn(&String) -> Option<PieceView>,
) -> Option<OpeningView> {
    // What was placed or dismissed since it was worked out is no part of it.
    let stands = |id: &&String| pieces.get(id.as_str()).is_some_and(|piece| !piece.is_settled);
    let ids: Vec<&String> = latest(&one.pieces).iter().filter(stands).collect();
    let shown: Vec<PieceView> = ids.iter().filter_map(|id| view(id)).collect();
    let (first, last) = (shown.first()?, shown.last()?);
    let (from, to) = (first.at, last.at);
    let mut sources: Vec<String> =
        shown.iter().map(|piece| piece.source.clone()).filter(|name| !name.is_empty()).collect();
    sources.sort();
    sources.dedup();
    (ids.len() >= FEWEST).then(|| OpeningView {
        name: one.name.iter().take(NAMED_BY).cloned().collect::<Vec<_>>().join(" "),
        articles: ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(","),
        count: ids.len() as i64,
        from,
        to,
        sources,
        // The latest first, as a timeline is read.
        pieces: shown.into_iter().rev().take(LISTED).collect(),
    })
}

/// Their names are in memory; only whether they are settled is asked.
async fn pieces(
    app: &App,
    shelves: &Shelves,
    edition: &EditionCode,
    ids: Vec<ArticleId>,
) -> Result<HashMap<String, Piece>, DeskError> {
    let wanted = ids.clone();
    let mut named = shelves.ask(edition, move |room| room.named(&wanted)).await?.unwrap_or_default();
    let mut found = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(200) {
        for (id, is_settled) in store::settled(app.db.read(), ids).await? {
            if let Some(named) = named.remove(&id) {
                found.insert(id.0, Piece { named, is_settled });
            }
        }
    }
    Ok(found)
}

async fn merges(app: &App, merges: &[Merge]) -> Result<Vec<MergeView>, DeskError> {
    let q = app.db.read();
    let mut ids: Vec<StoryId> =
        merges.iter().flat_map(|merge| &merge.stories).map(|id| StoryId::from(id.as_str())).collect();
    ids.sort();
    ids.dedup();
    let known: Vec<Story> = stories_by_ids(q, &ids).await?;
    let (sizes, apart) = (store::sizes(q, &ids).await?, store::apart(q, &ids).await?);
    let story = |id: &String| {
        let story = known.iter().find(|story| story.id.as_str() == id && story.merged_into.is_none())?;
        let size = sizes.iter().find(|(id, ..)| *id == story.id).map_or(0, |(_, pieces, _)| *pieces);
        Some((story.id.0.clone(), story.name.clone(), size))
    };
    let are_apart = |merge: &Merge| {
        apart
            .iter()
            .any(|(one, other)| merge.stories.iter().all(|id| id == one.as_str() || id == other.as_str()))
    };
    let view = |merge: &Merge| {
        let (one, other) = (story(&merge.stories[0])?, story(&merge.stories[1])?);
        let stories = if one.2 >= other.2 { [one, other] } else { [other, one] };
        Some(MergeView { stories, shared: merge.shared.clone() })
    };
    Ok(merges.iter().filter(|merge| !are_apart(merge)).filter_map(view).collect())
}

/// What a form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    edition: String,
    name: String,
    /// Ids, with commas between them.
    articles: String,
    story: String,
    into: String,
    /// `merge` or `apart`.
    order: String,
}

type Filled = Result<Form<Sent>, FormRejection>;

/// `POST /desk/proposals/stories`: opens a story with the pieces.
pub async fn open(State(app): State<App>, desk: Desk, sent: Filled) -> Result<Redirect, DeskError> {
    let sent = read(&desk, sent)?;
    let edition = EditionCode(sent.edition.clone());
    policy::may_decide(&desk.actor, &edition)?;
    let new = NewStory {
        edition,
        slug: None,
        name: sent.name.clone(),
        about: String::new(),
        key_points: Vec::new(),
        order: StoryOrder::default(),
    };
    match open_proposed(&app, &desk.actor, new, articles(&sent)?).await {
        Ok(_) => Ok(back(&sent, "opened")),
        Err(error) => Err(refused(&desk, error)),
    }
}

/// `POST /desk/proposals/dismissals`: the pieces are no story.
pub async fn dismiss(State(app): State<App>, desk: Desk, sent: Filled) -> Result<Redirect, DeskError> {
    let sent = read(&desk, sent)?;
    policy::may_decide(&desk.actor, &EditionCode(sent.edition.clone()))?;
    answer(&desk, dismiss_proposal(&app, &desk.actor, articles(&sent)?).await)?;
    Ok(back(&sent, "dismissed"))
}

/// `POST /desk/proposals/merges`: two stories become one, or are kept apart.
pub async fn merge(State(app): State<App>, desk: Desk, sent: Filled) -> Result<Redirect, DeskError> {
    let sent = read(&desk, sent)?;
    let (story, into) = (StoryId(sent.story.clone()), StoryId(sent.into.clone()));
    match sent.order.as_str() {
        "merge" => match merge_stories(&app, &desk.actor, &story, &into).await {
            Ok(_) => Ok(back(&sent, "merged")),
            Err(error) => Err(refused(&desk, error)),
        },
        "apart" => {
            answer(&desk, keep_apart(&app, &desk.actor, story, into).await)?;
            Ok(back(&sent, "apart"))
        }
        other => Err(DeskError::Invalid(format!("there is no order `{other}`"))),
    }
}

fn read(desk: &Desk, sent: Filled) -> Result<Sent, DeskError> {
    policy::may_look(&desk.actor)?;
    sent.map(|Form(sent)| sent).map_err(|error| DeskError::Invalid(error.to_string()))
}

fn articles(sent: &Sent) -> Result<Vec<ArticleId>, DeskError> {
    let ids = sent.articles.split(',').filter(|id| !id.is_empty()).take(MOST_AT_ONCE + 1);
    let mut ids: Vec<ArticleId> = ids.map(ArticleId::from).collect();
    ids.sort();
    ids.dedup();
    match ids.len() {
        1..=MOST_AT_ONCE => Ok(ids),
        _ => Err(DeskError::Invalid(format!("say which articles, {MOST_AT_ONCE} at most"))),
    }
}

fn back(sent: &Sent, done: &str) -> Redirect {
    let edition = text::percent::component(&sent.edition);
    Redirect::to(&format!("/desk/proposals?edition={edition}&done={done}"))
}

fn answer(desk: &Desk, done: Result<(), SuggestionRefused>) -> Result<(), DeskError> {
    match done {
        Ok(()) => Ok(()),
        Err(SuggestionRefused::NotAllowed(error)) => Err(error.into()),
        Err(SuggestionRefused::Store(error)) => Err(error.into()),
        Err(SuggestionRefused::Story(error)) => Err(refused(desk, error)),
        Err(SuggestionRefused::NotFound) => Err(DeskError::NotFound),
        Err(error @ SuggestionRefused::TooMany(_)) => Err(DeskError::Invalid(error.to_string())),
    }
}

fn refused(desk: &Desk, error: StoryRefused) -> DeskError {
    match error {
        StoryRefused::NotAllowed(error) => error.into(),
        StoryRefused::Store(error) => error.into(),
        error => DeskError::Refused(refused_words(&desk.words, &error)),
    }
}
