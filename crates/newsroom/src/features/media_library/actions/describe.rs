//! Says what a picture shows and whose it is. Readers see it with the next publication of what shows the picture, or at once
//! where that is asked for by somebody who may publish there.

use serde::Deserialize;

use super::UploadError;
use super::show_anew::show_anew_in;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::media_library::{Picture, picture_by_id, policy, store};
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
    /// From when and until when we may show it; changes of a picture that readers see are at once before them.
    #[serde(skip)]
    pub rights: Option<(Option<i64>, Option<i64>)>,
    /// Whether readers are to see all of it at once, as far as the actor may publish where they see the picture.
    #[serde(skip)]
    pub before_readers: bool,
}

/// What became of a description.
#[derive(Debug, Clone)]
pub struct Described {
    /// The picture as it stands now.
    pub picture: Picture,
    /// How many articles show it anew already.
    pub shown_anew: usize,
}

/// The longest line.
const LONGEST: usize = 1_000;
/// The longest caption: what photographers write into their files fits.
const LONGEST_CAPTION: usize = 4_000;

/// Describes the picture; `None` when there is no such one.
pub async fn describe(
    app: &App,
    actor: &Actor,
    id: &MediaId,
    said: Description,
) -> Result<Option<Described>, UploadError> {
    policy::may_describe(actor)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(before) = picture_by_id(tx, &id).await? else { return Ok(None) };
                let before_readers = said.before_readers;
                let picture = described(before.clone(), said)?;
                let turns = rights_of(&before) != rights_of(&picture);
                let shown_in = store::shown_in(tx, &id).await?;
                let may_show = policy::may_show_anew(&actor, &shown_in);
                if turns {
                    may_show.clone()?;
                }
                if picture != before {
                    store::describe(tx, &picture).await?;
                    tx.record(Event::PictureDescribed { picture: id }.into_log(&actor, app_in.now()));
                }
                let reaches_readers = !shown_in.is_empty() && may_show.is_ok() && (turns || before_readers);
                if !reaches_readers || store::stands_so(tx, &picture, app_in.now()).await? {
                    return Ok(Some(Described { picture, shown_anew: 0 }));
                }
                if turns {
                    schedule::end_rights_then(tx, &app_in, &picture.id, picture.rights_until).await?;
                }
                let first = ArticleId(String::new());
                let shown_anew = show_anew_in(tx, &app_in, &actor, &picture, &first).await?;
                Ok(Some(Described { picture, shown_anew }))
            })
        })
        .await
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
