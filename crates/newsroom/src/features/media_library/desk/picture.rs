//! One picture of the library: what is seen and whose it is, what must stay in every crop, and where it is shown.

use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::features::editions::editions;
use crate::features::media_library::actions::{Described, Description, UploadError, describe};
use crate::features::media_library::alike::{Alike, alike};
use crate::features::media_library::store::{self, Showing};
use crate::features::media_library::view::focal_class;
use crate::features::media_library::{Licence, Picture, picture_by_id, policy};
use crate::id::MediaId;
use crate::routes::desk::{Desk, DeskError, Shell, Words};

/// Articles that are named of those that show it.
const NAMED: i64 = 20;

#[derive(Template)]
#[template(path = "media_library/desk/picture.html")]
struct Screen<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    id: String,
    title: String,
    fields: Fields,
    focal: String,
    width: i64,
    height: i64,
    kind: String,
    licence: Option<Licence>,
    /// Whether our right to show it has ended, or not begun.
    dark: bool,
    by: String,
    at: i64,
    zone: String,
    twin: Option<MediaId>,
    /// Others that look like it.
    alike: Vec<Alike>,
    /// Whether the original carries content credentials, and whether whoever looks may take it as it came.
    credentials: bool,
    takes_original: bool,
    live: Vec<Showing>,
    work: Vec<Showing>,
    /// Whether readers see it, and whether what is saved here reaches them at once.
    is_live: bool,
    reaches: bool,
    saved: Option<i64>,
    refused: Option<String>,
    /// Words that wait for a second person.
    waiting: Option<WaitingView>,
    /// What stands there otherwise than it was written, because a colleague changed it meanwhile: the field and its words.
    theirs: Vec<(String, String)>,
}

struct WaitingView {
    asker: String,
    at: i64,
    /// What they say that does not stand there yet: the field and its words.
    words: Vec<(String, String)>,
    /// The form that a second person sends; nobody seconds their own words, nor where they may not publish.
    fields: Option<Fields>,
}

/// What the form says of a picture.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    caption: String,
    alt: String,
    credit: String,
    source: String,
    licence: String,
    rights_from: String,
    rights_until: String,
    archive: String,
    taken_on: String,
    focal_x: String,
    focal_y: String,
    /// The digest of what was shown; empty where a program filled the form in.
    seen: String,
    /// The digest of a colleague's waiting words, in the page that said that they wait.
    seen_waiting: String,
}

impl Fields {
    fn of(picture: &Picture, zone: &str) -> Fields {
        let wall = |at: Option<i64>| {
            at.map(|at| text::dates::iso(at, zone).chars().take(16).collect()).unwrap_or_default()
        };
        Fields {
            caption: picture.caption.clone(),
            alt: picture.alt.clone(),
            credit: picture.credit.clone(),
            source: picture.source.clone(),
            licence: picture.licence.clone(),
            rights_from: wall(picture.rights_from),
            rights_until: wall(picture.rights_until),
            archive: if picture.archive { "yes".to_owned() } else { String::new() },
            taken_on: picture.taken_on.clone(),
            focal_x: picture.focal_x.to_string(),
            focal_y: picture.focal_y.to_string(),
            seen: picture.said_digest(),
            seen_waiting: String::new(),
        }
    }

