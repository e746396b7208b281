//! Redirects: old addresses that lead to new ones, for ever. A redirect is asked only where the site itself has nothing
//! to say, and it leads to where one ends up: a target that is an old address itself is followed when it is saved.

pub mod actions;
pub mod api;
mod policy;
mod redirect;
mod site;
mod store;

pub use redirect::{BadAddress, Redirect, Target, old_address};
pub use site::lead_on;
pub use store::{open_to, publish_all};
