//! The SQL of suggestions: the texts that are compared, the stories with their pieces, and what was decided.

use store::{FromRow, Query, Row, StoreError, Tx, list, params, sql};

use crate::id::{ArticleId, EditionCode, SectionId, StoryId};

macro_rules! is_settled {
    () => {
        "article.withdrawn_at is not null
             or exists (select 1 from story_article member where member.article = article.id)
             or exists (select 1 from story_proposal_dismissed dismissed where dismissed.article = article.id)"
    };
}

sql! {
    TEXTS = "suggestions.texts":
        concat!("select article.id, article.edition, article.section, article.created_by, edition.lang,
           case when article.first_published_at < article.created_at then article.first_published_at else article.created_at end,
           newest.content,
           ", is_settled!(), "
         from article
         join edition on edition.code = article.edition
         join revision newest on newest.article = article.id and newest.number = article.latest_revision
         where article.id in in_list($1)");
    SETTLED = "suggestions.settled":
        concat!("select article.id, ", is_settled!(), " from article where article.id in in_list($1)");
    NEWEST = "suggestions.newest":
        "select id from article where edition = $1 order by created_at desc, id desc limit $2";
    STORIES = "suggestions.stories":
        "select id, edition, state, merged_into from story where id in in_list($1)";
    STANDING = "suggestions.standing":
        "select id from story where id > $1 and merged_into is null and state <> 'ended' order by id limit $2";
    LATEST_PIECES = "suggestions.latest_pieces":
        "select story, article from (
           select member.story, member.article,
             row_number() over (partition by member.story order by article.created_at desc, article.id desc) as nth
           from story_article member join article on article.id = member.article where member.story in in_list($1)) latest
         where nth <= $2";
    DECISIONS = "suggestions.decisions":
        "select story, article, accepted, score from story_decision where story in in_list($1) order by decided_at, article";
    REFUSED_OF = "suggestions.refused_of":
        "select story from story_decision where article = $1 and not accepted";
    DECIDE = "suggestions.decide":
        "insert into story_decision (article, story, accepted, score, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (article, story) do update set accepted = excluded.accepted, score = excluded.score,
           decided_by = excluded.decided_by, decided_at = excluded.decided_at
         where story_decision.accepted <> excluded.accepted";
    UNLEARN = "suggestions.unlearn":
        "delete from story_decision where story = $1 and accepted and article in in_list($2)";
    // How alike the pieces were to the story that is no more says nothing of the one that stays.
    CARRY_REFUSALS = "suggestions.carry_refusals":
        "insert into story_decision (article, story, accepted, score, decided_by, decided_at)
         select article, cast($2 as text), false, 0, decided_by, decided_at from story_decision
         where story = $1 and not accepted
           and article not in (select article from story_article where story = $2)
         on conflict (article, story) do nothing";
    DISMISS = "suggestions.dismiss":
        "insert into story_proposal_dismissed (article, dismissed_by, dismissed_at) values ($1, $2, $3)
         on conflict (article) do nothing";
    KEEP_APART = "suggestions.keep_apart":
        "insert into stories_apart (one, other, decided_by, decided_at) values ($1, $2, $3, $4)
         on conflict (one, other) do nothing";
    APART_OF = "suggestions.apart_of":
        "select one, other, decided_by, decided_at from stories_apart where one = $1 or other = $1 order by one, other";
    APART = "suggestions.apart": "select one, other from stories_apart where one in in_list($1)";
    TOPIC_NAMES = "suggestions.topic_names":
        "select name from topic where edition = $1 order by id limit $2";
    SIZES = "suggestions.sizes":
        "select member.story, count(member.article), max(coalesce(article.first_published_at, article.created_at))
         from story_article member join article on article.id = member.article
         where member.story in in_list($1) group by member.story";
}

/// A text with where it stands.
pub(super) struct TextRow {
    pub id: ArticleId,
    pub edition: EditionCode,
    pub section: SectionId,
    pub created_by: String,
    /// The edition's language.
    pub lang: String,
    /// When it came in, or was published before that elsewhere.
    pub came_at: i64,
    /// The newest revision as it is stored.
    pub content: String,
    /// It is in a story, was dismissed or withdrawn.
    pub is_settled: bool,
}

impl FromRow for TextRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(TextRow {
            id: row.get(0)?,
            edition: row.get(1)?,
            section: row.get(2)?,
            created_by: row.get(3)?,
            lang: row.get(4)?,
            came_at: row.get(5)?,
            content: row.get(6)?,
            is_settled: row.get(7)?,
        })
    }
}

pub(super) async fn texts(q: &impl Query, ids: &[ArticleId]) -> Result<Vec<TextRow>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { q.all(&TEXTS, params![list(ids)]).await }
}

/// Each of these articles, and whether it is in a story, was dismissed or withdrawn.
pub(super) async fn settled(q: &impl Query, ids: &[ArticleId]) -> Result<Vec<(ArticleId, bool)>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { q.all(&SETTLED, params![list(ids)]).await }
}

