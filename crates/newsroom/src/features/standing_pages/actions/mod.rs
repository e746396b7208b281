//! What can be done to standing pages, one file each.

mod publish_page;
mod save_page;
mod take_down_page;

pub use publish_page::{publish_page, publish_page_in};
pub use save_page::{PageRefused, save_page, save_page_in};
pub use take_down_page::{take_down_page, take_down_page_in};
