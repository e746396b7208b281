//! Tells test code from the program's own: what stands under `#[cfg(test)]` or `#[test]`, whole files of tests, and
//! the files of modules that are declared for tests only.

use super::Rust;
use super::lexer::{Kind, Token, closing};

/// Marks the tokens of one file that are test code.
pub fn mark<'t>(path: &str, code: &mut [Token<'t>], comments: &mut [Token<'t>]) {
    if is_test_file(path) || begins_for_tests(code) {
        mark_all(code, comments);
        return;
    }
    let mut at = 0;
    while at < code.len() {
        let Some(end_of_attribute) = attribute(code, at) else {
            at += 1;
            continue;
        };
        if !is_for_tests(&code[at..=end_of_attribute]) {
            at = end_of_attribute + 1;
            continue;
        }
        let end = end_of_item(code, end_of_attribute + 1);
        let lines = code[at].line..=code[end].line;
        code[at..=end].iter_mut().for_each(|token| token.in_test = true);
        comments
            .iter_mut()
            .filter(|comment| lines.contains(&comment.line))
            .for_each(|comment| comment.in_test = true);
        at = end + 1;
    }
}

/// Marks the files of modules that are declared with `#[cfg(test)] mod name;` somewhere else.
pub fn mark_test_modules(sources: &mut [Rust<'_>]) {
    let mut folders = Vec::new();
    for source in sources.iter() {
        let home = home_of_children(source.path);
        for at in 0..source.code.len() {
            let [word, name, end, ..] = &source.code[at..] else { continue };
            if word.in_test && word.text == "mod" && word.kind == Kind::Name && end.text == ";" {
                folders.push(format!("{home}/{}", name.text));
            }
        }
    }
    for source in sources.iter_mut() {
        let inside = |folder: &String| {
            source.path == format!("{folder}.rs") || source.path.starts_with(&format!("{folder}/"))
        };
        if folders.iter().any(inside) {
            mark_all(&mut source.code, &mut source.comments);
        }
    }
}

/// The folder in which the files of a file's child modules lie.
fn home_of_children(path: &str) -> &str {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    ["/mod", "/lib", "/main"].iter().find_map(|name| stem.strip_suffix(name)).unwrap_or(stem)
}

fn mark_all<'t>(code: &mut [Token<'t>], comments: &mut [Token<'t>]) {
    code.iter_mut().chain(comments).for_each(|token| token.in_test = true);
}

fn is_test_file(path: &str) -> bool {
    let folders = ["tests", "benches", "examples", "testing", "fuzz"];
    path.split('/').any(|part| folders.contains(&part))
        || path.ends_with("/tests.rs")
        || path.ends_with("/testing.rs")
}

fn begins_for_tests(code: &[Token<'_>]) -> bool {
    matches!(code, [hash, bang, open, ..] if hash.text == "#" && bang.text == "!" && open.text == "[")
        && is_for_tests(&code[..=closing(code, 2)])
}

/// The end of the attribute that begins at `at`, if one does.
fn attribute(code: &[Token<'_>], at: usize) -> Option<usize> {
    let begins = code[at].text == "#" && code.get(at + 1).is_some_and(|token| token.text == "[");
    begins.then(|| closing(code, at + 1))
}

fn is_for_tests(attribute: &[Token<'_>]) -> bool {
    let names: Vec<&str> =
        attribute.iter().filter(|token| token.kind == Kind::Name).map(|token| token.text).collect();
    match names.as_slice() {
        ["cfg", conditions @ ..] => conditions.contains(&"test") && !conditions.contains(&"not"),
        ["test"] | [_, "test", ..] => names[0] != "cfg_attr",
        _ => false,
    }
}

/// The last token of the item that begins at `at`: its closing brace, or its semicolon.
fn end_of_item(code: &[Token<'_>], mut at: usize) -> usize {
    while at < code.len() {
        match code[at].text {
            ";" if code[at].kind == Kind::Sign => return at,
            "{" if code[at].kind == Kind::Sign => return closing(code, at),
            "(" | "[" if code[at].kind == Kind::Sign => at = closing(code, at),
            _ => {}
        }
        at += 1;
    }
    code.len() - 1
}

#[cfg(test)]
mod tests {
    use crate::sources::Tree;

    fn check(files: &[(&str, &str)], wanted: &[&str]) {
        let tree = Tree::of(files.iter().copied());
        let sources = tree.rust();
        let found: Vec<_> =
            sources.iter().flat_map(|source| source.names()).map(|token| token.text).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_module_of_tests_is_test_code_and_what_follows_is_not() {
        check(&[("a.rs", "#[cfg(test)] mod tests { x } y")], &["y"]);
    }

    #[test]
    fn a_test_is_test_code_whoever_runs_it() {
        check(
            &[(
                "a.rs",
                "#[test] #[should_panic] fn f() { x } #[tokio::test(flavor = \"a\")] async fn g() { x } y",
            )],
            &["y"],
        );
    }

    #[test]
    fn code_that_tests_leave_out_is_the_programs_own() {
        check(
            &[("a.rs", "#[cfg(not(test))] x; #[cfg_attr(test, allow(z))] y")],
            &["cfg", "not", "test", "x", "cfg_attr", "test", "allow", "z", "y"],
        );
    }

    #[test]
    fn the_file_of_a_module_for_tests_is_test_code() {
        check(
            &[("c/src/lib.rs", "#[cfg(test)] mod kit;"), ("c/src/kit.rs", "x"), ("c/src/kit2.rs", "y")],
            &["y"],
        );
    }

    #[test]
    fn folders_of_tests_are_test_code() {
        check(&[("c/tests/a.rs", "x"), ("c/src/f/tests.rs", "x"), ("c/src/f.rs", "y")], &["y"]);
    }
}
