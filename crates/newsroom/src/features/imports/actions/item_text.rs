//! What an item says, as a tree: its text with its pictures, and its recording.

use std::collections::{HashMap, HashSet};

use content::html_in::{self, ImportOptions};
use content::tree::{Block, BlockId, Dir, Picture as PictureBlock, PictureAttrs};
use formats::ninjs::Body;

use super::write_item::ItemRefused;
use crate::app::App;
use crate::features::editions::{Direction, Edition};
use crate::features::imports::ninjs::{Planned, PlannedPicture};
use crate::features::recordings::{Recording, lifted, text_of};
use crate::id::MediaId;

/// The recording of a video or an audio piece: the one the item names, or else what its text embeds first.
pub(super) fn recording(
    app: &App,
    edition: &Edition,
    planned: &mut Planned,
    body: &mut content::Tree,
) -> Result<Option<Recording>, ItemRefused> {
    if !planned.kind.is_recording() {
        return Ok(None);
    }
    let mut new_id = || app.new_id();
    let transcript = match &planned.spoken {
        Body::Html(html) => {
            let lang = planned.lang.as_deref().unwrap_or(&edition.lang);
            let dir = if Direction::of(lang) == Direction::Rtl { Dir::Rtl } else { Dir::Ltr };
            Some(text_of(html_in::import(html, ImportOptions::new(lang, dir, &mut new_id))?.tree))
        }
        Body::Text(plain) => Some(html_in::plain_in(plain, &mut new_id)?),
        Body::None => None,
    };
    let named = planned.recording.clone().map(|recording| Recording { transcript, ..recording });
    if named.as_ref().is_some_and(|recording| recording.at.is_some()) {
        return Ok(named);
    }
    let Some(found) = lifted(body) else { return Ok(named) };
    planned.changed.push("what its text embeds first became its recording".to_owned());
    Ok(Some(match named {
        Some(named) => Recording {
            at: found.at,
            caption: if named.caption.is_empty() { found.caption } else { named.caption },
            transcript: named.transcript.or(found.transcript),
            ..named
        },
        None => found,
    }))
}

/// The text as a tree: the item's own, with the pictures that its text does not place at the end.
pub(super) fn body(
    app: &App,
    edition: &Edition,
    planned: &mut Planned,
    pictures: &[(MediaId, PlannedPicture)],
    leading: Option<&MediaId>,
) -> Result<content::Tree, ItemRefused> {
    let lang = planned.lang.clone().unwrap_or_else(|| edition.lang.clone());
    let dir = if Direction::of(&lang) == Direction::Rtl { Dir::Rtl } else { Dir::Ltr };
    let mut new_id = || app.new_id();
    let named = |(id, picture): &(MediaId, PlannedPicture)| {
        picture.files.iter().map(|file| (file.clone(), id.0.clone())).collect::<Vec<_>>()
    };
    // The first picture of a name is the one that is meant.
    let by_file: HashMap<String, String> = pictures.iter().rev().flat_map(named).collect();
    let beside = |src: &str| by_file.get(src).cloned();
    let mut tree = match &planned.body {
        Body::Html(html) => {
            let options = ImportOptions { pictures: &beside, ..ImportOptions::new(&lang, dir, &mut new_id) };
            let imported = html_in::import(html, options)?;
            planned.dropped.extend(
                imported.dropped.iter().map(|d| format!("{} ({} times): {}", d.what, d.count, d.why)),
            );
            planned.changed.extend(
                imported.changed.iter().map(|c| format!("{} became {} ({} times)", c.what, c.into, c.count)),
            );
            imported.tree
        }
        Body::Text(plain) => html_in::plain_in(plain, &mut new_id)?,
        Body::None => content::Tree::new(Vec::new()),
    };
    let placed: HashSet<String> =
        content::walk::pictures(&tree).iter().map(|picture| picture.media.to_string()).collect();
    let is_left = |id: &MediaId| Some(id) != leading && !placed.contains(&id.0);
    for (id, _) in pictures.iter().filter(|(id, _)| is_left(id)) {
        let attrs = PictureAttrs { id: BlockId::none(), media: id.0.clone(), ..PictureAttrs::default() };
        tree.content.push(Block::Picture(PictureBlock { attrs }));
    }
    Ok(tree)
}
