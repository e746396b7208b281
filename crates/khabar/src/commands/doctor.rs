//! `khabar doctor`

use std::process::ExitCode;

use clap::Args;
use newsroom::app::App;
use newsroom::features::sections::{self, Section};
use newsroom::schedule;
use serde::Serialize;
use serde_json::json;
use store::Db;
use theme::Theme;

use super::DataDir;
use crate::backups;
use crate::doors::certificate_holds;
use crate::instance::{self, Waits};
use crate::wiring::{self, Need};

/// Check a deployment, and say what is wrong with it.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    data: DataDir,
    /// Print what was found as JSON.
    #[arg(long)]
    json: bool,
    /// Read every original of a picture too, and compare it with its name; this takes as long as the disk takes to read them.
    #[arg(long)]
    originals: bool,
}

/// What was looked at, and how it is.
#[derive(Debug, Serialize)]
struct Finding {
    what: String,
    good: bool,
    detail: String,
}

#[derive(Debug)]
struct Findings {
    found: Vec<Finding>,
    json: bool,
}

impl Findings {
    fn say(&mut self, what: &str, result: Result<String, String>) {
        let good = result.is_ok();
        let detail = result.unwrap_or_else(|detail| detail);
        if !self.json {
            println!("  {}  {what}: {detail}", if good { "good" } else { "BAD " });
        }
        self.found.push(Finding { what: what.to_owned(), good, detail });
    }

