//! What readers see of articles: rows read through the published connection, and the shapes the theme is given.

pub(super) mod store;

use ::store::{FromRow, Row, StoreError};
use serde::Serialize;
use text::dates::Precision;

use super::{Article, ArticleKind};
use crate::features::editions::Edition;
use crate::features::media_library::{PicturePlace, PictureRow, PictureView};
use crate::features::pages::{FullMoment, Link, Moment, Voiced};
use crate::features::recordings::clock;
use crate::features::sources::Source;
use crate::id::{ArticleId, EditionCode, SectionId};

/// An article as its page shows it, read whole.
#[derive(Debug, Clone)]
pub struct ArticleRow {
    pub id: ArticleId,
    pub edition: EditionCode,
    pub section: SectionId,
    pub kind: ArticleKind,
    pub slug: String,
    pub lang: String,
    pub dir: String,
    pub kicker: String,
    pub headline: String,
    pub headline_search: String,
    pub headline_social: String,
    pub lead: String,
    pub description: String,
    pub place: String,
    pub sources: Vec<Source>,
    pub words: i64,
    pub published_at: i64,
    /// How far that is known.
    pub dated_to: Precision,
    pub updated_at: Option<i64>,
    /// On what terms the text may be used; may be empty.
    pub licence: String,
    pub revision: i64,
    pub html: String,
    pub section_slug: String,
    pub section_name: String,
    pub is_corrected: bool,
    pub is_in_story: bool,
    pub picture: Option<PictureRow>,
    /// The name of its share card, once that is drawn.
    pub card: Option<String>,
}

impl FromRow for ArticleRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(ArticleRow {
            id: ArticleId(row.get(0)?),
            edition: EditionCode(row.get(1)?),
            section: SectionId(row.get(2)?),
            kind: ArticleKind::named(&row.get::<String>(3)?),
            slug: row.get(4)?,
            lang: row.get(5)?,
            dir: row.get(6)?,
            kicker: row.get(7)?,
            headline: row.get(8)?,
            headline_search: row.get(9)?,
            headline_social: row.get(10)?,
            lead: row.get(11)?,
            description: row.get(12)?,
            place: row.get(13)?,
            sources: serde_json::from_str(&row.get::<String>(14)?).unwrap_or_default(),
            words: row.get(15)?,
            published_at: row.get(16)?,
            dated_to: dated_to(row, 38)?,
            licence: row.get(39)?,
            updated_at: row.get(17)?,
            revision: row.get(18)?,
            html: row.get(19)?,
            section_slug: row.get(20)?,
            section_name: row.get(21)?,
            is_corrected: row.get(22)?,
            is_in_story: row.get(23)?,
            picture: PictureRow::at(row, 24)?,
            card: row.get(37)?,
        })
    }
}

fn dated_to(row: &Row<'_>, column: usize) -> Result<Precision, StoreError> {
    Ok(Precision::named(&row.get::<String>(column)?).unwrap_or_default())
}

impl ArticleRow {
    /// When it was published, as far as that is known.
    pub fn published(&self, voiced: &Voiced<'_>) -> FullMoment {
        voiced.full_moment_known(self.published_at, self.dated_to)
    }

    /// The article's one address.
    pub fn href(&self) -> String {
        article_href(&self.edition, &self.section_slug, &self.id, &self.slug)
    }

    /// The address of its section.
    pub fn section_href(&self) -> String {
        section_href(&self.edition, &self.section_slug)
    }
}

/// A published article, as other features may hold one: it exists only for what readers can see.
pub type PublishedArticle = ArticleRow;

/// What a list says of an article.
#[derive(Debug, Clone)]
pub struct TeaserRow {
    pub id: ArticleId,
    pub edition: EditionCode,
    pub kind: ArticleKind,
    pub slug: String,
    pub lang: String,
    pub kicker: String,
    pub headline: String,
    pub headline_short: String,
    pub lead: String,
    pub sources: Vec<Source>,
    pub published_at: i64,
    /// How far that is known.
    pub dated_to: Precision,
    pub updated_at: Option<i64>,
    pub section_slug: String,
    pub section_name: String,
    pub picture: Option<PictureRow>,
    /// The pictures of a gallery, the seconds of a recording; 0 of all others.
    pub extent: i64,
}

