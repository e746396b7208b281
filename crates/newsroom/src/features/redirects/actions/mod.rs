//! What can be done to redirects, one file each.

mod add_redirect;
mod remove_redirect;

pub use add_redirect::{RedirectRefused, add_redirect, add_redirect_in};
pub use remove_redirect::remove_redirect;
