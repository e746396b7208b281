//! How much two headlines have in common.
//!
//! A headline has too few words for words alone: half of the answer is what stems they share, the other half what four letters
//! in a row, which «المفتشون» and «مفتشي» have in common and their stems may not. What many headlines have counts little.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use text::fold::{fold, is_stop_word, light10};

/// Of a headline no more words are read.
const MOST_WORDS: usize = 64;
/// With more different features than this, all counts are halved and the rarest forgotten.
const MOST_FEATURES: usize = 500_000;
/// So many letters in a row.
const LETTERS: usize = 4;

/// How common each stem and each four letters are: counts the headlines that it is shown.
#[derive(Debug, Default)]
pub struct Headlines {
    shown: u32,
    having: FxHashMap<u32, u32>,
}

impl Headlines {
    /// Knows none yet: then all counts the same.
    pub fn new() -> Headlines {
        Headlines::default()
    }

    /// Counts a headline.
    pub fn count(&mut self, headline: &str) {
        let features = Features::of(headline);
        for feature in features.stems.keys().chain(features.letters.keys()) {
            *self.having.entry(*feature).or_default() += 1;
        }
        self.shown = self.shown.saturating_add(1);
        if self.having.len() > MOST_FEATURES {
            self.shown /= 2;
            self.having.retain(|_, count| {
                *count /= 2;
                *count > 0
            });
        }
    }

    /// How alike two headlines are, 0 to 1; the same either way round. Nothing is like a headline without a word.
    pub fn alike(&self, one: &str, other: &str) -> f32 {
        let (one, other) = (Features::of(one), Features::of(other));
        (self.cosine(&one.stems, &other.stems) + self.cosine(&one.letters, &other.letters)) / 2.0
    }

    fn cosine(&self, one: &FxHashMap<u32, f32>, other: &FxHashMap<u32, f32>) -> f32 {
        let length = |features: &FxHashMap<u32, f32>| self.sum(features.iter().map(|(key, n)| (*key, n * n)));
        let common = one.iter().filter_map(|(key, n)| other.get(key).map(|m| (*key, n * m)));
        let lengths = (length(one) * length(other)).sqrt();
        if lengths > 0.0 { (self.sum(common) / lengths).clamp(0.0, 1.0) as f32 } else { 0.0 }
    }

    /// In the order of the features, so that rounding is the same in every run.
    fn sum(&self, products: impl Iterator<Item = (u32, f32)>) -> f64 {
        let mut products: Vec<(u32, f32)> = products.collect();
        products.sort_unstable_by_key(|(key, _)| *key);
        products.into_iter().map(|(key, product)| f64::from(product) * self.weight(key).powi(2)).sum()
    }

    fn weight(&self, feature: u32) -> f64 {
        let having = self.having.get(&feature).copied().unwrap_or_default();
        (1.0 + (f64::from(self.shown) + 1.0) / (f64::from(having) + 1.0)).ln()
    }
}

/// How often a headline has each stem and each four letters in a row.
struct Features {
    stems: FxHashMap<u32, f32>,
    letters: FxHashMap<u32, f32>,
}

impl Features {
    fn of(headline: &str) -> Features {
        let (mut stems, mut letters) = (FxHashMap::default(), FxHashMap::default());
        let words = headline.split(|letter: char| !is_of_a_word(letter)).filter(|word| !word.is_empty());
        for word in words.take(MOST_WORDS) {
            let folded = fold(word);
            if !is_stop_word(word) {
                *stems.entry(feature("stem", &stem(&folded))).or_default() += 1.0;
            }
            let padded: Vec<char> = [' '].into_iter().chain(folded.chars()).chain([' ']).collect();
            let distinct: FxHashSet<String> =
                padded.windows(LETTERS.min(padded.len())).map(|run| run.iter().collect()).collect();
            for run in distinct {
                *letters.entry(feature("letters", &run)).or_default() += 1.0;
            }
        }
        Features { stems, letters }
    }
}

fn is_of_a_word(letter: char) -> bool {
    crate::letters::is_alphanumeric(letter)
        || matches!(letter, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{200C}'..='\u{200F}')
}

fn stem(folded: &str) -> String {
    static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    if folded.is_ascii() { ENGLISH.stem(folded).into_owned() } else { light10(folded) }
}

fn feature(kind: &str, text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    (kind, text).hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_news_in_other_words_is_more_alike_than_other_news() {
        let mut headlines = Headlines::new();
        let shown = [
            "تأجيل مهمة مفتشي الأسلحة في المدينة",
            "المفتشون يؤجلون مهمتهم في المدينة",
            "ارتفاع أسعار النفط عالميا",
            "الحكومة تبحث أسعار الوقود في المدينة",
            "Oil prices rise around the world",
            "World oil price rising",
        ];
        shown.iter().for_each(|headline| headlines.count(headline));
        let [delay, inspectors, oil, government, rise, rising] = shown;
        for (same, other) in [
            ((delay, inspectors), (delay, oil)),
            ((oil, government), (oil, inspectors)),
            ((rise, rising), (rise, oil)),
        ] {
            assert!(
                headlines.alike(same.0, same.1) > headlines.alike(other.0, other.1),
                "{same:?} {other:?}"
            );
        }
    }

    #[test]
    fn nothing_is_like_a_headline_without_a_word() {
        let headlines = Headlines::new();
        assert_eq!(headlines.alike("", ""), 0.0);
        assert_eq!(headlines.alike("…", "خبر"), 0.0);
    }

    proptest! {
        #[test]
        fn a_headline_is_like_itself_and_likeness_goes_both_ways(one in "\\PC{0,80}", other in "[ا-ي ]{0,80}") {
            let mut headlines = Headlines::new();
            headlines.count(&one);
            headlines.count(&other);
            prop_assert_eq!(headlines.alike(&one, &other), headlines.alike(&other, &one));
            let like_itself = headlines.alike(&other, &other);
            prop_assert!(like_itself == 0.0 || like_itself > 0.49, "{}", like_itself);
        }
    }
}
