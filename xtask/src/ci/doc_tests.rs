//! Which crates have examples in their documentation.

use std::path::Path;

use anyhow::Result;

use crate::sources::{Rust, Tree};

/// The library crates in whose documentation stands code that is compiled.
pub fn crates_with_examples(root: &Path) -> Result<Vec<String>> {
    Ok(in_tree(&Tree::read(root)?))
}

fn in_tree(tree: &Tree) -> Vec<String> {
    let sources = tree.rust();
    let mut crates: Vec<String> = sources
        .iter()
        .filter_map(|source| Some((source.path.strip_prefix("crates/")?.split_once("/src/")?.0, source)))
        .filter(|(name, source)| {
            tree.file(&format!("crates/{name}/src/lib.rs")).is_some() && has_example(source)
        })
        .map(|(name, _)| name.to_owned())
        .collect();
    crates.dedup();
    crates
}

fn has_example(source: &Rust<'_>) -> bool {
    let docs = source.comments.iter().filter_map(|comment| {
        let text = ["///", "//!"].iter().find_map(|start| comment.text.strip_prefix(start))?;
        text.trim().strip_prefix("```")
    });
    // The first fence of a pair names its language; code is Rust unless it says otherwise.
    docs.step_by(2).any(|language| {
        language.is_empty()
            || ["rust", "no_run", "should_panic", "compile_fail"]
                .iter()
                .any(|word| language.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_no_example() {
        let tree = Tree::of([
            ("crates/a/src/lib.rs", "/// ```\n/// f();\n/// ```\nfn f() {}"),
            ("crates/b/src/lib.rs", "//! ```text\n//! a -> b\n//! ```"),
            ("crates/c/src/main.rs", "/// ```\n/// f();\n/// ```\nfn f() {}"),
        ]);
        assert_eq!(in_tree(&tree), ["a"]);
    }
}
