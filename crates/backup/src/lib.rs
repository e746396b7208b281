//! A repository of backups: folders as they stood at moments, every part of them stored once, under the hash of its bytes.
//!
//! Start at [`Repository::open_or_begin`]. [`Repository::save`] adds a snapshot, [`Repository::restore`] writes one into an
//! empty folder, [`Repository::check`] reads everything there is, [`Repository::thin`] lets old snapshots go,
//! [`Copying`] brings all of it to a store elsewhere.
//!
//! On the disk:
//!
//! ```text
//! backup.json           what the repository is, and how its key is made from the words of the key file
//! objects/ab/ab12…      parts of files, lists of parts, trees of folders: never changed
//! snapshots/20261128T034012123Z-4711
//!                       written last: the tree of a moment and where the database stood in it
//! incoming/             objects of a snapshot that is being saved; what a killed program left is removed
//! shipping.lock         held by the server that keeps the repository up to date, for as long as it runs
//! damaged/              objects that a check found damaged and set aside, so that the next snapshot writes them anew
//! ```
//!
//! With a key everything but `backup.json` and the names of snapshots is sealed: nobody without the key reads it, and
//! nobody changes it unnoticed. Without one, damage is noticed, and a forger is not.

mod check;
mod error;
mod folder;
mod object;
mod remote;
mod repository;
mod restore;
mod save;
mod secret;
mod snapshot;
#[cfg(test)]
mod tests;
mod thin;
mod tree;

pub use check::{Checked, Damage};
pub use error::BackupError;
pub use remote::{Copied, Copying, Remote, fetch, snapshots_in};
pub use repository::{Chance, Repository};
pub use restore::Restored;
pub use save::{Saved, Source};
pub use snapshot::{Moment, Snapshot, SnapshotId};
pub use thin::Thinned;
