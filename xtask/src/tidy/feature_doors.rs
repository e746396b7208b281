//! A feature is entered by its `mod.rs`: others name what stands there and never a file behind it. `actions` is a door
//! of its own (the verbs); the tables of routes, schedules and consumers may also name the surfaces.

use crate::sources::{Kind, Rust};
use crate::tidy::{Exception, Finding, Sources, without};

pub const DEMANDS: &str = "one feature reaches another only through its mod.rs";

const FEATURES: &str = "crates/newsroom/src/features/";
const VERBS: &str = "actions";
/// What only the tables outside the features may name.
const SURFACES: &[&str] = &["api", "desk", "jobs", "live", "search", "site"];

const EXCEPTIONS: &[Exception] = &[];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let mut features: Vec<&str> = Vec::new();
    for path in sources.tree.paths().filter_map(|path| path.strip_prefix(FEATURES)) {
        features.extend(path.strip_suffix("/mod.rs").filter(|name| !name.contains('/')));
    }
    let product = sources
        .rust
        .iter()
        .filter(|source| source.path.starts_with("crates/") || source.path.starts_with("tests/"));
    let findings = product.flat_map(|source| in_file(source, &features)).collect();
    without(EXCEPTIONS, findings, sources.tree)
}

fn in_file(source: &Rust<'_>, features: &[&str]) -> Vec<Finding> {
    let own = source.path.strip_prefix(FEATURES).and_then(|path| path.split('/').next());
    let mut findings = Vec::new();
    for at in 0..source.code.len().saturating_sub(2) {
        let (feature, colons) = (&source.code[at], &source.code[at + 1]);
        let named = feature.kind == Kind::Name && colons.text == "::" && !feature.in_test;
        if !named || !features.contains(&feature.text) || own == Some(feature.text) || !is_feature(source, at)
        {
            continue;
        }
        for (room, line) in rooms(source, at + 2) {
            let in_table = own.is_none() && SURFACES.contains(&room);
            if room != VERBS && !in_table {
                let message = format!(
                    "`{}::{room}` is behind the feature's door: let features/{0}/mod.rs offer what is needed (`pub use`), and name that",
                    feature.text
                );
                findings.push(Finding::at(source.path, line, message));
            }
        }
    }
    findings
}

/// Whether the name at `at` is a feature here, and not a crate (`::media::…`) or something inside another path.
fn is_feature(source: &Rust<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| source.code[before].text) else { return true };
    match before {
        "::" => at >= 2 && matches!(source.code[at - 2].text, "features" | "super" | "self"),
        _ => true,
    }
}

/// The modules that a path goes into after the feature's name: `store` in `store::a`, and in `{A, store::{b, c}}`.
fn rooms<'s>(source: &'s Rust<'_>, at: usize) -> Vec<(&'s str, usize)> {
    let first = &source.code[at];
    if first.text != "{" {
        let deeper = source.code.get(at + 1).is_some_and(|next| next.text == "::");
        return if deeper && is_module(first.text) { vec![(first.text, first.line)] } else { Vec::new() };
    }
    let mut found = Vec::new();
    let (mut index, end) = (at + 1, source.closing(at));
    while index < end {
        found.extend(rooms(source, index));
        while index < end && source.code[index].text != "," {
            index = if source.code[index].text == "{" { source.closing(index) } else { index };
            index += 1;
        }
        index += 1;
    }
    found
}

fn is_module(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_lowercase() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    fn check_from(path: &str, text: &str, wanted: usize) {
        let files = [
            ("crates/newsroom/src/features/articles/mod.rs", ""),
            ("crates/newsroom/src/features/sections/mod.rs", ""),
            (path, text),
        ];
        let findings = found(check, &files);
        assert_eq!(findings.len(), wanted, "{text}: {findings:?}");
    }

    #[test]
    fn a_way_past_the_door_is_found() {
        let from = "crates/newsroom/src/features/sections/site.rs";
        check_from(from, "use crate::features::articles::store::by_id;", 1);
        check_from(from, "use crate::features::articles; fn a() { articles::store::by_id() }", 1);
        check_from(
            from,
            "use crate::features::{articles::{Article, store::{a, b}, policy::may}, sections::store::c};",
            2,
        );
        check_from(from, "super::super::articles::policy::may()", 1);
        check_from(from, "crate::features::articles::site::show()", 1);
    }

    #[test]
    fn what_the_door_offers_is_not() {
        let from = "crates/newsroom/src/features/sections/site.rs";
        check_from(from, "use crate::features::articles::{self, Article, teasers};", 0);
        check_from(from, "use crate::features::articles::actions::publish;", 0);
        check_from(from, "use crate::features::sections::store::{by_id};", 0);
        check_from(from, "Article::new()", 0);
    }

    #[test]
    fn the_table_of_routes_names_surfaces_and_no_store() {
        let from = "crates/newsroom/src/routes/site.rs";
        check_from(from, "get(articles::site::show)", 0);
        check_from(from, "get(articles::store::by_id)", 1);
    }
}
