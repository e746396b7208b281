//! Sets where readers find an edition besides its site.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::channels::{BadChannel, Channels, policy, store};
use crate::features::editions;

/// Why channels were not set.
#[derive(Debug, thiserror::Error)]
pub enum ChannelsRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// One of them cannot stand there.
    #[error(transparent)]
    BadChannel(#[from] BadChannel),
    /// There is no such edition.
    #[error("there is no edition `{0}`")]
    NoSuchEdition(String),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sets the channels, in this order; every page of the edition leads to them from then on.
pub async fn set_channels(app: &App, actor: &Actor, channels: Channels) -> Result<Channels, ChannelsRefused> {
    policy::may_set(actor, &channels.edition)?;
    let channels = channels.checked()?;
    let (now, actor, set) = (app.now(), actor.clone(), channels.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if editions::edition_by_code(tx, &set.edition).await?.is_none() {
                    return Err(ChannelsRefused::NoSuchEdition(set.edition.to_string()));
                }
                store::put(tx, &set).await?;
                tx.record(Event::ChannelsSet { edition: set.edition }.into_log(&actor, now));
                Ok::<_, ChannelsRefused>(())
            })
        })
        .await?;
    Ok(channels)
}
