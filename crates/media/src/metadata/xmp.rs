//! XMP: the newer vocabulary, RDF in XML. Document types are refused, so there are no entities to expand.

use super::{Metadata, clean};
use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use std::collections::BTreeMap;
use thiserror::Error;

const LONGEST: usize = 1 << 20;
const DEEPEST: usize = 32;
const MOST_EVENTS: usize = 50_000;
const MOST_VALUES: usize = 400;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const IPTC_CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const BASIC: &str = "http://ns.adobe.com/xap/1.0/";

/// Why a packet was not read.
#[derive(Debug, Error)]
pub enum Unreadable {
    #[error("the packet is too long, too deep or too rich")]
    TooMuch,
    #[error("the packet has a document type")]
    DocumentType,
    #[error("the packet is not text")]
    NotText,
    #[error(transparent)]
    Xml(#[from] quick_xml::Error),
}

/// Reads a packet.
pub fn read(packet: &[u8]) -> Result<Metadata, Unreadable> {
    if packet.len() > LONGEST {
        return Err(Unreadable::TooMuch);
    }
    let text = std::str::from_utf8(packet).map_err(|_| Unreadable::NotText)?;
    Ok(metadata(collect(text.trim_matches(['\0', '\u{feff}']))?))
}

/// Property name → its values in order; of language alternatives the default comes first.
type Values = BTreeMap<&'static str, Vec<String>>;

fn metadata(mut values: Values) -> Metadata {
    let mut first = |name: &str| values.get_mut(name).and_then(|list| list.drain(..).next());
    let place =
        ["location", "city", "state", "country"].map(|name| first(name).and_then(|t| clean::short(&t)));
    let date = ["created", "made"].into_iter().filter_map(&mut first).find_map(|text| clean::date(&text));
    let mut short = |name| first(name).and_then(|text| clean::short(&text));
    let (credit, headline) = (short("credit"), short("headline"));
    let (copyright, source) = (short("copyright"), short("source"));
    let mut long = |name| first(name).and_then(|text| clean::long(&text));
    let (caption, alt, usage_terms) = (long("caption"), long("alt"), long("usage_terms"));
    let licence = first_address(values.remove("licence"));
    Metadata {
        caption,
        credit,
        byline: clean::short(&values.remove("byline").unwrap_or_default().join(", ")),
        copyright,
        headline,
        date_created: date,
        alt,
        keywords: clean::keywords(values.remove("keywords").unwrap_or_default()),
        usage_terms,
        licence,
        location_text: super::joined_place(place),
        source,
    }
}

/// The first value that is an address.
fn first_address(values: Option<Vec<String>>) -> Option<String> {
    let is_address = |value: &String| value.starts_with("https://") || value.starts_with("http://");
    values?.iter().filter_map(|value| clean::short(value)).find(is_address)
}

fn property(namespace: &str, name: &str) -> Option<&'static str> {
    Some(match (namespace, name) {
        (DC, "description") => "caption",
        (DC, "creator") => "byline",
        (DC, "rights") => "copyright",
        (DC, "subject") => "keywords",
        (PHOTOSHOP, "Credit") => "credit",
        (PHOTOSHOP, "Headline") => "headline",
        (PHOTOSHOP, "Source") => "source",
        (PHOTOSHOP, "DateCreated") => "created",
        (PHOTOSHOP, "City") => "city",
        (PHOTOSHOP, "State") => "state",
        (PHOTOSHOP, "Country") => "country",
        (IPTC_CORE, "Location") => "location",
        (IPTC_CORE, "AltTextAccessibility") => "alt",
        (RIGHTS, "UsageTerms") => "usage_terms",
        (RIGHTS, "WebStatement") => "licence",
        (BASIC, "CreateDate") => "made",
        _ => return None,
    })
}

/// One open element.
struct Open {
    property: Option<&'static str>,
    text: String,
    is_default: bool,
    has_items: bool,
}

struct Collector {
    open: Vec<Open>,
    values: Values,
    count: usize,
}

fn collect(text: &str) -> Result<Values, Unreadable> {
    let mut reader = NsReader::from_str(text);
    let mut collector = Collector { open: Vec::new(), values: Values::new(), count: 0 };
    for _ in 0..MOST_EVENTS {
        match reader.read_event()? {
            Event::Start(element) => collector.enter(&reader, &element)?,
            Event::Empty(element) => {
                collector.enter(&reader, &element)?;
                collector.leave();
            }
            Event::End(_) => collector.leave(),
            Event::Text(text) => collector.text(&text.xml10_content()),
            Event::CData(text) => collector.text(&text.xml10_content()),
            Event::GeneralRef(reference) => collector.text(&resolve(&reference)),
            Event::DocType(_) => return Err(Unreadable::DocumentType),
            Event::Eof => return Ok(collector.values),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    Err(Unreadable::TooMuch)
}

impl Collector {
    fn enter(&mut self, reader: &NsReader<&[u8]>, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        if self.open.len() >= DEEPEST {
            return Err(Unreadable::TooMuch);
        }
        let (namespace, name) = reader.resolver().resolve_element(element.name());
        let namespace = namespace_text(&namespace);
        let is_item = namespace == RDF && name.as_ref() == "li";
        let is_structure = namespace == RDF;
        let inherited = self.open.last().and_then(|parent| parent.property);
        let own = property(namespace, name.as_ref());
        if is_item {
            self.open.iter_mut().rev().take(2).for_each(|parent| parent.has_items = true);
        }
        let mut is_default = false;
        for attribute in element.attributes().take(200).flatten() {
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
            if attribute.key.as_ref() == "xml:lang" {
                is_default = value == "x-default";
                continue;
            }
            let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
            if let Some(property) = property(namespace_text(&namespace), name.as_ref()) {
                self.keep(property, value.into_owned(), false);
            }
        }
        let property = if is_structure { inherited } else { own };
        self.open.push(Open { property, text: String::new(), is_default, has_items: false });
        Ok(())
    }

    fn leave(&mut self) {
        let Some(element) = self.open.pop() else { return };
        if let (Some(property), false) = (element.property, element.has_items) {
            self.keep(property, element.text, element.is_default);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut()
            && element.property.is_some()
            && element.text.len() < 4 * clean::LONG
        {
            element.text.push_str(text);
        }
    }

    fn keep(&mut self, property: &'static str, text: String, in_front: bool) {
        if text.trim().is_empty() || self.count >= MOST_VALUES {
            return;
        }
        self.count += 1;
        let list = self.values.entry(property).or_default();
        if in_front { list.insert(0, text) } else { list.push(text) }
    }
}

fn namespace_text<'n>(namespace: &'n ResolveResult<'n>) -> &'n str {
    match namespace {
        ResolveResult::Bound(namespace) => namespace.0,
        _ => "",
    }
}

/// The five entities every XML has, and characters by number; others are dropped.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = reference;
    match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => "",
    }
    .to_owned()
}
