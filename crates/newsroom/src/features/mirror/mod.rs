//! The mirror: every public page as a file, signed, that any file server can serve, and that this program serves itself when its
//! database cannot be read. `docs/mirror.md` says how it is used. It is derived: remove the folder and it is made again.

mod check;
mod folder;
mod keeper;
mod landing;
mod links;
mod list;
mod place;
mod render;
mod state;

use std::path::Path;

pub use check::{Checked, NotAMirror, check};
pub use keeper::{Keeper, Kept, manifest_file};
pub use list::Key;

/// Whether a mirror is kept in a folder: it is derived, and nobody saves it.
pub fn is_a_mirror(folder: &Path) -> bool {
    folder.join(place::OWN_FOLDER).is_dir()
}
