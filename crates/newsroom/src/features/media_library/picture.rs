//! A picture and the rules about it: no I/O.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::id::MediaId;

/// A picture of the library. Its original is kept as it came and never served; readers get renditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The picture's id.
    pub id: MediaId,
    /// The original's name in the blob store: a hash of its bytes.
    pub blob: String,
    /// The original's type, as its decoder knows it.
    pub mime: String,
    /// Width in pixels, upright.
    pub width: i64,
    /// Height in pixels, upright.
    pub height: i64,
    /// What is seen and why it matters.
    pub caption: String,
    /// What is seen, for those who do not see it.
    pub alt: String,
    /// Whose picture it is, as it is printed.
    pub credit: String,
    /// Whether it shows another time than the article's.
    pub archive: bool,
    /// When it was taken: a date as far as it is known (`1998`, `1998-05`, `1998-05-04`), or empty.
    pub taken_on: String,
    /// From when we may show it, in microseconds UTC.
    pub rights_from: Option<i64>,
    /// Until when we may show it.
    pub rights_until: Option<i64>,
    /// On what terms it is used: the address of its licence, or words; empty when nothing is said.
    pub licence: String,
    /// The point that must stay in every crop, in hundredths of the width from the physical left edge.
    pub focal_x: i64,
    /// The same in hundredths of the height from the top.
    pub focal_y: i64,
    /// The class of colour that stands in its place until it loads.
    pub tint: i64,
    /// The random name its renditions are served under once something shows it.
    pub public_name: String,
    /// The sizes there are.
    pub renditions: Vec<RenditionSize>,
    /// Where it came from, when it was imported; empty otherwise.
    pub origin: String,
    /// Whence we have it, for colleagues: an agency's service, a mail, a hand-out. Readers are not told.
    pub source: String,
    /// Whether the original carries content credentials (C2PA).
    pub credentials: bool,
    /// What it looks like ([`media::Likeness`]); empty where there is nothing to be seen, `None` until somebody has looked.
    pub likeness: Option<String>,
}

/// One size in which a picture is served.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RenditionSize {
    /// Width in pixels.
    pub w: i64,
    /// Height in pixels.
    pub h: i64,
}

impl Picture {
    /// Whether we may show it at `now`.
    pub fn may_be_shown(&self, now: i64) -> bool {
        self.rights_from.is_none_or(|from| from <= now) && self.rights_until.is_none_or(|until| until > now)
    }

    /// Stands for all that can be said of it: two that differ say different things.
    pub fn said_digest(&self) -> String {
        let words = [&self.caption, &self.alt, &self.credit, &self.source, &self.licence, &self.taken_on];
        let rights = (self.rights_from, self.rights_until);
        let said = serde_json::json!([words, self.archive, rights, self.focal_x, self.focal_y]);
        HEXLOWER.encode(&Sha256::digest(said.to_string())[..12])
    }
}

/// Whose picture it is, as its file says: who took it and whose credit line it carries; where it names neither, whose
/// copyright it is.
pub(super) fn credit_said(said: &media::Metadata) -> Option<String> {
    match (&said.byline, &said.credit) {
        (Some(byline), Some(credit)) if !credit.contains(byline.as_str()) => {
            Some(format!("{byline} / {credit}"))
        }
        (_, Some(credit)) => Some(credit.clone()),
        (Some(byline), None) => Some(byline.clone()),
        (None, None) => said.copyright.clone(),
    }
}

/// The day of a moment as files write it: `2009-10-18T16:34:23+03:00`.
pub(super) fn day_of(moment: &str) -> String {
    moment.split('T').next().unwrap_or_default().to_owned()
}

/// What is said of a picture when it comes in.
#[derive(Debug, Clone, Default)]
pub struct NewPicture {
    /// See [`Picture::caption`]; what the file says is used when this is empty.
    pub caption: String,
    /// See [`Picture::alt`].
    pub alt: String,
    /// See [`Picture::credit`]; what the file says of author, credit line or copyright is used when this is empty.
    pub credit: String,
    /// See [`Picture::archive`].
    pub archive: bool,
    /// See [`Picture::taken_on`]; what the file says is used when this is empty.
    pub taken_on: String,
    /// See [`Picture::rights_from`].
    pub rights_from: Option<i64>,
    /// See [`Picture::rights_until`].
    pub rights_until: Option<i64>,
    /// See [`Picture::licence`]; what the file says is used when this is empty.
    pub licence: String,
    /// See [`Picture::focal_x`]; the middle when `None`.
    pub focal: Option<(i64, i64)>,
    /// See [`Picture::origin`].
    pub origin: String,
    /// See [`Picture::source`]; what the file says is used when this is empty.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_picture_it_is_is_told_once() {
        let said = |byline: &str, credit: &str, copyright: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let (byline, credit, copyright) = (some(byline), some(credit), some(copyright));
            credit_said(&media::Metadata { byline, credit, copyright, ..media::Metadata::default() })
        };
        for (byline, credit, copyright, told) in [
            ("ليلى", "وكالة", "©", Some("ليلى / وكالة")),
            ("ليلى", "ليلى/وكالة", "©", Some("ليلى/وكالة")),
            ("ليلى", "", "©", Some("ليلى")),
            ("", "وكالة", "©", Some("وكالة")),
            ("", "", "© وكالة", Some("© وكالة")),
            ("", "", "", None),
        ] {
            assert_eq!(said(byline, credit, copyright).as_deref(), told);
        }
        assert_eq!(day_of("2009-10-18T16:34:23+03:00"), "2009-10-18");
    }
}
