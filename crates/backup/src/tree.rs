//! A folder of a snapshot: its files with their parts, and the trees of the folders in it.

use serde::{Deserialize, Serialize};

use crate::error::BackupError;
use crate::object::Name;

/// A file with more parts than this has lists of them.
pub(crate) const FEW: usize = 64;
/// So many parts stand in a list.
pub(crate) const IN_A_LIST: usize = 1024;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tree {
    pub(crate) files: Vec<FileEntry>,
    pub(crate) folders: Vec<FolderEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    pub(crate) name: String,
    pub(crate) length: u64,
    pub(crate) mode: u32,
    /// When it was last written, in nanoseconds; with the length it tells whether it is still the same.
    pub(crate) written: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) parts: Vec<Name>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) lists: Vec<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FolderEntry {
    pub(crate) name: String,
    pub(crate) tree: Name,
}

impl Tree {
    /// Reads one, whose names must be names and not ways to elsewhere.
    pub(crate) fn read(bytes: &[u8]) -> Option<Tree> {
        let tree: Tree = serde_json::from_slice(bytes).ok()?;
        let names =
            tree.files.iter().map(|file| &file.name).chain(tree.folders.iter().map(|folder| &folder.name));
        let all_are_names = names.into_iter().all(|name| is_name(name));
        all_are_names.then_some(tree)
    }

    pub(crate) fn written(&self) -> Result<Vec<u8>, BackupError> {
        serde_json::to_vec(self).map_err(|error| BackupError::Refused(error.to_string()))
    }
}

/// The names of parts in a list.
pub(crate) fn names_in(list: &[u8]) -> Option<Vec<Name>> {
    let (names, rest) = list.as_chunks::<32>();
    rest.is_empty().then(|| names.iter().map(|name| Name(*name)).collect())
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_that_leads_elsewhere_is_none() {
        for (name, is_good) in [("a", true), ("..", false), ("a/b", false), ("", false), ("خبر", true)] {
            let folder = FolderEntry { name: name.to_owned(), tree: Name([1; 32]) };
            let tree = Tree { files: vec![], folders: vec![folder] };
            assert_eq!(Tree::read(&tree.written().unwrap()), is_good.then_some(tree), "{name}");
        }
    }
}
