//! `khabar import`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use newsroom::features::exports::actions::BroughtBack;
use newsroom::features::imports::{ItemOutcome, Report};
use newsroom::features::standing_pages::StandingPageKind;

use super::DataDir;
use super::progress::bar;
use crate::errands::{Errand, have_done};

/// Bring in articles from elsewhere.
#[derive(Debug, Args)]
pub struct Import {
    #[command(subcommand)]
    from: From,
}

#[derive(Debug, Subcommand)]
enum From {
    /// News items in ninjs 1.x, 2.x or 3.x: files, or folders of `.json` and `.ndjson` files. Pictures are taken from
    /// beside the items; nothing is fetched. Bringing in the same file twice changes nothing; an article that was changed
    /// here since it came in stays as it is.
    Ninjs(Ninjs),
    /// Posts from WordPress's export (Tools → Export), WXR 1.0 to 1.2. What was published is published with --publish,
    /// under its own date; drafts, private posts and those with a password stay drafts; a post's old addresses lead to its
    /// new one. Pictures are taken from a copy of the uploads; nothing is fetched. Pages that say who a newsroom is
    /// become its standing pages; comments are kept for later, without the addresses of those who wrote them. Bringing in the
    /// same file twice changes nothing, but that pictures which were missing come once they are there; what was changed here
    /// since it came in stays as it is.
    Wordpress(Wordpress),
    /// What `khabar export` wrote, into a new and empty newsroom: everything keeps its id and its address, and an export of it
    /// has the same hash. All files are looked at first; what was changed, cut or written by somebody else is refused with
    /// its place, and then nothing has come in.
    Khabar(Back),
}

/// What scripts go by.
const EXIT_CODES: &str = "Exit code: 0 when every item came in, was known already, was changed here or was left out on purpose; \
2 when some were refused, each with its place and the reason, while the rest came in; 1 when nothing could be done.";

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
struct Ninjs {
    #[command(flatten)]
    data: DataDir,
    /// Publish what may be published; an embargo is kept, and its end is scheduled.
    #[arg(long)]
    publish: bool,
    /// The edition of items whose language no edition has (default: the first).
    #[arg(long, value_name = "CODE")]
    edition: Option<String>,
    /// The section of everything that comes in, by its slug (default: `news`).
    #[arg(long, value_name = "SLUG")]
    section: Option<String>,
    /// Write over what was changed here since it came in; without this it stays as it is, and the report says so.
    #[arg(long)]
    overwrite: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// The files and folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct Wordpress {
    #[command(flatten)]
    data: DataDir,
    /// Publish what was published there; what was to be published later is scheduled.
    #[arg(long)]
    publish: bool,
    /// The edition to bring it to (default: the one that speaks the site's language, or the first).
    #[arg(long, value_name = "CODE")]
    edition: Option<String>,
    /// The section of posts that no category files, by its slug (default: `news`). A category that is called as a
    /// section is, or lies under one that is, files its posts there; all other categories become topics.
    #[arg(long, value_name = "SLUG")]
    section: Option<String>,
    /// A category, by its slug or name, and the slug of the section it is; may be given several times.
    #[arg(long = "map", value_name = "CATEGORY=SECTION", value_parser = pair)]
    map: Vec<(String, String)>,
    /// A page, by its slug or title, and the standing page it is: about, contact, privacy, terms or corrections-policy; may
    /// be given several times. Pages that are called so need no word.
    #[arg(long = "page", value_name = "PAGE=KIND", value_parser = page)]
    pages: Vec<(String, StandingPageKind)>,
    /// A copy of the site's folder `wp-content/uploads`, for the pictures.
    #[arg(long, value_name = "DIR")]
    uploads: Option<PathBuf>,
    /// Write over what was changed here since it came in; without this it stays as it is, and the report says so.
    #[arg(long)]
    overwrite: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// The exports; those of one site that came in several files are given together.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct Back {
    #[command(flatten)]
    data: DataDir,
    /// Print what came in as JSON.
    #[arg(long)]
    json: bool,
    /// The folder that `khabar export` wrote.
    #[arg(value_name = "FOLDER")]
    exported: PathBuf,
}

