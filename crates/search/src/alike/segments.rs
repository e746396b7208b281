//! What is made ready of a segment and kept as long as there is the segment: its columns, and what its dictionaries tell.
//!
//! A segment never changes, and making these ready takes longer than an answer; they are made when somebody first needs them.

use super::dictionaries::Place;
use crate::SearchError;
use crate::analysis::Form;
use crate::schema::{AT, ID};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;
use tantivy::{InvertedIndexReader, Searcher, SegmentReader};

/// What a dictionary with more words than this tells is not kept: there are few of them. What is kept takes fifteen bytes a word.
const MOST_WORDS: usize = 200_000;

/// The segments of a generation.
#[derive(Default)]
pub struct Segments(RwLock<HashMap<SegmentId, Arc<Segment>>>);

impl Segments {
    /// Those of a searcher, in its order. What is kept of others is let go.
    pub fn of(&self, searcher: &Searcher) -> Vec<Arc<Segment>> {
        let ids = || searcher.segment_readers().iter().map(SegmentReader::segment_id);
        let all = |kept: &HashMap<SegmentId, Arc<Segment>>| {
            ids().map(|id| kept.get(&id).cloned()).collect::<Option<Vec<_>>>()
        };
        if let Some(all) = all(&self.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return all;
        }
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let segments: Vec<Arc<Segment>> = ids().map(|id| kept.remove(&id).unwrap_or_default()).collect();
        *kept = ids().zip(segments.iter().cloned()).collect();
        segments
    }
}

/// One of them.
#[derive(Default)]
pub struct Segment {
    times: OnceLock<Column<i64>>,
    ids: OnceLock<Option<StrColumn>>,
    words: [OnceLock<Option<Words>>; 4],
}

impl Segment {
    /// When documents are of.
    pub fn times(&self, reader: &SegmentReader) -> Result<&Column<i64>, SearchError> {
        made(&self.times, || Ok(reader.fast_fields().i64(AT)?))
    }

    /// Which they are.
    pub fn ids(&self, reader: &SegmentReader) -> Result<Option<&StrColumn>, SearchError> {
        Ok(made(&self.ids, || Ok(reader.fast_fields().str(ID)?))?.as_ref())
    }

    /// What its dictionary of a place tells; nothing is kept of a large one.
    pub fn words(
        &self,
        form: Form,
        place: Place,
        dictionary: &InvertedIndexReader,
    ) -> Result<Option<&Words>, SearchError> {
        let number = usize::from(form == Form::Stemmed) * 2 + usize::from(place == Place::Title);
        let words = || match dictionary.terms().num_terms() <= MOST_WORDS {
            true => Ok(Some(Words::of(dictionary.terms())?)),
            false => Ok(None),
        };
        Ok(made(&self.words[number], words)?.as_ref())
    }
}

/// What is ready, or is made now. Two that make it at once make the same.
fn made<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, SearchError>) -> Result<&T, SearchError> {
    match cell.get() {
        Some(ready) => Ok(ready),
        None => {
            let new = make()?;
            Ok(cell.get_or_init(|| new))
        }
    }
}

/// What a dictionary tells of its words, to be found by a number: a look into the dictionary itself goes through memory letter by
/// letter, and of each word that stands for a text dozens of dictionaries are asked.
///
/// Never wrong on a word that the dictionary has. Of two thousand million others one is taken for another.
#[derive(Clone)]
pub struct Words(Arc<[Slot]>);

/// What is known of a word.
#[derive(Debug, PartialEq)]
pub enum Known {
    Nowhere,
    Here(TermInfo),
    /// Only the dictionary itself can tell.
    Untold,
}

/// The lower half of a word's hash and, in as little room as can be, who has it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slot {
    hash: u32,
    /// Where its list begins, in bytes.
    from: u32,
    /// How many documents have it, and in the lowest [`LENGTH_BITS`] how long its list is, in bytes.
    has: u32,
}

/// Enough for a list of all documents that a word of a text may have here and still tell something.
const LENGTH_BITS: u32 = 17;
const MOST_BYTES: usize = (1 << LENGTH_BITS) - 1;
const MOST_DOCUMENTS: u32 = (1 << (32 - LENGTH_BITS)) - 1;
/// Of a slot that cannot hold what it should.
const UNTOLD: u32 = u32::MAX;
/// Of a slot that holds nothing.
const FREE: u32 = 0;

impl Words {
    fn of(dictionary: &TermDictionary) -> std::io::Result<Words> {
        let mut words = vec![Slot::default(); dictionary.num_terms() * 5 / 4 + 1];
        let mut stream = dictionary.stream()?;
        while stream.advance() {
            let slot = Slot::of(hash(stream.key()), stream.value());
            let mut place = place(hash(stream.key()), words.len());
            // One of every five is free.
            while words[place].has != FREE && words[place].hash != slot.hash {
                place = (place + 1) % words.len();
            }
            words[place] = if words[place].has == FREE { slot } else { Slot { has: UNTOLD, ..slot } };
        }
        Ok(Words(words.into()))
    }

