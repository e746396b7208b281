//! The screens of people: coming in and going out, one's own access, and everybody's.

pub mod me;
pub mod people;
pub mod sign_in;

use axum::http::StatusCode;

use super::actions::AccountError;
use super::{Role, WeakPassword};
use crate::app::App;
use crate::routes::desk::DeskError;

/// The message for whoever must act, and the status; `None` for what no word of theirs would mend.
fn problem(error: AccountError) -> Result<(StatusCode, &'static str), DeskError> {
    Ok(match error {
        AccountError::WrongPassword => (StatusCode::UNAUTHORIZED, "desk-wrong-password"),
        AccountError::WrongCode => (StatusCode::UNAUTHORIZED, "desk-wrong-code"),
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
        AccountError::BadName => (StatusCode::UNPROCESSABLE_ENTITY, "desk-bad-name"),
        other => return Err(other.into()),
    })
}

fn styles(app: &App) -> String {
    app.theme.asset_address("base.css").unwrap_or_default()
}

/// The message that names a role.
fn role_name(role: Role) -> &'static str {
    match role {
        Role::Contributor => "desk-role-contributor",
        Role::Journalist => "desk-role-journalist",
        Role::Editor => "desk-role-editor",
        Role::Admin => "desk-role-admin",
    }
}
