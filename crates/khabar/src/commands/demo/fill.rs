//! Fills the sample newsroom from the files of `demo/`, which are compiled in: opened and imported like anybody's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use include_dir::{Dir, File, include_dir};
use jiff::{Timestamp, ToSpan};
use newsroom::app::App;
use newsroom::features::accounts::{self, Actor, Role, actions::open_account};
use newsroom::features::articles::actions::{NewCorrection, correct, withdraw};
use newsroom::features::articles::live_revision;
use newsroom::features::channels::{Channels, actions::set_channels};
use newsroom::features::corrections::{CorrectionKind, corrections_of};
use newsroom::features::editions::{self, Direction, Edition, Voice, actions::save_edition};
use newsroom::features::imports::actions::{ImportOptions, Progress, import_ninjs};
use newsroom::features::imports::{self, NINJS};
use newsroom::features::sections;
use newsroom::features::sections::actions::{NewSection, open_section_below};
use newsroom::features::standing_pages::actions::{PageRefused, publish_page, save_page};
use newsroom::features::standing_pages::{self, PageText, StandingPageKind};
use newsroom::id::{AccountId, ArticleId, EditionCode, RevisionNumber};
use serde::Deserialize;
use serde_json::Value;
use text::dates::DateStyle;

use super::calendar::Moved;
use super::{fronts, stories};

