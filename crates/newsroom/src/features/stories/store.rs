//! The SQL of stories: the truth, and the rows that are made of it for readers. What reads those is in
//! `published/store.rs`.

use store::{FromRow, Query, Row, StoreError, Tx, list, params, sql};

use super::outline::{self, Known};
use super::story::{Story, StoryOrder, StoryState};
use crate::id::{ArticleId, EditionCode, StoryId};

macro_rules! stories {
    () => {
        "select id, edition, slug, name, about, state, key_points, reading_order, explainer, cover, merged_into, revision,
           opened_at from story"
    };
}

sql! {
    BY_ID = "stories.by_id": concat!(stories!(), " where id = $1");
    BY_SLUG = "stories.by_slug": concat!(stories!(), " where edition = $1 and slug = $2");
    STARTING = "stories.starting":
        concat!(stories!(), " where edition = $1 and slug >= $2 and slug < $3 and merged_into is null order by slug limit $4");
    STARTING_SHOWN = "stories.starting_shown":
        concat!(stories!(), " where edition = $1 and slug >= $2 and slug < $3 and merged_into is null
           and exists (select 1 from published_story_article live where live.story = story.id) order by slug limit $4");
    NEWEST_SHOWN_IN = "stories.newest_shown_in":
        concat!(stories!(), " where edition = $1 and merged_into is null
           and exists (select 1 from published_story_article live where live.story = story.id)
           order by opened_at desc, id desc limit $2");
    NEWEST_IN = "stories.newest_in":
        concat!(stories!(), " where edition = $1 and merged_into is null order by opened_at desc, id desc limit $2");
    BY_IDS = "stories.by_ids": concat!(stories!(), " where id in in_list($1)");
    NEWEST = "stories.newest": concat!(stories!(), " order by opened_at desc, id desc limit $1");
    // Rows that refer to it may come meanwhile: whoever places two pieces at once does not wait in a circle.
    HOLD = "stories.hold": "select id from story where id in in_list($1) order by id for_no_key_update()";
    IDS = "stories.ids": "select id from story where id > $1 and merged_into is null order by id limit $2";
    INSERT = "stories.insert":
        "insert into story (id, edition, slug, name, about, state, key_points, reading_order, explainer, cover, merged_into,
           revision, created_by, opened_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)";
    UPDATE = "stories.update":
        "update story set name = $2, about = $3, state = $4, key_points = $5, reading_order = $6, explainer = $7, cover = $8,
           merged_into = $9, revision = $10, changed_at = $11
         where id = $1";
    FOLLOW_MERGED = "stories.follow_merged": "update story set merged_into = $2 where merged_into = $1";

    IS_IN = "stories.is_in": "select pinned from story_article where story = $1 and article = $2";
    OF_ARTICLE = "stories.of_article": "select story from story_article where article = $1 order by place, story";
    OF_EACH = "stories.of_each":
        "select article, story from story_article where article in in_list($1) order by place, story";
    OF_ARTICLES = "stories.of_articles":
        "select distinct story from story_article where article in in_list($1) order by story";
    PIECES = "stories.pieces": "select article from story_article where story = $1 order by article";
    COUNT_PIECES = "stories.count_pieces": "select count(article) from story_article where story = $1";
    COUNT_PINS = "stories.count_pins": "select count(article) from story_article where story = $1 and pinned";
    PLACES = "stories.places":
        "select count(story), coalesce(min(place), 0), coalesce(max(place), 0) from story_article where article = $1";
    PLACE = "stories.place":
        "insert into story_article (story, article, place, pinned) values ($1, $2, $3, false)
         on conflict (story, article) do update set place = excluded.place";
    TAKE_OUT = "stories.take_out": "delete from story_article where story = $1 and article = $2";
    PIN = "stories.pin": "update story_article set pinned = $3 where story = $1 and article = $2";
    MOVE_PIECE = "stories.move_piece":
        "update story_article set story = $2, pinned = false where story = $1 and article = $3";
    MOVE_PIECES = "stories.move_pieces":
        "update story_article set story = $2, pinned = false where story = $1
           and article not in (select article from story_article where story = $2)";
    EMPTY = "stories.empty": "delete from story_article where story = $1";

    DROP_OF_ARTICLES = "stories.drop_of_articles": "delete from published_story_article where article in in_list($1)";
    PUT_OF_ARTICLES = "stories.put_of_articles":
        "insert into published_story_article (story, article, published_at, place, pinned)
         select member.story, member.article, article.published_at, member.place, member.pinned
         from story_article member join published_article article on article.id = member.article
         where member.article in in_list($1)";
    DROP_OF_STORY = "stories.drop_of_story": "delete from published_story_article where story = $1";
    PUT_OF_STORY = "stories.put_of_story":
        "insert into published_story_article (story, article, published_at, place, pinned)
         select member.story, member.article, article.published_at, member.place, member.pinned
         from story_article member join published_article article on article.id = member.article where member.story = $1";
    SHOWN = "stories.shown":
        "select count(article), coalesce(min(published_at), 0), coalesce(max(published_at), 0)
         from published_story_article where story = $1";
    PINS = "stories.pins":
        "select article from published_story_article where story = $1 and pinned order by published_at desc, article desc";
    IS_SHOWN = "stories.is_shown": "select place from published_story_article where story = $1 and article = $2";
    PICTURED = "stories.pictured":
        "select article.id from published_story_article member join published_article article on article.id = member.article
         where member.story = $1 and article.picture is not null
         order by case when article.id = $2 then 0 when article.id = $3 then 1 when member.pinned then 2 else 3 end,
           member.published_at desc, member.article desc limit 1";
    DROP_STORY = "stories.drop_published": "delete from published_story where id = $1 or merged_into = $1";
    PUT_STORY = "stories.put_published":
        "insert into published_story (id, edition, slug, name, about, state, rank, key_points, reading_order, explainer, cover,
           pins, merged_into, pieces, begun_at, latest_at, revision, outline)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, null, $13, $14, $15, $16, $17)";
    // Of a story that was merged readers see the address alone.
    PUT_MERGED = "stories.put_merged":
        "insert into published_story (id, edition, slug, name, about, state, rank, key_points, reading_order, explainer, cover,
           pins, merged_into, pieces, begun_at, latest_at, revision)
         select id, edition, slug, '', '', 'ended', 9, '[]', 'newest', null, null, '[]', merged_into, 0, 0, 0, revision
         from story where merged_into = $1";
    OUTLINES = "stories.outlines":
        "select id, edition, outline from published_story where id in in_list($1) order by id";
    CLEAR_STORIES = "stories.clear_published": "delete from published_story";
    CLEAR_MEMBERS = "stories.clear_members": "delete from published_story_article";
    WHERE_SHOWN = "stories.where_shown":
        "select story.edition, story.slug from story_article member join story on story.id = member.story
         where member.article = $1 order by member.place, story.id limit 1";
}

