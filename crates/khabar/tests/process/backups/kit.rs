//! What these stories share: the commands on a backup, and what came of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::kit::{Ran, finish, khabar, run_on};

/// A backup in a folder, with the words of its key file or without.
pub struct Kept {
    pub folder: PathBuf,
    pub key_file: Option<PathBuf>,
}

impl Kept {
    /// One that will stand in this folder.
    pub fn plain(beside: &Path) -> Kept {
        Kept { folder: beside.join("backup"), key_file: None }
    }

    /// The same, encrypted.
    pub fn sealed(beside: &Path) -> Kept {
        let key_file = beside.join("key");
        std::fs::write(&key_file, "كلمات طويلة بما يكفي لمفتاح\n").expect("a file can be written");
        Kept { folder: beside.join("backup"), key_file: Some(key_file) }
    }

    /// Words that name it.
    fn named<'w>(&'w self, words: &[&'w str], how: &'w str) -> Vec<&'w str> {
        let text = |path: &'w Path| path.to_str().expect("a path of a test is text");
        let mut all = words.to_vec();
        all.extend([how, text(&self.folder)]);
        if let Some(key_file) = &self.key_file {
            all.extend(["--key-file", text(key_file)]);
        }
        all
    }

    /// Saves a data folder.
    pub fn save(&self, data: &Path) -> Ran {
        run_on(data, &self.named(&["backup"], "--to"), &[])
    }

    /// Restores to a folder, with more words.
    pub fn restore(&self, to: &Path, more: &[&str]) -> Ran {
        let words = [&["restore"][..], more].concat();
        run_on(to, &self.named(&words, "--from"), &[])
    }

    /// Reads all of it.
    pub fn check(&self) -> Ran {
        let mut command = khabar();
        command.args(self.named(&["backup", "check"], "--from"));
        finish(command)
    }

    /// The snapshots' ids and sequences, the oldest first.
    pub fn list(&self) -> Vec<(String, i64)> {
        let mut command = khabar();
        // The environment may name a data folder: the list has nothing to do with it.
        command.args(["backup", "list", "--from"]).arg(&self.folder).env("KHABAR_DATA", "elsewhere");
        let out = finish(command).exits(0).out;
        let id = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
        let sequence =
            |id: &str| id.rsplit('-').next().and_then(|text| text.parse().ok()).expect("a sequence");
        out.lines().map(id).map(|id| (id.clone(), sequence(&id))).collect()
    }
}

/// The files of a folder and of those in it, by path.
pub fn files_of(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is in it").to_owned();
                files.insert(name, std::fs::read(&path).expect("a file of a test reads"));
            }
        }
    }
    files
}
