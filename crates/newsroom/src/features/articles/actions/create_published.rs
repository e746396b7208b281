//! Begins an article and puts it before readers in one act, as whoever brings in a whole archive does.

use ::store::{StoreError, Tx};

use super::create::begun;
use super::place::place_new;
use super::publish::{embargo_is_over, readable};
use super::rights::watch_rights;
use super::{NewArticle, Placed, Publication, PublishError, RevisionRefused};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::{policy, store};
use crate::features::editions::edition_by_code;
use crate::features::receipts::{self, ReceiptKind};
use crate::id::ReceiptId;

/// Begins an article and publishes its first revision. It comes to the same rows and events as beginning and publishing one
/// after the other; but nothing is read back, and nothing is asked that can only be so of an article whose id somebody has
/// seen: who names it, in which story it is, what leads to it.
pub async fn create_published_in<E>(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    new: NewArticle,
    wanted: Publication,
) -> Result<Placed, E>
where
    E: From<RevisionRefused> + From<PublishError> + From<StoreError>,
{
    let (draft, revision, section) = begun(tx, app, actor, new).await?;
    let now = revision.created_at;
    policy::may_publish(actor, &draft).map_err(PublishError::from)?;
    readable(&revision.content).map_err(PublishError::from)?;
    let edition = edition_by_code(tx, &draft.edition).await?;
    let edition =
        edition.ok_or_else(|| StoreError::Database(format!("article {} has no edition", draft.id)))?;
    let slug = text::slug::slug(&revision.content.headline, edition.voice.slugs);
    embargo_is_over(app, &draft).map_err(PublishError::from)?;
    let article = draft.publish(revision.number, slug, now, wanted.dated).map_err(PublishError::from)?;
    store::insert(tx, &article, now).await?;
    store::insert_revision(tx, &revision).await?;
    store::put_publications(tx, &[(&article.id, revision.number)], now).await?;
    watch_rights(tx, app, &article.id, &revision.content, now).await?;
    let number = revision.number;
    place_new(tx, app, &article, revision, (edition, &section), now).await?;
    let receipt = match wanted.batch {
        Some(batch) => batch,
        None => {
            let receipt = ReceiptId(app.new_id());
            receipts::insert(tx, &receipt, ReceiptKind::Publish, &article.id, now).await?;
            receipt
        }
    };
    tx.record(Event::ArticleCreated { article: article.id.clone() }.into_log(actor, now));
    let event = Event::ArticlePublished {
        article: article.id.clone(),
        edition: article.edition.clone(),
        section: article.section.clone(),
        revision: number,
        first: true,
        receipt: receipt.clone(),
        named_by: Vec::new(),
        stories: Vec::new(),
        pictures: Vec::new(),
    };
    tx.record(event.into_log(actor, now));
    Ok(Placed { article, receipt })
}
