//! The SQL of pictures.

use serde::Deserialize;
use store::{FromRow, Published, Query, Row, StoreError, Tx, list, params, published_sql, sql};

use super::filter::{PictureFilter, SOON, folded};
use super::said::{Said, Waiting};
use super::{Picture, RenditionSize};
use crate::id::{AccountId, ArticleId, EditionCode, MediaId, SectionId};

macro_rules! pictures {
    () => {
        "select id, blob, mime, width, height, caption, alt, credit, archive, taken_on, rights_from, rights_until,
           focal_x, focal_y, tint, public_name, renditions, origin, licence, source,
           credentials, likeness
         from media"
    };
}

macro_rules! shelf {
    () => {
        "select id, blob, mime, width, height, caption, alt, credit, archive, taken_on, rights_from, rights_until,
           focal_x, focal_y, tint, public_name, renditions, origin, licence, source,
           credentials, likeness, created_at
         from media where id < $1 and id >= $2
           and ($3 = false or credit = '') and ($4 = false or archive = true) and ($5 = false or rights_until <= $6)
           and coalesce(folded, caption) like $7 escape '!' and coalesce(folded, caption) like $8 escape '!'
           and coalesce(folded, caption) like $9 escape '!'"
    };
}

sql! {
    BY_IDS = "pictures.by_ids":
        concat!(pictures!(), " where id in in_list($1)");
    // Each in the same order, as whoever holds several must.
    HOLD = "pictures.hold": "select id from media where id in in_list($1) order by id for_update()";
    BY_ORIGIN = "pictures.by_origin":
        concat!(pictures!(), " where origin = $1 order by created_at limit 1");
    NEWEST = "pictures.newest":
        concat!(pictures!(), " where id < $1 order by id desc limit $2");
    SHELF = "pictures.shelf":
        concat!(shelf!(), " and created_by <> $11 order by id desc limit $10");
    SHELF_OF_ONE = "pictures.shelf_of_one":
        concat!(shelf!(), " and created_by = $11 order by id desc limit $10");
    WINDOW_END = "pictures.window_end":
        "select id from media where id < $1 order by id desc limit 1 offset $2";
    WINDOW_END_OF_ONE = "pictures.window_end_of_one":
        "select id from media where id < $1 and created_by = $3 order by id desc limit 1 offset $2";
    CAME_IN = "pictures.came_in":
        "select media.created_by, media.created_at, coalesce(account.name, '') from media
         left join account on media.created_by = 'account:' || account.id where media.id = $1";
    TWIN = "pictures.twin": "select id from media where blob = $1 and id <> $2 order by id limit 1";
    SHOWN_IN = "pictures.shown_in":
        "select distinct article.edition, article.section from published_article_picture used
         join published_article article on article.id = used.article where used.picture = $1";
    SHOWN_ON = "pictures.shown_on":
        "select article.id, article.headline, article.lang, article.dir from published_article_picture used
         join published_article article on article.id = used.article where used.picture = $1
         order by article.published_at desc, article.id limit $2";
    IN_WORK = "pictures.in_work":
        "select seen.id, coalesce(sitting.content, revision.content), edition.lang, edition.dir
         from (select article.id
             from (select article, revision from revision_names where named = $1
               order by article desc, revision desc limit $3) names
             join article on article.id = names.article and article.latest_revision = names.revision
             where article.withdrawn_at is null
               and (article.live_revision is null or article.live_revision <> article.latest_revision)
           union
           select article as id from (select article, content from sitting where content is not null
             order by changed_at desc, article limit $4) written where content like $2) seen
           join article on article.id = seen.id
           join edition on edition.code = article.edition
           join revision on revision.article = article.id and revision.number = article.latest_revision
           left join sitting on sitting.article = article.id and sitting.content is not null
         order by article.created_at desc, seen.id limit $5";
    LIVE_NAMING = "pictures.live_naming":
        "select article.id
         from (select article, revision from revision_names where named = $1
             order by article desc, revision desc limit $2) names
           join article on article.id = names.article and article.live_revision = names.revision
         where article.withdrawn_at is null order by article.id desc limit $3";
    STANDS_SO = "pictures.stands_so":
        "select id from published_picture where id = $1 and caption = $2 and alt = $3 and credit = $4 and archive = $5
           and taken_on = $6 and focal_x = $7 and focal_y = $8 and licence = $9
           and (rights_until = $10 or (rights_until is null and $10 is null))";
    // Also where our right keeps it away just now: it comes back there with what is said of it then.
    NAMED_LIVE_IN = "pictures.named_live_in":
        "select distinct article.edition, article.section from revision_names names
         join article on article.id = names.article and article.live_revision = names.revision
         where names.named = $1";
    WAITING = "pictures.waiting":
        "select waiting.said, waiting.asked_by, account.name, waiting.asked_at
         from waiting_description waiting join account on account.id = waiting.asked_by where waiting.picture = $1";
    PUT_WAITING = "pictures.put_waiting":
        "insert into waiting_description (picture, said, asked_by, asked_at) values ($1, $2, $3, $4)
         on conflict (picture) do update set said = excluded.said, asked_by = excluded.asked_by,
           asked_at = excluded.asked_at";
    DROP_WAITING = "pictures.drop_waiting": "delete from waiting_description where picture = $1";
    UNFOLDED = "pictures.unfolded":
        concat!(pictures!(), " where folded is null order by id limit $1");
    FOLD = "pictures.fold": "update media set folded = $2 where id = $1";
    DESCRIBE = "pictures.describe":
        "update media set caption = $2, alt = $3, credit = $4, archive = $5, taken_on = $6, focal_x = $7, focal_y = $8,
           source = $9, licence = $10, rights_from = $11, rights_until = $12, folded = $13
         where id = $1";
    INSERT = "pictures.insert":
        "insert into media (id, blob, mime, width, height, caption, alt, credit, archive, taken_on, rights_from, rights_until,
           focal_x, focal_y, tint, public_name, renditions, origin, created_by, created_at, licence, source, folded,
           credentials, likeness)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
           $25)";
    // Those that agree in the most quarters are looked at, the newest first, and no more than so many: what stands in many
    // pictures tells none from another.
    ALIKE = "pictures.alike":
        "select media.id, media.caption, media.likeness
         from (select id, count(*) as quarters
             from (select id from media where substr(likeness, 1, 4) in in_list($1)
               union all select id from media where substr(likeness, 5, 4) in in_list($2)
               union all select id from media where substr(likeness, 9, 4) in in_list($3)
               union all select id from media where substr(likeness, 13, 4) in in_list($4)) met
             group by id order by quarters desc, id desc limit $7) near
         join media on media.id = near.id
         where media.id <> $5 and media.blob <> $6 order by media.id desc";
    UNLIKENED = "pictures.unlikened":
        "select id, blob from media where likeness is null order by id limit $1";
    LIKEN = "pictures.liken": "update media set likeness = $2, credentials = $3 where id = $1";
    PUT_PUBLISHED = "pictures.put_published":
        "insert into published_picture (id, public_name, renditions, width, height, caption, alt, credit, archive, taken_on,
           focal_x, focal_y, tint, rights_until, licence)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (id) do update set renditions = excluded.renditions, caption = excluded.caption, alt = excluded.alt,
           credit = excluded.credit, archive = excluded.archive, taken_on = excluded.taken_on, focal_x = excluded.focal_x,
           focal_y = excluded.focal_y, rights_until = excluded.rights_until,
           licence = excluded.licence";
    CLOSE = "pictures.close":
        "update published_picture set rights_until = $2 where id = $1 and (rights_until is null or rights_until > $2)";
}

