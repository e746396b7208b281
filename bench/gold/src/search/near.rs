//! The like of a text: halves of one article among all others, and the members of a written story among noise.

use ::search::{Alike, Document, Filter, Index, Settings};

use coverage::copies::Copies;

use super::asked::filled;
use super::passages::{NOISE, Noise, document};
use super::written::{Piece, pieces};
use crate::{Bar, Corpora, Measurements};

/// Sentences from which an article has two halves.
const SENTENCES: usize = 4;
/// Letters of a half that can be told from others.
const LETTERS: usize = 150;

pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    let Some(noise) = corpora.lines::<Noise>(NOISE)? else {
        measurements.skip("search: the like of a text", "the set is not here");
        return Ok(());
    };
    halves(&noise, measurements)?;
    members(&noise, measurements)
}

/// Every other sentence asks, the others answer: the ranking alone, for the cut is made for whole articles. Of copies the
/// first one stays.
fn halves(noise: &[Noise], measurements: &mut Measurements) -> anyhow::Result<()> {
    let mut copies = Copies::new();
    let parted: Vec<(&str, String, String)> = noise
        .iter()
        .filter(|one| copies.add(&one.id, 0, &one.text).is_empty())
        .filter_map(|one| {
            let sentences: Vec<&str> = one
                .text
                .split(['.', '\n', '؟', '!'])
                .filter(|part| part.trim().chars().count() > 10)
                .collect();
            let half = |first: usize| {
                sentences.iter().skip(first).step_by(2).copied().collect::<Vec<_>>().join(". ")
            };
            let long = |half: &String| half.chars().count() >= LETTERS;
            let (even, odd) = (half(0), half(1));
            (sentences.len() >= SENTENCES && long(&even) && long(&odd)).then_some((
                one.id.as_str(),
                even,
                odd,
            ))
        })
        .collect();
    let folder = tempfile::tempdir()?;
    let index = filled(
        folder.path(),
        Settings::default(),
        parted.iter().map(|(id, even, _)| document(id, "", even)).collect(),
    )?;
    let (mut first, mut five) = (0, 0);
    for (id, _, odd) in &parted {
        let to = Alike { text: odd.clone(), lang: "ar".into(), limit: 5, cut: 0.0, ..Alike::default() };
        let near = index.alike(&to)?;
        first += usize::from(near.first().is_some_and(|one| one.id == *id));
        five += usize::from(near.iter().any(|one| one.id == *id));
    }
    let count = parted.len().max(1) as f64;
    measurements.add("search.near.halves.recall1", first as f64 / count, "1", Some(Bar::AtLeast(0.52)));
    measurements.add("search.near.halves.recall5", five as f64 / count, "1", Some(Bar::AtLeast(0.72)));
    measurements.add("search.near.halves.articles", parted.len() as f64, "articles", None);
    Ok(())
}

/// Each member of a story asks for the earlier ones, among ten thousand articles of other years.
fn members(noise: &[Noise], measurements: &mut Measurements) -> anyhow::Result<()> {
    let Some(pieces) = pieces("ar")? else {
        measurements.skip("search: the like of a written piece", "the texts are not here");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let all = noise
        .iter()
        .map(|one| document(&one.id, &one.title, &one.text))
        .chain(pieces.iter().map(Piece::document));
    let index = filled(folder.path(), Settings::default(), all.collect::<Vec<Document>>())?;
    let (mut right, mut shown, mut with) = (0, 0, 0);
    for piece in &pieces {
        let near = nearest(&index, piece)?;
        let of_story = |id: &str| pieces.iter().any(|one| one.id == id && one.story == piece.story);
        shown += near.len();
        right += near.iter().filter(|id| of_story(id)).count();
        with += usize::from(near.iter().any(|id| of_story(id)));
    }
    measurements.add(
        "search.near.members.right",
        right as f64 / shown.max(1) as f64,
        "1",
        Some(Bar::AtLeast(0.9)),
    );
    measurements.add("search.near.members.found", with as f64 / pieces.len().max(1) as f64, "1", None);
    measurements.add("search.near.members.shown", shown as f64 / pieces.len().max(1) as f64, "1", None);
    Ok(())
}

fn nearest(index: &Index, piece: &Piece) -> anyhow::Result<Vec<String>> {
    let to = Alike {
        title: piece.title.clone(),
        text: format!("{}\n{}", piece.lead, piece.body),
        lang: piece.lang.clone(),
        filters: vec![Filter::Except { ids: vec![piece.id.clone()] }],
        limit: 4,
        ..Alike::default()
    };
    Ok(index.alike(&to)?.into_iter().map(|one| one.id).collect())
}
