//! Thin.
use super::RenderContext;
use crate::tree::Tree;
pub(super) struct Page;
impl Page {
    pub(super) fn new(_cx: &RenderContext<'_>) -> Self {
        Self
    }
    pub(super) fn document(&mut self, tree: &Tree) -> String {
        crate::text_out::text(tree).replace('&', "&amp;").replace('<', "&lt;")
    }
}
