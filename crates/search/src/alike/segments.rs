//! What is made ready of a segment and kept as long as there is the segment: its columns, and which words a small one may have.
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
use tantivy::termdict::TermDictionary;
use tantivy::{InvertedIndexReader, Searcher, SegmentReader};

/// Of a dictionary with more words than this it is not kept which: then most words of a text are there. What is kept takes two
/// bytes a word.
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

    /// Which words its dictionary of a place may have; nothing is known of a large one.
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

/// Which words a dictionary may have: those it has, and by chance a few of a hundred others. A look into a dictionary goes
/// through memory letter by letter, and most small segments have most rare words not at all; this is one look at one number.
#[derive(Clone)]
pub struct Words(Arc<[u64]>);

impl Words {
    fn of(dictionary: &TermDictionary) -> std::io::Result<Words> {
        let mut numbers = vec![0; dictionary.num_terms() / 4 + 1];
        let mut stream = dictionary.stream()?;
        while stream.advance() {
            let (place, bits) = place(hash(stream.key()), numbers.len());
            numbers[place] |= bits;
        }
        Ok(Words(numbers.into()))
    }

    /// Whether the word with this [`hash`] may be there.
    pub fn may_have(&self, hash: u64) -> bool {
        let (place, bits) = place(hash, self.0.len());
        self.0[place] & bits == bits
    }
}

/// One of so many numbers by the upper half of a hash, four of its bits by the lower one.
fn place(hash: u64, numbers: usize) -> (usize, u64) {
    let place = ((hash >> 32) * numbers as u64) >> 32;
    let bit = |number: u32| 1_u64 << ((hash >> (6 * number)) & 63);
    (place as usize, bit(0) | bit(1) | bit(2) | bit(3))
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
    fn what_a_dictionary_has_is_never_denied_and_a_segment_is_kept_while_it_is_there() {
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
        let may_have = |number: u32| words.may_have(hash(format!("w{number}").as_bytes()));
        assert!((0..4_000).all(may_have));
        let by_chance = (4_000..14_000).filter(|number| may_have(*number)).count();
        assert!(by_chance < 500, "{by_chance} of ten thousand that are not there");

        put(200, 201);
        let after = index.segments.of(&index.reader.searcher());
        assert_eq!(after.len(), 2);
        assert!(after.iter().any(|one| Arc::ptr_eq(one, &segments[0])), "what was made is kept");
    }
}
