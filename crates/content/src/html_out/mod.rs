//! HTML, written last and from the tree alone. [`render`] is the only way a document becomes HTML; nothing may
//! edit what it returns. What a document only names (pictures, other articles, dates in words) the caller gives
//! through [`RenderContext`]; what the context does not know is left out.

mod attached;
#[cfg(test)]
mod attack_tests;
mod blocks;
mod context;
mod inline;
mod lite;
#[cfg(test)]
mod markup_tests;
mod writer;

pub use attached::{is_audio_file, played};
pub(crate) use blocks::host;
pub use context::{Labels, NoteLink, PictureView, RelatedView, RenderContext};
pub use lite::without_pictures;

use crate::tree::Tree;

/// Writes a document as HTML: allow-listed elements and attributes only, every text escaped.
pub fn render(tree: &Tree, cx: &RenderContext<'_>) -> String {
    blocks::Page::new(cx).document(tree)
}