fn pair(given: &str) -> Result<(String, String), String> {
    let (category, section) = given.split_once('=').unwrap_or_default();
    let (category, section) = (category.trim(), section.trim());
    if category.is_empty() || section.is_empty() {
        return Err("write a category, `=`, and the slug of a section".to_owned());
    }
    Ok((category.to_owned(), section.to_owned()))
}

fn page(given: &str) -> Result<(String, StandingPageKind), String> {
    let (page, kind) = given.rsplit_once('=').unwrap_or_default();
    let kinds = || StandingPageKind::ALL.map(StandingPageKind::slug).join(", ");
    match StandingPageKind::named(kind.trim()).filter(|_| !page.trim().is_empty()) {
        Some(kind) => Ok((page.trim().to_owned(), kind)),
        None => Err(format!("write a page's slug, `=`, and one of {}", kinds())),
    }
}

impl Import {
    /// Imports, and says what became of each item.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        // The server may stand in another folder than we do.
        let absolute =
            |paths: &[PathBuf]| paths.iter().map(std::path::absolute).collect::<Result<Vec<_>, _>>();
        let (data, json, errand) = match self.from {
            From::Khabar(back) => return back.run().await,
            From::Ninjs(ninjs) => {
                let Ninjs { data, publish, edition, section, overwrite, json, paths } = ninjs;
                let paths = absolute(&paths)?;
                (data, json, Errand::ImportNinjs { paths, publish, edition, section, overwrite })
            }
            From::Wordpress(posts) => {
                let Wordpress {
                    data,
                    publish,
                    edition,
                    section,
                    map,
                    pages,
                    uploads,
                    overwrite,
                    json,
                    files,
                } = posts;
                let uploads = uploads.map(std::path::absolute).transpose()?;
                let paths = absolute(&files)?;
                let errand = Errand::ImportWordpress {
                    paths,
                    publish,
                    edition,
                    section,
                    map,
                    pages,
                    uploads,
                    overwrite,
                };
                (data, json, errand)
            }
        };
        let (bar, ear) = bar("files", json);
        let report = have_done(&data, errand, ear).await;
        bar.finish_and_clear();
        let report: Report = serde_json::from_value(report?)?;
        if json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print_report(&report);
        }
        Ok(if report.refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
    }
}

impl Back {
    /// Brings it back, and says what came.
    async fn run(self) -> anyhow::Result<ExitCode> {
        let from = std::path::absolute(&self.exported)?;
        let (bar, ear) = bar("files, pictures or lines", self.json);
        let came = have_done(&self.data, Errand::ImportKhabar { from }, ear).await;
        bar.finish_and_clear();
        let came: BroughtBack = serde_json::from_value(came?)?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&came)?);
            return Ok(ExitCode::SUCCESS);
        }
        for (noun, count) in &came.lines {
            println!("  {count:>9}  {noun}");
        }
        println!("Readers see {} articles. The hash of the whole was {}", came.published, came.whole);
        if came.resized > 0 {
            println!("{} pictures are served in other sizes than before", came.resized);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print_report(report: &Report) {
    for item in &report.items {
        let what = item.article.as_deref().map(|id| format!(" → article {id}")).unwrap_or_default();
        println!("{} ({}){what}", item.place, item.uri);
        if let Some(why) = &item.why {
            let outcome = match item.outcome {
                ItemOutcome::Skipped => "skipped",
                ItemOutcome::Kept => "kept",
                _ => "refused",
            };
            println!("  {outcome}: {why}");
        }
        item.changed.iter().for_each(|line| println!("  changed: {line}"));
        item.dropped.iter().for_each(|line| println!("  dropped: {line}"));
    }
    println!(
        "{} new, {} updated, {} unchanged, {} withdrawn, {} skipped, {} refused; {} published, {} scheduled, {} pictures",
        report.created,
        report.updated,
        report.unchanged,
        report.withdrawn,
        report.skipped,
        report.refused,
        report.published,
        report.scheduled,
        report.pictures,
    );
    if report.kept > 0 {
        println!("{} kept as they are, because they were changed here", report.kept);
    }
    if report.pages + report.comments > 0 {
        println!("among them {} standing pages; {} comments kept for later", report.pages, report.comments);
    }
    if report.unlisted > 0 {
        println!("{} more items have something to say than are listed", report.unlisted);
    }
}
