//! Makes the archive of the sample newsroom from real texts that lie outside the repository (`KHABAR_CORPORA`): `cargo
//! xtask archive` writes the files under `demo/archive` that `khabar demo` brings in. The same texts make the same bytes.

mod jordan;
mod markdown;
mod muqtabas;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};

/// Writes every file of the archive, and says how many pieces each has.
pub fn make(root: &Path) -> Result<()> {
    let corpora = std::env::var_os("KHABAR_CORPORA").map(PathBuf::from);
    let corpora = corpora.context("KHABAR_CORPORA names no folder: the texts are read from there")?;
    let archive = root.join("demo/archive");
    muqtabas::make(&corpora, &archive.join("muqtabas"))?;
    jordan::make(&corpora, &archive.join("picturingjordan"))
}

/// A piece in ninjs, with what all have alike.
fn piece(uri: &str, lang: &str, at: &str, headline: &str, html: &str) -> Value {
    json!({
        "standard": {"name": "ninjs", "version": "3.1", "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.1.json"},
        "uri": uri,
        "type": "text",
        "representationType": "full",
        "version": "1",
        "language": lang,
        "pubStatus": "usable",
        "firstCreated": at,
        "versionCreated": at,
        "altIds": [dated_to_the_day()],
        "headlines": [{"role": "main", "contentType": "text/plain", "value": headline}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": html}],
        "rightsInfo": {"linkedRights": "https://creativecommons.org/licenses/by-sa/4.0/"},
    })
}

/// That no more than the day of a piece is known: an hour in its date keeps the order of the issue.
fn dated_to_the_day() -> Value {
    json!({"role": "datePrecision", "value": "day"})
}

fn topics(names: impl IntoIterator<Item = String>) -> Value {
    names.into_iter().map(|name| json!({"name": name, "rel": "about"})).collect()
}

/// One piece to a line, packed; without a time, so that the bytes are the same each day.
fn write(path: &Path, pieces: &[Value]) -> Result<()> {
    let file = fs::File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
    let mut packed = GzBuilder::new().mtime(0).write(file, Compression::best());
    for piece in pieces {
        serde_json::to_writer(&mut packed, piece)?;
        packed.write_all(b"\n")?;
    }
    packed.finish()?;
    println!("{}: {} pieces", path.display(), pieces.len());
    Ok(())
}
