//! What a request asks for: the key of a page, something for the router, or nothing that can be meant.

use std::borrow::Cow;

use http::header::HOST;
use http::{HeaderMap, Method, Request, StatusCode, Uri, Version};

use super::FrontConfig;

/// Path and query together; real addresses in Arabic stay under a third of this.
const LONGEST: usize = 2048;

/// What a request asks for.
pub(super) enum Asked<'r> {
    /// A page. Its path was not looked at yet: one that is in the cache is [`sound`], since only sound ones get there.
    Page { host: u16, address: Cow<'r, str>, head: bool },
    /// Something that the cache has no part in.
    Other,
    /// Something on a host that is another name of the site.
    Alias,
}

/// Refused before the router sees it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused(pub(super) StatusCode);

impl<'r> Asked<'r> {
    pub(super) fn read<B>(request: &'r Request<B>, config: &FrontConfig) -> Result<Asked<'r>, Refused> {
        let uri = request.uri();
        let known = host_of(uri, request.headers(), request.version(), &config.hosts);
        let path = uri.path();
        if (known.is_err() || config.hosts.is_empty()) && is_alias(request.headers(), &config.aliases) {
            sound(path)?;
            return Ok(Asked::Alias);
        }
        let host = known?;
        if path.len() + uri.query().map_or(0, str::len) > LONGEST {
            return Err(Refused(StatusCode::BAD_REQUEST));
        }
        let head = request.method() == Method::HEAD;
        let passes = config.pass.iter().any(|prefix| is_under(path, prefix));
        if passes || !(head || request.method() == Method::GET) {
            sound(path)?;
            return Ok(Asked::Other);
        }
        let address = match uri.query() {
            None => Cow::Borrowed(path),
            Some(query) => {
                let at = config.query_allowed_at.iter().find(|(end, _)| ends_so(path, end));
                let at_root = if path == "/" { config.query_allowed_at_root } else { &[] };
                let more = at.map_or(at_root, |(_, more)| more);
                with_allowed(path, query, config.query_allowed.iter().chain(more))
            }
        };
        Ok(Asked::Page { host, address, head })
    }
}

/// Whether the path ends with `end`, where `*` stands for one segment; whether it is all of it, where that begins with `^`.
fn ends_so(path: &str, end: &str) -> bool {
    let (is_whole, end) = end.strip_prefix('^').map_or((false, end), |end| (true, end));
    let mut segments = path.rsplit('/');
    let mut wanted = end.rsplit('/').peekable();
    while let Some(want) = wanted.next() {
        // Before the first slash of `end` there is nothing to compare.
        if wanted.peek().is_none() && want.is_empty() {
            return if is_whole { segments.eq([""]) } else { segments.next().is_some() };
        }
        let fits = |have: &str| if want == "*" { !have.is_empty() } else { have == want };
        if !segments.next().is_some_and(fits) {
            return false;
        }
    }
    !is_whole || segments.next().is_none()
}

/// Whether path and query are spelled as every browser and this program spell them. An address has countless other
/// spellings (`/%61r/` is `/ar/`); what is asked for by one of those is answered and not kept, or copies would fill the cache.
pub(super) fn is_plain(address: &str) -> bool {
    let mut rest = address.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if !byte.is_ascii() {
            return false;
        }
        if byte != b'%' {
            continue;
        }
        let Some((two, after)) = after.split_at_checked(2) else { return false };
        rest = after;
        let is_upper = two.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F'));
        let Some((high, low)) = hex(two[0]).zip(hex(two[1])) else { return false };
        let letter = high << 4 | low;
        if !is_upper || letter.is_ascii_alphanumeric() || b"-._~".contains(&letter) {
            return false;
        }
    }
    true
}

