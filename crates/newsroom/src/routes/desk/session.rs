//! Who is at the desk: the person whose session the cookie opens.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use web::{DeskCookie, PeerAddr, Welcome};

use super::{DeskError, DeskState, Unproven, Words};
use crate::app::App;
use crate::features::accounts::actions::{Visitor, known_device, seen};
use crate::features::accounts::{
    Account, Actor, DeskSession, Role, Secret, device, needs, present, standing_of,
};

use crate::features::settings::wants_second_factor;

/// A session that was at work is noted this often.
const SEEN_EVERY_MICROS: i64 = 5 * 60 * 1_000_000;
/// So long a proof of who is there holds for what matters.
const PROOF_HOLDS_MICROS: i64 = 15 * 60 * 1_000_000;

/// The signed-in person, as an actor.
pub struct Session(pub Actor);

/// The signed-in person, with their account and the words of their screens.
pub struct Desk {
    /// Who acts.
    pub actor: Actor,
    /// The account.
    pub account: Account,
    /// Whether it has a second factor.
    pub has_factor: bool,
    /// Whether it has a passkey, which is both factors at once.
    pub has_passkey: bool,
    /// Whether some of their rights are held back until they have one.
    pub owes_factor: bool,
    /// The session.
    pub session: DeskSession,
    /// The screens' words.
    pub words: Words,
}

/// Somebody who manages people, and proved a little while ago who they are.
pub struct Manager(pub Desk);

/// Somebody who sets how the newsroom works, and proved a little while ago who they are.
pub struct Administrator(pub Desk);

/// The desk's cookie.
pub fn cookie(app: &App) -> DeskCookie {
    DeskCookie::new(app.config.public_url.starts_with("https://"), "/desk")
}

impl Desk {
    /// Whether the person proved lately who they are.
    pub fn is_proven(&self, app: &App) -> bool {
        self.session.proven_at > app.now() - PROOF_HOLDS_MICROS
    }

    /// Goes on where they did; else they prove it first, and come back to this page.
    pub fn proven(&self, app: &App, back: &'static str) -> Result<(), DeskError> {
        match self.is_proven(app) {
            true => Ok(()),
            false => Err(DeskError::ProveFirst(Unproven { back, lang: self.account.lang.clone() })),
        }
    }
}

impl FromRequestParts<App> for Desk {
    type Rejection = DeskError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, DeskError> {
        let cookie = cookie(app);
        let secret = cookie.read(&parts.headers).and_then(|value| Secret::read("session", value));
        let secret = secret.ok_or(DeskError::SignedOut)?;
        let found = present(app.db.read(), &secret, app.now()).await?.ok_or(DeskError::SignedOut)?;
        // Whoever is known finds a place when strangers take all others.
        parts.extensions.get::<Welcome>().into_iter().for_each(Welcome::is_due);
        if found.session.seen_at < app.now() - SEEN_EVERY_MICROS {
            seen(app, &found.session).await?;
        }
        // Without the second factor that the newsroom asks for, an editor writes, and no more.
        let has_step = found.has_factor || found.has_passkey;
        let is_held_back = !has_step && wants_second_factor(app, app.db.read()).await?;
        let standing = standing_of(app.db.read(), &found.account.id, found.account.role).await?;
        let held = standing.clone().held_to(Role::Journalist);
        let owes_factor = is_held_back && held != standing;
        let standing = if is_held_back { held } else { standing };
        let actor = Actor::User { account: found.account.id.clone(), standing };
        let words = Words::of(app, &found.account.lang, &parts.headers);
        Ok(Desk {
            actor,
            account: found.account,
            has_factor: found.has_factor,
            has_passkey: found.has_passkey,
            owes_factor,
            session: found.session,
            words,
        })
    }
}

impl FromRequestParts<DeskState> for Desk {
    type Rejection = DeskError;

    async fn from_request_parts(parts: &mut Parts, state: &DeskState) -> Result<Self, DeskError> {
        Desk::from_request_parts(parts, &state.app).await
    }
}

impl FromRequestParts<App> for Session {
    type Rejection = DeskError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, DeskError> {
        Desk::from_request_parts(parts, app).await.map(|desk| Session(desk.actor))
    }
}

impl FromRequestParts<App> for Manager {
    type Rejection = DeskError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, DeskError> {
        proven_admin(parts, app, "/desk/people").await.map(Manager)
    }
}

impl FromRequestParts<App> for Administrator {
    type Rejection = DeskError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, DeskError> {
        proven_admin(parts, app, "/desk/settings").await.map(Administrator)
    }
}

/// An administrator who proved lately who they are, or else the way to prove it and to come back.
async fn proven_admin(parts: &mut Parts, app: &App, back: &'static str) -> Result<Desk, DeskError> {
    let desk = Desk::from_request_parts(parts, app).await?;
    needs(&desk.actor, Role::Admin)?;
    desk.proven(app, back)?;
    Ok(desk)
}

/// Where somebody comes from who is not signed in yet.
pub struct Caller(pub Visitor);

impl FromRequestParts<App> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<PeerAddr>().map(|peer| peer.0.ip());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Caller(Visitor {
            network: peer.and_then(network),
            device: device(agent.unwrap_or_default()),
            known: known_device(cookie(app).of_device().read(&parts.headers)),
        }))
    }
}

/// The network of an address: its own for IPv4, the first 64 bits for IPv6, of which one house has that many. Not the
/// machine itself and not a private one: that is a proxy, behind which everybody comes.
fn network(ip: std::net::IpAddr) -> Option<String> {
    match ip.to_canonical() {
        std::net::IpAddr::V4(ip) if ip.is_loopback() || ip.is_private() => None,
        std::net::IpAddr::V4(ip) => Some(ip.to_string()),
        std::net::IpAddr::V6(ip) if ip.is_loopback() || ip.is_unique_local() => None,
        std::net::IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            Some(format!("{a:x}:{b:x}:{c:x}:{d:x}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_beside_the_program_is_no_network() {
        for (ip, expected) in [
            ("127.0.0.1", None),
            ("10.1.2.3", None),
            ("::1", None),
            ("fd00::1", None),
            ("198.51.100.7", Some("198.51.100.7")),
            ("::ffff:198.51.100.7", Some("198.51.100.7")),
            ("2001:db8:1:2:3:4:5:6", Some("2001:db8:1:2")),
        ] {
            assert_eq!(network(ip.parse().expect("an address")).as_deref(), expected, "{ip}");
        }
    }
}
