//! A figure, and what it should be.

use serde::Serialize;

/// What a figure should be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    AtLeast(f64),
    AtMost(f64),
}

impl Bar {
    /// Whether a value keeps to it.
    pub fn is_met_by(self, value: f64) -> bool {
        match self {
            Bar::AtLeast(least) => value >= least,
            Bar::AtMost(most) => value <= most,
        }
    }
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// A short name that never changes: it is the key in `accepted.json`.
    pub name: String,
    pub value: f64,
    /// `1` for shares, which are held to what was accepted; else `/s`, `ms`, `MB`.
    pub unit: &'static str,
    pub bar: Option<Bar>,
}

/// All that was measured, and what could not be.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Measurements {
    pub measured: Vec<Measured>,
    /// What was not run, and why.
    pub not_run: Vec<(String, String)>,
    #[serde(skip)]
    quality_alone: bool,
}

impl Measurements {
    /// Wants no times and no sizes.
    pub fn of_quality_alone() -> Measurements {
        Measurements { quality_alone: true, ..Measurements::default() }
    }

    /// Whether times and sizes are wanted too: then a measure may take long, and it has the machine for itself.
    pub fn wants_times(&self) -> bool {
        !self.quality_alone
    }

    /// Adds a figure.
    pub fn add(&mut self, name: impl Into<String>, value: f64, unit: &'static str, bar: Option<Bar>) {
        self.measured.push(Measured { name: name.into(), value, unit, bar });
    }

    /// Says that something could not be measured here.
    pub fn skip(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.not_run.push((what.into(), why.into()));
    }
}
