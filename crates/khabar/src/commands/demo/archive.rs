//! The archive of the sample newsroom: real pieces, a hundred years old and ten, under a licence that has them stay beside
//! the program. They are looked for in the repository and come in while the newsroom is served already.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use flate2::read::GzDecoder;
use newsroom::app::App;
use newsroom::features::imports::actions::{ImportOptions, import_ninjs};
use serde::Deserialize;

use super::fill::{FileIn, SectionIn, Silent, open_sections};

/// Where it lies in the repository.
const FOLDER: &str = "demo/archive";
const PLAN: &str = "archive.json";
/// In the newsroom's folder from the moment the archive begins to come in; once all of it has, it says how many pieces.
const MARK: &str = "sample-archive";
/// Its sections stand after those of the news.
const FIRST_PLACE: i64 = 500;
/// The most that a file of it unpacks to.
const MOST_BYTES: u64 = 64 << 20;

/// Whether the newsroom in this folder has something of the archive: its works are named from then on.
pub fn is_in(data: &Path) -> bool {
    data.join(MARK).exists()
}

/// An archive that was found.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    plan: Plan,
}

#[derive(Debug, Deserialize)]
struct Plan {
    sections: Vec<SectionIn>,
    files: Vec<FileIn>,
}

impl Archive {
    /// The archive in `given`, or in the repository around the working folder or the program; nothing when there is none.
    pub fn find(given: Option<&Path>) -> anyhow::Result<Option<Archive>> {
        let folder = match given {
            Some(folder) => Some(folder.to_path_buf()),
            None => nearby().into_iter().find(|folder| folder.join(PLAN).is_file()),
        };
        folder.map(Archive::open).transpose()
    }

    fn open(folder: PathBuf) -> anyhow::Result<Archive> {
        let path = folder.join(PLAN);
        let text =
            std::fs::read(&path).with_context(|| format!("there is no archive: {}", path.display()))?;
        let plan = serde_json::from_slice(&text).with_context(|| format!("in {}", path.display()))?;
        Ok(Archive { folder, plan })
    }

    /// Brings everything in, unless it is in already; answers how many pieces came. What was cut off goes on from where it
    /// stood.
    pub async fn bring_in(&self, app: &App, data: &Path) -> anyhow::Result<Option<u64>> {
        let mark = data.join(MARK);
        if std::fs::read_to_string(&mark).is_ok_and(|mark| mark.trim().parse::<u64>().is_ok()) {
            return Ok(None);
        }
        std::fs::write(&mark, "coming in\n")?;
        open_sections(app, &self.plan.sections, FIRST_PLACE).await?;
        let scratch = data.join("sample-archive-import");
        std::fs::create_dir_all(&scratch)?;
        let mut pieces = 0;
        for FileIn { path, section, edition } in &self.plan.files {
            let unpacked = self.unpack(path, &scratch).with_context(|| format!("the archive's {path}"))?;
            let options = ImportOptions {
                publish: true,
                edition: edition.clone(),
                section: Some(section.clone()),
                ..ImportOptions::default()
            };
            let report = import_ninjs(app, &[unpacked], options, &Silent).await?;
            anyhow::ensure!(report.refused == 0, "of the archive's {path} was refused: {:?}", report.items);
            pieces += report.created + report.updated + report.unchanged;
        }
        std::fs::remove_dir_all(&scratch)?;
        std::fs::write(&mark, format!("{pieces}\n"))?;
        Ok(Some(pieces))
    }

    /// The file as an import reads it, with its pictures beside it.
    fn unpack(&self, path: &str, scratch: &Path) -> anyhow::Result<PathBuf> {
        let from = self.folder.join(path);
        let Some(name) = path.strip_suffix(".gz") else { return Ok(from) };
        let to = scratch.join(name.replace('/', "-"));
        let mut text = Vec::new();
        GzDecoder::new(std::fs::File::open(&from)?).take(MOST_BYTES).read_to_end(&mut text)?;
        std::fs::write(&to, text)?;
        Ok(to)
    }
}

fn nearby() -> Vec<PathBuf> {
    let here = std::env::current_dir().unwrap_or_default();
    let program = std::env::current_exe().unwrap_or_default();
    let around = here.ancestors().take(4).chain(program.ancestors().skip(1).take(4));
    around.map(|folder| folder.join(FOLDER)).collect()
}
