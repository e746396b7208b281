//! A group of spellings and names of the same thing: no I/O.

use super::unanswered::folded;
use crate::id::SynonymsId;

/// Spellings of one group.
const MOST_SPELLINGS: usize = 12;
/// Letters of one spelling.
const LONGEST: usize = 60;
/// Groups of a newsroom.
pub(super) const MOST_GROUPS: usize = 500;

/// Spellings that find each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonyms {
    /// The group's id.
    pub id: SynonymsId,
    /// At least two, none twice.
    pub spellings: Vec<String>,
    /// How often it was changed, from 1 up.
    pub revision: i64,
}

/// The spellings in what was typed, one a line or parted by commas; `None` where they are no group. What differs only in what
/// search folds anyway is one spelling.
pub(super) fn spellings_in(typed: &str) -> Option<Vec<String>> {
    let mut spellings: Vec<String> = Vec::new();
    for part in typed.split(['\n', '\r', ',', '،', ';', '؛']) {
        let part = text::clean::clean_line(part);
        let compared = folded(&part);
        if compared.is_empty() || spellings.iter().any(|other| folded(other) == compared) {
            continue;
        }
        if part.chars().count() > LONGEST || spellings.len() == MOST_SPELLINGS {
            return None;
        }
        spellings.push(part);
    }
    (spellings.len() >= 2).then_some(spellings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_two_spellings_that_search_tells_apart() {
        let of = |typed: &str| spellings_in(typed);
        assert_eq!(of("غوغل، جوجل ,Google"), Some(vec!["غوغل".into(), "جوجل".into(), "Google".into()]));
        assert_eq!(of("النيابة العامة\nالادعاء"), Some(vec!["النيابة العامة".into(), "الادعاء".into()]));
        assert_eq!(of("أحمد، احمد"), None, "search folds them together anyway");
        assert_eq!(of(" ، ,"), None);
        assert_eq!(of(&format!("ا، {}", "ب".repeat(LONGEST + 1))), None);
        let many: Vec<String> = (0..=MOST_SPELLINGS).map(|number| format!("كلمة{number}")).collect();
        assert_eq!(of(&many.join("،")), None);
    }
}