const PAGE: i64 = 500;

impl FromRow for Story {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let (id, key_points): (StoryId, String) = (row.get(0)?, row.get(6)?);
        // Read as none, they would be written back as none.
        let key_points = serde_json::from_str(&key_points).map_err(|error| {
            StoreError::Database(format!("the key points of story {id} do not read back: {error}"))
        })?;
        Ok(Story {
            id,
            edition: row.get(1)?,
            slug: row.get(2)?,
            name: row.get(3)?,
            about: row.get(4)?,
            state: StoryState::named(&row.get::<String>(5)?),
            key_points,
            order: StoryOrder::named(&row.get::<String>(7)?).unwrap_or_default(),
            explainer: row.get(8)?,
            cover: row.get(9)?,
            merged_into: row.get(10)?,
            revision: row.get(11)?,
            opened_at: row.get(12)?,
        })
    }
}

/// The story with this id, before readers or not.
pub async fn story_by_id(q: &impl Query, id: &StoryId) -> Result<Option<Story>, StoreError> {
    q.optional(&BY_ID, params![id]).await
}

/// The edition's story at this address.
pub async fn story_by_slug(
    q: &impl Query,
    edition: &EditionCode,
    slug: &str,
) -> Result<Option<Story>, StoreError> {
    q.optional(&BY_SLUG, params![edition, slug]).await
}

