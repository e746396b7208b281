//! Puts a revision's projection before readers: the part that publishing, correcting, importing and rebuilding share.

use ::store::{StoreError, Tx};
use futures_util::future::{try_join, try_join_all, try_join3};
use std::collections::{BTreeMap, BTreeSet};

use crate::app::App;
use crate::features::articles::projection::{Materials, Projection, project};
use crate::features::articles::{Article, Revision, store, teasers_by_ids};
use crate::features::authors::{self, authors_by_ids};
use crate::features::cards::{self, Carded};
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
#[derive(Clone)]
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
    let one = Placing { article: article.clone(), revision, ground };
    the_one(tx, put_own(tx, app, vec![one], now).await?).await
}

/// A revision that is to be before readers.
pub(super) struct Placing {
    /// As it is from the commit on.
    pub article: Article,
    pub revision: Revision,
    pub ground: Ground,
}

/// A revision whose own rows are before readers, and what they were made of.
pub(super) struct Own {
    materials: Materials,
    pub projection: Projection,
}

/// Writes what readers see of these but for the rows that articles share: those are put for many of them together, by
/// [`put_shared`].
pub(super) async fn put_own(
    tx: &Tx,
    app: &App,
    those: Vec<Placing>,
    now: i64,
) -> Result<Vec<Own>, StoreError> {
    let ids: Vec<ArticleId> = those.iter().map(|one| one.article.id.clone()).collect();
    let named: Vec<Vec<ArticleId>> = those.iter().map(|one| related_to(&one.revision)).collect();
    let naming: Vec<_> = ids.iter().zip(named.iter().map(Vec::as_slice)).collect();
    store::put_naming(tx, &naming).await?;
    // Asked at once: a server has them all before it answers the first.
    let gathered = those.into_iter().zip(&named).map(|(one, named)| gather(tx, one, named));
    let (corrections, mut materials) = try_join(corrections_of(tx, &ids), try_join_all(gathered)).await?;
    for correction in corrections {
        let corrected = materials.iter_mut().find(|materials| materials.article.id == correction.article);
        corrected.into_iter().for_each(|materials| materials.corrections.push(correction.clone()));
    }
    let own = put_rows(tx, app, materials, now).await?;
    for Own { materials, projection } in &own {
        for correction in &materials.corrections {
            let (stands, lang) =
                (projection.has_block(&correction.block), projection.language_of(&correction.block));
            corrections::put_published(tx, correction, stands, lang).await?;
        }
    }
    translations::put_published(tx, &ids).await?;
    let carded = |Own { projection: p, .. }: &Own| Carded {
        article: p.article.clone(),
        words: cards::fingerprint(&p.headline, &p.headlines.social, &p.kicker),
        published_at: p.published_at,
    };
    cards::put_published(tx, app, &own.iter().map(carded).collect::<Vec<_>>()).await?;
    Ok(own)
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
        store::put_naming(tx, &[(&article.id, &named)]).await?;
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
    let own = put_rows(tx, app, vec![materials], now).await?;
    let drawn: Vec<_> = own.iter().map(|own| (&article.id, own.projection.published_at)).collect();
    cards::draw_later(tx, app, &drawn).await?;
    the_one(tx, own).await
}

/// Writes what the only one of these shares with others, and returns what readers see of it.
async fn the_one(tx: &Tx, own: Vec<Own>) -> Result<Projection, StoreError> {
    put_shared(tx, &own).await?;
    let one = own.into_iter().next().map(|own| own.projection);
    one.ok_or_else(|| StoreError::Database("what was placed is not there".to_owned()))
}

/// Writes the rows of what each of these comes to, but for those that they share.
async fn put_rows(tx: &Tx, app: &App, materials: Vec<Materials>, now: i64) -> Result<Vec<Own>, StoreError> {
    let projected = |materials: Materials| {
        let locale = app.locale(&materials.edition);
        let projection = project(&materials, &Voiced::new(&materials.edition, &locale, now));
        Own { materials, projection }
    };
    let own: Vec<Own> = materials.into_iter().map(projected).collect();
    let projections: Vec<&Projection> = own.iter().map(|own| &own.projection).collect();
    store::put_rows(tx, &projections).await?;
    for p in projections {
        galleries::put_published(tx, &p.article, &p.gallery).await?;
        if let Some((recording, transcript)) = &p.recording {
            recordings::put_published(tx, &p.article, recording, transcript).await?;
        }
    }
    Ok(own)
}

