//! The SQL of standing pages.

use store::{FromRow, Published, Query, Row, StoreError, Tx, params, published_sql, sql};

use super::projection::{Projection, project};
use super::{PageText, StandingPage, StandingPageKind};
use crate::app::App;
use crate::features::editions::Edition;
use crate::features::pages::Voiced;
use crate::id::{EditionCode, RevisionNumber, StandingPageId};

macro_rules! pages {
    () => {
        "select id, edition, slug, latest_revision, live_revision, published_at from standing_page"
    };
}

sql! {
    ALL = "standing_pages.all": concat!(pages!(), " order by edition, slug");
    AT = "standing_pages.at": concat!(pages!(), " where edition = $1 and slug = $2");
    INSERT = "standing_pages.insert":
        "insert into standing_page (id, edition, slug, latest_revision, live_revision, published_at, created_at)
         values ($1, $2, $3, $4, null, null, $5)";
    CLAIM_NUMBER = "standing_pages.claim_number":
        "update standing_page set latest_revision = $3 where id = $1 and latest_revision = $2";
    SET_LIVE = "standing_pages.set_live": "update standing_page set live_revision = $2, published_at = $3 where id = $1";
    REVISION = "standing_pages.revision": "select title, body from standing_page_revision where page = $1 and number = $2";
    INSERT_REVISION = "standing_pages.insert_revision":
        "insert into standing_page_revision (page, number, title, body, created_by, created_at) values ($1, $2, $3, $4, $5, $6)";
    PUT_PUBLISHED = "standing_pages.put_published":
        "insert into published_standing_page (edition, slug, title, description, html, published_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (edition, slug) do update set title = excluded.title, description = excluded.description, html = excluded.html,
           published_at = excluded.published_at";
    DROP_PUBLISHED = "standing_pages.drop_published": "delete from published_standing_page where edition = $1 and slug = $2";
    CLEAR = "standing_pages.clear_published": "delete from published_standing_page";
}

published_sql! {
    PUBLISHED = "standing_pages.published":
        "select title, description, html, published_at from published_standing_page where edition = $1 and slug = $2";
    PUBLISHED_TITLES = "standing_pages.published_titles": "select slug, title from published_standing_page where edition = $1";
}

impl FromRow for StandingPage {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let slug: String = row.get(2)?;
        let unknown = || StoreError::Database(format!("`{slug}` is no standing page"));
        Ok(StandingPage {
            id: StandingPageId(row.get(0)?),
            edition: EditionCode(row.get(1)?),
            kind: StandingPageKind::named(&slug).ok_or_else(unknown)?,
            latest_revision: RevisionNumber(row.get(3)?),
            live_revision: row.get::<Option<i64>>(4)?.map(RevisionNumber),
            published_at: row.get(5)?,
        })
    }
}

/// All standing pages of all editions, published or not.
pub(super) async fn all(q: &impl Query) -> Result<Vec<StandingPage>, StoreError> {
    q.all(&ALL, params![]).await
}

/// An edition's standing page, published or not.
pub async fn at(
    q: &impl Query,
    edition: &EditionCode,
    kind: StandingPageKind,
) -> Result<Option<StandingPage>, StoreError> {
    q.optional(&AT, params![edition, kind.slug()]).await
}

/// What a revision of a page says.
pub(super) async fn text_of(
    q: &impl Query,
    page: &StandingPageId,
    number: RevisionNumber,
) -> Result<Option<PageText>, StoreError> {
    let row: Option<(String, String)> = q.optional(&REVISION, params![page, number.0]).await?;
    let Some((title, body)) = row else { return Ok(None) };
    let body = content::read::parse(&body).map_err(|error| {
        StoreError::Database(format!("revision {} of page {page} does not read back: {error}", number.0))
    })?;
    Ok(Some(PageText { title, body }))
}

pub(super) async fn insert(tx: &Tx, page: &StandingPage, now: i64) -> Result<(), StoreError> {
    let values = params![&page.id, &page.edition, page.kind.slug(), page.latest_revision.0, now];
    tx.execute(&INSERT, values).await.map(drop)
}

/// Moves the page from revision `from` to the next number; `false` when somebody else was faster.
pub(super) async fn claim_number(
    tx: &Tx,
    id: &StandingPageId,
    from: RevisionNumber,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&CLAIM_NUMBER, params![id, from.0, from.0 + 1]).await? == 1)
}

pub(super) async fn insert_revision(
    tx: &Tx,
    (page, number): (&StandingPageId, RevisionNumber),
    text: &PageText,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    let (title, body) = (text.title.as_str(), text.body.to_json());
    tx.execute(&INSERT_REVISION, params![page, number.0, title, body, by, now]).await.map(drop)
}

/// Keeps which revision readers see, and since when.
pub(super) async fn set_live(tx: &Tx, page: &StandingPage) -> Result<(), StoreError> {
    let live = page.live_revision.map(|revision| revision.0);
    tx.execute(&SET_LIVE, params![&page.id, live, page.published_at]).await.map(drop)
}

/// Writes what readers see of a page.
pub(super) async fn put_published(
    tx: &Tx,
    page: &StandingPage,
    projection: &Projection,
) -> Result<(), StoreError> {
    let Projection { title, description, html } = projection;
    let (title, description, html) = (title.as_str(), description.as_str(), html.as_str());
    let at = page.published_at.unwrap_or_default();
    let values = params![&page.edition, page.kind.slug(), title, description, html, at];
    tx.execute(&PUT_PUBLISHED, values).await.map(drop)
}

pub(super) async fn drop_published(tx: &Tx, page: &StandingPage) -> Result<(), StoreError> {
    tx.execute(&DROP_PUBLISHED, params![&page.edition, page.kind.slug()]).await.map(drop)
}

/// Writes what readers see of every page anew.
pub async fn place_all(tx: &Tx, app: &App, editions: &[Edition], now: i64) -> Result<(), StoreError> {
    tx.execute(&CLEAR, params![]).await?;
    for page in all(tx).await? {
        let edition = editions.iter().find(|edition| edition.code == page.edition);
        let (Some(edition), Some(number)) = (edition, page.live_revision) else { continue };
        if let Some(text) = text_of(tx, &page.id, number).await? {
            let locale = app.locale(edition);
            let projection = project(&text, edition, &Voiced::new(edition, &locale, now));
            put_published(tx, &page, &projection).await?;
        }
    }
    Ok(())
}

/// A standing page as readers see it.
pub(super) struct PublishedPage {
    pub title: String,
    pub description: String,
    pub html: String,
    pub published_at: i64,
}

impl FromRow for PublishedPage {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(PublishedPage {
            title: row.get(0)?,
            description: row.get(1)?,
            html: row.get(2)?,
            published_at: row.get(3)?,
        })
    }
}

pub(super) async fn published(
    published: &Published,
    edition: &EditionCode,
    kind: StandingPageKind,
) -> Result<Option<PublishedPage>, StoreError> {
    published.optional(&PUBLISHED, params![edition, kind.slug()]).await
}

/// The standing pages of an edition that readers see, in their order, and what they are called.
pub async fn published_titles(
    published: &Published,
    edition: &EditionCode,
) -> Result<Vec<(StandingPageKind, String)>, StoreError> {
    let rows: Vec<(String, String)> = published.all(&PUBLISHED_TITLES, params![edition]).await?;
    let title = |kind: StandingPageKind| {
        let row = rows.iter().find(|(slug, _)| slug == kind.slug());
        row.map(|(_, title)| (kind, title.clone()))
    };
    Ok(StandingPageKind::ALL.into_iter().filter_map(title).collect())
}
