//! What is compared in one edition: its stories, what came in lately, and which of it repeats what. No I/O.

use std::collections::HashMap;

use coverage::copies::{Copies, Copy, Group, Member, groups};
use coverage::stories::{Merge, Proposal, Shelf, Stream, Suggestion};
use coverage::terms::{Piece, Reader, Terms};

use crate::id::{ArticleId, StoryId};

/// From this share of common runs on two texts are one; below it one may stand inside the other.
const IS_COPY: f32 = 0.5;
/// Texts whose coming is remembered, the latest.
const MOST_CAME: usize = 40_000;
/// So long, in microseconds, what came in more than once is told.
const WINDOW: i64 = 14 * 24 * 3_600 * 1_000_000;
/// Rejected pieces of a story that are learnt from, the latest.
pub const MOST_REJECTED: usize = 64;

/// A text as it is compared.
#[derive(Debug, Clone)]
pub struct Compared {
    pub id: ArticleId,
    /// BCP 47.
    pub lang: String,
    pub headline: String,
    pub lead: String,
    /// Lines, one for each paragraph.
    pub body: String,
    /// When it came in, in microseconds UTC.
    pub at: i64,
    /// Who sent it; empty for what was written here.
    pub source: String,
    pub is_of_an_agency: bool,
    /// Whether it belongs to no proposal: it is in a story, was dismissed, or was taken back from readers.
    pub is_settled: bool,
}

/// What a decision of an editor leaves: how alike piece and story were, and whether it was accepted.
pub type Decision = (f32, bool);

/// A story as it is put on the shelf.
#[derive(Debug, Default)]
pub struct OnShelf {
    /// Its latest pieces.
    pub pieces: Vec<Compared>,
    /// What was decided, the oldest first.
    pub decisions: Vec<Decision>,
    /// The pieces that were rejected.
    pub rejected: Vec<Compared>,
}

/// A copy of a room, without what proposals do not need.
pub struct ForProposals {
    shelf: Shelf,
    stream: Stream,
    repeated: Vec<Group>,
    now: i64,
}

impl ForProposals {
    /// What is proposed. Seconds of work for a full window and ten thousand stories.
    pub fn worked_out(self) -> Proposed {
        Proposed {
            openings: self.stream.proposals(&self.shelf, self.now),
            merges: self.shelf.alike(),
            repeated: self.repeated,
        }
    }
}

/// What could be done, if an editor wishes.
#[derive(Debug, Default)]
pub struct Proposed {
    /// Stories that could be opened: those of which most is told nowhere else come first.
    pub openings: Vec<Proposal>,
    /// Stories that could be one, the most alike first.
    pub merges: Vec<Merge>,
    /// What came in more than once, the latest first.
    pub repeated: Vec<Group>,
}

/// A text that came in.
#[derive(Debug, Clone)]
struct Came {
    at: i64,
    headline: String,
    source: String,
    is_of_an_agency: bool,
    /// What was there already and says the same.
    repeats: Vec<String>,
}

/// How a text that came in is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The headline of its newest revision.
    pub headline: String,
    /// Who sent it; empty for what was written here.
    pub source: String,
    /// When it came in, in microseconds UTC.
    pub at: i64,
}

/// One edition's.
pub struct Room {
    reader: Reader,
    shelf: Shelf,
    stream: Stream,
    copies: Copies,
    came: HashMap<ArticleId, Came>,
}

