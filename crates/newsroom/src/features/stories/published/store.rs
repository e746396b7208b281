//! The SQL of what readers see of stories: all of it goes through the published connection.

use store::{FromRow, Published, Query, Row, StoreError, list, params, published_sql};

use crate::features::articles::article_href;
use crate::features::media_library::PictureRow;
use crate::features::speakers::{StatementRow, said_columns, speaker_href};
use crate::features::stories::outline::Outline;
use crate::features::stories::story::{StoryOrder, StoryState};
use crate::id::{ArticleId, EditionCode, StoryId};

macro_rules! cards {
    () => {
        "select story.id, story.edition, story.slug, story.name, story.about, story.state, story.pieces, story.latest_at, story.begun_at,
           picture.public_name, picture.renditions, picture.width, picture.height, picture.alt, picture.caption, picture.credit,
           picture.archive, picture.taken_on, picture.focal_x, picture.focal_y, picture.tint, picture.licence
         from published_story story
         left join published_article article on article.id = story.cover
         left join published_picture picture on picture.id = article.picture "
    };
}

published_sql! {
    STORY = "stories.published":
        "select story.id, story.slug, story.name, story.about, story.state, story.reading_order, story.key_points, story.explainer,
           story.cover, story.pins, story.pieces, story.begun_at, story.latest_at, story.revision, target.id, target.slug,
           story.outline
         from published_story story left join published_story target on target.id = story.merged_into
         where story.edition = $1 and story.slug = $2";
    NEWEST_PIECES = "stories.newest_pieces":
        "select article, published_at from published_story_article where story = $1
         order by published_at desc, article desc limit $2 offset $3";
    OLDEST_PIECES = "stories.oldest_pieces":
        "select article, published_at from published_story_article where story = $1
         order by published_at, article limit $2 offset $3";
    LISTED = "stories.listed":
        concat!(cards!(), "         where story.edition = $1 and story.rank <= 2
         order by story.rank, story.latest_at desc, story.id desc limit $2 offset $3");
    RUNNING = "stories.running":
        concat!(cards!(), "         where story.edition = $1 and story.rank = 0
         order by story.latest_at desc, story.id desc limit $2");
    CHOSEN = "stories.chosen": concat!(cards!(), "         where story.id in in_list($1) and story.edition = $2 and story.rank = 0");
    ADDRESSES = "stories.addresses":
        "select slug, latest_at from published_story where edition = $1 and rank <= 2
         order by rank, latest_at desc, id desc limit $2";
    SAID = "stories.said":
        "select said.speaker, said.role, said.words, said.lang, said.said_on, said.block, article.published_at, article.id,
           article.edition, section.slug, article.slug, said.speaker_slug
         from published_statement said
         join published_article article on article.id = said.article
         join published_section section on section.id = article.section
         where said.article in in_list($1) and said.block in in_list($2)";
    // By speaker, whoever spoke last before the others; of each the latest first.
    STATEMENTS = "stories.statements":
        concat!("select ", said_columns!(), "
         from (select article, published_at from published_story_article where story = $1
           order by published_at desc, article desc limit $2) member
         join published_statement said on said.article = member.article
         join published_article article on article.id = said.article
         join published_section section on section.id = article.section
         where said.speaker_slug <> ''
         order by max(member.published_at) over (partition by said.speaker_slug) desc, said.speaker_slug,
           member.published_at desc, said.article desc, said.block desc limit $3 offset $4");
    OF_PIECE = "stories.of_piece":
        "select story.id, story.slug, story.name, story.state, story.pieces from published_story_article member
         join published_story story on story.id = member.story where member.article = $1 order by member.place, story.id";
    // The nearest on each side, from the index of the timeline, however long the story is.
    NEIGHBOURS = "stories.neighbours":
        "select * from (select true as newer, article, published_at from published_story_article
           where story = $1 and (published_at, article) > ($3, $2) order by published_at, article limit 4) after
         union all
         select * from (select false as newer, article, published_at from published_story_article
           where story = $1 and (published_at, article) < ($3, $2) order by published_at desc, article desc limit 4) before";
}

/// A story as its page shows it.
pub(in crate::features::stories) struct StoryRow {
    pub id: StoryId,
    pub slug: String,
    pub name: String,
    pub about: String,
    pub state: StoryState,
    pub order: StoryOrder,
    pub key_points: Vec<String>,
    pub explainer: Option<ArticleId>,
    pub cover: Option<ArticleId>,
    pub pins: Vec<ArticleId>,
    pub pieces: i64,
    pub begun_at: i64,
    pub latest_at: i64,
    pub revision: i64,
    /// Where it leads, when it is part of another story now.
    pub target: Option<(StoryId, String)>,
    /// What stands beside its timeline.
    pub outline: Outline,
}

impl FromRow for StoryRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(StoryRow {
            id: row.get(0)?,
            slug: row.get(1)?,
            name: row.get(2)?,
            about: row.get(3)?,
            state: StoryState::named(&row.get::<String>(4)?),
            order: StoryOrder::named(&row.get::<String>(5)?).unwrap_or_default(),
            key_points: serde_json::from_str(&row.get::<String>(6)?).unwrap_or_default(),
            explainer: row.get(7)?,
            cover: row.get(8)?,
            pins: serde_json::from_str(&row.get::<String>(9)?).unwrap_or_default(),
            pieces: row.get(10)?,
            begun_at: row.get(11)?,
            latest_at: row.get(12)?,
            revision: row.get(13)?,
            target: row.get::<Option<StoryId>>(14)?.zip(row.get::<Option<String>>(15)?),
            outline: serde_json::from_str(&row.get::<String>(16)?).unwrap_or_default(),
        })
    }
}

