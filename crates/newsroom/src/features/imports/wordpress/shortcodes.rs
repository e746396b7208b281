//! WordPress's shortcodes: `[name key="value"]`, with or without an end and something between.

use std::collections::HashMap;

/// The longest tag of one.
const LONGEST: usize = 4_000;
const LONGEST_NAME: usize = 100;
/// How many of a text are written.
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

/// What becomes of a shortcode.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// This stands in its place, and in the place of what it holds.
    As(String),
    /// Its tags go; what they hold is read on.
    Opened,
    /// It stays as it stands.
    Left,
}

/// A text with its shortcodes written.
#[derive(Debug, PartialEq)]
pub struct Expanded {
    /// The text.
    pub text: String,
    /// There were more than are written: the rest stands as it stood.
    pub is_cut: bool,
}

/// Writes `text` with each shortcode in place of what `write` makes of it. `[[name]]` is an example of one, and tags of
/// HTML are passed over. The work grows with the length of the text, whatever is left open in it.
pub fn expand(text: &str, mut write: impl FnMut(&Shortcode<'_>) -> Written) -> Expanded {
    let mut out = String::with_capacity(text.len());
    let mut marks = Marks::of(text);
    let (mut at, mut seen, mut is_cut) = (0, 0, false);
    while let Some(found) = text[at..].find(['[', '<']) {
        out.push_str(&text[at..at + found]);
        at += found;
        if let Some(end) = marks.tag_end(at) {
            out.push_str(&text[at..end]);
            at = end;
            continue;
        }
        if let Some(end) = marks.example_end(at) {
            out.push_str(&format!("[{}]", &text[at + 2..end]));
            at = end + 2;
            continue;
        }
        if let Some(end) = marks.closed(at) {
            at = end;
            continue;
        }
        if let Some((code, [tag_end, end])) = read(text, at, &marks.ends) {
            is_cut |= seen >= MOST;
            match if seen < MOST { write(&code) } else { Written::Left } {
                Written::As(html) => {
                    seen += 1;
                    out.push_str(&html);
                    at = end;
                    continue;
                }
                Written::Opened => {
                    seen += 1;
                    if end > tag_end {
                        *marks.opened.entry(name_at(text, at + 1)).or_default() += 1;
                    }
                    at = tag_end;
                    continue;
                }
                Written::Left => {}
            }
        }
        out.push_str(&text[at..=at]);
        at += 1;
    }
    out.push_str(&text[at..]);
    Expanded { text: out, is_cut }
}

/// Where things end in a text, each looked for once.
struct Marks<'a> {
    text: &'a str,
    /// The ends of shortcodes, by their names, in order.
    ends: HashMap<&'a str, Vec<usize>>,
    /// How many of a name were opened and not closed yet.
    opened: HashMap<&'a str, usize>,
    angle: Next<'a>,
    comment: Next<'a>,
    brackets: Next<'a>,
}

impl<'a> Marks<'a> {
    fn of(text: &'a str) -> Self {
        let mut ends: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, _) in text.match_indices("[/") {
            let name = name_at(text, at + 2);
            if text[at + 2 + name.len()..].starts_with(']') {
                ends.entry(name).or_default().push(at);
            }
        }
        let next = |mark| Next { text, mark, known: None };
        let (angle, comment, brackets) = (next(">"), next("-->"), next("]]"));
        Self { text, ends, opened: HashMap::new(), angle, comment, brackets }
    }

    /// Where the tag of HTML ends that begins here.
    fn tag_end(&mut self, at: usize) -> Option<usize> {
        let rest = self.text[at..].strip_prefix('<')?;
        if rest.starts_with("!--") {
            return self.comment.after(at).map(|end| end + 3);
        }
        let is_tag = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if is_tag { self.angle.after(at).map(|end| end + 1) } else { None }
    }

    /// Where the inside of `[[…]]` ends that begins here.
    fn example_end(&mut self, at: usize) -> Option<usize> {
        self.text[at..].strip_prefix("[[")?;
        self.brackets.after(at + 2).filter(|end| end - at < LONGEST)
    }

    /// Where the end of an opened shortcode ends that begins here.
    fn closed(&mut self, at: usize) -> Option<usize> {
        self.text[at..].strip_prefix("[/")?;
        let name = name_at(self.text, at + 2);
        let open = self.opened.get_mut(name).filter(|open| **open > 0)?;
        let end = at + 2 + name.len();
        self.text[end..].starts_with(']').then(|| {
            *open -= 1;
            end + 1
        })
    }
}

/// The next place of a mark, asked for from places that only grow.
struct Next<'a> {
    text: &'a str,
    mark: &'static str,
    known: Option<Option<usize>>,
}

impl Next<'_> {
    fn after(&mut self, at: usize) -> Option<usize> {
        let is_behind = self.known.is_none_or(|known| known.is_some_and(|place| place < at));
        if is_behind {
            self.known = Some(self.text[at..].find(self.mark).map(|found| at + found));
        }
        self.known.flatten()
    }
}

fn name_at(text: &str, at: usize) -> &str {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = text.as_bytes()[at..].iter().take(LONGEST_NAME).take_while(|byte| is_of_name(byte)).count();
    &text[at..at + length]
}

/// The shortcode that begins here, where its tag ends, and where it ends itself.
fn read<'a>(
    text: &'a str,
    at: usize,
    ends: &HashMap<&str, Vec<usize>>,
) -> Option<(Shortcode<'a>, [usize; 2])> {
    let (tag, length) = opening(&text[at..])?;
    let name = name_at(text, at + 1);
    let body = tag.trim_end_matches('/').trim_end();
    let rest = body.get(name.len()..)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !(rest.is_empty() || rest.starts_with([' ', '\n', '\t', '=']))
    {
        return None;
    }
    let tag_end = at + length;
    let mut code = Shortcode { name: name.to_ascii_lowercase(), attributes: attributes(rest), inner: None };
    let places = ends.get(name).filter(|_| !tag.ends_with('/'));
    let close = places.and_then(|places| places.get(places.partition_point(|place| *place < tag_end)));
    let end = close.map_or(tag_end, |close| {
        code.inner = Some(&text[tag_end..*close]);
        close + name.len() + 3
    });
    Some((code, [tag_end, end]))
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
            match code.name.as_str() {
                "sic" => Written::Left,
                "row" => Written::Opened,
                name => {
                    Written::As(format!("<{name}|{}|{}>", attributes.join(","), code.inner.unwrap_or("-")))
                }
            }
        })
        .text
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
            ("[row a=1]x [gallery] [row]y[/row][/row] z[/row] [/sic]", "x <gallery||-> y z[/row] [/sic]"),
            ("[row]x", "x"),
        ] {
            assert_eq!(outline(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_left_open_is_not_searched_for_again_and_again() {
        // Quadratic work on a megabyte of any of these takes minutes; a whole one takes milliseconds.
        for piece in
            ["[a]", "[a b=1]", "[[", "<a ", "<!--", "[a \"", "[/a]", "[a][/b]", "['[\"", "[row]", "[sic]"]
        {
            let text = piece.repeat(1_000_000 / piece.len());
            let begun = std::time::Instant::now();
            outline(&text);
            assert!(begun.elapsed().as_secs() < 20, "{piece}: {:?}", begun.elapsed());
        }
        let many = "[a]".repeat(MOST + 1);
        assert!(expand(&many, |_| Written::As(String::new())).is_cut);
    }
}
