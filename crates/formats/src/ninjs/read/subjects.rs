//! What an item is about, and where it comes from.

use super::super::json::Json;
use super::super::{InfoSource, NinjsVersion, Subject, SubjectKind, uri};
use super::{member, number, text};

/// The list of each kind: its name in 1.x, its name later.
const LISTS: [(&str, &str, SubjectKind); 7] = [
    ("subject", "subjects", SubjectKind::Topic),
    ("person", "people", SubjectKind::Person),
    ("organisation", "organisations", SubjectKind::Organisation),
    ("place", "places", SubjectKind::Place),
    ("event", "events", SubjectKind::Event),
    ("object", "objects", SubjectKind::Object),
    ("genre", "genres", SubjectKind::Genre),
];

pub fn subjects(version: NinjsVersion, tree: &Json) -> Vec<Subject> {
    let named = |(first, later, kind)| {
        let name = if version == NinjsVersion::V1 { first } else { later };
        let values = member(tree, name).map(Json::list).unwrap_or_default();
        values.iter().map(move |value| subject(value, kind))
    };
    LISTS.into_iter().flat_map(named).collect()
}

fn subject(value: &Json, kind: SubjectKind) -> Subject {
    let code = text(value, "literal").or_else(|| text(value, "code"));
    let address = text(value, "uri").or_else(|| code.clone());
    Subject {
        name: text(value, "name"),
        uri: address.filter(|address| uri::is_uri(address) && address.contains("//")),
        code,
        scheme: text(value, "scheme"),
        rel: text(value, "rel"),
        confidence: number(value, "confidence"),
        relevance: number(value, "relevance"),
        kind,
    }
}

pub fn infosources(version: NinjsVersion, tree: &Json) -> Vec<InfoSource> {
    let name = if version == NinjsVersion::V1 { "infosource" } else { "infoSources" };
    let values = member(tree, name).map(Json::list).unwrap_or_default();
    let read = |value: &Json| InfoSource {
        name: text(value, "name"),
        code: text(value, "uri").or_else(|| text(value, "code")),
        role: text(value, "role").or_else(|| text(value, "rel")),
        literal: text(value, "literal"),
    };
    values.iter().map(read).collect()
}
