//! Writes an export: in a folder beside the one that was asked for, which takes its name when all is there. It holds the newsroom
//! as it stood at one moment, a page of lines at a time in memory; the same newsroom gives the same bytes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use media::{BlobError, BlobId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Snapshot, StoreError};

use super::manifest::{Listed, MANIFEST, Manifest, RECORDS_FULL, original_path, records_path};
use super::noun::Noun;
use super::schema;
use super::store::{NOUNS, arrangement_shown, lines};
use crate::app::App;

/// So many lines are read at once: an article may be large.
const PAGE: i64 = 100;

/// What an export came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The hash of the whole: two exports with the same one hold the same.
    pub whole: String,
    /// How many instances of each noun there are.
    pub lines: BTreeMap<String, u64>,
    /// How many originals of pictures.
    pub originals: u64,
    /// The bytes of all files together.
    pub bytes: u64,
}

/// Whether a noun's instances have originals.
pub(super) fn has_originals(noun: &Noun) -> bool {
    matches!(noun.name, "pictures" | "recording_files")
}

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is something already.
    #[error("{0} is there already: an export is written into a new folder")]
    Taken(PathBuf),
    /// A file could not be written.
    #[error("{path} cannot be written: {why}")]
    Unwritten {
        /// Which.
        path: PathBuf,
        /// Why.
        why: io::Error,
    },
    /// The original of a picture or a recording is not whole.
    #[error("the original {picture}: {why}; bring it back from a backup, and export again")]
    Original {
        /// Of which.
        picture: String,
        /// What is the matter.
        why: BlobError,
    },
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes the newsroom into a new folder: what readers may know of it, or with `private` all of it but what opens a door. `seen`
/// is told how many lines are written.
pub async fn export(
    app: &App,
    to: &Path,
    private: bool,
    seen: impl Fn(u64) + Send + Sync,
) -> Result<Exported, ExportError> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(ExportError::Taken(to.to_owned()));
    }
    let unfinished = beside(to);
    let written = async {
        let snapshot = app.db.read().snapshot().await?;
        let mut folder = Folder::begin(&unfinished, private)?;
        let mut done = 0;
        for noun in NOUNS {
            folder.noun(app, &snapshot, noun, &mut done, &seen).await?;
        }
        folder.schemas()?;
        let exported = folder.finish()?;
        rename(&unfinished, to)?;
        Ok(exported)
    }
    .await;
    if written.is_err() {
        let _ = fs::remove_dir_all(&unfinished);
    }
    written
}

/// Where it is written first.
fn beside(to: &Path) -> PathBuf {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    to.with_file_name(format!(".{name}.{}.unfinished", std::process::id()))
}

fn rename(from: &Path, to: &Path) -> Result<(), ExportError> {
    let unwritten = |why| ExportError::Unwritten { path: to.to_owned(), why };
    fs::rename(from, to).map_err(unwritten)?;
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent).and_then(|folder| folder.sync_all()).map_err(unwritten)
}

struct Folder {
    root: PathBuf,
    manifest: Manifest,
    lines: BTreeMap<String, u64>,
}

