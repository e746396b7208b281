//! What photographers and agencies wrote into the picture: caption, credit, rights.
//!
//! Start with [`Metadata::read`]. Three vocabularies are read and joined: XMP first, then IPTC-IIM, then
//! EXIF. All text comes out cleaned and cut to length. Nothing here fails: a block that cannot be read
//! is as good as absent, because a damaged caption must not stop a picture.

mod charset;
mod clean;
pub(crate) mod exif;
mod iim;
mod packet;
mod xmp;

pub use packet::{LONGEST_PACKET, Words};

use crate::container;
use serde::{Deserialize, Serialize};

/// The written side of a picture. Where the picture was taken by coordinates is never read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// What is to be seen, for readers.
    pub caption: Option<String>,
    /// Whom to name beside the picture, usually an agency.
    pub credit: Option<String>,
    /// Who made it; several people are joined by commas.
    pub byline: Option<String>,
    /// The copyright notice.
    pub copyright: Option<String>,
    pub headline: Option<String>,
    /// When it was made: `2018-07-25`, or `2018-07-25T16:34:23`, or with an offset at the end.
    pub date_created: Option<String>,
    /// Words for those who do not see the picture.
    pub alt: Option<String>,
    pub keywords: Vec<String>,
    /// What the rights' owner allows.
    pub usage_terms: Option<String>,
    /// The address of its licence, or of what its owner says about its rights.
    pub licence: Option<String>,
    /// Place in words (sublocation, city, region, country), as the photographer wrote it.
    pub location_text: Option<String>,
    /// Who first supplied it.
    pub source: Option<String>,
}

impl Metadata {
    /// Reads what the file says. Files we do not take, and damaged ones, say nothing.
    pub fn read(bytes: &[u8]) -> Metadata {
        let Ok(parts) = container::walk(bytes) else { return Metadata::default() };
        let mut found = parts.xmp.and_then(|packet| xmp::read(packet).ok()).unwrap_or_default();
        if let Some(block) = parts.iim {
            found.fill_from(iim::read(block));
        }
        if let Some(block) = parts.exif {
            found.fill_from(exif::read(block));
        }
        found
    }

    /// Nothing was written.
    pub fn is_empty(&self) -> bool {
        *self == Metadata::default()
    }

    /// Takes from `other` what is not yet known here.
    fn fill_from(&mut self, other: Metadata) {
        let fill = |mine: &mut Option<String>, theirs: Option<String>| {
            if mine.is_none() {
                *mine = theirs;
            }
        };
        fill(&mut self.caption, other.caption);
        fill(&mut self.credit, other.credit);
        fill(&mut self.byline, other.byline);
        fill(&mut self.copyright, other.copyright);
        fill(&mut self.headline, other.headline);
        fill(&mut self.date_created, other.date_created);
        fill(&mut self.alt, other.alt);
        fill(&mut self.usage_terms, other.usage_terms);
        fill(&mut self.location_text, other.location_text);
        fill(&mut self.source, other.source);
        if self.keywords.is_empty() {
            self.keywords = other.keywords;
        }
    }
}

/// Sublocation, city, region and country as one line, without saying a name twice.
fn joined_place(parts: [Option<String>; 4]) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for part in parts.into_iter().flatten() {
        if !kept.contains(&part) {
            kept.push(part);
        }
    }
    clean::short(&kept.join(", "))
}
