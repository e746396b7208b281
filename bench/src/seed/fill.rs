//! The newsroom in this process: opened as the binary opens it, without an index, and filled.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use fetch::{Fetch, Limits};
use newsroom::app::{App, Chance, Clock, Parts};
use newsroom::config::NewsroomConfig;
use newsroom::features::accounts::{Actor, Provider};
use newsroom::features::articles::Article;
use newsroom::features::editions::actions::save_edition;
use newsroom::features::editions::{Direction, Edition, Voice};
use newsroom::features::imports::actions::{SeedArticle, seed};
use newsroom::features::letters::{MailConfig, Outbox};
use newsroom::features::machine::Watch;
use newsroom::features::pages::Frames;
use newsroom::features::sections::Section;
use newsroom::features::sections::actions::open_section;
use newsroom::features::sources::{Source, SourceRole};
use newsroom::features::stories::actions::{NewStory, open_story, place_articles};
use newsroom::features::stories::{StoryOrder, story_href};
use newsroom::features::workflow::Brake;
use newsroom::features::workflow::actions::set_brake;
use newsroom::id::{ArticleId, EditionCode};
use store::{Db, StoreConfig};
use theme::{Locales, Theme, ThemeConfig};
use web::{PageCache, PageCacheConfig};

use super::texts::Text;

/// Articles handed over at a time.
const BATCH: usize = 1_000;
/// Between one publication and the next.
const APART: i64 = 60_000_000;
/// The newest is so old: what is younger gets a share card, and a machine that draws thousands of them is not measured
/// while it does.
const SINCE: i64 = 31 * 24 * 60 * 60 * 1_000_000;
/// The sections, in their order.
const SECTIONS: [(&str, &str); 9] = [
    ("local", "محليات"),
    ("world", "العالم"),
    ("politics", "سياسة"),
    ("economy", "اقتصاد"),
    ("society", "مجتمع"),
    ("culture", "ثقافة"),
    ("sport", "رياضة"),
    ("technology", "تقنية"),
    ("various", "منوعات"),
];

/// So many stories run, each with so many of the newest articles at most, and no more than every tenth article is in one:
/// an article of a story has more on its page than others.
const STORIES: usize = 40;
const PIECES: usize = 60;
const ONE_IN: usize = 10;

/// What a newsroom was filled with: an article and its path, and the paths of the stories.
#[derive(Debug, Default)]
pub struct Contents {
    articles: Vec<(ArticleId, String)>,
    /// The paths of the stories.
    pub stories: Vec<String>,
}

impl Contents {
    /// The paths of the articles, the oldest first.
    pub fn article_paths(self) -> Vec<String> {
        self.articles.into_iter().map(|(_, path)| path).collect()
    }
}

/// The paths of the sections.
pub fn section_paths() -> impl Iterator<Item = String> {
    SECTIONS.iter().map(|(slug, _)| format!("/ar/{slug}/"))
}

/// Publishes `count` articles, the texts again and again, each a minute after the one before, and opens stories with the
/// newest of them.
pub async fn fill(data: &Path, texts: Vec<Text>, count: usize) -> anyhow::Result<Contents> {
    let app = open(data, &file_in(data)).await?;
    let edition = EditionCode("ar".to_owned());
    let sections = open_all(&app, &edition).await?;
    let first = app.now() - SINCE - APART * i64::try_from(count)?;
    let mut articles = Vec::with_capacity(count);
    let mut waiting: Option<Batch> = None;
    for from in (0..count).step_by(BATCH) {
        let numbers = from..count.min(from + BATCH);
        let batch = numbers.map(|number| article(&texts, &sections, number, first)).collect();
        // One batch is made ready while the one before is written.
        let next = tokio::spawn(take(app.clone(), edition.clone(), sections.clone(), batch));
        if let Some(before) = waiting.replace(next) {
            articles.extend(before.await??);
        }
        if from % 100_000 == 0 && from > 0 {
            println!("  {from}");
        }
    }
    if let Some(last) = waiting {
        articles.extend(last.await??);
    }
    let newest = &articles[articles.len() - (articles.len() / ONE_IN).min(STORIES * PIECES)..];
    let stories = open_stories(&app, &edition, newest).await?;
    Ok(Contents { articles, stories })
}

type Batch = tokio::task::JoinHandle<anyhow::Result<Vec<(ArticleId, String)>>>;

/// Running stories; each takes every so manyth of the articles, as stories that run side by side do.
async fn open_stories(
    app: &App,
    edition: &EditionCode,
    newest: &[(ArticleId, String)],
) -> anyhow::Result<Vec<String>> {
    let mut paths = Vec::new();
    for number in 0..STORIES.min(newest.len()) {
        let new = NewStory {
            edition: edition.clone(),
            slug: Some(format!("story-{number}")),
            name: format!("قصة تُقاس، رقم {number}"),
            about: "ما يجري منذ أسابيع، ومن فيه، ولماذا يهم.".to_owned(),
            key_points: vec!["بدأ الأمر قبل شهر.".to_owned(), "الأطراف تتحدث، ولم تتفق.".to_owned()],
            order: StoryOrder::Newest,
        };
        let story = open_story(app, &Actor::Console, new).await?;
        let pieces = newest.iter().skip(number).step_by(STORIES).map(|(id, _)| id.clone()).collect();
        place_articles(app, &Actor::Console, &story.id, pieces, true).await?;
        paths.push(story_href(&story.edition, &story.slug));
    }
    Ok(paths)
}