impl FromRow for TeaserRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(TeaserRow {
            id: ArticleId(row.get(0)?),
            edition: EditionCode(row.get(1)?),
            kind: ArticleKind::named(&row.get::<String>(2)?),
            slug: row.get(3)?,
            lang: row.get(4)?,
            kicker: row.get(5)?,
            headline: row.get(6)?,
            headline_short: row.get(7)?,
            lead: row.get(8)?,
            sources: serde_json::from_str(&row.get::<String>(9)?).unwrap_or_default(),
            published_at: row.get(10)?,
            updated_at: row.get(11)?,
            section_slug: row.get(12)?,
            section_name: row.get(13)?,
            picture: PictureRow::at(row, 14)?,
            extent: row.get(27)?,
            dated_to: dated_to(row, 28)?,
        })
    }
}

impl TeaserRow {
    /// When it was published, as far as that is known.
    pub fn at(&self, voiced: &Voiced<'_>) -> Moment {
        voiced.moment_known(self.published_at, self.dated_to)
    }

    /// The article's one address.
    pub fn href(&self) -> String {
        article_href(&self.edition, &self.section_slug, &self.id, &self.slug)
    }
}

/// An article in a list, as the theme is given it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Teaser {
    pub href: String,
    pub headline: String,
    pub kicker: Option<Link>,
    pub summary: String,
    pub at: Moment,
    pub updated: Option<Moment>,
    pub source_line: Vec<Link>,
    pub byline: Vec<Link>,
    pub picture: Option<PictureView>,
    pub section: Link,
    pub kind: &'static str,
    pub lang: Option<String>,
    /// How long a recording is, as a clock shows it, or how many pictures a gallery has, in words.
    pub extent: Option<String>,
}

impl Teaser {
    /// The list entry in an edition's voice; `spot` says where its picture is shown.
    pub fn new(row: &TeaserRow, edition: &Edition, voiced: &Voiced, spot: PicturePlace) -> Teaser {
        let short = if row.headline_short.is_empty() { &row.headline } else { &row.headline_short };
        let kicker = (!row.kicker.is_empty()).then(|| Link { name: row.kicker.clone(), href: None });
        Teaser {
            href: row.href(),
            headline: short.clone(),
            kicker,
            summary: row.lead.clone(),
            at: row.at(voiced),
            updated: row.updated_at.map(|at| voiced.moment(at)),
            source_line: source_line(&row.sources),
            byline: Vec::new(),
            picture: row.picture.as_ref().map(|picture| picture.view(voiced, spot)),
            section: Link {
                name: row.section_name.clone(),
                href: Some(section_href(&row.edition, &row.section_slug)),
            },
            kind: row.kind.as_str(),
            lang: (row.lang != edition.lang).then(|| row.lang.clone()),
            extent: extent(row, voiced),
        }
    }
}

fn extent(row: &TeaserRow, voiced: &Voiced<'_>) -> Option<String> {
    match row.kind {
        _ if row.extent == 0 => None,
        ArticleKind::Gallery => Some(voiced.counted("count-photos", row.extent)),
        kind if kind.is_recording() => Some(voiced.digits(&clock(row.extent))),
        _ => None,
    }
}

/// The sources that stand in the source line, in order.
pub fn source_line(sources: &[Source]) -> Vec<Link> {
    let link = |source: &Source| Link {
        name: source.name.clone(),
        href: (!source.href.is_empty()).then(|| source.href.clone()),
    };
    sources.iter().filter(|source| source.role.is_in_line()).map(link).collect()
}

/// The address of an article: the id alone decides, the rest is there to be read.
pub fn article_href(edition: &EditionCode, section_slug: &str, id: &ArticleId, slug: &str) -> String {
    let section = text::percent::path(section_slug);
    match slug {
        "" => format!("/{edition}/{section}/{id}"),
        slug => format!("/{edition}/{section}/{id}/{}", text::percent::path(slug)),
    }
}

fn section_href(edition: &EditionCode, slug: &str) -> String {
    format!("/{edition}/{}/", text::percent::path(slug))
}

impl Article {
    /// The article's address while it is, or was, before readers.
    pub fn href(&self, section_slug: &str) -> String {
        article_href(&self.edition, section_slug, &self.id, &self.slug)
    }
}
