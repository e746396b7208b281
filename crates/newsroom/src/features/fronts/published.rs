//! What readers see of a front that somebody arranged. It is read with the frame; a page that has pins asks once for
//! what they name.

use ::store::{Published, StoreError};

use super::front::{FrontBlock, Slot};
use super::store;
use crate::features::articles::{TeaserRow, teasers};
use crate::features::pages::{Frame, PinnedRows};
use crate::id::{ArticleId, EditionCode, FrontId, SectionId, StoryId};

/// A front as it is arranged now.
#[derive(Debug, Clone)]
pub struct PublishedFront {
    /// Which.
    pub id: FrontId,
    /// Counts how often its live version changed.
    pub revision: i64,
    /// The sections whose blocks come first.
    pub blocks: Vec<FrontBlock>,
    /// The stories of its strip, where they are chosen.
    pub stories: Option<Vec<StoryId>>,
    /// The pins that stood when this was read.
    pub pins: Vec<StandingPin>,
}

/// A pin that readers see.
#[derive(Debug, Clone)]
pub struct StandingPin {
    /// Where.
    pub slot: Slot,
    /// Which article.
    pub article: ArticleId,
    /// When it leaves, in microseconds UTC.
    pub until: Option<i64>,
}

/// What is pinned on a page, by slot, each with no more than it has places for.
#[derive(Debug, Default)]
pub struct Pinned {
    rows: Vec<(Slot, TeaserRow)>,
}

impl PublishedFront {
    /// The articles that are pinned at `now`.
    pub fn articles(&self, now: i64) -> impl Iterator<Item = &ArticleId> {
        self.standing(now).map(|pin| &pin.article)
    }

    /// The pins that stand at `now`: the work that takes one away may be a moment late.
    fn standing(&self, now: i64) -> impl Iterator<Item = &StandingPin> {
        self.pins.iter().filter(move |pin| pin.until.is_none_or(|until| now < until))
    }

    /// What stands in each slot at `now`: one question, and none where nothing is pinned.
    pub(super) async fn pinned(&self, published: &Published, now: i64) -> Result<Pinned, StoreError> {
        let ids: Vec<ArticleId> = self.articles(now).cloned().collect();
        let found = teasers(published, &ids).await?;
        let mut pinned = Pinned::default();
        for pin in self.standing(now) {
            let row = found.iter().find(|row| row.id == pin.article);
            if let Some(row) = row.filter(|_| pinned.count(pin.slot) < pin.slot.places()) {
                pinned.rows.push((pin.slot, row.clone()));
            }
        }
        Ok(pinned)
    }
}

impl Pinned {
    /// The pieces in a slot, in order.
    pub fn slot(&self, slot: Slot) -> impl Iterator<Item = &TeaserRow> {
        self.rows.iter().filter(move |(of, _)| *of == slot).map(|(_, row)| row)
    }

    /// Whether nothing is pinned.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All pieces that are pinned.
    pub fn ids(&self) -> impl Iterator<Item = &ArticleId> {
        self.rows.iter().map(|(_, row)| &row.id)
    }

    fn count(&self, slot: Slot) -> usize {
        self.slot(slot).count()
    }
}

/// The arranged fronts of an edition.
pub async fn in_edition(
    published: &Published,
    edition: &EditionCode,
) -> Result<Vec<PublishedFront>, StoreError> {
    store::published_in(published, edition).await
}

/// What is pinned on the front of a section at `now`: its lead, and its first rows.
pub async fn pinned_in_section(
    published: &Published,
    frame: &Frame,
    section: &SectionId,
    now: i64,
) -> Result<PinnedRows, StoreError> {
    let Some(front) = frame.front(section.as_str()) else { return Ok(PinnedRows::default()) };
    let pinned = front.pinned(published, now).await?;
    let lead = pinned.slot(Slot::Lead).next().cloned();
    let rows = pinned.slot(Slot::Rows).cloned().collect();
    Ok(PinnedRows { lead, rows })
}
