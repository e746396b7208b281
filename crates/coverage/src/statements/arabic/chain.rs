//! Whence a text has what it tells: agencies, outlets, documents, posts, and those who are not named.

use std::ops::Range;

use super::Reader;
use super::words::Class;
use crate::statements::Role;
use crate::statements::drafts::{Collector, Draft};
use crate::statements::outlets;

/// Adds the sources of a paragraph.
pub(super) fn read(reader: &Reader<'_>, _drafts: &[Draft], collector: &mut Collector) {
    for at in 0..reader.tokens.len() {
        if let Some((span, role)) = source_at(reader, at) {
            collector.take_source(reader.tokens, &span, role);
        }
    }
}

fn source_at(reader: &Reader<'_>, at: usize) -> Option<(Range<usize>, Role)> {
    if !reader.tokens.is_word(at) {
        return None;
    }
    if let Some((length, role)) = outlets::outlet_at(reader.tokens, at) {
        return is_cited(reader, at).then_some((at..at + length, role));
    }
    if reader.outlet_told(at).is_some() || reader.bare(at).is(Class::OUTLET.and(Class::AGENCY)) {
        let end = reader
            .outlet_told(at)
            .map_or_else(|| reader.outlet_end(at, reader.tokens.len()), |length| at + length);
        let role = if reader.bare(at).is(Class::AGENCY) { Role::Agency } else { Role::Outlet };
        return is_cited(reader, at).then_some((at..end, role));
    }
    let sense = reader.sense(at);
    let role = if sense.class.is(Class::AGENCY) {
        Role::Agency
    } else if sense.class.is(Class::SOCIAL) {
        Role::Social
    } else if sense.class.is(Class::OUTLET) {
        Role::Outlet
    } else if sense.class.is(Class::DOCUMENT) {
        Role::Document
    } else if sense.class.is(Class::UNNAMED) {
        Role::Unnamed
    } else {
        return None;
    };
    let end = if role == Role::Document || role == Role::Unnamed {
        reader.document_end(at, reader.tokens.len())
    } else {
        reader.outlet_end(at, reader.tokens.len())
    };
    is_cited(reader, at).then_some((at..end, role))
}

/// Whether a word stands where a source stands: behind a verb of speech, «عن»، «وفق»، «في».
fn is_cited(reader: &Reader<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let sense = reader.sense(before);
    sense.cue.is_some()
        || sense.class.is(Class::ACCORDING)
        || matches!(reader.word(before), "عن" | "في" | "علي" | "لوسائل" | "ل")
        || reader.word(at).starts_with('ل')
}
