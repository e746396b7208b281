//! Reads two revisions and sets them side by side.

use std::collections::HashMap;

use ::store::StoreError;
use content::difference::What;

use super::Comparison;
use crate::app::App;
use crate::features::articles::{Article, Content, revision_of};
use crate::features::authors::authors_by_ids;
use crate::features::topics::topics_by_ids;
use crate::id::RevisionNumber;

/// The two revisions that are meant.
pub(super) fn chosen(
    article: &Article,
    from: Option<i64>,
    to: Option<i64>,
) -> (RevisionNumber, RevisionNumber) {
    let to = to.unwrap_or(article.latest_revision.0);
    let usual = article.live_revision.map(|live| live.0).filter(|live| *live < to).unwrap_or((to - 1).max(1));
    (RevisionNumber(from.unwrap_or(usual)), RevisionNumber(to))
}

/// Both revisions side by side; `None` where the article does not have both.
pub(super) async fn compared(
    app: &App,
    article: &Article,
    from: RevisionNumber,
    to: RevisionNumber,
) -> Result<Option<Comparison>, StoreError> {
    let (before, after) = (
        revision_of(app.db.read(), &article.id, from).await?,
        revision_of(app.db.read(), &article.id, to).await?,
    );
    let (Some(before), Some(after)) = (before, after) else { return Ok(None) };
    let names = names(app, [&before.content, &after.content]).await?;
    let compare = move || Comparison::of(&before.content, &after.content, &names);
    // Two long texts take their time, and others are waiting for this thread.
    let compared = tokio::task::spawn_blocking(compare).await;
    compared.map(Some).map_err(|error| StoreError::Database(error.to_string()))
}

async fn names(app: &App, both: [&Content; 2]) -> Result<HashMap<String, String>, StoreError> {
    let authors: Vec<_> = both.iter().flat_map(|content| content.authors.clone()).collect();
    let topics: Vec<_> = both.iter().flat_map(|content| content.topics.clone()).collect();
    let mut names = HashMap::new();
    for author in authors_by_ids(app.db.read(), &authors).await? {
        names.insert(author.id.0, author.name);
    }
    for topic in topics_by_ids(app.db.read(), &topics).await? {
        names.insert(topic.id.0, topic.name);
    }
    Ok(names)
}

/// What became of a block, in a word; also the end of its message id.
pub(super) fn what(what: What) -> &'static str {
    match what {
        What::Same => "same",
        What::Restyled => "restyled",
        What::Changed => "changed",
        What::Added => "added",
        What::Removed => "removed",
    }
}