impl Folder {
    fn begin(root: &Path, private: bool) -> Result<Folder, ExportError> {
        let unwritten = |why| ExportError::Unwritten { path: root.to_owned(), why };
        for folder in ["records", "originals", "schema"] {
            fs::create_dir_all(root.join(folder)).map_err(unwritten)?;
        }
        #[cfg(unix)]
        fs::set_permissions(root, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(unwritten)?;
        let manifest = Manifest { private, files: BTreeMap::new() };
        Ok(Folder { root: root.to_owned(), manifest, lines: BTreeMap::new() })
    }

    /// All instances of a noun, and of pictures and recordings their originals.
    async fn noun(
        &mut self,
        app: &App,
        snapshot: &Snapshot,
        noun: &Noun,
        done: &mut u64,
        seen: &(impl Fn(u64) + Sync),
    ) -> Result<(), ExportError> {
        let (mut last, mut part, mut count) = (None, None::<Part>, 0);
        loop {
            let mut page = lines(snapshot, noun, (self.manifest.private, last.as_ref()), PAGE).await?;
            if noun.name == "front_versions" && !self.manifest.private {
                for line in &mut page {
                    let shown =
                        arrangement_shown(snapshot, line.text(noun, "front"), line.text(noun, "arrangement"));
                    line.say(noun, "arrangement", shown.await?);
                }
            }
            for line in &page {
                if part.as_ref().is_some_and(|part| part.length >= RECORDS_FULL) {
                    self.keep(part.take())?;
                }
                let open = match &mut part {
                    Some(part) => part,
                    None => part.insert(Part::begin(&self.root, self.next_part(noun))?),
                };
                open.write(noun.written(line).as_bytes())?;
                if has_originals(noun) {
                    self.original(app, line.text(noun, "id"), line.text(noun, "blob"))?;
                }
                count += 1;
            }
            *done += page.len() as u64;
            seen(*done);
            match page.into_iter().next_back() {
                Some(line) => last = Some(line),
                None => break,
            }
        }
        self.keep(part)?;
        if count > 0 {
            self.lines.insert(noun.name.to_owned(), count);
        }
        Ok(())
    }

    fn next_part(&self, noun: &Noun) -> String {
        let is_free = |part: &u32| !self.manifest.files.contains_key(&records_path(noun.name, *part));
        let part = (1..).find(is_free).expect("there are more numbers than files");
        records_path(noun.name, part)
    }

    fn keep(&mut self, part: Option<Part>) -> Result<(), ExportError> {
        if let Some(part) = part {
            let (path, listed) = part.finish()?;
            self.manifest.files.insert(path, listed);
        }
        Ok(())
    }

    /// The original of a picture, once however many pictures it is the original of.
    fn original(&mut self, app: &App, picture: &str, blob: &str) -> Result<(), ExportError> {
        let path = original_path(blob);
        if self.manifest.files.contains_key(&path) {
            return Ok(());
        }
        let broken = |why| ExportError::Original { picture: picture.to_owned(), why };
        let id: BlobId = blob.parse().map_err(broken)?;
        let mut from = app.originals.file(&id).map_err(broken)?;
        let target = self.root.join(&path);
        let unwritten = |why| ExportError::Unwritten { path: target.clone(), why };
        fs::create_dir_all(target.parent().unwrap_or(&self.root)).map_err(unwritten)?;
        let mut part = Part::begin(&self.root, path)?;
        let mut buffer = vec![0; 64 << 10];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => part.write(&buffer[..count])?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(broken(error.into())),
            }
        }
        let (path, listed) = part.finish()?;
        if listed.hash != blob {
            return Err(broken(BlobError::Damaged(id)));
        }
        self.manifest.files.insert(path, listed);
        Ok(())
    }

    /// What lines and texts look like, for whoever reads them by other means.
    fn schemas(&mut self) -> Result<(), ExportError> {
        let records = schema::of_records();
        for (name, schema) in [("export-v1.schema", records), ("tree-v1.schema", content::json_schema())] {
            let mut part = Part::begin(&self.root, format!("schema/{name}.json"))?;
            let text = serde_json::to_string_pretty(&schema).expect("a schema is plain values");
            part.write(text.as_bytes())?;
            part.write(b"\n")?;
            self.keep(Some(part))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Exported, ExportError> {
        let (text, whole) = self.manifest.written();
        let mut part = Part::begin(&self.root, MANIFEST.to_owned())?;
        part.write(text.as_bytes())?;
        part.finish()?;
        for folder in ["records", "originals", "schema", ""] {
            let path = self.root.join(folder);
            let synced = File::open(&path).and_then(|folder| folder.sync_all());
            synced.map_err(|why| ExportError::Unwritten { path, why })?;
        }
        let (originals, bytes) = self.manifest.size();
        Ok(Exported { whole, lines: self.lines, originals, bytes })
    }
}

/// A file that is being written.
struct Part {
    path: String,
    target: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    length: u64,
}

impl Part {
    fn begin(root: &Path, path: String) -> Result<Part, ExportError> {
        let target = root.join(&path);
        let made =
            File::create_new(&target).map_err(|why| ExportError::Unwritten { path: target.clone(), why })?;
        Ok(Part {
            path,
            target,
            file: BufWriter::with_capacity(256 << 10, made),
            hash: Sha256::new(),
            length: 0,
        })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|why| ExportError::Unwritten { path: self.target.clone(), why })
    }

    fn finish(self) -> Result<(String, Listed), ExportError> {
        let synced =
            self.file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        synced.map_err(|why| ExportError::Unwritten { path: self.target, why })?;
        Ok((self.path, Listed { hash: HEXLOWER.encode(&self.hash.finalize()), length: self.length }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_beside_its_place() {
        let beside = beside(Path::new("/backup/khabar"));
        assert_eq!(beside.parent(), Some(Path::new("/backup")));
        assert!(beside.to_string_lossy().ends_with(".unfinished"), "{}", beside.display());
    }
}
