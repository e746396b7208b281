//! The SQL of outlines: what readers see of a story, looked through once for all its pages.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::Somebody;
use super::key::{Signs, leading_to};
use crate::id::{ArticleId, StoryId};

sql! {
    // What is known of its latest pieces, and of the first one.
    SIGNS = "stories.signs":
        "select member.article, member.published_at, article.words,
           (select count(*) from published_source source where source.article = member.article),
           (select count(*) from published_statement said where said.article = member.article and said.speaker <> ''),
           exists (select 1 from published_alert alert where alert.article = member.article)
         from (select * from (select article, published_at from published_story_article where story = $1
             order by published_at desc, article desc limit $2) latest
           union
           select * from (select article, published_at from published_story_article where story = $1
             order by published_at, article limit 1) oldest) member
         join published_article article on article.id = member.article";
    LEADING_ON = "stories.leading_on":
        "select member.article, body.html
         from (select article from published_story_article where story = $1
           order by published_at desc, article desc limit $2) member
         join published_body body on body.article = member.article
         where body.html like '%<a %'";
    // The statements of its latest pieces, however long the story is.
    SAID_LAST = "stories.said_last":
        "select said.speaker, said.article, said.block
         from (select article, published_at from published_story_article where story = $1
           order by published_at desc, article desc limit $2) member
         join published_statement said on said.article = member.article and said.speaker <> ''
         order by member.published_at desc, said.article desc, said.block limit $2";
    SPEAKERS = "stories.speakers":
        "select max(said.speaker), said.speaker_slug, count(*)
         from (select article, published_at from published_story_article where story = $1
           order by published_at desc, article desc limit $2) member
         join published_statement said on said.article = member.article
         where said.speaker_slug <> ''
         group by said.speaker_slug
         order by count(*) desc, max(member.published_at) desc, said.speaker_slug limit $3";
    PEOPLE_ABOUT = "stories.people_about":
        "select topic.name, topic.slug, count(*)
         from (select article, published_at from published_story_article where story = $1
           order by published_at desc, article desc limit $2) member
         join published_article_topic about on about.article = member.article
         join published_topic topic on topic.id = about.topic
         where topic.kind = 'person'
         group by topic.id, topic.name, topic.slug
         order by count(*) desc, max(member.published_at) desc, topic.id limit $3";
}

/// Among how many of its latest pieces a story's people are looked for.
const LATEST_PIECES: i64 = 500;
/// Among how many its key pieces are.
const WEIGHED_PIECES: i64 = 200;
/// How many of its latest pieces are read for what they lead to.
const READ_PIECES: i64 = 12;
/// Among how many of its latest pieces, and of their statements, the latest of each speaker is looked for.
const LATEST_STATEMENTS: i64 = 60;
/// How many of those who say something in it are named, and how many of those who are spoken of.
const PEOPLE: i64 = 12;

/// What is known of a story's latest pieces and of its first, in no order.
pub(super) async fn signs_of(tx: &Tx, story: &StoryId, begun_at: i64) -> Result<Vec<Signs>, StoreError> {
    let rows: Vec<Signs> = tx.all(&SIGNS, params![story, WEIGHED_PIECES]).await?;
    let leading: Vec<(ArticleId, String)> = tx.all(&LEADING_ON, params![story, READ_PIECES]).await?;
    let signs = rows.into_iter().map(|signs| Signs {
        linked: leading_to(&signs.id, &leading),
        is_first: signs.at == begun_at,
        ..signs
    });
    Ok(signs.collect())
}

impl FromRow for Signs {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Signs {
            id: ArticleId(row.get(0)?),
            at: row.get(1)?,
            words: row.get(2)?,
            sources: row.get(3)?,
            said: row.get(4)?,
            is_alerted: row.get(5)?,
            linked: 0,
            is_first: false,
        })
    }
}

/// Speaker, article and block of the statements of a story's latest pieces, the latest piece first.
pub(super) async fn said_last(
    tx: &Tx,
    story: &StoryId,
) -> Result<Vec<(String, ArticleId, String)>, StoreError> {
    tx.all(&SAID_LAST, params![story, LATEST_STATEMENTS]).await
}

/// Who says most in a story.
pub(super) async fn speakers_in(tx: &Tx, story: &StoryId) -> Result<Vec<Somebody>, StoreError> {
    let rows = tx.all(&SPEAKERS, params![story, LATEST_PIECES, PEOPLE]).await?;
    Ok(people(rows, true))
}

/// Whom most pieces of a story are about.
pub(super) async fn people_about(tx: &Tx, story: &StoryId) -> Result<Vec<Somebody>, StoreError> {
    let rows = tx.all(&PEOPLE_ABOUT, params![story, LATEST_PIECES, PEOPLE]).await?;
    Ok(people(rows, false))
}

fn people(rows: Vec<(String, String, i64)>, speaks: bool) -> Vec<Somebody> {
    rows.into_iter().map(|(name, slug, count)| Somebody { name, slug, count, speaks }).collect()
}
