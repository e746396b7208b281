//! The SQL of articles: the truth, and the rows that are written for readers. What reads those is in `published/store.rs`.

use std::collections::BTreeMap;

use store::{FromRow, Params, Query, Row, Statement, StoreError, Tx, list, params, sql};

use super::article::{Schedule, Withdrawn};
use super::projection::Projection;
use super::{Article, ArticleKind, Content, Revision};
use crate::features::sections::Place;
use crate::features::speakers::speaker_slug;
use crate::features::{archive, galleries, recordings, sources};
use crate::id::{AccountId, ArticleId, EditionCode, MediaId, RevisionNumber, SectionId};

macro_rules! articles {
    () => {
        "select id, edition, section, kind, slug, latest_revision, live_revision, first_published_at, updated_at,
           embargo_until, scheduled_for, scheduled_revision, scheduled_by, withdrawn_at, withdrawn_reason, created_by
         from article"
    };
}

sql! {
    FORGET_HELD = "articles.forget_held": "delete from held_schedule where article = $1";
    HOLD = "articles.hold": "select id from article where id = $1 for_update()";
    HOLD_WHOLE = "articles.hold_whole":
        concat!(articles!(), " where id = $1 for_update()");
    HOLD_MANY = "articles.hold_many":
        concat!(articles!(), " where id in in_list($1) order by id for_update()");
    BY_ID = "articles.by_id":
        concat!(articles!(), " where id = $1");
    LIVE = "articles.live":
        concat!(articles!(), " where live_revision is not null and id > $1 order by id limit $2");
    WITHDRAWN = "articles.withdrawn":
        concat!(articles!(), " where withdrawn_at is not null and id > $1 order by id limit $2");
    INSERT = "articles.insert":
        "insert into article (id, edition, section, kind, slug, latest_revision, live_revision, first_published_at, updated_at,
           embargo_until, scheduled_for, scheduled_revision, scheduled_by, withdrawn_at, withdrawn_reason, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    UPDATE = "articles.update":
        "update article set section = $2, kind = $3, slug = $4, latest_revision = $5, live_revision = $6, first_published_at = $7,
           updated_at = $8, embargo_until = $9, scheduled_for = $10, scheduled_revision = $11, scheduled_by = $12,
           withdrawn_at = $13, withdrawn_reason = $14
         where id = $1";
    CLAIM_NUMBER = "articles.claim_number":
        "update article set latest_revision = $3 where id = $1 and latest_revision = $2";
    REVISION = "articles.revision":
        "select article, number, content, note, created_by, created_at from revision where article = $1 and number = $2";
    REVISION_DIGEST = "articles.revision_digest": "select digest from revision where article = $1 and number = $2";
    INSERT_REVISION = "articles.insert_revision":
        "insert into revision (article, number, content, digest, note, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)";
    PUT_PUBLICATION = "articles.put_publication":
        "insert into publication (article, revision, published_at) values ($1, $2, $3) on conflict (article, revision) do nothing";
    PUT_NAMES = "articles.put_names":
        "insert into revision_names (article, revision, named)
         select revision.article, revision.number, known.id
         from revision cross join (select id from media where id in in_list($3)
           union all select id from author where id in in_list($4)
           union all select id from topic where id in in_list($5)) known
         where revision.article = $1 and revision.number = $2";
    DROP_NAMES = "articles.drop_names": "delete from revision_names where article = $1";
    IDS = "articles.ids": "select id from article where id > $1 order by id limit $2";

    DROP_NAMING = "articles.drop_naming": "delete from live_naming where article in in_list($1)";
    PUT_NAMING = "articles.put_naming": "insert into live_naming (article, named) values ($1, $2)";
    NAMING = "articles.naming": "select named, article from live_naming where named in in_list($1) and article <> named order by article";
    NAMING_ANY = "articles.naming_any": "select distinct article from live_naming order by article";
    PUT_PUBLISHED = "articles.put_published":
        "insert into published_article (id, edition, section, kind, slug, lang, dir, kicker, headline, headline_short, headline_search,
           headline_social, lead, description, place, sources, picture, words, published_at, updated_at, revision, day, extent,
           dated_to, licence, root, branch)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)
         on conflict (id) do update set section = excluded.section, kind = excluded.kind, slug = excluded.slug, lang = excluded.lang,
           dir = excluded.dir, kicker = excluded.kicker, headline = excluded.headline, headline_short = excluded.headline_short,
           headline_search = excluded.headline_search, headline_social = excluded.headline_social, lead = excluded.lead,
           description = excluded.description, place = excluded.place, sources = excluded.sources, picture = excluded.picture, words = excluded.words,
           published_at = excluded.published_at, updated_at = excluded.updated_at, revision = excluded.revision,
           day = excluded.day, extent = excluded.extent, dated_to = excluded.dated_to, licence = excluded.licence,
           root = excluded.root, branch = excluded.branch";
    FILE_AGAIN = "articles.file_again": "update published_article set root = $2, branch = $3 where section = $1";
    PUT_BODY = "articles.put_body":
        "insert into published_body (article, html, plain) values ($1, $2, $3)
         on conflict (article) do update set html = excluded.html, plain = excluded.plain";
    PUT_AUTHOR = "articles.put_author":
        "insert into published_article_author (article, position, author, published_at) values ($1, $2, $3, $4)";
    PUT_TOPIC = "articles.put_topic":
        "insert into published_article_topic (article, position, topic, published_at) values ($1, $2, $3, $4)";
    PUT_PICTURE = "articles.put_picture":
        "insert into published_article_picture (article, picture, says_caption, says_alt, says_credit)
         values ($1, $2, $3, $4, $5)";
    PUT_SOURCE = "articles.put_source":
        "insert into published_source (article, position, role, name, href, detail) values ($1, $2, $3, $4, $5, $6)";
    PUT_STATEMENT = "articles.put_statement":
        "insert into published_statement (article, block, speaker, role, recipient, place, said_on, lang, authority, source, href, words,
           edition, speaker_slug, published_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    DROP_ARTICLE = "articles.drop_published": "delete from published_article where id = $1";
    DROP_BODY = "articles.drop_body": "delete from published_body where article = $1";
    DROP_AUTHORS = "articles.drop_authors": "delete from published_article_author where article = $1";
    DROP_TOPICS = "articles.drop_topics": "delete from published_article_topic where article = $1";
    DROP_PICTURES = "articles.drop_pictures": "delete from published_article_picture where article = $1";
    DROP_LONE_PICTURES = "articles.drop_lone_pictures":
        "delete from published_picture where id in in_list($1)
           and not exists (select 1 from published_article_picture used where used.picture = published_picture.id)";
    PICTURES_OF = "articles.pictures_of": "select picture from published_article_picture where article = $1";
    DROP_LONE_AUTHORS = "articles.drop_lone_authors":
        "delete from published_author where id in in_list($1)
           and not exists (select 1 from published_article_author written where written.author = published_author.id)";
    AUTHORS_WRITTEN = "articles.authors_written": "select author from published_article_author where article = $1";
    DROP_LONE_TOPICS = "articles.drop_lone_topics":
        "delete from published_topic where id in in_list($1)
           and not exists (select 1 from published_article_topic about where about.topic = published_topic.id)";
    TOPICS_ABOUT = "articles.topics_about": "select topic from published_article_topic where article = $1";
    DROP_SOURCES = "articles.drop_sources": "delete from published_source where article = $1";
    DROP_STATEMENTS = "articles.drop_statements": "delete from published_statement where article = $1";
    DROP_CORRECTIONS = "articles.drop_corrections": "delete from published_correction where article = $1";
    DROP_TRANSLATION = "articles.drop_translation": "delete from published_translation where article = $1";
    DROP_CARD = "articles.drop_card": "delete from published_card where article = $1";
    PUT_WITHDRAWN = "articles.put_withdrawn":
        "insert into published_withdrawn (article, edition, reason, withdrawn_at) values ($1, $2, $3, $4)
         on conflict (article) do update set reason = excluded.reason, withdrawn_at = excluded.withdrawn_at";
    USING_PICTURE = "articles.using_picture": "select article from published_article_picture where picture = $1 order by article";
    PUT_HELD = "articles.put_held":
        "insert into held_schedule (article, why, due_at, held_at) values ($1, $2, $3, $4)
         on conflict (article) do update set why = excluded.why, due_at = excluded.due_at, held_at = excluded.held_at";
    USING_PICTURE_AFTER = "articles.using_picture_after":
        "select article from published_article_picture where picture = $1 and article > $2 order by article limit $3";
    CLEAR_ARTICLES = "articles.clear_published": "delete from published_article";
    CLEAR_BODIES = "articles.clear_bodies": "delete from published_body";
    CLEAR_AUTHORS = "articles.clear_authors": "delete from published_article_author";
    CLEAR_TOPICS = "articles.clear_topics": "delete from published_article_topic";
    CLEAR_PICTURES = "articles.clear_pictures": "delete from published_article_picture";
    CLEAR_SOURCES = "articles.clear_sources": "delete from published_source";
    CLEAR_STATEMENTS = "articles.clear_statements": "delete from published_statement";
    CLEAR_CORRECTIONS = "articles.clear_corrections": "delete from published_correction";
    CLEAR_WITHDRAWN = "articles.clear_withdrawn": "delete from published_withdrawn";
    CLEAR_CARDS = "articles.clear_cards": "delete from published_card";
    CLEAR_PICTURE_ROWS = "articles.clear_picture_rows": "delete from published_picture";
    CLEAR_TOPIC_ROWS = "articles.clear_topic_rows": "delete from published_topic";
    CLEAR_AUTHOR_ROWS = "articles.clear_author_rows": "delete from published_author";
}

