//! Recordings, places and documents in foreign HTML.

use super::convert::Walk;
use super::dom::{Dom, NodeId};
use crate::href::{self, HrefKind};
use crate::html_out::host;
use crate::limits;
use crate::read::{is_clock, is_degrees};
use crate::tree::*;

/// Takes a player in as a recording when its file can be led to, with its length where we wrote that beside it.
pub(super) fn audio(walk: &mut Walk<'_, '_>, id: NodeId) -> bool {
    let dom = walk.dom;
    let files = std::iter::once(id).chain(dom.below(id)).filter_map(|node| dom.attr(node, "src"));
    let href =
        files.filter_map(|src| href::tidy(src).ok()).find(|href| href::check(href) == Ok(HrefKind::Https));
    let Some(href) = href else { return false };
    walk.report.change("a player of a sound", "a recording in the text");
    let length = dom.node(id).parent.and_then(|figure| length(dom, figure)).unwrap_or_default();
    walk.place(Audio::of(AudioAttrs { href, length, ..AudioAttrs::default() }).into());
    true
}

/// Takes a link of ours to a recording or a post on another site in as what it stands for.
pub(super) fn elsewhere(walk: &mut Walk<'_, '_>, id: NodeId) -> bool {
    let dom = walk.dom;
    let address = dom.attr(id, "href").and_then(|address| href::tidy(address).ok());
    let Some(href) = address.filter(|address| href::check(address) == Ok(HrefKind::Https)) else {
        return false;
    };
    let name = dom.below(id).into_iter().find(|node| dom.name(*node) == Some("bdi"));
    let name = name.map(|node| text::clean::clean_line(&dom.text_below(node))).unwrap_or_default();
    // Where nobody named the site, its host stood there.
    let is_named = name != host(&href);
    let provider: String = name.chars().filter(|_| is_named).take(limits::ATTR_CHARS).collect();
    if dom.has_class(id, "heard") {
        let length = dom.node(id).parent.and_then(|figure| length(dom, figure)).unwrap_or_default();
        walk.place(Audio::of(AudioAttrs { href, provider, length, ..AudioAttrs::default() }).into());
    } else {
        let attrs = EmbedAttrs { id: BlockId::none(), href, provider, title: String::new() };
        walk.place(Embed { attrs }.into());
    }
    true
}

/// The length that stands in a figure of ours.
fn length(dom: &Dom, figure: NodeId) -> Option<String> {
    let below = dom.below(figure);
    let number = below.iter().copied().find(|node| dom.has_class(*node, "num"))?;
    let shown = dom.below(number).into_iter().find(|node| dom.name(*node) == Some("bdi"))?;
    let ascii = |c: char| text::digits::ascii_digit(c).unwrap_or(c);
    let length: String = dom.text_below(shown).chars().map(ascii).collect();
    is_clock(&length).then_some(length)
}

/// Takes a box with a link to a document in, when it says nothing that a document has no place for.
pub(super) fn file(walk: &mut Walk<'_, '_>, id: NodeId) -> bool {
    let dom = walk.dom;
    let below = dom.below(id);
    let Some((link, href)) = below.iter().find_map(|node| {
        let address = dom.attr(*node, "href").and_then(|address| href::tidy(address).ok())?;
        matches!(href::check(&address), Ok(HrefKind::Https | HrefKind::Site)).then_some((*node, address))
    }) else {
        return false;
    };
    if says_more(dom, id, &href) {
        return false;
    }
    let words = |node: NodeId| -> String {
        text::clean::clean_line(&dom.text_below(node)).chars().take(limits::ATTR_CHARS).collect()
    };
    let mut told = below.iter().copied().filter(|node| dom.has_class(*node, "sep")).map(words);
    let named = told.next().or_else(|| ending(&href));
    let (format, weight) = (named.unwrap_or_default(), told.next().unwrap_or_default());
    let attrs = FileAttrs { id: BlockId::none(), title: words(link), href, format, weight };
    walk.place(File { attrs }.into());
    true
}

/// Whether letters stand in the box beside the links to its document, its label, and what is told of its kind and size.
fn says_more(dom: &Dom, id: NodeId, href: &str) -> bool {
    let letters = |node: NodeId| dom.text_below(node).chars().filter(|c| !c.is_whitespace()).count();
    let leads = |node: NodeId| {
        dom.attr(node, "href").is_some_and(|address| href::tidy(address).is_ok_and(|tidied| tidied == href))
    };
    let known = |node: &NodeId| leads(*node) || dom.has_class(*node, "kick") || dom.has_class(*node, "sep");
    letters(id) > dom.below(id).into_iter().filter(known).map(letters).sum()
}

/// What kind of file an address is of, by its end.
fn ending(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    let (_, end) = path.rsplit('/').next()?.rsplit_once('.')?;
    let is_one = (2..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric());
    is_one.then(|| end.to_ascii_uppercase())
}

/// The place of a map of our own writing, when it can be read.
pub(super) fn map(walk: &Walk<'_, '_>, id: NodeId) -> Option<MapAttrs> {
    let dom = walk.dom;
    let below = dom.below(id);
    let address = below.iter().find_map(|node| dom.attr(*node, "href").filter(|a| a.contains("?mlat=")))?;
    let (latitude, rest) = address.split_once("?mlat=")?.1.split_once("&mlon=")?;
    let longitude = rest.split('#').next()?;
    if !is_degrees(latitude, 90) || !is_degrees(longitude, 180) {
        return None;
    }
    let caption = below
        .iter()
        .copied()
        .find(|node| dom.name(*node) == Some("figcaption") && dom.has_class(*node, "where"))?;
    let inside = dom.below(caption);
    let words = |name: &str| -> String {
        let node = inside.iter().copied().find(|node| dom.name(*node) == Some(name));
        let words = node.map(|node| text::clean::clean_line(&dom.text_below(node))).unwrap_or_default();
        words.chars().take(limits::ATTR_CHARS).collect()
    };
    Some(MapAttrs {
        id: BlockId::none(),
        place: words("strong"),
        latitude: latitude.to_owned(),
        longitude: longitude.to_owned(),
        caption: words("span"),
    })
}
