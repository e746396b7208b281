//! Puts a revision's projection before readers: the part that publishing, correcting, importing and rebuilding share.

use ::store::{StoreError, Tx};
use futures_util::future::{try_join, try_join3};

use crate::app::App;
use crate::features::articles::projection::{Materials, Projection, project};
use crate::features::articles::{Article, Revision, store, teasers_by_ids};
use crate::features::authors::{self, authors_by_ids};
use crate::features::cards;
use crate::features::corrections::{self, corrections_of};
use crate::features::editions::{Edition, edition_by_code};
use crate::features::galleries;
use crate::features::media_library::{self, pictures_by_ids};
use crate::features::pages::Voiced;
use crate::features::recordings;
use crate::features::sections::{self, Section};
use crate::features::stories;
use crate::features::topics::{self, topics_by_ids};
use crate::features::translations;
use crate::id::{ArticleId, StoryId};

/// What an article stands on.
pub(super) struct Ground {
    pub edition: Edition,
    /// Held: whoever would move or close it waits until the transaction is over.
    pub section: Section,
}

/// What `article` stands on. Asked before anything of it is written: whoever moves its section waits for this, or this for them.
pub(super) async fn ground(tx: &Tx, article: &Article) -> Result<Ground, StoreError> {
    let lacks = |what| move || StoreError::Database(format!("article {} has no {what}", article.id));
    let (edition, section) =
        try_join(edition_by_code(tx, &article.edition), sections::hold_section(tx, &article.section)).await?;
    Ok(Ground {
        edition: edition.ok_or_else(lacks("edition"))?,
        section: section.ok_or_else(lacks("section"))?,
    })
}

/// Writes all that readers see of `revision`, in place of what they saw before.
pub async fn place(
    tx: &Tx,
    app: &App,
    article: &Article,
    revision: Revision,
    now: i64,
) -> Result<Projection, StoreError> {
    let ground = ground(tx, article).await?;
    store::drop_published(tx, &article.id, article.kind).await?;
    place_anew(tx, app, article, revision, ground, now).await
}

/// The same where nothing of it is before readers, on ground that is known.
pub(super) async fn place_anew(
    tx: &Tx,
    app: &App,
    article: &Article,
    revision: Revision,
    ground: Ground,
    now: i64,
) -> Result<Projection, StoreError> {
    let named = related_to(&revision);
    store::put_naming(tx, &article.id, &named).await?;
    let materials = gather(tx, article, revision, &named, ground).await?;
    let projection = put(tx, app, &materials, now).await?;
    for correction in &materials.corrections {
        let (stands, lang) =
            (projection.has_block(&correction.block), projection.language_of(&correction.block));
        corrections::put_published(tx, correction, stands, lang).await?;
    }
    translations::put_published(tx, &article.id).await?;
    let p = &projection;
    let words = cards::fingerprint(&p.headline, &p.headlines.social, &p.kicker);
    cards::put_published(tx, app, &p.article, &words, p.published_at).await?;
    Ok(projection)
}

/// The same of an article that is begun in this very transaction: nobody has corrected it, translated it or drawn a card for
/// it.
pub(super) async fn place_new(
    tx: &Tx,
    app: &App,
    article: &Article,
    revision: Revision,
    (edition, section): (Edition, &Section),
    now: i64,
) -> Result<Projection, StoreError> {
    let named = related_to(&revision);
    if !named.is_empty() {
        store::put_naming(tx, &article.id, &named).await?;
    }
    let content = &revision.content;
    let materials = Materials {
        edition,
        authors: authors_by_ids(tx, &content.authors).await?,
        topics: topics_by_ids(tx, &content.topics).await?,
        pictures: pictures_by_ids(tx, &content.pictures()).await?,
        related: teasers_by_ids(tx, &named).await?,
        corrections: Vec::new(),
        article: article.clone(),
        filed: sections::place_of(tx, section).await?,
        revision,
    };
    let projection = put(tx, app, &materials, now).await?;
    cards::draw_later(tx, app, &article.id, projection.published_at).await?;
    Ok(projection)
}

