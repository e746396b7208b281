//! The two spellings of an ending in tanwin: the mark before the alif (خبرًا) or on it (خبراً). Unicode holds them for
//! different texts, so that no normal form makes one of the other; a house has one of them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Where a house writes the mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tanwin {
    /// خبرًا
    #[default]
    BeforeAlif,
    /// خبراً
    OnAlif,
}

const BEFORE: &str = "\u{64B}\u{627}";
const ON: &str = "\u{627}\u{64B}";

/// The text with every such ending in the house's spelling.
pub fn spelled(text: &str, how: Tanwin) -> Cow<'_, str> {
    let (other, own) = match how {
        Tanwin::BeforeAlif => (ON, BEFORE),
        Tanwin::OnAlif => (BEFORE, ON),
    };
    if text.contains(other) { Cow::Owned(text.replace(other, own)) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::{Tanwin, spelled};

    #[test]
    fn an_ending_is_spelled_as_the_house_does() {
        for both in ["11 خبرًا", "11 خبراً"] {
            assert_eq!(spelled(both, Tanwin::BeforeAlif), "11 خبرًا");
            assert_eq!(spelled(both, Tanwin::OnAlif), "11 خبراً");
        }
        assert_eq!(spelled("مدرسةً وكتابٌ", Tanwin::OnAlif), "مدرسةً وكتابٌ");
    }
}