impl FromRow for Article {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let schedule = match (row.get::<Option<i64>>(10)?, row.get::<Option<i64>>(11)?) {
            (Some(at), Some(revision)) => Some(Schedule {
                at,
                revision: RevisionNumber(revision),
                by: row.get::<Option<String>>(12)?.map(AccountId),
            }),
            _ => None,
        };
        let withdrawn = match row.get::<Option<i64>>(13)? {
            Some(at) => Some(Withdrawn { at, reason: row.get::<Option<String>>(14)?.unwrap_or_default() }),
            None => None,
        };
        Ok(Article {
            id: ArticleId(row.get(0)?),
            edition: EditionCode(row.get(1)?),
            section: SectionId(row.get(2)?),
            kind: ArticleKind::named(&row.get::<String>(3)?),
            slug: row.get(4)?,
            latest_revision: RevisionNumber(row.get(5)?),
            live_revision: row.get::<Option<i64>>(6)?.map(RevisionNumber),
            first_published_at: row.get(7)?,
            updated_at: row.get(8)?,
            embargo_until: row.get(9)?,
            schedule,
            withdrawn,
            created_by: row.get(15)?,
        })
    }
}

/// Has whoever would publish or withdraw the article wait until this transaction is over.
pub async fn hold_article(tx: &Tx, id: &ArticleId) -> Result<(), StoreError> {
    tx.optional::<(String,)>(&HOLD, params![id]).await.map(drop)
}

