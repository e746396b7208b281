//! The measure of one word in one field: BM25 with constants for texts of very different lengths.

use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Searcher, TantivyError};

/// What saying a word again counts at most beyond saying it once, nearly.
const SATURATION: f32 = 0.9;

/// So much mentions count at most, nearly.
pub const MOST_MENTIONED: f32 = 1.0 + SATURATION;

/// The two constants of the measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// How fast a word that is said again ceases to count: the higher, the slower.
    pub saturation: f32,
    /// How much the length of a text matters, from 0 to 1.
    pub length: f32,
}

impl Curve {
    /// For questions of a few words.
    pub const QUESTION: Curve = Curve { saturation: SATURATION, length: 0.4 };
    /// For a whole text: long ones have many of its words by chance.
    pub const TEXT: Curve = Curve { saturation: 1.2, length: 0.75 };
}

/// What the whole index knows.
#[derive(Debug, Clone, Copy)]
pub struct Statistics {
    /// Documents, those not yet swept away included.
    pub documents: u64,
}

impl Statistics {
    pub fn of(searcher: &Searcher) -> Statistics {
        let documents = searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum();
        Statistics { documents }
    }
}

/// How much a word tells that so many documents have: nothing when all do.
pub fn inverse_frequency(having: u64, documents: u64) -> f32 {
    let (having, documents) = (having as f32, documents.max(having) as f32);
    (1.0 + (documents - having + 0.5) / (having + 0.5)).ln()
}

/// The part of the measure that depends on a document's length in a field, for each length the index tells apart.
#[derive(Debug, Clone, Default)]
pub struct Lengths {
    tables: Vec<(Field, Arc<[f32; 256]>)>,
}

impl Lengths {
    pub fn of(
        searcher: &Searcher,
        fields: impl IntoIterator<Item = Field>,
        curve: Curve,
    ) -> Result<Lengths, TantivyError> {
        let mut all = Lengths::default();
        for field in fields {
            if all.of_field(field).is_none() {
                all.tables.push((field, Arc::new(lengths(searcher, field, curve)?)));
            }
        }
        Ok(all)
    }

    pub fn of_field(&self, field: Field) -> Option<Arc<[f32; 256]>> {
        self.tables.iter().find(|(of, _)| *of == field).map(|(_, table)| Arc::clone(table))
    }

    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

/// That part of the measure in one field.
pub fn lengths(searcher: &Searcher, field: Field, curve: Curve) -> Result<[f32; 256], TantivyError> {
    let (mut words, mut documents) = (0_u64, 0_u64);
    for segment in searcher.segment_readers() {
        words += segment.inverted_index(field)?.total_num_tokens();
        documents += u64::from(segment.max_doc());
    }
    let average = (words as f32 / documents.max(1) as f32).max(1.0);
    let mut table = [0.0; 256];
    for (id, part) in (0_u8..=255).zip(table.iter_mut()) {
        let length = FieldNormReader::id_to_fieldnorm(id) as f32;
        *part = curve.saturation * (1.0 - curve.length + curve.length * length / average);
    }
    Ok(table)
}

/// How much so many mentions count, from 0 to nearly [`MOST_MENTIONED`].
pub fn mentions(count: u32, length: f32) -> f32 {
    let count = count as f32;
    count * MOST_MENTIONED / (count + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_tell_more_and_saying_it_again_tells_less_each_time() {
        assert!(inverse_frequency(1, 1_000) > inverse_frequency(10, 1_000));
        assert!(inverse_frequency(1_000, 1_000) < 0.5);
        assert!(inverse_frequency(5, 3) > 0.0, "a count that is behind is no trap");
        let gain = |count| mentions(count + 1, 0.9) - mentions(count, 0.9);
        assert!(gain(1) > gain(2) && gain(2) > gain(9));
        assert!(mentions(1, 0.5) > mentions(1, 2.0), "a short text says it louder");
    }
}
