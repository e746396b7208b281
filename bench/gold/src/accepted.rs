//! What has once been reached.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::{Bar, Corpora, Measured, Measurements};

/// A figure may be so much worse than it was.
const LEEWAY: f64 = 0.01;

/// The figures that were accepted, by name: shares, never times or sizes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Accepted(pub BTreeMap<String, f64>);

/// An accepted figure that is no longer reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Fall {
    pub name: String,
    pub accepted: f64,
    /// `None` where it was not measured at all.
    pub measured: Option<f64>,
}

impl Accepted {
    /// What stands in `accepted.json`.
    pub fn read() -> anyhow::Result<Accepted> {
        let text = std::fs::read_to_string(file()).with_context(|| file().display().to_string())?;
        Ok(Accepted(serde_json::from_str(&text).with_context(|| file().display().to_string())?))
    }

    /// Takes the shares that were measured for accepted, and leaves all others as they are.
    pub fn take(&mut self, measurements: &Measurements) {
        let shares = measurements.measured.iter().filter(|measured| measured.unit == "1");
        self.0.extend(shares.map(|share| (share.name.clone(), (share.value * 10_000.0).round() / 10_000.0)));
    }

    /// Writes `accepted.json`.
    pub fn write(&self) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(&self.0)? + "\n";
        std::fs::write(file(), text).with_context(|| file().display().to_string())
    }

    /// What is no longer reached: more than a point worse than accepted, or not measured although it could be. Without the
    /// public sets only what has the part `gold` in its name could.
    pub fn falls(&self, measurements: &Measurements, corpora: &Corpora) -> Vec<Fall> {
        let could_be = |name: &str| corpora.are_here() || name.split('.').any(|part| part == "gold");
        let fall = |(name, accepted): (&String, &f64)| {
            let measured = measurements.measured.iter().find(|measured| measured.name == *name);
            let has_fallen = match measured {
                Some(measured) => is_worse(measured, *accepted),
                None => could_be(name),
            };
            let measured = measured.map(|measured| measured.value);
            has_fallen.then(|| Fall { name: name.clone(), accepted: *accepted, measured })
        };
        self.0.iter().filter_map(fall).collect()
    }
}

/// Whether a figure is out of its leeway; one that has no value is.
fn is_worse(measured: &Measured, accepted: f64) -> bool {
    let gained = match measured.bar {
        Some(Bar::AtMost(_)) => accepted - measured.value,
        Some(Bar::AtLeast(_)) | None => measured.value - accepted,
    };
    gained.is_nan() || gained < -LEEWAY - f64::EPSILON
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("accepted.json")
}
