//! Stories that find their pieces: how often rightly, and what it costs.
//!
//! Four questions. [`desk`]: an editor has opened the stories, and the stream comes: is the right one named first, is what is
//! named right, are the others left alone? [`events`]: nobody has opened any: are pieces of one event brought together? [`proposed`]: are
//! the written stories offered to a desk that has none? [`cost`]: how long does a piece take beside ten thousand stories?

mod cost;
mod desk;
mod events;
mod proposed;
mod scores;

use coverage::terms::{Piece, Reader, Terms};
use serde::Deserialize;

use crate::{Corpora, Measurements};
pub use cost::{Desk, measure as cost};

/// Measures all of it.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    desk::measure(corpora, measurements)?;
    events::measure(corpora, measurements)?;
    proposed::measure(corpora, measurements)?;
    if measurements.wants_times() {
        cost(corpora, measurements)?;
    }
    Ok(())
}

/// Where the Arabic stream is.
const ANT: &str = "antcorpus-v1.1/ant-v1.1.jsonl.gz";
/// Where the English events are.
const ECB: &str = "ecbplus-text/ecbplus-odd-topics.jsonl.gz";

/// A piece of the Arabic stream; they stand in the order of time.
#[derive(Debug, Clone, Deserialize)]
struct Ant {
    title: String,
    text: String,
}

/// A piece about one event.
#[derive(Debug, Clone, Deserialize)]
struct Ecb {
    topic: u32,
    text: String,
}

impl Ant {
    fn terms(&self, reader: &Reader) -> Terms {
        reader.read(&Piece { lang: "ar", title: &self.title, lead: "", body: &self.text })
    }
}

impl Ecb {
    fn terms(&self, reader: &Reader) -> Terms {
        reader.read(&Piece { lang: "en", title: "", lead: "", body: &self.text })
    }
}

/// The terms of a written piece.
fn terms_of(piece: &crate::Piece, reader: &Reader) -> Terms {
    let crate::Piece { lang, title, lead, body, .. } = piece;
    reader.read(&Piece { lang, title, lead, body })
}

#[cfg(test)]
mod tests {
    use super::measure;
    use crate::{Corpora, Measurements};

    /// Alone it takes seconds, so that whoever tries a bound runs this and nothing else.
    #[test]
    fn stories_reach_their_bars() {
        let mut measurements = Measurements::of_quality_alone();
        measure(&Corpora::from_environment(), &mut measurements).unwrap();
        for figure in &measurements.measured {
            println!("{:<52} {:.4}", figure.name, figure.value);
        }
        let missed =
            measurements.measured.iter().filter(|one| one.bar.is_some_and(|bar| !bar.is_met_by(one.value)));
        assert_eq!(missed.map(|figure| &figure.name).collect::<Vec<_>>(), [""; 0]);
    }
}
