//! What a page says in its head, taken apart as a browser takes it: tags, their attributes with references undone, and
//! the text of title and script.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::Answer;
use super::answer::decoded;

/// A tag of a page's head.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// The text of a title or a script; of others nothing.
    pub text: String,
}

impl Tag {
    /// An attribute; empty when it is not there.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map(String::as_str).unwrap_or_default()
    }
}

impl Answer {
    /// The tags of the page's head, in order.
    pub fn head(&self) -> Vec<Tag> {
        tags_of_head(&self.body())
    }

    /// The page carries one sheet in itself, and a browser that obeys its policy takes that one and no other.
    pub fn carries_its_sheet(&self) {
        let policy = self.header("content-security-policy").to_owned();
        let head = self.head();
        let sheets: Vec<_> = head.iter().filter(|tag| tag.name == "style").collect();
        assert_eq!(sheets.len(), 1, "{head:?}");
        let hash = BASE64.encode(&Sha256::digest(sheets[0].text.as_bytes()));
        assert!(policy.contains(&format!("style-src 'sha256-{hash}';")), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("style-src 'self'"), "{policy}");
        assert!(!head.iter().any(|tag| tag.attribute("rel") == "stylesheet"));
    }
}

/// The tags of a page's head, in order.
pub fn tags_of_head(html: &str) -> Vec<Tag> {
    let (_, rest) = html.split_once("<head>").expect("the page has a head");
    let (mut tags, mut rest) = (Vec::new(), rest);
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with("/head>") {
            return tags;
        }
        if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let (mut tag, after) = tag(rest);
        rest = after;
        if let "title" | "script" | "style" = tag.name.as_str() {
            let end = rest.find(&format!("</{}", tag.name)).expect("what is opened is closed");
            // References mean nothing inside a script.
            tag.text = if tag.name == "title" { decoded(&rest[..end]) } else { rest[..end].to_owned() };
            rest = &rest[end..];
        }
        tags.push(tag);
    }
    panic!("the head does not end")
}

fn tag(html: &str) -> (Tag, &str) {
    let end = html.find(|letter: char| letter.is_whitespace() || letter == '>').expect("a tag ends");
    let (name, mut rest) = html.split_at(end);
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (Tag { name: name.to_lowercase(), attributes, text: String::new() }, after);
        }
        let end =
            rest.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter)).expect("it ends");
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after),
            None => ("", after),
        };
        attributes.insert(attribute.to_lowercase(), decoded(value));
        rest = after;
    }
}

fn value(html: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(after) = html.strip_prefix(quote) {
            return after.split_once(quote).expect("a quoted value ends");
        }
    }
    html.split_at(html.find(|letter: char| letter.is_whitespace() || letter == '>').expect("a value ends"))
}
