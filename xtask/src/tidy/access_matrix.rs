//! Every address has a row that says who may ask it. The tests walk the matrix and try everybody else; a route without
//! a row is one that nobody tries.
//!
//! `crates/newsroom/access.toml` holds `[[route]]` tables with `surface` (`site`, `desk`, `api` …), `path` as it stands in
//! the program, `methods` and `who` (a list of roles, or `["anyone"]`). A path may stand in several rows. Routes are read
//! from `.route("…", get(…).post(…))` in `routes/<surface>.rs` and from `#[utoipa::path(get, path = "…")]` in the
//! features' `<surface>.rs`.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::sources::{Kind, Rust};
use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str = "every route has a row in crates/newsroom/access.toml, and every row a route";

const MATRIX: &str = "crates/newsroom/access.toml";
const METHODS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put"];

#[derive(Deserialize)]
struct Matrix {
    #[serde(default)]
    route: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    surface: String,
    path: String,
    methods: Vec<String>,
    who: Vec<String>,
}

/// A surface, a method and a path.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Address {
    surface: String,
    method: String,
    path: String,
}

impl Address {
    fn new(surface: &str, method: &str, path: &str) -> Address {
        Address { surface: surface.to_owned(), method: method.to_uppercase(), path: path.to_owned() }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.method, self.path, self.surface)
    }
}

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let Some(file) = sources.tree.file(MATRIX) else { return Vec::new() };
    let matrix: Matrix = match toml::from_str(&file.text) {
        Ok(matrix) => matrix,
        Err(error) => return vec![Finding::at(MATRIX, 1, format!("is not understood: {}", error.message()))],
    };
    let mut findings = Vec::new();
    let mut rows: BTreeSet<Address> = BTreeSet::new();
    for row in &matrix.route {
        rows.extend(row.methods.iter().map(|method| Address::new(&row.surface, method, &row.path)));
        if row.who.is_empty() || row.methods.is_empty() {
            findings.push(Finding::at(
                MATRIX,
                1,
                format!("the row of {} says neither method nor person", row.path),
            ));
        }
    }
    let mut routes: BTreeSet<Address> = BTreeSet::new();
    for source in sources.rust_under("crates/newsroom/src/") {
        for (line, address) in tables(source).into_iter().chain(annotations(source)) {
            if !rows.contains(&address) {
                let message = format!("{address} has no row in {MATRIX}: say there who may ask it");
                findings.push(Finding::at(source.path, line, message));
            }
            routes.insert(address);
        }
    }
    let lost = rows.difference(&routes);
    findings.extend(
        lost.map(|address| {
            Finding::at(MATRIX, 1, format!("{address} is no route any more: take its row out"))
        }),
    );
    findings
}

fn tables(source: &Rust<'_>) -> Vec<(usize, Address)> {
    let mut routes = Vec::new();
    if !source.path.contains("/src/routes/") {
        return routes;
    }
    for at in source.runs(&[".", "route", "("]) {
        let (open, path) = (at + 2, &source.code[at + 3]);
        if path.kind != Kind::Text {
            continue;
        }
        for method in methods(source, open, source.closing(open)) {
            routes.push((path.line, Address::new(surface(source.path), &method, path.content())));
        }
    }
    routes
}

fn annotations(source: &Rust<'_>) -> Vec<(usize, Address)> {
    let mut routes = Vec::new();
    for at in source.runs(&["utoipa", "::", "path", "("]) {
        let (open, close) = (at + 3, source.closing(at + 3));
        let path = (open..close)
            .find(|index| source.stands_at(*index, &["path", "="]))
            .and_then(|index| source.code.get(index + 2));
        let method = source.code[open..close]
            .iter()
            .find(|token| token.kind == Kind::Name && METHODS.contains(&token.text));
        if let (Some(path), Some(method)) = (path.filter(|path| path.kind == Kind::Text), method) {
            routes.push((path.line, Address::new(surface(source.path), method.text, path.content())));
        }
    }
    routes
}

/// `routes/site.rs`, `routes/api/mod.rs` and `features/comments/api.rs` are about `site`, `api` and `api`.
fn surface(path: &str) -> &str {
    let path = path.strip_suffix("/mod.rs").unwrap_or(path);
    let last = path.rsplit('/').next().unwrap_or(path);
    let inside =
        path.split_once("/routes/").and_then(|(_, rest)| rest.split_once('/')).map(|(folder, _)| folder);
    inside.unwrap_or(last.strip_suffix(".rs").unwrap_or(last))
}

/// The methods that are called as functions between two brackets, at the first level: `get(…)`, `.post(…)`.
fn methods(source: &Rust<'_>, open: usize, close: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = open + 1;
    while at < close {
        let token = &source.code[at];
        let called = source.code.get(at + 1).is_some_and(|next| next.text == "(");
        if called && token.kind == Kind::Name && METHODS.contains(&token.text) {
            found.push(token.text.to_owned());
        }
        at = if token.text == "(" && token.kind == Kind::Sign { source.closing(at) + 1 } else { at + 1 };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    const ROUTES: &str = "crates/newsroom/src/routes/desk.rs";
    const ROW: &str =
        "[[route]]\nsurface = \"desk\"\npath = \"/desk/{id}\"\nmethods = [\"GET\"]\nwho = [\"editor\"]\n";

    #[test]
    fn a_route_without_a_row_is_found_by_method() {
        let table =
            r#"Router::new().route("/desk/{id}", get(articles::desk::show).post(articles::desk::save))"#;
        let findings = found(check, &[(MATRIX, ROW), (ROUTES, table)]);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].contains("POST /desk/{id}"));
    }

    #[test]
    fn a_row_without_a_route_is_found() {
        assert_eq!(found(check, &[(MATRIX, ROW), (ROUTES, "Router::new()")]).len(), 1);
    }

    #[test]
    fn an_annotated_handler_is_a_route() {
        let api = r#"#[utoipa::path(put, path = "/api/v1/a/{id}", tag = "a")] async fn save() {}"#;
        let findings = found(check, &[(MATRIX, ""), ("crates/newsroom/src/features/a/api.rs", api)]);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].contains("PUT /api/v1/a/{id}"));
    }

    #[test]
    fn nothing_is_asked_before_there_is_a_matrix() {
        assert!(found(check, &[(ROUTES, r#"a.route("/", get(b))"#)]).is_empty());
    }
}
