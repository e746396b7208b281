//! Who may bring a file in. Deny by default. Whose upload it is, is a condition of every question: another's is none.

use crate::features::accounts::{Actor, NotAllowed};
use crate::features::media_library;

/// Bringing a file in, a picture or a recording.
pub fn may_bring(actor: &Actor) -> Result<(), NotAllowed> {
    media_library::may_upload(actor)
}
