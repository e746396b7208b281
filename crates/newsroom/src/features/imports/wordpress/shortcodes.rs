//! WordPress's shortcodes: `[name key="value"]`, with or without an end and something between.

/// The longest tag of one.
const LONGEST: usize = 4_000;
/// How many a text may have.
const MOST: usize = 5_000;

/// A shortcode as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortcode<'a> {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes; those without a name have an empty one.
    pub attributes: Vec<(String, String)>,
    /// What stands between its beginning and its end, when it has one.
    pub inner: Option<&'a str>,
}

impl Shortcode<'_> {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Writes `text` with each shortcode in place of what `write` makes of it; `None` leaves it as it stands. `[[name]]` is
/// an example of one, and tags of HTML are passed over.
pub fn expand(text: &str, mut write: impl FnMut(&Shortcode<'_>) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut seen) = (text, 0);
    while let Some(at) = rest.find(['[', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = tag_length(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if let Some(inner) = rest.strip_prefix("[[")
            && let Some(end) = inner.find("]]").filter(|end| *end < LONGEST)
        {
            out.push_str(&format!("[{}]", &inner[..end]));
            rest = &inner[end + 2..];
            continue;
        }
        let written = read(rest).filter(|_| seen < MOST);
        match written.and_then(|(code, length)| write(&code).map(|html| (html, length))) {
            Some((html, length)) => {
                seen += 1;
                out.push_str(&html);
                rest = &rest[length..];
            }
            None => {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                out.push_str(&rest[..first]);
                rest = &rest[first..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// How long the tag of HTML is that `text` begins with.
fn tag_length(text: &str) -> Option<usize> {
    let is_tag =
        text.strip_prefix('<')?.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| end + 3);
    }
    if is_tag { text.find('>').map(|end| end + 1) } else { None }
}

/// The shortcode that `text` begins with, and how long it is with its end.
fn read(text: &str) -> Option<(Shortcode<'_>, usize)> {
    let (tag, length) = opening(text)?;
    let body = tag.trim_end_matches('/').trim_end();
    let name_end =
        body.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(body.len());
    let (name, rest) = body.split_at(name_end);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !(rest.is_empty() || rest.starts_with([' ', '\n', '\t', '=']))
    {
        return None;
    }
    let mut code = Shortcode { name: name.to_ascii_lowercase(), attributes: attributes(rest), inner: None };
    if tag.ends_with('/') {
        return Some((code, length));
    }
    let end = format!("[/{name}]");
    match text[length..].find(&end) {
        Some(at) => {
            code.inner = Some(&text[length..length + at]);
            Some((code, length + at + end.len()))
        }
        None => Some((code, length)),
    }
}

/// What stands between `[` and `]`, quotation marks minded, and how long it is with them.
fn opening(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('[')?;
    let mut quote = None;
    for (at, letter) in inner.char_indices().take(LONGEST) {
        match (quote, letter) {
            (None, ']') => return Some((&inner[..at], at + 2)),
            (None, '"' | '\'') => quote = Some(letter),
            (None, '[') => return None,
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && found.len() < 50 {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            found.push((String::new(), name.trim_matches(['"', '\'']).to_owned()));
            rest = after.trim_start();
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        found.push((name.to_ascii_lowercase(), value.to_owned()));
        rest = after.trim_start();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> String {
        expand(text, |code| {
            let attributes: Vec<_> =
                code.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
            (code.name != "sic")
                .then(|| format!("<{}|{}|{}>", code.name, attributes.join(","), code.inner.unwrap_or("-")))
        })
    }

    #[test]
    fn shortcodes_are_found_where_they_are() {
        for (text, wanted) in [
            ("a [gallery ids=\"1,2\" columns=3] b", "a <gallery|ids=1,2,columns=3|-> b"),
            ("[caption id='x']<img src=\"[y]\"> نص[/caption]!", "<caption|id=x|<img src=\"[y]\"> نص>!"),
            ("[embed]https://a.example/[/embed]", "<embed||https://a.example/>"),
            ("[video src=\"a]b.mp4\" /]c", "<video|src=a]b.mp4|->c"),
            ("[[gallery ids=1]] x", "[gallery ids=1] x"),
            ("[sic] [1] [] [خبر] a[", "[sic] [1] [] [خبر] a["),
            ("<a title=\"[gallery]\">x</a>", "<a title=\"[gallery]\">x</a>"),
            ("[soundcloud url=\"x\" a b=c]", "<soundcloud|url=x,=a,b=c|->"),
            ("[open [gallery]", "[open <gallery||->"),
        ] {
            assert_eq!(outline(text), wanted, "{text}");
        }
    }
}
