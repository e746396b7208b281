//! What words the index knows: how often, which are one edit away, and how they are written.

use crate::analysis::{Analysis, Form};
use crate::schema::Fields;
use std::collections::HashMap;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, TantivyError, Term};

/// Shortest word, in letters, that is looked for one edit away: nearly all shorter ones are some other word.
const SHORTEST: usize = 4;
/// Most ways of writing one word that are asked for.
const MOST_WRITINGS: usize = 64;

/// The words of one moment of the index.
pub struct Dictionary<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
}

/// A word one edit away from another.
#[derive(Debug, Clone, PartialEq)]
pub struct NearWord {
    pub text: String,
    /// Documents that have it, in the field where most do.
    pub documents: u64,
    /// From 0 to 1: how easily the one is typed for the other.
    pub likeness: f32,
}

impl Dictionary<'_> {
    /// Documents that have this term in the field.
    pub fn count(&self, field: Field, text: &str) -> Result<u64, TantivyError> {
        self.searcher.doc_freq(&Term::from_field_text(field, text))
    }

    /// Words of these fields one edit away from this one, the likeliest first, at most so many.
    pub fn near(&self, fields: [Field; 2], word: &str, most: usize) -> Result<Vec<NearWord>, TantivyError> {
        if word.chars().count() < SHORTEST {
            return Ok(Vec::new());
        }
        let mut counts: HashMap<String, u64> = HashMap::new();
        for field in fields {
            for (text, count) in self.near_in(field, word)? {
                let most = counts.entry(text).or_default();
                *most = count.max(*most);
            }
        }
        counts.remove(word);
        let mut near: Vec<NearWord> = counts
            .into_iter()
            .map(|(text, documents)| NearWord { likeness: likeness(word, &text), text, documents })
            .collect();
        let worth = |one: &NearWord| one.likeness * (1.0 + one.documents as f32).ln();
        near.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then_with(|| a.text.cmp(&b.text)));
        near.truncate(most);
        Ok(near)
    }

    fn near_in(&self, field: Field, word: &str) -> Result<HashMap<String, u64>, TantivyError> {
        let automaton = FuzzyTermQuery::new(Term::from_field_text(field, word), 1, true).automaton()?;
        let mut counts: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted.terms().search(&automaton).into_stream()?;
            while let Some((key, found)) = stream.next() {
                if let Ok(text) = std::str::from_utf8(key) {
                    *counts.entry(text.to_owned()).or_default() += u64::from(found.doc_freq);
                }
            }
        }
        Ok(counts)
    }

    /// The commonest way to write a folded word, as documents have it.
    pub fn as_written(&self, analysis: &Analysis, folded: &str) -> Result<String, TantivyError> {
        let mut best = (0, folded.to_owned());
        for writing in writings(folded) {
            debug_assert_eq!(analysis.form(Form::Folded, &writing).as_deref(), Some(folded));
            let count = self
                .count(self.fields.text.exact, &writing)?
                .max(self.count(self.fields.title.exact, &writing)?);
            if count > best.0 {
                best = (count, writing);
            }
        }
        Ok(best.1)
    }
}

/// The words that fold to this one, the few first that are common in writing.
fn writings(folded: &str) -> Vec<String> {
    let letters: Vec<char> = folded.chars().collect();
    let mut all = vec![String::with_capacity(folded.len())];
    for (place, letter) in letters.iter().enumerate() {
        let last = place + 1 == letters.len();
        let others: &[char] = match letter {
            'ا' => &['ا', 'أ', 'إ', 'آ'],
            'ي' if last => &['ي', 'ى'],
            'ه' if last => &['ه', 'ة'],
            letter => std::slice::from_ref(letter),
        };
        let room = if all.len() * others.len() <= MOST_WRITINGS { others.len() } else { 1 };
        all = all
            .iter()
            .flat_map(|begun| others[..room].iter().map(move |other| format!("{begun}{other}")))
            .collect();
    }
    all
}

/// Letters that are taken for one another: of one sound, of one shape, or neighbours under the finger.
const CONFUSED: [&str; 12] =
    ["ضظ", "دذ", "زذظ", "تطث", "سصث", "هةح", "قكغ", "ءأؤئاوي", "بتثني", "جحخ", "عغ", "فق"];

/// How easily one word is typed for another that is one edit away: lower when the first letter is not the same, higher
/// when two letters changed places, one was doubled or left out, or one stands for its like.
fn likeness(typed: &str, known: &str) -> f32 {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), known.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let kind = if a.len() == b.len() {
        let (x, y) = (a.get(same), b.get(same));
        let swapped = a.get(same + 1).is_some() && a.get(same + 1) == y && b.get(same + 1) == x;
        let alike =
            x.zip(y).is_some_and(|(x, y)| CONFUSED.iter().any(|set| set.contains(*x) && set.contains(*y)));
        if swapped || alike { 1.0 } else { 0.7 }
    } else {
        0.9
    };
    if same == 0 { kind * 0.6 } else { kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easily_typed_for_another_is_more_like_it() {
        for (typed, nearer, farther) in [
            ("المحادتات", "المحادثات", "المحاداات"),
            ("محداثات", "محادثات", "محدشثات"),
            ("الانتخبات", "الانتخابات", "بلانتخبات"),
            ("ضاهره", "ظاهره", "باهره"),
        ] {
            assert!(likeness(typed, nearer) > likeness(typed, farther), "{typed}");
        }
    }

    #[test]
    fn a_folded_word_is_written_in_a_few_ways() {
        assert_eq!(writings("غزه"), ["غزه", "غزة"]);
        assert!(writings("اسرائيل").contains(&"إسرائيل".to_owned()));
        assert!(writings("مستشفي").contains(&"مستشفى".to_owned()));
        assert!(writings(&"ا".repeat(40)).len() <= MOST_WRITINGS);
        assert_eq!(writings("word"), ["word"]);
    }
}
