//! `theme.toml`: who made the theme and which contract its templates are written against.

use crate::ThemeError;

/// The contract between templates and program that this build speaks.
pub const CONTRACT: u32 = 1;

/// What `theme.toml` says.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The theme's name, as in its folder.
    pub name: String,
    /// A sentence for people.
    #[serde(default)]
    pub description: String,
    /// The contract its templates are written against.
    pub contract: u32,
    /// SPDX expression.
    #[serde(default)]
    pub licence: String,
}

impl Manifest {
    /// Reads `theme.toml`; refuses another contract than ours.
    pub(crate) fn parse(text: &str) -> Result<Manifest, ThemeError> {
        let manifest: Manifest = toml::from_str(text)
            .map_err(|error| ThemeError::ManifestBroken { why: error.message().to_owned() })?;
        if manifest.contract != CONTRACT {
            return Err(ThemeError::ManifestBroken {
                why: format!(
                    "the theme speaks contract {}, this program speaks {CONTRACT}",
                    manifest.contract
                ),
            });
        }
        Ok(manifest)
    }
}
