//! `khabar theme`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde_json::Value;
use theme::{CheckProblem, Locales, PageCheck, ThemeConfig};

use super::DataDir;

static SAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../themes/default/samples");
/// The languages in which every page is tried: one from each side, both with all their words.
const TRIED_IN: [&str; 2] = ["ar", "en"];

/// Check a theme before readers see it.
#[derive(Debug, Args)]
pub struct Theme {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Render every page of a theme with made-up contents, full, sparse and empty, in Arabic and English, and say what is
    /// wrong with it and where. Exit code 1 when something is.
    Check(Check),
}

#[derive(Debug, Args)]
struct Check {
    /// The theme's folder, with its theme.toml; the newsroom's own theme, and what goes before it, when it is left out.
    #[arg(value_name = "DIR")]
    theme: Option<PathBuf>,
    #[command(flatten)]
    data: DataDir,
}

/// A sample as it lies in the theme's folder.
#[derive(Deserialize)]
struct Sample {
    template: String,
    value: Value,
}

impl Theme {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Command::Check(check) = self.command;
        check.run()
    }
}

impl Check {
    fn run(self) -> anyhow::Result<ExitCode> {
        let config = match &self.theme {
            Some(folder) => config_of(folder)?,
            None => self.data.settings()?.theme_config(),
        };
        let name = config.name.clone();
        let theme = match theme::Theme::load(config) {
            Ok(theme) => theme,
            Err(error) => {
                println!("  BAD   {error}");
                println!("The theme `{name}` does not load; until it does, nothing else can be looked at.");
                return Ok(ExitCode::FAILURE);
            }
        };
        let pages = pages()?;
        let locales = Locales::built_in().context("the languages cannot be loaded")?.only(&TRIED_IN);
        let problems = theme.check(&pages, &locales);
        let problems = said_once(&problems);
        for problem in &problems {
            println!("  BAD   {problem}");
        }
        let looked_at = format!("{} kinds of samples in {}", pages.len(), TRIED_IN.join(" and "));
        match problems.len() {
            0 => println!("All is well with `{name}`: {looked_at} were rendered."),
            1 => println!("One thing is wrong with `{name}` ({looked_at} were rendered)."),
            count => println!("{count} things are wrong with `{name}` ({looked_at} were rendered)."),
        }
        Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// The problems, each once: the same line fails with many samples.
fn said_once(problems: &[CheckProblem]) -> Vec<String> {
    let mut said: Vec<(String, usize)> = Vec::new();
    for problem in problems {
        let words = match problem {
            CheckProblem::DoesNotRender { error, .. } => error.to_string(),
            other => other.to_string(),
        };
        match said.iter_mut().find(|(known, _)| *known == words) {
            Some((_, times)) => *times += 1,
            None => said.push((words, 1)),
        }
    }
    let one = |(words, times): (String, usize)| {
        if times == 1 { words } else { format!("{words} (and so with {times} samples)") }
    };
    said.into_iter().map(one).collect()
}

/// The theme in this folder, wherever it lies.
fn config_of(folder: &Path) -> anyhow::Result<ThemeConfig> {
    let folder = folder.canonicalize().with_context(|| format!("there is no folder {}", folder.display()))?;
    let name =
        folder.file_name().and_then(|name| name.to_str()).context("the folder has no name")?.to_owned();
    Ok(ThemeConfig { themes: folder.parent().map(Path::to_path_buf), name, ..ThemeConfig::default() })
}

/// Every page of the program with its samples, and the fuller samples of the default theme.
fn pages() -> anyhow::Result<Vec<PageCheck>> {
    let mut pages = newsroom::routes::samples::checks();
    for file in SAMPLES.files().filter(|file| file.path().extension().is_some_and(|end| end == "json")) {
        let sample: Sample =
            serde_json::from_slice(file.contents()).with_context(|| file.path().display().to_string())?;
        pages.push(PageCheck::of_named(sample.template, vec![sample.value]));
    }
    Ok(pages)
}
