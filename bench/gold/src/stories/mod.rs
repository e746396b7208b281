//! Stories that find their pieces: how often rightly, and what it costs.
//!
//! Three questions. [`desk`]: an editor has opened the stories, and the stream comes: is the right one named first, is what is
//! named right, are the others left alone? [`events`]: nobody has opened any: are pieces of one event brought together? [`cost`]: how
//! long does a piece take beside ten thousand stories?

mod cost;
mod desk;
mod events;
mod scores;

use coverage::terms::{Piece, Reader, Terms};
use serde::Deserialize;

use crate::{Corpora, Measurements};

/// Measures all of it.
pub fn measure(corpora: &Corpora, measurements: &mut Measurements) -> anyhow::Result<()> {
    desk::measure(corpora, measurements)?;
    events::measure(corpora, measurements)?;
    if measurements.wants_times() {
        cost::measure(corpora, measurements)?;
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