/// The same, and the article as it is from then on: it is read once it is held, and not before.
pub(super) async fn held_article(tx: &Tx, id: &ArticleId) -> Result<Option<Article>, StoreError> {
    tx.optional(&HOLD_WHOLE, params![id]).await
}

/// The same of many. All are held in one order, so that two that need the same do not wait for each other.
pub(super) async fn held_articles(tx: &Tx, ids: &[ArticleId]) -> Result<Vec<Article>, StoreError> {
    tx.all(&HOLD_MANY, params![list(ids)]).await
}

/// The article with this id, published or not.
pub async fn article_by_id(q: &impl Query, id: &ArticleId) -> Result<Option<Article>, StoreError> {
    q.optional(&BY_ID, params![id]).await
}

/// Keeps that these revisions are before readers since then, if they never were.
pub(super) async fn put_publications(
    tx: &Tx,
    revisions: &[(&ArticleId, RevisionNumber)],
    now: i64,
) -> Result<(), StoreError> {
    let row = |(id, revision): &(&ArticleId, RevisionNumber)| params![*id, revision.0, now];
    tx.send_each(&PUT_PUBLICATION, revisions.iter().map(row).collect()).await
}

/// Has the articles of a section be found under the sections that are over it now.
pub async fn file_again(tx: &Tx, section: &SectionId, place: &Place) -> Result<(), StoreError> {
    let branch = place.branch.as_ref().map(|id| id.as_str());
    tx.send(&FILE_AGAIN, params![section, &place.root, branch]).await
}