/// A story in a list.
#[derive(Debug, Clone)]
pub struct CardRow {
    pub id: StoryId,
    pub edition: EditionCode,
    pub slug: String,
    pub name: String,
    pub about: String,
    pub state: StoryState,
    pub pieces: i64,
    pub latest_at: i64,
    pub begun_at: i64,
    pub picture: Option<PictureRow>,
}

impl FromRow for CardRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(CardRow {
            id: row.get(0)?,
            edition: row.get(1)?,
            slug: row.get(2)?,
            name: row.get(3)?,
            about: row.get(4)?,
            state: StoryState::named(&row.get::<String>(5)?),
            pieces: row.get(6)?,
            latest_at: row.get(7)?,
            begun_at: row.get(8)?,
            picture: PictureRow::at(row, 9)?,
        })
    }
}

/// A story as a piece of it names it.
#[derive(Debug, Clone)]
pub struct NamedStory {
    pub id: StoryId,
    pub slug: String,
    pub name: String,
    pub state: StoryState,
    pub pieces: i64,
}

impl FromRow for NamedStory {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(NamedStory {
            id: row.get(0)?,
            slug: row.get(1)?,
            name: row.get(2)?,
            state: StoryState::named(&row.get::<String>(3)?),
            pieces: row.get(4)?,
        })
    }
}

/// The edition's story at this address, while a piece of it is before readers.
pub(in crate::features::stories) async fn published_story(
    published: &Published,
    edition: &EditionCode,
    slug: &str,
) -> Result<Option<StoryRow>, StoreError> {
    published.optional(&STORY, params![edition, slug]).await
}

/// The pieces of a story and when each was published, in an order, from `offset` on.
pub(in crate::features::stories) async fn pieces_of(
    published: &Published,
    story: &StoryId,
    order: StoryOrder,
    limit: i64,
    offset: i64,
) -> Result<Vec<(ArticleId, i64)>, StoreError> {
    let statement = match order {
        StoryOrder::Newest => &NEWEST_PIECES,
        StoryOrder::Oldest => &OLDEST_PIECES,
    };
    published.all(statement, params![story, limit, offset]).await
}

/// A statement in a piece of a story.
pub(in crate::features::stories) struct SaidRow {
    pub speaker: String,
    pub role: String,
    pub words: String,
    pub lang: String,
    /// When it was said, as far as that is known.
    pub said_on: String,
    pub block: String,
    pub published_at: i64,
    pub article: ArticleId,
    /// The address of the piece.
    pub href: String,
    /// The address of all that the speaker said.
    pub speaker_href: Option<String>,
}

