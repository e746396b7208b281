//! The screens of people: coming in and going out, one's own access, and everybody's.

pub mod me;
pub mod passkeys;
pub mod people;
pub mod person;
pub mod provider;
pub mod sign_in;

use axum::http::StatusCode;

use super::actions::AccountError;
use super::provider::ProviderError;
use super::{Role, WeakPassword};
use crate::routes::desk::DeskError;

/// The message for whoever must act, and the status; `None` for what no word of theirs would mend.
fn problem(error: AccountError) -> Result<(StatusCode, &'static str), DeskError> {
    Ok(match error {
        AccountError::WrongPassword => (StatusCode::UNAUTHORIZED, "desk-wrong-password"),
        AccountError::WrongCode => (StatusCode::UNAUTHORIZED, "desk-wrong-code"),
        AccountError::WrongPasskey => (StatusCode::UNAUTHORIZED, "desk-wrong-passkey"),
        AccountError::PasskeyLate => (StatusCode::CONFLICT, "desk-passkey-late"),
        AccountError::TooManyPasskeys => (StatusCode::UNPROCESSABLE_ENTITY, "desk-too-many-passkeys"),
        AccountError::NoPasskeysHere => (StatusCode::NOT_FOUND, "desk-no-passkeys-here"),
        AccountError::VisitOver => (StatusCode::CONFLICT, "desk-visit-over"),
        AccountError::NotInvited => (StatusCode::FORBIDDEN, "desk-not-invited"),
        AccountError::Provider(error) => {
            tracing::warn!(%error, "somebody did not come in through the identity provider");
            match error {
                ProviderError::NotSet => (StatusCode::NOT_FOUND, "desk-provider-away"),
                ProviderError::Away(_) => (StatusCode::SERVICE_UNAVAILABLE, "desk-provider-away"),
                ProviderError::Refused(_) => (StatusCode::UNAUTHORIZED, "desk-provider-refused"),
            }
        }
        AccountError::LinkSpent => (StatusCode::CONFLICT, "desk-link-spent"),
        AccountError::TooManyTries => (StatusCode::TOO_MANY_REQUESTS, "desk-too-many-tries"),
        AccountError::Busy => (StatusCode::SERVICE_UNAVAILABLE, "desk-busy"),
        AccountError::Weak(WeakPassword::TooShort) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "desk-password-short")
        }
        AccountError::Weak(WeakPassword::TooLong) => (StatusCode::UNPROCESSABLE_ENTITY, "desk-password-long"),
        AccountError::Weak(WeakPassword::Guessed) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "desk-password-guessed")
        }
        AccountError::LastAdmin => (StatusCode::CONFLICT, "desk-last-admin"),
        AccountError::AddressTaken(_) => (StatusCode::CONFLICT, "desk-address-taken"),
        AccountError::NoAddress(_) => (StatusCode::UNPROCESSABLE_ENTITY, "desk-no-address"),
        AccountError::NoSuchPart => (StatusCode::UNPROCESSABLE_ENTITY, "desk-no-such-part"),
        AccountError::BadName => (StatusCode::UNPROCESSABLE_ENTITY, "desk-bad-name"),
        other => return Err(other.into()),
    })
}

/// The languages of the desk, each in its own words.
const LANGUAGE_NAMES: [(&str, &str); 2] = [("ar", "العربية"), ("en", "English")];

/// The message that names a role.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Moderator => "desk-role-moderator",
        Role::Contributor => "desk-role-contributor",
        Role::Journalist => "desk-role-journalist",
        Role::Editor => "desk-role-editor",
        Role::Chief => "desk-role-chief",
        Role::Admin => "desk-role-admin",
    }
}
