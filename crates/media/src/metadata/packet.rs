//! What readers are told of a picture, as an XMP packet of our own. Nothing of the original's metadata has a way in here.

use super::clean;
use std::fmt::Write;

/// The longest packet, in bytes.
pub const LONGEST_PACKET: usize = 64 << 10;
/// The longest alternative text, and the longest terms, in characters.
const LINE: usize = 1_000;

/// What is said of a published picture. What is empty is not said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Words<'a> {
    /// What is seen and why it matters.
    pub caption: &'a str,
    /// What is seen, for those who do not see it.
    pub alt: &'a str,
    /// Whose picture it is.
    pub credit: &'a str,
    /// When it was taken: `1998`, `1998-05` or `1998-05-04`.
    pub taken_on: &'a str,
    /// On what terms it may be used, in words.
    pub terms: &'a str,
    /// The address of its licence.
    pub licence: &'a str,
    /// The address of a page on which it stands with its credit.
    pub page: &'a str,
    /// The language of the words, as BCP 47 writes it.
    pub lang: &'a str,
}

impl Words<'_> {
    /// The packet, or nothing where nothing is said or too much.
    pub fn packet(&self) -> Option<Vec<u8>> {
        let mut said = String::new();
        let lang = Some(self.lang).filter(|lang| is_lang(lang));
        if let Some(credit) = clean::short(self.credit) {
            let credit = escaped(&credit);
            let _ = write!(said, "<dc:creator><rdf:Seq><rdf:li>{credit}</rdf:li></rdf:Seq></dc:creator>");
            put_in_languages(&mut said, "dc:rights", &credit, None);
            put(&mut said, "photoshop:Credit", &credit);
        }
        if let Some(caption) = clean::long(self.caption) {
            put_in_languages(&mut said, "dc:description", &escaped(&caption), lang);
        }
        if let Some(alt) = clean::line(self.alt, LINE) {
            put_in_languages(&mut said, "Iptc4xmpCore:AltTextAccessibility", &escaped(&alt), lang);
        }
        if is_day(self.taken_on) {
            put(&mut said, "photoshop:DateCreated", self.taken_on);
        }
        if let Some(terms) = clean::line(self.terms, LINE) {
            put_in_languages(&mut said, "xmpRights:UsageTerms", &escaped(&terms), None);
        }
        if let Some(licence) = address(self.licence) {
            put(&mut said, "xmpRights:WebStatement", &escaped(&licence));
        }
        if said.is_empty() {
            return None;
        }
        if let Some(page) = address(self.page) {
            let page = escaped(&page);
            let _ = write!(said, "<dc:relation><rdf:Bag><rdf:li>{page}</rdf:li></rdf:Bag></dc:relation>");
        }
        let packet = format!("{BEGIN}{said}{END}").into_bytes();
        (packet.len() <= LONGEST_PACKET).then_some(packet)
    }
}

// Read-only (`end="r"`) and without room to grow: whoever changes the words asks us for others.
const BEGIN: &str = concat!(
    "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
    r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">"#,
    r#"<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/""#,
    r#" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/""#,
    r#" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/""#,
    r#" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">"#
);
const END: &str = r#"</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"#;

fn put(said: &mut String, name: &str, escaped: &str) {
    let _ = write!(said, "<{name}>{escaped}</{name}>");
}

/// The same words for every reader, and as those of their language where that is known.
fn put_in_languages(said: &mut String, name: &str, escaped: &str, lang: Option<&str>) {
    let _ = write!(said, r#"<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escaped}</rdf:li>"#);
    if let Some(lang) = lang {
        let _ = write!(said, r#"<rdf:li xml:lang="{lang}">{escaped}</rdf:li>"#);
    }
    let _ = write!(said, "</rdf:Alt></{name}>");
}

/// Text for an element. `>` as well: `]]>` may not stand in one. What XML cannot hold was cleaned away before.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

fn address(text: &str) -> Option<String> {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    clean::line(text, LINE).filter(|text| is_address && !text.contains(char::is_whitespace))
}

fn is_lang(lang: &str) -> bool {
    (2..=35).contains(&lang.len()) && lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_day(day: &str) -> bool {
    matches!(day.len(), 4 | 7 | 10) && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::super::xmp;
    use super::*;
    use proptest::prelude::*;

    fn words(credit: &'static str) -> Words<'static> {
        Words {
            caption: "سوق المدينة\nفي الصباح",
            alt: "باعة وخضار",
            credit,
            taken_on: "2026-11-02",
            terms: "CC BY 4.0",
            licence: "https://creativecommons.org/licenses/by/4.0/",
            page: "https://khabar.example/s/1",
            lang: "ar",
        }
    }

    #[test]
    fn what_is_said_is_read_back() {
        let packet = words("ليلى <حداد> & وكالة ]]> \"خبر\"").packet().expect("something is said");
        let text = std::str::from_utf8(&packet).expect("it is text");
        for part in [r#"xml:lang="x-default""#, r#"xml:lang="ar""#, "<dc:relation>", "khabar.example/s/1"] {
            assert!(text.contains(part), "{part}");
        }
        let read = xmp::read(&packet).expect("it is well formed");
        assert_eq!(read.credit.as_deref(), Some("ليلى <حداد> & وكالة ]]> \"خبر\""));
        assert_eq!(read.byline, read.credit);
        assert_eq!(read.copyright, read.credit);
        assert_eq!(read.caption.as_deref(), Some("سوق المدينة\nفي الصباح"));
        assert_eq!(read.alt.as_deref(), Some("باعة وخضار"));
        assert_eq!(read.date_created.as_deref(), Some("2026-11-02"));
        assert_eq!(read.usage_terms.as_deref(), Some("CC BY 4.0"));
        assert_eq!(read.licence.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
    }

    #[test]
    fn nothing_said_is_no_packet_and_a_page_alone_says_nothing() {
        assert_eq!(Words::default().packet(), None);
        assert_eq!(Words { page: "https://khabar.example/", lang: "ar", ..Words::default() }.packet(), None);
        let odd = Words {
            credit: "x",
            lang: "ar\" x=\"",
            taken_on: "<1998>",
            licence: "javascript:x",
            ..Words::default()
        };
        let packet = String::from_utf8(odd.packet().expect("a credit")).expect("text");
        assert!(!packet.contains("ar\"") && !packet.contains("1998") && !packet.contains("javascript"));
    }

    #[test]
    fn too_much_is_not_said() {
        let long = "&".repeat(4_000);
        let all =
            Words { caption: &long, alt: &long, credit: &long, terms: &long, lang: "ar", ..Words::default() };
        assert!(all.packet().is_none_or(|packet| packet.len() <= LONGEST_PACKET));
        let long = "ا".repeat(4_000);
        let all =
            Words { caption: &long, alt: &long, credit: &long, terms: &long, lang: "ar", ..Words::default() };
        assert!(all.packet().is_some(), "the longest that a desk writes fits");
    }

    proptest! {
        #[test]
        fn whatever_is_said_is_well_formed(
            text in "[\\x00-\\x20<>&\"'\\]!A\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200f}\u{fffe}\u{feff}اب]{0,80}",
            any in any::<String>(),
        ) {
            for said in [&text, &any] {
                let words = Words { caption: said, alt: said, credit: said, taken_on: said, terms: said,
                    licence: said, page: said, lang: said };
                let Some(packet) = words.packet() else { continue };
                let read = xmp::read(&packet).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(read.credit, clean::short(said));
                prop_assert_eq!(read.caption, clean::long(said));
            }
        }
    }
}
