//! The texts that were written for this, in `bench/gold/data`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Measurements;

/// A piece of `stories.{ar,en}.jsonl`; in the file they stand in the order of time inside a story.
#[derive(Debug, Clone, Deserialize)]
pub struct Piece {
    pub id: String,
    pub story: String,
    pub lang: String,
    /// As in RFC 3339.
    pub at: String,
    pub source: String,
    pub title: String,
    pub lead: String,
    pub body: String,
}

impl Piece {
    /// What a reader reads under its title.
    pub fn text(&self) -> String {
        format!("{}\n{}", self.lead, self.body)
    }
}

/// A copy of `copies.{ar,en}.jsonl`: one of the pieces with another lead, or a longer text that one stands in.
#[derive(Debug, Clone, Deserialize)]
pub struct Passage {
    pub id: String,
    /// The id of the piece.
    pub of: String,
    /// `copy` or `contains`.
    pub kind: String,
    pub body: String,
}

/// The lines of one of these files. Where it is not there, that is said under the name of the figures that go without.
pub fn written<T: DeserializeOwned>(
    file: &str,
    figures: &str,
    out: &mut Measurements,
) -> anyhow::Result<Option<Vec<T>>> {
    let path = folder().join(file);
    if !path.is_file() {
        out.skip(figures, format!("the written gold is missing: there is no bench/gold/data/{file}"));
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(number, line)| {
        serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), number + 1))
    });
    lines.collect::<anyhow::Result<Vec<T>>>().map(Some)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}
