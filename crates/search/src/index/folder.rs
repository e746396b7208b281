//! The folder of an index: `generation-N` folders, and `current.json` that names one of them.

use crate::{SearchError, schema};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Serialize, Deserialize)]
struct Current {
    generation: u64,
    schema: u32,
}

const CURRENT: &str = "current.json";
const PREFIX: &str = "generation-";

pub struct Folder {
    root: PathBuf,
}

impl Folder {
    pub fn open(root: &Path) -> Result<Folder, SearchError> {
        fs::create_dir_all(root)?;
        Ok(Folder { root: root.to_owned() })
    }

    /// The current generation, unless there is none of this version.
    pub fn current(&self) -> Result<Option<u64>, SearchError> {
        let text = match fs::read(self.root.join(CURRENT)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let current: Option<Current> = serde_json::from_slice(&text).ok();
        Ok(current.filter(|current| current.schema == schema::VERSION).map(|current| current.generation))
    }

    /// A number no generation has.
    pub fn next(&self) -> Result<u64, SearchError> {
        Ok(self.numbers()?.into_iter().max().unwrap_or(0) + 1)
    }

    pub fn generation(&self, number: u64) -> PathBuf {
        self.root.join(format!("{PREFIX}{number}"))
    }

    /// Names the current generation, durably and in one step.
    pub fn make_current(&self, number: u64) -> Result<(), SearchError> {
        let current = Current { generation: number, schema: schema::VERSION };
        let unfinished = self.root.join("current.unfinished");
        let mut file = File::create(&unfinished)?;
        file.write_all(&serde_json::to_vec(&current).map_err(io::Error::from)?)?;
        file.sync_all()?;
        fs::rename(&unfinished, self.root.join(CURRENT))?;
        Ok(File::open(&self.root)?.sync_all()?)
    }

    /// Removes every generation but one. What cannot be removed is left for the next time.
    pub fn remove_others(&self, number: u64) {
        for other in self.numbers().unwrap_or_default() {
            if other != number
                && let Err(error) = fs::remove_dir_all(self.generation(other))
            {
                tracing::warn!(%error, other, "an old generation of the search index is left behind");
            }
        }
    }

    fn numbers(&self) -> Result<Vec<u64>, SearchError> {
        let mut numbers = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            let number = name.to_str().and_then(|name| name.strip_prefix(PREFIX)).map(str::parse);
            if let Some(Ok(number)) = number {
                numbers.push(number);
            }
        }
        Ok(numbers)
    }
}
