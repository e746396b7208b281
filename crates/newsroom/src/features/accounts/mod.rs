//! The people of the newsroom, what they may do, and the tokens and sign-in links that speak for them.

mod account;
pub mod actions;
mod actor;
pub mod desk;
mod passkeys;
mod password;
mod policy;
mod provider;
mod remit;
mod second_factor;
mod secret;
mod session;
mod store;

pub use account::{Account, Role};
pub use actor::Actor;
pub use passkeys::Passkey;
pub use password::WeakPassword;
pub use policy::{NotAllowed, needs, needs_at, needs_at_front, needs_in_edition, needs_somewhere};
pub use provider::{Provider, ProviderConfig};
pub use remit::{Remit, Standing};
pub use second_factor::picture as squares_of;
pub use secret::Secret;
pub use session::{DeskSession, device};
pub use store::{
    Present, account_by_email, account_by_id, accounts, actor_by_token, has_second_step, on_the_word_of,
    people_at, present, standing_of, token_is_taken_back,
};
