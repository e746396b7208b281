//! What happens by the clock: jobs in the same database as the truth, set in the transaction that makes them due. What has
//! a time and what nobody waits for (drawing) stand in two queues with places of their own: see [`run`].

use std::time::Duration;

use jobs::{JobError, NewJob, Runner};
use serde::{Deserialize, Serialize};
use store::{Db, StoreError, Tx};
use text::dates::seconds_ahead;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::alerts::jobs::alert_due;
use crate::features::archive::actions::recount_days;
use crate::features::articles::actions::catch_up_names;
use crate::features::articles::jobs::publish_due;
use crate::features::cards::actions::{check_cards, draw_card};
use crate::features::fronts::jobs::front_due;
use crate::features::letters::LetterKind;
use crate::features::letters::jobs::send_letter as send_letter_now;
use crate::features::machine;
use crate::features::media_library::actions::{
    begin_rights, end_rights, fold_pictures, liken_pictures, show_anew,
};
use crate::features::search_console::actions::forget_unanswered;
use crate::features::sittings::actions::end_idle;
use crate::features::stories::actions::catch_up_outlines;
use crate::features::uploads::actions::forget_uploads;
use crate::features::workflow::actions::forget_changes;
use crate::id::{AccountId, AlertId, ArticleId, EditionCode, FrontId, MediaId, TokenId};

/// Publishes what is due.
pub const PUBLISH_DUE: &str = "articles.publish_due";
/// Puts a picture on the site.
pub const BEGIN_RIGHTS: &str = "pictures.begin_rights";
/// Takes a picture off the site.
pub const END_RIGHTS: &str = "pictures.end_rights";
/// Goes on putting what is said of a picture now before readers.
pub const SHOW_ANEW: &str = "pictures.show_anew";
/// Folds the words of pictures that came in before.
pub const FOLD_PICTURES: &str = "pictures.fold";
/// Looks at pictures that came in before likenesses were kept.
pub const LIKEN_PICTURES: &str = "pictures.liken";
/// Makes once what is kept of names in articles that are older than that.
pub const CATCH_UP_NAMES: &str = "articles.catch_up_names";
/// Draws a share card.
pub const DRAW_CARD: &str = "cards.draw";
/// Has pins of a front come and leave.
pub const TURN_FRONT: &str = "fronts.turn";
/// Has an alert begin or end.
pub const TURN_ALERT: &str = "alerts.turn";
/// Sends a letter.
pub const SEND_LETTER: &str = "letters.send";
/// Looks for share cards that are to be drawn again.
pub const CHECK_CARDS: &str = "cards.check";
/// Counts the days of an edition's archive anew.
pub const RECOUNT_DAYS: &str = "archive.recount_days";
/// Makes revisions of what nobody writes on any more.
pub const END_SITTINGS: &str = "sittings.end_idle";
/// Forgets old events and finished work.
pub const SWEEP: &str = "newsroom.sweep";

/// That an article is to be published at the time it is scheduled for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DuePublication {
    /// Which article.
    pub article: ArticleId,
    /// The token with which it was scheduled: once that is taken back, somebody is to look first.
    #[serde(default)]
    pub token: Option<TokenId>,
    /// What the clocks of its edition were to show then, as it was understood when it was scheduled.
    #[serde(default)]
    pub wall: Option<WallTime>,
}

