//! `khabar doctor`

use std::process::ExitCode;

use clap::Args;
use store::Db;
use theme::Theme;

use super::DataDir;
use crate::wiring::{self, Need};

/// Check a deployment, and say what is wrong with it.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    data: DataDir,
}

struct Findings {
    bad: usize,
}

impl Findings {
    fn say(&mut self, what: &str, result: Result<String, String>) {
        match result {
            Ok(detail) => println!("  good  {what}: {detail}"),
            Err(detail) => {
                self.bad += 1;
                println!("  BAD   {what}: {detail}");
            }
        }
    }
}

impl Doctor {
    /// Checks, and answers with exit code 1 when something is wrong.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let mut findings = Findings { bad: 0 };
        let settings = self.data.settings();
        findings.say(
            "settings",
            settings.as_ref().map(|_| "they read".to_owned()).map_err(|error| format!("{error:#}")),
        );
        let Ok(settings) = settings else { return Ok(ExitCode::FAILURE) };
        let theme = Theme::load(settings.theme_config()).map_err(|error| error.to_string());
        findings.say("theme", theme.map(|_| "it loads".to_owned()));
        match wiring::open_existing(&self.data.folder, &settings, Need::Newsroom).await {
            Err(error) => findings.say("newsroom", Err(format!("{error:#}"))),
            Ok(app) => {
                findings.say("newsroom", Ok(format!("it opens in {}", self.data.folder.display())));
                published_connection(&app.db, &mut findings).await;
                let head = app.db.log().head().await;
                findings.say(
                    "event log",
                    head.map(|head| format!("at position {head}")).map_err(|error| error.to_string()),
                );
            }
        }
        let public = &settings.newsroom.public_url;
        let is_address =
            (public.starts_with("https://") || public.starts_with("http://")) && !public.ends_with('/');
        let wanted = "it must begin with https:// or http:// and end without a slash".to_owned();
        findings.say("newsroom.public_url", if is_address { Ok(public.clone()) } else { Err(wanted) });
        println!("{}", if findings.bad == 0 { "All is well." } else { "Something is wrong: see above." });
        Ok(if findings.bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
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
