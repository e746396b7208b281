//! Whence an English text has what it tells.

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
        if reader.quotes.around(at).is_some() {
            continue;
        }
        let found = outlet(reader, at).or_else(|| written(reader, at)).or_else(|| unnamed(reader, at));
        if let Some((span, role)) = found {
            collector.take_source(reader.tokens, reader.tokens.bytes(&span), role);
        }
    }
}

/// An outlet that reports or was told.
fn outlet(reader: &Reader<'_>, at: usize) -> Option<(Range<usize>, Role)> {
    if let Some((length, role)) = outlets::outlet_at(reader.tokens, at) {
        let is_name = reader.has_capital(at) || reader.has_capital(at + 1);
        return (is_name && is_cited(reader, at, at + length)).then_some((at..at + length, role));
    }
    // A name that ends as papers' names do.
    if !reader.has_capital(at) || (at > 0 && reader.has_capital(at - 1)) || reader.is(at, Class::ARTICLE) {
        return None;
    }
    let end = (at..reader.tokens.len().min(at + 5)).take_while(|&next| reader.has_capital(next)).last()? + 1;
    let is_agency = reader.word(end - 1) == "agency";
    let is_outlet = is_agency || reader.is(end - 1, Class::OUTLET);
    let role = if is_agency { Role::Agency } else { Role::Outlet };
    (is_outlet && is_cited(reader, at, end)).then_some((at..end, role))
}

/// Whether a name stands where a source stands: it reports, or it was told.
fn is_cited(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let article = usize::from(at > 0 && reader.is(at - 1, Class::ARTICLE));
    let Some(before) = at.checked_sub(1 + article) else { return reader.is(end, Class::SAYS) };
    reader.is(before, Class::TELLS)
        || matches!(reader.word(before), "to" | "with" | "by" | "citing" | "quoting" | "telling")
        || reader.is(end, Class::SAYS)
}

/// «in a statement», «according to a report by the surveyor», «in a post on his page».
fn written(reader: &Reader<'_>, at: usize) -> Option<(Range<usize>, Role)> {
    if at < 2 || !reader.is(at, Class::DOCUMENT.and(Class::SOCIAL)) {
        return None;
    }
    let is_article =
        |at: usize| matches!(reader.word(at), "a" | "an" | "the" | "his" | "her" | "its" | "their");
    // «a leaked internal memo»: what it is like stands between.
    let article = (at.saturating_sub(3)..at)
        .rev()
        .take_while(|&before| reader.kind(before) == Kind::Word)
        .find(|&before| is_article(before))?;
    let leads =
        matches!(reader.word(article.wrapping_sub(1)), "in" | "to" | "citing" | "on" | "quoting" | "from");
    let says = article + 1 == at && reader.word(article).len() <= 2 && reader.is(at + 1, Class::SAYS);
    if !(leads || says) {
        return None;
    }
    let role = if reader.is(at, Class::SOCIAL) { Role::Social } else { Role::Document };
    let mut end = at + 1;
    if matches!(reader.word(end), "by" | "on" | "from" | "to") && !reader.is(end + 1, Class::TIME) {
        let limit = reader.tokens.len().min(end + 6);
        let goes_on = |next: &usize| {
            reader.kind(*next) == Kind::Word
                && !reader.is(*next, Class::JOINS.and(Class::SAYS).and(Class::PRONOUN).and(Class::TIME))
        };
        let last = (end + 1..limit)
            .take_while(goes_on)
            .take_while(|&next| !matches!(reader.word(next), "later" | "and"))
            .last();
        end = last.map_or(end, |last| last + 1);
        // «an email to the Herald»: the paper is a source of its own.
        if (at + 1..end).any(|next| reader.has_capital(next) && reader.is(next, Class::OUTLET)) {
            end = at + 1;
        }
    }
    Some((article..end, role))
}

/// Somebody without a name: «two unnamed officials», «an officer who asked not to be named».
fn unnamed(reader: &Reader<'_>, at: usize) -> Option<(Range<usize>, Role)> {
    if !reader.is(at, Class::SOMEBODY) {
        return None;
    }
    let start = (at.saturating_sub(3)..at)
        .rev()
        .take_while(|&before| reader.kind(before) == Kind::Word)
        .find(|&before| reader.is(before, Class::ARTICLE));
    // «sources close to the talks said», «according to residents»: several need no article.
    let is_several = matches!(
        reader.word(at),
        "sources"
            | "witnesses"
            | "insiders"
            | "officials"
            | "diplomats"
            | "residents"
            | "neighbours"
            | "neighbors"
    );
    let is_bare = is_several
        && (reader.is(at + 1, Class::SAYS) && (at == 0 || reader.kind(at - 1) != Kind::Word)
            || at > 0 && (reader.word(at - 1) == "to" && reader.word(at.wrapping_sub(2)) == "according"));
    let start = match start {
        Some(start) => start,
        None if is_bare => at,
        None => return None,
    };
    let says_so = (start..at)
        .any(|word| matches!(reader.word(word), "unnamed" | "anonymous" | "unidentified"))
        || matches!(reader.word(at), "source" | "sources" | "insider" | "insiders" | "witnesses")
        || (is_bare && start == at);
    let relative = if reader.kind(at + 1) == Kind::Comma { at + 2 } else { at + 1 };
    let hides = reader.word(relative) == "who"
        && matches!(
            reader.word(relative + 1),
            "asked" | "spoke" | "did" | "declined" | "requested" | "wished" | "refused" | "wanted"
        );
    if !says_so && !hides {
        return None;
    }
    let end = if hides && relative == at + 1 {
        (relative..reader.tokens.len().min(relative + 8))
            .find(|&next| reader.kind(next) != Kind::Word)
            .unwrap_or(at + 1)
    } else {
        at + 1
    };
    Some((start..end, Role::Unnamed))
}
