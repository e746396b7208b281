//! Says what a picture shows and whose it is. Readers see it with the next publication of what shows the picture.

use serde::Deserialize;

use super::UploadError;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, Role, needs};
use crate::features::media_library::{Picture, picture_by_id, store};
use crate::id::MediaId;

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
}

const LONGEST: usize = 1_000;

/// Describes the picture; `None` when there is no such one.
pub async fn describe(
    app: &App,
    actor: &Actor,
    id: &MediaId,
    said: Description,
) -> Result<Option<Picture>, UploadError> {
    needs(actor, Role::Journalist)?;
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(picture) = picture_by_id(tx, &id).await? else { return Ok(None) };
                let picture = described(picture, said)?;
                store::describe(tx, &picture).await?;
                tx.record(Event::PictureDescribed { picture: id }.into_log(&actor, app_in.now()));
                Ok(Some(picture))
            })
        })
        .await
}

fn described(picture: Picture, said: Description) -> Result<Picture, UploadError> {
    use text::clean::{clean_line, clean_paragraph};
    let (x, y) = said.focal.unwrap_or((picture.focal_x, picture.focal_y));
    let taken_on = said.taken_on.unwrap_or(picture.taken_on);
    if !is_day(&taken_on) {
        return Err(UploadError::Refused("the day is written 1998, 1998-05 or 1998-05-04".to_owned()));
    }
    let picture = Picture {
        caption: said.caption.map_or(picture.caption, |caption| clean_paragraph(&caption)),
        alt: said.alt.map_or(picture.alt, |alt| clean_line(&alt)),
        credit: said.credit.map_or(picture.credit, |credit| clean_line(&credit)),
        archive: said.archive.unwrap_or(picture.archive),
        taken_on,
        focal_x: x.clamp(0, 100),
        focal_y: y.clamp(0, 100),
        ..picture
    };
    let longest = [&picture.caption, &picture.alt, &picture.credit].map(|line| line.chars().count());
    match longest.iter().any(|letters| *letters > LONGEST) {
        true => Err(UploadError::Refused(format!("a line has at most {LONGEST} letters"))),
        false => Ok(picture),
    }
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, most: usize| part.len() == most && part.bytes().all(|b| b.is_ascii_digit());
    text.is_empty()
        || (parts.len() <= 3 && digits(parts[0], 4) && parts[1..].iter().all(|part| digits(part, 2)))
}
