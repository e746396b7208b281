//! Where a page of the site stands as a file: an address that any file server finds. No I/O.

use percent_encoding::percent_decode_str;

/// The longest name of a file or folder that file systems take.
const LONGEST_NAME: usize = 255;
const LONGEST_PATH: usize = 2_000;
/// First segments that are no pages, whatever stands behind them.
const NO_PAGES: [&str; 5] = ["api", "desk", "health", "metrics", "live"];
/// Our own, in the mirror.
pub const OWN_FOLDER: &str = ".well-known/khabar-mirror";

/// The file of an address: `/ar/` is `ar/index.html`, and so is every page whose address names no sort of file; its second page
/// (`?page=2`) is `index.page-2.html` beside it. Nothing where the address is no page that a mirror holds.
pub fn file_of(address: &str) -> Option<String> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let page = match query {
        "" => None,
        query => Some(page_number(query)?),
    };
    let inner = path.strip_prefix('/')?;
    let mut steps = Vec::new();
    let segments: Vec<&str> = inner.split('/').collect();
    for (at, segment) in segments.iter().enumerate() {
        let is_last = at + 1 == segments.len();
        if segment.is_empty() && is_last {
            break;
        }
        steps.push(step(segment)?);
    }
    let first = steps.first().map_or("", String::as_str);
    if NO_PAGES.contains(&first) || path.starts_with("/.well-known/khabar-mirror") {
        return None;
    }
    let is_file = !path.ends_with('/') && steps.last().is_some_and(|last| has_ending(last));
    match (is_file, page) {
        (true, None) => {}
        (true, Some(_)) => return None,
        (false, None) => steps.push("index.html".to_owned()),
        (false, Some(page)) => steps.push(format!("index.page-{page}.html")),
    }
    let file = steps.join("/");
    (file.len() <= LONGEST_PATH).then_some(file)
}

/// The only query that a mirror knows: a further page of a list.
fn page_number(query: &str) -> Option<u32> {
    let number = query.strip_prefix("page=")?;
    let is_plain = !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|page| is_plain && *page > 1)
}

/// A segment as a name of the file system: decoded, and never one that leads elsewhere or is hidden.
fn step(segment: &str) -> Option<String> {
    let decoded = percent_decode_str(segment).decode_utf8().ok()?;
    let is_name = !decoded.is_empty()
        && decoded.len() <= LONGEST_NAME
        && !decoded.chars().any(|letter| letter.is_control() || matches!(letter, '/' | '\\'))
        && (!decoded.starts_with('.') || decoded == ".well-known");
    is_name.then(|| decoded.into_owned())
}

/// Whether a name says of what sort its file is, as those of feeds, pictures and assets do.
fn has_ending(name: &str) -> bool {
    const ENDINGS: [&str; 24] = [
        "xml",
        "json",
        "txt",
        "ico",
        "css",
        "js",
        "svg",
        "png",
        "webp",
        "avif",
        "jpg",
        "woff2",
        "woff",
        "ttf",
        "webmanifest",
        "html",
        "map",
        "gif",
        "mp4",
        "m4a",
        "webm",
        "mp3",
        "ogg",
        "wav",
    ];
    name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && ENDINGS.contains(&ending))
}

/// The media type that a file of this name is served with.
pub fn media_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "mp4" => "video/mp4",
        "m4a" => "audio/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_file_that_any_server_finds() {
        for (address, file) in [
            ("/", Some("index.html")),
            ("/ar/", Some("ar/index.html")),
            ("/ar", Some("ar/index.html")),
            ("/ar/latest/?page=2", Some("ar/latest/index.page-2.html")),
            ("/ar/politics/2N4C675N2P3V/%D8%AE%D8%A8%D8%B1", Some("ar/politics/2N4C675N2P3V/خبر/index.html")),
            (
                "/ar/politics/2N4C675N2P3V/3.5-percent",
                Some("ar/politics/2N4C675N2P3V/3.5-percent/index.html"),
            ),
            ("/ar/rss.xml", Some("ar/rss.xml")),
            ("/assets/site-1a2b.css", Some("assets/site-1a2b.css")),
            ("/.well-known/security.txt", Some(".well-known/security.txt")),
            ("/ar/search/?q=x", None),
            ("/ar/latest/?page=1", None),
            ("/ar/latest/?page=02", None),
            ("/desk/today", None),
            ("/api/v1/articles", None),
            ("/ar/%2e%2e/x", None),
            ("/ar/../x", None),
            ("/ar//x", None),
            ("/ar/a%2Fb", None),
            ("/ar/%FF", None),
            ("/.hidden", None),
            ("/.well-known/khabar-mirror/MANIFEST", None),
            ("ar/", None),
            ("https://example.org/", None),
        ] {
            assert_eq!(file_of(address).as_deref(), file, "{address}");
        }
    }
}
