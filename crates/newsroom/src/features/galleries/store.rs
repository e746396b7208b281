//! The SQL of galleries, as readers see them.

use store::{FromRow, Published, Query, Row, StoreError, Tx, params, published_sql, sql};

use super::GalleryPicture;
use crate::features::media_library::PictureRow;
use crate::id::ArticleId;

sql! {
    PUT = "galleries.put":
        "insert into published_gallery_picture (article, position, picture, caption, alt, credit) values ($1, $2, $3, $4, $5, $6)";
    DROP = "galleries.drop": "delete from published_gallery_picture where article = $1";
    CLEAR = "galleries.clear": "delete from published_gallery_picture";
}

published_sql! {
    OF_ARTICLE = "galleries.of_article":
        "select picture.public_name, picture.renditions, picture.width, picture.height, picture.alt, picture.caption, picture.credit,
           picture.archive, picture.taken_on, picture.focal_x, picture.focal_y, picture.tint, picture.licence, shown.caption, shown.alt, shown.credit
         from published_gallery_picture shown
         join published_picture picture on picture.id = shown.picture
         where shown.article = $1 order by shown.position";
}

/// A picture of a gallery before readers, with the words it has there.
#[derive(Debug, Clone)]
pub struct ShownPicture(pub PictureRow);

impl FromRow for ShownPicture {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let picture = PictureRow::at(row, 0)?
            .ok_or_else(|| StoreError::Database("a picture of a gallery has no name".to_owned()))?;
        let or = |own: String, words: String| if own.is_empty() { words } else { own };
        let (caption, alt, credit) = (row.get(13)?, row.get(14)?, row.get(15)?);
        Ok(ShownPicture(PictureRow {
            caption: or(caption, picture.caption.clone()),
            alt: or(alt, picture.alt.clone()),
            credit: or(credit, picture.credit.clone()),
            ..picture
        }))
    }
}

/// The pictures of a published gallery, in order.
pub async fn pictures_of(
    published: &Published,
    article: &ArticleId,
) -> Result<Vec<ShownPicture>, StoreError> {
    published.all(&OF_ARTICLE, params![article]).await
}

/// Puts the pictures of a gallery before readers.
pub async fn put_published(
    tx: &Tx,
    article: &ArticleId,
    pictures: &[GalleryPicture],
) -> Result<(), StoreError> {
    for (position, p) in (0_i64..).zip(pictures) {
        let (caption, alt, credit) = (p.caption.as_str(), p.alt.as_str(), p.credit.as_str());
        tx.send(&PUT, params![article, position, &p.picture, caption, alt, credit]).await?;
    }
    Ok(())
}

/// Takes the pictures of a gallery away from readers.
pub async fn drop_published(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&DROP, params![article]).await
}

/// Takes all of them away, before they are written anew.
pub async fn clear_published(tx: &Tx) -> Result<(), StoreError> {
    tx.send(&CLEAR, params![]).await
}
