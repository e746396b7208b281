//! Where the public sets are.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use anyhow::Context;
use flate2::read::GzDecoder;
use serde::de::DeserializeOwned;

/// The folder of the public sets, where there is one.
#[derive(Debug, Clone)]
pub struct Corpora(Option<PathBuf>);

impl Corpora {
    /// The folder that `KHABAR_CORPORA` names.
    pub fn from_environment() -> Corpora {
        Corpora(std::env::var_os("KHABAR_CORPORA").filter(|value| !value.is_empty()).map(PathBuf::from))
    }

    /// No folder.
    pub fn none() -> Corpora {
        Corpora(None)
    }

    /// Whether there is such a folder.
    pub fn are_here(&self) -> bool {
        self.0.as_ref().is_some_and(|folder| folder.is_dir())
    }

    /// Why a set is not here, for whoever wants it measured.
    pub fn why_not(&self, path: &str) -> String {
        match &self.0 {
            None => "KHABAR_CORPORA is not set".to_owned(),
            Some(folder) => format!("there is no {}", folder.join(path).display()),
        }
    }

    /// A file of the sets; `None` where it is not here.
    pub fn file(&self, path: &str) -> Option<PathBuf> {
        self.0.as_ref().map(|folder| folder.join(path)).filter(|path| path.is_file())
    }

    /// The lines of a packed file of JSON lines; `None` where it is not here.
    pub fn lines<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<Option<Vec<T>>> {
        let Some(file) = self.file(path) else { return Ok(None) };
        let open = File::open(&file).with_context(|| file.display().to_string())?;
        let lines = BufReader::new(GzDecoder::new(open)).lines().enumerate().map(|(number, line)| {
            let place = || format!("{}, line {}", file.display(), number + 1);
            serde_json::from_str(&line.with_context(place)?).with_context(place)
        });
        lines.collect::<anyhow::Result<Vec<T>>>().map(Some)
    }
}