/// The articles that readers see, by id, after the one given.
pub async fn live_articles(
    q: &impl Query,
    after: &ArticleId,
    limit: i64,
) -> Result<Vec<Article>, StoreError> {
    q.all(&LIVE, params![after, limit]).await
}

pub(super) async fn withdrawn_articles(
    q: &impl Query,
    after: &ArticleId,
    limit: i64,
) -> Result<Vec<Article>, StoreError> {
    q.all(&WITHDRAWN, params![after, limit]).await
}

/// One revision of an article.
pub async fn revision_of(
    q: &impl Query,
    article: &ArticleId,
    number: RevisionNumber,
) -> Result<Option<Revision>, StoreError> {
    type RevisionRow = (String, i64, String, String, String, i64);
    let Some((article, number, content, note, created_by, created_at)) =
        q.optional::<RevisionRow>(&REVISION, params![article, number.0]).await?
    else {
        return Ok(None);
    };
    let content: Content = serde_json::from_str(&content).map_err(|error| {
        StoreError::Database(format!("revision {number} of {article} does not read back: {error}"))
    })?;
    let (article, number) = (ArticleId(article), RevisionNumber(number));
    Ok(Some(Revision { article, number, content, note, created_by, created_at }))
}

/// The revision that readers see, with its article.
pub async fn live_revision(
    q: &impl Query,
    id: &ArticleId,
) -> Result<Option<(Article, Revision)>, StoreError> {
    let Some(article) = article_by_id(q, id).await? else { return Ok(None) };
    let Some(number) = article.live_revision else { return Ok(None) };
    Ok(revision_of(q, id, number).await?.map(|revision| (article, revision)))
}

pub(super) async fn digest_of(
    q: &impl Query,
    article: &ArticleId,
    number: RevisionNumber,
) -> Result<Option<String>, StoreError> {
    Ok(q.optional::<(String,)>(&REVISION_DIGEST, params![article, number.0]).await?.map(|(digest,)| digest))
}

pub(super) async fn insert(tx: &Tx, article: &Article, now: i64) -> Result<(), StoreError> {
    let a = article;
    let (schedule, withdrawn) = (a.schedule.as_ref(), a.withdrawn.as_ref());
    let values = params![
        &a.id,
        &a.edition,
        &a.section,
        a.kind.as_str(),
        a.slug.as_str(),
        a.latest_revision.0,
        a.live_revision.map(|r| r.0),
        a.first_published_at,
        a.updated_at,
        a.embargo_until,
        schedule.map(|s| s.at),
        schedule.map(|s| s.revision.0),
        schedule.and_then(|s| s.by.as_ref()).map(|by| by.as_str()),
        withdrawn.map(|w| w.at),
        withdrawn.map(|w| w.reason.as_str()),
        a.created_by.as_str(),
        now,
    ];
    tx.send(&INSERT, values).await
}