    /// As a form sends it.
    fn parts(&self) -> [(&'static str, &str); 12] {
        [
            ("caption", &self.caption),
            ("alt", &self.alt),
            ("credit", &self.credit),
            ("source", &self.source),
            ("licence", &self.licence),
            ("rights_from", &self.rights_from),
            ("rights_until", &self.rights_until),
            ("archive", &self.archive),
            ("taken_on", &self.taken_on),
            ("focal_x", &self.focal_x),
            ("focal_y", &self.focal_y),
            ("seen", &self.seen),
        ]
    }

    /// What the others say where these say something else: the names of the fields, and their words.
    fn theirs(&self, others: &Fields, words: &Words) -> Vec<(String, String)> {
        let ticked = |said: &str| if said.is_empty() { "" } else { "✓" }.to_owned();
        let (own_archive, archive) = (ticked(&self.archive), ticked(&others.archive));
        let pairs = [
            ("desk-caption", &self.caption, &others.caption),
            ("desk-alt", &self.alt, &others.alt),
            ("desk-credit", &self.credit, &others.credit),
            ("desk-picture-source", &self.source, &others.source),
            ("desk-licence", &self.licence, &others.licence),
            ("desk-rights-from", &self.rights_from, &others.rights_from),
            ("desk-rights-until", &self.rights_until, &others.rights_until),
            ("desk-archive-picture", &own_archive, &archive),
            ("desk-taken-on", &self.taken_on, &others.taken_on),
            ("desk-focal-across", &self.focal_x, &others.focal_x),
            ("desk-focal-down", &self.focal_y, &others.focal_y),
        ];
        let differing = pairs.into_iter().filter(|(_, own, other)| own != other);
        let told = |other: &str| if other.is_empty() { "—".to_owned() } else { other.to_owned() };
        differing.map(|(name, _, other)| (words.say(name), told(other))).collect()
    }

    /// What is said, or the message that says which field cannot be read.
    fn read(&self, picture: &Picture, zone: &str) -> Result<Description, &'static str> {
        let before = Fields::of(picture, zone);
        let moment = |said: &str, was: &str, at: Option<i64>| match said {
            "" => Ok(None),
            said if said == was => Ok(at),
            said => {
                let read = text::dates::wall_moment(said, zone);
                read.map(|(at, _)| Some(at)).ok_or("desk-rights-unread")
            }
        };
        let hundredths = |said: &str| said.trim().parse::<i64>().map_err(|_| "desk-focal-unread");
        let from = moment(&self.rights_from, &before.rights_from, picture.rights_from)?;
        let until = moment(&self.rights_until, &before.rights_until, picture.rights_until)?;
        if from.zip(until).is_some_and(|(from, until)| from >= until) {
            return Err("desk-rights-turned");
        }
        let day = self.taken_on.trim();
        if !day.is_empty() && text::dates::parse_iso(day).is_none() {
            return Err("desk-day-unread");
        }
        Ok(Description {
            caption: Some(self.caption.clone()),
            alt: Some(self.alt.clone()),
            credit: Some(self.credit.clone()),
            source: Some(self.source.clone()),
            licence: Some(self.licence.clone()),
            archive: Some(!self.archive.is_empty()),
            taken_on: Some(day.to_owned()),
            focal: Some((hundredths(&self.focal_x)?, hundredths(&self.focal_y)?)),
            rights: Some((from, until)),
            before_readers: true,
            before: None,
            seen: Some(self.seen.clone()).filter(|seen| !seen.is_empty()),
            seen_waiting: Some(self.seen_waiting.clone()).filter(|seen| !seen.is_empty()),
        })
    }
}

/// What was done a moment ago.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Done {
    /// How many articles show it anew.
    saved: Option<i64>,
    /// That it waits for a second person: `rights` where those were changed besides.
    waits: Option<String>,
}

/// What is told of words that wait, and of our right to show it, where that was changed with them and holds already.
pub(super) fn waits_words(turned: bool) -> &'static str {
    if turned { "desk-description-waits-rights-hold" } else { "desk-description-waits" }
}

/// `GET /desk/library/{id}`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<MediaId>,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Html<String>, DeskError> {
    policy::may_look(&desk.actor)?;
    let picture = picture_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    let done = done.map(|Query(done)| done).unwrap_or_default();
    let said = match (done.waits, done.saved) {
        (Some(waits), _) => Said::Refused(desk.words.say(waits_words(waits == "rights"))),
        (None, Some(anew)) => Said::Saved(anew),
        (None, None) => Said::Nothing,
    };
    screen(&app, &desk, picture, None, said).await
}

/// `POST /desk/library/{id}`: says what is seen and whose it is; readers see it at once where the person may publish.
pub async fn save(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<MediaId>,
    form: Result<Form<Fields>, FormRejection>,
) -> Result<Response, DeskError> {
    policy::may_describe(&desk.actor)?;
    let Form(fields) = form.map_err(|error| DeskError::Invalid(error.to_string()))?;
    let picture = picture_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    let zone = zone(&app).await?;
    let said = match fields.read(&picture, &zone) {
        Ok(said) => said,
        Err(why) => return unread(&app, &desk, picture, fields, desk.words.say(why)).await,
    };
    match describe(&app, &desk.actor, &id, said).await {
        Ok(Some(Described::Kept { waits: true, turned, .. })) => {
            let waits = if turned { "rights" } else { "yes" };
            Ok(Redirect::to(&format!("/desk/library/{id}?waits={waits}")).into_response())
        }
        Ok(Some(Described::Kept { shown_anew, .. })) => {
            Ok(Redirect::to(&format!("/desk/library/{id}?saved={shown_anew}")).into_response())
        }
        Ok(Some(Described::ChangedMeanwhile)) => changed_meanwhile(&app, &desk, &id, fields).await,
        Ok(Some(Described::AnotherWaits)) => another_waits(&app, &desk, &id, fields).await,
        Ok(None) => Err(DeskError::NotFound),
        Err(UploadError::Store(error)) => Err(error.into()),
        Err(UploadError::NotAllowed(_)) => {
            let why = desk.words.say("desk-rights-need-editor");
            unread(&app, &desk, picture, fields, why).await
        }
        Err(_) => {
            let why = desk.words.say("desk-line-too-long");
            unread(&app, &desk, picture, fields, why).await
        }
    }
}

