//! What can be done to accounts, one file each.

mod challenges;
mod enter_with_passkey;
mod enter_with_provider;
mod issue_token;
mod letters;
mod limits;
mod open_account;
mod own_access;
mod passkeys;
mod remits;
mod sign_in;
mod standing;

pub use enter_with_passkey::{AtDoor, ask_at_door, enter_with_passkey};
pub use enter_with_provider::{OnTheWay, enter_with_provider, go_to_provider};
pub use issue_token::issue_token;
pub use letters::{ask_for_link, link_for_letter, send_new_link};
pub use limits::Visitor;
pub use open_account::{AccountError, invite_person, open_account};
pub use own_access::{
    end_sessions, known_device, prove, remove_second_factor, seen, set_language, set_password,
    set_second_factor,
};
pub use passkeys::{add_passkey, ask_for_passkey, ask_for_proof, prove_with_passkey, remove_passkey};
pub use remits::{give_remit, take_remit};
pub use sign_in::{Entered, invite, show_second_factor, sign_in, sign_in_with_password, sign_out};
pub use standing::{change_role, reset_access, restore, suspend};
