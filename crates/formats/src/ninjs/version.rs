//! Which generation of the standard an item follows.

use super::NinjsVersion;
use super::json::Json;
use super::shape::{Record, Shape};
use super::shapes;

/// By what the item says of itself, or else by its shape: the generation that knows most of its members, with the type
/// they have here. Where two know as many, the newer.
pub fn of(tree: &Json) -> NinjsVersion {
    stated(tree).unwrap_or_else(|| {
        let known = |version: NinjsVersion| known_members(tree, shapes::item(version));
        [NinjsVersion::V1, NinjsVersion::V2, NinjsVersion::V3]
            .into_iter()
            .max_by_key(|&version| known(version))
            .unwrap_or(NinjsVersion::V3)
    })
}

fn stated(tree: &Json) -> Option<NinjsVersion> {
    let standard = tree.member("standard").or_else(|| tree.member("$standard"))?;
    match standard.member("version")?.text()?.split('.').next()? {
        "1" => Some(NinjsVersion::V1),
        "2" => Some(NinjsVersion::V2),
        "3" => Some(NinjsVersion::V3),
        _ => None,
    }
}

fn known_members(tree: &Json, record: &'static Record) -> usize {
    tree.members().iter().filter(|(name, value)| knows(record, name, value)).count()
}

fn knows(record: &'static Record, name: &str, value: &Json) -> bool {
    let named = record.members.iter().flat_map(|group| group.iter()).find(|(own, _)| *own == name);
    let shape = named.or_else(|| record.prefixed.iter().find(|(prefix, _)| name.starts_with(prefix)));
    match shape {
        Some((_, Shape::List(_))) => matches!(value, Json::List(_)),
        Some((_, Shape::Record(_) | Shape::Named(_) | Shape::Object)) => matches!(value, Json::Object(_)),
        Some(_) => true,
        None => false,
    }
}
