//! The repository speaks of itself alone: no folders of somebody's machine, no numbers of a tracker that a reader does
//! not have, no word about who or what typed it. A reason that matters is written out where it matters.

use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str =
    "no paths of other machines, no tracker numbers, nothing about how the text came to be";

/// Each is written in two pieces, so that this file does not hold what it looks for.
const PHRASES: &[&str] = &[
    concat!("/wor", "k/"),
    concat!("/tmp/con", "tracts"),
    concat!("/ro", "ot/"),
    concat!("iss", "ue #"),
    concat!("pull req", "uest #"),
    concat!("generated ", "by ai"),
    concat!("ai assis", "tant"),
    concat!("language ", "model"),
];
const WORDS: &[&str] = &[
    concat!("chat", "gpt"),
    concat!("cla", "ude"),
    concat!("co", "pilot"),
    concat!("l", "lm"),
    concat!("sub", "agent"),
];
const PASSED_OVER: &[&str] =
    &["/dist/", "/payloads/", "/fixtures/", "/tests/data/", "Cargo.lock", "package-lock.json"];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in sources.tree.files().filter(|file| !PASSED_OVER.iter().any(|part| file.path.contains(part))) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(phrase) = spoken(line) {
                let message = format!(
                    "`{phrase}` speaks of something outside the project: say what a reader needs, or leave it out"
                );
                findings.push(Finding::at(&file.path, index + 1, message));
            }
        }
    }
    findings
}

fn spoken(line: &str) -> Option<&'static str> {
    let line = line.to_lowercase();
    let phrase = PHRASES.iter().find(|phrase| line.contains(**phrase));
    let mut words = line.split(|letter: char| !letter.is_alphanumeric());
    phrase.or_else(|| words.find_map(|word| WORDS.iter().find(|known| **known == word))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn a_word_from_outside_is_found() {
        for line in [concat!("see /wor", "k/notes"), concat!("fixes Iss", "ue #12"), concat!("by Cla", "ude")]
        {
            assert_eq!(found(check, &[("docs/a.md", line)]).len(), 1, "{line}");
        }
    }

    #[test]
    fn ordinary_words_are_not() {
        for line in ["artwork/a.png", "the newest issue of the paper", "user agent", "/home/khabar/data"] {
            assert!(found(check, &[("docs/a.md", line)]).is_empty(), "{line}");
        }
    }
}
