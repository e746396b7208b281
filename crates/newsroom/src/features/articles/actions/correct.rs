//! Corrects a published article in public: a typed note, tied to the passage, and the corrected text with it.

use ::store::Tx;
use content::text_out::line_text;

use super::place::{Elsewhere, name_again, place};
use super::publish::{embargo_is_over, readable};
use super::rights::watch_rights;
use super::{Placed, PublishError};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::article::Article;
use crate::features::articles::{Content, Revision, policy, store};
use crate::features::corrections::{self, Correction, CorrectionKind};
use crate::features::receipts::{self, ReceiptKind};
use crate::features::workflow::{self, HeldBack, NoteWord};
use crate::id::{ArticleId, CorrectionId, ReceiptId, RevisionNumber};
use crate::schedule;

/// What readers are told, and the revision that holds the corrected text.
#[derive(Debug, Clone)]
pub struct NewCorrection {
    /// What sort of change it is.
    pub kind: CorrectionKind,
    /// The note, as readers will see it.
    pub body: String,
    /// The block it is about; empty when it is about the whole.
    pub block: String,
    /// The words it is about, as they stood; may be empty.
    pub quoted: String,
    /// The words as they stand now; may be empty.
    pub corrected: String,
    /// Whether it stands above the text, because the meaning changed.
    pub on_top: bool,
    /// The revision to put before readers with it; `None` when the text stays as it is.
    pub revision: Option<RevisionNumber>,
    /// When it was made elsewhere, for an import; in microseconds UTC. `None`: now.
    pub dated: Option<i64>,
}

/// What became of a correction.
enum Made {
    Placed(Box<Placed>),
    /// It is kept until somebody else sends the same.
    Waits,
}

/// Makes the correction, and publishes the corrected revision with it. Where the section asks for two people the first who sends
/// it is refused, and it is kept: it is before readers when another sends the same.
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    new: NewCorrection,
) -> Result<Placed, PublishError> {
    match correct_or_wait(app, actor, id, new).await? {
        Made::Placed(placed) => Ok(*placed),
        Made::Waits => Err(HeldBack::SecondPersonForNote.into()),
    }
}

async fn correct_or_wait(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    new: NewCorrection,
) -> Result<Made, PublishError> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::hold_article(tx, &id).await?;
                let article = store::article_by_id(tx, &id)
                    .await?
                    .ok_or_else(|| PublishError::NoSuchArticle(id.to_string()))?;
                policy::may_correct(&actor, &article)?;
                // Nothing leaves its readers by that.
                if new.kind == CorrectionKind::Withdrawal {
                    return Err(PublishError::WithdrawalIsNoNote);
                }
                let live = article.live_revision.ok_or(PublishError::NotPublished)?;
                let number = new.revision.unwrap_or(live);
                let revision = store::revision_of(tx, &id, number)
                    .await?
                    .ok_or(PublishError::NoSuchRevision(number.0))?;
                has_block(&revision, &new.block)?;
                let before = match number == live {
                    true => None,
                    false => store::revision_of(tx, &id, live).await?,
                };
                says_so(&new, before.as_ref(), &revision)?;
                readable(&revision.content)?;
                let now = app_in.now();
                // A dated one lies between the first publication and now, and never moves «updated» backwards.
                let at = new.dated.unwrap_or(now).min(now).max(article.first_published_at.unwrap_or(now));
                let correction = noted(&app_in, &id, new, at)?;
                let what = (&article, &revision);
                let word = workflow::note_word(tx, &actor, what, &correction).await?;
                if !goes_out(tx, &app_in, &actor, what, &correction, word).await? {
                    return Ok(Made::Waits);
                }
                workflow::note_is_out(tx, what, &correction, word).await?;
                // What is new is published, and so held by the embargo; what was to come later has come another way.
                let mut scheduled = article.schedule.clone();
                if number != live {
                    embargo_is_over(&app_in, &article)?;
                    scheduled = None;
                    schedule::cancel_publication(tx, &id).await?;
                }
                let article = Article {
                    schedule: scheduled,
                    live_revision: Some(number),
                    updated_at: article.updated_at.max(Some(at)),
                    ..article
                };
                store::update(tx, &article).await?;
                store::put_publications(tx, &[(&id, number)], now).await?;
                workflow::over_with(tx, std::slice::from_ref(&id)).await?;
                corrections::insert(tx, &correction, &actor.signature()).await?;
                watch_rights(tx, &app_in, &article.id, &revision.content, now).await?;
                let pictures = place(tx, &app_in, &article, revision, now).await?.pictures;
                let Elsewhere { named_by, stories } = name_again(tx, &app_in, &id, now).await?;
                let receipt = ReceiptId(app_in.new_id());
                receipts::insert(tx, &receipt, ReceiptKind::Correct, &id, now).await?;
                let event = Event::ArticleCorrected {
                    article: id,
                    edition: article.edition.clone(),
                    section: article.section.clone(),
                    correction: correction.id,
                    receipt: receipt.clone(),
                    named_by,
                    stories,
                    pictures,
                };
                tx.record(event.into_log(&actor, now));
                Ok(Made::Placed(Box::new(Placed { article, receipt })))
            })
        })
        .await
}

