//! How a speaker is addressed: no I/O.

use text::slug::{SlugStyle, slug};

use crate::id::EditionCode;

/// The segment of an address that a name makes; empty for a name without a letter.
pub fn speaker_slug(name: &str) -> String {
    slug(name, SlugStyle::Arabic)
}

/// The address of a speaker's page; `None` where the name makes none.
pub fn speaker_href(edition: &EditionCode, slug: &str) -> Option<String> {
    (!slug.is_empty()).then(|| format!("/{edition}/speaker/{}/", text::percent::path(slug)))
}

/// The address of the page of whoever is called so.
pub fn page_of(edition: &EditionCode, name: &str) -> Option<String> {
    speaker_href(edition, &speaker_slug(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_address_however_its_vowels_are_written() {
        let ar = EditionCode::from("ar");
        let page = page_of(&ar, "هند السرّاج");
        assert_eq!(page, page_of(&ar, "هند السراج"));
        assert_eq!(
            page.as_deref(),
            Some("/ar/speaker/%D9%87%D9%86%D8%AF-%D8%A7%D9%84%D8%B3%D8%B1%D8%A7%D8%AC/")
        );
        assert_eq!(page_of(&ar, "Jean Duval").as_deref(), Some("/ar/speaker/jean-duval/"));
        assert_eq!((page_of(&ar, ""), page_of(&ar, "؟…")), (None, None));
    }
}
