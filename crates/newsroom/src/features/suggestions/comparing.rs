//! What is suggested for one text.

use std::collections::HashMap;

use ::store::StoreError;
use content::text_out;
use content::tree::Block;
use coverage::copies::{Copy, differing};
use coverage::statements::{self, Role};

use super::gathering::as_compared;
use super::room::Compared;
use super::shelves::Shelves;
use super::store::{self, TextRow};
use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, Content, may_read_in};
use crate::features::sources::SourceRole;
use crate::features::stories::{Story, stories_by_ids, stories_of};
use crate::id::{ArticleId, StoryId};

/// From this share of common runs on two texts say the same.
const SAYS_THE_SAME: f32 = 0.5;
/// Copies that are told.
const COPIES: usize = 8;
/// Parts of a text that are told as differing, and their letters.
const PARTS: (usize, usize) = (6, 400);

/// A story that a text may belong to.
pub(crate) struct SuggestedStory {
    pub story: Story,
    /// What they share, in words.
    pub shared: Vec<String>,
    /// How many pieces it has, and when the last of them was published, or begun where readers never saw it.
    pub pieces: i64,
    pub last: i64,
}

/// What one text has to do with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Both say the same.
    Copy,
    /// Ours stands inside the other.
    Within,
    /// Ours holds the other.
    Holds,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Copy => "copy",
            Kind::Within => "within",
            Kind::Holds => "holds",
        }
    }
}

/// Another text that says what ours says.
pub(super) struct SuggestedCopy {
    pub article: ArticleId,
    pub headline: String,
    pub source: String,
    pub kind: Kind,
    /// Whether it came in before all others that say the same, ours among them.
    pub first: bool,
    /// How much of the shorter one is in the longer one; of two that say the same, how much is common. In hundredths.
    pub share: i64,
    pub at: i64,
    /// What ours has of its own.
    pub differing: Vec<String>,
}

/// Somebody says something in the text.
pub(super) struct SuggestedStatement {
    pub block: String,
    pub words: String,
    pub speaker: String,
    pub cue: String,
    pub direct: bool,
    pub inherited: bool,
}

/// The stories that it may belong to; `None` while the stories are not read yet. Without those it is in, and those it is not of,
/// as an editor said.
pub(crate) async fn stories_for(
    app: &App,
    shelves: &Shelves,
    article: &Article,
    (content, lang): (&Content, &str),
) -> Result<Option<Vec<SuggestedStory>>, StoreError> {
    let text = as_compared(article.id.clone(), content, lang);
    let q = app.db.read();
    let mut answered = stories_of(q, &article.id).await?;
    answered.extend(store::refused_of(q, &article.id).await?);
    let found = shelves.ask(&article.edition, move |room| room.stories(&text, &answered)).await?;
    let Some(found) = found else { return Ok(None) };
    let ids: Vec<StoryId> = found.iter().map(|one| StoryId::from(one.story.as_str())).collect();
    let known = stories_by_ids(q, &ids).await?;
    let sizes = store::sizes(q, &ids).await?;
    let of = |one: coverage::stories::Suggestion| {
        let story = known.iter().find(|story| story.id.as_str() == one.story)?.clone();
        let size = sizes.iter().find(|(id, ..)| *id == story.id);
        let (pieces, last) = size.map_or((0, story.opened_at), |(_, pieces, last)| (*pieces, *last));
        Some(SuggestedStory { story, shared: one.shared, pieces, last })
    };
    Ok(Some(found.into_iter().filter_map(of).collect()))
}

/// How alike the text and the story are; 0 while that is not known.
pub(super) async fn likeness(
    shelves: &Shelves,
    article: &Article,
    story: &StoryId,
    (content, lang): (&Content, &str),
) -> Result<f32, StoreError> {
    let text = as_compared(article.id.clone(), content, lang);
    let story = story.clone();
    let found = shelves.ask(&article.edition, move |room| room.likeness(&text, &story)).await?;
    Ok(found.unwrap_or_default())
}

