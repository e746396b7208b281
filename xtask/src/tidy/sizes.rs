//! Small things are read whole. A file has at most 600 lines, a function at most 80.

use crate::sources::{Kind, Rust};
use crate::tidy::{Exception, Finding, Sources, without};

pub const DEMANDS: &str =
    "a file has at most 600 lines, a function at most 80, or a line in the list of giants saying why";

const LARGEST_FILE: usize = 600;
const LARGEST_FUNCTION: usize = 80;
const WRITTEN_BY_HAND: &[&str] = &["css", "html", "js", "mjs", "rs", "sh", "ts"];
const MADE: &[&str] = &["/dist/", "/payloads/", "/fixtures/"];

const GIANTS: &[Exception] = &[
    Exception {
        path: "crates/newsroom/src/event.rs",
        why: "the names of all that can happen, a line for each: nothing in it is a step",
    },
    Exception {
        path: "crates/newsroom/src/reactions.rs",
        why: "one exhaustive match over all that can happen, read as a table: cut in two, a new event could slip between",
    },
];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let files = sources.tree.files().filter(|file| {
        let ending = file.path.rsplit('.').next().unwrap_or_default();
        WRITTEN_BY_HAND.contains(&ending) && !MADE.iter().any(|folder| file.path.contains(folder))
    });
    let files = files.filter_map(|file| {
        let lines = file.text.lines().count();
        let message = format!("{lines} lines: split it by capability (not into a part 2)");
        (lines > LARGEST_FILE).then(|| Finding::at(&file.path, 1, message))
    });
    let functions =
        sources.rust.iter().flat_map(functions).filter(|function| function.lines > LARGEST_FUNCTION).map(
            |function| {
                let message =
                    format!("fn {} has {} lines: give its steps names", function.name, function.lines);
                Finding::at(function.path, function.line, message)
            },
        );
    without(GIANTS, files.chain(functions).collect(), sources.tree)
}

struct Function<'s> {
    path: &'s str,
    name: &'s str,
    line: usize,
    lines: usize,
}

fn functions<'s>(source: &'s Rust<'_>) -> Vec<Function<'s>> {
    let mut functions = Vec::new();
    for at in 0..source.code.len().saturating_sub(1) {
        let (word, name) = (&source.code[at], &source.code[at + 1]);
        if word.kind != Kind::Name || word.text != "fn" || name.kind != Kind::Name {
            continue;
        }
        if let Some(open) = body(source, at) {
            let last = source.code[source.closing(open)].line;
            functions.push(Function {
                path: source.path,
                name: name.text,
                line: word.line,
                lines: last - word.line + 1,
            });
        }
    }
    functions
}

/// The brace that opens the body of the function at `at`; none when it is only declared.
fn body(source: &Rust<'_>, mut at: usize) -> Option<usize> {
    while let Some(token) = source.code.get(at) {
        match token.text {
            "{" => return Some(at),
            ";" => return None,
            "(" | "[" => at = source.closing(at),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn a_giant_is_found() {
        assert_eq!(found(check, &[("crates/web/src/a.rs", &"x;\n".repeat(601))]).len(), 1);
        assert_eq!(
            found(
                check,
                &[("crates/web/src/a.rs", &format!("fn a(b: [u8; 2]) {{\n{}}}", "x;\n".repeat(80)))]
            )
            .len(),
            1
        );
        assert_eq!(found(check, &[("themes/default/a.css", &"a{}\n".repeat(601))]).len(), 1);
    }

    #[test]
    fn what_just_fits_is_not() {
        assert!(found(check, &[("crates/web/src/a.rs", &"x;\n".repeat(600))]).is_empty());
        assert!(
            found(check, &[("crates/web/src/a.rs", &format!("fn a() {{\n{}}}", "x;\n".repeat(78)))])
                .is_empty()
        );
    }

    #[test]
    fn what_is_made_by_a_tool_may_be_large() {
        assert!(found(check, &[("desk/dist/editor.js", &"x;\n".repeat(9000))]).is_empty());
    }
}
