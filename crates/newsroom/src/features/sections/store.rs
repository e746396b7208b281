//! The SQL of sections.

use store::{FromRow, Published, Query, Row, StoreError, Tx, params, published_sql, sql};

use super::Section;
use crate::id::{EditionCode, SectionId};

macro_rules! sections {
    () => {
        "select id, edition, slug, name, description, position, parent, level, closed, revision from section"
    };
}

sql! {
    SECTIONS = "sections.all": concat!(sections!(), " order by edition, level, position, slug");
    IN_EDITION = "sections.in_edition": concat!(sections!(), " where edition = $1 order by level, position, slug");
    SECTION_BY_ID = "sections.by_id": concat!(sections!(), " where id = $1");
    SECTION_BY_SLUG = "sections.by_slug": concat!(sections!(), " where edition = $1 and slug = $2");
    HOLD_ALL = "sections.hold_all": "select id from section where edition = $1 order by id for_update()";
    HOLD = "sections.hold": concat!(sections!(), " where id = $1 for_share()");
    PUT_SECTION = "sections.put":
        "insert into section (id, edition, slug, name, description, position, parent, level, closed, revision, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (id) do update set slug = excluded.slug, name = excluded.name, description = excluded.description,
           position = excluded.position, parent = excluded.parent, level = excluded.level, closed = excluded.closed,
           revision = excluded.revision";
    PUT_PUBLISHED = "sections.put_published":
        "insert into published_section (id, edition, slug, name, description, position, parent, level, closed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (id) do update set slug = excluded.slug, name = excluded.name, description = excluded.description,
           position = excluded.position, parent = excluded.parent, level = excluded.level, closed = excluded.closed";
}

published_sql! {
    PUBLISHED_SECTIONS = "sections.published":
        "select id, edition, slug, name, description, position, parent, level, closed, 0 from published_section
         order by edition, level, position, slug";
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
            parent: row.get::<Option<String>>(6)?.map(SectionId),
            level: row.get(7)?,
            closed: row.get(8)?,
            revision: row.get(9)?,
        })
    }
}

/// Where an article of a section is found again from the sections over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The section of the first level.
    pub root: SectionId,
    /// That of the second, unless it is filed under the root itself.
    pub branch: Option<SectionId>,
}

/// All sections, by edition, each after the one it is a part of.
pub async fn sections(q: &impl Query) -> Result<Vec<Section>, StoreError> {
    q.all(&SECTIONS, params![]).await
}

/// The sections of an edition.
pub(super) async fn in_edition(q: &impl Query, edition: &EditionCode) -> Result<Vec<Section>, StoreError> {
    q.all(&IN_EDITION, params![edition]).await
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

/// The section; whoever would move or close it waits until this transaction is over.
pub async fn hold_section(tx: &Tx, id: &SectionId) -> Result<Option<Section>, StoreError> {
    tx.optional(&HOLD, params![id]).await
}

/// Has whoever would arrange the edition's sections, or file something under one, wait until this transaction is over.
pub(super) async fn hold_all(tx: &Tx, edition: &EditionCode) -> Result<(), StoreError> {
    tx.all::<(String,)>(&HOLD_ALL, params![edition]).await.map(drop)
}

/// Where what is filed under a section stands in its tree.
pub async fn place_of(q: &impl Query, section: &Section) -> Result<Place, StoreError> {
    let own = || section.id.clone();
    Ok(match (section.level, section.parent.clone()) {
        (2, Some(root)) => Place { root, branch: Some(own()) },
        (3, Some(branch)) => {
            let up = section_by_id(q, &branch).await?.and_then(|up| up.parent);
            Place { root: up.unwrap_or_else(|| branch.clone()), branch: Some(branch) }
        }
        _ => Place { root: own(), branch: None },
    })
}

/// All sections as readers know them, by edition, each after the one it is a part of.
pub async fn all_published(published: &Published) -> Result<Vec<Section>, StoreError> {
    published.all(&PUBLISHED_SECTIONS, params![]).await
}

pub(super) async fn put(tx: &Tx, section: &Section, now: i64) -> Result<(), StoreError> {
    let s = section;
    let values = params![
        &s.id,
        &s.edition,
        s.slug.as_str(),
        s.name.as_str(),
        s.description.as_str(),
        s.position,
        s.parent.as_ref().map(|id| id.as_str()),
        s.level,
        s.closed,
        s.revision,
        now,
    ];
    tx.execute(&PUT_SECTION, values).await?;
    put_published(tx, section).await
}

/// Writes the section's published row.
pub async fn put_published(tx: &Tx, section: &Section) -> Result<(), StoreError> {
    let s = section;
    let values = params![
        &s.id,
        &s.edition,
        s.slug.as_str(),
        s.name.as_str(),
        s.description.as_str(),
        s.position,
        s.parent.as_ref().map(|id| id.as_str()),
        s.level,
        s.closed,
    ];
    tx.execute(&PUT_PUBLISHED, values).await.map(drop)
}
