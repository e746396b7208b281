//! Whence an English text has what it tells.

use std::ops::Range;

use super::Reader;
use super::words::Class;
use crate::statements::Role;
use crate::statements::drafts::Collector;
use crate::statements::outlets;

/// Adds the sources of a paragraph.
pub(super) fn read(reader: &Reader<'_>, collector: &mut Collector) {
    for at in 0..reader.tokens.len() {
        if reader.quotes.around(at).is_some() {
            continue;
        }
        if let Some((span, role)) = source_at(reader, at) {
            collector.take_source(reader.tokens, &span, role);
        }
    }
}

fn source_at(reader: &Reader<'_>, at: usize) -> Option<(Range<usize>, Role)> {
    if let Some((length, role)) = outlets::outlet_at(reader.tokens, at) {
        let is_name = reader.has_capital(at) || reader.has_capital(at + 1);
        return (is_name && is_cited(reader, at, at + length)).then_some((at..at + length, role));
    }
    // A name that ends as papers' names do.
    if reader.has_capital(at) && !reader.has_capital(at.wrapping_sub(1)) && !reader.is(at, Class::ARTICLE) {
        let end =
            (at..reader.tokens.len().min(at + 5)).take_while(|&next| reader.has_capital(next)).last()? + 1;
        let is_agency = reader.word(end - 1) == "agency";
        if (is_agency || reader.is(end - 1, Class::OUTLET)) && is_cited(reader, at, end) {
            return Some((at..end, if is_agency { Role::Agency } else { Role::Outlet }));
        }
    }
    if !reader.is(at, Class::DOCUMENT.and(Class::SOCIAL))
        || !matches!(reader.word(at.wrapping_sub(1)), "a" | "an" | "the" | "his" | "her" | "its" | "their")
    {
        return None;
    }
    let preposition = reader.word(at.wrapping_sub(2));
    let role = if reader.is(at, Class::SOCIAL) { Role::Social } else { Role::Document };
    matches!(preposition, "in" | "to" | "citing" | "on").then(|| (at - 1..at + 1, role))
}

/// Whether a name stands where a source stands: it reports, or it was told.
fn is_cited(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let article = usize::from(reader.is(at.wrapping_sub(1), Class::ARTICLE));
    let before = at.wrapping_sub(1 + article);
    reader.is(before, Class::TELLS)
        || matches!(reader.word(before), "to" | "with" | "by" | "citing" | "quoting" | "telling")
        || reader.is(end, Class::SAYS)
}
