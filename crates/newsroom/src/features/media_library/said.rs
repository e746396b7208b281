//! What is said of a picture, apart from the picture: while it waits for a second person.

use serde::{Deserialize, Serialize};

use super::Picture;
use crate::id::AccountId;

/// The words of a picture and the point that stays in every crop. Our right to show it is no part of them: what must leave
/// readers waits for nobody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Said {
    caption: String,
    alt: String,
    credit: String,
    source: String,
    licence: String,
    archive: bool,
    taken_on: String,
    focal: (i64, i64),
}

impl Said {
    /// What is said of this one.
    pub(super) fn of(picture: &Picture) -> Said {
        let p = picture.clone();
        Said {
            caption: p.caption,
            alt: p.alt,
            credit: p.credit,
            source: p.source,
            licence: p.licence,
            archive: p.archive,
            taken_on: p.taken_on,
            focal: (p.focal_x, p.focal_y),
        }
    }

    /// The picture with these words instead of its own.
    pub(super) fn about(self, picture: Picture) -> Picture {
        let Said { caption, alt, credit, source, licence, archive, taken_on, focal } = self;
        let (focal_x, focal_y) = focal;
        Picture { caption, alt, credit, source, licence, archive, taken_on, focal_x, focal_y, ..picture }
    }
}

/// Words that wait, and whose they are.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub said: Said,
    pub asked_by: AccountId,
    /// Their name.
    pub asker: String,
    /// When, in microseconds UTC.
    pub asked_at: i64,
}

impl Waiting {
    /// Stands for what waits of this picture: see [`Picture::said_digest`].
    pub(super) fn digest(&self, picture: &Picture) -> String {
        self.said.clone().about(picture.clone()).said_digest()
    }
}
