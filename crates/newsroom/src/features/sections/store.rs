//! The SQL of sections.

use store::{FromRow, Published, Query, Row, StoreError, Tx, params, published_sql, sql};

use super::Section;
use crate::id::{EditionCode, SectionId};

sql! {
    SECTIONS = "sections.all":
        "select id, edition, slug, name, description, position from section order by edition, position, slug";
    SECTION_BY_ID = "sections.by_id": "select id, edition, slug, name, description, position from section where id = $1";
    SECTION_BY_SLUG = "sections.by_slug":
        "select id, edition, slug, name, description, position from section where edition = $1 and slug = $2";
    PUT_SECTION = "sections.put":
        "insert into section (id, edition, slug, name, description, position, created_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (id) do update set slug = excluded.slug, name = excluded.name, description = excluded.description,
           position = excluded.position";
    PUT_PUBLISHED = "sections.put_published":
        "insert into published_section (id, edition, slug, name, description, position) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set slug = excluded.slug, name = excluded.name, description = excluded.description,
           position = excluded.position";
}

published_sql! {
    PUBLISHED_SECTIONS = "sections.published":
        "select id, edition, slug, name, description, position from published_section order by edition, position, slug";
}

impl FromRow for Section {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Section {
            id: SectionId(row.get(0)?),
            edition: EditionCode(row.get(1)?),
            slug: row.get(2)?,
            name: row.get(3)?,
            description: row.get(4)?,
            position: row.get(5)?,
        })
    }
}

/// All sections, by edition and place.
pub async fn sections(q: &impl Query) -> Result<Vec<Section>, StoreError> {
    q.all(&SECTIONS, params![]).await
}

/// The section with this id.
pub async fn section_by_id(q: &impl Query, id: &SectionId) -> Result<Option<Section>, StoreError> {
    q.optional(&SECTION_BY_ID, params![id]).await
}

/// The edition's section with this slug.
pub async fn by_slug(
    q: &impl Query,
    edition: &EditionCode,
    slug: &str,
) -> Result<Option<Section>, StoreError> {
    q.optional(&SECTION_BY_SLUG, params![edition, slug]).await
}

/// All sections as readers know them, by edition and place.
pub async fn all_published(published: &Published) -> Result<Vec<Section>, StoreError> {
    published.all(&PUBLISHED_SECTIONS, params![]).await
}

pub(super) async fn put(tx: &Tx, section: &Section, now: i64) -> Result<(), StoreError> {
    let (slug, name, description) =
        (section.slug.as_str(), section.name.as_str(), section.description.as_str());
    tx.execute(
        &PUT_SECTION,
        params![&section.id, &section.edition, slug, name, description, section.position, now],
    )
    .await?;
    put_published(tx, section).await
}

/// Writes the section's published row.
pub async fn put_published(tx: &Tx, section: &Section) -> Result<(), StoreError> {
    let (slug, name, description) =
        (section.slug.as_str(), section.name.as_str(), section.description.as_str());
    tx.execute(
        &PUT_PUBLISHED,
        params![&section.id, &section.edition, slug, name, description, section.position],
    )
    .await
    .map(drop)
}
