//! Where a theme's files come from: the site's folder, then the named theme's, then what is built in.
//!
//! Everything is read once. A name is a key in a map, never a path that is opened, so no request can walk
//! out of a folder.

mod folder;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::RustEmbed;

use crate::ThemeError;

/// The name of the built-in theme.
pub(crate) const BUILT_IN: &str = "default";

#[derive(RustEmbed)]
#[folder = "../../themes/default"]
#[include = "theme.toml"]
#[include = "templates/*.html"]
#[include = "templates/**/*.html"]
#[include = "assets/*"]
#[include = "assets/**/*"]
struct BuiltIn;

/// All files of a theme by their name inside it, with `/` between parts.
#[derive(Default)]
pub(crate) struct Files(BTreeMap<String, Cow<'static, [u8]>>);

impl Files {
    /// Gathers the built-in files, then lays the named theme's and the site's own over them.
    pub(crate) fn gather(
        name: &str,
        themes: Option<&Path>,
        site: Option<&Path>,
    ) -> Result<Files, ThemeError> {
        let mut files = Files::built_in();
        if name != BUILT_IN {
            files.lay_over(&named_folder(name, themes)?)?;
        }
        if let Some(site) = site.filter(|site| site.exists()) {
            files.lay_over(site)?;
        }
        Ok(files)
    }

    fn built_in() -> Files {
        let read = |name: Cow<'static, str>| BuiltIn::get(&name).map(|file| (name.into_owned(), file.data));
        Files(BuiltIn::iter().filter_map(read).collect())
    }

    fn lay_over(&mut self, dir: &Path) -> Result<(), ThemeError> {
        for (name, bytes) in folder::read(dir)? {
            self.0.insert(name, Cow::Owned(bytes));
        }
        Ok(())
    }

    /// The files under `folder/`, named without it.
    pub(crate) fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.0.iter().filter_map(move |(name, bytes)| {
            let rest = name.strip_prefix(folder)?.strip_prefix('/')?;
            Some((rest, bytes.as_ref()))
        })
    }

    /// The manifest's text.
    pub(crate) fn manifest(&self) -> Result<&str, ThemeError> {
        let bytes =
            self.0.get("theme.toml").ok_or_else(|| ThemeError::ManifestBroken { why: "missing".into() })?;
        text("theme.toml", bytes)
    }
}

/// The bytes as text, or where they stop being text.
pub(crate) fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, ThemeError> {
    std::str::from_utf8(bytes)
        .map(|text| text.strip_prefix('\u{feff}').unwrap_or(text))
        .map_err(|error| ThemeError::NotText { name: name.to_owned(), at: error.valid_up_to() })
}

/// A mark that changes when a file under `dir` is added, removed, resized or touched.
pub(crate) fn fingerprint(dir: Option<&Path>) -> u64 {
    dir.map_or(0, folder::fingerprint)
}

fn named_folder(name: &str, themes: Option<&Path>) -> Result<std::path::PathBuf, ThemeError> {
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let unknown = |expected: String| ThemeError::UnknownTheme { name: name.to_owned(), expected };
    let themes =
        themes.filter(|_| plain).ok_or_else(|| unknown("(no themes folder, or not a plain name)".into()))?;
    let dir = themes.join(name);
    if dir.is_dir() { Ok(dir) } else { Err(unknown(dir.display().to_string())) }
}