/// The sample's files, compiled in. Its archive is not among them: that stays beside the program, under its own licence.
pub(super) static FILES: Files = Files;
static PLAN: &[u8] = include_bytes!("../../../../../demo/newsroom.json");
static FOLDERS: [(&str, Dir<'_>); 2] = [
    ("own", include_dir!("$CARGO_MANIFEST_DIR/../../demo/own")),
    ("wikinews", include_dir!("$CARGO_MANIFEST_DIR/../../demo/wikinews")),
];
const EDITOR: &str = "editor@localhost";
/// Pieces in this folder are moved in time, so that the newest is of the last days.
const OWN: &str = "own/";
/// What was put right in them after they had appeared.
const CORRECTIONS: &str = "own/corrections.json";
/// Who the newsroom is and by what rules it works.
const PAGES: &str = "own/pages.json";
/// Where it is found besides its site.
const CHANNELS: &str = "own/channels.json";

/// What is compiled in, by the paths that the files have in `demo/`.
pub(super) struct Files;

impl Files {
    /// The file at this path.
    pub fn get_file(&self, path: &str) -> Option<&'static File<'static>> {
        let (folder, name) = path.split_once('/')?;
        self.get_dir(folder)?.get_file(name)
    }

    /// The folder of this name.
    pub fn get_dir(&self, name: &str) -> Option<&'static Dir<'static>> {
        FOLDERS.iter().find(|(known, _)| *known == name).map(|(_, folder)| folder)
    }

    fn extract(&self, to: &Path) -> std::io::Result<()> {
        for (name, folder) in &FOLDERS {
            std::fs::create_dir_all(to.join(name))?;
            folder.extract(to.join(name))?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
pub(super) struct Newsroom {
    editions: Vec<EditionIn>,
    sections: Vec<SectionIn>,
    pub files: Vec<FileIn>,
}

impl Newsroom {
    /// The plan of the sample.
    pub fn planned() -> anyhow::Result<Newsroom> {
        serde_json::from_slice(PLAN).context("the plan of the sample newsroom")
    }

    /// How dates are written in an edition.
    pub fn style_of(&self, edition: &str) -> anyhow::Result<&DateStyle> {
        let found = self.editions.iter().find(|known| known.code == edition);
        Ok(&found.with_context(|| format!("the sample has no edition {edition}"))?.voice.dates)
    }

    /// How dates are written in the pieces of a file.
    pub fn style(&self, file: &FileIn) -> anyhow::Result<&DateStyle> {
        self.style_of(file.edition.as_deref().unwrap_or_default())
    }
}

/// What the days are called by in each edition.
pub(super) struct Calendar<'a> {
    pub plan: &'a Newsroom,
    pub moved: Moved,
}

impl Calendar<'_> {
    /// A text of an edition with its dates written out.
    pub fn told(&self, edition: &str, text: &str) -> anyhow::Result<String> {
        self.moved.told(text, self.plan.style_of(edition)?)
    }
}

#[derive(Deserialize)]
struct EditionIn {
    code: String,
    name: String,
    tagline: String,
    lang: String,
    voice: Voice,
}

#[derive(Debug, Deserialize)]
pub(super) struct SectionIn {
    edition: String,
    slug: String,
    name: String,
    #[serde(default)]
    description: String,
    /// The slug of the section it is a part of, which stands before it in the list.
    #[serde(default)]
    parent: Option<String>,
}

#[derive(Deserialize)]
struct ChannelsIn {
    editions: Vec<Channels>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FileIn {
    pub path: String,
    pub section: String,
    #[serde(default)]
    pub edition: Option<String>,
}

#[derive(Deserialize)]
struct CorrectionIn {
    edition: String,
    uri: String,
    kind: String,
    text: String,
    /// The words that were wrong.
    #[serde(default)]
    quoted: String,
    /// What stands in their place, or was added; its block is the passage.
    #[serde(default)]
    corrected: String,
    at: Timestamp,
}

#[derive(Deserialize)]
struct PagesIn {
    pages: Vec<PageIn>,
}

#[derive(Deserialize)]
struct PageIn {
    edition: String,
    page: StandingPageKind,
    title: String,
    html: String,
}

pub(super) struct Silent;

impl Progress for Silent {
    fn files(&self, _: usize) {}
    fn file_done(&self, _: &Path) {}
}

/// Makes of an empty newsroom the sample one, and returns its editor, whose account is opened last: a newsroom that has
/// it is left as it is, and a filling that was cut off is done again.
pub async fn fill(app: &App, scratch: &Path) -> anyhow::Result<AccountId> {
    if let Some(editor) = accounts::account_by_email(app.db.read(), EDITOR).await? {
        return Ok(editor.id);
    }
    let plan = Newsroom::planned()?;
    open_all(app, &plan).await?;
    import_all(app, &plan, scratch).await?;
    write_pages(app, &plan).await?;
    name_channels(app).await?;
    Ok(open_account(app, &Actor::Console, "سلمى الخوّاص", EDITOR, Role::Admin).await?.id)
}

async fn open_all(app: &App, plan: &Newsroom) -> anyhow::Result<()> {
    for (position, edition) in (1_i64..).zip(&plan.editions) {
        let edition = Edition {
            code: EditionCode(edition.code.clone()),
            name: edition.name.clone(),
            tagline: edition.tagline.clone(),
            lang: edition.lang.clone(),
            dir: Direction::of(&edition.lang),
            voice: edition.voice.clone(),
            position,
        };
        save_edition(app, &Actor::Console, edition).await?;
    }
    open_sections(app, &plan.sections, 1).await
}

/// Opens those that are not there yet, in editions that are; the first gets this place.
pub(super) async fn open_sections(app: &App, sections: &[SectionIn], first: i64) -> anyhow::Result<()> {
    let editions = editions::editions(app.db.read()).await?;
    for (position, section) in (first..).zip(sections) {
        let code = EditionCode(section.edition.clone());
        let is_new = sections::by_slug(app.db.read(), &code, &section.slug).await?.is_none();
        if is_new && editions.iter().any(|edition| edition.code == code) {
            let parent = match &section.parent {
                Some(slug) => {
                    let parent = sections::by_slug(app.db.read(), &code, slug).await?;
                    Some(parent.with_context(|| format!("{slug} stands after a part of it"))?.id)
                }
                None => None,
            };
            let new = NewSection {
                edition: code,
                slug: section.slug.clone(),
                name: section.name.clone(),
                description: section.description.clone(),
                position,
                parent,
            };
            open_section_below(app, &Actor::Console, new).await?;
        }
    }
    Ok(())
}

async fn import_all(app: &App, plan: &Newsroom, scratch: &Path) -> anyhow::Result<()> {
    let folder = scratch.join("sample-import");
    std::fs::create_dir_all(&folder)?;
    FILES.extract(&folder).context("the sample's files cannot be unpacked")?;
    let moved = moved_to(&plan.files, app.now())?;
    let mut by_section: BTreeMap<(Option<String>, String), Vec<PathBuf>> = BTreeMap::new();
    for file in &plan.files {
        let path = folder.join(&file.path);
        if file.path.starts_with(OWN) {
            let told = moved_items(&std::fs::read_to_string(&path)?, moved, plan.style(file)?)?;
            std::fs::write(&path, told).with_context(|| file.path.clone())?;
        }
        by_section.entry((file.edition.clone(), file.section.clone())).or_default().push(path);
    }
    for ((edition, section), paths) in by_section {
        let options =
            ImportOptions { publish: true, edition, section: Some(section), ..ImportOptions::default() };
        let report = import_ninjs(app, &paths, options, &Silent).await?;
        anyhow::ensure!(report.refused == 0, "the sample was refused: {:?}", report.items);
    }
    std::fs::remove_dir_all(&folder)?;
    let calendar = Calendar { plan, moved };
    correct_all(app, &calendar).await?;
    stories::open_all(app, &calendar).await?;
    fronts::arrange_all(app, &calendar).await
}

/// The standing pages. Those that a filling which was cut off has written are left as they are.
async fn write_pages(app: &App, plan: &Newsroom) -> anyhow::Result<()> {
    let file = FILES.get_file(PAGES).context("the sample has no standing pages")?;
    let PagesIn { pages } = serde_json::from_slice(file.contents()).context(PAGES)?;
    for PageIn { edition, page, title, html } in pages {
        let lang = plan.editions.iter().find(|known| known.code == edition).map(|known| known.lang.as_str());
        let body = standing_pages::read_html(app, &html, lang.context("no such edition")?);
        let text = PageText { title, body: body.map_err(anyhow::Error::msg)? };
        let code = EditionCode(edition);
        match save_page(app, &Actor::Console, (&code, page), RevisionNumber(0), text).await {
            Ok(_) | Err(PageRefused::Overtaken { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        publish_page(app, &Actor::Console, &code, page).await?;
    }
    Ok(())
}

async fn name_channels(app: &App) -> anyhow::Result<()> {
    let file = FILES.get_file(CHANNELS).context("the sample has no channels")?;
    let ChannelsIn { editions } = serde_json::from_slice(file.contents()).context(CHANNELS)?;
    for channels in editions {
        set_channels(app, &Actor::Console, channels).await?;
    }
    Ok(())
}

async fn correct_all(app: &App, calendar: &Calendar<'_>) -> anyhow::Result<()> {
    let file = FILES.get_file(CORRECTIONS).context("the sample has no corrections")?;
    let corrections: Vec<CorrectionIn> = serde_json::from_slice(file.contents()).context(CORRECTIONS)?;
    for correction in corrections {
        let CorrectionIn { edition, uri, kind, text, quoted, corrected, at } = correction;
        let article = imports::article_of(app.db.read(), NINJS, &uri).await?;
        let article = article.with_context(|| format!("{uri} did not come in"))?;
        let kind = CorrectionKind::named(&kind);
        if kind == CorrectionKind::Withdrawal {
            withdraw(app, &Actor::Console, &article, &calendar.told(&edition, &text)?).await?;
            continue;
        }
        if !corrections_of(app.db.read(), std::slice::from_ref(&article)).await?.is_empty() {
            continue;
        }
        let new = NewCorrection {
            kind,
            body: calendar.told(&edition, &text)?,
            block: passage(app, &article, &corrected).await?,
            quoted,
            corrected,
            on_top: kind == CorrectionKind::Error,
            revision: None,
            dated: Some(at.as_microsecond() + calendar.moved.micros()),
        };
        correct(app, &Actor::Console, &article, new).await?;
    }
    Ok(())
}

/// The block of an article that says these words.
async fn passage(app: &App, article: &ArticleId, words: &str) -> anyhow::Result<String> {
    if words.is_empty() {
        return Ok(String::new());
    }
    let live = live_revision(app.db.read(), article).await?;
    let (_, revision) = live.with_context(|| format!("{article} is not published"))?;
    let lines = content::walk::lines(&revision.content.body);
    let line = lines.iter().find(|line| content::text_out::line_text(line.content).contains(words));
    Ok(line.with_context(|| format!("{article} does not say «{words}»"))?.id.to_string())
}

/// How far our own pieces must be moved in time.
pub(super) fn moved_to(files: &[FileIn], now: i64) -> anyhow::Result<Moved> {
    let mut newest = i64::MIN;
    for file in files.iter().filter(|file| file.path.starts_with(OWN)) {
        let text = FILES.get_file(&file.path).and_then(|file| file.contents_utf8()).unwrap_or_default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let item: Value = serde_json::from_str(line).with_context(|| format!("in {}", file.path))?;
            newest = newest.max(time_of(&item, "firstCreated").map_or(i64::MIN, |at| at.as_microsecond()));
        }
    }
    Ok(if newest == i64::MIN { Moved::to(0, 0) } else { Moved::to(now, newest) })
}

/// The items of a file with their times moved and their dates written for where they have come to; the times of their
/// pictures stay, being what they are.
pub(super) fn moved_items(text: &str, moved: Moved, style: &DateStyle) -> anyhow::Result<String> {
    let mut items = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut item: Value = serde_json::from_str(&moved.told(line, style)?)?;
        for member in ["firstCreated", "versionCreated", "contentCreated"] {
            if let Some(at) = time_of(&item, member) {
                item[member] = Value::from(at.checked_add(moved.micros().microseconds())?.to_string());
            }
        }
        items.push_str(&serde_json::to_string(&item)?);
        items.push('\n');
    }
    Ok(items)
}

fn time_of(item: &Value, member: &str) -> Option<Timestamp> {
    item.get(member)?.as_str()?.parse().ok()
}
