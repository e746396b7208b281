//! Asking many questions whose answers are known.

use std::path::Path;
use std::time::{Duration, Instant};

use ::search::{Change, Document, Index, Request, Settings};
use anyhow::Context;

/// As far down as an answer counts.
const DEEP: usize = 10;

/// A question, and the documents that answer it.
pub struct Asked {
    pub text: String,
    pub answers: Vec<String>,
}

/// How well many were answered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answered {
    /// The mean of one by the place of the first right answer, of ten places.
    pub reciprocal: f64,
    /// Of the right answers that ten places can hold, the part that is in them.
    pub recall: f64,
    /// The time of one question in the middle.
    pub median: Duration,
}

/// Puts documents into an index in an empty folder.
pub fn filled(folder: &Path, settings: Settings, documents: Vec<Document>) -> anyhow::Result<Index> {
    let index = Index::open_or_create(folder, settings)?;
    for (number, part) in documents.chunks(2_000).enumerate() {
        let cursor = i64::try_from(number).context("as many parts as that")?;
        index.apply(part.iter().cloned().map(Change::Put).collect(), cursor)?;
    }
    Ok(index)
}

/// Asks all of them.
pub fn ask(index: &Index, questions: &[Asked]) -> anyhow::Result<Answered> {
    let (mut reciprocal, mut recall, mut times) = (0.0, 0.0, Vec::with_capacity(questions.len()));
    for question in questions {
        let request = Request { text: question.text.clone(), limit: DEEP, ..Request::default() };
        let begun = Instant::now();
        let hits = index.search(&request)?.hits;
        times.push(begun.elapsed());
        let right = |id: &String| question.answers.contains(id);
        if let Some(place) = hits.iter().position(|hit| right(&hit.id)) {
            reciprocal += 1.0 / (place + 1) as f64;
        }
        let found = hits.iter().filter(|hit| right(&hit.id)).count();
        recall += found as f64 / question.answers.len().clamp(1, DEEP) as f64;
    }
    times.sort_unstable();
    let count = questions.len().max(1) as f64;
    Ok(Answered {
        reciprocal: reciprocal / count,
        recall: recall / count,
        median: times.get(times.len() / 2).copied().unwrap_or_default(),
    })
}
