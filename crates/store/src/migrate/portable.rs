//! Portable table definitions: `bigint`, `double precision`, `text`, `boolean` and `bytea` in `create table` and
//! `alter table` become each database's own words; SQLite's tables are made strict, PostgreSQL's text sorts by bytes.

use crate::dialect::{Dialect, Token, next_token};
use crate::error::StoreError;

/// The text for one database.
pub(crate) fn rewrite(text: &str, dialect: Dialect) -> Result<String, StoreError> {
    let refuse = |reason: String| StoreError::Statement { statement: "a migration", reason };
    let mut out = String::with_capacity(text.len() + 256);
    let mut rest = text;
    let mut place = Place::default();
    while let Some(token) = next_token(&mut rest).map_err(refuse)? {
        match token {
            Token::Placeholder(_) => return Err(refuse("a migration takes no parameters".into())),
            Token::Word(word) => {
                let lower = word.to_ascii_lowercase();
                let own = place.type_word(&lower, dialect);
                place.pass(&lower);
                push_word(&mut out, word, own, &mut rest);
            }
            Token::Other(";") => {
                if place.makes_table() && dialect == Dialect::Sqlite {
                    let kept = out.trim_end().len();
                    out.truncate(kept);
                    out.push_str(" strict");
                }
                out.push(';');
                place = Place::default();
            }
            Token::Other(other) => {
                if !is_silent(other) {
                    place.pass(other);
                }
                out.push_str(other);
            }
        }
    }
    Ok(out)
}

fn push_word(out: &mut String, word: &str, own: Option<&str>, rest: &mut &str) {
    out.push_str(own.unwrap_or(word));
    let is_double = word.eq_ignore_ascii_case("double");
    if own.is_some() && is_double {
        // `double precision` is one type in two words.
        let after = rest.trim_start();
        *rest = after.strip_prefix("precision").unwrap_or(rest);
    }
}

fn is_silent(token: &str) -> bool {
    token.trim().is_empty() || token.starts_with("--") || token.starts_with("/*")
}

/// Where in a statement the rewriting is.
#[derive(Default)]
struct Place {
    first: String,
    second: String,
    previous: String,
}

impl Place {
    fn pass(&mut self, token: &str) {
        if self.first.is_empty() {
            self.first = token.to_owned();
        } else if self.second.is_empty() {
            self.second = token.to_owned();
        }
        self.previous = token.to_owned();
    }

    fn makes_table(&self) -> bool {
        self.first == "create" && self.second == "table"
    }

    /// The own word of a type, where a type can stand: after a column's name, not in its place or in a cast.
    fn type_word(&self, word: &str, dialect: Dialect) -> Option<&'static str> {
        let in_definition = self.makes_table() || (self.first == "alter" && self.second == "table");
        if !in_definition || matches!(self.previous.as_str(), "(" | "," | "." | "as" | "column" | "key") {
            return None;
        }
        match (dialect, word) {
            (Dialect::Sqlite, "bigint" | "boolean") => Some("integer"),
            (Dialect::Sqlite, "double") => Some("real"),
            (Dialect::Sqlite, "bytea") => Some("blob"),
            (Dialect::Postgres, "double") => Some("double precision"),
            (Dialect::Postgres, "text") => Some("text collate \"C\""),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sqlite: &str, postgres: &str) {
        assert_eq!(rewrite(text, Dialect::Sqlite).unwrap(), sqlite);
        assert_eq!(rewrite(text, Dialect::Postgres).unwrap(), postgres);
    }

    #[test]
    fn types_become_each_databases_own() {
        check(
            "create table a (b bigint primary key, c text not null, d double precision, e boolean, f bytea);",
            "create table a (b integer primary key, c text not null, d real, e integer, f blob) strict;",
            "create table a (b bigint primary key, c text collate \"C\" not null, d double precision, e boolean, f bytea);",
        );
    }

    #[test]
    fn a_column_may_be_called_like_a_type() {
        check(
            "create table a (text text, double bigint, primary key (text, double));",
            "create table a (text text, double integer, primary key (text, double)) strict;",
            "create table a (text text collate \"C\", double bigint, primary key (text, double));",
        );
    }

    #[test]
    fn only_tables_are_rewritten() {
        for text in ["insert into a (b) values ('x text; y');", "create index i on a (text, boolean desc);"] {
            check(text, text, text);
        }
    }

    #[test]
    fn comments_and_literals_stay() {
        check(
            "-- a text; here\ncreate table a (b text default 'text; bigint' /* bytea */);",
            "-- a text; here\ncreate table a (b text default 'text; bigint' /* bytea */) strict;",
            "-- a text; here\ncreate table a (b text collate \"C\" default 'text; bigint' /* bytea */);",
        );
    }

    #[test]
    fn a_new_column_has_its_own_type() {
        check(
            "alter table a add column b boolean not null default false;",
            "alter table a add column b integer not null default false;",
            "alter table a add column b boolean not null default false;",
        );
    }
}