async fn take(
    app: App,
    edition: EditionCode,
    sections: Arc<Vec<Section>>,
    articles: Vec<SeedArticle>,
) -> anyhow::Result<Vec<(ArticleId, String)>> {
    let placed = seed(&app, &edition, articles).await?;
    let slug = |id| {
        sections
            .iter()
            .find(|section| section.id == id)
            .map(|section| section.slug.clone())
            .unwrap_or_default()
    };
    let with_path = |article: Article| (article.id.clone(), article.href(&slug(article.section.clone())));
    Ok(placed.into_iter().map(with_path).collect())
}

fn article(texts: &[Text], sections: &[Section], number: usize, first: i64) -> SeedArticle {
    let (text, again) = (&texts[number % texts.len()], number / texts.len());
    let headline = if again == 0 { text.headline.clone() } else { format!("{} ({again})", text.headline) };
    let section = sections
        .iter()
        .find(|section| section.slug == text.section)
        .unwrap_or(&sections[number % sections.len()]);
    SeedArticle {
        section: section.id.clone(),
        topics: topics(&text.headline),
        headline,
        lead: text.lead.clone(),
        text: text.body.clone(),
        authors: (!text.author.is_empty()).then(|| text.author.clone()).into_iter().collect(),
        sources: vec![Source {
            role: SourceRole::Agency,
            name: "وكالة".to_owned(),
            href: String::new(),
            detail: String::new(),
        }],
        published_at: first + APART * number as i64,
    }
}

/// Two words of the headline: some are shared by thousands of articles, most by few, as topics are.
fn topics(headline: &str) -> Vec<String> {
    let letters = |word: &&str| word.chars().filter(|letter| letter.is_alphabetic()).count();
    let words = || headline.split_whitespace().filter(|word| letters(word) >= 4);
    words().next().into_iter().chain(words().max_by_key(letters)).map(str::to_owned).collect()
}

async fn open_all(app: &App, code: &EditionCode) -> anyhow::Result<Arc<Vec<Section>>> {
    let edition = Edition {
        code: code.clone(),
        name: "خبر".to_owned(),
        tagline: "غرفة أخبار تُقاس".to_owned(),
        lang: "ar".to_owned(),
        dir: Direction::Rtl,
        voice: Voice::default(),
        position: 1,
    };
    save_edition(app, &Actor::Console, edition).await?;
    let mut sections = Vec::new();
    for (position, (slug, name)) in (1_i64..).zip(SECTIONS) {
        sections.push(open_section(app, &Actor::Console, code, slug, name, "", position).await?);
    }
    Ok(Arc::new(sections))
}

/// The database file of a data folder.
pub fn file_in(data: &Path) -> StoreConfig {
    let url = format!("sqlite:{}", data.join("khabar.db").display());
    StoreConfig { url, ..StoreConfig::default() }
}

/// Opens the edition and its sections, and nothing in them.
pub async fn open_sections(data: &Path, database: &StoreConfig) -> anyhow::Result<()> {
    let app = open(data, database).await?;
    // Many are set for one moment, by one hand.
    let loose = Brake { publications: 100_000, withdrawals: 100_000, minutes: 1 };
    set_brake(&app, &Actor::Console, loose).await?;
    open_all(&app, &EditionCode("ar".to_owned())).await.map(drop)
}

async fn open(data: &Path, database: &StoreConfig) -> anyhow::Result<App> {
    let db = Db::open(database).await?;
    db.migrate().await?;
    let config = NewsroomConfig::default();
    Ok(App::new(Parts {
        db,
        cache: Arc::new(PageCache::new(PageCacheConfig::default())),
        frames: Frames::default(),
        theme: Theme::load(ThemeConfig::default())?,
        locales: Locales::load(None)?,
        originals: media::Blobs::open(data.join("originals"))?,
        uploads: media::Uploads::open(data.join("uploads"))?,
        renditions: media::Renditions::open(data.join("renditions"))?,
        index: None,
        config: config.clone(),
        decoder: None,
        desk_key: [0; 32],
        outbox: Outbox::open(&MailConfig::default(), &data.join("outbox"))?,
        provider: Provider::new(config.provider.clone(), Fetch::new(Limits::default())),
        watch: Watch::begin(None, "seed", clock()(), clock()()),
        clock: clock(),
        steady: clock(),
        boot: "seed".to_owned(),
        chance: chance(),
        site_address: OnceLock::new(),
    }))
}

fn clock() -> Clock {
    #[expect(clippy::disallowed_methods, reason = "a program of its own: its newsroom's time enters here")]
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
    })
}

fn chance() -> Chance {
    #[expect(
        clippy::disallowed_methods,
        reason = "a program of its own: its newsroom's randomness enters here"
    )]
    Arc::new(|buffer| {
        if let Err(error) = getrandom::fill(buffer) {
            eprintln!("bench: the operating system gives no randomness: {error}");
            std::process::abort();
        }
    })
}
