//! What a section asks before something goes out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Rule, Weight};

/// What a section asks. What it does not say is advice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SectionRules {
    /// Whether somebody else than the one who publishes must have approved exactly what goes out.
    pub two_persons: bool,
    /// How much each rule counts.
    pub weights: BTreeMap<Rule, Weight>,
}

impl SectionRules {
    /// How much a rule counts.
    pub fn weight(&self, rule: Rule) -> Weight {
        self.weights.get(&rule).copied().unwrap_or_default()
    }

    /// Whether anything can be held back by them.
    pub fn hold_something(&self) -> bool {
        self.two_persons || self.weights.values().any(|weight| *weight == Weight::Blocking)
    }
}
