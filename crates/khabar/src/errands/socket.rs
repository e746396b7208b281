//! The server's socket in the data folder: one errand a connection, a line of JSON in, lines of JSON out. Only the
//! user that the server runs as may open it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use newsroom::app::App;
use newsroom::features::desk_search::DeskIndex;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Ear, Errand, Word, run};

/// The longest errand that is read.
const MOST_BYTES: u64 = 1 << 20;

fn path(data: &Path) -> PathBuf {
    data.join("khabar.sock")
}

/// Takes errands until `stop`. A socket left by a server that died is replaced.
pub async fn serve(
    app: App,
    index: DeskIndex,
    data: &Path,
    stop: CancellationToken,
) -> anyhow::Result<impl Future<Output = ()> + use<>> {
    let path = path(data);
    if UnixStream::connect(&path).await.is_ok() {
        anyhow::bail!("another server already runs on {}", data.display());
    }
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path).with_context(|| format!("{} cannot be made", path.display()))?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    Ok(async move {
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                accepted = listener.accept() => {
                    if let Ok((stream, _)) = accepted {
                        tokio::spawn(answer(app.clone(), index.clone(), stream));
                    }
                }
            }
        }
        let _ = std::fs::remove_file(&path);
    })
}

async fn answer(app: App, index: DeskIndex, stream: UnixStream) {
    let (reader, mut writer) = stream.into_split();
    let mut line = String::new();
    if BufReader::new(reader.take(MOST_BYTES)).read_line(&mut line).await.is_err() {
        return;
    }
    let (tell, mut told) = mpsc::unbounded_channel();
    let ear: Ear = {
        let tell = tell.clone();
        Arc::new(move |word| drop(tell.send(word)))
    };
    let doing = tokio::spawn(async move {
        let result = match serde_json::from_str::<Errand>(&line) {
            Ok(errand) => run::run(&app, Some(&index), errand, ear).await,
            Err(error) => Err(anyhow::anyhow!("this server does not know the errand: {error}")),
        };
        drop(tell.send(result.map_or_else(|error| Word::Failed(format!("{error:#}")), Word::Result)));
    });
    // The errand goes on when the command that asked for it is gone.
    while let Some(word) = told.recv().await {
        let Ok(mut line) = serde_json::to_vec(&word) else { break };
        line.push(b'\n');
        if writer.write_all(&line).await.is_err() {
            break;
        }
    }
    let _ = doing.await;
}

/// Whether a server runs on this data folder.
pub async fn is_served(data: &Path) -> bool {
    UnixStream::connect(path(data)).await.is_ok()
}

/// Asks the server of this data folder; `None` when none runs.
pub async fn ask(data: &Path, errand: &Errand, ear: &Ear) -> Option<anyhow::Result<Value>> {
    let stream = UnixStream::connect(path(data)).await.ok()?;
    Some(converse(stream, errand, ear).await)
}

async fn converse(stream: UnixStream, errand: &Errand, ear: &Ear) -> anyhow::Result<Value> {
    let (reader, mut writer) = stream.into_split();
    let mut line = serde_json::to_vec(errand)?;
    line.push(b'\n');
    writer.write_all(&line).await?;
    let mut lines = BufReader::new(reader).lines();
    while let Some(line) = lines.next_line().await? {
        match serde_json::from_str(&line)? {
            Word::Result(value) => return Ok(value),
            Word::Failed(why) => anyhow::bail!(why),
            word => ear(word),
        }
    }
    anyhow::bail!("the server stopped before the errand was done; it can be given again")
}
