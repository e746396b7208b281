//! Brings the originals of an export to their place and makes their renditions, under the names that they had.

use std::io::Read;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::{self, TryStreamExt};

use super::ImportKhabarError;
use crate::app::App;
use crate::features::exports::noun::{Line, Noun};
use crate::features::exports::reading::Reading;
use crate::features::media_library::RenditionSize;
use crate::id::MediaId;

/// Pictures that came out in other sizes than they had: this program makes them otherwise.
pub type Resized = Vec<(MediaId, String, i64)>;

/// Does so with all pictures of an export, as many at a time as there are cores. Nothing of it is served before a row names it;
/// what is there already is left as it is. `seen` is told how many are done.
pub async fn bring_pictures(
    app: &App,
    reading: &Arc<Reading>,
    noun: &'static Noun,
    seen: impl Fn(u64),
) -> Result<Resized, ImportKhabarError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let lines =
        reading.lines(noun).map(|line| line.map(|(_, _, line)| line).map_err(ImportKhabarError::from));
    let mut coming = stream::iter(lines)
        .map_ok(|line| bring(app.clone(), reading.clone(), noun, line))
        .try_buffer_unordered(cores)
        .boxed();
    let (mut resized, mut done) = (Resized::new(), 0);
    while let Some(one) = coming.try_next().await? {
        resized.extend(one);
        done += 1;
        seen(done);
    }
    Ok(resized)
}

async fn bring(
    app: App,
    reading: Arc<Reading>,
    noun: &'static Noun,
    line: Line,
) -> Result<Option<(MediaId, String, i64)>, ImportKhabarError> {
    let id = MediaId(line.text(noun, "id").to_owned());
    let refused = |why: String| ImportKhabarError::Picture { picture: id.clone(), why };
    let hash = line.text(noun, "blob").to_owned();
    let mut bytes = Vec::new();
    let most = media::Limits::default().bytes;
    let file = reading.original(&hash)?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| refused(error.to_string()))?;
    media::probe(&bytes, &media::Limits::default()).map_err(|error| refused(error.to_string()))?;
    let plan = media::Plan::default();
    let made = match &app.decoder {
        Some(program) => media::make_renditions(program, &bytes, &plan).await,
        None => media::make_renditions_here(&bytes, &plan),
    };
    let made = made.map_err(|error| refused(error.to_string()))?;
    let sizes: Vec<RenditionSize> = made
        .renditions
        .iter()
        .map(|one| RenditionSize { w: one.width.into(), h: one.height.into() })
        .collect();
    let sizes = serde_json::to_string(&sizes).expect("sizes are numbers");
    let is_as_before = line.text(noun, "renditions") == sizes;
    let (name, tint) = (line.text(noun, "public_name").to_owned(), i64::from(made.tint));
    let kept = tokio::task::spawn_blocking(move || keep(&app, &bytes, &hash, &name, made));
    kept.await.map_err(|error| refused(error.to_string()))?.map_err(refused)?;
    Ok((!is_as_before).then_some((id, sizes, tint)))
}

fn keep(app: &App, bytes: &[u8], hash: &str, name: &str, made: media::Made) -> Result<(), String> {
    let kept = app.originals.put(bytes).map_err(|error| error.to_string())?;
    if kept.to_string() != hash {
        return Err("it was changed while it was read".to_owned());
    }
    let key = data_encoding::HEXLOWER.decode(name.as_bytes()).ok().and_then(|key| key.try_into().ok());
    let key: [u8; 16] = key.ok_or_else(|| format!("{name} is not the name of renditions"))?;
    for one in &made.renditions {
        let name = media::RenditionName::new(key, one.width).map_err(|error| error.to_string())?;
        app.renditions.store(&name, &one.bytes).map_err(|error| error.to_string())?;
    }
    Ok(())
}
