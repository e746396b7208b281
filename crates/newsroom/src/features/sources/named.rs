//! The sources that a revision names: those of its chain, and those that its statements were taken from. No I/O.

use content::{Tree, walk};
use text::fold::fold;

use super::Source;

/// A name as it is looked for: its words as search folds them.
pub fn folded_name(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric() && !is_mark(letter));
    words.map(fold).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Vowel marks stand inside words.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}')
}

/// Every name once, folded and as it is written first.
pub(super) fn named_in(chain: &[Source], body: &Tree) -> Vec<(String, String)> {
    let said = walk::statements(body).into_iter().map(|statement| statement.attrs.source.to_string());
    let mut named: Vec<(String, String)> = Vec::new();
    for name in chain.iter().map(|source| source.name.clone()).chain(said) {
        let folded = folded_name(&name);
        if !folded.is_empty() && !named.iter().any(|(other, _)| *other == folded) {
            named.push((folded, name));
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::sources::SourceRole;
    use content::tree::{Statement, StatementAttrs};

    #[test]
    fn a_name_is_one_however_it_is_written() {
        for spelling in ["وكالة الأنباء", "وكاله  الانباء", "«وكالةُ الأنباء»", "وكـالة الأنباء"]
        {
            assert_eq!(folded_name(spelling), "وكاله الانباء", "{spelling}");
        }
        assert_eq!(folded_name("A.P. & Co"), "a p co");
        assert_eq!(folded_name("…"), "");
    }

    #[test]
    fn the_chain_and_the_statements_name_each_source_once() {
        let source = |name: &str| Source {
            role: SourceRole::Agency,
            name: name.to_owned(),
            href: String::new(),
            detail: String::new(),
        };
        let attrs = |source: &str| StatementAttrs { source: source.to_owned(), ..StatementAttrs::default() };
        let said = |source: &str| Statement { attrs: attrs(source), content: Vec::new() }.into();
        let body = Tree::new(vec![said("محضر الجلسة"), said(""), said("وكالة الانباء")]);
        let named = named_in(&[source("وكالة الأنباء"), source("")], &body);
        let written: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(written, ["وكالة الأنباء", "محضر الجلسة"]);
    }
}
