//! How well stories, copies, statements and search do, measured on texts whose answers are known.
//!
//! The texts are our own (`bench/gold/data`, under CC0) and, where `KHABAR_CORPORA` names a folder of public sets, those too.
//! Start with [`stories`] and [`search`]; what has once been reached stands in `accepted.json`, and a test holds us to it.
//!
//! A figure's name says where it comes from, with dots between: `copies.ant.recall_50`. One that is measured on our own texts
//! has the part `gold`: it is measured always, the others where the public sets are.

mod accepted;
mod chance;
mod clock;
mod copies;
mod corpora;
mod headlines;
mod measured;
mod search;
mod statements;
mod stories;
mod written;

pub use accepted::{Accepted, Fall};
pub use chance::Chance;
pub use clock::CpuClock;
pub use corpora::Corpora;
pub use measured::{Bar, Measured, Measurements};
pub use written::{Passage, Piece, written};

type Measure = fn(&Corpora, &mut Measurements) -> anyhow::Result<()>;

/// What the desk is offered. A measure is a file or a folder with a `measure`, and a line here.
const STORIES: &[Measure] = &[copies::measure, headlines::measure, statements::measure, stories::measure];
/// What readers find.
const SEARCH: &[Measure] = &[search::measure];

/// How well the desk is served: stories, copies, related headlines, statements.
pub fn stories(corpora: &Corpora) -> anyhow::Result<Measurements> {
    all(STORIES, corpora, Measurements::default())
}

/// How well search finds.
pub fn search(corpora: &Corpora) -> anyhow::Result<Measurements> {
    all(SEARCH, corpora, Measurements::default())
}

/// What a large archive costs alone, as `KHABAR_SCALE` asks for it.
pub fn scale(corpora: &Corpora) -> anyhow::Result<Measurements> {
    all(&[search::scale], corpora, Measurements::default())
}

/// What one arriving article costs, its parts and all of it, beside an archive that an earlier run kept.
pub fn arriving(corpora: &Corpora) -> anyhow::Result<Measurements> {
    all(&[stories::cost, search::arriving_alone], corpora, Measurements::default())
}

/// Both, without what needs a quiet machine: no times, no sizes.
pub fn quality(corpora: &Corpora) -> anyhow::Result<Measurements> {
    let stories = all(STORIES, corpora, Measurements::of_quality_alone())?;
    all(SEARCH, corpora, stories)
}

fn all(
    measures: &[Measure],
    corpora: &Corpora,
    mut measurements: Measurements,
) -> anyhow::Result<Measurements> {
    measures.iter().try_for_each(|measure| measure(corpora, &mut measurements))?;
    Ok(measurements)
}