impl FromRow for SaidRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let (id, edition) = (ArticleId(row.get(7)?), EditionCode(row.get(8)?));
        Ok(SaidRow {
            speaker: row.get(0)?,
            role: row.get(1)?,
            words: row.get(2)?,
            lang: row.get(3)?,
            said_on: row.get(4)?,
            block: row.get(5)?,
            published_at: row.get(6)?,
            href: article_href(&edition, &row.get::<String>(9)?, &id, &row.get::<String>(10)?),
            speaker_href: speaker_href(&edition, &row.get::<String>(11)?),
            article: id,
        })
    }
}

/// These statements, each an article and a block of it, in this order.
pub(in crate::features::stories) async fn said(
    published: &Published,
    at: &[(ArticleId, String)],
) -> Result<Vec<SaidRow>, StoreError> {
    if at.is_empty() {
        return Ok(Vec::new());
    }
    let (articles, blocks): (Vec<ArticleId>, Vec<String>) = at.iter().cloned().unzip();
    let rows: Vec<SaidRow> = published.all(&SAID, params![list(&articles), list(&blocks)]).await?;
    let place = |row: &SaidRow| at.iter().position(|(id, block)| *id == row.article && *block == row.block);
    let mut placed: Vec<(usize, SaidRow)> =
        rows.into_iter().filter_map(|row| Some((place(&row)?, row))).collect();
    placed.sort_by_key(|(place, _)| *place);
    Ok(placed.into_iter().map(|(_, row)| row).collect())
}

/// Among how many of its latest pieces what is said in a story is looked for.
const LATEST_PIECES: i64 = 500;

/// What is said in a story, by speaker, from `offset` on.
pub(in crate::features::stories) async fn statements_in(
    published: &Published,
    story: &StoryId,
    limit: i64,
    offset: i64,
) -> Result<Vec<StatementRow>, StoreError> {
    published.all(&STATEMENTS, params![story, LATEST_PIECES, limit, offset]).await
}

/// The stories of an edition: those that run, then those that rest, then those that ended; in each the latest first.
pub async fn listed(
    published: &Published,
    edition: &EditionCode,
    limit: i64,
    offset: i64,
) -> Result<Vec<CardRow>, StoreError> {
    published.all(&LISTED, params![edition, limit, offset]).await
}

/// The running stories of an edition, the latest first.
pub async fn running(
    published: &Published,
    edition: &EditionCode,
    limit: i64,
) -> Result<Vec<CardRow>, StoreError> {
    published.all(&RUNNING, params![edition, limit]).await
}

/// Those of the chosen stories that run, in the order in which they were chosen.
pub async fn chosen(
    published: &Published,
    edition: &EditionCode,
    ids: &[StoryId],
) -> Result<Vec<CardRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: Vec<CardRow> = published.all(&CHOSEN, params![list(ids), edition]).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}

/// The addresses of an edition's stories and when each last changed.
pub async fn all_in_edition(
    published: &Published,
    edition: &EditionCode,
    limit: i64,
) -> Result<Vec<(String, i64)>, StoreError> {
    published.all(&ADDRESSES, params![edition, limit]).await
}

/// The stories that a published article is in, its first one first.
pub async fn stories_of_piece(
    published: &Published,
    article: &ArticleId,
) -> Result<Vec<NamedStory>, StoreError> {
    published.all(&OF_PIECE, params![article]).await
}

/// The pieces of a story around one of them, which was published at `at`: whether each is newer, and which it is; the
/// nearest first on both sides.
pub async fn neighbours(
    published: &Published,
    story: &StoryId,
    article: &ArticleId,
    at: i64,
) -> Result<Vec<(bool, ArticleId)>, StoreError> {
    let rows: Vec<(bool, ArticleId, i64)> = published.all(&NEIGHBOURS, params![story, article, at]).await?;
    Ok(rows.into_iter().map(|(newer, article, _)| (newer, article)).collect())
}
