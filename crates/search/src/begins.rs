//! What is offered while somebody types: names that begin so, and words to end with, from the dictionary alone.

use crate::analysis::{Analysis, Form, words};
use crate::dictionary::Dictionary;
use crate::schema::SEPARATOR;
use crate::{Name, SearchError};
use std::collections::HashMap;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};
use text::fold::fold;

/// A name of no more words than this is found by each of them, a longer one by its first.
const FEW_WORDS: usize = 4;
/// Terms of one segment that are looked at for one beginning.
const LOOK_AT: usize = 2_000;
/// Most that are offered at once.
const MOST: usize = 20;
/// Letters of a beginning that are read.
const LONGEST: usize = 80;

/// A beginning.
#[derive(Debug, Clone, Default)]
pub struct Beginning {
    /// As typed so far.
    pub text: String,
    /// Names of these groups are offered, of earlier ones first.
    pub groups: Vec<String>,
    /// At most 20.
    pub limit: usize,
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The name's group; empty for words that complete what was typed.
    pub group: String,
    pub id: String,
    pub text: String,
    /// Documents that have it.
    pub documents: u64,
}

/// The terms under which a name is kept: what it may be found by, and after it the name itself.
pub fn terms_of(name: &Name) -> Vec<String> {
    let folded: Vec<String> =
        words(&name.text).map(|word| fold(word.text)).filter(|word| !word.is_empty()).collect();
    let starts = if folded.len() <= FEW_WORDS { folded.len() } else { 1 };
    (0..starts)
        .map(|start| {
            let sought = folded[start..].join(" ");
            [sought.as_str(), &name.group, &name.id, &name.text].join(&SEPARATOR.to_string())
        })
        .collect()
}

/// Names that begin like this, those of many documents first within their group, then words.
pub fn begins(
    dictionary: &Dictionary<'_>,
    analysis: &Analysis,
    beginning: &Beginning,
) -> Result<Vec<Offer>, SearchError> {
    let typed: String = beginning.text.chars().take(LONGEST).collect();
    let folded: Vec<String> =
        words(&typed).filter_map(|word| analysis.form(Form::Folded, word.text)).collect();
    let limit = beginning.limit.min(MOST);
    if folded.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let mut offers = names(dictionary, &folded.join(" "), &beginning.groups)?;
    let rank = |group: &str| beginning.groups.iter().position(|one| one == group);
    offers.sort_by(|a, b| {
        (rank(&a.group), b.documents, &a.text, &a.id).cmp(&(rank(&b.group), a.documents, &b.text, &b.id))
    });
    offers.truncate(limit);
    let room = limit - offers.len();
    if room > 0 {
        offers.extend(completed(dictionary, analysis, &folded, room)?);
    }
    Ok(offers)
}

fn names(dictionary: &Dictionary<'_>, sought: &str, groups: &[String]) -> Result<Vec<Offer>, SearchError> {
    let field = dictionary.fields.name;
    let mut found: HashMap<(String, String), Offer> = HashMap::new();
    for segment in dictionary.searcher.segment_readers() {
        for (term, documents) in terms_from(segment, field, sought)? {
            let mut parts = term.splitn(4, SEPARATOR).skip(1);
            let (Some(group), Some(id), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            if !groups.iter().any(|one| one == group) || !lives(segment, field, &term)? {
                continue;
            }
            let offer = found.entry((group.to_owned(), id.to_owned())).or_insert_with(|| Offer {
                group: group.to_owned(),
                id: id.to_owned(),
                text: text.to_owned(),
                documents: 0,
            });
            offer.documents += documents;
        }
    }
    Ok(found.into_values().collect())
}

/// Whether a document that has the term is still there: the dictionary remembers those that left for a while.
fn lives(segment: &SegmentReader, field: Field, term: &str) -> Result<bool, SearchError> {
    if !segment.has_deletes() {
        return Ok(true);
    }
    let term = Term::from_field_text(field, term);
    let inverted = segment.inverted_index(field)?;
    let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
        return Ok(false);
    };
    while postings.doc() != TERMINATED {
        if !segment.is_deleted(postings.doc()) {
            return Ok(true);
        }
        postings.advance();
    }
    Ok(false)
}

/// The typed words with the last one completed, as titles write it, the commonest first.
fn completed(
    dictionary: &Dictionary<'_>,
    analysis: &Analysis,
    folded: &[String],
    room: usize,
) -> Result<Vec<Offer>, SearchError> {
    let Some((last, before)) = folded.split_last() else { return Ok(Vec::new()) };
    let field = dictionary.fields.title.folded;
    let mut counts: HashMap<String, u64> = HashMap::new();
    for segment in dictionary.searcher.segment_readers() {
        for (term, documents) in terms_from(segment, field, last)? {
            if term != *last && lives(segment, field, &term)? {
                *counts.entry(term).or_default() += documents;
            }
        }
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let mut offers = Vec::new();
    for (word, documents) in counts.into_iter().take(room) {
        let mut all = Vec::with_capacity(folded.len());
        for one in before.iter().chain([&word]) {
            all.push(dictionary.as_written(analysis, one)?);
        }
        offers.push(Offer { group: String::new(), id: String::new(), text: all.join(" "), documents });
    }
    Ok(offers)
}

/// The terms of a field that begin so, with their documents.
fn terms_from(
    segment: &SegmentReader,
    field: Field,
    prefix: &str,
) -> Result<Vec<(String, u64)>, SearchError> {
    let inverted = segment.inverted_index(field)?;
    let mut stream = inverted.terms().range().ge(prefix).into_stream()?;
    let mut terms = Vec::new();
    while let Some((key, found)) = stream.next() {
        if !key.starts_with(prefix.as_bytes()) || terms.len() >= LOOK_AT {
            break;
        }
        if let Ok(term) = std::str::from_utf8(key) {
            terms.push((term.to_owned(), u64::from(found.doc_freq)));
        }
    }
    Ok(terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_found_by_each_of_its_words_and_a_long_one_by_its_first() {
        let name = |text: &str| Name { group: "g".into(), id: "1".into(), text: text.into() };
        let terms = terms_of(&name("أحمد علي"));
        assert_eq!(terms, ["احمد علي\u{1f}g\u{1f}1\u{1f}أحمد علي", "علي\u{1f}g\u{1f}1\u{1f}أحمد علي"]);
        assert_eq!(terms_of(&name("واحد اثنان ثلاثة أربعة خمسة")).len(), 1);
        assert!(terms_of(&name("؟!")).is_empty());
    }
}
