//! The written questions over the written stories, by kind.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ::search::{Document, Settings};
use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::asked::{Asked, ask, filled};
use crate::Measurements;

/// A piece of a written story.
#[derive(Deserialize)]
pub struct Piece {
    pub id: String,
    pub story: String,
    pub lang: String,
    pub title: String,
    pub lead: String,
    pub body: String,
}

/// The written pieces in a language; nothing where they are not.
pub fn pieces(lang: &str) -> anyhow::Result<Option<Vec<Piece>>> {
    lines(&format!("stories.{lang}.jsonl"))
}

#[derive(Deserialize)]
struct Question {
    query: String,
    expect: Vec<String>,
    kind: String,
}

pub fn measure(measurements: &mut Measurements) -> anyhow::Result<()> {
    for lang in ["ar", "en"] {
        let questions: Option<Vec<Question>> = lines(&format!("queries.{lang}.jsonl"))?;
        let (Some(pieces), Some(questions)) = (pieces(lang)?, questions) else {
            measurements.skip(format!("search: written questions, {lang}"), "the texts are not here");
            continue;
        };
        let folder = tempfile::tempdir()?;
        let index = filled(folder.path(), Settings::default(), pieces.iter().map(Piece::document).collect())?;
        let mut kinds: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
        for Question { query, expect, kind } in questions {
            let asked = || Asked { text: query.clone(), answers: expect.clone() };
            kinds.entry(kind).or_default().push(asked());
            kinds.entry("all".to_owned()).or_default().push(asked());
        }
        for (kind, asked) in kinds {
            let answered = ask(&index, &asked)?;
            measurements.add(format!("search.gold.{lang}.{kind}.mrr10"), answered.reciprocal, "1", None);
            measurements.add(format!("search.gold.{lang}.{kind}.recall10"), answered.recall, "1", None);
        }
    }
    Ok(())
}

impl Piece {
    pub fn document(&self) -> Document {
        let Piece { id, lang, title, lead, body, .. } = self;
        let own = |text: &String| text.clone();
        Document {
            id: own(id),
            lang: own(lang),
            title: own(title),
            summary: own(lead),
            body: own(body),
            ..Document::default()
        }
    }
}

/// Where the written texts are: beside this crate, or in the folder that `KHABAR_GOLD` names.
fn folder() -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    std::env::var_os("KHABAR_GOLD").map_or_else(own, PathBuf::from)
}

fn lines<T: DeserializeOwned>(name: &str) -> anyhow::Result<Option<Vec<T>>> {
    let path = folder().join(name);
    if !path.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let parsed = text.lines().filter(|line| !line.trim().is_empty()).enumerate().map(|(number, line)| {
        serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), number + 1))
    });
    parsed.collect::<anyhow::Result<Vec<T>>>().map(Some)
}
