//! Fills a newsroom with real text, through the product's own actions, before it is measured.

mod export;
mod fill;
mod texts;

pub use fill::section_paths;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use store::StoreConfig;

use crate::tools;

/// A newsroom that stands ready.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Its folder.
    pub data: PathBuf,
    /// A file with paths of its articles, one a line, in no order.
    pub paths: PathBuf,
    /// How many paths that file holds.
    pub sampled: usize,
    /// What filling it came to.
    pub log: SeedLog,
}

/// What filling came to, kept beside the newsroom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SeedLog {
    /// How many articles.
    pub articles: usize,
    /// How many a second.
    pub per_second: f64,
    /// How long the search index took afterwards, in seconds.
    pub index_seconds: f64,
    /// Where the words came from.
    pub text: String,
    /// The paths of the stories.
    pub stories: Vec<String>,
}

/// So many articles' addresses are kept for the load to draw from.
const MOST_PATHS: usize = 50_000;

/// The newsroom of `count` articles under `folder`; filled now when it is not there yet.
pub fn filled(folder: &Path, count: usize) -> anyhow::Result<Filled> {
    let data = folder.join(format!("newsroom-{count}"));
    // One that an older bench filled otherwise is filled again.
    if log(&data).is_err() {
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        println!("filling a newsroom of {count} articles in {}", data.display());
        let this = std::env::current_exe()?;
        let status = Command::new(this)
            .arg("seed")
            .arg("--data")
            .arg(&data)
            .args(["--count", &count.to_string()])
            .status()?;
        anyhow::ensure!(status.success(), "the newsroom was not filled");
        index(&data)?;
    }
    let log = log(&data)?;
    let paths = paths_of(&data);
    let sampled = fs::read_to_string(&paths)?.lines().count();
    Ok(Filled { data, paths, sampled, log })
}

/// A newsroom with its sections and nothing in them.
pub fn opened(data: &Path) -> anyhow::Result<()> {
    opened_on(data, &fill::file_in(data))
}

/// The same on a database of its own, which its settings name.
pub fn opened_on(data: &Path, database: &StoreConfig) -> anyhow::Result<()> {
    fs::create_dir_all(data)?;
    if let Some(published) = &database.published_url {
        let (url, readers) = (&database.url, database.readers);
        let lines = format!("url = \"{url}\"\npublished_url = \"{published}\"\nreaders = {readers}\n");
        fs::write(data.join("khabar.toml"), format!("[database]\n{lines}"))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(fill::open_sections(data, database))
}

/// An export of so many posts; answers its bytes.
pub fn export(path: &Path, count: usize) -> anyhow::Result<u64> {
    let (texts, source) = texts::read()?;
    println!("an export of {count} posts: {source}");
    export::write(path, &texts, count)
}

/// Fills the newsroom in `data`, in this process.
pub fn run(data: &Path, count: usize) -> anyhow::Result<()> {
    fs::create_dir_all(data)?;
    let (texts, source) = texts::read()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let begun = Instant::now();
    let filled = runtime.block_on(fill::fill(data, texts, count))?;
    let seconds = begun.elapsed().as_secs_f64();
    let log = SeedLog {
        articles: count,
        per_second: count as f64 / seconds,
        index_seconds: 0.0,
        text: source,
        stories: filled.stories.clone(),
    };
    println!("{count} articles in {seconds:.1} s: {:.0} a second; {}", log.per_second, log.text);
    let mut paths = filled.article_paths();
    shuffle(&mut paths);
    paths.truncate(MOST_PATHS);
    fs::write(paths_of(data), paths.join("\n"))?;
    Ok(fs::write(data.join("bench-filled.json"), serde_json::to_string(&log)?)?)
}

/// Builds the search index by the product's command, and with that marks the newsroom as complete.
fn index(data: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    tools::newsroom::command(data, &["reindex"])?;
    let text = fs::read_to_string(data.join("bench-filled.json")).context("the fill left no log")?;
    let log = SeedLog { index_seconds: begun.elapsed().as_secs_f64(), ..serde_json::from_str(&text)? };
    println!("search index in {:.1} s", log.index_seconds);
    Ok(fs::write(log_of(data), serde_json::to_string(&log)?)?)
}

fn log(data: &Path) -> anyhow::Result<SeedLog> {
    Ok(serde_json::from_str(&fs::read_to_string(log_of(data))?)?)
}

fn log_of(data: &Path) -> PathBuf {
    data.join("bench-log.json")
}

fn paths_of(data: &Path) -> PathBuf {
    data.join("bench-paths.txt")
}

/// The same disorder at every run.
fn shuffle(paths: &mut [String]) {
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    for last in (1..paths.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        paths.swap(last, (state >> 33) as usize % (last + 1));
    }
}
