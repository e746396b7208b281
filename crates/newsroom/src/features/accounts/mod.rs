//! The people of the newsroom, what they may do, and the tokens and sign-in links that speak for them.

mod account;
pub mod actions;
mod actor;
pub mod desk;
mod policy;
mod secret;
mod store;

pub use account::{Account, Role};
pub use actor::Actor;
pub use policy::{NotAllowed, needs};
pub use secret::Secret;
pub use store::{account_by_email, account_by_id, accounts, actor_by_session, actor_by_token};
