//! The SQL of pictures.

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::{Picture, RenditionSize};
use crate::id::MediaId;

sql! {
    BY_IDS = "pictures.by_ids":
        "select id, blob, mime, width, height, caption, alt, credit, archive, taken_on, rights_from, rights_until,
           focal_x, focal_y, tint, public_name, renditions, origin, licence
         from media where id in in_list($1)";
    BY_ORIGIN = "pictures.by_origin":
        "select id, blob, mime, width, height, caption, alt, credit, archive, taken_on, rights_from, rights_until,
           focal_x, focal_y, tint, public_name, renditions, origin, licence
         from media where origin = $1 order by created_at limit 1";
    NEWEST = "pictures.newest":
        "select id, blob, mime, width, height, caption, alt, credit, archive, taken_on, rights_from, rights_until,
           focal_x, focal_y, tint, public_name, renditions, origin, licence
         from media where id < $1 order by id desc limit $2";
    DESCRIBE = "pictures.describe":
        "update media set caption = $2, alt = $3, credit = $4, archive = $5, taken_on = $6, focal_x = $7, focal_y = $8
         where id = $1";
    INSERT = "pictures.insert":
        "insert into media (id, blob, mime, width, height, caption, alt, credit, archive, taken_on, rights_from, rights_until,
           focal_x, focal_y, tint, public_name, renditions, origin, created_by, created_at, licence)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
    PUT_PUBLISHED = "pictures.put_published":
        "insert into published_picture (id, public_name, renditions, width, height, caption, alt, credit, archive, taken_on,
           focal_x, focal_y, tint, rights_until, licence)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (id) do update set renditions = excluded.renditions, caption = excluded.caption, alt = excluded.alt,
           credit = excluded.credit, archive = excluded.archive, taken_on = excluded.taken_on, focal_x = excluded.focal_x,
           focal_y = excluded.focal_y, rights_until = excluded.rights_until,
           licence = excluded.licence";
}

published_sql! {
    IS_PUBLIC = "pictures.is_public":
        "select id from published_picture where public_name = $1 and (rights_until is null or rights_until > $2)";
}

impl FromRow for Picture {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let renditions: Vec<RenditionSize> =
            serde_json::from_str(&row.get::<String>(16)?).unwrap_or_default();
        Ok(Picture {
            id: MediaId(row.get(0)?),
            blob: row.get(1)?,
            mime: row.get(2)?,
            width: row.get(3)?,
            height: row.get(4)?,
            caption: row.get(5)?,
            alt: row.get(6)?,
            credit: row.get(7)?,
            archive: row.get(8)?,
            taken_on: row.get(9)?,
            rights_from: row.get(10)?,
            rights_until: row.get(11)?,
            focal_x: row.get(12)?,
            focal_y: row.get(13)?,
            tint: row.get(14)?,
            public_name: row.get(15)?,
            renditions,
            origin: row.get(17)?,
            licence: row.get(18)?,
        })
    }
}

/// The pictures with these ids, in no order.
pub async fn pictures_by_ids(q: &impl Query, ids: &[MediaId]) -> Result<Vec<Picture>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { q.all(&BY_IDS, params![list(ids)]).await }
}

/// The picture with this id.
pub async fn picture_by_id(q: &impl Query, id: &MediaId) -> Result<Option<Picture>, StoreError> {
    Ok(pictures_by_ids(q, std::slice::from_ref(id)).await?.pop())
}

/// The picture that was imported from here.
pub async fn picture_by_origin(q: &impl Query, origin: &str) -> Result<Option<Picture>, StoreError> {
    q.optional(&BY_ORIGIN, params![origin]).await
}

/// The pictures that came in last, before the one given; their ids are in the order in which they came.
pub(super) async fn newest(
    q: &impl Query,
    before: Option<&MediaId>,
    limit: i64,
) -> Result<Vec<Picture>, StoreError> {
    q.all(&NEWEST, params![before.map_or("~", |id| id.as_str()), limit]).await
}

pub(super) async fn describe(tx: &Tx, picture: &Picture) -> Result<(), StoreError> {
    let p = picture;
    let (caption, alt, credit, day) =
        (p.caption.as_str(), p.alt.as_str(), p.credit.as_str(), p.taken_on.as_str());
    tx.execute(&DESCRIBE, params![&p.id, caption, alt, credit, p.archive, day, p.focal_x, p.focal_y])
        .await
        .map(drop)
}

pub(super) async fn insert(tx: &Tx, picture: &Picture, by: &str, now: i64) -> Result<(), StoreError> {
    let p = picture;
    let values = params![
        &p.id,
        p.blob.as_str(),
        p.mime.as_str(),
        p.width,
        p.height,
        p.caption.as_str(),
        p.alt.as_str(),
        p.credit.as_str(),
        p.archive,
        p.taken_on.as_str(),
        p.rights_from,
        p.rights_until,
        p.focal_x,
        p.focal_y,
        p.tint,
        p.public_name.as_str(),
        renditions_text(p),
        p.origin.as_str(),
        by,
        now,
        p.licence.as_str(),
    ];
    tx.execute(&INSERT, values).await.map(drop)
}

/// Puts a picture before readers: its renditions are served from now on.
pub async fn put_published(tx: &Tx, picture: &Picture) -> Result<(), StoreError> {
    let p = picture;
    let values = params![
        &p.id,
        p.public_name.as_str(),
        renditions_text(p),
        p.width,
        p.height,
        p.caption.as_str(),
        p.alt.as_str(),
        p.credit.as_str(),
        p.archive,
        p.taken_on.as_str(),
        p.focal_x,
        p.focal_y,
        p.tint,
        p.rights_until,
        p.licence.as_str(),
    ];
    tx.execute(&PUT_PUBLISHED, values).await.map(drop)
}

/// Whether something published shows the picture of this name, and its rights still hold.
pub(super) async fn is_public(
    published: &Published,
    public_name: &str,
    now: i64,
) -> Result<bool, StoreError> {
    Ok(published.optional::<(String,)>(&IS_PUBLIC, params![public_name, now]).await?.is_some())
}

fn renditions_text(picture: &Picture) -> String {
    serde_json::to_string(&picture.renditions).expect("sizes are numbers")
}
