//! The passage that a correction is about, as a page quotes it.

use serde::Serialize;

/// The words of a passage before and after it was put right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passage {
    /// As it stood; empty where nobody said.
    pub was: String,
    /// As it stands; empty where nobody said.
    pub now: String,
    /// Where it stands, when it still does.
    pub href: Option<String>,
    /// Its language, where that is not the page's.
    pub lang: Option<String>,
}

impl Passage {
    /// The passage of a correction; `None` when it is about the whole. `block` is empty when it no longer stands; `page`
    /// is the address of the article, empty on its own page.
    pub fn of(block: &str, quoted: String, corrected: String, page: &str) -> Option<Passage> {
        let href = (!block.is_empty()).then(|| format!("{page}#b-{block}"));
        let is_any = href.is_some() || !quoted.is_empty() || !corrected.is_empty();
        is_any.then_some(Passage { was: quoted, now: corrected, href, lang: None })
    }

    /// The passage in its language, on a page in another one or the same; empty where nobody knows.
    pub fn in_language(self, lang: &str, of_page: &str) -> Passage {
        Passage { lang: (!lang.is_empty() && lang != of_page).then(|| lang.to_owned()), ..self }
    }
}
