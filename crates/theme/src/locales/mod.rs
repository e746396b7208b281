//! Languages: one Fluent file each, `locales/<code>.ftl`, all with the same messages.
//!
//! A site may lay its own file over a built-in one (only the messages it changes) or add a language (all of
//! them). The first messages of a file say what the language is: its name, direction and usual voice.

mod locale;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use fluent_bundle::FluentResource;
use rust_embed::RustEmbed;

pub use locale::{Arg, Direction, Locale};
/// The choices a site makes within a language: digits, month names, Hijri dates, clock, time zone.
pub use text::dates::DateStyle as Voice;

use crate::LocaleError;
use locale::Words;

const MOST_BYTES: usize = 1024 * 1024;
const MOST_FILES: usize = 100;
/// The language that says which messages there are.
const MEASURE: &str = "ar";
/// The language that speaks for those without a file that are written from left to right.
const OTHERWISE: &str = "en";

#[derive(RustEmbed)]
#[folder = "../../locales"]
#[include = "*.ftl"]
struct BuiltIn;

/// Every language the program speaks.
#[derive(Debug)]
pub struct Locales(BTreeMap<String, Arc<Locale>>);

impl Locales {
    /// The built-in languages, with the files of `overrides` (if any) laid over them.
    pub fn load(overrides: Option<&Path>) -> Result<Locales, LocaleError> {
        let mut sources = built_in()?;
        // The two languages of the house have every message. The other built-in ones have all that readers see, and lean on
        // English for the rest, so that a message too few never stops the program.
        let english = sources.get(OTHERWISE).cloned().unwrap_or_default();
        for (code, resources) in &mut sources {
            if ![MEASURE, OTHERWISE].contains(&code.as_str()) {
                resources.splice(0..0, english.iter().cloned());
            }
        }
        for (code, resource) in overrides.map_or(Ok(Vec::new()), own_files)? {
            sources.entry(code).or_default().push(resource);
        }
        let measure = sources.get(MEASURE).map(|resources| message_ids(resources)).unwrap_or_default();
        let mut locales = BTreeMap::new();
        for (code, resources) in sources {
            let ids = message_ids(&resources);
            let missing: Vec<String> = measure.difference(&ids).cloned().collect();
            if !missing.is_empty() {
                return Err(LocaleError::Incomplete { file: file_of(&code), ids: missing });
            }
            locales.insert(code.clone(), Arc::new(Locale::new(Words::new(&code, &resources)?)?));
        }
        Ok(Locales(locales))
    }

    /// The languages that are built in.
    pub fn built_in() -> Result<Locales, LocaleError> {
        Locales::load(None)
    }

    /// The language by its code: `ar-EG` when there is a file of that name, else `ar`. A language without a
    /// file is spoken for by Arabic or English, by its direction, so that no page is without words.
    pub fn get(&self, code: &str) -> Arc<Locale> {
        let fallback = if text::bidi::is_rtl_lang(code) { MEASURE } else { OTHERWISE };
        self.find(code).unwrap_or_else(|| self.0[fallback].clone())
    }

    /// The language by its code or by the part before `-`, if there is such a file.
    pub fn find(&self, code: &str) -> Option<Arc<Locale>> {
        let base = || code.split_once('-').and_then(|(base, _)| self.0.get(base));
        self.0.get(code).or_else(base).cloned()
    }

    /// These languages and no others.
    pub fn only(mut self, codes: &[&str]) -> Locales {
        self.0.retain(|code, _| codes.contains(&code.as_str()));
        self
    }

    /// The codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The languages, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Locale>> {
        self.0.values()
    }
}

type Sources = BTreeMap<String, Vec<Arc<FluentResource>>>;

fn built_in() -> Result<Sources, LocaleError> {
    let mut sources = Sources::new();
    for file in BuiltIn::iter() {
        let Some(content) = BuiltIn::get(&file) else { continue };
        let (code, resource) = read(&file, &content.data)?;
        sources.entry(code).or_default().push(resource);
    }
    Ok(sources)
}

fn own_files(dir: &Path) -> Result<Vec<(String, Arc<FluentResource>)>, LocaleError> {
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |path: &Path, source| LocaleError::Unreadable { path: path.to_path_buf(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|source| unreadable(dir, source))?.take(MOST_FILES) {
        let path = entry.map_err(|source| unreadable(dir, source))?.path();
        let Some(name) =
            path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".ftl"))
        else {
            continue;
        };
        let size = path.metadata().map_err(|source| unreadable(&path, source))?.len();
        if size > MOST_BYTES as u64 {
            return Err(LocaleError::Broken {
                file: name.into(),
                why: format!("more than {MOST_BYTES} bytes"),
            });
        }
        found.push(read(name, &std::fs::read(&path).map_err(|source| unreadable(&path, source))?)?);
    }
    Ok(found)
}

fn read(file: &str, bytes: &[u8]) -> Result<(String, Arc<FluentResource>), LocaleError> {
    let code = file.trim_end_matches(".ftl").to_owned();
    if code.parse::<unic_langid::LanguageIdentifier>().is_err() {
        return Err(LocaleError::BadCode { file: file.to_owned(), code });
    }
    let broken = |why: String| LocaleError::Broken { file: file.to_owned(), why };
    let text = std::str::from_utf8(bytes).map_err(|error| broken(error.to_string()))?;
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        let first = errors.first();
        let line = first.map_or(0, |error| {
            text.as_bytes()[..error.pos.start.min(text.len())].split(|byte| *byte == b'\n').count()
        });
        broken(format!("line {line}: {}", first.map(ToString::to_string).unwrap_or_default()))
    })?;
    Ok((code, Arc::new(resource)))
}

fn message_ids(resources: &[Arc<FluentResource>]) -> BTreeSet<String> {
    resources.iter().flat_map(|resource| locale::ids_of(resource)).collect()
}

fn file_of(code: &str) -> String {
    format!("{code}.ftl")
}
