//! A redirect, and what can be an address in it: no I/O.

use crate::id::{ArticleId, RedirectId};

/// The longest address, percent-encoded: the front refuses more.
const LONGEST: usize = 2_000;
/// First segments that the program answers by itself, whatever stands behind them.
const OWN: [&str; 5] = ["api", "assets", "desk", "media", "s"];

/// An old address and where it leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Redirect {
    /// The redirect's id.
    pub id: RedirectId,
    /// The old address, as [`old_address`] writes it.
    pub path: String,
    /// Where it leads.
    pub target: Target,
}

/// Where a redirect leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A path of this site.
    Path(String),
    /// An article, wherever it stands.
    Article(ArticleId),
}

/// Why something cannot be an address of a redirect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It leads to another host, or is no path.
    #[error("an address begins with one slash: nothing leads to another host")]
    NotAPath,
    /// It is longer than the site answers.
    #[error("an address has at most {LONGEST} bytes, percent-encoded")]
    TooLong,
    /// It is not text, or not a path that means one thing to everyone on the way.
    #[error("this cannot be asked for: it is not readable text, or has empty or dotted segments")]
    Unsound,
    /// It has a query or a fragment.
    #[error("an address has no query and no fragment; only /?p=NUMBER may have one")]
    HasQuery,
    /// The program answers there.
    #[error("the program itself answers at this address")]
    Own,
}

/// The one spelling of an old address: percent-encoded as the site encodes, composed letters, no slash at the end.
/// `/?p=NUMBER`, the short form of another system, is an old address too.
pub fn old_address(given: &str) -> Result<String, BadAddress> {
    if let Some(number) = given.strip_prefix("/?p=") {
        let is_number =
            !number.is_empty() && number.len() <= 18 && number.bytes().all(|b| b.is_ascii_digit());
        return if is_number { Ok(given.to_owned()) } else { Err(BadAddress::HasQuery) };
    }
    let path = sound_path(given)?;
    let first = path.split('/').nth(1).unwrap_or_default();
    let path = without_slash(&path);
    if path == "/" || OWN.contains(&first) { Err(BadAddress::Own) } else { Ok(path.to_owned()) }
}

/// The one spelling of a path that a redirect leads to; a slash at its end stays.
pub fn target_path(given: &str) -> Result<String, BadAddress> {
    sound_path(given)
}

/// A path as old addresses are spelled, for comparing the two.
pub fn without_slash(path: &str) -> &str {
    match path.trim_end_matches('/') {
        "" => "/",
        path => path,
    }
}

fn sound_path(given: &str) -> Result<String, BadAddress> {
    if !given.starts_with('/') || given.starts_with("//") || given.starts_with("/\\") {
        return Err(BadAddress::NotAPath);
    }
    if given.contains(['?', '#']) {
        return Err(BadAddress::HasQuery);
    }
    if given.len() > LONGEST * 3 {
        return Err(BadAddress::TooLong);
    }
    let path = text::percent::one_spelling(given).ok_or(BadAddress::Unsound)?;
    let inner = path.trim_start_matches('/').trim_end_matches('/');
    let doubtful = |segment: &str| segment.is_empty() || segment == "." || segment == "..";
    if (!inner.is_empty() && inner.split('/').any(doubtful)) || path.ends_with("//") {
        return Err(BadAddress::Unsound);
    }
    if path.len() > LONGEST { Err(BadAddress::TooLong) } else { Ok(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_written_an_old_address_is_one() {
        let one = "/2019/%D8%AE%D8%A8%D8%B1";
        for written in [
            "/2019/خبر",
            "/2019/خبر/",
            "/2019/%D8%AE%D8%A8%D8%B1",
            "/2019/%d8%ae%d8%a8%d8%b1/",
            "/%32019/خبر",
        ] {
            assert_eq!(old_address(written).as_deref(), Ok(one), "{written}");
        }
        // A letter with its hamza apart and together.
        assert_eq!(old_address("/\u{627}\u{654}"), old_address("/\u{623}"));
        assert_eq!(old_address("/?p=17").as_deref(), Ok("/?p=17"));
    }

    #[test]
    fn what_cannot_be_asked_for_is_no_old_address() {
        for (bad, why) in [
            ("", BadAddress::NotAPath),
            ("old", BadAddress::NotAPath),
            ("https://evil.example/", BadAddress::NotAPath),
            ("//evil.example/x", BadAddress::NotAPath),
            ("/\\evil.example", BadAddress::NotAPath),
            ("/a//b", BadAddress::Unsound),
            ("/a//", BadAddress::Unsound),
            ("/a/../b", BadAddress::Unsound),
            ("/a/%2e%2e/b", BadAddress::Unsound),
            ("/a%2Fb", BadAddress::Unsound),
            ("/a%5Cb", BadAddress::Unsound),
            ("/a%00", BadAddress::Unsound),
            ("/a\r\nb", BadAddress::Unsound),
            ("/a%FF", BadAddress::Unsound),
            ("/a%", BadAddress::Unsound),
            ("/a?b=1", BadAddress::HasQuery),
            ("/?p=", BadAddress::HasQuery),
            ("/?p=1&q=2", BadAddress::HasQuery),
            ("/a#b", BadAddress::HasQuery),
            ("/", BadAddress::Own),
            ("/desk/articles", BadAddress::Own),
            ("/api", BadAddress::Own),
        ] {
            assert_eq!(old_address(bad), Err(why), "{bad:?}");
        }
        assert_eq!(old_address(&format!("/{}", "خ".repeat(400))), Err(BadAddress::TooLong));
        assert_eq!(old_address(&format!("/{}", "x".repeat(9_000))), Err(BadAddress::TooLong));
    }

    #[test]
    fn a_target_stays_in_the_house_and_keeps_its_slash() {
        assert_eq!(target_path("/ar/").as_deref(), Ok("/ar/"));
        assert_eq!(target_path("/").as_deref(), Ok("/"));
        assert_eq!(target_path("//evil.example"), Err(BadAddress::NotAPath));
        assert_eq!(target_path("javascript:alert(1)"), Err(BadAddress::NotAPath));
        assert_eq!(without_slash("/ar/"), "/ar");
    }
}
