//! Bad input gets an answer. Outside tests nothing unwraps or panics; `expect` says why it cannot fail. And a test that
//! cannot run says `NOT RUN`, it is not switched off.

use crate::sources::{Kind, Rust};
use crate::tidy::{Exception, Finding, Sources, without};

pub const DEMANDS: &str = "no unwrap or panic outside tests, expect with its reason, no ignored test";

const FORBIDDEN: &[(&[&str], &str)] = &[
    (&[".", "unwrap", "(", ")"], "answer the failure, or `expect` with the reason why there is none"),
    (&[".", "unwrap_err", "(", ")"], "match on the result"),
    (&["panic", "!"], "return an error named after what happened"),
    (&["todo", "!"], "finish it, or leave it out"),
    (&["unimplemented", "!"], "finish it, or leave it out"),
    (&["dbg", "!"], "use tracing, or take it out"),
];
/// A reason has more than one word.
const SHORTEST_REASON: usize = 3;

const EXCEPTIONS: &[Exception] = &[];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let findings = sources.rust.iter().flat_map(|source| {
        let forbidden = FORBIDDEN.iter().flat_map(move |(wanted, instead)| {
            source.runs(wanted).map(move |at| {
                Finding::at(source.path, source.code[at].line, format!("`{}`: {instead}", wanted.concat()))
            })
        });
        forbidden.chain(bare_expects(source)).chain(ignored_tests(source))
    });
    without(EXCEPTIONS, findings.collect(), sources.tree)
}

fn bare_expects<'s>(source: &'s Rust<'_>) -> impl Iterator<Item = Finding> + 's {
    source.runs(&[".", "expect", "("]).filter_map(|at| {
        let reason = source.code.get(at + 3).filter(|token| token.kind == Kind::Text)?;
        let short = reason.content().split_whitespace().count() < SHORTEST_REASON;
        short.then(|| {
            Finding::at(
                source.path,
                reason.line,
                "`expect` wants the reason why it cannot fail, in a few words",
            )
        })
    })
}

fn ignored_tests<'s>(source: &'s Rust<'_>) -> impl Iterator<Item = Finding> + 's {
    (0..source.code.len()).filter(|at| source.stands_at(*at, &["#", "[", "ignore"])).map(|at| {
        Finding::at(
            source.path,
            source.code[at].line,
            "an ignored test is forgotten: let it print `NOT RUN: what (why)` and return",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    fn check_source(text: &str, wanted: usize) {
        assert_eq!(found(check, &[("crates/web/src/a.rs", text)]).len(), wanted, "{text}");
    }

    #[test]
    fn what_gives_up_is_found() {
        check_source("fn a() { b.unwrap() }", 1);
        check_source("fn a() { panic!(\"no\") }", 1);
        check_source("fn a() { b.expect(\"ok\") }", 1);
        check_source("fn a() { b.expect(\"a header of ASCII letters is valid\") }", 0);
        check_source("fn a() { b.unwrap_or_default() }", 0);
    }

    #[test]
    fn tests_may_unwrap_and_may_not_be_switched_off() {
        check_source("#[cfg(test)] mod tests { fn a() { b.unwrap() } }", 0);
        check_source(concat!("#[cfg(test)] mod tests { #[test] #[", "ignore] fn a() {} }"), 1);
    }
}
