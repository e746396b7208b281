//! What a cache before this program is told beyond what readers are: the tags of a page, by which it can be told to drop
//! it, and that a copy which is old here is not fresh there.

use http::header::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue};

use crate::EVERYTHING;
use crate::page_cache::Entry;

/// Longer lists of tags are not sent, and such a page is kept for a moment only.
const LONGEST: usize = 8 << 10;

/// How a page's tags are written for a cache before this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surrogate {
    /// The header: `surrogate-key`, `cache-tag`, `xkey`.
    pub header: HeaderName,
    /// What stands between two tags.
    pub separator: char,
    /// Whether they are on every answer. Otherwise only what a proxy that is believed passes on has them.
    pub always: bool,
}

impl Default for Surrogate {
    fn default() -> Surrogate {
        Surrogate { header: HeaderName::from_static("surrogate-key"), separator: ' ', always: false }
    }
}

/// Says what an answer shows that is not kept here and may be elsewhere: a handler puts it into the extensions of its response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shows(pub Vec<String>);

impl Surrogate {
    /// Puts the entry's tags on an answer to somebody who is told them.
    pub(super) fn tell(&self, headers: &mut HeaderMap, entry: &Entry) {
        if let Some(tags) = entry.tags() {
            self.tell_of(headers, tags);
        }
    }

    /// Puts these tags on an answer to somebody who is told them.
    pub(super) fn tell_of(&self, headers: &mut HeaderMap, tags: &[String]) {
        match joined(tags, self.separator) {
            Some(tags) => headers.insert(self.header.clone(), tags),
            None => headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=10")),
        };
    }
}

/// The tags, and the one that names every page. `None`: they are too many to send.
fn joined(tags: &[String], separator: char) -> Option<HeaderValue> {
    let mut line = EVERYTHING.to_owned();
    for tag in tags.iter().filter(|tag| *tag != EVERYTHING) {
        line.push(separator);
        line.push_str(tag);
    }
    if line.len() > LONGEST {
        return None;
    }
    HeaderValue::from_str(&line).ok()
}

/// An old copy is served while a new one is made. Whoever keeps it is not to keep it as new: a cache that asked because it was
/// told to drop the page would hold the old one for another minute.
pub(super) fn is_old(headers: &mut HeaderMap) {
    // What a handler said itself (of a file whose name says what is in it) holds however old the copy is.
    let is_ours = |line: &HeaderValue| {
        line.as_bytes().starts_with(b"public, max-age=") && line.as_bytes().ends_with(b"stale-if-error=86400")
    };
    if headers.get(CACHE_CONTROL).is_some_and(is_ours) {
        let line = "public, max-age=0, stale-while-revalidate=60, stale-if-error=86400";
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_joined_with_the_one_that_names_all_and_too_many_are_not() {
        let tags = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(joined(&tags(&["a:1", "b:2"]), ',').expect("short"), "everything,a:1,b:2");
        assert_eq!(joined(&tags(&["everything"]), ' ').expect("short"), "everything");
        let many: Vec<_> = (0..2000).map(|number| format!("page:{number}")).collect();
        assert_eq!(joined(&many, ' '), None);
    }

    #[test]
    fn an_old_copy_is_not_to_be_kept_as_new_and_a_file_with_a_name_of_its_own_is() {
        let old = |line: &'static str| {
            let mut headers = HeaderMap::from_iter([(CACHE_CONTROL, HeaderValue::from_static(line))]);
            is_old(&mut headers);
            headers[CACHE_CONTROL].to_str().expect("text").to_owned()
        };
        let page = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400";
        assert!(old(page).starts_with("public, max-age=0, stale-while-revalidate"));
        for other in ["no-store", "private, max-age=60", "public, max-age=31536000, immutable"] {
            assert_eq!(old(other), other);
        }
    }
}
