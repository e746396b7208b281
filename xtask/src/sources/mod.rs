//! The files of the repository as the rules see them. Start at [`Tree::read`] for the real ones and [`Tree::of`]
//! for made-up ones; [`Rust`] is a Rust file as tokens, each knowing whether it is test code.

mod lexer;
mod test_code;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

pub use lexer::{Kind, Token};

/// Folders that hold nothing written by hand.
const PASSED_OVER: &[&str] = &[".git", ".test", "data", "node_modules", "proptest-regressions", "target"];
/// What is read as text; of everything else only the path is known.
const TEXTS: &[&str] = &[
    "cjs", "css", "ftl", "html", "js", "json", "lock", "md", "mjs", "npmrc", "rs", "sh", "sql", "toml", "ts",
    "txt", "yml",
];
const LARGEST_TEXT: u64 = 4 * 1024 * 1024;

/// One file of the repository.
pub struct File {
    /// From the root of the repository, with `/`.
    pub path: String,
    /// Empty when it is not text.
    pub text: String,
}

/// All files of the repository.
pub struct Tree {
    files: Vec<File>,
    paths: BTreeSet<String>,
}

impl Tree {
    /// Reads the repository at `root`, whether its files are committed yet or not.
    pub fn read(root: &Path) -> Result<Tree> {
        let mut files = Vec::new();
        read_folder(root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree::new(files))
    }

    /// A made-up repository.
    #[cfg(test)]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Tree {
        Tree::new(
            files.into_iter().map(|(path, text)| File { path: path.into(), text: text.into() }).collect(),
        )
    }

    fn new(files: Vec<File>) -> Tree {
        let mut paths = BTreeSet::new();
        for file in &files {
            let ends = file.path.match_indices('/').map(|(at, _)| at);
            paths.extend(ends.map(|end| file.path[..end].to_owned()));
            paths.insert(file.path.clone());
        }
        Tree { files, paths }
    }

    /// Every file.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The file at `path`.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Every path: files and folders.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// The Rust files, as tokens.
    pub fn rust(&self) -> Vec<Rust<'_>> {
        let mut sources: Vec<_> =
            self.files().filter(|file| file.path.ends_with(".rs")).map(Rust::new).collect();
        test_code::mark_test_modules(&mut sources);
        sources
    }
}

fn read_folder(root: &Path, under: &str, files: &mut Vec<File>) -> Result<()> {
    let folder = root.join(under);
    for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if under.is_empty() { name.clone() } else { format!("{under}/{name}") };
        // Others may be writing: a file that is gone by now is no error.
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            // The newsroom's own data lies in `data` at the root; a folder of that name elsewhere is ours.
            let ours = name == "data" && !under.is_empty();
            if ours || !PASSED_OVER.contains(&name.as_str()) {
                read_folder(root, &path, files)?;
            }
        } else if kind.is_file() {
            let text = if is_text(&path, &entry) {
                std::fs::read_to_string(entry.path()).unwrap_or_default()
            } else {
                String::new()
            };
            files.push(File { path, text });
        }
    }
    Ok(())
}

fn is_text(path: &str, entry: &std::fs::DirEntry) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let known = match name.rsplit_once('.') {
        Some((_, ending)) => TEXTS.contains(&ending),
        None => true,
    };
    known && entry.metadata().is_ok_and(|about| about.len() <= LARGEST_TEXT)
}

/// A Rust file as tokens.
pub struct Rust<'t> {
    /// From the root of the repository.
    pub path: &'t str,
    /// Everything but comments.
    pub code: Vec<Token<'t>>,
    /// The comments.
    pub comments: Vec<Token<'t>>,
}

impl<'t> Rust<'t> {
    fn new(file: &'t File) -> Rust<'t> {
        let (mut comments, mut code): (Vec<_>, Vec<_>) =
            lexer::tokens(&file.text).into_iter().partition(|token| token.kind == Kind::Comment);
        test_code::mark(&file.path, &mut code, &mut comments);
        Rust { path: &file.path, code, comments }
    }

    /// Where the given tokens stand one after the other outside test code: the index of the first of each run.
    pub fn runs<'a>(&'a self, wanted: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
        (0..self.code.len()).filter(|at| !self.code[*at].in_test && self.stands_at(*at, wanted))
    }

    /// Whether the given tokens stand at `at`. A string literal is no match for its content.
    pub fn stands_at(&self, at: usize, wanted: &[&str]) -> bool {
        let here = self.code.get(at..at + wanted.len());
        here.is_some_and(|tokens| {
            tokens.iter().zip(wanted).all(|(token, text)| token.kind != Kind::Text && token.text == *text)
        })
    }

    /// The index of the bracket that closes the one at `open`; the last token when it is never closed.
    pub fn closing(&self, open: usize) -> usize {
        lexer::closing(&self.code, open)
    }

    /// Names, outside test code.
    pub fn names(&self) -> impl Iterator<Item = &Token<'t>> {
        self.code.iter().filter(|token| token.kind == Kind::Name && !token.in_test)
    }

    /// String literals, outside test code.
    pub fn texts(&self) -> impl Iterator<Item = &Token<'t>> {
        self.code.iter().filter(|token| token.kind == Kind::Text && !token.in_test)
    }
}

/// The words a name or a sentence is made of, in lower case: `ArticlePage`, `article_page` and "Article page" all
/// give `article` and `page`.
pub fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in text.chars() {
        let begins = !letter.is_alphabetic() || (letter.is_uppercase() && before.is_lowercase());
        if begins && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if letter.is_alphabetic() {
            words.last_mut().expect("the list begins with one word").extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_sentences_fall_into_the_same_words() {
        for text in ["ArticlePage", "article_page", "Article page", "ARTICLE_PAGE"] {
            assert_eq!(words(text), ["article", "page"], "{text}");
        }
    }

    #[test]
    fn a_folder_exists_when_a_file_lies_in_it() {
        let tree = Tree::of([("crates/web/src/lib.rs", "")]);
        assert!(tree.paths().any(|path| path == "crates/web"));
        assert!(!tree.paths().any(|path| path == "crates/we"));
    }
}
