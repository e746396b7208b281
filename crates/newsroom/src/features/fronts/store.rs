//! The SQL of fronts: the truth, and what readers see of it.

use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::front::{Arrangement, Front, FrontBlock, Pin, Slot};
use super::published::{PublishedFront, StandingPin};
use crate::features::{editions, sections};
use crate::id::{AccountId, ArticleId, EditionCode, FrontId, StoryId};

macro_rules! fronts {
    () => {
        "select id, edition, section, live_version, latest_version, revision, set_by from front"
    };
}

sql! {
    BY_ID = "fronts.by_id": concat!(fronts!(), " where id = $1");
    HELD = "fronts.held": concat!(fronts!(), " where id = $1 for_update()");
    ALL = "fronts.all": concat!(fronts!(), " order by edition, id");
    INSERT = "fronts.insert":
        "insert into front (id, edition, section, live_version, latest_version, revision, set_by)
         values ($1, $2, $3, $4, $5, $6, $7)";
    MOVE = "fronts.move":
        "update front set live_version = $2, latest_version = $3, revision = $4 + 1, set_by = $5 where id = $1 and revision = $4";
    INSERT_VERSION = "fronts.insert_version":
        "insert into front_version (front, number, base, arrangement, note, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)";
    VERSION = "fronts.version":
        "select number, base, arrangement, note, created_by, created_at from front_version where front = $1 and number = $2";
    VERSIONS = "fronts.versions":
        "select number, base, arrangement, note, created_by, created_at from front_version where front = $1
         order by number desc limit $2";
    DROP_PINS = "fronts.drop_pins": "delete from front_pin where front = $1";
    PUT_PIN = "fronts.put_pin":
        "insert into front_pin (front, position, slot, article, from_at, until_at) values ($1, $2, $3, $4, $5, $6)";
    DROP_COMING = "fronts.drop_coming":
        "delete from front_pin where front = $1 and from_at is not null and not exists (
           select 1 from published_front_pin stands where stands.front = front_pin.front and stands.position = front_pin.position)";
    PINS = "fronts.pins":
        "select slot, article, from_at, until_at from front_pin where front = $1 order by position";
    PINNING = "fronts.pinning": "select distinct front from front_pin where article in in_list($1) order by front";
    PUT_PUBLISHED = "fronts.put_published":
        "insert into published_front (id, edition, revision, blocks, stories) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set revision = excluded.revision, blocks = excluded.blocks, stories = excluded.stories";
    SHOWN_PINS = "fronts.shown_pins": "select position, article from published_front_pin where front = $1 order by position";
    DROP_SHOWN = "fronts.drop_shown": "delete from published_front_pin where front = $1";
    SHOW_PINS = "fronts.show_pins":
        "insert into published_front_pin (front, position, slot, article, until_at)
         select pin.front, pin.position, pin.slot, pin.article, pin.until_at
         from front_pin pin join published_article article on article.id = pin.article
         where pin.front = $1 and (pin.from_at is null or pin.from_at <= $2) and (pin.until_at is null or pin.until_at > $2)";
    CLEAR = "fronts.clear_published": "delete from published_front";
    CLEAR_PINS = "fronts.clear_pins": "delete from published_front_pin";
}

published_sql! {
    IN_EDITION = "fronts.in_edition":
        "select front.id, front.revision, front.blocks, front.stories, pin.slot, pin.article, pin.until_at
         from published_front front left join published_front_pin pin on pin.front = front.id
         where front.edition = $1 order by front.id, pin.position";
}

impl FromRow for Front {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Front {
            id: row.get(0)?,
            edition: row.get(1)?,
            section: row.get(2)?,
            live_version: row.get(3)?,
            latest_version: row.get(4)?,
            revision: row.get(5)?,
            set_by: row.get(6)?,
        })
    }
}

/// A version as it was saved.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number, from 1 up.
    pub number: i64,
    /// The version that it was made of; undoing leads there.
    pub base: i64,
    /// What it arranges.
    pub arrangement: Arrangement,
    /// Why it was made.
    pub note: String,
    /// Who made it.
    pub created_by: String,
    /// When, in microseconds UTC.
    pub created_at: i64,
}

impl FromRow for Version {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let (number, arrangement): (i64, String) = (row.get(0)?, row.get(2)?);
        // Read as none, it would be written back as none.
        let arrangement = serde_json::from_str(&arrangement).map_err(|error| {
            StoreError::Database(format!("version {number} of a front does not read back: {error}"))
        })?;
        let (base, note) = (row.get(1)?, row.get(3)?);
        Ok(Version { number, base, arrangement, note, created_by: row.get(4)?, created_at: row.get(5)? })
    }
}

