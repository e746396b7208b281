//! What can be done to accounts, one file each.

mod issue_token;
mod open_account;
mod sign_in;

pub use issue_token::issue_token;
pub use open_account::{AccountError, open_account};
pub use sign_in::{invite, sign_in, sign_out};
