//! Makes items ready to be written, a group of them at a time and beside the writing of those before: what is known of them
//! is asked in one statement, their pictures come in, and their texts become trees. Nothing of their articles is written
//! here.

use std::sync::Arc;

use ::store::StoreError;
use futures_util::{StreamExt, stream};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinError;

use super::batch::Batch;
use super::import_page::ComingPage;
use super::item_text::{body, recording};
use super::picture_files::PictureFiles;
use super::write_item::ItemRefused;
use crate::app::App;
use crate::features::editions::Edition;
use crate::features::imports::ItemReport;
use crate::features::imports::fingerprint::has_come;
use crate::features::imports::ninjs::{Leading, Planned, PlannedPicture};
use crate::features::imports::store::{self, Known};
use crate::features::imports::wordpress::PlannedComment;
use crate::features::media_library::actions::upload_picture;
use crate::features::media_library::{NewPicture, picture_by_origin};
use crate::features::recordings::Recording;
use crate::features::sections::Section;
use crate::id::MediaId;

/// An item on its way in, as it stands in its group.
pub struct Brought {
    /// Its own name: items of the same name are brought in one after the other.
    pub name: Option<String>,
    /// What is to be done with it.
    pub arrived: Arrived,
    /// Its share of what may be held at once.
    pub share: Option<OwnedSemaphorePermit>,
}

/// What is to be done with an item.
pub enum Arrived {
    /// Nothing more: this became of it.
    Told(Box<ItemReport>),
    /// It becomes an article.
    Piece(Box<Coming>),
    /// It becomes a standing page.
    Page(Box<ComingPage>),
}

/// An item that is to become an article.
pub struct Coming {
    /// Which import brings it.
    pub origin: &'static str,
    /// Where it stands.
    pub place: String,
    /// What it would become.
    pub planned: Planned,
    /// Its fingerprint: the same one twice changes nothing.
    pub fingerprint: String,
    /// Where its pictures are.
    pub files: PictureFiles,
    /// What its readers wrote under it.
    pub comments: Comments,
    /// What is made of it.
    pub made: Made,
}

/// Comments that come with an item.
#[derive(Debug, Clone, Default)]
pub struct Comments {
    /// All that are kept.
    pub kept: Arc<[PlannedComment]>,
    /// Their fingerprint; empty when the format has none.
    pub digest: String,
}

/// What is made of an item.
pub enum Made {
    /// Nothing yet.
    Nothing,
    /// It came in before as it comes now.
    AsBefore(Known),
    /// What is to be written.
    Ready(Box<Ready>),
    /// It cannot be taken.
    Refused(ItemRefused),
}

/// What is to be written of an item.
#[derive(Clone)]
pub struct Ready {
    /// What it became when it came in before.
    pub known: Option<Known>,
    /// The edition it comes to; nothing when there is none for it.
    pub filed: Option<(Arc<Edition>, Section)>,
    /// Its pictures in the library.
    pub pictures: Vec<(MediaId, PlannedPicture)>,
    /// The one above the text.
    pub lead_picture: Option<MediaId>,
    /// Its text.
    pub body: content::Tree,
    /// What is watched or heard.
    pub recording: Option<Recording>,
    /// How many of its pictures could not be had.
    pub missing: i64,
}

/// Makes a group ready.
pub async fn prepare(
    app: &App,
    batch: &Arc<Batch>,
    mut group: Vec<Brought>,
) -> Result<Vec<Brought>, JoinError> {
    if let Err(error) = look_up(app, batch, &mut group).await {
        for brought in &mut group {
            if let Arrived::Piece(coming) = &brought.arrived {
                let told = ItemReport::refused(coming.place.clone(), coming.planned.uri.clone(), &error);
                brought.arrived = Arrived::Told(Box::new(told));
            }
        }
        return Ok(group);
    }
    let group = stream::iter(group.into_iter().map(|brought| with_pictures(app, batch, brought)));
    let group: Vec<Brought> = group.buffered(app.config.import_at_once.max(1)).collect().await;
    let app = app.clone();
    tokio::task::spawn_blocking(move || group.into_iter().map(|brought| with_text(&app, brought)).collect())
        .await
}

/// Asks what became of the group's items before, and sets aside those that come as they came then.
async fn look_up(app: &App, batch: &Batch, group: &mut [Brought]) -> Result<(), StoreError> {
    let pieces = || {
        group.iter().filter_map(|brought| match &brought.arrived {
            Arrived::Piece(coming) => Some(coming),
            _ => None,
        })
    };
    let Some(origin) = pieces().next().map(|coming| coming.origin) else { return Ok(()) };
    let uris: Vec<&str> = pieces().map(|coming| coming.planned.uri.as_str()).collect();
    let mut known = store::all_known(app.db.read(), origin, &uris).await?;
    for brought in group {
        let Arrived::Piece(coming) = &mut brought.arrived else { continue };
        let known = known.remove(&coming.planned.uri);
        let publish = batch.wanted.publish;
        coming.made = match known {
            Some(known) if has_come(&known.digest, &coming.fingerprint, publish) && known.missing == 0 => {
                Made::AsBefore(known)
            }
            known => Made::Ready(Box::new(Ready {
                known,
                filed: None,
                pictures: Vec::new(),
                lead_picture: None,
                body: content::Tree::new(Vec::new()),
                recording: None,
                missing: 0,
            })),
        };
    }
    Ok(())
}

