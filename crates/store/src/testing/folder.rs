//! A folder that is removed when dropped.

use std::path::{Path, PathBuf};

pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("khabar-test-{}", super::unique()));
        std::fs::create_dir(&path).expect("the temporary folder can be written");
        Folder(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed stays in the temporary folder; a test does not fail for it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
