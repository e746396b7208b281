//! What `deny.toml` admits.

use anyhow::{Context, Result};
use serde::Deserialize;

/// What is admitted.
#[derive(Debug)]
pub struct Rules {
    /// The licences, each perhaps with an exception.
    pub licences: Vec<spdx::Licensee>,
    /// Crates that must not come in, and why.
    pub banned: Vec<(String, String)>,
    /// The platforms that are built for.
    pub targets: Vec<String>,
    /// Advisories that are known and borne.
    pub ignored: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    graph: Graph,
    licenses: Licences,
    bans: Bans,
    #[serde(default)]
    advisories: Advisories,
}

#[derive(Deserialize)]
struct Graph {
    targets: Vec<String>,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    #[serde(default)]
    reason: String,
}

#[derive(Default, Deserialize)]
struct Advisories {
    #[serde(default)]
    ignore: Vec<Ignored>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Ignored {
    Id(String),
    WithReason { id: String },
}

impl Rules {
    /// Reads them.
    pub fn read(text: &str) -> Result<Rules> {
        let file: File = toml::from_str(text).context("deny.toml is not understood")?;
        let licences = file.licenses.allow.iter().map(|licence| {
            spdx::Licensee::parse(licence).with_context(|| format!("`{licence}` is no licence"))
        });
        Ok(Rules {
            licences: licences.collect::<Result<_>>()?,
            banned: file.bans.deny.into_iter().map(|ban| (ban.name, ban.reason)).collect(),
            targets: file.graph.targets,
            ignored: file
                .advisories
                .ignore
                .into_iter()
                .map(|ignored| match ignored {
                    Ignored::Id(id) | Ignored::WithReason { id } => id,
                })
                .collect(),
        })
    }
}
