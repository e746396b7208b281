//! What can be done to translations, one file each.

mod link_translation;
mod unlink;

pub use link_translation::{LinkError, link_translation, link_translation_in};
pub use unlink::unlink;
