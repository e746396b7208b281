//! The toolkit knows no news: what a crate under `newsroom` is about can be said without an article in it.
//!
//! Names, string literals and comments are read. Some news words have another, everyday meaning in prose (a section of
//! a standard, a story that a test tells): those are looked for in names alone.

use crate::sources::{Rust, words};
use crate::tidy::{Exception, Finding, Sources, without};

pub const DEMANDS: &str = "no news noun in web, store, jobs, search, media, theme, fetch, bus";

const CRATES: &[&str] =
    &["backup", "bus", "card", "fetch", "jobs", "media", "search", "store", "theme", "web"];
const EVERYWHERE: &[&str] = &[
    "article",
    "articles",
    "byline",
    "bylines",
    "embargo",
    "headline",
    "headlines",
    "kicker",
    "newsrooms",
    "reporter",
];
const IN_NAMES: &[&str] = &[
    "breaking", "edition", "editions", "editor", "editors", "liveblog", "newsroom", "section", "sections",
    "story", "stories",
];

const EXCEPTIONS: &[Exception] = &[
    Exception {
        path: "crates/media/src/metadata/",
        why: "picture metadata has fields that the standards call headline and by-line",
    },
    Exception {
        path: "crates/search/src/analysis/",
        why: "Arabic grammar has an article of its own, which a stem goes without",
    },
];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let findings = CRATES
        .iter()
        .flat_map(|name| {
            let folder = format!("crates/{name}/src/");
            sources.rust.iter().filter(move |source| source.path.starts_with(&folder)).flat_map(in_file)
        })
        .collect();
    without(EXCEPTIONS, findings, sources.tree)
}

fn in_file(source: &Rust<'_>) -> Vec<Finding> {
    let comments = source.comments.iter().filter(|comment| !comment.in_test);
    let prose = source.texts().chain(comments).map(|token| (token, &[][..]));
    let names = source.names().map(|token| (token, IN_NAMES));
    prose
        .chain(names)
        .flat_map(|(token, also)| {
            let nouns = words(token.text)
                .into_iter()
                .filter(|word| EVERYWHERE.contains(&word.as_str()) || also.contains(&word.as_str()));
            nouns.map(|noun| Finding::at(source.path, token.line, message(&noun))).collect::<Vec<_>>()
        })
        .collect()
}

fn message(noun: &str) -> String {
    format!(
        "`{noun}` is a news noun: name the thing for what it is to any site (page, row, tag, document), or move the code to crates/newsroom"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn a_news_noun_is_found_in_names_strings_and_comments() {
        for text in [
            "fn article_page() {}",
            "struct StoryCard;",
            "const A: &str = \"the headline\";",
            "// for an article",
        ] {
            assert_eq!(found(check, &[("crates/web/src/a.rs", text)]).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_section_of_a_standard_is_no_news() {
        assert!(found(check, &[("crates/web/src/a.rs", "// RFC 9110, section 8")]).is_empty());
    }

    #[test]
    fn the_product_speaks_of_news() {
        assert!(found(check, &[("crates/newsroom/src/a.rs", "struct Article;")]).is_empty());
    }

    #[test]
    fn tests_may_use_an_example() {
        assert!(
            found(
                check,
                &[("crates/theme/src/a.rs", "#[cfg(test)] mod tests { const A: &str = \"article.html\"; }")]
            )
            .is_empty()
        );
    }
}