/// Brings the item's pictures into the library, and finds where the item is filed.
async fn with_pictures(app: &App, batch: &Batch, mut brought: Brought) -> Brought {
    let Arrived::Piece(coming) = &mut brought.arrived else { return brought };
    let Made::Ready(ready) = &mut coming.made else { return brought };
    let told = coming.planned.dropped.len();
    let (pictures, not_had) = pictures(app, batch, (coming.origin, &coming.files), &mut coming.planned).await;
    (ready.pictures, ready.missing) = (pictures, not_had + coming.planned.missing as i64);
    let before = ready.known.clone();
    let comes_again =
        before.filter(|known| has_come(&known.digest, &coming.fingerprint, batch.wanted.publish));
    match comes_again {
        // What was missing is still missing.
        Some(known) if known.missing <= ready.missing => {
            coming.planned.dropped.truncate(told);
            coming.made = Made::AsBefore(known);
        }
        _ => match filed(app, batch, &coming.planned).await {
            Ok(filed) => ready.filed = filed,
            Err(why) => coming.made = Made::Refused(why),
        },
    }
    brought
}

/// Where an item goes: the edition and the section it names, or those of its language and of the batch.
async fn filed(
    app: &App,
    batch: &Batch,
    planned: &Planned,
) -> Result<Option<(Arc<Edition>, Section)>, ItemRefused> {
    let (edition, section) = planned.filed.clone().unzip();
    let edition = match &edition {
        Some(code) => batch.edition(code),
        None => batch.edition_for(planned.lang.as_deref()),
    };
    let Some(edition) = edition else { return Ok(None) };
    let section = match section.flatten() {
        Some(section) => section,
        None => batch.section_of(app, &edition).await?,
    };
    Ok(Some((edition, section)))
}

/// Brings pictures into the library from the files beside the item; also answers how many could not be had.
async fn pictures(
    app: &App,
    batch: &Batch,
    from: (&str, &PictureFiles),
    planned: &mut Planned,
) -> (Vec<(MediaId, PlannedPicture)>, i64) {
    let (mut taken, mut not_had) = (Vec::new(), 0);
    for picture in std::mem::take(&mut planned.pictures) {
        match one_picture(app, batch, from, &picture).await {
            Ok((id, is_new)) => {
                if is_new {
                    batch.count_picture();
                }
                taken.push((id, picture));
            }
            Err(why) => {
                not_had += 1;
                planned.dropped.push(format!("the picture {}: {why}", picture.uri));
            }
        }
    }
    (taken, not_had)
}

async fn one_picture(
    app: &App,
    batch: &Batch,
    (origin, files): (&str, &PictureFiles),
    picture: &PlannedPicture,
) -> Result<(MediaId, bool), String> {
    let origin = format!("{origin}:{}", picture.uri);
    let _alone = batch.alone_with(&origin).await;
    if let Some(known) = picture_by_origin(app.db.read(), &origin).await.map_err(|error| error.to_string())? {
        return Ok((known.id, false));
    }
    let _held = batch.pictures.acquire().await.map_err(|error| error.to_string())?;
    let bytes = files.read(&picture.files).await?;
    let new = NewPicture {
        caption: picture.caption.clone(),
        alt: picture.alt.clone(),
        credit: picture.credit.clone(),
        archive: picture.archive,
        taken_on: picture.taken_on.clone(),
        rights_from: None,
        rights_until: picture.rights_until,
        licence: picture.licence.clone(),
        focal: picture.focal,
        origin,
        source: String::new(),
    };
    let picture = upload_picture(app, &batch.actor, bytes, new).await.map_err(|error| error.to_string())?;
    Ok((picture.id, true))
}

/// Makes the item's text a tree. Without I/O.
fn with_text(app: &App, mut brought: Brought) -> Brought {
    let Arrived::Piece(coming) = &mut brought.arrived else { return brought };
    let Coming { planned, made, .. } = coming.as_mut();
    let Made::Ready(ready) = made else { return brought };
    let Some((edition, _)) = &ready.filed else { return brought };
    let lead_picture = match &planned.leading {
        Leading::First => ready.pictures.first(),
        Leading::Only(name) => ready.pictures.iter().find(|(_, picture)| picture.uri == *name),
        Leading::Nothing => None,
    };
    ready.lead_picture = lead_picture.map(|(id, _)| id.clone());
    let text =
        body(app, edition, planned, &ready.pictures, ready.lead_picture.as_ref()).and_then(|mut tree| {
            let recording = recording(app, edition, planned, &mut tree)?;
            Ok((tree, recording))
        });
    // The tree stands for the text from here on.
    planned.body = formats::ninjs::Body::None;
    match text {
        Ok((tree, recording)) => (ready.body, ready.recording) = (tree, recording),
        Err(why) => *made = Made::Refused(why),
    }
    brought
}
