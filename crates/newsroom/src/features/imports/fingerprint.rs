//! The fingerprint of an item as it came, by which the same one twice changes nothing. It is taken of what its source says,
//! never of what our rules make of that: when the rules change, nothing that came in before is published anew. What is
//! taken changes with the version at its beginning alone.

use data_encoding::HEXLOWER;
use formats::ninjs::NinjsItem;
use sha2::{Digest, Sha256};

/// At the end of what is kept of an item that was brought in to be published.
const PUBLISHED: &str = "+published";

/// A fingerprint being taken.
pub struct Fingerprint {
    version: &'static str,
    taken: Sha256,
}

impl Fingerprint {
    /// One of this version, which says what is taken.
    pub fn new(version: &'static str) -> Self {
        Self { version, taken: Sha256::new() }
    }

    /// Takes a text, so that it cannot be mistaken for a part of its neighbours.
    pub fn take(&mut self, text: &str) {
        self.taken.update(text.len().to_le_bytes());
        self.taken.update(text);
    }

    /// The fingerprint, with its version.
    pub fn end(self) -> String {
        format!("{}:{}", self.version, HEXLOWER.encode(&self.taken.finalize()))
    }
}

/// The fingerprint of an agency's item.
pub fn of_ninjs(item: &NinjsItem) -> String {
    let mut fingerprint = Fingerprint::new("ninjs-1");
    fingerprint.take(&format!("{item:?}"));
    fingerprint.end()
}

/// What is kept of an item with this fingerprint.
pub fn kept(fingerprint: &str, publish: bool) -> String {
    format!("{fingerprint}{}", if publish { PUBLISHED } else { "" })
}

/// Whether an item with this fingerprint has come in already. What was once written down as a draft is published when the
/// same comes in to be published.
pub fn has_come(kept: &str, fingerprint: &str, publish: bool) -> bool {
    kept.strip_prefix(fingerprint).is_some_and(|rest| rest == PUBLISHED || (rest.is_empty() && !publish))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_taken_for_a_part_of_its_neighbour() {
        let of = |texts: &[&str]| {
            let mut fingerprint = Fingerprint::new("t-1");
            texts.iter().for_each(|text| fingerprint.take(text));
            fingerprint.end()
        };
        assert_ne!(of(&["خبر", ""]), of(&["", "خبر"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]), "the control");
        assert!(of(&[]).starts_with("t-1:"));
    }

    #[test]
    fn a_draft_comes_once_more_when_it_is_to_be_published() {
        for (kept_as, publish, has_come_already) in
            [(false, false, true), (false, true, false), (true, false, true), (true, true, true)]
        {
            assert_eq!(has_come(&kept("t-1:ab", kept_as), "t-1:ab", publish), has_come_already);
        }
        assert!(!has_come("t-1:ab", "t-2:ab", false), "another version");
        assert!(!has_come("ab", "t-1:ab", false), "a fingerprint from before they had versions");
    }
}
