//! What readers would see of a revision, for those who may see it before them: the same projection and the same template,
//! but nothing of it is written, kept or told anywhere.

use std::sync::Arc;

use axum::http::HeaderValue;
use text::dates::Precision;

use super::kinds::Piece;
use super::projection::{Materials, Projection, project};
use super::published::store::{NameRow, teasers};
use super::published::{ArticleRow, source_line};
use super::site::{Shown, Whole, kicker, label, links, source_view};
use super::{Article, Revision};
use crate::app::App;
use crate::features::authors::{author_href, authors_by_ids};
use crate::features::lite::lite_href;
use crate::features::media_library::{PicturePlace, PictureRow, pictures_by_ids};
use crate::features::pages::{Frame, Head, Voiced};
use crate::features::sections::{Section, place_of, section_by_id};
use crate::features::topics::{topic_href, topics_by_ids};
use crate::id::ArticleId;
use crate::routes::PageError;

const LATEST: usize = 6;

/// A revision as it would stand before readers, whichever of its pages is wanted. Its pictures have the addresses that they
/// will have: whoever serves a page of it leads them elsewhere.
pub(crate) struct Drafted {
    pub(crate) frame: Arc<Frame>,
    /// As of when it is shown: a piece with a time is shown as it will be then, with the pictures whose rights begin until then.
    pub(crate) at: i64,
    pub(crate) row: ArticleRow,
    pub(crate) whole: Whole,
}

impl Drafted {
    /// What a revision would be.
    pub(crate) async fn of(app: &App, article: &Article, revision: Revision) -> Result<Drafted, PageError> {
        let frame = app.frames.of(app, &article.edition).await?.ok_or(PageError::NotFound)?;
        let section = section_by_id(app.db.read(), &article.section).await?.ok_or(PageError::NotFound)?;
        let at = Drafted::shown_at(app, article);
        let voiced = frame.voiced(at);
        let materials = materials(app, &frame, article, &section, revision).await?;
        let mut projection = project(&materials, &voiced);
        let piece = Piece::drafted(article.kind, projection.recording.take(), &voiced);
        let row = row(&materials, projection, &section);
        let page = shown(app, &frame, &voiced, &row, &materials);
        let head = Head {
            canonical: page.share_url.clone(),
            title: row.headline.clone(),
            description: row.description.clone(),
            robots: "noindex",
            ..Head::default()
        };
        let whole = Whole { head, page, piece, tags: Vec::new() };
        Ok(Drafted { at, row, whole, frame: frame.clone() })
    }

    /// The moment that a preview stands for: when it goes out, where that is set, or now.
    pub(crate) fn shown_at(app: &App, article: &Article) -> i64 {
        article.schedule.as_ref().map_or(app.now(), |schedule| schedule.at.max(app.now()))
    }

    /// Its page, and the policy of that page where it may load more than the site's own.
    pub(crate) fn page(self, app: &App) -> Result<(Vec<u8>, Option<HeaderValue>), PageError> {
        let surroundings = self.frame.surroundings(app, &self.frame.voiced(self.at));
        let Whole { head, page, piece, .. } = self.whole;
        piece.rendered(app, head, page, &surroundings)
    }
}

async fn materials(
    app: &App,
    frame: &Frame,
    article: &Article,
    section: &Section,
    revision: Revision,
) -> Result<Materials, PageError> {
    let (q, content) = (app.db.read(), &revision.content);
    let named: Vec<ArticleId> =
        content::walk::related_ids(&content.body).into_iter().map(ArticleId::from).collect();
    Ok(Materials {
        edition: frame.edition.clone(),
        authors: authors_by_ids(q, &content.authors).await?,
        topics: topics_by_ids(q, &content.topics).await?,
        pictures: pictures_by_ids(q, &content.pictures()).await?,
        related: teasers(app.db.published(), &named).await?,
        corrections: Vec::new(),
        filed: place_of(q, section).await?,
        article: article.clone(),
        revision,
    })
}

/// The row that would be published.
fn row(materials: &Materials, p: Projection, section: &Section) -> ArticleRow {
    let picture = materials.pictures.iter().find(|picture| Some(&picture.id) == p.picture.as_ref());
    ArticleRow {
        id: p.article,
        edition: p.edition,
        section: p.section,
        kind: p.kind,
        slug: p.slug,
        lang: p.lang,
        dir: p.dir.as_str().to_owned(),
        kicker: p.kicker,
        headline: p.headline,
        headline_search: p.headlines.search,
        headline_social: p.headlines.social,
        lead: p.lead,
        description: p.description,
        place: p.place,
        sources: p.sources,
        words: p.words,
        published_at: p.published_at,
        dated_to: p.dated_to,
        updated_at: p.updated_at,
        licence: p.licence,
        revision: p.revision.0,
        html: p.html,
        section_slug: section.slug.clone(),
        section_name: section.name.clone(),
        is_corrected: false,
        is_in_story: false,
        picture: picture.map(PictureRow::of),
        card: None,
    }
}

fn shown(app: &App, frame: &Frame, voiced: &Voiced<'_>, row: &ArticleRow, materials: &Materials) -> Shown {
    let authors = materials.authors.iter();
    let authors = authors.map(|author| NameRow { name: author.name.clone(), slug: author.slug.clone() });
    let topics = materials.topics.iter();
    let topics = topics.map(|topic| NameRow { name: topic.name.clone(), slug: topic.slug.clone() });
    let has_clock = !matches!(row.dated_to, Precision::Year | Precision::Month | Precision::Day);
    Shown {
        kicker: kicker(row),
        headline: row.headline.clone(),
        lead: row.lead.clone(),
        picture: row.picture.as_ref().map(|picture| picture.view(voiced, PicturePlace::ARTICLE)),
        sources: row.sources.iter().map(|source| source_view(source, voiced)).collect(),
        source_line: source_line(&row.sources),
        byline: links(authors.collect(), &row.edition, author_href),
        place: row.place.clone(),
        published: row.published(voiced),
        updated: row.updated_at.map(|at| voiced.full_moment(at)),
        zone_words: if has_clock { voiced.zone_words() } else { String::new() },
        licence: row.licence.clone(),
        reading_minutes: text::words::reading_minutes(usize::try_from(row.words).unwrap_or(0), &row.lang),
        corrections: Vec::new(),
        story: None,
        body_html: row.html.clone(),
        topics: links(topics.collect(), &row.edition, topic_href),
        latest: frame.latest_but(std::slice::from_ref(&row.id), LATEST),
        related: Vec::new(),
        short_url: app.absolute(&format!("/s/{}", row.id)),
        share_url: app.absolute(&row.href()),
        lite_href: lite_href(&row.edition, &row.id),
        lang: row.lang.clone(),
        dir: row.dir.clone(),
        label: label(row.kind, voiced),
        translations: Vec::new(),
        revision: row.revision,
        statements: Vec::new(),
    }
}
