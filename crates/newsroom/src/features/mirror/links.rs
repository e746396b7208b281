//! Where a page leads within the site: every address of ours that stands in it. What is found and is no page costs one question
//! that is answered with «not found»; what is overlooked would be missing, so everything that looks like an address is one.
//! No I/O.

/// The longest address that is looked at.
const LONGEST: usize = 2_000;
/// What ends an address in any of our formats.
const ENDS: [u8; 10] = [b'"', b'\'', b'<', b'>', b'(', b')', b' ', b'\n', b'\r', b'\t'];

/// The addresses in `text`, each once, in order. `own` is the address that readers know the site by.
pub fn addresses(text: &str, own: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('/') {
        let Some(begins) = begin(bytes, at, own.as_bytes()) else { continue };
        let rest = &text[begins..];
        let end = rest.bytes().position(|byte| ENDS.contains(&byte)).unwrap_or(rest.len());
        let address = rest[..end].split('#').next().unwrap_or_default();
        let address = address.trim_end_matches([',', ';']).replace("&amp;", "&");
        if address.len() <= LONGEST && !address.starts_with("//") && !address.contains(['\\', '{', '$', '*'])
        {
            found.push(address);
        }
    }
    let mut known = std::collections::HashSet::with_capacity(found.len());
    found.retain(|address| known.insert(address.clone()));
    found
}

/// Where an address begins whose first slash of ours is at `at`, if one does there.
fn begin(bytes: &[u8], at: usize, own: &[u8]) -> Option<usize> {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    match before {
        None => Some(at),
        // In an attribute, a function of a style sheet, a list of sources, a text.
        Some(b'"' | b'\'' | b'(' | b' ' | b'=' | b'>' | b',') => Some(at),
        // After our own name in full.
        Some(_) => (!own.is_empty() && bytes[..at].ends_with(own)).then_some(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_leads_within_the_site_is_found_once() {
        let page = r##"<a href="/ar/">x</a><img src="/media/a-320.webp" srcset="/media/a-320.webp 320w, /media/a-640.webp 640w">
            <link rel="canonical" href="https://news.example/ar/x/"> <a href="https://elsewhere.example/y">y</a>
            <a href="//evil.example/">z</a> <a href="/ar/latest/?page=2&amp;x=1#top">more</a> </p>
            url(/assets/font.woff2) <loc>https://news.example/ar/sitemap.xml</loc>"##;
        let found = addresses(page, "https://news.example");
        for wanted in [
            "/ar/",
            "/media/a-320.webp",
            "/media/a-640.webp",
            "/ar/x/",
            "/ar/latest/?page=2&x=1",
            "/assets/font.woff2",
            "/ar/sitemap.xml",
        ] {
            assert_eq!(found.iter().filter(|address| *address == wanted).count(), 1, "{wanted}: {found:?}");
        }
        assert!(!found.iter().any(|address| address.contains("evil") || address == "/y"), "{found:?}");
        assert!(addresses("", "").is_empty());
    }
}