impl FromRow for Pin {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let slot: String = row.get(0)?;
        let unknown = || StoreError::Database(format!("`{slot}` is no slot of a front"));
        let slot = Slot::named(&slot).ok_or_else(unknown)?;
        Ok(Pin { slot, article: row.get(1)?, from: row.get(2)?, until: row.get(3)? })
    }
}

/// Has whoever would change the front wait until this transaction is over.
pub(super) async fn hold(tx: &Tx, id: &FrontId) -> Result<(), StoreError> {
    tx.optional::<Front>(&HELD, params![id]).await.map(drop)
}

/// The front with this id, arranged before or not; `None` where there is neither such an edition nor such a section.
pub(super) async fn front(q: &impl Query, id: &FrontId) -> Result<Option<Front>, StoreError> {
    if let Some(front) = q.optional(&BY_ID, params![id]).await? {
        return Ok(Some(front));
    }
    let untouched = |edition, section| {
        let id = id.clone();
        Front { id, edition, section, live_version: 0, latest_version: 0, revision: 0, set_by: None }
    };
    if let Some(section) = sections::section_by_id(q, &id.as_str().into()).await? {
        return Ok(Some(untouched(section.edition, Some(section.id))));
    }
    let edition = editions::edition_by_code(q, &id.as_str().into()).await?;
    Ok(edition.map(|edition| untouched(edition.code, None)))
}

/// The address of an arranged front, and its revision.
pub async fn where_shown(q: &impl Query, id: &FrontId) -> Result<Option<(String, i64)>, StoreError> {
    let Some(front) = front(q, id).await? else { return Ok(None) };
    let section = match &front.section {
        Some(section) => sections::section_by_id(q, section).await?,
        None => None,
    };
    let path = section.map_or_else(|| format!("/{}/", front.edition), |section| section.href());
    Ok(Some((path, front.revision)))
}

/// The fronts that somebody has arranged.
pub(super) async fn all(q: &impl Query) -> Result<Vec<Front>, StoreError> {
    q.all(&ALL, params![]).await
}

/// A version of a front; version 0 arranges nothing.
pub async fn version_of(q: &impl Query, front: &FrontId, number: i64) -> Result<Option<Version>, StoreError> {
    if number == 0 {
        let (note, created_by) = (String::new(), String::new());
        let arrangement = Arrangement::default();
        return Ok(Some(Version { number, base: 0, arrangement, note, created_by, created_at: 0 }));
    }
    q.optional(&VERSION, params![front, number]).await
}

/// The newest versions of a front, the newest first.
pub(super) async fn versions(
    q: &impl Query,
    front: &FrontId,
    limit: i64,
) -> Result<Vec<Version>, StoreError> {
    q.all(&VERSIONS, params![front, limit]).await
}

/// Moves the front to another live version; `None` when somebody else moved it first.
pub(super) async fn move_to(
    tx: &Tx,
    front: Front,
    live: i64,
    latest: i64,
    set_by: Option<AccountId>,
) -> Result<Option<Front>, StoreError> {
    let revision = front.revision + 1;
    let moved = Front { live_version: live, latest_version: latest, revision, set_by, ..front };
    let set_by = moved.set_by.as_ref().map(AccountId::as_str);
    let done = if moved.revision == 1 {
        let section = moved.section.as_ref().map(|section| section.as_str());
        let values = params![&moved.id, &moved.edition, section, live, latest, 1, set_by];
        match tx.execute(&INSERT, values).await {
            Err(error) if error.is_unique() => 0,
            done => done?,
        }
    } else {
        tx.execute(&MOVE, params![&moved.id, live, latest, moved.revision - 1, set_by]).await?
    };
    Ok((done == 1).then_some(moved))
}

pub(super) async fn insert_version(tx: &Tx, front: &FrontId, version: &Version) -> Result<(), StoreError> {
    let Version { number, base, arrangement, note, created_by, created_at } = version;
    let arrangement = as_json(arrangement);
    let values = params![front, *number, *base, arrangement, note.as_str(), created_by.as_str(), *created_at];
    tx.send(&INSERT_VERSION, values).await
}

