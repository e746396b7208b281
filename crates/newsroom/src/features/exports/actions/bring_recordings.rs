//! Brings the files of recordings to their place, each looked at as one that is uploaded.

use std::io::BufReader;
use std::sync::Arc;

use super::ImportKhabarError;
use crate::app::App;
use crate::features::exports::noun::{Line, Noun};
use crate::features::exports::reading::Reading;
use crate::features::exports::store::NOUNS;

/// Does so with all of an export, one after the other. Nothing of it is served before a row names it.
pub async fn bring_recordings(app: &App, reading: &Arc<Reading>) -> Result<(), ImportKhabarError> {
    let Some(noun) = NOUNS.iter().find(|noun| noun.name == "recording_files") else { return Ok(()) };
    let (app, reading) = (app.clone(), reading.clone());
    let brought = tokio::task::spawn_blocking(move || {
        for line in reading.lines(noun) {
            let (_, _, line) = line?;
            bring(&app, &reading, noun, &line)?;
        }
        Ok(())
    });
    brought.await.map_err(|error| ImportKhabarError::BrokenOff(error.to_string()))?
}

fn bring(app: &App, reading: &Reading, noun: &Noun, line: &Line) -> Result<(), ImportKhabarError> {
    let refused =
        |why: String| ImportKhabarError::Recording { recording: line.text(noun, "id").to_owned(), why };
    let hash = line.text(noun, "blob");
    let file = reading.original(hash)?;
    let length = file.metadata().map_err(|error| refused(error.to_string()))?.len();
    let found = media::look_at_recording(BufReader::new(&file), length);
    let found = found.map_err(|error| refused(error.to_string()))?;
    if found.format.mime() != line.text(noun, "mime") {
        return Err(refused(format!("it is {}, and is said to be another", found.format.mime())));
    }
    let again = reading.original(hash)?;
    let (kept, _) = app.originals.put_from(again, length).map_err(|error| refused(error.to_string()))?;
    match kept.to_string() == hash {
        true => Ok(()),
        false => Err(refused("it was changed while it was read".to_owned())),
    }
}
