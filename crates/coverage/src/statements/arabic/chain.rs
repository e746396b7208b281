//! Whence a text has what it tells: agencies, outlets, documents, posts, and those who are not named.

use std::ops::Range;

use super::Reader;
use super::words::Class;
use crate::statements::Role;
use crate::statements::drafts::Collector;
use crate::statements::outlets;
use crate::statements::tokens::Kind;

/// Adds the sources of a paragraph.
pub(super) fn read(reader: &Reader<'_>, collector: &mut Collector) {
    for at in 0..reader.tokens.len() {
        let Some((name, role)) = source_at(reader, at) else { continue };
        let bytes = if is_with_preposition(reader, at) {
            reader.name_bytes(&name)
        } else {
            reader.tokens.bytes(&name)
        };
        collector.take_source(reader.tokens, bytes, role);
    }
}

fn source_at(reader: &Reader<'_>, at: usize) -> Option<(Range<usize>, Role)> {
    if !reader.tokens.is_word(at) || !is_cited(reader, at) {
        return None;
    }
    if let Some((length, role)) = outlets::outlet_at(reader.tokens, at) {
        return Some((at..at + length, role));
    }
    if let Some(length) = reader.outlet_told(at) {
        return Some((at..at + length, Role::Outlet));
    }
    // «الوكالة», «البيان»: named before.
    if reader.word(at).starts_with("ال") {
        return None;
    }
    let class = if is_with_preposition(reader, at) { reader.bare(at) } else { reader.sense(at).class };
    let role = role_of(class)?;
    let end = match role {
        Role::Document | Role::Unnamed => reader.document_end(at, reader.tokens.len()),
        Role::Social => post_end(reader, at),
        Role::Agency | Role::Outlet => reader.outlet_end(at, reader.tokens.len()),
    };
    let end = if role == Role::Unnamed { before_clause(reader, at..end) } else { end };
    let is_named = role != Role::Outlet || end > at + 1;
    (is_named && !(role == Role::Unnamed && has_name(reader, at..end))).then_some((at..end, role))
}

fn role_of(class: Class) -> Option<Role> {
    [
        (Class::AGENCY, Role::Agency),
        (Class::SOCIAL, Role::Social),
        (Class::OUTLET, Role::Outlet),
        (Class::DOCUMENT, Role::Document),
        (Class::UNNAMED, Role::Unnamed),
    ]
    .into_iter()
    .find_map(|(mark, role)| class.is(mark).then_some(role))
}

/// «منشور على منصة إكس», «صفحته في فيسبوك».
fn post_end(reader: &Reader<'_>, at: usize) -> usize {
    let mut end = at + 1;
    if matches!(reader.word(end), "علي" | "في" | "عبر") {
        end += 1;
        if matches!(
            reader.word(end),
            "منصه" | "موقع" | "شبكه" | "مواقع" | "صفحته" | "صفحتها" | "حسابه" | "حسابها"
        ) {
            end += 1;
        }
        end = reader.quotes.opening(end).map_or(end + 1, crate::statements::quotes::Quote::after);
    }
    end.min(reader.tokens.len())
}

/// «مصادر مطلعة، يستعد…», «مصدر أمني، طلب ألا يسمى»: behind the comma somebody does something.
fn before_clause(reader: &Reader<'_>, name: Range<usize>) -> usize {
    let comma = name.clone().find(|&at| reader.kind(at) == Kind::Comma);
    let does = |at: usize| {
        let word = reader.word(at);
        word.starts_with(['ي', 'ت'])
            || matches!(word, "فضل" | "فضلت" | "طلب" | "طلبت" | "رفض" | "رفضت" | "لم" | "اشترط" | "اشترطت")
    };
    comma.filter(|comma| does(comma + 1)).unwrap_or(name.end)
}

/// A name behind a comma or in many words: somebody who is named after all.
fn has_name(reader: &Reader<'_>, name: Range<usize>) -> bool {
    name.clone().any(|at| reader.kind(at) == Kind::Comma)
}

fn is_with_preposition(reader: &Reader<'_>, at: usize) -> bool {
    role_of(reader.sense(at).class).is_none()
        && (reader.outlet_told(at).is_some() || role_of(reader.bare(at)).is_some())
}

/// Whether a word stands where a source stands: behind a verb of speech, «عن»، «وفق»، «في».
fn is_cited(reader: &Reader<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let sense = reader.sense(before);
    sense.cue.is_some()
        || sense.class.is(Class::ACCORDING)
        || matches!(
            reader.word(before),
            "عن" | "في" | "علي" | "مع" | "عبر" | "ل" | "وفقا" | "وكالات" | "تصريح" | "حديث"
        )
        || (reader.word(at).starts_with('ل') && is_with_preposition(reader, at))
}
