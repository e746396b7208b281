//! The rules of the house as checks over the sources. One rule is one file with its own tests on made-up sources;
//! what it finds says what to do instead. A rule about a file that does not exist yet finds nothing.
//!
//! Each exception stands in its rule's list with the reason, and is itself a finding once it is no longer needed.

mod access_matrix;
mod architecture_paths;
mod css;
mod dependencies;
mod feature_doors;
mod lockfiles;
mod migrations;
mod news_nouns;
mod no_panics;
mod outside_world;
mod own_voice;
mod public_pages;
mod pure_crates;
mod sizes;
mod sql;
mod state_changes;

use std::path::Path;

use anyhow::Result;

use crate::sources::{Rust, Tree};

/// One rule.
struct Rule {
    name: &'static str,
    /// What it demands, in a sentence.
    demands: &'static str,
    check: fn(&Sources<'_>) -> Vec<Finding>,
}

const RULES: &[Rule] = &[
    Rule { name: "news-nouns", demands: news_nouns::DEMANDS, check: news_nouns::check },
    Rule { name: "sql", demands: sql::DEMANDS, check: sql::check },
    Rule { name: "public-pages", demands: public_pages::DEMANDS, check: public_pages::check },
    Rule { name: "state-changes", demands: state_changes::DEMANDS, check: state_changes::check },
    Rule { name: "feature-doors", demands: feature_doors::DEMANDS, check: feature_doors::check },
    Rule { name: "pure-crates", demands: pure_crates::DEMANDS, check: pure_crates::check },
    Rule { name: "outside-world", demands: outside_world::DEMANDS, check: outside_world::check },
    Rule {
        name: "architecture-paths",
        demands: architecture_paths::DEMANDS,
        check: architecture_paths::check,
    },
    Rule { name: "sizes", demands: sizes::DEMANDS, check: sizes::check },
    Rule { name: "access-matrix", demands: access_matrix::DEMANDS, check: access_matrix::check },
    Rule { name: "css", demands: css::DEMANDS, check: css::check },
    Rule { name: "own-voice", demands: own_voice::DEMANDS, check: own_voice::check },
    Rule { name: "dependencies", demands: dependencies::DEMANDS, check: dependencies::check },
    Rule { name: "lockfiles", demands: lockfiles::DEMANDS, check: lockfiles::check },
    Rule { name: "migrations", demands: migrations::DEMANDS, check: migrations::check },
    Rule { name: "no-panics", demands: no_panics::DEMANDS, check: no_panics::check },
];

/// What the rules look at.
pub struct Sources<'t> {
    /// Every file.
    pub tree: &'t Tree,
    /// The Rust files, as tokens.
    pub rust: Vec<Rust<'t>>,
}

impl<'t> Sources<'t> {
    /// The sources of a repository.
    pub fn of(tree: &'t Tree) -> Sources<'t> {
        Sources { tree, rust: tree.rust() }
    }

    /// The Rust files under a folder.
    pub fn rust_under(&self, folder: &str) -> impl Iterator<Item = &Rust<'t>> {
        self.rust.iter().filter(move |source| source.path.starts_with(folder))
    }
}

/// A place where a rule is broken, and what to do about it.
#[derive(Debug, PartialEq)]
pub struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    /// A finding at a line of a file.
    pub fn at(path: &str, line: usize, message: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, message: message.into() }
    }
}

/// A place that may break a rule.
pub struct Exception {
    /// A file, or a folder when it ends in `/`.
    pub path: &'static str,
    /// Why it may.
    pub why: &'static str,
}

impl Exception {
    fn covers(&self, path: &str) -> bool {
        if self.path.ends_with('/') { path.starts_with(self.path) } else { path == self.path }
    }
}

/// Takes out what is excepted, and adds each exception that no file needs any more although its place exists.
pub fn without(exceptions: &[Exception], findings: Vec<Finding>, tree: &Tree) -> Vec<Finding> {
    let mut needed = vec![false; exceptions.len()];
    let mut left: Vec<_> = findings
        .into_iter()
        .filter(|finding| match exceptions.iter().position(|exception| exception.covers(&finding.path)) {
            Some(index) => {
                needed[index] = true;
                false
            }
            None => true,
        })
        .collect();
    for (exception, _) in exceptions.iter().zip(needed).filter(|(_, needed)| !needed) {
        if tree.paths().any(|path| path == exception.path.trim_end_matches('/')) {
            left.push(Finding::at(
                exception.path,
                1,
                format!("needs its exception no more («{}»): take it out of the rule's list", exception.why),
            ));
        }
    }
    left
}

/// Checks the repository at `root` and prints what is found. True when nothing is.
pub fn report(root: &Path) -> Result<bool> {
    let tree = Tree::read(root)?;
    let sources = Sources::of(&tree);
    let mut broken = 0;
    for rule in RULES {
        let mut findings = (rule.check)(&sources);
        findings.sort_by(|a, b| (&a.path, a.line, &a.message).cmp(&(&b.path, b.line, &b.message)));
        findings.dedup();
        if !findings.is_empty() {
            println!("{}: {}", rule.name, rule.demands);
        }
        for Finding { path, line, message } in &findings {
            println!("  {path}:{line}: {message}");
        }
        broken += findings.len();
    }
    println!("tidy: {} rules over {} files, {broken} findings", RULES.len(), tree.files().count());
    Ok(broken == 0)
}

/// The rules as a list.
pub fn list() -> String {
    RULES.iter().map(|rule| format!("{:<20}{}\n", rule.name, rule.demands)).collect()
}

/// Runs one rule over a made-up repository.
#[cfg(test)]
fn found(check: fn(&Sources<'_>) -> Vec<Finding>, files: &[(&str, &str)]) -> Vec<String> {
    let tree = Tree::of(files.iter().copied());
    let findings = check(&Sources::of(&tree));
    findings
        .into_iter()
        .map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.message))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_that_nobody_needs_is_a_finding() {
        let tree = Tree::of([("a.rs", "")]);
        let exceptions =
            [Exception { path: "a.rs", why: "old" }, Exception { path: "gone.rs", why: "older" }];
        let left = without(&exceptions, Vec::new(), &tree);
        assert_eq!(left.len(), 1);
        assert!(left[0].message.contains("old"));
    }

    #[test]
    fn an_exception_hides_its_own_place_only() {
        let tree = Tree::of([("a/b.rs", ""), ("c.rs", "")]);
        let findings = vec![Finding::at("a/b.rs", 1, "x"), Finding::at("c.rs", 1, "x")];
        let left = without(&[Exception { path: "a/", why: "y" }], findings, &tree);
        assert_eq!(left, [Finding::at("c.rs", 1, "x")]);
    }

    #[test]
    fn rules_have_names_of_their_own() {
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
