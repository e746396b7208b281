//! Writes a standing page, or its next revision. Readers see nothing of it until it is published.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::standing_pages::standing_page::NotAPage;
use crate::features::standing_pages::{PageText, StandingPage, StandingPageKind, policy, store};
use crate::id::{EditionCode, RevisionNumber, StandingPageId};

/// Why nothing was done. What was written is still in the writer's hands.
#[derive(Debug, thiserror::Error)]
pub enum PageRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such edition.
    #[error("there is no edition `{0}`")]
    NoSuchEdition(String),
    /// Nobody has written this page yet.
    #[error("nobody has written this page yet")]
    NotWritten,
    /// Somebody else saved in between.
    #[error("this was written on revision {expected}, and the page has reached revision {latest} meanwhile")]
    Overtaken {
        /// The revision the writer had before them; 0 for none.
        expected: i64,
        /// The newest one.
        latest: i64,
    },
    /// The text cannot stand on a page.
    #[error(transparent)]
    NotAPage(#[from] NotAPage),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Saves `text` as the page's next revision, when the page still stands at `expected` (0 when there is none yet). A text
/// that says what the newest revision says makes none.
pub async fn save_page(
    app: &App,
    actor: &Actor,
    (edition, kind): (&EditionCode, StandingPageKind),
    expected: RevisionNumber,
    text: PageText,
) -> Result<StandingPage, PageRefused> {
    let (app_in, actor, at) = (app.clone(), actor.clone(), (edition.clone(), kind));
    app.db
        .write(move |tx| {
            Box::pin(async move { save_page_in(tx, &app_in, &actor, (&at.0, at.1), expected, text).await })
        })
        .await
}

/// The same inside a transaction that does more.
pub async fn save_page_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (edition, kind): (&EditionCode, StandingPageKind),
    expected: RevisionNumber,
    text: PageText,
) -> Result<StandingPage, PageRefused> {
    policy::may_save(actor, edition)?;
    let mut new_id = || app.new_id();
    let text = PageText {
        title: text::clean::clean_line(&text.title),
        body: content::canonical(text.body, &mut new_id),
    };
    text.check()?;
    let now = app.now();
    let found = store::at(tx, edition, kind).await?;
    let latest = found.as_ref().map_or(RevisionNumber(0), |page| page.latest_revision);
    let overtaken = |latest: i64| PageRefused::Overtaken { expected: expected.0, latest };
    if latest != expected {
        return Err(overtaken(latest.0));
    }
    let number = RevisionNumber(expected.0 + 1);
    let page = match found {
        Some(page) => {
            if store::text_of(tx, &page.id, latest).await?.as_ref() == Some(&text) {
                return Ok(page);
            }
            if !store::claim_number(tx, &page.id, expected).await? {
                return Err(overtaken(number.0));
            }
            StandingPage { latest_revision: number, ..page }
        }
        None => {
            let page = begun(StandingPageId(app.new_id()), edition.clone(), kind);
            store::insert(tx, &page, now).await.map_err(|error| refused(error, &page))?;
            page
        }
    };
    store::insert_revision(tx, (&page.id, number), &text, &actor.signature(), now).await?;
    let event = Event::StandingPageSaved { page: page.id.clone(), revision: number };
    tx.record(event.into_log(actor, now));
    Ok(page)
}

fn begun(id: StandingPageId, edition: EditionCode, kind: StandingPageKind) -> StandingPage {
    let latest_revision = RevisionNumber(1);
    StandingPage { id, edition, kind, latest_revision, live_revision: None, published_at: None }
}

fn refused(error: StoreError, page: &StandingPage) -> PageRefused {
    match error {
        error if error.is_unique() => PageRefused::Overtaken { expected: 0, latest: 1 },
        StoreError::Foreign { .. } => PageRefused::NoSuchEdition(page.edition.to_string()),
        error => error.into(),
    }
}
