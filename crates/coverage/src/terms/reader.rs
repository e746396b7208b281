//! Reading pieces.

use std::sync::Arc;

use text::fold::{Stemmer, fold};

use super::cut::words;
use super::names::{Match, Names};
use super::reading::Reading;
use super::{Key, Piece, Terms, key_of};

/// Most words that are read of a piece: the news stands in the first of them.
const MOST_WORDS: usize = 4_000;

/// Reads pieces with the people and places in mind that the newsroom knows. Cheap to clone: all share one.
#[derive(Clone)]
pub struct Reader {
    known: Arc<Known>,
}

pub(super) struct Known {
    pub arabic: Stemmer,
    pub english: rust_stemmers::Stemmer,
    names: Names,
}

impl Reader {
    /// A reader that knows these names of people and places, in whatever languages, each by itself.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Reader {
        Reader::knowing(names.into_iter().map(|name| vec![name]))
    }

    /// A reader that knows people and places each by all their names: «غزة» and "Gaza" then are one term, which brings
    /// pieces of two languages together.
    pub fn knowing<'a>(known: impl IntoIterator<Item = Vec<&'a str>>) -> Reader {
        let known: Vec<Vec<&str>> = known.into_iter().collect();
        let arabic = Stemmer::protecting(known.iter().flatten().copied());
        let english = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English);
        let mut reader = Known { arabic, english, names: Names::default() };
        let mut names = Names::default();
        for all in known {
            let keys: Vec<Vec<Key>> =
                all.iter().map(|name| words(name).map(|word| reader.name_key(word.text)).collect()).collect();
            names.add(&keys);
        }
        reader.names = names;
        Reader { known: Arc::new(reader) }
    }

    /// The terms of a piece. Of a very long one, those of its first 4,000 words.
    pub fn read(&self, piece: &Piece<'_>) -> Terms {
        let mut reading = Reading::of(&self.known, piece.lang, MOST_WORDS);
        reading.title(piece.title);
        reading.text(piece.lead);
        reading.text(piece.body);
        reading.terms()
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl Known {
    pub fn name_at(&self, words: impl Iterator<Item = Key> + Clone) -> Option<Match> {
        self.names.at(words)
    }

    /// What a word is compared by when names are looked for: Arabic ones without what is written onto them.
    fn name_key(&self, word: &str) -> Key {
        let folded = fold(word);
        if folded.is_ascii() { key_of(&folded) } else { key_of(self.arabic.stem(&folded)) }
    }
}
