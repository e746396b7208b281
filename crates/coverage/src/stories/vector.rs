//! A piece as a direction: its heaviest terms, weighed by their rarity, together of length one.

use crate::terms::{Key, Terms, Weighed};

use super::Frequencies;

/// A term of a piece as part of its direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part<'a> {
    pub key: Key,
    pub weight: f32,
    pub form: &'a str,
}

/// The `most` heaviest terms in the order of their keys, so that sums over them always come out the same.
pub fn direction<'a>(piece: &'a Terms, frequencies: &Frequencies, most: usize) -> Vec<Part<'a>> {
    let weigh = |Weighed { key, weight, form }| Part { key, weight: weight * frequencies.rarity(key), form };
    let mut parts: Vec<Part<'_>> = piece.weighed().map(weigh).collect();
    keep_heaviest(&mut parts, most, |part| (part.weight, part.key));
    parts.sort_unstable_by_key(|part| part.key);
    let length = length(parts.iter().map(|part| part.weight));
    for part in &mut parts {
        part.weight /= length;
    }
    parts
}

/// Leaves the `most` heaviest in no particular order; of equal ones those with the smaller key.
pub fn keep_heaviest<T>(parts: &mut Vec<T>, most: usize, weight: impl Fn(&T) -> (f32, Key)) {
    if parts.len() > most {
        parts.select_nth_unstable_by(most, |a, b| {
            let ((a, a_key), (b, b_key)) = (weight(a), weight(b));
            b.total_cmp(&a).then(a_key.cmp(&b_key))
        });
        parts.truncate(most);
    }
}

/// The length of a vector.
pub fn length(weights: impl Iterator<Item = f32>) -> f32 {
    weights.map(|weight| weight * weight).sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::{direction, length};
    use crate::stories::Frequencies;
    use crate::terms::{Piece, Reader};

    #[test]
    fn a_direction_has_the_heaviest_terms_and_length_one() {
        let body = "harbour harbour harbour bridge bridge mayor";
        let piece = Reader::new([]).read(&Piece { lang: "en", body, ..Piece::default() });
        let parts = direction(&piece, &Frequencies::default(), 2);
        let mut forms: Vec<_> = parts.iter().map(|part| part.form).collect();
        forms.sort_unstable();
        assert_eq!(forms, ["bridge", "harbour"]);
        assert!((length(parts.iter().map(|part| part.weight)) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_piece_without_terms_has_no_direction() {
        let piece = Reader::new([]).read(&Piece::default());
        assert!(direction(&piece, &Frequencies::default(), 80).is_empty());
    }
}