/// Whether the path is the prefix or goes on below it: `/desk` is not the beginning of `/desktop`.
fn is_under(path: &str, prefix: &str) -> bool {
    let prefix = prefix.trim_end_matches('/');
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The host's place in the list. One Host header, no more and no less (HTTP/1.0 may have none), agreeing with the
/// request line where that names one.
fn host_of(uri: &Uri, headers: &HeaderMap, version: Version, hosts: &[String]) -> Result<u16, Refused> {
    let mut given = headers.get_all(HOST).iter();
    let host = match (given.next(), given.next()) {
        (Some(host), None) => host.to_str().map_err(|_| Refused(StatusCode::BAD_REQUEST))?,
        (None, None) if version < Version::HTTP_11 => "",
        _ => return Err(Refused(StatusCode::BAD_REQUEST)),
    };
    if uri.authority().is_some_and(|authority| !authority.as_str().eq_ignore_ascii_case(host)) {
        return Err(Refused(StatusCode::BAD_REQUEST));
    }
    if hosts.is_empty() {
        return Ok(0);
    }
    let known = hosts.iter().position(|known| is_named(host, known));
    known.and_then(|place| u16::try_from(place).ok()).ok_or(Refused(StatusCode::MISDIRECTED_REQUEST))
}

/// Whether the one host that is named is among these.
fn is_alias(headers: &HeaderMap, aliases: &[String]) -> bool {
    let mut given = headers.get_all(HOST).iter();
    let (Some(host), None) = (given.next().and_then(|host| host.to_str().ok()), given.next()) else {
        return false;
    };
    aliases.iter().any(|alias| is_named(host, alias))
}

fn is_named(host: &str, known: &str) -> bool {
    if host.eq_ignore_ascii_case(known) {
        return true;
    }
    let bare = |host: &'_ str| {
        host.rsplit_once(':').is_some_and(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match host.rsplit_once(':') {
        Some((name, _)) if bare(host) && !bare(known) => name.eq_ignore_ascii_case(known),
        _ => false,
    }
}

/// A path that means one thing to everyone on the way. Nothing is repaired: what is doubtful is refused, because a
/// proxy may have repaired it differently.
pub(super) fn sound(path: &str) -> Result<(), Refused> {
    const BAD: Refused = Refused(StatusCode::BAD_REQUEST);
    const MISSING: Refused = Refused(StatusCode::NOT_FOUND);
    if !path.starts_with('/') {
        return Err(BAD);
    }
    let mut encoded = false;
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'%' => {
                encoded = true;
                let (two, after) = after.split_at_checked(2).ok_or(BAD)?;
                rest = after;
                match hex(two[0]).zip(hex(two[1])).map(|(high, low)| high << 4 | low).ok_or(BAD)? {
                    b'/' | b'\\' | b'.' => return Err(MISSING),
                    0..=31 | 127 => return Err(BAD),
                    _ => {}
                }
            }
            b'/' if after.first() == Some(&b'/') => return Err(MISSING),
            b'/' if matches!(after, b"." | b".." | [b'.', b'/', ..] | [b'.', b'.', b'/', ..]) => {
                return Err(MISSING);
            }
            b'\\' => return Err(MISSING),
            0..=32 | 127 => return Err(BAD),
            _ => {}
        }
    }
    let readable = !encoded || percent_encoding::percent_decode_str(path).decode_utf8().is_ok();
    if readable { Ok(()) } else { Err(BAD) }
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|value| value as u8)
}

