//! The SQL of channels.

use store::{FromRow, Published, Query, Row, StoreError, Tx, params, published_sql, sql};

use super::{Channel, Channels, Platform};
use crate::id::EditionCode;

sql! {
    OF = "channels.of": "select platform, name, href from channel where edition = $1 order by position";
    DROP = "channels.drop": "delete from channel where edition = $1";
    PUT = "channels.put": "insert into channel (edition, position, platform, name, href) values ($1, $2, $3, $4, $5)";
    DROP_PUBLISHED = "channels.drop_published": "delete from published_channel where edition = $1";
    PUBLISH = "channels.publish":
        "insert into published_channel (edition, position, platform, name, href)
         select edition, position, platform, name, href from channel where edition = $1";
    CLEAR = "channels.clear_published": "delete from published_channel";
    PUBLISH_ALL = "channels.publish_all":
        "insert into published_channel (edition, position, platform, name, href)
         select edition, position, platform, name, href from channel";
}

published_sql! {
    PUBLISHED = "channels.published":
        "select platform, name, href from published_channel where edition = $1 order by position";
}

impl FromRow for Channel {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let platform: String = row.get(0)?;
        let platform = Platform::named(&platform)
            .ok_or_else(|| StoreError::Database(format!("no platform is called {platform}")))?;
        Ok(Channel { platform, name: row.get(1)?, href: row.get(2)? })
    }
}

/// The channels of an edition.
pub(super) async fn channels_of(q: &impl Query, edition: &EditionCode) -> Result<Channels, StoreError> {
    Ok(Channels { edition: edition.clone(), channels: q.all(&OF, params![edition]).await? })
}

pub(super) async fn put(tx: &Tx, channels: &Channels) -> Result<(), StoreError> {
    let edition = &channels.edition;
    tx.execute(&DROP, params![edition]).await?;
    for (position, channel) in (1_i64..).zip(&channels.channels) {
        let (platform, name, href) =
            (channel.platform.as_str(), channel.name.as_str(), channel.href.as_str());
        tx.execute(&PUT, params![edition, position, platform, name, href]).await?;
    }
    tx.execute(&DROP_PUBLISHED, params![edition]).await?;
    tx.execute(&PUBLISH, params![edition]).await.map(drop)
}

/// Writes what readers see of every edition's channels anew.
pub async fn place_all(tx: &Tx) -> Result<(), StoreError> {
    tx.execute(&CLEAR, params![]).await?;
    tx.execute(&PUBLISH_ALL, params![]).await.map(drop)
}

/// The channels of an edition as readers know them.
pub async fn published_channels(
    published: &Published,
    edition: &EditionCode,
) -> Result<Vec<Channel>, StoreError> {
    published.all(&PUBLISHED, params![edition]).await
}
