//! The headers that go on every answer, prebuilt.

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};

/// What the public site may load: itself and nothing else. No style and no script may stand in a page, but one: the script
/// that sets the colours and the size a reader chose before the page is painted, named by its hash.
pub const SITE_CSP: &str = "default-src 'none'; script-src 'self' 'sha256-U0U+0DlTNmmHMEgdVchG4IAvTsrzRB4v6Dpnc9dPbWY='; style-src 'self'; img-src 'self'; \
    media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// What the desk may load: the same, pictures being uploaded (`blob:`), frames of its own for previews, and no string
/// turned into script or markup except by the two named policies.
pub const DESK_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
    media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types desk ProseMirrorClipboard";

/// What a picture may do when it is opened by itself: nothing, in a place of its own.
pub const MEDIA_CSP: &str = "default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'";

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const FEATURES_OFF: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";
const TWO_YEARS: &str = "max-age=63072000";

/// The security headers of the public site. `https` adds the promise to stay on TLS for two years.
pub fn site_headers(https: bool) -> HeaderMap {
    let mut headers = common(SITE_CSP, "strict-origin-when-cross-origin");
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TWO_YEARS));
    }
    headers
}

/// The security headers of the desk. Nothing of it is stored anywhere.
pub fn desk_headers() -> HeaderMap {
    let mut headers = common(DESK_CSP, "same-origin");
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers
}

/// The policy of a page of the site that may load more than the site itself: `frame` and `media` are the origins of a
/// frame, and of a recording, that the reader may ask for there. `None` when it needs no more than every page has.
pub fn site_policy(frame: Option<&str>, media: Option<&str>) -> Option<HeaderValue> {
    if frame.is_none() && media.is_none() {
        return None;
    }
    let own = "media-src 'self'";
    let media = media.map_or_else(|| own.to_owned(), |origin| format!("{own} {origin}"));
    let mut policy = SITE_CSP.replace(own, &media);
    if let Some(origin) = frame {
        policy.push_str("; frame-src ");
        policy.push_str(origin);
    }
    HeaderValue::from_str(&policy).ok()
}

/// The policy of a page of the site that carries its one style sheet in itself: `hash` is the sheet's, as a policy names
/// it. `None` when that is no hash.
pub fn policy_with_style(hash: &str) -> Option<HeaderValue> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-+/=".contains(&byte);
    let named = hash.starts_with("sha256-") && hash.bytes().all(is_plain);
    let policy = SITE_CSP.replace("style-src 'self'", &format!("style-src '{hash}'"));
    // It shows no picture; the empty mark that stands in its head keeps browsers from asking for one.
    let policy = policy.replace("img-src 'self'", "img-src data:");
    named.then(|| HeaderValue::from_str(&policy).ok()).flatten()
}

/// What lets pages of other sites play or show what they are answered, which they may not otherwise.
pub const fn for_other_houses() -> (HeaderName, HeaderValue) {
    (RESOURCE_POLICY, HeaderValue::from_static("cross-origin"))
}

/// Puts each of `these` on `headers` unless the handler already said something by that name.
pub fn where_absent(headers: &mut HeaderMap, these: &HeaderMap) {
    for (name, value) in these {
        headers.entry(name).or_insert_with(|| value.clone());
    }
}

fn common(csp: &'static str, referrer: &'static str) -> HeaderMap {
    HeaderMap::from_iter([
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(csp)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static(referrer)),
        (RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
        (OPENER_POLICY, HeaderValue::from_static("same-origin")),
        (PERMISSIONS_POLICY, HeaderValue::from_static(FEATURES_OFF)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_may_carry_one_sheet_and_no_other() {
        let policy = policy_with_style("sha256-AbC+/9=").expect("it is a hash");
        let policy = policy.to_str().expect("ascii");
        assert!(policy.contains("; style-src 'sha256-AbC+/9='; ") && !policy.contains("style-src 'self'"));
        for no in ["unsafe-inline", "sha256-' 'unsafe-inline", "sha256-a; script-src *", ""] {
            assert_eq!(policy_with_style(no), None, "{no}");
        }
    }

    #[test]
    fn a_page_may_load_one_thing_more_and_nothing_else() {
        let policy =
            |frame, media| site_policy(frame, media).map(|value| value.to_str().expect("ascii").to_owned());
        assert_eq!(policy(None, None), None);
        let framed = policy(Some("https://player.example"), None).expect("there is one");
        assert_eq!(framed, format!("{SITE_CSP}; frame-src https://player.example"));
        let played = policy(None, Some("https://files.example")).expect("there is one");
        assert_eq!(played, SITE_CSP.replace("media-src 'self'", "media-src 'self' https://files.example"));
    }
}
