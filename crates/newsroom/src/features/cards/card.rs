//! What stands on a share card, and when one is drawn: no I/O.

use card::Words;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use theme::helpers::glue;

use crate::id::ArticleId;

pub use card::SIZE;

/// Changes when a card of the same words would look different: all are drawn again as their articles are published again.
const DESIGN: &str = "1";
/// An older piece gets no card: an archive that comes in is read, and hardly shared.
const DRAWN_FOR_MICROS: i64 = 30 * 24 * 60 * 60 * 1_000_000;

/// An article's words as they stand before readers.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub headline: String,
    pub headline_social: String,
    pub kicker: String,
    pub section_name: String,
    pub rtl: bool,
    pub edition_name: String,
}

impl Piece {
    /// The words on its card; `host` is where readers find it.
    pub fn words(&self, host: &str) -> Words {
        let title = if self.headline_social.is_empty() { &self.headline } else { &self.headline_social };
        let over = if self.kicker.is_empty() { &self.section_name } else { &self.kicker };
        Words {
            rtl: self.rtl,
            name: self.edition_name.clone(),
            over: if self.rtl { text::bidi::in_order(over).into_owned() } else { over.clone() },
            title: self.in_order(title),
            foot: host.to_owned(),
        }
    }

    /// The title as it is to be seen: a score or a range keeps its order in a line from right to left, as it does in a text,
    /// and a number stays with the word that it counts.
    fn in_order(&self, title: &str) -> String {
        let title = glue(title);
        if self.rtl { text::bidi::in_order(&title).into_owned() } else { title.into_owned() }
    }

    /// Its own words in a few letters.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.headline, &self.headline_social, &self.kicker)
    }

    /// What stands around its own words on the card, in a few letters: a card in another setting is still true, and is drawn
    /// again when nothing else is to be done.
    pub fn setting(&self, host: &str) -> String {
        let direction = if self.rtl { "rtl" } else { "ltr" };
        in_few_letters(&[&self.section_name, &self.edition_name, direction, host])
    }

    /// The same for a card that these fonts have no letters for: with others it is tried again.
    pub fn setting_without_letters(&self, host: &str, fonts: &str) -> String {
        in_few_letters(&[&self.setting(host), fonts])
    }
}

/// A card that was drawn, and the article as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub article: ArticleId,
    pub kept: Kept,
    pub piece: Piece,
}

/// What is kept of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Under what name it is served; empty when it could not be drawn, because the fonts lack letters of its words.
    pub public_name: String,
    /// For which words, and in what setting.
    pub words: String,
    pub setting: String,
}

impl Kept {
    /// Whether drawing it now would come to the same.
    pub fn is_as_new(&self, piece: &Piece, host: &str, fonts: &str) -> bool {
        let setting = match self.public_name.is_empty() {
            true => piece.setting_without_letters(host, fonts),
            false => piece.setting(host),
        };
        self.words == piece.fingerprint() && self.setting == setting
    }
}

/// An article's own words in a few letters: a card that was drawn for others says what is no longer so.
pub fn fingerprint(headline: &str, social: &str, kicker: &str) -> String {
    in_few_letters(&[DESIGN, headline, social, kicker])
}

fn in_few_letters(parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
    HEXLOWER.encode(&Sha256::digest(parts)[..12])
}

/// Since when an article must be out for its card to be drawn.
pub fn drawn_since(now: i64) -> i64 {
    now - DRAWN_FOR_MICROS
}

/// A piece that is not just out (an import brings many) lets others go first.
const JUST_OUT_MICROS: i64 = 10 * 60 * 1_000_000;
const OTHERS_FIRST_MICROS: i64 = 5 * 60 * 1_000_000;

/// When the card of an article published then is to be drawn; not at all when it is too old for one.
pub fn due_at(published_at: i64, now: i64) -> Option<i64> {
    match now - published_at {
        age if age >= DRAWN_FOR_MICROS => None,
        age if age >= JUST_OUT_MICROS => Some(now + OTHERS_FIRST_MICROS),
        _ => Some(now),
    }
}

/// Where the card of this name is served.
pub fn address(public_name: &str) -> String {
    format!("/media/{public_name}-{}.webp", SIZE.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_keeps_its_order_and_a_number_its_noun() {
        let title = |rtl, headline: &str| {
            let piece = Piece {
                headline: headline.to_owned(),
                headline_social: String::new(),
                kicker: String::new(),
                section_name: "الرياضة".to_owned(),
                rtl,
                edition_name: "خبر".to_owned(),
            };
            piece.words("khabar.example").title
        };
        assert_eq!(
            title(true, "يفوز 3–1 أمام 500 متفرج"),
            "يفوز \u{2068}3–1\u{2069}\u{A0}أمام 500\u{A0}متفرج"
        );
        assert_eq!(title(false, "A 3–1 win"), "A 3–1\u{A0}win");
    }

    #[test]
    fn what_a_line_would_reorder_keeps_its_order_on_the_card() {
        for (rule, part) in [
            ("a score", "2-1"),
            ("a telephone number", "+961 1 234567"),
            ("a range", "2020–2024"),
            ("a time", "13:40"),
            ("a percentage", "57%"),
            ("an amount of money", "$4.25"),
            ("an address", "example.org/ar"),
            ("a handle", "@khabar_news"),
            ("a Latin hashtag", "#COP28"),
            ("a Latin name that ends in signs", "C++"),
        ] {
            let piece = Piece {
                headline: format!("فاز {part}، ثم مضى"),
                headline_social: String::new(),
                kicker: format!("كأس {part}"),
                section_name: String::new(),
                rtl: true,
                edition_name: "خبر".to_owned(),
            };
            let words = piece.words("khabar.example");
            assert_eq!(words.title, format!("فاز \u{2068}{part}\u{2069}، ثم مضى"), "{rule}");
            assert_eq!(words.over, format!("كأس \u{2068}{part}\u{2069}"), "{rule}");
        }
    }

    #[test]
    fn whatever_else_is_on_the_card_is_its_setting() {
        let piece = |section: &str, edition: &str, rtl| Piece {
            headline: "خبر".to_owned(),
            headline_social: String::new(),
            kicker: String::new(),
            section_name: section.to_owned(),
            rtl,
            edition_name: edition.to_owned(),
        };
        let first = piece("سياسة", "خبر", true).setting("khabar.example");
        assert_eq!(first, piece("سياسة", "خبر", true).setting("khabar.example"));
        for other in [
            piece("السياسة", "خبر", true).setting("khabar.example"),
            piece("سياسة", "خبر اليوم", true).setting("khabar.example"),
            piece("سياسة", "خبر", false).setting("khabar.example"),
            piece("سياسة", "خبر", true).setting("news.example"),
            piece("سياسةخبر", "", true).setting("khabar.example"),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn what_is_on_the_card_decides_and_nothing_slips_between_the_parts() {
        let first = fingerprint("خبر", "", "عاجل");
        assert_eq!(first, fingerprint("خبر", "", "عاجل"));
        for other in [
            fingerprint("خبر آخر", "", "عاجل"),
            fingerprint("خبر", "عاجل", ""),
            fingerprint("", "خبر", "عاجل"),
        ] {
            assert_ne!(first, other);
        }
    }
}