/// It has the block, where one is named.
fn has_block(revision: &Revision, wanted: &str) -> Result<(), PublishError> {
    let blocks = content::walk::block_ids(&revision.content.body);
    match wanted.is_empty() || blocks.iter().any(|block| block.as_str() == wanted) {
        true => Ok(()),
        false => Err(PublishError::NoSuchBlock(wanted.to_owned())),
    }
}

/// Whether nothing holds it back; `false`: it waits for a second person from now on.
async fn goes_out(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    what: (&Article, &Revision),
    correction: &Correction,
    word: NoteWord,
) -> Result<bool, PublishError> {
    match word {
        NoteWord::AnotherWaits => Err(HeldBack::AnotherNoteWaits.into()),
        NoteWord::First => {
            workflow::hold_back_asking(tx, actor, what, app.now()).await?;
            workflow::ask_for_second(tx, app, actor, what, correction).await?;
            Ok(false)
        }
        NoteWord::Second | NoteWord::OneIsEnough => {
            workflow::hold_back(tx, app, actor, what, app.now()).await?;
            Ok(true)
        }
    }
}

/// The words that stood, stood in the block, or in the text where no block is named or it was not there then; so with the
/// words that stand. A block without lines, as a picture is, cannot be asked.
fn says_so(new: &NewCorrection, before: Option<&Revision>, now: &Revision) -> Result<(), PublishError> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = |revision: &Revision, words: &str| {
        let body = &revision.content.body;
        let stands = content::walk::block_ids(body).iter().any(|id| id.as_str() == new.block);
        let wanted = plain(&text::clean::clean_line(words));
        if !stands {
            return words.is_empty() || plain(&said_in(&revision.content)).contains(&wanted);
        }
        let lines = content::walk::lines_in(body, &new.block);
        let says = |line: &content::walk::Line<'_>| plain(&line_text(line.content)).contains(&wanted);
        words.is_empty() || lines.is_empty() || lines.iter().any(says)
    };
    if new.block.is_empty() && new.dated.is_some() {
        return Ok(());
    }
    // What stood elsewhere before it came in cannot be asked.
    let stood = said(now, &new.quoted) || before.is_some_and(|before| said(before, &new.quoted));
    if !stood && new.dated.is_none() {
        return Err(PublishError::NoSuchPassage(new.quoted.clone()));
    }
    if said(now, &new.corrected) { Ok(()) } else { Err(PublishError::NoSuchPassage(new.corrected.clone())) }
}

/// All that a reader can have read of it.
fn said_in(content: &Content) -> String {
    let text = content::text_out::search_text(&content.body);
    format!("{} {} {} {text}", content.kicker, content.headline, content.lead)
}

fn noted(app: &App, article: &ArticleId, new: NewCorrection, at: i64) -> Result<Correction, PublishError> {
    let body = text::clean::clean_paragraph(&new.body);
    let is_long = |words: &str| words.chars().count() > 2_000;
    if body.is_empty() || body.chars().count() > 2_000 || is_long(&new.quoted) || is_long(&new.corrected) {
        return Err(PublishError::NoReason);
    }
    Ok(Correction {
        id: CorrectionId(app.new_id()),
        article: article.clone(),
        kind: new.kind,
        body,
        block: new.block,
        quoted: text::clean::clean_line(&new.quoted),
        corrected: text::clean::clean_line(&new.corrected),
        on_top: new.on_top,
        at,
    })
}
