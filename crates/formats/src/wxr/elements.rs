//! Walks the elements of one chunk and hands over each with its text.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::refusal::Fault;
use super::split::Chunk;

const CDATA: (&str, &str) = ("<![CDATA[", "]]>");

/// An element that has ended.
pub(super) struct Element<'a> {
    /// The names around it, from the chunk's own on, and its own.
    pub(super) path: &'a [String],
    /// Its attributes.
    pub(super) attributes: &'a [(String, String)],
    /// Its own text.
    pub(super) text: String,
}

struct Open {
    attributes: Vec<(String, String)>,
    text: String,
    begins: usize,
    /// `]]>` stood in its text.
    is_torn: bool,
}

/// Tells `take` of every element of the chunk, inner ones first.
pub(super) fn walk(
    chunk: &Chunk,
    depth: usize,
    mut take: impl FnMut(Element<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let text = std::str::from_utf8(&chunk.bytes)
        .map_err(|error| Fault::NotUtf8 { line: line(chunk, error.valid_up_to()) })?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let (mut path, mut open): (Vec<String>, Vec<Open>) = (Vec::new(), Vec::new());
    loop {
        let before = position(&reader);
        let event = reader.read_event();
        let not_xml = |why: String| Fault::NotXml { line: line(chunk, before), why };
        match event.map_err(|error| not_xml(error.to_string()))? {
            Event::Start(element) => {
                if open.len() >= depth {
                    return Err(Fault::TooDeep { line: line(chunk, before) });
                }
                path.push(element.name().as_ref().to_owned());
                let attributes = attributes(&element);
                let begins = position(&reader);
                open.push(Open { attributes, text: String::new(), begins, is_torn: false });
            }
            Event::Empty(element) => {
                path.push(element.name().as_ref().to_owned());
                let attributes = attributes(&element);
                take(Element { path: &path, attributes: &attributes, text: String::new() })?;
                path.pop();
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { return Err(not_xml("a tag ends nothing".to_owned())) };
                let text = match element.is_torn {
                    true => mended(&text[element.begins..before])
                        .ok_or_else(|| not_xml("`]]>` stands in text".to_owned()))?,
                    false => element.text,
                };
                take(Element { path: &path, attributes: &element.attributes, text: readable(text) })?;
                path.pop();
            }
            Event::Text(words) => {
                let Some(element) = open.last_mut() else { continue };
                let words = words.xml10_content();
                element.is_torn |= words.contains(CDATA.1);
                element.text.push_str(&words);
            }
            Event::CData(words) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&words.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&resolved(&reference));
                }
            }
            Event::DocType(_) => return Err(not_xml("a document type is declared".to_owned())),
            Event::Eof if open.is_empty() => return Ok(()),
            Event::Eof => return Err(not_xml("an element does not end".to_owned())),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn attributes(element: &BytesStart<'_>) -> Vec<(String, String)> {
    let read = element.attributes().take(50).flatten();
    read.filter_map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some((attribute.key.as_ref().to_owned(), value.into_owned()))
    })
    .collect()
}

/// Old exports put `]]>` into CDATA as it was: what stands between the outermost marks is meant.
fn mended(raw: &str) -> Option<String> {
    raw.trim().strip_prefix(CDATA.0)?.strip_suffix(CDATA.1).map(str::to_owned)
}

/// Without the controls that no text has.
fn readable(text: String) -> String {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    if text.contains(is_bad) { text.replace(is_bad, "") } else { text }
}

/// The five entities every XML has, and characters by number; others stay as they were written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = reference;
    match name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "apos" => "'".to_owned(),
        "quot" => "\"".to_owned(),
        other => format!("&{other};"),
    }
}

fn line(chunk: &Chunk, at: usize) -> u64 {
    let before = chunk.bytes.get(..at).unwrap_or(&chunk.bytes);
    chunk.place.line + before.iter().filter(|byte| **byte == b'\n').count() as u64
}
