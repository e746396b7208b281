//! What can be done to accounts, one file each.

mod issue_token;
mod limits;
mod open_account;
mod own_access;
mod sign_in;
mod standing;

pub use issue_token::issue_token;
pub use limits::Visitor;
pub use open_account::{AccountError, open_account};
pub use own_access::{
    end_sessions, known_device, prove, remove_second_factor, seen, set_language, set_password,
    set_second_factor,
};
pub use sign_in::{Entered, invite, show_second_factor, sign_in, sign_in_with_password, sign_out};
pub use standing::{change_role, reset_access, restore, suspend};