pub(super) async fn update(tx: &Tx, article: &Article) -> Result<(), StoreError> {
    let a = article;
    let (schedule, withdrawn) = (a.schedule.as_ref(), a.withdrawn.as_ref());
    let values = params![
        &a.id,
        &a.section,
        a.kind.as_str(),
        a.slug.as_str(),
        a.latest_revision.0,
        a.live_revision.map(|r| r.0),
        a.first_published_at,
        a.updated_at,
        a.embargo_until,
        schedule.map(|s| s.at),
        schedule.map(|s| s.revision.0),
        schedule.and_then(|s| s.by.as_ref()).map(|by| by.as_str()),
        withdrawn.map(|w| w.at),
        withdrawn.map(|w| w.reason.as_str()),
    ];
    tx.send(&UPDATE, values).await
}

/// Keeps that a schedule was not carried out, why, when it was due and when it was held.
pub(super) async fn put_held(
    tx: &Tx,
    id: &ArticleId,
    why: &str,
    (due, held): (i64, i64),
) -> Result<(), StoreError> {
    tx.send(&PUT_HELD, params![id, why, due, held]).await
}

/// Moves the article from revision `from` to the next number; `false` when somebody else was faster.
pub(super) async fn claim_number(tx: &Tx, id: &ArticleId, from: RevisionNumber) -> Result<bool, StoreError> {
    Ok(tx.execute(&CLAIM_NUMBER, params![id, from.0, from.0 + 1]).await? == 1)
}

pub(super) async fn insert_revision(tx: &Tx, revision: &Revision) -> Result<(), StoreError> {
    let r = revision;
    let content = r.content.to_json();
    let digest = Content::digest_of(&content);
    let values = params![
        &r.article,
        r.number.0,
        content,
        digest,
        r.note.as_str(),
        r.created_by.as_str(),
        r.created_at
    ];
    tx.send(&INSERT_REVISION, values).await?;
    put_names(tx, revision).await
}

/// Keeps which pictures, authors, topics and sources a revision names, so that they can be asked where they are named.
pub(super) async fn put_names(tx: &Tx, revision: &Revision) -> Result<(), StoreError> {
    let Revision { article, number, content, created_at, .. } = revision;
    sources::put_named(tx, (article, *number, *created_at), (&content.sources, &content.body)).await?;
    let pictures = content.pictures();
    if pictures.is_empty() && content.authors.is_empty() && content.topics.is_empty() {
        return Ok(());
    }
    let values = params![article, number.0, list(&pictures), list(&content.authors), list(&content.topics)];
    tx.send(&PUT_NAMES, values).await
}

/// Forgets what an article's revisions name.
pub(super) async fn drop_names(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    sources::drop_named(tx, article).await?;
    tx.send(&DROP_NAMES, params![article]).await
}

/// All articles by id, after the one given.
pub(super) async fn article_ids(
    q: &impl Query,
    after: &ArticleId,
    limit: i64,
) -> Result<Vec<ArticleId>, StoreError> {
    ids(q, &IDS, params![after, limit]).await
}

/// Writes the rows of projections where none stand.
pub(super) async fn put_rows(tx: &Tx, projections: &[&Projection]) -> Result<(), StoreError> {
    tx.send_each(&PUT_PUBLISHED, projections.iter().map(|p| published_row(p)).collect()).await?;
    let body = |p: &&Projection| params![&p.article, p.html.as_str(), p.plain.as_str()];
    tx.send_each(&PUT_BODY, projections.iter().map(body).collect()).await?;
    let mut days = BTreeMap::new();
    for p in projections {
        if p.dated_to.has_day() {
            days.entry((p.day.number(), &p.edition)).or_insert((p.day, 0)).1 += 1;
        }
        put_parts(tx, p).await?;
    }
    for ((_, edition), (day, articles)) in days {
        archive::count(tx, edition, day, articles);
    }
    Ok(())
}

