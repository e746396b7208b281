//! The dictionaries of an index, and what they told of a text's words: none is asked for the same word twice.

use super::segments::{Known, Segment, Slot, Words};
use crate::SearchError;
use crate::analysis::Form;
use std::ops::Range;
use std::sync::Arc;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Searcher, SegmentOrdinal, SegmentReader};

/// Where a word may stand in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Text,
    Title,
}

impl Place {
    /// In the order in which they are asked.
    pub const ALL: [Place; 2] = [Place::Text, Place::Title];
}

/// All dictionaries, by number: of texts and then of titles, those of the largest segments first.
pub struct Dictionaries {
    readers: Vec<Arc<InvertedIndexReader>>,
    segments: Vec<SegmentOrdinal>,
    /// What is kept of what the small ones tell.
    words: Vec<Option<Words>>,
}

impl Dictionaries {
    /// Those of a title and a text in one form, with what is kept of the searcher's segments.
    pub fn of(
        searcher: &Searcher,
        kept: &[Arc<Segment>],
        form: Form,
        [title, text]: [Field; 2],
    ) -> Result<Dictionaries, SearchError> {
        let mut segments: Vec<(SegmentOrdinal, &SegmentReader)> =
            (0..).zip(searcher.segment_readers()).collect();
        segments.sort_by_key(|(_, segment)| std::cmp::Reverse(segment.max_doc()));
        let mut readers = Vec::with_capacity(segments.len() * Place::ALL.len());
        let mut words = Vec::with_capacity(readers.capacity());
        for (place, field) in [(Place::Text, text), (Place::Title, title)] {
            for (ord, segment) in &segments {
                let reader = segment.inverted_index(field)?;
                words.push(kept[*ord as usize].words(form, place, &reader)?.cloned());
                readers.push(reader);
            }
        }
        Ok(Dictionaries { readers, segments: segments.into_iter().map(|(ord, _)| ord).collect(), words })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.readers.len()
    }

    /// The segments, the largest first.
    pub fn segments(&self) -> &[SegmentOrdinal] {
        &self.segments
    }

    /// The number of the dictionary of a place in a segment, the largest segment being the first.
    pub fn number(&self, segment: usize, place: Place) -> usize {
        segment + if place == Place::Title { self.segments.len() } else { 0 }
    }

    /// What a dictionary is of.
    pub fn place(&self, number: usize) -> Place {
        if number < self.segments.len() { Place::Text } else { Place::Title }
    }

    /// What these dictionaries know of a word with this [`hash`](super::segments::hash), in their order.
    pub fn ask(
        &self,
        numbers: Range<usize>,
        word: &str,
        hash: u64,
        answers: &mut Answers,
    ) -> Result<(), SearchError> {
        // All are looked at before any is understood: memory is waited for once and not for each.
        answers.begun.clear();
        let first = |words: &Option<Words>| words.as_ref().map(|words| words.first(hash)).unwrap_or_default();
        answers.begun.extend(self.words[numbers.clone()].iter().map(first));
        answers.found.clear();
        for (number, begun) in numbers.zip(&answers.begun) {
            let known = match &self.words[number] {
                Some(words) => words.find(hash, *begun),
                None => Known::Untold,
            };
            let info = match known {
                Known::Nowhere => None,
                Known::Here(info) => Some(info),
                Known::Untold => self.readers[number].terms().get(word.as_bytes())?,
            };
            answers.found.extend(info.map(|info| (number, info)));
        }
        Ok(())
    }

    pub fn reader(&self, number: usize) -> &InvertedIndexReader {
        &self.readers[number]
    }
}

/// Which dictionaries have a word, by number, and who has it there. Used again for each word.
#[derive(Default)]
pub struct Answers {
    pub found: Vec<(usize, TermInfo)>,
    begun: Vec<Slot>,
}

/// Of each word that stands for a text, and of each dictionary, who has it.
pub struct Mentions {
    infos: Vec<TermInfo>,
    /// Places in `infos`, for each dictionary those of all words.
    places: Vec<Option<u32>>,
    words: usize,
}

impl Mentions {
    /// Of so many words, out of what dictionaries told of more: each with the word's place among the many and the number of the
    /// dictionary.
    pub fn of(
        chosen: &[usize],
        infos: Vec<TermInfo>,
        asked: &[(usize, usize)],
        dictionaries: &Dictionaries,
    ) -> Mentions {
        let words = chosen.len();
        let most = asked.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
        let mut chosen_as = vec![None; most];
        for (word, number) in chosen.iter().enumerate() {
            if let Some(place) = chosen_as.get_mut(*number) {
                *place = Some(word);
            }
        }
        let mut places = vec![None; words * dictionaries.len()];
        for (info, (number, dictionary)) in (0..).zip(asked) {
            if let Some(word) = chosen_as[*number] {
                places[dictionary * words + word] = Some(info);
            }
        }
        Mentions { infos, places, words }
    }

    pub fn get(&self, word: usize, dictionary: usize) -> Option<&TermInfo> {
        self.places[dictionary * self.words + word].map(|place| &self.infos[place as usize])
    }
}
