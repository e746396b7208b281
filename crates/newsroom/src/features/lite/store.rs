//! The SQL of the lite pages.

use store::{Published, Query, StoreError, params, published_sql};

use crate::id::ArticleId;

published_sql! {
    TEXT = "lite.text": "select plain from published_body where article = $1";
}

/// The text of an article as words alone: blocks parted by an empty line, lines inside a block by a line break.
pub(super) async fn text_of(published: &Published, article: &ArticleId) -> Result<String, StoreError> {
    let row: Option<(String,)> = published.optional(&TEXT, params![article]).await?;
    Ok(row.map(|(text,)| text).unwrap_or_default())
}