fn published_row(p: &Projection) -> Params {
    params![
        &p.article,
        &p.edition,
        &p.section,
        p.kind.as_str(),
        p.slug.as_str(),
        p.lang.as_str(),
        p.dir.as_str(),
        p.kicker.as_str(),
        p.headline.as_str(),
        p.headlines.short.as_str(),
        p.headlines.search.as_str(),
        p.headlines.social.as_str(),
        p.lead.as_str(),
        p.description.as_str(),
        p.place.as_str(),
        p.sources_json(),
        p.picture.as_ref().map(|id| id.as_str()),
        p.words,
        p.published_at,
        p.updated_at,
        p.revision.0,
        p.day.number(),
        p.extent,
        p.dated_to.as_str(),
        p.licence.as_str(),
        &p.filed.root,
        p.filed.branch.as_ref().map(|id| id.as_str()),
    ]
}

/// The rows of what it consists of.
async fn put_parts(tx: &Tx, p: &Projection) -> Result<(), StoreError> {
    for (position, author) in (0_i64..).zip(&p.authors) {
        tx.send(&PUT_AUTHOR, params![&p.article, position, author, p.published_at]).await?;
    }
    for (position, topic) in (0_i64..).zip(&p.topics) {
        tx.send(&PUT_TOPIC, params![&p.article, position, topic, p.published_at]).await?;
    }
    for told in &p.told {
        let values = params![&p.article, &told.picture, told.caption, told.alt, told.credit];
        tx.send(&PUT_PICTURE, values).await?;
    }
    for (position, source) in (0_i64..).zip(&p.sources) {
        let (role, name) = (source.role.as_str(), source.name.as_str());
        let (href, detail) = (source.href.as_str(), source.detail.as_str());
        tx.send(&PUT_SOURCE, params![&p.article, position, role, name, href, detail]).await?;
    }
    for s in &p.statements {
        let (block, speaker, role, to) =
            (s.block.as_str(), s.speaker.as_str(), s.role.as_str(), s.to.as_str());
        let (place, date, lang, authority) =
            (s.place.as_str(), s.date.as_str(), s.lang.as_str(), s.authority.as_str());
        let (source, href, words) = (s.source.as_str(), s.href.as_str(), s.words.as_str());
        let said_by = speaker_slug(speaker);
        let values = params![
            &p.article,
            block,
            speaker,
            role,
            to,
            place,
            date,
            lang,
            authority,
            source,
            href,
            words,
            &p.edition,
            said_by,
            p.published_at,
        ];
        tx.send(&PUT_STATEMENT, values).await?;
    }
    Ok(())
}

/// The pictures that readers see with an article.
pub(super) async fn pictures_shown(tx: &Tx, id: &ArticleId) -> Result<Vec<MediaId>, StoreError> {
    let pictures: Vec<(MediaId,)> = tx.all(&PICTURES_OF, params![id]).await?;
    Ok(pictures.into_iter().map(|(picture,)| picture).collect())
}

/// Takes away all that readers see of an article, and the pictures, authors and topics that no other one shows.
pub(super) async fn drop_published(tx: &Tx, id: &ArticleId, kind: ArticleKind) -> Result<(), StoreError> {
    match kind {
        ArticleKind::Gallery => galleries::drop_published(tx, id).await?,
        ArticleKind::Video | ArticleKind::Audio => recordings::drop_published(tx, id).await?,
        _ => {}
    }
    archive::uncount(tx, id).await?;
    let mut shared = Vec::new();
    for (used, drop_lone) in [
        (&PICTURES_OF, &DROP_LONE_PICTURES),
        (&AUTHORS_WRITTEN, &DROP_LONE_AUTHORS),
        (&TOPICS_ABOUT, &DROP_LONE_TOPICS),
    ] {
        let ids: Vec<(String,)> = tx.all(used, params![id]).await?;
        shared.push((drop_lone, ids.into_iter().map(|(id,)| id).collect::<Vec<_>>()));
    }
    for statement in [
        &DROP_ARTICLE,
        &DROP_BODY,
        &DROP_AUTHORS,
        &DROP_TOPICS,
        &DROP_PICTURES,
        &DROP_SOURCES,
        &DROP_STATEMENTS,
        &DROP_CORRECTIONS,
        &DROP_TRANSLATION,
        &DROP_CARD,
    ] {
        tx.send(statement, params![id]).await?;
    }
    for (drop_lone, ids) in shared {
        if !ids.is_empty() {
            tx.send(drop_lone, params![list(&ids)]).await?;
        }
    }
    Ok(())
}

