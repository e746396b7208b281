//! Public pictures under names nobody can guess, private until published.
//!
//! A rendition lies in `private/` or in `public/`; publishing and withdrawing are renames, durable when
//! they return. A name that comes from an address is parsed into a [`RenditionName`] first and never
//! joined to a path as it came.

use crate::Swept;
use crate::durable::{self, Unfinished};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::SystemTime;
use thiserror::Error;

/// `{32 hexadecimal digits}-{width}.webp`: 128 random bits (the caller's) and the width in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RenditionName {
    key: [u8; 16],
    width: u32,
}

/// The text is not the name of a rendition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not the name of a rendition")]
pub struct BadName;

const WIDEST: u32 = 16_384;

impl RenditionName {
    /// The name for a width of the picture with this random key.
    pub fn new(key: [u8; 16], width: u32) -> Result<RenditionName, BadName> {
        if (1..=WIDEST).contains(&width) { Ok(RenditionName { key, width }) } else { Err(BadName) }
    }

    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// The random part, shared by all widths of one picture.
    pub fn key(&self) -> &[u8; 16] {
        &self.key
    }
}

impl FromStr for RenditionName {
    type Err = BadName;

    /// Takes only what [`fmt::Display`] writes: lower case, no leading zero, nothing around it.
    fn from_str(text: &str) -> Result<RenditionName, BadName> {
        let (key, rest) = text.split_at_checked(32).ok_or(BadName)?;
        let width = rest.strip_prefix('-').and_then(|rest| rest.strip_suffix(".webp")).ok_or(BadName)?;
        let plain = (1..=5).contains(&width.len())
            && !width.starts_with('0')
            && width.bytes().all(|b| b.is_ascii_digit());
        if !plain {
            return Err(BadName);
        }
        let key = data_encoding::HEXLOWER.decode(key.as_bytes()).map_err(|_| BadName)?;
        RenditionName::new(key.try_into().map_err(|_| BadName)?, width.parse().map_err(|_| BadName)?)
    }
}

impl fmt::Display for RenditionName {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}-{}.webp", data_encoding::HEXLOWER.encode(&self.key), self.width)
    }
}

/// Where a rendition lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Only the desk sees it.
    Private,
    /// Whoever knows the name sees it.
    Public,
}

/// An open file and its length in bytes.
#[derive(Debug)]
pub struct PublicFile {
    pub file: File,
    pub length: u64,
}

/// What went wrong in the store of renditions.
#[derive(Debug, Error)]
pub enum RenditionsError {
    #[error("there is no rendition {0}")]
    Missing(RenditionName),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// The store of renditions, in one folder. All calls block on the disk.
pub struct Renditions {
    private: PathBuf,
    public: PathBuf,
    unfinished: PathBuf,
}

impl Renditions {
    /// Opens the store, making its folders when they are not there.
    pub fn open(folder: impl AsRef<Path>) -> Result<Renditions, RenditionsError> {
        let root = folder.as_ref();
        let store = Renditions {
            private: root.join("private"),
            public: root.join("public"),
            unfinished: root.join("unfinished"),
        };
        for folder in [&store.private, &store.public, &store.unfinished] {
            durable::make_folder(folder)?;
        }
        Ok(store)
    }

    /// Keeps a rendition, private. One that is there already under this name is replaced.
    pub fn store(&self, name: &RenditionName, bytes: &[u8]) -> Result<(), RenditionsError> {
        let mut file = Unfinished::begin(&self.unfinished)?;
        file.write(bytes)?;
        let to = self.path(Place::Private, name);
        make_shard(&to)?;
        Ok(file.finish(&to)?)
    }

    /// Makes a rendition public. Doing it twice is no error.
    pub fn publish(&self, name: &RenditionName) -> Result<(), RenditionsError> {
        self.bring(name, Place::Private, Place::Public)
    }

    /// Makes a rendition private again: from here on its address answers nothing.
    /// (Caches in front are the caller's to purge.) Doing it twice is no error.
    pub fn withdraw(&self, name: &RenditionName) -> Result<(), RenditionsError> {
        self.bring(name, Place::Public, Place::Private)
    }

    /// The public file an address names, if there is one. Anything that is not exactly the name of a
    /// public rendition is `None`.
    pub fn public_file(&self, name: &str) -> Result<Option<PublicFile>, RenditionsError> {
        let Ok(name) = name.parse::<RenditionName>() else { return Ok(None) };
        match File::open(self.path(Place::Public, &name)) {
            Ok(file) => {
                let length = file.metadata()?.len();
                Ok(Some(PublicFile { file, length }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of [`Renditions::public_file`].
    pub fn public_bytes(&self, name: &str) -> Result<Option<Vec<u8>>, RenditionsError> {
        let Some(mut found) = self.public_file(name)? else { return Ok(None) };
        let mut bytes = Vec::with_capacity(found.length as usize);
        found.file.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// The bytes of a rendition wherever it lies: for the desk, behind its own permission checks.
    pub fn any_bytes(&self, name: &RenditionName) -> Result<Vec<u8>, RenditionsError> {
        for place in [Place::Public, Place::Private, Place::Public] {
            match fs::read(self.path(place, name)) {
                Ok(bytes) => return Ok(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error.into()),
            }
        }
        Err(RenditionsError::Missing(*name))
    }

    /// Where a rendition lies, `None` when it is not here.
    pub fn place(&self, name: &RenditionName) -> Result<Option<Place>, RenditionsError> {
        for place in [Place::Public, Place::Private] {
            if self.path(place, name).try_exists()? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// Removes a rendition from both places; answers whether it was in either.
    pub fn delete(&self, name: &RenditionName) -> Result<bool, RenditionsError> {
        let public = durable::remove(&self.path(Place::Public, name))?;
        let private = durable::remove(&self.path(Place::Private, name))?;
        Ok(public || private)
    }

    /// Removes renditions and unfinished files last written before `before` that `is_known` does not know.
    pub fn sweep(
        &self,
        before: SystemTime,
        mut is_known: impl FnMut(&RenditionName) -> bool,
    ) -> Result<Swept, RenditionsError> {
        let mut folders = vec![self.unfinished.clone()];
        folders.extend(durable::folders_in(&self.private)?);
        folders.extend(durable::folders_in(&self.public)?);
        let mut swept = Swept::default();
        for folder in folders {
            for (path, name, about) in durable::files_in(&folder)? {
                let orphan = name.parse().map_or(folder == self.unfinished, |name| !is_known(&name));
                if orphan && about.modified()? < before && durable::remove(&path)? {
                    swept.files += 1;
                    swept.bytes += about.len();
                }
            }
        }
        Ok(swept)
    }

    fn bring(&self, name: &RenditionName, from: Place, to: Place) -> Result<(), RenditionsError> {
        let (source, target) = (self.path(from, name), self.path(to, name));
        make_shard(&target)?;
        match fs::rename(&source, &target) {
            Ok(()) => {
                durable::sync_parent(&target)?;
                Ok(durable::sync_parent(&source)?)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && target.try_exists()? => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(RenditionsError::Missing(*name)),
            Err(error) => Err(error.into()),
        }
    }

    fn path(&self, place: Place, name: &RenditionName) -> PathBuf {
        let name = name.to_string();
        let root = match place {
            Place::Private => &self.private,
            Place::Public => &self.public,
        };
        root.join(&name[..2]).join(&name)
    }
}

fn make_shard(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), durable::make_folder)
}
