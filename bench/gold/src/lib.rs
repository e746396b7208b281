//! How well stories, copies, statements and search do, measured on texts whose answers are known.
//!
//! The texts are our own (`bench/gold/data`, under CC0) and, where `KHABAR_CORPORA` names a folder of public sets, those too.
//! Start with [`stories`] and [`search`]; what has once been reached stands in `accepted.json`, and a test holds us to it.

mod corpora;
mod measured;
mod search;

pub use corpora::Corpora;
pub use measured::{Bar, Measured, Measurements};

/// How well search finds.
pub fn search(corpora: &Corpora) -> anyhow::Result<Measurements> {
    let mut measurements = Measurements::default();
    search::measure(corpora, &mut measurements)?;
    Ok(measurements)
}