/// The page again, with what was written and why it was not kept.
async fn unread(
    app: &App,
    desk: &Desk,
    picture: Picture,
    fields: Fields,
    why: String,
) -> Result<Response, DeskError> {
    let page = screen(app, desk, picture, Some(fields), Said::Refused(why)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The page again, with what was written and beside it what a colleague wrote meanwhile: whoever saves now has seen that.
async fn changed_meanwhile(
    app: &App,
    desk: &Desk,
    id: &MediaId,
    written: Fields,
) -> Result<Response, DeskError> {
    let picture = picture_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    let fields = Fields { seen: picture.said_digest(), ..written };
    let page = screen(app, desk, picture, Some(fields), Said::ChangedMeanwhile).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// The page again, with what was written, and above it what a colleague wrote and waits: whoever saves now has seen that.
async fn another_waits(app: &App, desk: &Desk, id: &MediaId, written: Fields) -> Result<Response, DeskError> {
    let picture = picture_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    let waiting = store::waiting(app.db.read(), id).await?;
    let seen_waiting = waiting.map(|waiting| waiting.digest(&picture)).unwrap_or_default();
    let why = Said::Refused(desk.words.say("desk-another-description-waits"));
    let page = screen(app, desk, picture, Some(Fields { seen_waiting, ..written }), why).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// Who brought it in, as people say it.
fn signed(words: &Words, by: &str, person: String) -> String {
    match by.split(':').next() {
        _ if !person.is_empty() => person,
        Some("import") => words.say("desk-by-import"),
        Some("console") => words.say("desk-by-console"),
        _ => by.to_owned(),
    }
}

/// The zone in which the library tells and reads times: that of the first edition.
async fn zone(app: &App) -> Result<String, DeskError> {
    let first = editions(app.db.read()).await?.into_iter().next();
    Ok(first.map_or_else(|| "UTC".to_owned(), |edition| edition.voice.dates.zone))
}

/// What the page says above the form.
enum Said {
    Nothing,
    /// That it was saved, and how many articles show it anew.
    Saved(i64),
    /// Why it was not kept.
    Refused(String),
    /// That a colleague changed it meanwhile, and to what.
    ChangedMeanwhile,
}

async fn screen(
    app: &App,
    desk: &Desk,
    picture: Picture,
    written: Option<Fields>,
    said: Said,
) -> Result<Html<String>, DeskError> {
    let (saved, refused, is_news) = match said {
        Said::Nothing => (None, None, false),
        Said::Saved(anew) => (Some(anew), None, false),
        Said::Refused(why) => (None, Some(why), false),
        Said::ChangedMeanwhile => (None, Some(desk.words.say("desk-picture-changed-meanwhile")), true),
    };
    let (q, zone) = (app.db.read(), zone(app).await?);
    let shown_in = store::shown_in(q, &picture.id).await?;
    let (by, at, person) = store::came_in(q, &picture.id).await?.unwrap_or_default();
    let stored = Fields::of(&picture, &zone);
    let theirs = written.as_ref().filter(|_| is_news).map(|own| own.theirs(&stored, &desk.words));
    let waiting = waiting_view(app, desk, &picture, &stored, &zone).await?;
    let title: String = text::words::truncate_letters(&picture.caption, 90);
    let screen = Screen {
        words: &desk.words,
        shell: desk.shell(app, "library"),
        title: if title.is_empty() { desk.words.say("desk-picture") } else { title },
        fields: written.unwrap_or(stored),
        focal: focal_class((picture.focal_x, picture.focal_y)).unwrap_or_default(),
        width: picture.width,
        height: picture.height,
        kind: picture.mime.trim_start_matches("image/").to_uppercase(),
        licence: Licence::said(&picture.licence),
        dark: !picture.may_be_shown(app.now()),
        by: signed(&desk.words, &by, person),
        at,
        twin: store::twin(q, &picture).await?,
        alike: alike(q, &picture).await?,
        credentials: picture.credentials,
        takes_original: policy::may_take_original(&desk.actor).is_ok(),
        live: store::shown_on(q, &picture.id, NAMED).await?,
        work: store::in_work(q, &picture.id, NAMED).await?,
        is_live: !shown_in.is_empty(),
        reaches: policy::may_show_anew(&desk.actor, &shown_in).is_ok(),
        id: picture.id.0,
        zone,
        saved,
        refused,
        waiting,
        theirs: theirs.unwrap_or_default(),
    };
    Ok(Html(screen.render()?))
}

async fn waiting_view(
    app: &App,
    desk: &Desk,
    picture: &Picture,
    stored: &Fields,
    zone: &str,
) -> Result<Option<WaitingView>, DeskError> {
    let Some(waiting) = store::waiting(app.db.read(), &picture.id).await? else { return Ok(None) };
    let seen = picture.said_digest();
    let fields = Fields { seen, ..Fields::of(&waiting.said.about(picture.clone()), zone) };
    let words = stored.theirs(&fields, &desk.words);
    let live_in = store::named_live_in(app.db.read(), &picture.id).await?;
    let seconds = waiting.asked_by != desk.account.id && policy::may_show_anew(&desk.actor, &live_in).is_ok();
    let fields = Some(fields).filter(|_| seconds);
    Ok(Some(WaitingView { asker: waiting.asker, at: waiting.asked_at, words, fields }))
}
