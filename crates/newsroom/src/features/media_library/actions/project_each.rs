//! Places the articles that show a picture once more, and says where readers find them.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::articles::{actions::project_again, article_by_id};
use crate::features::stories::stories_of;
use crate::id::{ArticleId, EditionCode, SectionId, StoryId};

/// Where readers find these articles.
pub(super) struct Where {
    pub sections: Vec<SectionId>,
    pub editions: Vec<EditionCode>,
    pub stories: Vec<StoryId>,
}

/// Projects each of these articles anew.
pub(super) async fn project_each(
    tx: &Tx,
    app: &App,
    articles: &[ArticleId],
    now: i64,
) -> Result<Where, StoreError> {
    let (mut sections, mut editions, mut stories) = (Vec::new(), Vec::new(), Vec::new());
    project_again(tx, app, articles, now).await?;
    for id in articles {
        stories.extend(stories_of(tx, id).await?);
        if let Some(article) = article_by_id(tx, id).await? {
            sections.push(article.section);
            editions.push(article.edition);
        }
    }
    sections.sort();
    sections.dedup();
    editions.sort();
    editions.dedup();
    stories.sort();
    stories.dedup();
    Ok(Where { sections, editions, stories })
}
