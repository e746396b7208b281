//! What the site answered, and its words as a reader sees them.

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.body()))
    }

    /// A header's text; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The words of a page: no tags, one space between words, no invisible controls.
    pub fn words(&self) -> String {
        plain(&without_tags(&self.body()))
    }

    /// Whether a reader finds this text, in the words or in an attribute.
    pub fn says(&self, text: &str) -> bool {
        let text = plain(text);
        self.words().contains(&text) || plain(&decoded(&self.body())).contains(&text)
    }

    /// The same answer, when its status is this one.
    pub fn expects(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.body().chars().take(2_000).collect::<String>());
        self
    }

    /// The headers and the body in one text, for looking through.
    pub fn whole(&self) -> String {
        let headers: Vec<String> = self
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
            .collect();
        format!("{}\n{}\n\n{}", self.status, headers.join("\n"), self.body())
    }
}

fn without_tags(html: &str) -> String {
    let (mut out, mut inside) = (String::with_capacity(html.len()), false);
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            letter => out.push(letter),
        }
    }
    decoded(&out)
}

/// The text with its character references undone.
pub fn decoded(html: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2f;", "/"),
    ];
    let html = named.iter().fold(html.to_owned(), |html, (code, letter)| html.replace(code, letter));
    html.replace("&nbsp;", " ").replace("&amp;", "&")
}

/// One space between words, none of the controls that keep directions apart.
fn plain(text: &str) -> String {
    let is_control = |letter: &char| matches!(letter, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let text: String = text.chars().filter(|letter| !is_control(letter)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