/// What came in last, the newest first.
pub(super) async fn newest(
    q: &impl Query,
    edition: &EditionCode,
    most: i64,
) -> Result<Vec<ArticleId>, StoreError> {
    Ok(q.all::<(ArticleId,)>(&NEWEST, params![edition, most]).await?.into_iter().map(|(id,)| id).collect())
}

/// Id, edition, the name of the state, and what it became part of.
pub(super) type StoryRow = (StoryId, EditionCode, String, Option<StoryId>);

pub(super) async fn stories(q: &impl Query, ids: &[StoryId]) -> Result<Vec<StoryRow>, StoreError> {
    if ids.is_empty() { Ok(Vec::new()) } else { q.all(&STORIES, params![list(ids)]).await }
}

/// A page of the stories that have not ended, after the one given.
pub(super) async fn standing(
    q: &impl Query,
    after: &StoryId,
    limit: i64,
) -> Result<Vec<StoryId>, StoreError> {
    Ok(q.all::<(StoryId,)>(&STANDING, params![after, limit]).await?.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn latest_pieces(
    q: &impl Query,
    stories: &[StoryId],
    most: i64,
) -> Result<Vec<(StoryId, ArticleId)>, StoreError> {
    if stories.is_empty() {
        Ok(Vec::new())
    } else {
        q.all(&LATEST_PIECES, params![list(stories), most]).await
    }
}

/// Story, article, whether it was accepted, and how alike they were in millionths.
pub(super) type DecisionRow = (StoryId, ArticleId, bool, i64);

pub(super) async fn decisions(q: &impl Query, stories: &[StoryId]) -> Result<Vec<DecisionRow>, StoreError> {
    if stories.is_empty() { Ok(Vec::new()) } else { q.all(&DECISIONS, params![list(stories)]).await }
}

/// The stories that an article is not of, as an editor said.
pub(super) async fn refused_of(q: &impl Query, article: &ArticleId) -> Result<Vec<StoryId>, StoreError> {
    Ok(q.all::<(StoryId,)>(&REFUSED_OF, params![article]).await?.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn decide(
    tx: &Tx,
    (article, story): (&ArticleId, &StoryId),
    (accepted, score): (bool, i64),
    (by, at): (&str, i64),
) -> Result<(), StoreError> {
    tx.send(&DECIDE, params![article, story, accepted, score, by, at]).await
}

/// Forgets that these articles were accepted for a story: they are in it no longer, and may be offered again.
pub async fn unlearn(tx: &Tx, story: &StoryId, articles: &[ArticleId]) -> Result<(), StoreError> {
    tx.send(&UNLEARN, params![story, list(articles)]).await
}

/// Has what was said of a story hold for the one that it became part of: which pieces are not of it, and which stories it is kept
/// apart from. Asked once the pieces have moved.
pub async fn carry_over(tx: &Tx, (story, into): (&StoryId, &StoryId)) -> Result<(), StoreError> {
    tx.send(&CARRY_REFUSALS, params![story, into]).await?;
    let pairs: Vec<(StoryId, StoryId, String, i64)> = tx.all(&APART_OF, params![story]).await?;
    for (one, other, by, at) in pairs {
        let apart = if one == *story { &other } else { &one };
        if apart != into {
            let (one, other) = if apart < into { (apart, into) } else { (into, apart) };
            keep_apart(tx, (one, other), (&by, at)).await?;
        }
    }
    Ok(())
}

pub(super) async fn dismiss(tx: &Tx, article: &ArticleId, (by, at): (&str, i64)) -> Result<(), StoreError> {
    tx.send(&DISMISS, params![article, by, at]).await
}

/// `one` is the smaller id.
pub(super) async fn keep_apart(
    tx: &Tx,
    (one, other): (&StoryId, &StoryId),
    (by, at): (&str, i64),
) -> Result<(), StoreError> {
    tx.send(&KEEP_APART, params![one, other, by, at]).await
}

/// The pairs that are kept apart, of those whose smaller id is one of these.
pub(super) async fn apart(q: &impl Query, ones: &[StoryId]) -> Result<Vec<(StoryId, StoryId)>, StoreError> {
    if ones.is_empty() { Ok(Vec::new()) } else { q.all(&APART, params![list(ones)]).await }
}

pub(super) async fn topic_names(
    q: &impl Query,
    edition: &EditionCode,
    most: i64,
) -> Result<Vec<String>, StoreError> {
    let rows = q.all::<(String,)>(&TOPIC_NAMES, params![edition, most]).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// How many pieces each story has, and when the last of them was begun.
pub(super) async fn sizes(
    q: &impl Query,
    stories: &[StoryId],
) -> Result<Vec<(StoryId, i64, i64)>, StoreError> {
    if stories.is_empty() { Ok(Vec::new()) } else { q.all(&SIZES, params![list(stories)]).await }
}
