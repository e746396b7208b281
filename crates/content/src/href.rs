//! Addresses in links and embeds, parsed strictly: what a browser could read in two ways is refused.

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HrefKind {
    /// `https://…`
    Https,
    /// `http://…`
    Http,
    /// `mailto:…`
    Mail,
    /// `tel:…`
    Phone,
    /// `/…` on this site.
    Site,
}

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HrefError {
    /// Nothing there.
    #[error("the address is empty")]
    Empty,
    /// More than [`crate::limits::ATTR_CHARS`] characters.
    #[error("the address is longer than 2000 characters")]
    Long,
    /// A space, a control or invisible character, a quotation mark, an angle bracket or a backslash.
    #[error("the address contains a space, a control character or one of \" < > \\ ` ^ {{ | }}")]
    Character,
    /// Not one of the schemes we know, or a relative address that does not begin with `/`.
    #[error("the address must begin with https://, http://, mailto:, tel: or /")]
    Scheme,
    /// No host, or a host with a user name in front.
    #[error("the address has no proper host name")]
    Host,
    /// A mail address or a telephone number without its parts.
    #[error("the mail address or telephone number is not complete")]
    Parts,
}

/// Says what `address` leads to, or why it may not stand in a document.
pub fn check(address: &str) -> Result<HrefKind, HrefError> {
    if address.is_empty() {
        return Err(HrefError::Empty);
    }
    if address.chars().count() > crate::limits::ATTR_CHARS {
        return Err(HrefError::Long);
    }
    if address.chars().any(is_forbidden) {
        return Err(HrefError::Character);
    }
    if let Some(rest) = address.strip_prefix('/') {
        return if rest.starts_with('/') { Err(HrefError::Scheme) } else { Ok(HrefKind::Site) };
    }
    let (scheme, rest) = address.split_once(':').ok_or(HrefError::Scheme)?;
    match scheme.to_ascii_lowercase().as_str() {
        "https" => web(rest).map(|()| HrefKind::Https),
        "http" => web(rest).map(|()| HrefKind::Http),
        "mailto" => mail(rest).map(|()| HrefKind::Mail),
        "tel" => phone(rest).map(|()| HrefKind::Phone),
        _ => Err(HrefError::Scheme),
    }
}

/// Brings an address found in foreign HTML to the strict form, when that can be done without guessing:
/// outer white space removed, inner spaces escaped, `//host` read as `https://host`.
pub fn tidy(address: &str) -> Result<String, HrefError> {
    let trimmed = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let mut tidied = String::with_capacity(trimmed.len());
    if trimmed.starts_with("//") {
        tidied.push_str("https:");
    }
    for c in trimmed.chars() {
        match c {
            ' ' => tidied.push_str("%20"),
            '"' => tidied.push_str("%22"),
            '<' => tidied.push_str("%3C"),
            '>' => tidied.push_str("%3E"),
            '`' => tidied.push_str("%60"),
            '^' => tidied.push_str("%5E"),
            '{' => tidied.push_str("%7B"),
            '|' => tidied.push_str("%7C"),
            '}' => tidied.push_str("%7D"),
            _ => tidied.push(c),
        }
    }
    check(&tidied).map(|_| tidied)
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || crate::clean::is_invisible(c)
        || matches!(c, '"' | '<' | '>' | '\\' | '`' | '^' | '{' | '|' | '}')
}

fn web(rest: &str) -> Result<(), HrefError> {
    let rest = rest.strip_prefix("//").ok_or(HrefError::Scheme)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !authority.ends_with(']') => {
            let sound = !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
            if !sound {
                return Err(HrefError::Host);
            }
            host
        }
        _ => authority,
    };
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let sound = match bare {
        Some(v6) => !v6.is_empty() && v6.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.')),
        None => {
            host.chars().any(char::is_alphanumeric)
                && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_') || !c.is_ascii())
        }
    };
    if sound { Ok(()) } else { Err(HrefError::Host) }
}

fn mail(rest: &str) -> Result<(), HrefError> {
    let address = rest.split('?').next().unwrap_or_default();
    match address.split_once('@') {
        Some((name, host)) if !name.is_empty() && !host.is_empty() && !host.contains('@') => Ok(()),
        _ => Err(HrefError::Parts),
    }
}

fn phone(rest: &str) -> Result<(), HrefError> {
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let sound = rest.bytes().all(|b| {
        b.is_ascii_alphanumeric()
            || matches!(b, b'+' | b'-' | b'.' | b'(' | b')' | b';' | b'=' | b'*' | b'#' | b',')
    });
    if digits > 0 && sound { Ok(()) } else { Err(HrefError::Parts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_a_document_may_carry() {
        for (address, kind) in [
            ("https://example.org/", HrefKind::Https),
            ("HTTPS://example.org:8443/a?b=c#d", HrefKind::Https),
            ("http://مثال.إختبار/سياسة/خبر", HrefKind::Http),
            ("https://[2001:db8::1]/x", HrefKind::Https),
            ("mailto:news@example.org?subject=x", HrefKind::Mail),
            ("tel:+9611234567", HrefKind::Phone),
            ("/ar/world/abc", HrefKind::Site),
            ("/", HrefKind::Site),
        ] {
            assert_eq!(check(address), Ok(kind), "{address}");
        }
    }

    #[test]
    fn addresses_that_are_refused() {
        for address in [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil",
            "https:evil",
            "https://",
            "https:///x",
            "https://user:pass@host/",
            "https://user@host/",
            "https://a b/",
            "https://host/\u{202e}x",
            "https://host/\"onload=",
            "https://host:port/",
            "mailto:",
            "mailto:@",
            "tel:",
            "tel:abc",
            "file:///etc/passwd",
            "blob:https://x",
            "#anchor",
            "page.html",
            "?q",
            "https://host/\0",
            "/a\nb",
            "https://host/\u{ad}",
            "ftp://host/",
            "intent://x",
        ] {
            assert!(check(address).is_err(), "{address:?}");
        }
    }

    #[test]
    fn tidying_does_not_make_a_bad_address_good() {
        assert_eq!(tidy(" https://e.org/a b ").as_deref(), Ok("https://e.org/a%20b"));
        assert_eq!(tidy("//e.org/a").as_deref(), Ok("https://e.org/a"));
        assert!(tidy("java\nscript:alert(1)").is_err());
        assert!(tidy(" javascript:alert(1)").is_err());
    }
}
