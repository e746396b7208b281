//! A picture as readers get it.

use serde::Serialize;
use store::{Row, StoreError};

use super::{Licence, Picture, RenditionSize};
use crate::features::pages::Voiced;

/// Where a picture is shown: how wide, and how many pixels are worth their bytes there. Phones with three pixels to a
/// point would fetch the widest file for a card; nobody sees the difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PicturePlace {
    /// How wide it is shown, as the `sizes` attribute says it.
    pub sizes: &'static str,
    /// The widest rendition that is offered, in pixels.
    pub widest: i64,
}

impl PicturePlace {
    /// The picture at the head of a page.
    pub const LEAD: PicturePlace = PicturePlace { sizes: "(min-width: 960px) 38rem, 100vw", widest: 1200 };
    /// The picture of a card.
    pub const CARD: PicturePlace =
        PicturePlace { sizes: "(min-width: 960px) 19rem, (min-width: 640px) 50vw, 100vw", widest: 640 };
    /// The thumbnail beside a line.
    pub const ROW: PicturePlace = PicturePlace { sizes: "6.5rem", widest: 320 };
    /// A picture of a gallery, on the gallery's page.
    pub const GALLERY: PicturePlace =
        PicturePlace { sizes: "(min-width: 80rem) 60rem, (min-width: 40rem) 100vw, 65vw", widest: 1200 };
    /// A picture of a gallery inside a text, where two stand beside each other.
    pub const SET: PicturePlace = PicturePlace { sizes: "(min-width: 60rem) 20rem, 50vw", widest: 1200 };
    /// The picture over an article, and those inside its text.
    pub const ARTICLE: PicturePlace = PicturePlace { sizes: "(min-width: 60rem) 50rem, 100vw", widest: 1200 };
}

/// A published picture as a list or page reads it.
#[derive(Debug, Clone)]
pub struct PictureRow {
    pub public_name: String,
    pub renditions: Vec<RenditionSize>,
    pub width: i64,
    pub height: i64,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    pub archive: bool,
    pub taken_on: String,
    pub focal: (i64, i64),
    pub tint: i64,
    pub licence: String,
}

impl PictureRow {
    /// Reads the thirteen columns of a picture that may be missing (a left join) from column `first` on.
    pub fn at(row: &Row<'_>, first: usize) -> Result<Option<PictureRow>, StoreError> {
        let Some(public_name) = row.get::<Option<String>>(first)? else { return Ok(None) };
        Ok(Some(PictureRow {
            public_name,
            renditions: serde_json::from_str(&row.get::<String>(first + 1)?).unwrap_or_default(),
            width: row.get(first + 2)?,
            height: row.get(first + 3)?,
            alt: row.get(first + 4)?,
            caption: row.get(first + 5)?,
            credit: row.get(first + 6)?,
            archive: row.get(first + 7)?,
            taken_on: row.get(first + 8)?,
            focal: (row.get(first + 9)?, row.get(first + 10)?),
            tint: row.get(first + 11)?,
            licence: row.get(first + 12)?,
        }))
    }

    /// The picture in an edition's voice, for one place of a page.
    pub fn view(&self, voiced: &Voiced, spot: PicturePlace) -> PictureView {
        let offered: Vec<_> = self.offered(spot).collect();
        let middle = offered.iter().find(|r| r.w >= 640).or(offered.last());
        let (width, height) = middle.map_or((self.width, self.height), |r| (r.w, r.h));
        let src = middle.map(|r| address(&self.public_name, r.w)).unwrap_or_default();
        let srcset: Vec<_> =
            offered.iter().map(|r| format!("{} {}w", address(&self.public_name, r.w), r.w)).collect();
        PictureView {
            src,
            srcset: srcset.join(", "),
            sizes: spot.sizes,
            width,
            height,
            alt: self.alt.clone(),
            caption: self.caption.clone(),
            credit: self.credit.clone(),
            archive: self.archive.then(|| voiced.archive_words(&self.taken_on)),
            focal: focal_class(self.focal),
            tint: Some(format!("t-{}", self.tint)),
            licence: Licence::said(&self.licence),
        }
    }

    /// The picture as the library holds it.
    pub fn of(picture: &Picture) -> PictureRow {
        PictureRow {
            public_name: picture.public_name.clone(),
            renditions: picture.renditions.clone(),
            width: picture.width,
            height: picture.height,
            alt: picture.alt.clone(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
            archive: picture.archive,
            taken_on: picture.taken_on.clone(),
            focal: (picture.focal_x, picture.focal_y),
            tint: picture.tint,
            licence: picture.licence.clone(),
        }
    }

    /// The renditions worth offering in a place: the narrowest always.
    fn offered(&self, spot: PicturePlace) -> impl Iterator<Item = &RenditionSize> {
        self.renditions
            .iter()
            .enumerate()
            .filter(move |(place, r)| *place == 0 || r.w <= spot.widest)
            .map(|(_, r)| r)
    }

    /// The addresses of the renditions for a place, with their widths.
    pub fn addresses(&self, spot: PicturePlace) -> Vec<(String, u32)> {
        self.offered(spot)
            .map(|r| (address(&self.public_name, r.w), u32::try_from(r.w).unwrap_or(0)))
            .collect()
    }

    /// The address of the largest rendition, for share cards and structured data.
    pub fn largest(&self) -> Option<(String, RenditionSize)> {
        self.renditions.last().map(|r| (address(&self.public_name, r.w), *r))
    }
}

/// The address of one rendition.
pub fn address(public_name: &str, width: i64) -> String {
    format!("/media/{public_name}-{width}.webp")
}

/// The class that keeps the focal point in every crop: tenths of width and height, none for the middle.
pub(super) fn focal_class((x, y): (i64, i64)) -> Option<String> {
    let tenth = |hundredths: i64| (hundredths.clamp(0, 99) / 10).clamp(0, 9);
    let class = format!("f-{}{}", tenth(x), tenth(y));
    (class != "f-55").then_some(class)
}

/// A picture as the theme is given it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PictureView {
    pub src: String,
    pub srcset: String,
    pub sizes: &'static str,
    pub width: i64,
    pub height: i64,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    pub archive: Option<String>,
    pub focal: Option<String>,
    pub tint: Option<String>,
    pub licence: Option<Licence>,
}