published_sql! {
    IS_PUBLIC = "pictures.is_public":
        "select shown.id,
           case when exists (select 1 from published_article_picture used
             where used.picture = shown.id and used.says_caption = true) then shown.caption else '' end,
           case when exists (select 1 from published_article_picture used
             where used.picture = shown.id and used.says_alt = true) then shown.alt else '' end,
           case when exists (select 1 from published_article_picture used
             where used.picture = shown.id and used.says_credit = true) then shown.credit else '' end,
           shown.taken_on, shown.licence, first.id, first.lang
         from published_picture shown
           left join published_article first on first.id =
             (select min(used.article) from published_article_picture used where used.picture = shown.id)
         where shown.public_name = $1 and (shown.rights_until is null or shown.rights_until > $2)";
}

impl FromRow for Picture {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let renditions: Vec<RenditionSize> =
            serde_json::from_str(&row.get::<String>(16)?).unwrap_or_default();
        Ok(Picture {
            id: MediaId(row.get(0)?),
            blob: row.get(1)?,
            mime: row.get(2)?,
            width: row.get(3)?,
            height: row.get(4)?,
            caption: row.get(5)?,
            alt: row.get(6)?,
            credit: row.get(7)?,
            archive: row.get(8)?,
            taken_on: row.get(9)?,
            rights_from: row.get(10)?,
            rights_until: row.get(11)?,
            focal_x: row.get(12)?,
            focal_y: row.get(13)?,
            tint: row.get(14)?,
            public_name: row.get(15)?,
            renditions,
            origin: row.get(17)?,
            licence: row.get(18)?,
            source: row.get(19)?,
            credentials: row.get(20)?,
            likeness: row.get(21)?,
        })
    }
}

