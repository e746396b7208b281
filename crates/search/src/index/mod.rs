//! The index on the disk: a folder of generations, one of which is current.
//!
//! [`Index::apply`] and [`Index::apply_after`] are the only ways in and one call is one commit: documents and the log's cursor become
//! durable together or not at all. [`Index::rebuild`] fills a generation beside the current one and puts
//! it in its place by one rename.

mod folder;
mod generation;
mod rebuild;
mod writer;

use crate::analysis::Analysis;
use crate::dictionary::Dictionary;
use crate::hits;
use crate::query::Synonyms;
use crate::ranking::Weights;
use crate::{Alike, Beginning, Change, Hits, Near, Offer, Request, SearchError, alike, begins};
use folder::Folder;
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock, TryLockError};
use std::time::Duration;

pub use generation::Generation;
pub use rebuild::Feed;

/// How an index is run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Names of people and places that keep their whole form when stemmed. Documents keep the form they
    /// were indexed with: after a great change, rebuild.
    pub protected: Vec<String>,
    /// Groups of spellings that find one another; they act at once, without a rebuild.
    pub synonyms: Vec<Vec<String>>,
    /// The writer and its 15 MB are let go after this long without a change.
    pub idle: Duration,
    /// How much each way of finding a word counts; acts at once, without a rebuild.
    pub weights: Weights,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            protected: Vec::new(),
            synonyms: Vec::new(),
            idle: Duration::from_secs(20),
            weights: Weights::default(),
        }
    }
}

/// An open index. Share it in an `Arc`; searching and applying block, so call them off the async threads.
pub struct Index {
    folder: Folder,
    analysis: Analysis,
    synonyms: RwLock<Arc<Synonyms>>,
    idle: Duration,
    weights: Weights,
    current: RwLock<Arc<Generation>>,
    rebuilding: Mutex<()>,
}

impl Index {
    /// Opens the index in a folder, or makes an empty one. An index of another version, and one that is
    /// damaged, is put aside for an empty one: see whether [`Index::cursor`] is `None`, and rebuild.
    pub fn open_or_create(folder: impl AsRef<Path>, settings: Settings) -> Result<Index, SearchError> {
        let folder = Folder::open(folder.as_ref())?;
        let analysis = Analysis::protecting(settings.protected.iter().map(String::as_str));
        let current = open_current(&folder, &analysis, settings.idle)?;
        Ok(Index {
            folder,
            analysis,
            synonyms: RwLock::new(Arc::new(Synonyms::with(&settings.synonyms))),
            idle: settings.idle,
            weights: settings.weights,
            current: RwLock::new(Arc::new(current)),
            rebuilding: Mutex::new(()),
        })
    }

    /// The log position up to which the index holds everything; `None` for an index never written.
    /// Read it again before each round: a rebuild may have set it back.
    pub fn cursor(&self) -> Result<Option<i64>, SearchError> {
        self.current().cursor()
    }

    /// The log position up to which a search finds everything, as far as this process knows. Cheap: for those who look
    /// again and again whether something is found yet.
    pub fn reached(&self) -> Result<Option<i64>, SearchError> {
        self.current().reached()
    }

    /// Makes the changes and keeps the cursor, in one commit. On return they are durable and found by
    /// the next search; on an error none of them is. Doing it again does no harm. Where the index may be built anew since it was asked for
    /// its cursor, [`Index::apply_after`] is the one to take.
    pub fn apply(&self, changes: Vec<Change>, cursor: i64) -> Result<(), SearchError> {
        self.current().apply(changes, cursor)
    }

    /// The same for changes that follow on `after`: what happened up to there and no further is known to be in the index. Where it stands
    /// elsewhere, because a rebuild put another in its place since it was asked for its cursor, nothing is done: the cursor would
    /// pass over what happened between the two.
    pub fn apply_after(&self, after: i64, changes: Vec<Change>, cursor: i64) -> Result<(), SearchError> {
        // Held: what comes into its place now does not get them.
        let current = self.current();
        match current.cursor()? {
            Some(stands) if stands == after => current.apply(changes, cursor),
            stands => Err(SearchError::Replaced { stands, after }),
        }
    }

    /// Answers a question. What is typed is never an error; only a broken index is.
    pub fn search(&self, request: &Request) -> Result<Hits, SearchError> {
        let synonyms = Arc::clone(&self.synonyms.read().unwrap_or_else(PoisonError::into_inner));
        hits::search(&self.current(), &synonyms, self.weights, request)
    }

    /// The documents nearest to a text, the nearest first: those that share enough of the words that tell it from
    /// others. Often there are none, which is an answer too.
    pub fn alike(&self, to: &Alike) -> Result<Vec<Near>, SearchError> {
        alike::alike(&self.current(), to)
    }

    /// What can be offered to whoever has typed so far, from the dictionary alone. It costs a fraction of a search.
    pub fn begins(&self, beginning: &Beginning) -> Result<Vec<Offer>, SearchError> {
        let current = self.current();
        let searcher = current.reader.searcher();
        let dictionary = Dictionary { searcher: &searcher, fields: &current.fields };
        begins::begins(&dictionary, &current.analysis, beginning)
    }

    /// How many documents there are.
    pub fn len(&self) -> u64 {
        self.current().reader.searcher().num_docs()
    }

    /// There are no documents.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts other groups of spellings in the place of the present ones.
    pub fn set_synonyms(&self, groups: &[Vec<String>]) {
        let new = Arc::new(Synonyms::with(groups));
        *self.synonyms.write().unwrap_or_else(PoisonError::into_inner) = new;
    }

    /// Whether it is being built anew just now.
    pub fn is_rebuilding(&self) -> bool {
        matches!(self.rebuilding.try_lock(), Err(TryLockError::WouldBlock))
    }

    fn current(&self) -> Arc<Generation> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn open_current(folder: &Folder, analysis: &Analysis, idle: Duration) -> Result<Generation, SearchError> {
    if let Some(number) = folder.current()? {
        // A file cut short makes tantivy panic where one that is merely wrong makes it fail.
        let opened = catch_unwind(|| Generation::open(&folder.generation(number), analysis, idle))
            .unwrap_or_else(|_| Err(SearchError::Index("a file of it is cut short".into())));
        match opened {
            Ok(generation) => {
                folder.remove_others(number);
                return Ok(generation);
            }
            Err(error) => tracing::warn!(%error, number, "the search index cannot be read and is begun anew"),
        }
    }
    let number = folder.next()?;
    let generation = Generation::create(&folder.generation(number), analysis, idle)?;
    folder.make_current(number)?;
    folder.remove_others(number);
    Ok(generation)
}