impl Room {
    /// Holds nothing yet; these people, places and subjects are known by name.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Room {
        Room {
            reader: Reader::new(names),
            shelf: Shelf::new(),
            stream: Stream::new(),
            copies: Copies::new(),
            came: HashMap::new(),
        }
    }

    /// Counts a text, so that it is known how rare its terms are.
    pub fn count(&mut self, text: &Compared) {
        let terms = self.terms(text);
        self.shelf.count(&terms);
    }

    /// Takes in what was written or sent lately; what came before under this id is replaced.
    pub fn take_in(&mut self, text: &Compared) {
        let terms = self.terms(text);
        // A new revision is the same piece.
        if !self.came.contains_key(&text.id) {
            self.shelf.count(&terms);
        }
        let copies = self.copies.add(text.id.as_str(), text.at, &words(text));
        // A text is the copy of what came before it; what repeats it later changes nothing.
        let came_before = |copy: &&Copy| {
            let other = self.came.get(&ArticleId::from(copy.of.as_str()));
            other.is_some_and(|came| (came.at, copy.of.as_str()) < (text.at, text.id.as_str()))
        };
        let is_copy = copies.iter().filter(|copy| copy.jaccard >= IS_COPY).any(|copy| came_before(&copy));
        self.link(text, &copies);
        if text.is_settled || is_copy {
            self.stream.remove(text.id.as_str());
        } else {
            self.stream.add(text.id.as_str(), text.at, &text.source, terms);
        }
    }

    fn link(&mut self, text: &Compared, copies: &[Copy]) {
        let repeats = copies.iter().filter(|copy| copy.jaccard >= IS_COPY).map(|copy| copy.of.clone());
        let came = Came {
            at: text.at,
            headline: text.headline.clone(),
            source: text.source.clone(),
            is_of_an_agency: text.is_of_an_agency,
            repeats: repeats.collect(),
        };
        self.came.insert(text.id.clone(), came);
        if self.came.len() > MOST_CAME {
            let mut times: Vec<i64> = self.came.values().map(|came| came.at).collect();
            times.sort_unstable();
            let middle = times[times.len() / 2];
            self.came.retain(|_, came| came.at >= middle);
        }
    }

    /// Puts a story on the shelf as it stands now, with all that was decided about it.
    pub fn put_story(&mut self, story: &StoryId, on_shelf: &OnShelf) {
        let pieces: Vec<Terms> = on_shelf.pieces.iter().map(|piece| self.terms(piece)).collect();
        self.shelf.put(story.as_str(), &pieces);
        for piece in &on_shelf.rejected {
            let terms = self.terms(piece);
            self.shelf.lessen(story.as_str(), &terms);
        }
        self.shelf.remember(story.as_str(), on_shelf.decisions.iter().copied());
        on_shelf.pieces.iter().for_each(|piece| self.stream.remove(piece.id.as_str()));
    }

    /// Takes a story from the shelf.
    pub fn remove_story(&mut self, story: &StoryId) {
        self.shelf.remove(story.as_str());
    }

    /// The stories a text may belong to, the strongest first, among all that reach their thresholds, but those that are `answered`.
    pub fn stories(&self, text: &Compared, answered: &[StoryId]) -> Vec<Suggestion> {
        let is_open = |story: &str| !answered.iter().any(|one| one.as_str() == story);
        self.shelf.suggest_among(&self.terms(text), is_open)
    }

    /// How alike a text and a story are; 0 where the story is not on the shelf.
    pub fn likeness(&self, text: &Compared, story: &StoryId) -> f32 {
        let near = self.shelf.nearest(&self.terms(text), usize::MAX);
        near.into_iter().find(|one| one.story == story.as_str()).map_or(0.0, |one| one.score)
    }

    /// What a text repeats, or is repeated by, the most alike first; never itself.
    pub fn copies(&self, text: &Compared) -> Vec<Copy> {
        let found = self.copies.find(&words(text)).into_iter();
        found.filter(|copy| copy.of != text.id.as_str()).collect()
    }

    /// How those of these texts are named that came in lately.
    pub fn named(&self, ids: &[ArticleId]) -> HashMap<ArticleId, Named> {
        let named =
            |came: &Came| Named { headline: came.headline.clone(), source: came.source.clone(), at: came.at };
        ids.iter().filter_map(|id| Some((id.clone(), named(self.came.get(id)?)))).collect()
    }

    /// What came in more than once since then, the latest first.
    fn repeated(&self, since: i64) -> Vec<Group> {
        let came = || self.came.iter().filter(|(_, came)| came.at >= since);
        let members: Vec<Member<'_>> = came()
            .map(|(id, came)| Member { id: id.as_str(), at: came.at, is_of_an_agency: came.is_of_an_agency })
            .collect();
        let links =
            came().flat_map(|(id, came)| came.repeats.iter().map(|other| (id.as_str(), other.as_str())));
        let mut found = groups(&members, links);
        found.retain(|group| !group.copies.is_empty());
        found.reverse();
        found
    }

    /// What proposals are worked out from, as it stands now.
    pub fn for_proposals(&self, now: i64) -> ForProposals {
        let repeated = self.repeated(now - WINDOW);
        ForProposals { shelf: self.shelf.clone(), stream: self.stream.clone(), repeated, now }
    }

    fn terms(&self, text: &Compared) -> Terms {
        let Compared { lang, headline, lead, body, .. } = text;
        self.reader.read(&Piece { lang, title: headline, lead, body })
    }
}

/// What may be copied of a text.
fn words(text: &Compared) -> String {
    format!("{}\n{}", text.lead, text.body)
}
