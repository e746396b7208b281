//! An identity provider: a house of its own that knows the newsroom's people already, spoken to by OpenID Connect. It says
//! who somebody is; whether they work here, and as what, is said here alone.

pub(super) mod store;

use std::future::Future;
use std::pin::Pin;

use chrono::DateTime;
use fetch::{Fetch, FetchError, Reach};
use http::Uri;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm as Signing, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::app::App;

/// So long the way there and back may take, in microseconds.
pub const VISIT_LIVES_MICROS: i64 = 10 * 60 * 1_000_000;
/// So long what the provider says of itself is believed.
const KNOWN_FOR_MICROS: i64 = 10 * 60 * 1_000_000;
/// So long it is not asked again when it did not answer.
const AWAY_FOR_MICROS: i64 = 15 * 1_000_000;
/// Signatures that only the provider can make. One made with the secret that both know is not among them.
const SIGNATURES: [Signing; 8] = [
    Signing::RsaSsaPkcs1V15Sha256,
    Signing::RsaSsaPkcs1V15Sha384,
    Signing::RsaSsaPkcs1V15Sha512,
    Signing::RsaSsaPssSha256,
    Signing::RsaSsaPssSha384,
    Signing::EcdsaP256Sha256,
    Signing::EcdsaP384Sha384,
    Signing::EdDsa,
];

/// Where people come in from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProviderConfig {
    /// The provider's address, as it calls itself: `https://login.example.org`. Empty: there is none.
    pub issuer: String,
    /// What it knows this newsroom by.
    pub client_id: String,
    /// The secret that both know.
    pub client_secret: String,
    /// What people call it: it stands on the button.
    pub name: String,
}

/// Why somebody did not come back as somebody.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// There is none in the settings.
    #[error("no identity provider is set")]
    NotSet,
    /// It does not answer, or not as it should.
    #[error("the identity provider does not answer: {0}")]
    Away(String),
    /// What it says is not to be believed, or it let nobody in.
    #[error("the identity provider's answer is refused: {0}")]
    Refused(String),
}

/// Whom the provider means.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The name it never gives to anybody else.
    pub subject: String,
    /// Their address, when the provider says that it is theirs.
    pub email: Option<String>,
}

/// What is made up for one visit, and compared when it comes back.
pub struct Visit {
    /// Comes back in the address.
    pub state: String,
    /// Comes back inside the signed answer.
    pub nonce: String,
    /// Shown when the answer is fetched: whoever saw the address alone cannot.
    pub verifier: String,
}

/// An answer of the provider that is on its way.
type Answering = Pin<Box<dyn Future<Output = Result<HttpResponse, FetchError>> + Send>>;

/// The identity provider of this newsroom.
pub struct Provider {
    config: ProviderConfig,
    fetch: Fetch,
    known: Mutex<Option<(i64, Option<CoreProviderMetadata>)>>,
}

impl Provider {
    /// The provider of these settings, asked through this way out.
    pub fn new(config: ProviderConfig, fetch: Fetch) -> Provider {
        Provider { config, fetch, known: Mutex::new(None) }
    }

    /// What people call it; `None` where there is none.
    pub fn name(&self) -> Option<&str> {
        let ProviderConfig { issuer, name, .. } = &self.config;
        Some(if name.is_empty() { issuer.as_str() } else { name.as_str() }).filter(|_| !issuer.is_empty())
    }

    /// The address at which the provider asks who is there.
    pub async fn way_there(&self, app: &App, visit: &Visit) -> Result<String, ProviderError> {
        let client = CoreClient::from_provider_metadata(
            self.known_metadata(app.now()).await?,
            ClientId::new(self.config.client_id.clone()),
            None,
        )
        .set_redirect_uri(way_back(app)?);
        let verifier = PkceCodeVerifier::new(visit.verifier.clone());
        let (state, nonce) = (visit.state.clone(), visit.nonce.clone());
        let (address, ..) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(address.into())
    }

    /// Whom the provider sent back with this code.
    pub async fn whom(
        &self,
        app: &App,
        code: String,
        (nonce, verifier): (String, String),
    ) -> Result<Identity, ProviderError> {
        let secret = Some(self.config.client_secret.clone()).filter(|secret| !secret.is_empty());
        // Asked anew: its keys may have changed while somebody was there.
        let client = CoreClient::from_provider_metadata(
            self.metadata().await?,
            ClientId::new(self.config.client_id.clone()),
            secret.map(ClientSecret::new),
        )
        .set_redirect_uri(way_back(app)?);
        let refused = |error: String| ProviderError::Refused(error);
        let token = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| refused(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&self.way_out())
            .await
            .map_err(|error| refused(error.to_string()))?;
        let signed = token.id_token().ok_or_else(|| refused("it says nothing of who it is".to_owned()))?;
        let now = app.now();
        let judge = client
            .id_token_verifier()
            .set_allowed_algs(SIGNATURES)
            .set_time_fn(move || DateTime::from_timestamp_micros(now).unwrap_or_default());
        let claims = signed.claims(&judge, &Nonce::new(nonce)).map_err(|error| refused(error.to_string()))?;
        let email = claims.email().filter(|_| claims.email_verified() == Some(true));
        Ok(Identity {
            issuer: self.config.issuer.clone(),
            subject: claims.subject().to_string(),
            email: email.map(|email| email.trim().to_lowercase()),
        })
    }

    async fn known_metadata(&self, now: i64) -> Result<CoreProviderMetadata, ProviderError> {
        let mut known = self.known.lock().await;
        match &*known {
            Some((at, Some(metadata))) if now - at < KNOWN_FOR_MICROS => return Ok(metadata.clone()),
            Some((at, None)) if now - at < AWAY_FOR_MICROS => {
                return Err(ProviderError::Away("it did not a moment ago".to_owned()));
            }
            _ => {}
        }
        let asked = self.metadata().await;
        *known = Some((now, asked.as_ref().ok().cloned()));
        asked
    }

    /// What the provider says of itself: the same address as the settings', its ways and its keys.
    async fn metadata(&self) -> Result<CoreProviderMetadata, ProviderError> {
        if self.config.issuer.is_empty() {
            return Err(ProviderError::NotSet);
        }
        let away = |error: &dyn std::fmt::Display| ProviderError::Away(error.to_string());
        let issuer = IssuerUrl::new(self.config.issuer.clone()).map_err(|error| away(&error))?;
        CoreProviderMetadata::discover_async(issuer, &self.way_out()).await.map_err(|error| away(&error))
    }

    /// The way out: to the provider's own host wherever it stands, and to others that it names only in public.
    fn way_out(&self) -> impl Fn(HttpRequest) -> Answering + Send + Sync + 'static {
        let (fetch, own) = (self.fetch.clone(), authority(&self.config.issuer));
        move |request: HttpRequest| {
            let is_own = own.is_some() && authority(&request.uri().to_string()) == own;
            let (fetch, reach) = (fetch.clone(), if is_own { Reach::Configured } else { Reach::Public });
            let answering: Answering = Box::pin(async move { fetch.send(request, reach).await });
            answering
        }
    }
}

fn authority(address: &str) -> Option<String> {
    address.parse::<Uri>().ok()?.authority().map(|authority| authority.as_str().to_ascii_lowercase())
}

/// Where the provider sends people back to: an address of the settings', whatever the request said.
fn way_back(app: &App) -> Result<RedirectUrl, ProviderError> {
    RedirectUrl::new(app.absolute("/desk/provider/return"))
        .map_err(|error| ProviderError::Away(error.to_string()))
}
