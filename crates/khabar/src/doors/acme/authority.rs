//! The authority, asked through the one way out: an account, an order, what it looks at, and what it signs.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::http::Request;
use axum::http::uri::Scheme;
use bytes::Bytes;
use fetch::{Fetch, Reach};
use http_body_util::{BodyExt, Full};
use instant_acme::{
    Account, AuthorizationStatus, BodyWrapper, BytesResponse, ChallengeType, Error, HttpClient, Identifier,
    NewAccount, NewOrder, Order, OrderStatus, RetryPolicy,
};

use super::{AcmeSettings, Kept, Tokens};

/// How long an authority may take to look, and to sign.
const PATIENCE: Duration = Duration::from_secs(90);

const NOT_FOUND: &str = "the authority did not find what it looked for";

/// What is asked for certificates.
pub(super) struct Authority {
    pub(super) settings: AcmeSettings,
    pub(super) kept: Kept,
    pub(super) fetch: Fetch,
    pub(super) reach: Reach,
}

impl Authority {
    /// A new certificate with those above it and its key, as one text.
    pub(super) async fn order(&self, tokens: &Tokens) -> anyhow::Result<String> {
        let mut order = self.placed().await?;
        prove(&mut order, tokens).await?;
        let patience = RetryPolicy::new().timeout(PATIENCE);
        match order.poll_ready(&patience).await {
            Ok(OrderStatus::Ready) => {}
            Ok(_) => bail!("{NOT_FOUND}: {}", refusals(&mut order).await),
            Err(Error::Api(problem)) => bail!("{NOT_FOUND}: {problem}"),
            Err(error) => return Err(error).context("the authority does not say what it found"),
        }
        let key = order.finalize().await.context("the authority does not sign")?;
        let chain = order.poll_certificate(&patience).await.context("no certificate came")?;
        Ok(format!("{}\n{key}", chain.trim_end()))
    }

    /// A new order. An authority that lost our account is asked for a new one.
    async fn placed(&self) -> anyhow::Result<Order> {
        let names: Vec<_> = self.settings.hosts.iter().cloned().map(Identifier::Dns).collect();
        let order = NewOrder::new(&names);
        if let Some(kept) = self.kept.account() {
            let builder = Account::builder_with_http(self.client());
            let account = builder.from_credentials(kept).await.context("the authority cannot be asked")?;
            match account.new_order(&order).await {
                Err(Error::Api(problem)) if is_unknown(problem.r#type.as_deref()) => {
                    tracing::warn!("the authority does not know our account any more: a new one is opened");
                }
                placed => return placed.context("the order is not taken"),
            }
        }
        let account = self.new_account().await.context("the authority gives no account")?;
        account.new_order(&order).await.context("the order is not taken")
    }

    async fn new_account(&self) -> anyhow::Result<Account> {
        let contact = Some(self.settings.contact.as_str()).filter(|contact| !contact.is_empty());
        let contact: Vec<&str> = contact.into_iter().collect();
        let new =
            NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
        let builder = Account::builder_with_http(self.client());
        let (account, credentials) = builder.create(&new, self.settings.directory.clone(), None).await?;
        let kept = self.kept.clone();
        let keeping = tokio::task::spawn_blocking(move || kept.keep_account(&credentials));
        keeping.await?.context("the account cannot be kept")?;
        Ok(account)
    }

    fn client(&self) -> Box<dyn HttpClient> {
        Box::new(WayOut { fetch: self.fetch.clone(), reach: self.reach })
    }
}

/// Gives out what the authority will look for, host by host, and says that it may look.
async fn prove(order: &mut Order, tokens: &Tokens) -> anyhow::Result<()> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.context("the authority does not say what it will look for")?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let challenge = authorization.challenge(ChallengeType::Http01);
        let mut challenge = challenge.context("the authority does not look over HTTP")?;
        tokens.give_out(&challenge.token, challenge.key_authorization().as_str());
        challenge.set_ready().await.context("the authority does not look")?;
    }
    Ok(())
}

/// What the authority says of the hosts that it did not find to be ours.
async fn refusals(order: &mut Order) -> String {
    let mut said = Vec::new();
    let mut authorizations = order.authorizations();
    while let Some(Ok(mut authorization)) = authorizations.next().await {
        let Ok(state) = authorization.refresh().await else { continue };
        let host = state.identifier().to_string();
        for problem in state.challenges.iter().filter_map(|challenge| challenge.error.as_ref()) {
            said.push(format!("{host}: {problem}"));
        }
    }
    if said.is_empty() { "it does not say why".to_owned() } else { said.join("; ") }
}

fn is_unknown(problem: Option<&str>) -> bool {
    problem.is_some_and(|problem| problem.ends_with(":accountDoesNotExist"))
}

/// The authority is asked through the one way out, over TLS alone.
struct WayOut {
    fetch: Fetch,
    reach: Reach,
}

type Answering = Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>>;

impl HttpClient for WayOut {
    fn request(&self, request: Request<BodyWrapper<Bytes>>) -> Answering {
        let (fetch, reach) = (self.fetch.clone(), self.reach);
        Box::pin(async move {
            if request.uri().scheme() != Some(&Scheme::HTTPS) {
                return Err(Error::Str("an address that begins with https://"));
            }
            let (head, body) = request.into_parts();
            let Ok(body) = body.collect().await;
            let request = Request::from_parts(head, body.to_bytes().to_vec());
            let answer = fetch.send(request, reach).await.map_err(|error| Error::Other(Box::new(error)))?;
            Ok(BytesResponse::from(answer.map(|bytes| Full::new(Bytes::from(bytes)))))
        })
    }
}
