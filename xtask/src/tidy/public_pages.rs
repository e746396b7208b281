//! A public page is made of published rows. It cannot show a draft or a person's address because it has no name for
//! one, and no connection that reads one.

use crate::sources::words;
use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str =
    "site.rs names no session, user, account, actor or draft, and reads published rows only";

const PRIVATE: &[&str] = &[
    "account",
    "accounts",
    "actor",
    "actors",
    "candidate",
    "candidates",
    "draft",
    "drafts",
    "session",
    "sessions",
    "user",
    "users",
];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let pages =
        sources.rust_under("crates/newsroom/src/features/").filter(|source| is_public_page(source.path));
    pages
        .flat_map(|source| {
            let names = source
                .names()
                .filter(|name| words(name.text).iter().any(|word| PRIVATE.contains(&word.as_str())));
            let names = names.map(|name| {
                let message = format!(
                    "`{}` has no place on a public page: take what the page needs from published rows",
                    name.text
                );
                Finding::at(source.path, name.line, message)
            });
            let ways: [&[&str]; 3] =
                [&["db", ".", "read", "("], &["db", ".", "write", "("], &["db", ".", "log", "("]];
            let reads = ways.iter().flat_map(|way| source.runs(way)).map(|at| {
                Finding::at(
                    source.path,
                    source.code[at].line,
                    "a public page asks `app.db.published()`, which cannot read anything else",
                )
            });
            names.chain(reads).collect::<Vec<_>>()
        })
        .collect()
}

fn is_public_page(path: &str) -> bool {
    path.ends_with("/site.rs") || path.contains("/site/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn a_public_page_that_knows_people_or_drafts_is_found() {
        for text in ["use super::Draft;", "fn a(session: Session) {}", "app.db.read();", "let user_name = 1;"]
        {
            assert!(
                !found(check, &[("crates/newsroom/src/features/articles/site.rs", text)]).is_empty(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_public_page_of_published_rows_is_not() {
        let page = "use super::PublishedArticle; fn show() { store::by_id(app.db.published(), id) }";
        assert!(found(check, &[("crates/newsroom/src/features/articles/site.rs", page)]).is_empty());
    }

    #[test]
    fn the_desk_knows_sessions() {
        assert!(
            found(check, &[("crates/newsroom/src/features/articles/desk.rs", "fn a(session: Session) {}")])
                .is_empty()
        );
    }
}
