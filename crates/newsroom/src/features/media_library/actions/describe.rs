//! Says what a picture shows and whose it is. Readers see it with the next publication of what shows the picture, or at once
//! where that is asked for by somebody who may publish there.

use ::store::{StoreError, Tx};
use serde::Deserialize;

use super::UploadError;
use super::second_word::{Word, word_of};
use super::show_anew::show_anew_in;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::using_picture;
use crate::features::media_library::said::Said;
use crate::features::media_library::{Picture, hold_pictures, picture_by_id, policy, store};
use crate::features::workflow::drop_approvals_naming;
use crate::id::{ArticleId, MediaId};
use crate::schedule;

/// What is said of a picture; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Description {
    /// See [`Picture::caption`].
    pub caption: Option<String>,
    /// See [`Picture::alt`].
    pub alt: Option<String>,
    /// See [`Picture::credit`].
    pub credit: Option<String>,
    /// See [`Picture::archive`].
    pub archive: Option<bool>,
    /// See [`Picture::taken_on`].
    pub taken_on: Option<String>,
    /// See [`Picture::focal_x`] and [`Picture::focal_y`].
    pub focal: Option<(i64, i64)>,
    /// See [`Picture::source`].
    pub source: Option<String>,
    /// See [`Picture::licence`].
    pub licence: Option<String>,
    /// What stood there when this was said. Where something else is said of it by now, nothing is changed; what is not named is
    /// not looked at.
    #[serde(default)]
    pub before: Option<Box<Description>>,
    /// From when and until when we may show it; changes of a picture that readers see are at once before them.
    #[serde(skip)]
    pub rights: Option<(Option<i64>, Option<i64>)>,
    /// Whether readers are to see all of it at once, as far as the actor may publish where they see the picture.
    #[serde(skip)]
    pub before_readers: bool,
    /// The [`Picture::said_digest`] of what whoever says it had before their eyes; `None`: they say it whatever stands there.
    #[serde(skip)]
    pub seen: Option<String>,
    /// The [`Picture::said_digest`] of a colleague's words that wait, when whoever says something else has seen them and means it.
    #[serde(skip)]
    pub seen_waiting: Option<String>,
}

impl Description {
    /// Whether somebody said something else of what is said here than stood there then. Who says the same says nothing else.
    fn is_overtaken(&self, picture: &Picture) -> bool {
        use text::clean::{clean_line, clean_paragraph};
        let Some(before) = &self.before else { return false };
        // As it would be kept.
        let differs =
            |said: &Option<String>, stood: &Option<String>, stands: &str, clean: fn(&str) -> String| {
                let other = |words: &String| clean(words) != stands;
                said.as_ref().zip(stood.as_ref()).is_some_and(|(said, stood)| other(said) && other(stood))
            };
        let lines = [
            (&self.alt, &before.alt, &picture.alt),
            (&self.credit, &before.credit, &picture.credit),
            (&self.taken_on, &before.taken_on, &picture.taken_on),
            (&self.source, &before.source, &picture.source),
            (&self.licence, &before.licence, &picture.licence),
        ];
        let focal = (picture.focal_x, picture.focal_y);
        lines.into_iter().any(|(said, stood, stands)| differs(said, stood, stands, clean_line))
            || differs(&self.caption, &before.caption, &picture.caption, clean_paragraph)
            || self
                .archive
                .zip(before.archive)
                .is_some_and(|(said, stood)| stood != picture.archive && said != picture.archive)
            || self.focal.zip(before.focal).is_some_and(|(said, stood)| stood != focal && said != focal)
    }
}

/// What became of a description.
#[derive(Debug, Clone)]
pub enum Described {
    /// It was kept.
    Kept {
        /// The picture as it stands now.
        picture: Box<Picture>,
        /// How many articles show it anew already.
        shown_anew: usize,
        /// Whether what was said waits for a second person; until then the picture stands as it was.
        waits: bool,
        /// Whether our right to show it is another from now on; that waits for nobody.
        turned: bool,
    },
    /// Other words of a colleague wait for a second person: nothing was changed.
    AnotherWaits,
    /// Somebody said something else meanwhile: nothing was changed.
    ChangedMeanwhile,
}

/// The longest line.
const LONGEST: usize = 1_000;
/// The longest caption: what photographers write into their files fits.
const LONGEST_CAPTION: usize = 4_000;

/// So many articles get back at once a picture that our right kept away; each is a job.
const MOST_BACK: i64 = 1_000;

/// Describes the picture; `None` when there is no such one.
pub async fn describe(
    app: &App,
    actor: &Actor,
    id: &MediaId,
    said: Description,
) -> Result<Option<Described>, UploadError> {
    policy::may_describe(actor)?;
    let naming = naming_where_rights_turn(app, id, &said).await?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                hold_pictures(tx, std::slice::from_ref(&id)).await?;
                let Some(before) = picture_by_id(tx, &id).await? else { return Ok(None) };
                describe_in(tx, &app_in, &actor, before, said, &naming).await.map(Some)
            })
        })
        .await
}

/// The live articles that a change of rights concerns. They are found before the transaction, which so stays short.
async fn naming_where_rights_turn(
    app: &App,
    id: &MediaId,
    said: &Description,
) -> Result<Vec<ArticleId>, UploadError> {
    let Some(rights) = said.rights else { return Ok(Vec::new()) };
    match picture_by_id(app.db.read(), id).await? {
        Some(known) if rights_of(&known) != rights => {
            Ok(store::live_naming(app.db.read(), id, MOST_BACK).await?)
        }
        _ => Ok(Vec::new()),
    }
}