    /// Where the word with this [`hash`] is, if nothing stands in its way: the first thing to look at.
    pub fn first(&self, hash: u64) -> Slot {
        self.0[place(hash, self.0.len())]
    }

    /// What is known of that word, once [`Words::first`] was looked at.
    pub fn find(&self, hash: u64, first: Slot) -> Known {
        let mut slot = first;
        let mut place = place(hash, self.0.len());
        while slot.has != FREE && slot.hash != hash as u32 {
            place = if place + 1 == self.0.len() { 0 } else { place + 1 };
            slot = self.0[place];
        }
        if slot.has == FREE { Known::Nowhere } else { slot.info().map_or(Known::Untold, Known::Here) }
    }
}

impl Slot {
    fn of(hash: u64, info: &TermInfo) -> Slot {
        let bytes = info.postings_range.len();
        let fits = bytes <= MOST_BYTES && (1..MOST_DOCUMENTS).contains(&info.doc_freq);
        match u32::try_from(info.postings_range.start) {
            Ok(from) if fits => {
                Slot { hash: hash as u32, from, has: info.doc_freq << LENGTH_BITS | bytes as u32 }
            }
            _ => Slot { hash: hash as u32, from: 0, has: UNTOLD },
        }
    }

    fn info(self) -> Option<TermInfo> {
        if self.has == UNTOLD {
            return None;
        }
        let from = self.from as usize;
        let bytes = self.has as usize & MOST_BYTES;
        let doc_freq = self.has >> LENGTH_BITS;
        Some(TermInfo { doc_freq, postings_range: from..from + bytes, positions_range: 0..0 })
    }
}

/// One of so many slots, by the upper half of a hash.
fn place(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

/// What a word is known by in [`Words`].
pub fn hash(word: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(word);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::index::Generation;
    use crate::{Change, Document};
    use std::time::Duration;

    #[test]
    fn what_a_dictionary_tells_is_kept_as_it_is_and_a_segment_is_kept_while_it_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let idle = Duration::from_secs(60);
        let index = Generation::create(folder.path(), &Analysis::protecting([]), idle).expect("created");
        let put = |from: u32, to: u32| {
            let body = |number: u32| (0..20).map(|word| format!("w{} ", number * 20 + word)).collect();
            let document =
                |number: u32| Document { id: number.to_string(), body: body(number), ..Document::default() };
            let changes = (from..to).map(|number| Change::Put(document(number))).collect();
            index.apply(changes, 1).expect("applied");
        };
        put(0, 200);
        let searcher = index.reader.searcher();
        let segments = index.segments.of(&searcher);
        let [reader] = searcher.segment_readers() else { panic!("one segment") };
        let [_, text] = index.fields.of(Form::Folded);
        let dictionary = reader.inverted_index(text).expect("opened");
        let words = segments[0].words(Form::Folded, Place::Text, &dictionary).expect("read").expect("small");
        let find = |number: u32| {
            let hash = hash(format!("w{number}").as_bytes());
            words.find(hash, words.first(hash))
        };
        for number in 0..4_000 {
            let info = dictionary.terms().get(format!("w{number}")).expect("asked").expect("there");
            let Known::Here(found) = find(number) else { panic!("w{number} is there") };
            assert_eq!((found.doc_freq, found.postings_range), (info.doc_freq, info.postings_range));
        }
        assert!((4_000..14_000).all(|number| find(number) == Known::Nowhere));

        put(200, 201);
        let after = index.segments.of(&index.reader.searcher());
        assert_eq!(after.len(), 2);
        assert!(after.iter().any(|one| Arc::ptr_eq(one, &segments[0])), "what was made is kept");
    }

    #[test]
    fn what_does_not_fit_is_asked_of_the_dictionary() {
        let info = |documents, from: usize, bytes: usize| TermInfo {
            doc_freq: documents,
            postings_range: from..from + bytes,
            positions_range: 0..0,
        };
        let most = u32::MAX as usize;
        for one in
            [info(1, 0, 0), info(1, most, 2), info(MOST_DOCUMENTS - 1, 7, MOST_BYTES), info(300, 9, 400)]
        {
            assert_eq!(Slot::of(5, &one).info(), Some(one));
        }
        for one in [info(MOST_DOCUMENTS, 7, 9), info(9, 7, MOST_BYTES + 1), info(1, most + 1, 2)] {
            assert_eq!(Slot::of(5, &one).info(), None, "{one:?}");
        }
    }
}