/// The edition's stories whose addresses begin so; without a beginning those that were opened last.
pub async fn starting(
    q: &impl Query,
    (edition, all): (&EditionCode, bool),
    slug: &str,
    limit: i64,
) -> Result<Vec<Story>, StoreError> {
    if slug.is_empty() {
        let newest = if all { &NEWEST_IN } else { &NEWEST_SHOWN_IN };
        return q.all(newest, params![edition, limit]).await;
    }
    let end = format!("{slug}\u{10ffff}");
    q.all(if all { &STARTING } else { &STARTING_SHOWN }, params![edition, slug, end, limit]).await
}

/// The stories with these ids, in no order.
pub async fn stories_by_ids(q: &impl Query, ids: &[StoryId]) -> Result<Vec<Story>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { q.all(&BY_IDS, params![list(ids)]).await }
}

/// The stories that were opened last.
pub(super) async fn newest(q: &impl Query, limit: i64) -> Result<Vec<Story>, StoreError> {
    q.all(&NEWEST, params![limit]).await
}

/// The stories an article is in, its first one first.
pub async fn stories_of(q: &impl Query, article: &ArticleId) -> Result<Vec<StoryId>, StoreError> {
    ids(q.all(&OF_ARTICLE, params![article]).await?)
}

/// Each of these articles with each story that it is in.
pub async fn stories_of_each(
    q: &impl Query,
    articles: &[ArticleId],
) -> Result<Vec<(ArticleId, StoryId)>, StoreError> {
    q.all(&OF_EACH, params![list(articles)]).await
}

/// The edition and address of an article's first story.
pub async fn where_shown(
    q: &impl Query,
    article: &ArticleId,
) -> Result<Option<(EditionCode, String)>, StoreError> {
    q.optional(&WHERE_SHOWN, params![article]).await
}

/// All articles of a story, published or not.
pub(super) async fn pieces(q: &impl Query, story: &StoryId) -> Result<Vec<ArticleId>, StoreError> {
    ids(q.all(&PIECES, params![story]).await?)
}

