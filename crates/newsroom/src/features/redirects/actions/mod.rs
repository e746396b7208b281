//! What can be done to redirects, one file each.

mod add_redirect;
mod lead_addresses;
mod remove_redirect;

pub use add_redirect::{RedirectRefused, add_redirect};
pub use lead_addresses::{NotLed, lead_addresses_in};
pub use remove_redirect::remove_redirect;