/// Has whoever would describe these pictures, or approve or publish what names them, wait until this transaction is over: words and
/// approvals belong together. Articles are held before them.
pub async fn hold_pictures(tx: &Tx, ids: &[MediaId]) -> Result<(), StoreError> {
    match ids.is_empty() {
        true => Ok(()),
        false => tx.all::<(MediaId,)>(&HOLD, params![list(ids)]).await.map(drop),
    }
}

/// The pictures with these ids, in no order.
pub async fn pictures_by_ids(q: &impl Query, ids: &[MediaId]) -> Result<Vec<Picture>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { q.all(&BY_IDS, params![list(ids)]).await }
}

/// The picture with this id.
pub async fn picture_by_id(q: &impl Query, id: &MediaId) -> Result<Option<Picture>, StoreError> {
    Ok(pictures_by_ids(q, std::slice::from_ref(id)).await?.pop())
}

/// The picture that was imported from here.
pub async fn picture_by_origin(q: &impl Query, origin: &str) -> Result<Option<Picture>, StoreError> {
    q.optional(&BY_ORIGIN, params![origin]).await
}

/// The pictures that came in last, before the one given; their ids are in the order in which they came.
pub(super) async fn newest(
    q: &impl Query,
    before: Option<&MediaId>,
    limit: i64,
) -> Result<Vec<Picture>, StoreError> {
    q.all(&NEWEST, params![before.map_or("~", |id| id.as_str()), limit]).await
}

/// A picture on the shelf of the library.
pub(super) struct OnShelf {
    pub picture: Picture,
    /// When, in microseconds UTC.
    pub at: i64,
}

impl FromRow for OnShelf {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(OnShelf { picture: Picture::from_row(row)?, at: row.get(22)? })
    }
}

/// So many pictures are looked through at a time: what fits none of them is looked for further back by the next page.
pub(super) const LOOKED_THROUGH: i64 = 20_000;

/// What fits, before the picture given, the newest first; and before which one the next page looks, where anything is left.
pub(super) async fn shelf(
    q: &impl Query,
    (filter, own, now): (&PictureFilter, &str, i64),
    before: Option<&MediaId>,
    limit: i64,
) -> Result<(Vec<OnShelf>, Option<MediaId>), StoreError> {
    let before = before.map_or("~", |id| id.as_str());
    let is_mine = !filter.mine.is_empty();
    // Where it ends is an index away; what stands before that is looked through from the newest on, and no further than needed.
    let end: Option<(MediaId,)> = match is_mine {
        true => q.optional(&WINDOW_END_OF_ONE, params![before, LOOKED_THROUGH - 1, own]).await?,
        false => q.optional(&WINDOW_END, params![before, LOOKED_THROUGH - 1]).await?,
    };
    let end = end.map(|(id,)| id);
    let [one, two, three] = filter.patterns();
    let values = params![
        before,
        end.as_ref().map_or("", |id| id.as_str()),
        !filter.uncredited.is_empty(),
        !filter.archive.is_empty(),
        !filter.ending.is_empty(),
        now + SOON,
        one,
        two,
        three,
        limit,
        if is_mine { own } else { "" },
    ];
    let found: Vec<OnShelf> = q.all(if is_mine { &SHELF_OF_ONE } else { &SHELF }, values).await?;
    let last = found.last().map(|last| last.picture.id.clone());
    let next = if found.len() as i64 == limit { last } else { end };
    Ok((found, next))
}

/// Who brought a picture in, as they sign, when, and their name where it was one of ours.
pub(super) async fn came_in(
    q: &impl Query,
    id: &MediaId,
) -> Result<Option<(String, i64, String)>, StoreError> {
    q.optional(&CAME_IN, params![id]).await
}

/// Another picture of the library that is the same file.
pub(super) async fn twin(q: &impl Query, picture: &Picture) -> Result<Option<MediaId>, StoreError> {
    let found: Option<(MediaId,)> = q.optional(&TWIN, params![picture.blob.as_str(), &picture.id]).await?;
    Ok(found.map(|(id,)| id))
}

