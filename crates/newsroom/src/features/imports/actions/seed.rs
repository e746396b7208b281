//! Fills a newsroom in bulk with pieces that were published before: a thousand to a transaction, through the same actions
//! as every other article, so that each row is what publishing would have written.

use ::store::{StoreError, Tx};
use content::html_in::{self, ImportError};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::actions::{
    Draft, NewArticle, Publication, PublishError, RevisionRefused, create_published_in,
};
use crate::features::articles::{Article, ArticleKind, Content, Headlines};
use crate::features::authors::actions::open_named as open_authors;
use crate::features::receipts::{self, ReceiptKind};
use crate::features::sources::Source;
use crate::features::topics::TopicKind;
use crate::features::topics::actions::open_named as open_topics;
use crate::id::{EditionCode, ReceiptId, SectionId};

/// How many articles share a transaction: enough that a commit costs each next to nothing, few enough that the writer
/// is not held for longer than a second.
const AT_ONCE: usize = 1_000;

/// A piece as it comes.
#[derive(Debug, Clone)]
pub struct SeedArticle {
    /// The section it is filed under.
    pub section: SectionId,
    /// Its headline.
    pub headline: String,
    /// Its first paragraph, set larger; may be empty.
    pub lead: String,
    /// Its text: a line is a paragraph.
    pub text: String,
    /// Who signs it, by name.
    pub authors: Vec<String>,
    /// What it is about, by name.
    pub topics: Vec<String>,
    /// On whose word it rests.
    pub sources: Vec<Source>,
    /// When it was published, in microseconds UTC.
    pub published_at: i64,
}

/// Why the rest was not taken; what was committed before stays.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A text cannot be made into a tree.
    #[error("the text of `{headline}`: {why}")]
    Text {
        /// Whose.
        headline: String,
        /// Why.
        why: ImportError,
    },
    /// A piece cannot be an article.
    #[error(transparent)]
    Refused(#[from] RevisionRefused),
    /// A piece cannot be published.
    #[error(transparent)]
    NotPublished(#[from] PublishError),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Publishes all of `articles` in `edition`, dated back to when they appeared; one receipt for each transaction. Returns
/// them as they stand now, in order.
pub async fn seed(
    app: &App,
    edition: &EditionCode,
    articles: Vec<SeedArticle>,
) -> Result<Vec<Article>, SeedError> {
    let actor = Actor::Import { source: "seed".to_owned() };
    let mut placed = Vec::with_capacity(articles.len());
    for some in articles.chunks(AT_ONCE) {
        let bodies = some.iter().map(|article| body(app, article)).collect::<Result<Vec<_>, _>>()?;
        let batch = Batch {
            app: app.clone(),
            actor: actor.clone(),
            edition: edition.clone(),
            receipt: ReceiptId(app.new_id()),
        };
        let pieces: Vec<_> = some.iter().cloned().zip(bodies).collect();
        placed
            .extend(app.db.write(move |tx| Box::pin(async move { batch.publish(tx, pieces).await })).await?);
    }
    Ok(placed)
}

fn body(app: &App, article: &SeedArticle) -> Result<content::Tree, SeedError> {
    let mut new_id = || app.new_id();
    html_in::plain_in(&article.text, &mut new_id)
        .map_err(|why| SeedError::Text { headline: article.headline.clone(), why })
}

struct Batch {
    app: App,
    actor: Actor,
    edition: EditionCode,
    receipt: ReceiptId,
}

impl Batch {
    async fn publish(
        self,
        tx: &Tx,
        pieces: Vec<(SeedArticle, content::Tree)>,
    ) -> Result<Vec<Article>, SeedError> {
        let mut placed = Vec::with_capacity(pieces.len());
        for (article, body) in pieces {
            placed.push(self.publish_one(tx, article, body).await?);
        }
        if let Some(sample) = placed.last() {
            let now = self.app.now();
            receipts::insert(tx, &self.receipt, ReceiptKind::Batch, &sample.id, now).await?;
            tx.record(Event::BatchPublished { receipt: self.receipt }.into_log(&self.actor, now));
        }
        Ok(placed)
    }

    async fn publish_one(
        &self,
        tx: &Tx,
        article: SeedArticle,
        body: content::Tree,
    ) -> Result<Article, SeedError> {
        let Batch { app, actor, edition, receipt } = self;
        let named: Vec<_> =
            article.topics.into_iter().map(|name| (name, TopicKind::Subject, String::new())).collect();
        let content = Content {
            lang: None,
            kicker: String::new(),
            headline: article.headline,
            headlines: Headlines::default(),
            lead: article.lead,
            body,
            place: String::new(),
            sources: article.sources,
            authors: open_authors(tx, app, edition, &article.authors).await?,
            topics: open_topics(tx, app, edition, &named).await?,
            picture: None,
            recording: None,
            dated_to: Default::default(),
            licence: String::new(),
        };
        let new = NewArticle {
            edition: edition.clone(),
            section: article.section,
            kind: ArticleKind::News,
            embargo_until: None,
            draft: Draft { content, note: String::new() },
        };
        let wanted = Publication {
            revision: None,
            dated: Some(article.published_at),
            batch: Some(receipt.clone()),
            by_clock: false,
        };
        let placed: Result<_, SeedError> = create_published_in(tx, app, actor, new, wanted).await;
        Ok(placed?.article)
    }
}