/// The path with what is allowed of the query, in the one order, each key once.
fn with_allowed<'r, 'k>(
    path: &'r str,
    query: &str,
    allowed: impl IntoIterator<Item = &'k &'k str>,
) -> Cow<'r, str> {
    let mut address = Cow::Borrowed(path);
    let mut separator = '?';
    for key in allowed {
        let value = query.split('&').find_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name == *key).then_some(value)
        });
        if let Some(value) = value {
            let address = address.to_mut();
            address.push(separator);
            address.push_str(key);
            address.push('=');
            address.push_str(value);
            separator = '&';
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_doubtful_path_is_refused() {
        let table: &[(&str, u16)] = &[
            ("/", 200),
            ("/ar/world/abc/%D8%AE%D8%A8%D8%B1", 200),
            ("/a.b/..c/.d", 200),
            ("/a%20b", 200),
            ("//", 404),
            ("/a//b", 404),
            ("//evil.example", 404),
            ("/.", 404),
            ("/..", 404),
            ("/a/../b", 404),
            ("/a/./b", 404),
            ("/a/..", 404),
            ("/%2e%2e/x", 404),
            ("/a%2E", 404),
            ("/a%2fb", 404),
            ("/a%5Cb", 404),
            ("/a\\b", 404),
            ("/a%00", 400),
            ("/a%0a.png", 400),
            ("/a%7f", 400),
            ("/a%", 400),
            ("/a%2", 400),
            ("/a%zz", 400),
            ("/a%FF", 400),
            ("*", 400),
            ("", 400),
        ];
        for (path, expected) in table {
            let status = sound(path).map_or_else(|Refused(status)| status.as_u16(), |()| 200);
            assert_eq!(status, *expected, "{path}");
        }
    }

    #[test]
    fn a_prefix_ends_where_a_segment_ends() {
        assert!(is_under("/desk", "/desk") && is_under("/desk/x", "/desk/") && is_under("/desk", "/desk/"));
        assert!(!is_under("/desktop", "/desk") && !is_under("/x/desk", "/desk"));
    }

    #[test]
    fn a_host_is_known_with_and_without_its_port() {
        let hosts = ["news.example".to_owned(), "x.example:8080".to_owned()];
        let ask = |host: &'static str| {
            let headers = HeaderMap::from_iter([(HOST, http::HeaderValue::from_static(host))]);
            host_of(&Uri::from_static("/"), &headers, Version::HTTP_11, &hosts)
        };
        assert_eq!(ask("news.example"), Ok(0));
        assert_eq!(ask("NEWS.example:443"), Ok(0));
        assert_eq!(ask("x.example:8080"), Ok(1));
        for unknown in
            ["x.example", "x.example:80", "evil.example", "news.example.evil", "news.example:evil", ""]
        {
            assert_eq!(ask(unknown), Err(Refused(StatusCode::MISDIRECTED_REQUEST)), "{unknown}");
        }
    }

    #[test]
    fn the_allowed_query_is_kept_in_one_order() {
        let allowed = &["page", "q"];
        assert_eq!(with_allowed("/s", "q=b&utm_source=x&page=2", allowed), "/s?page=2&q=b");
        assert_eq!(with_allowed("/s", "page=2&q=b&page=3", allowed), "/s?page=2&q=b");
        assert_eq!(with_allowed("/s", "fbclid=1", allowed), "/s");
        assert_eq!(with_allowed("/s", "q", allowed), "/s?q=");
    }

    #[test]
    fn a_key_of_one_page_is_foreign_to_all_others() {
        let config = FrontConfig {
            query_allowed: &["page"],
            query_allowed_at: &[("/search/", &["q"]), ("/thing/*/", &["turn"])],
            ..FrontConfig::default()
        };
        let asked = |address: &'static str| {
            let request = Request::get(address).header(HOST, "x.example").body(()).expect("is a request");
            match Asked::read(&request, &config) {
                Ok(Asked::Page { address, .. }) => address.into_owned(),
                _ => panic!("{address} asks for a page"),
            }
        };
        assert_eq!(asked("/ar/search/?q=a&page=2&x=1"), "/ar/search/?page=2&q=a");
        assert_eq!(asked("/ar/?q=a"), "/ar/");
        assert_eq!(asked("/ar/search?q=a"), "/ar/search");
        assert_eq!(asked("/ar/thing/one/?turn=1&page=2"), "/ar/thing/one/?page=2&turn=1");
        assert_eq!(asked("/ar/thing/one/two/?turn=1"), "/ar/thing/one/two/");
        assert_eq!(asked("/ar/thing//?turn=1"), "/ar/thing//");
    }

    #[test]
    fn the_root_has_keys_of_its_own() {
        let config =
            FrontConfig { query_allowed: &["page"], query_allowed_at_root: &["p"], ..FrontConfig::default() };
        let key = |uri: &'static str| {
            let request = Request::get(uri).header(HOST, "news.example").body(()).expect("well formed");
            match Asked::read(&request, &config).expect("it can be meant") {
                Asked::Page { address, .. } => address.into_owned(),
                Asked::Other | Asked::Alias => "other".to_owned(),
            }
        };
        assert_eq!(key("/?p=17&utm=x"), "/?p=17");
        assert_eq!(key("/?p=17&page=2"), "/?page=2&p=17");
        assert_eq!(key("/ar/?p=17&page=2"), "/ar/?page=2");
    }

    #[test]
    fn the_end_of_a_path_is_told_by_its_segments() {
        for (path, end, fits) in [
            ("/ar/search/", "/search/", true),
            ("/ar/research/", "/search/", false),
            ("/search/", "/search/", true),
            ("/ar/archive/2026/11/23/", "/archive/*/*/*/", true),
            ("/ar/archive/2026/11/", "/archive/*/*/*/", false),
            ("/ar/archive/2026//23/", "/archive/*/*/*/", false),
            ("/ar/politics/", "^/*/*/", true),
            ("/ar/", "^/*/*/", false),
            ("/ar/politics/x/", "^/*/*/", false),
            ("/ar/politics/id/slug", "^/*/*/", false),
            ("/ar", "^/*", true),
            ("/", "^/*/", false),
        ] {
            assert_eq!(ends_so(path, end), fits, "{path} {end}");
        }
    }

    #[test]
    fn an_address_has_one_plain_spelling() {
        for (address, plain) in [
            ("/ar/%D8%AE?page=2", true),
            ("/ar/%d8%ae", false),
            ("/ar/خ", false),
            ("/%61r/", false),
            ("/a%2Dr", false),
            ("/a%20b%21", true),
            ("/ar/?page=%32", false),
            ("/ar/?q=%", false),
            ("/ar/?q=%D8%A", false),
            ("/", true),
        ] {
            assert_eq!(is_plain(address), plain, "{address}");
        }
    }

    proptest! {
        /// Foreign keys and the order of the others never change what is asked for.
        #[test]
        fn foreign_keys_and_order_do_not_matter(
            values in prop::collection::vec("[a-z0-9%]{0,6}", 2), foreign in prop::collection::vec("[xyz]{1,4}=[a-z]{0,4}", 0..5), flip in any::<bool>()
        ) {
            let own = [format!("page={}", values[0]), format!("q={}", values[1])];
            let mut pairs: Vec<String> = if flip { own.iter().rev().cloned().collect() } else { own.to_vec() };
            pairs.splice(1..1, foreign);
            let plain = with_allowed("/s", &own.join("&"), &["page", "q"]).into_owned();
            prop_assert_eq!(with_allowed("/s", &pairs.join("&"), &["page", "q"]), plain);
        }

        #[test]
        fn no_path_makes_it_panic(path in "/?[%./\\\\a-fA-F0-9\u{0}-\u{20}]{0,40}") {
            let _ = sound(&path);
        }
    }
}
