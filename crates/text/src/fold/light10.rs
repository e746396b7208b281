//! Larkey's light stemmer for Arabic: one prefix off, then the suffixes that remain.

use rustc_hash::FxHashSet;

/// The article with what is written onto it, and the conjunction; the first that fits is taken off.
const PREFIXES: [&str; 7] = ["ال", "وال", "بال", "كال", "فال", "لل", "و"];
/// Tried in this order; each may go.
const SUFFIXES: [&str; 10] = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

/// The light stem of a folded word. Two letters always remain, three when only و comes off. Other scripts pass
/// unchanged.
pub fn light10(folded: &str) -> String {
    light(folded).to_owned()
}

/// The same, where it stands in the word.
fn light(folded: &str) -> &str {
    let mut stem = folded;
    let mut length = stem.chars().count();
    for prefix in PREFIXES {
        let Some(rest) = stem.strip_prefix(prefix) else { continue };
        let cut = prefix.chars().count();
        let must_have = if cut == 1 { 4 } else { cut + 2 };
        if length >= must_have {
            stem = rest;
            length -= cut;
            break;
        }
    }
    for suffix in SUFFIXES {
        let Some(rest) = stem.strip_suffix(suffix) else { continue };
        let cut = suffix.chars().count();
        if length >= cut + 2 {
            stem = rest;
            length -= cut;
        }
    }
    stem
}

/// [`light10`] with words it must leave alone: names of people and places, and words it is known to spoil.
#[derive(Debug, Clone, Default)]
pub struct Stemmer {
    protected: FxHashSet<String>,
}

impl Stemmer {
    /// A stemmer that leaves alone the words given and the built-in ones. Each word of a name of several is protected,
    /// and each also without its article.
    pub fn protecting<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut protected = FxHashSet::default();
        for name in names.into_iter().chain(SPOILED) {
            for word in name.split_whitespace() {
                // Asked of the word as written: the beginning of «إلهام» only folds to an article.
                if let Some(bare) = word.strip_prefix("ال").filter(|bare| bare.chars().count() >= 3) {
                    protected.insert(super::fold(bare));
                }
                protected.insert(super::fold(word));
            }
        }
        Stemmer { protected }
    }

    /// The stem of a folded word. Of a protected word only a prefix is taken off, and only when what remains is
    /// protected itself: «والسعودية» and «السعودية» both give «سعوديه», «وزير» stays «وزير».
    pub fn stem<'w>(&self, folded: &'w str) -> &'w str {
        for prefix in PREFIXES {
            if let Some(bare) = folded.strip_prefix(prefix)
                && self.protected.contains(bare)
            {
                return bare;
            }
        }
        if self.protected.contains(folded) { folded } else { light(folded) }
    }

    /// How many words are protected.
    pub fn protected_count(&self) -> usize {
        self.protected.len()
    }
}

/// Common news words whose first or last letters only look like an affix.
const SPOILED: [&str; 30] = [
    "وزير",
    "وزراء",
    "وزارة",
    "والد",
    "والدة",
    "والي",
    "واقع",
    "وفاة",
    "وقف",
    "وصول",
    "وطني",
    "وطن",
    "وحدة",
    "وفد",
    "وضع",
    "وكالة",
    "وسط",
    "وسائل",
    "ورق",
    "وباء",
    "إيران",
    "لبنان",
    "السودان",
    "عمان",
    "الأردن",
    "فلسطين",
    "الصين",
    "اليونان",
    "باكستان",
    "أفغانستان",
];