    /// The last word, and the exit code.
    fn close(self) -> anyhow::Result<ExitCode> {
        let well = self.found.iter().all(|finding| finding.good);
        if self.json {
            let told = json!({"well": well, "findings": self.found});
            println!("{}", serde_json::to_string_pretty(&told)?);
        } else {
            println!("{}", if well { "All is well." } else { "Something is wrong: see above." });
        }
        Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl Doctor {
    /// Checks, and answers with exit code 1 when something is wrong.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let mut findings = Findings { found: Vec::new(), json: self.json };
        let settings = self.data.sound_settings();
        findings.say(
            "settings",
            settings.as_ref().map(|_| "they read".to_owned()).map_err(|error| format!("{error:#}")),
        );
        let Ok(settings) = settings else { return findings.close() };
        let mut is_copy = false;
        let theme = Theme::load(settings.theme_config()).map_err(|error| error.to_string());
        findings.say("theme", theme.map(|_| "it loads".to_owned()));
        match wiring::open_existing(&self.data.folder, &settings, Need::Newsroom).await {
            Err(error) => findings.say("newsroom", Err(format!("{error:#}"))),
            Ok(app) => {
                findings.say("newsroom", Ok(format!("it opens in {}", self.data.folder.display())));
                findings.say("database file", database_file(&app.db));
                if self.originals {
                    findings.say("originals", originals(&app));
                }
                published_connection(&app.db, &mut findings).await;
                findings.say("sections", sections_are_reached(&app.db).await);
                findings.say("clock", clock(&app));
                let waits = instance::waits_for_a_word(&app.db, &self.data.folder, wiring::clock()()).await;
                is_copy = matches!(waits, Ok(Some(_)));
                findings.say("copy", copy(waits));
                findings.say("zones", zones(&app.db).await);
                let head = app.db.log().head().await;
                findings.say(
                    "event log",
                    head.map(|head| format!("at position {head}")).map_err(|error| error.to_string()),
                );
            }
        }
        if let Some(holds) = certificate_holds(&settings.tls, &self.data.folder, wiring::clock()()) {
            findings.say("certificate", holds);
        }
        if let Some(to) = &settings.backup.to {
            let fresh = match is_copy {
                true => {
                    Err("this is a copy that waits for a word, of which nothing is saved there".to_owned())
                }
                false => backups::is_fresh(to, &settings, wiring::clock()()),
            };
            findings.say("backup", fresh);
        }
        let public = &settings.newsroom.public_url;
        let is_address =
            (public.starts_with("https://") || public.starts_with("http://")) && !public.ends_with('/');
        let wanted = "it must begin with https:// or http:// and end without a slash".to_owned();
        findings.say("newsroom.public_url", if is_address { Ok(public.clone()) } else { Err(wanted) });
        findings.close()
    }
}

fn database_file(db: &Db) -> Result<String, String> {
    let Some(damage) = db.damage().map_err(|error| error.to_string())? else {
        return Ok("none here: a database on a server is looked after by the server's own tools".to_owned());
    };
    match damage.is_empty() {
        true => Ok("every page, index and reference is as it should be".to_owned()),
        false => Err(format!("it is damaged; bring back the last good backup. {}", damage.join("; "))),
    }
}

/// An original is named by the hash of its bytes.
fn originals(app: &App) -> Result<String, String> {
    let damaged = app.originals.damaged().map_err(|error| error.to_string())?;
    match damaged.is_empty() {
        true => Ok("each has the bytes that it came with".to_owned()),
        false => {
            let names: Vec<String> = damaged.iter().take(20).map(ToString::to_string).collect();
            Err(format!(
                "{} no longer have the bytes that they came with; bring them back from a backup: {}",
                damaged.len(),
                names.join(", ")
            ))
        }
    }
}

/// The clock against how it stood when the newsroom last ran here.
fn clock(app: &App) -> Result<String, String> {
    let Some(doubt) = app.doubt() else {
        return Ok("it agrees with how it stood when the newsroom last ran".to_owned());
    };
    let seconds = doubt.ahead as f64 / 1e6;
    Err(format!(
        "it is {seconds:+.1} seconds off what is sure: embargoes hold, and what is scheduled waits. Set it right, or say that it \
         is with `khabar clock confirm`"
    ))
}

fn copy(waits: anyhow::Result<Option<Waits>>) -> Result<String, String> {
    match waits.map_err(|error| format!("{error:#}"))? {
        None => Ok("this is no copy that waits for a word".to_owned()),
        Some(waits) => Err(format!(
            "{}: nothing goes out of it. If it takes the original's place, {}",
            waits.why,
            waits.steps()
        )),
    }
}

/// What is scheduled goes out at the moment that was meant then. Where the rules of a zone have changed since, its clocks
/// will show another time, and somebody should look.
async fn zones(db: &Db) -> Result<String, String> {
    let moved = schedule::moved_by_zone_rules(db).await.map_err(|error| error.to_string())?;
    let said: Vec<String> = moved
        .iter()
        .map(|one| {
            let zone = &one.wall.zone;
            format!("{} at {} ({zone})", one.article, text::dates::iso(one.at, zone))
        })
        .collect();
    match said.is_empty() {
        true => Ok("what is scheduled goes out at the hour that was meant".to_owned()),
        false => Err(format!(
            "the rules of a zone have changed since these were scheduled. They go out at the same moment as before, which its clocks \
             show differently now; look at each and schedule it anew: {}",
            said.join(", ")
        )),
    }
}

/// A section that has the address of a page of ours was opened before that page was there, and is hidden by it.
async fn sections_are_reached(db: &Db) -> Result<String, String> {
    let hidden = sections::hidden(db.read()).await.map_err(|error| error.to_string())?;
    match hidden_words(&hidden) {
        Some(words) => Err(words),
        None => Ok("each has an address of its own".to_owned()),
    }
}

/// What to say of hidden sections; nothing when there are none.
pub fn hidden_words(hidden: &[Section]) -> Option<String> {
    let addresses: Vec<String> = hidden.iter().map(Section::href).collect();
    (!hidden.is_empty()).then(|| {
        format!(
            "readers cannot reach the fronts of these sections, because pages of the program have their addresses now: {}. \
             Their articles keep theirs; open a section at another address and file there from now on",
            addresses.join(", ")
        )
    })
}

/// The connection that readers' pages use must be refused everything else, by the database itself.
async fn published_connection(db: &Db, findings: &mut Findings) {
    match db.prove_published().await {
        Err(error) => findings.say("published connection", Err(error.to_string())),
        Ok(proofs) => {
            let wrong: Vec<_> =
                proofs.iter().filter(|proof| !proof.holds()).map(|proof| proof.attempt.as_str()).collect();
            let refused = proofs.iter().filter(|proof| proof.should_be_refused).count();
            let good =
                Ok(format!("{refused} attempts beyond what is published were refused by the database"));
            let bad = Err(format!("these do not go as they should: {}", wrong.join("; ")));
            findings.say("published connection", if wrong.is_empty() { good } else { bad });
        }
    }
}
