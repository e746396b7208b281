//! Broken plurals and their singulars: no ending tells that «مدارس» is «مدرسة» many times over, so a list does.
//!
//! The list is ours. Plurals that are as often another word («كتّاب» is written like «كتاب») are not in it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Stemmer, fold};

/// A line for each: the plural, the singular.
const LIST: &str = include_str!("data/broken-plurals.txt");

static SINGULARS: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let stemmer = Stemmer::protecting([]);
    let stem = |word: &str| stemmer.stem(&fold(word)).to_owned();
    // «ألوان» begins as if with the article, and «الألوان» has it: the two have different stems.
    let both = |plural: &str| [stem(plural), stem(&format!("ال{plural}"))];
    let pairs = pairs().flat_map(|(plural, singular)| both(plural).map(|plural| (plural, stem(singular))));
    let known: FxHashMap<String, String> =
        pairs.filter(|(plural, singular)| plural != singular && plural.chars().count() > 2).collect();
    // A plural of a plural leads to its singular too, and nothing leads in a circle.
    known
        .iter()
        .filter(|(plural, singular)| known.get(*singular) != Some(plural))
        .map(|(plural, singular)| (plural.clone(), known.get(singular).unwrap_or(singular).clone()))
        .collect()
});

/// The stem of the singular of a broken plural whose stem this is. Stems are those of [`Stemmer::stem`].
pub fn singular_stem(stem: &str) -> Option<&'static str> {
    SINGULARS.get(stem).map(String::as_str)
}

/// The stems of the broken plurals of a singular with this stem.
pub fn plural_stems(singular: &str) -> impl Iterator<Item = &'static str> {
    SINGULARS.iter().filter(move |(_, one)| *one == singular).map(|(plural, _)| plural.as_str())
}

/// The listed plurals with their singulars, as written.
pub fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines().filter_map(|line| line.trim().split_once(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_plural_has_the_stem_of_its_singular() {
        let stemmer = Stemmer::protecting([]);
        let joined = |word: &str| {
            let folded = fold(word);
            let stem = stemmer.stem(&folded);
            singular_stem(stem).unwrap_or(stem).to_owned()
        };
        for (plural, singular) in [
            ("المدارس", "مدرسة"),
            ("والأطباء", "الطبيب"),
            ("الوزراء", "وزير"),
            ("رؤساء", "الرئيس"),
            ("صواريخ", "الصاروخ"),
            ("للقضايا", "قضية"),
            ("موانئ", "ميناء"),
            ("الأسعار", "سعر"),
            ("ألوان", "اللون"),
            ("الألوان", "لون"),
        ] {
            assert_eq!(joined(plural), joined(singular), "{plural}");
        }
        assert_ne!(joined("مدارس"), joined("مدينة"), "control");
    }

    #[test]
    fn the_list_is_long_and_has_no_plural_twice() {
        let plurals: Vec<&str> = pairs().map(|(plural, _)| plural).collect();
        let different: std::collections::HashSet<&&str> = plurals.iter().collect();
        assert!(plurals.len() >= 300, "{}", plurals.len());
        assert_eq!(plurals.len(), different.len());
    }

    #[test]
    fn finding_the_singular_twice_changes_nothing() {
        for (plural, _) in pairs() {
            let folded = fold(plural);
            if let Some(singular) = singular_stem(Stemmer::protecting([]).stem(&folded)) {
                assert_eq!(singular_stem(singular), None, "{plural}");
            }
        }
    }
}