/// Writes the rows that articles share, each once and all in one order: two transactions that put the same ones out do not wait
/// for each other.
pub(super) async fn put_shared(tx: &Tx, placed: &[Own]) -> Result<(), StoreError> {
    for author in shown(placed, |m| &m.authors, |p| &p.authors, |author| &author.id) {
        authors::put_published(tx, author).await?;
    }
    for topic in shown(placed, |m| &m.topics, |p| &p.topics, |topic| &topic.id) {
        topics::put_published(tx, topic).await?;
    }
    for picture in shown(placed, |m| &m.pictures, |p| &p.pictures, |picture| &picture.id) {
        media_library::put_published(tx, picture).await?;
    }
    Ok(())
}

/// Those of one sort that are shown, in the order of their ids.
fn shown<T, Id: Ord>(
    placed: &[Own],
    all: fn(&Materials) -> &Vec<T>,
    shown: fn(&Projection) -> &Vec<Id>,
    id: fn(&T) -> &Id,
) -> Vec<&T> {
    let mut those = BTreeMap::new();
    for own in placed {
        let named = all(&own.materials).iter().filter(|one| shown(&own.projection).contains(id(one)));
        those.extend(named.map(|one| (id(one), one)));
    }
    those.into_values().collect()
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

/// What stands elsewhere of an article that came before readers, changed or went.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// The articles whose pages name it: those whose text does, and its translations.
    pub named_by: Vec<ArticleId>,
    /// Its own stories.
    pub stories: Vec<StoryId>,
}

/// Places the articles whose text names `id` once more, because its headline came, changed or went, and has their stories and
/// its own follow.
pub(super) async fn name_again(
    tx: &Tx,
    app: &App,
    id: &ArticleId,
    now: i64,
) -> Result<Elsewhere, StoreError> {
    let mut each = name_each_again(tx, app, std::slice::from_ref(id), now).await?;
    Ok(each.remove(id).unwrap_or_default())
}

/// The same of many, each of which is told; whoever names several of them is placed once.
pub(super) async fn name_each_again(
    tx: &Tx,
    app: &App,
    ids: &[ArticleId],
    now: i64,
) -> Result<BTreeMap<ArticleId, Elsewhere>, StoreError> {
    let named = store::naming(tx, ids).await?;
    let naming: BTreeSet<&ArticleId> = named.iter().map(|(_, article)| article).collect();
    for article in &naming {
        place_live(tx, app, article, now).await?;
    }
    let moved: Vec<ArticleId> = naming.into_iter().chain(ids).cloned().collect();
    let (followed, siblings) =
        try_join(stories::follow(tx, &moved), translations::live_siblings(tx, ids)).await?;
    // Most articles are in no story, and nobody names them.
    let own = if followed.is_empty() { Vec::new() } else { stories::stories_of_each(tx, ids).await? };
    let mut each: BTreeMap<ArticleId, Elsewhere> = BTreeMap::new();
    for (id, article) in named.into_iter().chain(siblings) {
        each.entry(id).or_default().named_by.push(article);
    }
    for (id, story) in own {
        each.entry(id).or_default().stories.push(story);
    }
    Ok(each)
}

/// What a page is made of, but for its corrections.
async fn gather(tx: &Tx, one: Placing, named: &[ArticleId]) -> Result<Materials, StoreError> {
    let Placing { article, revision, ground: Ground { edition, section } } = one;
    let content = &revision.content;
    let pictures = content.pictures();
    let ((authors, topics), (pictures, related, filed)) = try_join(
        try_join(authors_by_ids(tx, &content.authors), topics_by_ids(tx, &content.topics)),
        try_join3(
            pictures_by_ids(tx, &pictures),
            teasers_by_ids(tx, named),
            sections::place_of(tx, &section),
        ),
    )
    .await?;
    let corrections = Vec::new();
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
