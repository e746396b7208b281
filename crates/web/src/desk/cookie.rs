//! The desk's cookies: the session's, the one by which a device is known again, and one for a few minutes at the door.

use std::time::Duration;

use http::header::{COOKIE, HeaderMap, HeaderValue};

/// How the desk's cookie is called and kept. Over TLS it is `__Host-khabar`: secure, for the whole host, and no other
/// host can set it. Over plain HTTP (a laptop, a first try) that prefix is impossible and it is `khabar_desk`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskCookie {
    https: bool,
    path: &'static str,
    holds: Holds,
}

/// What a cookie is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Session,
    Device,
    Visit,
}

impl DeskCookie {
    /// A cookie for a desk under `path` (used over plain HTTP; `__Host-` always means the whole host).
    pub fn new(https: bool, path: &'static str) -> DeskCookie {
        DeskCookie { https, path: if https { "/" } else { path }, holds: Holds::Session }
    }

    /// The cookie beside it by which a device is known again after a session ended.
    pub fn of_device(self) -> DeskCookie {
        DeskCookie { holds: Holds::Device, ..self }
    }

    /// The cookie by which a browser at the door is known while it goes away for an answer.
    pub fn of_visit(self) -> DeskCookie {
        DeskCookie { holds: Holds::Visit, ..self }
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        match (self.https, self.holds) {
            (true, Holds::Session) => "__Host-khabar",
            (true, Holds::Device) => "__Host-khabar-device",
            (true, Holds::Visit) => "__Host-khabar-visit",
            (false, Holds::Session) => "khabar_desk",
            (false, Holds::Device) => "khabar_device",
            (false, Holds::Visit) => "khabar_visit",
        }
    }

    /// The `Set-Cookie` that hands out `value` for so long; `None` when the value has characters that a cookie cannot
    /// carry (only letters, digits and `-_.~=` are taken).
    pub fn set(&self, value: &str, max_age: Duration) -> Option<HeaderValue> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~=".contains(&byte);
        value.bytes().all(plain).then(|| self.written(value, max_age.as_secs()))?
    }

    /// The `Set-Cookie` that takes it away.
    pub fn clear(&self) -> HeaderValue {
        self.written("", 0).unwrap_or(HeaderValue::from_static(""))
    }

    /// The value in a request. Two different values are a doubt, and a doubt is nobody.
    pub fn read<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let mut found = None;
        for line in headers.get_all(COOKIE) {
            for pair in line.to_str().ok()?.split(';') {
                let Some((name, value)) = pair.trim().split_once('=') else { continue };
                if name != self.name() || value.is_empty() {
                    continue;
                }
                if found.is_some_and(|first| first != value) {
                    return None;
                }
                found = Some(value);
            }
        }
        found
    }

    fn written(&self, value: &str, seconds: u64) -> Option<HeaderValue> {
        let secure = if self.https { "; Secure" } else { "" };
        let (name, path) = (self.name(), self.path);
        let line =
            format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
        HeaderValue::from_str(&line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(cookie).expect("header"))])
    }

    #[test]
    fn over_tls_the_cookie_belongs_to_the_host_alone() {
        let set = DeskCookie::new(true, "/desk").set("abc", Duration::from_secs(60)).expect("plain value");
        assert_eq!(set, "__Host-khabar=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
    }

    #[test]
    fn over_plain_http_it_keeps_to_the_desk() {
        let cookie = DeskCookie::new(false, "/desk");
        assert_eq!(cookie.clear(), "khabar_desk=; Path=/desk; Max-Age=0; HttpOnly; SameSite=Strict");
    }

    #[test]
    fn a_value_that_would_break_out_is_refused() {
        for bad in ["a;b", "a b", "a\r\nx: y", "ق", "a,b", "a\"b"] {
            assert!(DeskCookie::new(true, "/").set(bad, Duration::ZERO).is_none(), "{bad}");
        }
    }

    #[test]
    fn reading_finds_it_among_others_and_doubts_two() {
        let cookie = DeskCookie::new(false, "/desk");
        assert_eq!(cookie.read(&with("a=b; khabar_desk=x; c=d")), Some("x"));
        assert_eq!(cookie.read(&with("khabar_desk=x; khabar_desk=y")), None);
        assert_eq!(cookie.read(&with("xkhabar_desk=x")), None);
        assert_eq!(cookie.read(&HeaderMap::new()), None);
    }
}