/// Writes the rows of what `materials` come to.
async fn put(tx: &Tx, app: &App, materials: &Materials, now: i64) -> Result<Projection, StoreError> {
    let article = &materials.article;
    let locale = app.locale(&materials.edition);
    let projection = project(materials, &Voiced::new(&materials.edition, &locale, now));
    store::put_rows(tx, &projection).await?;
    // What articles share is written in one order, so that two that go out at once do not wait for each other.
    for author in by_id(&materials.authors, |author| &author.id, &projection.authors) {
        authors::put_published(tx, author).await?;
    }
    for topic in by_id(&materials.topics, |topic| &topic.id, &projection.topics) {
        topics::put_published(tx, topic).await?;
    }
    for picture in by_id(&materials.pictures, |picture| &picture.id, &projection.pictures) {
        media_library::put_published(tx, picture).await?;
    }
    galleries::put_published(tx, &article.id, &projection.gallery).await?;
    if let Some((recording, transcript)) = &projection.recording {
        recordings::put_published(tx, &article.id, recording, transcript).await?;
    }
    Ok(projection)
}

/// Those that are shown, in the order of their ids.
fn by_id<'m, T, Id: Ord>(all: &'m [T], id: fn(&T) -> &Id, shown: &[Id]) -> Vec<&'m T> {
    let mut those: Vec<&T> = all.iter().filter(|one| shown.contains(id(one))).collect();
    those.sort_by(|one, other| id(one).cmp(id(other)));
    those
}

/// Places the live revisions once more, because something they are made of changed. An article without one is left alone.
/// Their stories follow when all are placed, each once.
pub async fn project_again(tx: &Tx, app: &App, ids: &[ArticleId], now: i64) -> Result<(), StoreError> {
    for id in ids {
        place_live(tx, app, id, now).await?;
    }
    stories::follow(tx, ids).await.map(drop)
}

/// The same of one, and nothing follows.
pub(super) async fn place_live(tx: &Tx, app: &App, id: &ArticleId, now: i64) -> Result<(), StoreError> {
    if let Some((article, revision)) = store::live_revision(tx, id).await? {
        place(tx, app, &article, revision, now).await?;
    }
    Ok(())
}

/// Places the articles whose text names `id` once more, because its headline came, changed or went, and has their stories and
/// its own follow. Returns which articles, its translations with them, whose pages name it too; and its own stories.
pub(super) async fn name_again(
    tx: &Tx,
    app: &App,
    id: &ArticleId,
    now: i64,
) -> Result<(Vec<ArticleId>, Vec<StoryId>), StoreError> {
    let naming = store::naming(tx, id).await?;
    for article in &naming {
        place_live(tx, app, article, now).await?;
    }
    let moved: Vec<ArticleId> = naming.iter().chain([id]).cloned().collect();
    let (followed, siblings) =
        try_join(stories::follow(tx, &moved), translations::live_siblings(tx, id)).await?;
    // Most articles are in no story, and nobody names them.
    let own = if followed.is_empty() { followed } else { stories::stories_of(tx, id).await? };
    Ok((naming.into_iter().chain(siblings).collect(), own))
}

async fn gather(
    tx: &Tx,
    article: &Article,
    revision: Revision,
    named: &[ArticleId],
    Ground { edition, section }: Ground,
) -> Result<Materials, StoreError> {
    let content = &revision.content;
    let pictures = content.pictures();
    // Asked at once: a server has them all before it answers the first.
    let (known, shown) = try_join(
        try_join3(
            corrections_of(tx, &article.id),
            authors_by_ids(tx, &content.authors),
            topics_by_ids(tx, &content.topics),
        ),
        try_join3(
            pictures_by_ids(tx, &pictures),
            teasers_by_ids(tx, named),
            sections::place_of(tx, &section),
        ),
    )
    .await?;
    let ((corrections, authors, topics), (pictures, related, filed)) = (known, shown);
    let article = article.clone();
    Ok(Materials { edition, authors, topics, pictures, related, corrections, filed, article, revision })
}

/// The articles that a revision's text names, each once.
fn related_to(revision: &Revision) -> Vec<ArticleId> {
    let mut named: Vec<ArticleId> =
        content::walk::related_ids(&revision.content.body).into_iter().map(ArticleId::from).collect();
    named.sort();
    named.dedup();
    named
}