async fn describe_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    before: Picture,
    said: Description,
    naming: &[ArticleId],
) -> Result<Described, UploadError> {
    let is_seen = said.seen.as_ref().is_none_or(|seen| *seen == before.said_digest());
    if !is_seen || said.is_overtaken(&before) {
        return Ok(Described::ChangedMeanwhile);
    }
    let (before_readers, seen_waiting) = (said.before_readers, said.seen_waiting.clone());
    let wanted = described(before.clone(), said)?;
    let waits = match word_of(tx, app, actor, (&before, &wanted), seen_waiting).await? {
        Word::AnotherWaits => return Ok(Described::AnotherWaits),
        word => word == Word::Waits,
    };
    // The words wait; our right to show it does not.
    let picture = if waits { Said::of(&before).about(wanted) } else { wanted };
    let turns = rights_of(&before) != rights_of(&picture);
    if turns {
        policy::may_turn_rights(actor)?;
    }
    if picture != before {
        store::describe(tx, &picture).await?;
        if Said::of(&picture) != Said::of(&before) {
            drop_approvals_naming(tx, &picture.id).await?;
        }
        tx.record(Event::PictureDescribed { picture: picture.id.clone() }.into_log(actor, app.now()));
    }
    if turns {
        turn_rights(tx, app, &picture, naming).await?;
    }
    let shown_in = store::shown_in(tx, &picture.id).await?;
    let may_show = policy::may_show_anew(actor, &shown_in).is_ok();
    let reaches_readers = !shown_in.is_empty() && may_show && (turns || before_readers);
    if !reaches_readers || store::stands_so(tx, &picture, app.now()).await? {
        return Ok(Described::Kept { picture: Box::new(picture), shown_anew: 0, waits, turned: turns });
    }
    let shown_anew = show_anew_in(tx, app, actor, &picture, &ArticleId(String::new())).await?;
    Ok(Described::Kept { picture: Box::new(picture), shown_anew, waits, turned: turns })
}

/// Sets anew when the picture leaves, and when it comes to the articles that name it and do not show it: at once where our
/// right holds already. Where it does not, no address serves the picture from here on, however many articles have to be placed
/// without it.
async fn turn_rights(tx: &Tx, app: &App, picture: &Picture, naming: &[ArticleId]) -> Result<(), StoreError> {
    schedule::end_rights_then(tx, app, &picture.id, picture.rights_until).await?;
    if !picture.may_be_shown(app.now()) {
        store::close(tx, &picture.id, app.now()).await?;
        schedule::end_rights_at(tx, app, &picture.id, app.now()).await?;
    }
    let from = picture.rights_from.map_or(app.now(), |from| from.max(app.now()));
    if picture.rights_until.is_some_and(|until| until <= from) {
        return Ok(());
    }
    let showing = using_picture(tx, &picture.id).await?;
    for article in naming.iter().filter(|article| !showing.contains(article)) {
        schedule::begin_rights_at(tx, app, article, &picture.id, from).await?;
    }
    Ok(())
}

fn rights_of(picture: &Picture) -> (Option<i64>, Option<i64>) {
    (picture.rights_from, picture.rights_until)
}

fn described(picture: Picture, said: Description) -> Result<Picture, UploadError> {
    use text::clean::{clean_line, clean_paragraph};
    let (x, y) = said.focal.unwrap_or((picture.focal_x, picture.focal_y));
    let taken_on = said.taken_on.unwrap_or(picture.taken_on);
    if !is_day(&taken_on) {
        return Err(UploadError::Refused("the day is written 1998, 1998-05 or 1998-05-04".to_owned()));
    }
    let (rights_from, rights_until) = said.rights.unwrap_or((picture.rights_from, picture.rights_until));
    if rights_from.zip(rights_until).is_some_and(|(from, until)| from >= until) {
        return Err(UploadError::Refused("our right to show it ends before it begins".to_owned()));
    }
    let picture = Picture {
        caption: said.caption.map_or(picture.caption, |caption| clean_paragraph(&caption)),
        alt: said.alt.map_or(picture.alt, |alt| clean_line(&alt)),
        credit: said.credit.map_or(picture.credit, |credit| clean_line(&credit)),
        source: said.source.map_or(picture.source, |source| clean_line(&source)),
        licence: said.licence.map_or(picture.licence, |licence| clean_line(&licence)),
        archive: said.archive.unwrap_or(picture.archive),
        taken_on,
        rights_from,
        rights_until,
        focal_x: x.clamp(0, 100),
        focal_y: y.clamp(0, 100),
        ..picture
    };
    let lines = [&picture.alt, &picture.credit, &picture.source, &picture.licence];
    let is_too_long = lines.iter().any(|line| line.chars().count() > LONGEST)
        || picture.caption.chars().count() > LONGEST_CAPTION;
    match is_too_long {
        true => Err(UploadError::Refused(format!("a line has at most {LONGEST} letters"))),
        false => Ok(picture),
    }
}

/// Whether this is a date as far as it is known, and one that the calendar has.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, most: usize| part.len() == most && part.bytes().all(|b| b.is_ascii_digit());
    text.is_empty()
        || (parts.len() <= 3 && digits(parts[0], 4) && parts[1..].iter().all(|part| digits(part, 2)))
            && text::dates::parse_iso(text).is_some()
}
