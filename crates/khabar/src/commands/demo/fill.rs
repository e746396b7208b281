//! Fills the sample newsroom from the files of `demo/`, which are compiled in: opened and imported like anybody's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use include_dir::{Dir, File, include_dir};
use jiff::{Timestamp, ToSpan};
use newsroom::app::App;
use newsroom::features::accounts::{self, Actor, Role, actions::open_account};
use newsroom::features::articles::actions::{NewCorrection, correct};
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

use super::{fronts, stories};

/// The sample's files, compiled in. Its archive is not among them: that stays beside the program, under its own licence.
pub(super) static FILES: Files = Files;
static PLAN: &[u8] = include_bytes!("../../../../../demo/newsroom.json");
static FOLDERS: [(&str, Dir<'_>); 2] = [
    ("own", include_dir!("$CARGO_MANIFEST_DIR/../../demo/own")),
    ("wikinews", include_dir!("$CARGO_MANIFEST_DIR/../../demo/wikinews")),
];
const EDITOR: &str = "editor@localhost";
/// Pieces in this folder are dated as if the newest had just come in.
const OWN: &str = "own/";
/// What was put right in them after they had appeared.
const CORRECTIONS: &str = "own/corrections.json";
/// Who the newsroom is and by what rules it works.
const PAGES: &str = "own/pages.json";
/// Where it is found besides its site.
const CHANNELS: &str = "own/channels.json";
const NEWEST_MINUTES_AGO: i64 = 4;

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
struct Newsroom {
    editions: Vec<EditionIn>,
    sections: Vec<SectionIn>,
    files: Vec<FileIn>,
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
    uri: String,
    kind: String,
    text: String,
    /// The words that were wrong.
    quoted: String,
    /// What stands in their place; its block is the passage.
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
    let plan: Newsroom = serde_json::from_slice(PLAN).context("the plan of the sample newsroom")?;
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
    let shift = shift_of_own(&plan.files, app.now())?;
    let mut by_section: BTreeMap<(Option<String>, String), Vec<PathBuf>> = BTreeMap::new();
    for file in &plan.files {
        let path = folder.join(&file.path);
        if file.path.starts_with(OWN) {
            move_times(&path, shift)?;
        }
        by_section.entry((file.edition.clone(), file.section.clone())).or_default().push(path);
    }
    for ((edition, section), paths) in by_section {
        let options = ImportOptions { publish: true, edition, section: Some(section) };
        let report = import_ninjs(app, &paths, options, &Silent).await?;
        anyhow::ensure!(report.refused == 0, "the sample was refused: {:?}", report.items);
    }
    std::fs::remove_dir_all(&folder)?;
    correct_all(app, shift).await?;
    stories::open_all(app).await?;
    fronts::arrange_all(app).await
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

async fn correct_all(app: &App, shift: i64) -> anyhow::Result<()> {
    let file = FILES.get_file(CORRECTIONS).context("the sample has no corrections")?;
    let corrections: Vec<CorrectionIn> = serde_json::from_slice(file.contents()).context(CORRECTIONS)?;
    for correction in corrections {
        let CorrectionIn { uri, kind, text, quoted, corrected, at } = correction;
        let article = imports::article_of(app.db.read(), NINJS, &uri).await?;
        let article = article.with_context(|| format!("{uri} did not come in"))?;
        if !corrections_of(app.db.read(), &article).await?.is_empty() {
            continue;
        }
        let new = NewCorrection {
            kind: CorrectionKind::named(&kind),
            body: text,
            block: passage(app, &article, &corrected).await?,
            quoted,
            corrected,
            on_top: kind == "error",
            revision: None,
            dated: Some(at.as_microsecond() + shift),
        };
        correct(app, &Actor::Console, &article, new).await?;
    }
    Ok(())
}

/// The block of an article that says these words.
async fn passage(app: &App, article: &ArticleId, words: &str) -> anyhow::Result<String> {
    let live = live_revision(app.db.read(), article).await?;
    let (_, revision) = live.with_context(|| format!("{article} is not published"))?;
    let lines = content::walk::lines(&revision.content.body);
    let line = lines.iter().find(|line| content::text_out::line_text(line.content).contains(words));
    Ok(line.with_context(|| format!("{article} does not say «{words}»"))?.id.to_string())
}

/// How far our own pieces must be moved in time, so that the newest is a few minutes old.
fn shift_of_own(files: &[FileIn], now: i64) -> anyhow::Result<i64> {
    let mut newest = i64::MIN;
    for file in files.iter().filter(|file| file.path.starts_with(OWN)) {
        let text = FILES.get_file(&file.path).and_then(|file| file.contents_utf8()).unwrap_or_default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let item: Value = serde_json::from_str(line).with_context(|| format!("in {}", file.path))?;
            let at =
                item.get("firstCreated").and_then(Value::as_str).and_then(|at| at.parse::<Timestamp>().ok());
            newest = newest.max(at.map_or(i64::MIN, |at| at.as_microsecond()));
        }
    }
    Ok(if newest == i64::MIN { 0 } else { now - NEWEST_MINUTES_AGO * 60_000_000 - newest })
}

/// Moves the times of every item of a file; those of its pictures stay, being what they are.
fn move_times(path: &Path, micros: i64) -> anyhow::Result<()> {
    let mut moved = String::new();
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let mut item: Value = serde_json::from_str(line)?;
        for member in ["firstCreated", "versionCreated", "contentCreated"] {
            let Some(at) =
                item.get(member).and_then(Value::as_str).and_then(|at| at.parse::<Timestamp>().ok())
            else {
                continue;
            };
            let at = at.checked_add(micros.microseconds())?;
            item[member] = Value::from(at.to_string());
        }
        moved.push_str(&serde_json::to_string(&item)?);
        moved.push('\n');
    }
    std::fs::write(path, moved)?;
    Ok(())
}
