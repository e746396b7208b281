//! Very many articles and questions, made by seed of real ones.

use ::search::Document;

use super::super::passages::Noise;
use super::NOW;

const SEED: u64 = 11;
/// Ten years of publishing.
const SPREAD: i64 = 10 * 365 * 86_400_000_000;

/// Makes new articles of the sentences of old ones.
pub struct Mixer<'a> {
    titles: Vec<&'a str>,
    sentences: Vec<&'a str>,
    state: u64,
}

impl<'a> Mixer<'a> {
    /// Begins anew: the same articles come in the same order.
    pub fn of(noise: &'a [Noise]) -> Mixer<'a> {
        let sentences = noise.iter().flat_map(|one| one.text.split(['.', '\n', '،']));
        Mixer {
            titles: noise.iter().map(|one| one.title.as_str()).collect(),
            sentences: sentences.filter(|one| one.split_whitespace().count() > 4).collect(),
            state: SEED,
        }
    }

    fn next(&mut self, below: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.state >> 33) % below.max(1) as u64) as usize
    }

    fn sentence(&mut self) -> &'a str {
        let place = self.next(self.sentences.len());
        self.sentences[place]
    }

    /// The next article, under a number.
    pub fn document(&mut self, number: u64) -> Document {
        let title = self.next(self.titles.len());
        let title = self.titles[title];
        let count = 5 + self.next(8);
        let body: Vec<&str> = (0..count).map(|_| self.sentence()).collect();
        let facet = |name: &str, value: usize| (name.to_owned(), format!("{name}-{value}"));
        Document {
            id: format!("{number:012}"),
            title: title.to_owned(),
            body: body.join(". "),
            lang: "ar".to_owned(),
            at: NOW - (self.next(1 << 30) as i64) * (SPREAD >> 30),
            facets: vec![
                facet("edition", 0),
                facet("section", self.next(12)),
                facet("kind", self.next(6)),
                facet("author", self.next(400)),
                facet("story", self.next(3_000)),
            ],
            ..Document::default()
        }
    }

    /// Three words of one sentence.
    pub fn question(&mut self) -> String {
        let sentence = self.sentence();
        let words: Vec<&str> = sentence.split_whitespace().filter(|word| word.chars().count() > 3).collect();
        let from = self.next(words.len().saturating_sub(2));
        words.iter().skip(from).take(3).copied().collect::<Vec<_>>().join(" ")
    }
}
