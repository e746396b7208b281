//! The web application manifest: what a device calls a site that was put on its home screen.

use serde::Serialize;

/// What to send it as.
pub const MIME: &str = "application/manifest+json";

/// What a device is told of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    pub name: String,
    pub short_name: String,
    pub description: String,
    pub lang: String,
    pub dir: String,
    /// Where it opens.
    pub start_url: String,
    /// What belongs to it.
    pub scope: String,
    pub display: &'static str,
    pub background_color: String,
    pub theme_color: String,
    pub icons: Vec<Icon>,
}

/// A picture of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Icon {
    pub src: String,
    pub sizes: String,
    #[serde(rename = "type")]
    pub mime: String,
}

/// The file.
pub fn write(manifest: &Manifest) -> String {
    serde_json::to_string(manifest).expect("a manifest is plain text")
}