pub(super) async fn put_withdrawn(tx: &Tx, article: &Article) -> Result<(), StoreError> {
    let Some(withdrawn) = &article.withdrawn else { return Ok(()) };
    let values = params![&article.id, &article.edition, withdrawn.reason.as_str(), withdrawn.at];
    tx.send(&PUT_WITHDRAWN, values).await
}

/// Keeps which other articles the live texts of these name, each once.
pub(super) async fn put_naming(tx: &Tx, named: &[(&ArticleId, &[ArticleId])]) -> Result<(), StoreError> {
    tx.send(&DROP_NAMING, params![list(named.iter().map(|(id, _)| id))]).await?;
    let rows = named.iter().flat_map(|(id, named)| named.iter().map(move |other| params![*id, other]));
    tx.send_each(&PUT_NAMING, rows.collect()).await
}

/// Each of these articles with each other live one whose text names it.
pub(super) async fn naming(tx: &Tx, named: &[ArticleId]) -> Result<Vec<(ArticleId, ArticleId)>, StoreError> {
    tx.all(&NAMING, params![list(named)]).await
}

/// The live articles whose text names any other.
pub(super) async fn naming_articles(tx: &Tx) -> Result<Vec<ArticleId>, StoreError> {
    ids(tx, &NAMING_ANY, params![]).await
}

async fn ids(
    q: &impl Query,
    statement: &'static Statement,
    params: Params,
) -> Result<Vec<ArticleId>, StoreError> {
    Ok(q.all::<(ArticleId,)>(statement, params).await?.into_iter().map(|(id,)| id).collect())
}

/// The published articles that show a picture.
pub async fn using_picture(q: &impl Query, picture: &MediaId) -> Result<Vec<ArticleId>, StoreError> {
    Ok(q.all::<(String,)>(&USING_PICTURE, params![picture])
        .await?
        .into_iter()
        .map(|(id,)| ArticleId(id))
        .collect())
}

/// The same, a page after the one given.
pub async fn using_picture_after(
    q: &impl Query,
    picture: &MediaId,
    after: &ArticleId,
    limit: i64,
) -> Result<Vec<ArticleId>, StoreError> {
    ids(q, &USING_PICTURE_AFTER, params![picture, after, limit]).await
}

/// Empties every published table that articles fill.
pub async fn clear_published(tx: &Tx) -> Result<(), StoreError> {
    let statements = [
        &CLEAR_ARTICLES,
        &CLEAR_BODIES,
        &CLEAR_AUTHORS,
        &CLEAR_TOPICS,
        &CLEAR_PICTURES,
        &CLEAR_SOURCES,
        &CLEAR_STATEMENTS,
        &CLEAR_CORRECTIONS,
        &CLEAR_WITHDRAWN,
        &CLEAR_CARDS,
        &CLEAR_PICTURE_ROWS,
        &CLEAR_TOPIC_ROWS,
        &CLEAR_AUTHOR_ROWS,
    ];
    for statement in statements {
        tx.send(statement, params![]).await?;
    }
    galleries::clear_published(tx).await?;
    recordings::clear_published(tx).await?;
    archive::clear_published(tx).await
}

/// Somebody has said what becomes of it.
pub(super) async fn forget_held(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&FORGET_HELD, params![article]).await
}