/// What the text repeats or is repeated by, of what this person may read.
pub(super) async fn copies_of(
    app: &App,
    shelves: &Shelves,
    actor: &Actor,
    article: &Article,
    (content, lang): (&Content, &str),
) -> Result<Vec<SuggestedCopy>, StoreError> {
    let ours = as_compared(article.id.clone(), content, lang);
    let asked = ours.clone();
    let mut found = shelves.ask(&article.edition, move |room| room.copies(&asked)).await?.unwrap_or_default();
    found.truncate(COPIES);
    let others = found.iter().map(|copy| ArticleId::from(copy.of.as_str()));
    let ids: Vec<ArticleId> = others.chain([article.id.clone()]).collect();
    let mut rows: HashMap<ArticleId, TextRow> =
        store::texts(app.db.read(), &ids).await?.into_iter().map(|row| (row.id.clone(), row)).collect();
    let came = rows.remove(&article.id).map_or_else(|| app.now(), |row| row.came_at);
    rows.retain(|_, row| may_read_in(actor, (&row.edition, &row.section), &row.created_by).is_ok());
    let times = rows.values().map(|row| row.came_at);
    let first = times.chain([came]).min().unwrap_or(came);
    // Two long texts take milliseconds.
    let told = tokio::task::spawn_blocking(move || {
        let told = found.into_iter().filter_map(|copy| {
            let row = rows.remove(&ArticleId::from(copy.of.as_str()))?;
            let theirs: Content = serde_json::from_str(&row.content).ok()?;
            let at = row.came_at;
            let theirs = as_compared(row.id, &theirs, &row.lang);
            Some(copy_of(&ours, theirs, &copy, (at, at == first && at < came)))
        });
        told.collect()
    });
    told.await.map_err(|error| StoreError::Database(error.to_string()))
}

fn copy_of(ours: &Compared, theirs: Compared, copy: &Copy, (at, first): (i64, bool)) -> SuggestedCopy {
    let kind = match copy.jaccard >= SAYS_THE_SAME {
        true => Kind::Copy,
        false if ours.body.len() <= theirs.body.len() => Kind::Within,
        false => Kind::Holds,
    };
    let share = if kind == Kind::Copy { copy.jaccard } else { copy.contained };
    let own = differing(&whole(&theirs), &whole(ours));
    let words = whole(ours);
    let part = |at: &std::ops::Range<usize>| text::words::truncate_letters(words[at.clone()].trim(), PARTS.1);
    SuggestedCopy {
        article: theirs.id,
        headline: theirs.headline,
        source: theirs.source,
        kind,
        first,
        share: (share * 100.0).round() as i64,
        at,
        differing: own.iter().take(PARTS.0).map(part).collect(),
    }
}

fn whole(text: &Compared) -> String {
    format!("{}\n{}", text.lead, text.body)
}

/// Who says what in the text, and on whose word it rests, as far as it does not say so already.
pub(super) fn said_in(content: &Content, lang: &str) -> (Vec<SuggestedStatement>, Vec<(SourceRole, String)>) {
    let lines: Vec<(&str, String)> = content
        .body
        .content
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => {
                Some((paragraph.attrs.id.as_str(), text_out::line_text(&paragraph.content)))
            }
            _ => None,
        })
        .collect();
    let paragraphs: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
    let lang = content.lang.as_deref().unwrap_or(lang);
    let found = statements::find(lang, &paragraphs);
    let statements = found.statements.into_iter().filter_map(|one| {
        let (block, line) = lines.get(one.paragraph)?;
        Some(SuggestedStatement {
            block: (*block).to_owned(),
            words: line.get(one.content)?.to_owned(),
            speaker: one.source,
            cue: one.cue,
            direct: one.direct,
            inherited: one.inherited,
        })
    });
    let mut sources: Vec<(SourceRole, String)> = Vec::new();
    let has = |name: &str| {
        let folded = crate::features::sources::folded_name(name);
        content.sources.iter().any(|source| crate::features::sources::folded_name(&source.name) == folded)
    };
    for source in found.sources {
        let role = match source.role {
            Role::Agency => SourceRole::Agency,
            Role::Outlet => SourceRole::Outlet,
            Role::Document => SourceRole::Document,
            Role::Social => SourceRole::Social,
            // Somebody who is not named is nobody's word to rest on.
            Role::Unnamed => continue,
        };
        if !has(&source.name) && !sources.iter().any(|(_, name)| *name == source.name) {
            sources.push((role, source.name));
        }
    }
    (statements.collect(), sources)
}
