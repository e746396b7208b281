//! What is looked for in the media library: no I/O.

use serde::Deserialize;
use text::fold::{fold_wide, light10};

use super::Picture;

/// The longest question.
const LONGEST: usize = 100;
/// So many words of it are looked for; the rest asks nothing.
pub const MOST_WORDS: usize = 3;
/// Rights that end within this time are about to end, in microseconds.
pub const SOON: i64 = 30 * 24 * 3_600 * 1_000_000;

/// What is looked for; what is empty asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PictureFilter {
    /// Words in what is said of it, however they are spelled.
    pub words: String,
    /// Those that whoever looks brought in.
    pub mine: String,
    /// Those that do not say whose they are.
    pub uncredited: String,
    /// Those whose rights end soon, or have ended.
    pub ending: String,
    /// Archive pictures.
    pub archive: String,
}

impl PictureFilter {
    /// The filter with everything in its bounds.
    pub fn bounded(self) -> PictureFilter {
        let yes = |said: String| if said.is_empty() { said } else { "yes".to_owned() };
        PictureFilter {
            words: self.words.trim().chars().take(LONGEST).collect(),
            mine: yes(self.mine),
            uncredited: yes(self.uncredited),
            ending: yes(self.ending),
            archive: yes(self.archive),
        }
    }

    /// The filter as the query of an address.
    pub fn query(&self) -> String {
        let parts = [
            ("words", self.words.as_str()),
            ("mine", &self.mine),
            ("uncredited", &self.uncredited),
            ("ending", &self.ending),
            ("archive", &self.archive),
        ];
        let said = parts.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| format!("{name}={}", text::percent::path(value)))
            .collect::<Vec<_>>()
            .join("&")
    }

    /// A pattern for `like` for each word; one that finds everything where there are fewer.
    pub fn patterns(&self) -> [String; MOST_WORDS] {
        let mut words = self.words.split_whitespace().map(stem).filter(|stem| !stem.is_empty());
        std::array::from_fn(|_| words.next().map_or("%".to_owned(), |stem| pattern(&stem)))
    }
}

/// What stands in every form of a word; the word itself where too little would be left.
fn stem(word: &str) -> String {
    let folded = fold_wide(word);
    let stem = light10(&folded);
    if stem.chars().count() < 3 { folded } else { stem }
}

fn pattern(stem: &str) -> String {
    let mut pattern = String::from("%");
    for letter in stem.chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// The words of a picture as they are looked for.
pub fn folded(picture: &Picture) -> String {
    let Picture { caption, alt, credit, source, .. } = picture;
    fold_wide(&[caption.as_str(), alt, credit, source].join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(words: &str, text: &str) -> bool {
        let text = fold_wide(text);
        let filter = PictureFilter { words: words.to_owned(), ..PictureFilter::default() };
        filter.patterns().iter().all(|pattern| text.contains(pattern.trim_matches('%')))
    }

    #[test]
    fn a_word_is_found_however_it_is_spelled() {
        for (words, text, found) in [
            ("محادثات", "جلسة المحادثات في جنيف", true),
            ("المحادثات", "محادثات السلام", true),
            ("احمد", "الرئيس أحمد", true),
            ("مدينه", "المَدينة القديمة", true),
            ("GENEVA", "Geneva, Lake", true),
            ("٢٠١٩", "صيف 2019", true),
            ("جنيف بيروت", "جلسة في جنيف", false),
            ("بيروت", "جنيف", false),
            ("", "أي شيء", true),
        ] {
            assert_eq!(finds(words, text), found, "{words} in {text}");
        }
    }

    #[test]
    fn what_is_typed_is_looked_for_as_it_is() {
        assert_eq!(pattern("50%_!"), "%50!%!_!!%");
        let filter =
            PictureFilter {
                words: "ماء & هواء".to_owned(), mine: "on".to_owned(), ..Default::default()
            };
        assert_eq!(
            filter.bounded().query(),
            "words=%D9%85%D8%A7%D8%A1%20%26%20%D9%87%D9%88%D8%A7%D8%A1&mine=yes"
        );
    }
}
