//! The content network before the site, if there is one.

use anyhow::Context;
use axum::http::HeaderName;
use fetch::{Fetch, Limits};
use newsroom::app::App;
use newsroom::features::cdn::{self, CdnConfig, Network};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use web::Surrogate;

/// Begins to tell the network what changes, until `stop`. `owner` names this process in leases.
pub async fn follow_cdn(
    app: &App,
    config: &CdnConfig,
    owner: &str,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    match Network::open(config).context("in `cdn` of the settings")? {
        Some(network) => {
            let fetch = Fetch::new(Limits::default());
            tasks.spawn(cdn::run(app.clone(), network, fetch, owner.to_owned(), stop.clone()));
        }
        None => cdn::leave(app).await?,
    }
    Ok(())
}

/// How pages say what they show: to the network where there is one, otherwise to proxies that are believed.
pub fn surrogate(config: &CdnConfig) -> Surrogate {
    let Some(kind) = config.kind else { return Surrogate::default() };
    let (header, separator) = kind.header();
    Surrogate { header: HeaderName::from_static(header), separator, always: true }
}
