//! What can go wrong, each with the file to look at.

use std::path::PathBuf;

/// A theme that cannot be loaded, or a page that cannot be rendered.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// A folder or file of the site's overrides or of a named theme could not be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A theme was named that is neither built in nor in the themes folder.
    #[error("there is no theme called {name:?}: expected a folder {expected}")]
    UnknownTheme {
        /// The name asked for.
        name: String,
        /// Where it was looked for.
        expected: String,
    },
    /// A file is larger than a theme's file may be.
    #[error("{path} has {bytes} bytes, more than the {most} a theme's file may have")]
    FileTooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        bytes: u64,
        /// The bound in bytes.
        most: u64,
    },
    /// A folder has more files, or deeper ones, than a theme may have.
    #[error("{path} holds more than {most_files} files or is nested deeper than {most_depth} folders")]
    FolderTooLarge {
        /// The folder.
        path: PathBuf,
        /// The bound on files.
        most_files: usize,
        /// The bound on nesting.
        most_depth: usize,
    },
    /// A template, a style sheet or the manifest is not UTF-8.
    #[error("{name} is not UTF-8 text (first bad byte at {at})")]
    NotText {
        /// The file, as named inside the theme.
        name: String,
        /// Byte offset.
        at: usize,
    },
    /// `theme.toml` cannot be understood.
    #[error("theme.toml: {why}")]
    ManifestBroken {
        /// What is wrong with it.
        why: String,
    },
    /// A template does not compile.
    #[error("template {name}, line {line}: {why}")]
    TemplateBroken {
        /// The template.
        name: String,
        /// 1-based line, 0 when unknown.
        line: usize,
        /// The engine's words.
        why: String,
    },
    /// A page asks for a template that no folder has.
    #[error("there is no template {name}")]
    TemplateMissing {
        /// The template.
        name: String,
    },
    /// A style sheet points at a file the theme does not have, or at another host.
    #[error("{sheet} points at {target:?}: {why}")]
    AssetReference {
        /// The style sheet.
        sheet: String,
        /// What `url(…)` held.
        target: String,
        /// Why it is refused.
        why: &'static str,
    },
    /// A template failed while it was rendered.
    #[error("template {name}, line {line}: {why}")]
    RenderFailed {
        /// The template in which it failed.
        name: String,
        /// 1-based line, 0 when unknown.
        line: usize,
        /// The engine's words, with their causes.
        why: String,
    },
    /// A render did more work than it may.
    #[error("template {name} was stopped after {fuel} steps of work")]
    OutOfFuel {
        /// The page's template.
        name: String,
        /// The bound.
        fuel: u64,
    },
    /// A page grew beyond its bound.
    #[error("template {name} wrote more than {most} bytes")]
    OutputTooLarge {
        /// The page's template.
        name: String,
        /// The bound in bytes.
        most: usize,
    },
}

/// A language file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LocaleError {
    /// The folder of the site's own languages, or a file in it, could not be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file's name is not a language code.
    #[error("{file}: {code:?} is not a language code")]
    BadCode {
        /// The file.
        file: String,
        /// What stands before `.ftl`.
        code: String,
    },
    /// The file is too large, not UTF-8, or does not parse.
    #[error("{file}: {why}")]
    Broken {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// A language lacks messages that the others have.
    #[error("{file} lacks: {}", ids.join(", "))]
    Incomplete {
        /// The file.
        file: String,
        /// The missing message ids.
        ids: Vec<String>,
    },
    /// There is no such message.
    #[error("there is no message {id:?} in {language}")]
    NoSuchMessage {
        /// The id asked for.
        id: String,
        /// The language code.
        language: String,
    },
    /// A message was given the wrong arguments.
    #[error("message {id} in {language}: {why}")]
    BadArguments {
        /// The message.
        id: String,
        /// The language code.
        language: String,
        /// What does not fit.
        why: String,
    },
}