/// What the clocks of a zone show at a moment, by the rules that are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WallTime {
    /// The zone, by its IANA name.
    pub zone: String,
    /// How far its clocks are ahead of UTC, in seconds.
    pub ahead: i32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct WantedCard {
    article: ArticleId,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct WantedDays {
    edition: EditionCode,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct DueFront {
    front: FrontId,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct DueAlert {
    alert: AlertId,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct WantedLetter {
    to: AccountId,
    kind: LetterKind,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct ComingRights {
    article: ArticleId,
    picture: MediaId,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct DueRights {
    picture: MediaId,
}

/// Does everything that runs by the clock, until `stop`. However much there is to draw, a publication that comes due never
/// waits for it. `owner` is a name that no other running process has.
pub async fn run(app: &App, owner: String, stop: CancellationToken) {
    let patient = patient_runner(app, format!("{owner} draws"));
    let letters = letter_runner(app, format!("{owner} writes"));
    tokio::join!(prompt_runner(app, owner).run(stop.clone()), patient.run(stop.clone()), letters.run(stop));
}

/// So many at once: their writes are committed together, while others of them are taken up and put down, and a thousand that
/// are due in one second are out a moment later.
const PROMPT_PLACES: usize = 64;

/// Nothing goes out of a copy of a newsroom until somebody says that it may.
async fn may_go_out(app: App) -> Result<bool, StoreError> {
    Ok(machine::restored(app.db.read()).await?.is_none())
}

/// While publications come due nobody draws. One that waits for longer than this waits for something else.
const JUST_DUE: i64 = 60_000_000;

/// Whether nothing is about to go out: drawing takes a core, and those who wait for an article need it.
async fn nothing_goes_out(app: App) -> Result<bool, StoreError> {
    let now = app.now();
    Ok(!jobs::is_due(app.db.read(), PUBLISH_DUE, now - JUST_DUE, now).await?)
}

/// What has a time.
fn prompt_runner(app: &App, owner: String) -> Runner<App> {
    Runner::new(app.db.clone(), app.clone(), app.sure_clock(), owner)
        .at_once(PROMPT_PLACES)
        .when(may_go_out)
        .on(PUBLISH_DUE, |app: App, payload: String| async move {
            let due: DuePublication = serde_json::from_str(&payload)?;
            publish_due(&app, due).await
        })
        .on(BEGIN_RIGHTS, |app: App, payload: String| async move {
            let coming: ComingRights = serde_json::from_str(&payload)?;
            begin_rights(&app, &Actor::Console, &coming.article, &coming.picture).await?;
            Ok::<_, JobError>(())
        })
        .on(END_RIGHTS, |app: App, payload: String| async move {
            let due: DueRights = serde_json::from_str(&payload)?;
            end_rights(&app, &Actor::Console, &due.picture).await?;
            Ok::<_, JobError>(())
        })
        .on(TURN_FRONT, |app: App, payload: String| async move {
            let due: DueFront = serde_json::from_str(&payload)?;
            front_due(&app, &due.front).await
        })
        .on(TURN_ALERT, |app: App, payload: String| async move {
            let due: DueAlert = serde_json::from_str(&payload)?;
            alert_due(&app, &due.alert).await
        })
        .every(END_SITTINGS, Duration::from_secs(300), |app: App| async move {
            end_idle(&app).await?;
            Ok::<_, JobError>(())
        })
        .every(SWEEP, Duration::from_secs(3600), |app: App| async move {
            let head = app.db.log().head().await?;
            app.db.log().trim(head - KEPT_EVENTS).await?;
            forget_changes(&app).await?;
            forget_unanswered(&app).await?;
            forget_uploads(&app).await?;
            Ok::<_, JobError>(())
        })
}

/// Letters, with places of their own: a mail server that does not answer holds up letters alone.
fn letter_runner(app: &App, owner: String) -> Runner<App> {
    Runner::new(app.db.clone(), app.clone(), app.sure_clock(), owner)
        .at_once(2)
        .when(may_go_out)
        .time_limit(Duration::from_secs(60))
        .on(SEND_LETTER, |app: App, payload: String| async move {
            let wanted: WantedLetter = serde_json::from_str(&payload)?;
            send_letter_now(&app, &wanted.to, wanted.kind).await
        })
}

/// What nobody waits for, one after the other: drawing takes a core for itself.
fn patient_runner(app: &App, owner: String) -> Runner<App> {
    Runner::new(app.db.clone(), app.clone(), app.sure_clock(), owner)
        .patient()
        .when(nothing_goes_out)
        .at_once(1)
        .on(DRAW_CARD, |app: App, payload: String| async move {
            let wanted: WantedCard = serde_json::from_str(&payload)?;
            draw_card(&app, &Actor::Console, &wanted.article).await?;
            Ok::<_, JobError>(())
        })
        .on(SHOW_ANEW, |app: App, payload: String| async move {
            let coming: ComingRights = serde_json::from_str(&payload)?;
            show_anew(&app, &Actor::Console, &coming.picture, &coming.article).await?;
            Ok::<_, JobError>(())
        })
        .every(FOLD_PICTURES, Duration::from_secs(3600), |app: App| async move {
            fold_pictures(&app).await?;
            Ok::<_, JobError>(())
        })
        .every(LIKEN_PICTURES, Duration::from_secs(60), |app: App| async move {
            liken_pictures(&app).await?;
            Ok::<_, JobError>(())
        })
        .every(CATCH_UP_NAMES, Duration::from_secs(3600), |app: App| async move {
            catch_up_names(&app).await?;
            // Who speaks in a story is found by the names.
            catch_up_outlines(&app).await?;
            Ok::<_, JobError>(())
        })
        .on(RECOUNT_DAYS, |app: App, payload: String| async move {
            let wanted: WantedDays = serde_json::from_str(&payload)?;
            recount_days(&app, &Actor::Console, &wanted.edition).await?;
            Ok::<_, JobError>(())
        })
        .every(CHECK_CARDS, Duration::from_secs(3600), |app: App| async move {
            check_cards(&app).await?;
            Ok::<_, JobError>(())
        })
}

/// How many events the log keeps: a consumer that is further behind rebuilds what it feeds.
const KEPT_EVENTS: i64 = 1_000_000;

/// Has an article published at `at`.
pub async fn publish_at(tx: &Tx, app: &App, due: DuePublication, at: i64) -> Result<(), StoreError> {
    let dedup = due.article.to_string();
    enqueue(tx, new_job(app, PUBLISH_DUE, &due, dedup, at, PROMPT)).await
}

/// A publication that is scheduled for a moment which the clocks of its edition show differently now than was understood when
/// that was set: its zone was given other rules since. The moment stands; somebody has to look whether it is still meant.
#[derive(Debug, Clone)]
pub struct MovedByRules {
    /// Which article.
    pub article: ArticleId,
    /// When it goes out, in microseconds since 1970 UTC.
    pub at: i64,
    /// What the clocks were to show then.
    pub wall: WallTime,
}

impl MovedByRules {
    /// The moment at which the clocks will show now what they were to show.
    pub fn meant(&self) -> i64 {
        let moved = i64::from(self.wall.ahead) - i64::from(seconds_ahead(self.at, &self.wall.zone));
        self.at.saturating_add(moved.saturating_mul(1_000_000))
    }
}

/// All of those, the next ones first. At most a thousand schedules are looked at.
pub async fn moved_by_zone_rules(db: &Db) -> Result<Vec<MovedByRules>, StoreError> {
    let waiting = jobs::waiting(db.read(), PUBLISH_DUE, 1_000).await?;
    let due = waiting.into_iter().filter_map(|(payload, at)| {
        let DuePublication { article, wall, .. } = serde_json::from_str(&payload).ok()?;
        let wall = wall?;
        (seconds_ahead(at, &wall.zone) != wall.ahead).then_some(MovedByRules { article, at, wall })
    });
    Ok(due.collect())
}

/// Takes back what `publish_at` set.
pub async fn cancel_publication(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    jobs::cancel(tx, PUBLISH_DUE, article.as_str()).await.map(|_| ())
}

/// Has a picture put on an article's pages at `at`.
pub async fn begin_rights_at(
    tx: &Tx,
    app: &App,
    article: &ArticleId,
    picture: &MediaId,
    at: i64,
) -> Result<(), StoreError> {
    let coming = ComingRights { article: article.clone(), picture: picture.clone() };
    let dedup = format!("{article} {picture}");
    enqueue(tx, new_job(app, BEGIN_RIGHTS, &coming, dedup, at, PROMPT)).await
}

/// Has a picture taken off the site at `at`.
pub async fn end_rights_at(tx: &Tx, app: &App, picture: &MediaId, at: i64) -> Result<(), StoreError> {
    enqueue(
        tx,
        new_job(app, END_RIGHTS, &DueRights { picture: picture.clone() }, picture.to_string(), at, PROMPT),
    )
    .await
}

/// The same where the right changed: at the time that it ends now, or at none.
pub async fn end_rights_then(
    tx: &Tx,
    app: &App,
    picture: &MediaId,
    until: Option<i64>,
) -> Result<(), StoreError> {
    match until.filter(|until| *until > app.now()) {
        Some(until) => end_rights_at(tx, app, picture, until).await,
        None => jobs::cancel(tx, END_RIGHTS, picture.as_str()).await.map(drop),
    }
}

/// Has the articles after this one show what is said of a picture now.
pub async fn show_picture_anew(
    tx: &Tx,
    app: &App,
    picture: &MediaId,
    after: &ArticleId,
) -> Result<(), StoreError> {
    let coming = ComingRights { article: after.clone(), picture: picture.clone() };
    enqueue(tx, new_job(app, SHOW_ANEW, &coming, picture.to_string(), app.now(), PATIENT)).await
}

/// Has the share card of each of these articles drawn at its time.
pub async fn draw_cards(tx: &Tx, app: &App, wanted: &[(&ArticleId, i64)]) -> Result<(), StoreError> {
    let job = |&(article, at): &(&ArticleId, i64)| {
        let wanted = WantedCard { article: article.clone() };
        new_job(app, DRAW_CARD, &wanted, article.to_string(), at, PATIENT)
    };
    jobs::enqueue_each(tx, wanted.iter().map(job).collect()).await
}

/// Has a letter written and sent. While one of the kind waits for the same person, there is no second.
pub async fn send_letter(tx: &Tx, app: &App, to: &AccountId, kind: LetterKind) -> Result<(), StoreError> {
    let (wanted, dedup) = (WantedLetter { to: to.clone(), kind }, format!("{to} {}", kind.as_str()));
    jobs::forget_failed(tx, SEND_LETTER, &dedup).await?;
    enqueue(tx, new_job(app, SEND_LETTER, &wanted, dedup, app.now(), PROMPT)).await
}

/// A letter that did not go out yet.
pub struct HeldLetter {
    /// To whom.
    pub to: AccountId,
    /// What the mail server, or the folder, said.
    pub why: String,
    /// When it is tried again; `None`: it was given up.
    pub again_at: Option<i64>,
}

/// The letters that did not go out yet, the newest first.
pub async fn held_letters(app: &App) -> Result<Vec<HeldLetter>, StoreError> {
    let troubled = jobs::troubled(app.db.read(), SEND_LETTER, MOST_HELD_LETTERS).await?;
    let held = troubled.into_iter().map(|job| HeldLetter {
        to: AccountId::from(job.dedup.split(' ').next().unwrap_or_default()),
        why: job.last_error,
        again_at: job.again_at,
    });
    Ok(held.collect())
}

/// More are not looked at: something is wrong with all of them.
const MOST_HELD_LETTERS: i64 = 200;

/// Has all share cards looked at now, beside the turns that come by themselves.
pub async fn check_cards_now(tx: &Tx, app: &App) -> Result<(), StoreError> {
    enqueue(tx, new_job(app, CHECK_CARDS, &serde_json::json!({}), "now".to_owned(), app.now(), PATIENT)).await
}

/// Has the days of an edition's archive counted anew.
pub async fn recount_days_now(tx: &Tx, app: &App, edition: &EditionCode) -> Result<(), StoreError> {
    let wanted = WantedDays { edition: edition.clone() };
    enqueue(tx, new_job(app, RECOUNT_DAYS, &wanted, edition.to_string(), app.now(), PATIENT)).await
}

/// Has the pins of a front looked at again at `at`, and at no other time; `None` when nothing comes or leaves any more.
pub async fn turn_front_at(tx: &Tx, app: &App, front: &FrontId, at: Option<i64>) -> Result<(), StoreError> {
    let Some(at) = at else { return jobs::cancel(tx, TURN_FRONT, front.as_str()).await.map(drop) };
    enqueue(tx, new_job(app, TURN_FRONT, &DueFront { front: front.clone() }, front.to_string(), at, PROMPT))
        .await
}

/// Has an alert looked at again at `at`, and at no other time; `None` when it is over.
pub async fn turn_alert_at(tx: &Tx, app: &App, alert: &AlertId, at: Option<i64>) -> Result<(), StoreError> {
    let Some(at) = at else { return jobs::cancel(tx, TURN_ALERT, alert.as_str()).await.map(drop) };
    enqueue(tx, new_job(app, TURN_ALERT, &DueAlert { alert: alert.clone() }, alert.to_string(), at, PROMPT))
        .await
}

const PROMPT: bool = false;
const PATIENT: bool = true;

async fn enqueue(tx: &Tx, job: NewJob) -> Result<(), StoreError> {
    jobs::enqueue(tx, job).await.map(drop)
}

fn new_job(
    app: &App,
    name: &'static str,
    payload: &impl Serialize,
    dedup: String,
    run_at: i64,
    patient: bool,
) -> NewJob {
    let payload = serde_json::to_string(payload).expect("a payload is ids");
    NewJob {
        id: app.new_id(),
        name,
        payload,
        run_at,
        dedup: Some(dedup),
        patient,
        max_attempts: 20,
        now: app.now(),
    }
}
