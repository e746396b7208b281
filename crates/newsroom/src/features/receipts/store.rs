//! The SQL of receipts.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::{Receipt, ReceiptKind};
use crate::app::App;
use crate::id::{AlertId, ArticleId, FrontId, ReceiptId, StoryId};

sql! {
    BY_ID = "receipts.by_id": "select id, kind, article, committed_at, steps, finished_at, story, front, alert from receipt where id = $1";
    LATEST_OF = "receipts.latest_of":
        "select id, kind, article, committed_at, steps, finished_at, story, front, alert from receipt
         where article = $1 order by committed_at desc, id desc limit 1";
    LATEST_OF_STORY = "receipts.latest_of_story":
        "select id, kind, article, committed_at, steps, finished_at, story, front, alert from receipt
         where story = $1 order by committed_at desc, id desc limit 1";
    LATEST_OF_FRONT = "receipts.latest_of_front":
        "select id, kind, article, committed_at, steps, finished_at, story, front, alert from receipt
         where front = $1 order by committed_at desc, id desc limit 1";
    LATEST_OF_ALERT = "receipts.latest_of_alert":
        "select id, kind, article, committed_at, steps, finished_at, story, front, alert from receipt
         where alert = $1 order by committed_at desc, id desc limit 1";
    OPEN = "receipts.open":
        "select id, kind, article, committed_at, steps, finished_at, story, front, alert from receipt
         where finished_at is null and kind <> 'batch' order by committed_at, id limit $1";
    INSERT = "receipts.insert":
        "insert into receipt (id, kind, article, batch, seq, committed_at, steps, finished_at) values ($1, $2, $3, '', 0, $4, '[]', null)
         on conflict (id) do nothing";
    INSERT_FOR_STORY = "receipts.insert_for_story":
        "insert into receipt (id, kind, article, batch, seq, committed_at, steps, finished_at, story)
         values ($1, $2, '', '', 0, $3, '[]', null, $4)";
    INSERT_FOR_FRONT = "receipts.insert_for_front":
        "insert into receipt (id, kind, article, batch, seq, committed_at, steps, finished_at, front)
         values ($1, $2, '', '', 0, $3, '[]', null, $4)";
    INSERT_FOR_ALERT = "receipts.insert_for_alert":
        "insert into receipt (id, kind, article, batch, seq, committed_at, steps, finished_at, alert)
         values ($1, $2, '', '', 0, $3, '[]', null, $4)";
    SAVE = "receipts.save": "update receipt set steps = $2, finished_at = $3 where id = $1";
}

impl FromRow for Receipt {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Receipt {
            id: ReceiptId(row.get(0)?),
            kind: ReceiptKind::named(&row.get::<String>(1)?),
            article: ArticleId(row.get(2)?),
            committed_at: row.get(3)?,
            steps: serde_json::from_str(&row.get::<String>(4)?).unwrap_or_default(),
            finished_at: row.get(5)?,
            story: Some(row.get::<String>(6)?).filter(|story| !story.is_empty()).map(StoryId),
            front: Some(row.get::<String>(7)?).filter(|front| !front.is_empty()).map(FrontId),
            alert: Some(row.get::<String>(8)?).filter(|alert| !alert.is_empty()).map(AlertId),
        })
    }
}

/// The receipt with this id.
pub async fn receipt_by_id(q: &impl Query, id: &ReceiptId) -> Result<Option<Receipt>, StoreError> {
    q.optional(&BY_ID, params![id]).await
}

/// The newest receipt of an article.
pub async fn latest_of(q: &impl Query, article: &ArticleId) -> Result<Option<Receipt>, StoreError> {
    q.optional(&LATEST_OF, params![article]).await
}

/// The newest receipt of a story.
pub async fn latest_of_story(q: &impl Query, story: &StoryId) -> Result<Option<Receipt>, StoreError> {
    q.optional(&LATEST_OF_STORY, params![story]).await
}

/// The newest receipt of a front.
pub async fn latest_of_front(q: &impl Query, front: &FrontId) -> Result<Option<Receipt>, StoreError> {
    q.optional(&LATEST_OF_FRONT, params![front]).await
}

/// The newest receipt of an alert.
pub async fn latest_of_alert(q: &impl Query, alert: &AlertId) -> Result<Option<Receipt>, StoreError> {
    q.optional(&LATEST_OF_ALERT, params![alert]).await
}

/// The oldest receipts that nobody finished yet, those of imports aside.
pub(super) async fn open(q: &impl Query, most: i64) -> Result<Vec<Receipt>, StoreError> {
    q.all(&OPEN, params![most]).await
}

/// Opens a receipt, in the transaction of the change it is for.
pub async fn insert(
    tx: &Tx,
    id: &ReceiptId,
    kind: ReceiptKind,
    article: &ArticleId,
    now: i64,
) -> Result<(), StoreError> {
    insert_each(tx, kind, &[(id, article)], now).await
}

/// Opens receipts of one kind, each with its article.
pub async fn insert_each(
    tx: &Tx,
    kind: ReceiptKind,
    receipts: &[(&ReceiptId, &ArticleId)],
    now: i64,
) -> Result<(), StoreError> {
    let row = |&(id, article): &(&ReceiptId, &ArticleId)| params![id, kind.as_str(), article, now];
    tx.send_each(&INSERT, receipts.iter().map(row).collect()).await
}

/// Opens a receipt for a change of a story that readers see.
pub async fn insert_for_story(
    tx: &Tx,
    app: &App,
    story: &StoryId,
    now: i64,
) -> Result<ReceiptId, StoreError> {
    let id = ReceiptId(app.new_id());
    tx.send(&INSERT_FOR_STORY, params![&id, ReceiptKind::Story.as_str(), now, story]).await?;
    Ok(id)
}

/// Opens a receipt for a change of a front.
pub async fn insert_for_front(
    tx: &Tx,
    app: &App,
    front: &FrontId,
    now: i64,
) -> Result<ReceiptId, StoreError> {
    let id = ReceiptId(app.new_id());
    tx.send(&INSERT_FOR_FRONT, params![&id, ReceiptKind::Front.as_str(), now, front]).await?;
    Ok(id)
}

/// Opens a receipt for a change of an alert that readers see.
pub async fn insert_for_alert(
    tx: &Tx,
    app: &App,
    alert: &AlertId,
    now: i64,
) -> Result<ReceiptId, StoreError> {
    let id = ReceiptId(app.new_id());
    tx.send(&INSERT_FOR_ALERT, params![&id, ReceiptKind::Alert.as_str(), now, alert]).await?;
    Ok(id)
}

pub(super) async fn save(tx: &Tx, receipt: &Receipt) -> Result<(), StoreError> {
    let steps = serde_json::to_string(&receipt.steps).expect("steps are names and numbers");
    tx.send(&SAVE, params![&receipt.id, steps, receipt.finished_at]).await
}
