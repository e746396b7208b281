//! How well search finds what people look for: questions over passages, one slip of the finger, and the written
//! questions over the written stories. With `KHABAR_SCALE` it also says what a large archive costs.

mod asked;
mod near;
mod passages;
mod scale;
mod written;

use crate::{Corpora, Measurements};
pub use scale::{arriving_alone, measure as scale};

/// Measures search.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    passages::measure(corpora, measurements)?;
    written::measure(measurements)?;
    near::measure(corpora, measurements)?;
    scale(corpora, measurements)
}