/// Keeps the pins of the live version.
pub(super) async fn put_pins(tx: &Tx, front: &FrontId, pins: &[Pin]) -> Result<(), StoreError> {
    tx.send(&DROP_PINS, params![front]).await?;
    for (position, pin) in (0_i64..).zip(pins) {
        let values = params![front, position, pin.slot.as_str(), &pin.article, pin.from, pin.until];
        tx.send(&PUT_PIN, values).await?;
    }
    Ok(())
}

/// The pins of the live version, whether they stand now or not.
pub(super) async fn pins(q: &impl Query, front: &FrontId) -> Result<Vec<Pin>, StoreError> {
    q.all(&PINS, params![front]).await
}

/// Takes away the pins that were set for later and have not come yet. How many there were.
pub(super) async fn drop_coming(tx: &Tx, front: &FrontId) -> Result<u64, StoreError> {
    tx.execute(&DROP_COMING, params![front]).await
}

/// Writes what readers see of a front.
pub(super) async fn show(
    tx: &Tx,
    front: &Front,
    arrangement: &Arrangement,
    now: i64,
) -> Result<(), StoreError> {
    let stories = arrangement.stories.as_ref().map(as_json);
    let values = params![&front.id, &front.edition, front.revision, as_json(&arrangement.blocks), stories];
    tx.send(&PUT_PUBLISHED, values).await?;
    show_pins(tx, &front.id, now).await.map(drop)
}

/// Has the pins that readers see be those that stand now. Whether that changed anything.
pub(super) async fn show_pins(tx: &Tx, front: &FrontId, now: i64) -> Result<bool, StoreError> {
    let before: Vec<(i64, ArticleId)> = tx.all(&SHOWN_PINS, params![front]).await?;
    tx.send(&DROP_SHOWN, params![front]).await?;
    tx.send(&SHOW_PINS, params![front, now]).await?;
    let after: Vec<(i64, ArticleId)> = tx.all(&SHOWN_PINS, params![front]).await?;
    Ok(before != after)
}

/// The fronts whose live version pins one of the articles, each once, in order.
pub(super) async fn pinning(tx: &Tx, articles: &[ArticleId]) -> Result<Vec<FrontId>, StoreError> {
    Ok(tx.all::<(FrontId,)>(&PINNING, params![list(articles)]).await?.into_iter().map(|(id,)| id).collect())
}

/// Makes all that readers see of fronts anew, once the articles stand.
pub async fn place_all(tx: &Tx, now: i64) -> Result<(), StoreError> {
    tx.send(&CLEAR, params![]).await?;
    tx.send(&CLEAR_PINS, params![]).await?;
    for front in all(tx).await? {
        let version = version_of(tx, &front.id, front.live_version).await?;
        let arrangement = version.map(|version| version.arrangement).unwrap_or_default();
        show(tx, &front, &arrangement, now).await?;
    }
    Ok(())
}

fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("an arrangement is ids, names and numbers")
}

struct PublishedRow {
    id: FrontId,
    revision: i64,
    blocks: String,
    stories: Option<String>,
    pin: Option<StandingPin>,
}

impl FromRow for PublishedRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let slot = row.get::<Option<String>>(4)?.and_then(|slot| Slot::named(&slot));
        let pin = match (slot, row.get::<Option<ArticleId>>(5)?) {
            (Some(slot), Some(article)) => Some(StandingPin { slot, article, until: row.get(6)? }),
            _ => None,
        };
        Ok(PublishedRow {
            id: row.get(0)?,
            revision: row.get(1)?,
            blocks: row.get(2)?,
            stories: row.get(3)?,
            pin,
        })
    }
}

/// The arranged fronts of an edition, with the pins that stand.
pub(super) async fn published_in(
    published: &Published,
    edition: &EditionCode,
) -> Result<Vec<PublishedFront>, StoreError> {
    let mut fronts: Vec<PublishedFront> = Vec::new();
    for row in published.all::<PublishedRow>(&IN_EDITION, params![edition]).await? {
        if fronts.last().is_none_or(|front| front.id != row.id) {
            let blocks: Vec<FrontBlock> = serde_json::from_str(&row.blocks).unwrap_or_default();
            let stories =
                row.stories.map(|ids| serde_json::from_str::<Vec<StoryId>>(&ids).unwrap_or_default());
            let (id, revision) = (row.id, row.revision);
            fronts.push(PublishedFront { id, revision, blocks, stories, pins: Vec::new() });
        }
        if let (Some(front), Some(pin)) = (fronts.last_mut(), row.pin) {
            front.pins.push(pin);
        }
    }
    Ok(fronts)
}
