//! How rare a term is.

use rustc_hash::FxHashMap;

use crate::terms::{Key, Terms};

/// Most terms that are counted; beyond it all counts are halved, and what was met once is forgotten.
const MOST_TERMS: usize = 400_000;

/// In how many pieces each term stood, of all that were counted.
#[derive(Debug, Clone)]
pub struct Frequencies {
    pieces: u32,
    terms: FxHashMap<Key, u32>,
    most_terms: usize,
}

impl Default for Frequencies {
    fn default() -> Frequencies {
        Frequencies::bounded(MOST_TERMS)
    }
}

impl Frequencies {
    /// Frequencies that hold no more than so many terms.
    fn bounded(most_terms: usize) -> Frequencies {
        Frequencies { pieces: 0, terms: FxHashMap::default(), most_terms }
    }

    /// Counts a piece.
    pub fn count(&mut self, piece: &Terms) {
        self.pieces = self.pieces.saturating_add(1);
        for key in piece.keys() {
            let count = self.terms.entry(key).or_insert(0);
            *count = count.saturating_add(1);
        }
        while self.terms.len() > self.most_terms {
            self.halve();
        }
    }

    /// How many pieces were counted; after a halving, half of them.
    pub fn pieces(&self) -> u32 {
        self.pieces
    }

    /// How much a term says: the more, the fewer pieces have it. Never nothing, so that a newsroom's first pieces can be
    /// told apart.
    pub(crate) fn rarity(&self, key: Key) -> f32 {
        let pieces_with = self.terms.get(&key).copied().unwrap_or(0);
        (1.0 + (self.pieces as f32 + 1.0) / (pieces_with as f32 + 1.0)).ln()
    }

    fn halve(&mut self) {
        self.pieces /= 2;
        self.terms.retain(|_, count| {
            *count /= 2;
            *count > 0
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Frequencies;
    use crate::terms::{Piece, Reader};

    #[test]
    fn a_rare_term_says_more_than_a_common_one_and_a_new_one_most() {
        let reader = Reader::new([]);
        let read = |body| reader.read(&Piece { lang: "en", body, ..Piece::default() });
        let rarity = |frequencies: &Frequencies, word| {
            read(word).weighed().map(|term| frequencies.rarity(term.key)).next().unwrap()
        };
        let mut frequencies = Frequencies::default();
        assert!(rarity(&frequencies, "flood") > 0.0);
        for body in ["flood harbour", "flood bridge", "flood harbour mayor"] {
            frequencies.count(&read(body));
        }
        assert!(rarity(&frequencies, "flood") < rarity(&frequencies, "harbour"));
        assert!(rarity(&frequencies, "harbour") < rarity(&frequencies, "mayor"));
        assert!(rarity(&frequencies, "mayor") < rarity(&frequencies, "earthquake"));
    }

    #[test]
    fn the_table_is_bounded_and_keeps_what_is_common() {
        let reader = Reader::new([]);
        let mut frequencies = Frequencies::bounded(100);
        for number in 1_000..2_000 {
            let body = format!("harbour {number}");
            frequencies.count(&reader.read(&Piece { lang: "en", body: &body, ..Piece::default() }));
            assert!(frequencies.terms.len() <= 100);
        }
        let harbour = reader.read(&Piece { lang: "en", body: "harbour", ..Piece::default() });
        assert!(harbour.keys().all(|key| frequencies.terms.contains_key(&key)));
    }
}
