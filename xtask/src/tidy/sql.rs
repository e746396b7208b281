//! All SQL of a feature is in its `store.rs`, as whole texts, in words both databases know.

use crate::sources::{Rust, Token, words};
use crate::tidy::{Exception, Finding, Sources, without};

pub const DEMANDS: &str = "SQL only in store.rs files and crates/store, crates/jobs; no dialect name in features; no SQL made by format!";

const HOMES: &[&str] = &["crates/store/", "crates/jobs/"];
/// "PostgreSQL" falls into two words.
const DIALECTS: &[&str] = &["postgre", "postgres", "postgresql", "sqlite"];
const MAKERS: &[&str] = &["concat", "format", "format_args", "write", "writeln"];

const EXCEPTIONS: &[Exception] = &[Exception {
    path: "crates/newsroom/src/features/exports/store.rs",
    why: "the compiler makes the questions and the answers of a noun from one declaration of its fields, so that they cannot differ",
}];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let findings = sources
        .rust_under("crates/")
        .flat_map(|source| misplaced(source).into_iter().chain(made(source)).chain(dialect(source)))
        .collect();
    without(EXCEPTIONS, findings, sources.tree)
}

fn misplaced(source: &Rust<'_>) -> Vec<Finding> {
    if is_store(source.path) {
        return Vec::new();
    }
    let texts = source.texts().filter(|text| is_sql(text.content()));
    texts.map(|text| Finding::at(source.path, text.line, "SQL outside a store: give the statement a name in the feature's store.rs and call a function of it")).collect()
}

fn made(source: &Rust<'_>) -> Vec<Finding> {
    // The definitions that differ by database are put together in crates/store alone, from its own words.
    if source.path.starts_with("crates/store/") {
        return Vec::new();
    }
    let calls = MAKERS.iter().flat_map(|maker| source.runs_of_macro(maker));
    calls
        .filter_map(|open| source.code[open..=source.closing(open)].iter().find(|token| is_text(token) && is_sql(token.content())))
        .map(|text| Finding::at(source.path, text.line, "SQL put together at run time: write whole statements in sql!, with $1 for values and in_list($1) for lists"))
        .collect()
}

fn dialect(source: &Rust<'_>) -> Vec<Finding> {
    if !source.path.contains("/src/features/") {
        return Vec::new();
    }
    let comments = source.comments.iter().filter(|comment| !comment.in_test);
    let tokens = source.names().chain(source.texts()).chain(comments);
    tokens
        .filter(|token| words(token.text).iter().any(|word| DIALECTS.contains(&word.as_str())))
        .map(|token| {
            Finding::at(
                source.path,
                token.line,
                "a feature knows no database by name: what must differ is a named fragment of crates/store",
            )
        })
        .collect()
}

fn is_store(path: &str) -> bool {
    HOMES.iter().any(|home| path.starts_with(home)) || path.ends_with("/store.rs") || path.contains("/store/")
}

fn is_text(token: &Token<'_>) -> bool {
    token.kind == crate::sources::Kind::Text
}

/// Whether a text begins as a statement does.
fn is_sql(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        ["select", rest @ ..] => rest.contains(&"from"),
        ["update", _, next, ..] => *next == "set",
        ["with", _, "as", ..] | ["with", "recursive", ..] => true,
        [first, second, ..] => STATEMENTS.contains(&(*first, *second)),
        _ => false,
    }
}

const STATEMENTS: &[(&str, &str)] = &[
    ("alter", "table"),
    ("create", "index"),
    ("create", "table"),
    ("create", "unique"),
    ("create", "view"),
    ("delete", "from"),
    ("drop", "index"),
    ("drop", "table"),
    ("insert", "into"),
    ("insert", "or"),
];

impl Rust<'_> {
    /// Where the given macro is called outside test code: the index of its opening bracket.
    fn runs_of_macro(&self, name: &str) -> Vec<usize> {
        self.runs(&[name, "!"]).map(|at| at + 2).filter(|open| *open < self.code.len()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    const SITE: &str = "crates/newsroom/src/features/comments/site.rs";
    const STORE: &str = "crates/newsroom/src/features/comments/store.rs";

    #[test]
    fn sql_outside_a_store_is_found() {
        for text in [
            "select id\n from comment",
            "insert into a values ($1)",
            "UPDATE a SET b = 1",
            "with b as (select 1) select 2",
        ] {
            assert_eq!(found(check, &[(SITE, &format!("const A: &str = \"{text}\";"))]).len(), 1, "{text}");
            assert!(found(check, &[(STORE, &format!("const A: &str = \"{text}\";"))]).is_empty(), "{text}");
        }
    }

    #[test]
    fn prose_that_begins_like_sql_is_not() {
        assert!(found(check, &[(SITE, r#"const A: &str = "update the page, then select one";"#)]).is_empty());
    }

    #[test]
    fn sql_made_at_run_time_is_found_in_a_store_too() {
        assert_eq!(found(check, &[(STORE, r#"fn a(t: &str) { format!("select * from {t}"); }"#)]).len(), 1);
    }

    #[test]
    fn a_feature_that_names_a_database_is_found() {
        for text in
            ["if dialect == Dialect::Sqlite {}", "// faster on PostgreSQL", "use tokio_postgres::Row;"]
        {
            assert_eq!(found(check, &[(STORE, text)]).len(), 1, "{text}");
        }
    }
}