/// Whether readers see of a picture what is said of it now. One that is yet to come, or has gone, never stands so.
pub(super) async fn stands_so(q: &impl Query, picture: &Picture, now: i64) -> Result<bool, StoreError> {
    let p = picture;
    let (caption, alt, credit) = (p.caption.as_str(), p.alt.as_str(), p.credit.as_str());
    let values = params![
        &p.id,
        caption,
        alt,
        credit,
        p.archive,
        p.taken_on.as_str(),
        p.focal_x,
        p.focal_y,
        p.licence.as_str(),
        p.rights_until,
    ];
    Ok(p.may_be_shown(now) && q.optional::<(String,)>(&STANDS_SO, values).await?.is_some())
}

/// In which sections readers see a picture.
pub(super) async fn shown_in(
    q: &impl Query,
    id: &MediaId,
) -> Result<Vec<(EditionCode, SectionId)>, StoreError> {
    q.all(&SHOWN_IN, params![id]).await
}

/// In which sections a piece that readers have names a picture, whether they see it or our right keeps it away.
pub(super) async fn named_live_in(
    q: &impl Query,
    id: &MediaId,
) -> Result<Vec<(EditionCode, SectionId)>, StoreError> {
    q.all(&NAMED_LIVE_IN, params![id]).await
}

/// What is said of a picture and waits for a second person.
pub(super) async fn waiting(q: &impl Query, id: &MediaId) -> Result<Option<Waiting>, StoreError> {
    let row: Option<(String, AccountId, String, i64)> = q.optional(&WAITING, params![id]).await?;
    let Some((said, asked_by, asker, asked_at)) = row else { return Ok(None) };
    let said = serde_json::from_str(&said)
        .map_err(|error| StoreError::Database(format!("waiting words do not read back: {error}")))?;
    Ok(Some(Waiting { said, asked_by, asker, asked_at }))
}

pub(super) async fn put_waiting(
    tx: &Tx,
    id: &MediaId,
    said: &Said,
    by: &AccountId,
    now: i64,
) -> Result<(), StoreError> {
    let said = serde_json::to_string(said).expect("what is said is words and numbers");
    tx.send(&PUT_WAITING, params![id, said, by, now]).await
}

pub(super) async fn drop_waiting(tx: &Tx, id: &MediaId) -> Result<(), StoreError> {
    tx.send(&DROP_WAITING, params![id]).await
}

/// An article that shows a picture: its id, its headline, its language and direction.
pub(super) type Showing = (ArticleId, String, String, String);

/// The newest articles on which readers see a picture.
pub(super) async fn shown_on(q: &impl Query, id: &MediaId, limit: i64) -> Result<Vec<Showing>, StoreError> {
    q.all(&SHOWN_ON, params![id, limit]).await
}

/// So many revisions that name a picture are looked at, those of the newest articles.
const NAMES_LOOKED_AT: i64 = 20_000;

/// So many texts that somebody is writing are looked through for a picture, the last touched.
const WRITTEN_LOOKED_THROUGH: i64 = 500;

/// The newest live articles whose text names a picture, whether readers see it there or our right keeps it away.
pub(super) async fn live_naming(
    q: &impl Query,
    id: &MediaId,
    limit: i64,
) -> Result<Vec<ArticleId>, StoreError> {
    let values = params![id, NAMES_LOOKED_AT, limit];
    Ok(q.all::<(ArticleId,)>(&LIVE_NAMING, values).await?.into_iter().map(|(id,)| id).collect())
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    headline: String,
}

/// The newest articles in work that show a picture.
pub(super) async fn in_work(q: &impl Query, id: &MediaId, limit: i64) -> Result<Vec<Showing>, StoreError> {
    let written = format!("%\"{id}\"%");
    let values = params![id, written, NAMES_LOOKED_AT, WRITTEN_LOOKED_THROUGH, limit];
    let rows: Vec<Showing> = q.all(&IN_WORK, values).await?;
    let headline = |content: &str| serde_json::from_str::<Told>(content).map(|told| told.headline);
    Ok(rows
        .into_iter()
        .map(|(id, content, lang, dir)| (id, headline(&content).unwrap_or_default(), lang, dir))
        .collect())
}

/// Pictures whose words have not been folded.
pub(super) async fn unfolded(q: &impl Query, limit: i64) -> Result<Vec<Picture>, StoreError> {
    q.all(&UNFOLDED, params![limit]).await
}

/// Keeps a picture's words as they are looked for.
pub(super) async fn fold(tx: &Tx, picture: &Picture) -> Result<(), StoreError> {
    tx.send(&FOLD, params![&picture.id, folded(picture)]).await
}

