//! The lite pages: the same words in the device's own type, for a slow or dear connection. No picture, no font, no script.

pub mod site;

pub(crate) use site::drafted_page;
pub use site::href as lite_href;