fn ids<Id>(rows: Vec<(Id,)>) -> Result<Vec<Id>, StoreError> {
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether an article is in a story; and if so, whether it is pinned.
pub(super) async fn pinned(
    q: &impl Query,
    story: &StoryId,
    article: &ArticleId,
) -> Result<Option<bool>, StoreError> {
    Ok(q.optional::<(bool,)>(&IS_IN, params![story, article]).await?.map(|(pinned,)| pinned))
}

pub(super) async fn count_pieces(q: &impl Query, story: &StoryId) -> Result<i64, StoreError> {
    Ok(q.one::<(i64,)>(&COUNT_PIECES, params![story]).await?.0)
}

pub(super) async fn count_pins(q: &impl Query, story: &StoryId) -> Result<i64, StoreError> {
    Ok(q.one::<(i64,)>(&COUNT_PINS, params![story]).await?.0)
}

/// In how many stories an article is, and the lowest and the highest of its places in them.
pub(super) async fn places(q: &impl Query, article: &ArticleId) -> Result<(i64, i64, i64), StoreError> {
    q.one(&PLACES, params![article]).await
}

pub(super) async fn insert(tx: &Tx, story: &Story, by: &str) -> Result<(), StoreError> {
    let s = story;
    let values = params![
        &s.id,
        &s.edition,
        s.slug.as_str(),
        s.name.as_str(),
        s.about.as_str(),
        s.state.as_str(),
        as_list(&s.key_points),
        s.order.as_str(),
        s.explainer.as_ref().map(ArticleId::as_str),
        s.cover.as_ref().map(ArticleId::as_str),
        s.merged_into.as_ref().map(StoryId::as_str),
        s.revision,
        by,
        s.opened_at,
    ];
    tx.execute(&INSERT, values).await.map(drop)
}

/// Saves a story as its next revision, and returns it so.
pub(super) async fn update(tx: &Tx, story: Story, now: i64) -> Result<Story, StoreError> {
    let s = Story { revision: story.revision + 1, ..story };
    let values = params![
        &s.id,
        s.name.as_str(),
        s.about.as_str(),
        s.state.as_str(),
        as_list(&s.key_points),
        s.order.as_str(),
        s.explainer.as_ref().map(ArticleId::as_str),
        s.cover.as_ref().map(ArticleId::as_str),
        s.merged_into.as_ref().map(StoryId::as_str),
        s.revision,
        now,
    ];
    tx.send(&UPDATE, values).await?;
    Ok(s)
}

fn as_list(items: &[impl serde::Serialize]) -> String {
    as_json(items)
}

fn as_json(value: &(impl serde::Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("lists of texts and numbers have a JSON form")
}

pub(super) async fn place(tx: &Tx, story: &StoryId, article: &ArticleId, at: i64) -> Result<(), StoreError> {
    tx.send(&PLACE, params![story, article, at]).await
}

pub(super) async fn take_out(tx: &Tx, story: &StoryId, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&TAKE_OUT, params![story, article]).await
}

pub(super) async fn set_pin(
    tx: &Tx,
    story: &StoryId,
    article: &ArticleId,
    pinned: bool,
) -> Result<(), StoreError> {
    tx.send(&PIN, params![story, article, pinned]).await
}

/// Moves one piece from a story to another that does not have it.
pub(super) async fn move_piece(
    tx: &Tx,
    from: &StoryId,
    to: &StoryId,
    article: &ArticleId,
) -> Result<(), StoreError> {
    tx.send(&MOVE_PIECE, params![from, to, article]).await
}

/// Moves all pieces from a story to another, and what had been merged into it.
pub(super) async fn move_all(tx: &Tx, from: &StoryId, to: &StoryId) -> Result<(), StoreError> {
    tx.send(&MOVE_PIECES, params![from, to]).await?;
    tx.send(&EMPTY, params![from]).await?;
    tx.send(&FOLLOW_MERGED, params![from, to]).await
}

/// Has what readers see of the stories of these articles follow them: they came before them, changed or left. Each story is
/// shown once, however many of its pieces these are. Returns the stories.
pub async fn follow(tx: &Tx, articles: &[ArticleId]) -> Result<Vec<StoryId>, StoreError> {
    let stories = of_articles(tx, articles).await?;
    if stories.is_empty() {
        return Ok(stories);
    }
    hold(tx, &stories).await?;
    tx.send(&DROP_OF_ARTICLES, params![list(articles)]).await?;
    tx.send(&PUT_OF_ARTICLES, params![list(articles)]).await?;
    // What was merged before it was held is part of another one now.
    let stories = of_articles(tx, articles).await?;
    show_in_order(tx, &stories).await?;
    Ok(stories)
}

/// Has the stories of these articles weigh them again: a breaking alert leads to one from now on, or no longer.
pub async fn follow_alert(tx: &Tx, articles: &[ArticleId]) -> Result<(), StoreError> {
    show_in_order(tx, &of_articles(tx, articles).await?).await
}

/// The stories that one of these articles is in, each once, in order.
async fn of_articles(q: &impl Query, articles: &[ArticleId]) -> Result<Vec<StoryId>, StoreError> {
    if articles.is_empty() {
        Ok(Vec::new())
    } else {
        ids(q.all(&OF_ARTICLES, params![list(articles)]).await?)
    }
}

/// Nobody else changes or shows these until this transaction is over. All are held in one order, so that two that need the
/// same do not wait for each other.
pub(super) async fn hold(tx: &Tx, stories: &[StoryId]) -> Result<(), StoreError> {
    tx.all::<(StoryId,)>(&HOLD, params![list(stories)]).await.map(drop)
}

/// Shows these, each once.
pub(super) async fn show_in_order(tx: &Tx, stories: &[StoryId]) -> Result<(), StoreError> {
    if stories.is_empty() {
        return Ok(());
    }
    hold(tx, stories).await?;
    for story in stories {
        show(tx, story).await?;
    }
    Ok(())
}

/// Has what readers see of a story follow the truth, with all its pieces. Whether readers see it.
pub(super) async fn show_all(tx: &Tx, story: &StoryId) -> Result<bool, StoreError> {
    hold(tx, std::slice::from_ref(story)).await?;
    tx.send(&DROP_OF_STORY, params![story]).await?;
    tx.send(&PUT_OF_STORY, params![story]).await?;
    show(tx, story).await
}

/// Takes away what readers see of a story that becomes part of another one.
pub(super) async fn hide(tx: &Tx, story: &StoryId) -> Result<(), StoreError> {
    tx.send(&DROP_OF_STORY, params![story]).await?;
    tx.send(&DROP_STORY, params![story]).await
}

/// Writes the published row of a story that is held, from its own row and those of its pieces. Whether readers see it. What
/// is part of another one by now is left as it is: its address leads on.
async fn show(tx: &Tx, id: &StoryId) -> Result<bool, StoreError> {
    let story = story_by_id(tx, id).await?.filter(|story| story.merged_into.is_none());
    let Some(s) = story else { return Ok(false) };
    tx.send(&DROP_STORY, params![id]).await?;
    let (pieces, begun_at, latest_at): (i64, i64, i64) = tx.one(&SHOWN, params![id]).await?;
    if pieces == 0 {
        return Ok(false);
    }
    let explainer = match &s.explainer {
        Some(article) => tx.optional::<(i64,)>(&IS_SHOWN, params![id, article]).await?.map(|_| article),
        None => None,
    };
    let (cover, second) =
        (s.cover.as_ref().map_or("", |id| id.as_str()), explainer.map_or("", |id| id.as_str()));
    let cover: Option<(ArticleId,)> = tx.optional(&PICTURED, params![id, cover, second]).await?;
    let pins: Vec<(ArticleId,)> = tx.all(&PINS, params![id]).await?;
    let known = Known { pieces, begun_at, explainer, has_pins: !pins.is_empty() };
    let outline = outline::of(tx, id, known).await?;
    let values = params![
        &s.id,
        &s.edition,
        s.slug.as_str(),
        s.name.as_str(),
        s.about.as_str(),
        s.state.as_str(),
        s.state.rank(),
        as_list(&s.key_points),
        s.order.as_str(),
        explainer.map(ArticleId::as_str),
        cover.as_ref().map(|(id,)| id.as_str()),
        as_list(&ids(pins)?),
        pieces,
        begun_at,
        latest_at,
        s.revision,
        as_json(&outline),
    ];
    tx.send(&PUT_STORY, values).await?;
    tx.send(&PUT_MERGED, params![id]).await?;
    Ok(true)
}

/// What is kept of those of these stories that readers see, as it is written.
pub(super) async fn outlines(
    q: &impl Query,
    stories: &[StoryId],
) -> Result<Vec<(StoryId, EditionCode, String)>, StoreError> {
    q.all(&OUTLINES, params![list(stories)]).await
}

/// Makes all that readers see of stories anew, once the articles stand.
pub async fn rebuild_published(tx: &Tx) -> Result<(), StoreError> {
    tx.send(&CLEAR_STORIES, params![]).await?;
    tx.send(&CLEAR_MEMBERS, params![]).await?;
    let mut after = StoryId(String::new());
    loop {
        let page = standing(tx, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.clone();
        for story in &page {
            show_all(tx, story).await?;
        }
    }
}

/// A page of the stories that are not part of another, after the one given.
pub(super) async fn standing(
    q: &impl Query,
    after: &StoryId,
    limit: i64,
) -> Result<Vec<StoryId>, StoreError> {
    ids(q.all(&IDS, params![after, limit]).await?)
}
