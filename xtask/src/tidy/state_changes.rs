//! An action changes the truth in one transaction and records an event. Nobody else opens a transaction, and only a
//! store function that was handed one executes statements in it.

use crate::sources::Rust;
use crate::tidy::{Exception, Finding, Sources, without};

pub const DEMANDS: &str =
    "transactions and events only in actions/, statements that change something only in stores";

const EXCEPTIONS: &[Exception] = &[];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let product = sources.rust.iter().filter(|source| {
        let toolkit = source.path.starts_with("crates/store/") || source.path.starts_with("crates/jobs/");
        source.path.starts_with("crates/") && !toolkit
    });
    without(EXCEPTIONS, product.flat_map(in_file).collect(), sources.tree)
}

fn in_file(source: &Rust<'_>) -> Vec<Finding> {
    let action = source.path.contains("/actions/");
    let store = source.path.ends_with("/store.rs")
        || source.path.contains("/src/features/") && source.path.contains("/store/");
    let mut findings = Vec::new();
    let mut look = |wanted: &[&str], message: &str| {
        findings
            .extend(source.runs(wanted).map(|at| Finding::at(source.path, source.code[at].line, message)));
    };
    if !action {
        let message = "an event recorded outside actions/: record it in the action that changes the truth";
        look(&["tx", ".", "record", "("], message);
        look(&[".", "into_log", "("], message);
    }
    if !action && !store {
        look(
            &["tx", ".", "execute", "("],
            "a change outside a store: make it a function of the feature's store.rs that takes the transaction",
        );
    }
    if !action {
        let message =
            "a transaction outside actions/: make it a verb in the feature's actions/ and call that";
        let transactions = source.runs(&[".", "write", "("]).filter(|at| is_transaction(source, *at));
        findings.extend(transactions.map(|at| Finding::at(source.path, source.code[at].line, message)));
    }
    findings
}

/// Whether `.write(` at `at` is the database's: by its receiver, or by a closure that takes a transaction.
fn is_transaction(source: &Rust<'_>, at: usize) -> bool {
    let before = &source.code[at.saturating_sub(3)..at];
    let receiver = before.iter().rfind(|token| !["(", ")"].contains(&token.text)).map(|token| token.text);
    let closures: [&[&str]; 2] = [&["|", "tx", "|"], &["move", "|", "tx", "|"]];
    receiver == Some("db") || closures.iter().any(|closure| source.stands_at(at + 3, closure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    const PATHS: [&str; 3] = [
        "crates/newsroom/src/features/comments/desk.rs",
        "crates/newsroom/src/features/comments/actions/hide.rs",
        "crates/newsroom/src/features/comments/store.rs",
    ];

    fn check_places(text: &str, wanted: [usize; 3]) {
        assert_eq!(PATHS.map(|path| found(check, &[(path, text)]).len()), wanted, "{text}");
    }

    #[test]
    fn only_an_action_opens_a_transaction() {
        check_places("app.db.write(move |tx| {})", [1, 0, 1]);
        check_places("app.db().write(work)", [1, 0, 1]);
        check_places("app.db\n.write(move |tx| {})", [1, 0, 1]);
        check_places("store.write(|tx| {})", [1, 0, 1]);
    }

    #[test]
    fn only_an_action_records_events() {
        check_places("tx.record(event)", [1, 0, 1]);
        check_places("event.into_log(&actor, now)", [1, 0, 1]);
    }

    #[test]
    fn only_a_store_or_an_action_changes_rows() {
        check_places("tx.execute(&INSERT, params![])", [1, 0, 0]);
    }

    #[test]
    fn writing_to_a_file_or_a_span_is_no_change_of_state() {
        check_places("file.write(bytes); span.record(\"status\", 200)", [0, 0, 0]);
    }
}