pub(super) async fn describe(tx: &Tx, picture: &Picture) -> Result<(), StoreError> {
    let p = picture;
    let (caption, alt, credit, day) =
        (p.caption.as_str(), p.alt.as_str(), p.credit.as_str(), p.taken_on.as_str());
    let values = params![
        &p.id,
        caption,
        alt,
        credit,
        p.archive,
        day,
        p.focal_x,
        p.focal_y,
        p.source.as_str(),
        p.licence.as_str(),
        p.rights_from,
        p.rights_until,
        folded(p),
    ];
    tx.send(&DESCRIBE, values).await
}

pub(super) async fn insert(tx: &Tx, picture: &Picture, by: &str, now: i64) -> Result<(), StoreError> {
    let p = picture;
    let values = params![
        &p.id,
        p.blob.as_str(),
        p.mime.as_str(),
        p.width,
        p.height,
        p.caption.as_str(),
        p.alt.as_str(),
        p.credit.as_str(),
        p.archive,
        p.taken_on.as_str(),
        p.rights_from,
        p.rights_until,
        p.focal_x,
        p.focal_y,
        p.tint,
        p.public_name.as_str(),
        renditions_text(p),
        p.origin.as_str(),
        by,
        now,
        p.licence.as_str(),
        p.source.as_str(),
        folded(p),
        p.credentials,
        p.likeness.as_deref(),
    ];
    tx.send(&INSERT, values).await
}

/// Puts a picture before readers: its renditions are served from now on.
pub async fn put_published(tx: &Tx, picture: &Picture) -> Result<(), StoreError> {
    let p = picture;
    let values = params![
        &p.id,
        p.public_name.as_str(),
        renditions_text(p),
        p.width,
        p.height,
        p.caption.as_str(),
        p.alt.as_str(),
        p.credit.as_str(),
        p.archive,
        p.taken_on.as_str(),
        p.focal_x,
        p.focal_y,
        p.tint,
        p.rights_until,
        p.licence.as_str(),
    ];
    tx.send(&PUT_PUBLISHED, values).await
}

/// From `now` on no address serves the picture, whatever still shows it.
pub(super) async fn close(tx: &Tx, picture: &MediaId, now: i64) -> Result<(), StoreError> {
    tx.send(&CLOSE, params![picture, now]).await
}

/// A picture that readers see, with what they are told of it.
pub(super) struct Public {
    pub id: MediaId,
    pub caption: String,
    pub alt: String,
    pub credit: String,
    pub taken_on: String,
    pub licence: String,
    /// The first of the articles that show it, and its language.
    pub article: Option<ArticleId>,
    pub lang: String,
}

impl FromRow for Public {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Public {
            id: MediaId(row.get(0)?),
            caption: row.get(1)?,
            alt: row.get(2)?,
            credit: row.get(3)?,
            taken_on: row.get(4)?,
            licence: row.get(5)?,
            article: row.get::<Option<String>>(6)?.map(ArticleId),
            lang: row.get::<Option<String>>(7)?.unwrap_or_default(),
        })
    }
}

/// The picture of this name, where something published shows it and its rights still hold.
pub(super) async fn public(
    published: &Published,
    public_name: &str,
    now: i64,
) -> Result<Option<Public>, StoreError> {
    published.optional(&IS_PUBLIC, params![public_name, now]).await
}

/// So many pictures that may look alike are compared.
const COMPARED: i64 = 500;

/// Other pictures of the library that agree with this likeness in part: each with its caption and its own likeness. The same
/// file is not among them.
pub(super) async fn near(
    q: &impl Query,
    picture: &Picture,
    parts: &[Vec<String>; 4],
) -> Result<Vec<(MediaId, String, String)>, StoreError> {
    let [one, two, three, four] = parts;
    let values =
        params![list(one), list(two), list(three), list(four), &picture.id, picture.blob.as_str(), COMPARED,];
    q.all(&ALIKE, values).await
}

/// The first pictures whose originals were not looked at yet, with the names of these.
pub(super) async fn unlikened(q: &impl Query, limit: i64) -> Result<Vec<(MediaId, String)>, StoreError> {
    q.all(&UNLIKENED, params![limit]).await
}

/// Keeps what an original looks like and whether it carries content credentials.
pub(super) async fn liken(
    tx: &Tx,
    id: &MediaId,
    likeness: &str,
    credentials: bool,
) -> Result<(), StoreError> {
    tx.execute(&LIKEN, params![id, likeness, credentials]).await.map(drop)
}

fn renditions_text(picture: &Picture) -> String {
    serde_json::to_string(&picture.renditions).expect("sizes are numbers")
}
