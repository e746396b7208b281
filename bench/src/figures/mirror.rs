//! The mirror: how long the whole site takes to be written, and how soon what is published, put right and withdrawn is so in it,
//! while the pages that stand around it are made anew behind. On all cores, as a newsroom has them; the file is looked for in the
//! folder, as a file server would.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::json;

use super::Plan;
use super::visible::{drafts, receipt, time_of};
use crate::report::{Figure, Report};
use crate::seed::Filled;
use crate::stats::quantile;
use crate::tools::http::Client;
use crate::tools::newsroom::{self, Newsroom};

/// What was published so long ago has to be there.
const TARGET: f64 = 60.0;
/// What was withdrawn has to be gone.
const WITHDRAWN: f64 = 10.0;
const PATIENCE: Duration = Duration::from_secs(300);
/// Everything has been made anew within this.
const REST: Duration = Duration::from_secs(3_600);
const LOOKS_EVERY: Duration = Duration::from_millis(20);
/// From one publication to the next.
const PAUSE: Duration = Duration::from_secs(2);
const CORRECTED: &str = "تصويب يُقاس ظهوره في المرآة";

/// Builds the mirror of this newsroom, and has a server follow what happens.
pub fn measure(plan: &Plan, room: &Filled, report: &mut Report) -> anyhow::Result<()> {
    // Beside the newsroom, on the same disk; it goes with the run.
    let beside = tempfile::Builder::new().prefix("mirror-").tempdir_in(&plan.folder)?;
    let folder = beside.path().join("site");
    let at = folder.display().to_string();
    let what = format!("mirror of {} articles", room.log.articles);
    let built = newsroom::measured(&room.data, &["mirror", "build", &at])?;
    report.add(Figure::new(format!("{what}: built"), built.seconds, "s"));
    report.add(Figure::new(format!("{what}: memory while it is built"), built.peak as f64 / 1e6, "MB"));

    let token = newsroom::editor_token(&room.data)?;
    let khabar = Newsroom::start_on_all_cores(&room.data, &[("KHABAR__MIRROR__FOLDER", &at)])?;
    let followed = Followed { khabar, folder, token };
    followed.is_at_rest()?;
    let count = plan.publications.div_ceil(5);
    let (mut seen, mut fronts, mut receipts) = (Vec::new(), Vec::new(), Vec::new());
    let drafts = drafts(&mut followed.client()?, count)?;
    let mut articles = Vec::new();
    for id in &drafts {
        let begun = Instant::now();
        let article = followed.publishes(id)?;
        let (mut on_page, mut on_front) = (None, None);
        // Both are looked for, whichever comes first.
        followed.until(begun, id, |all| {
            let now = begun.elapsed().as_secs_f64();
            on_page = on_page.or_else(|| all.file(&article).exists().then_some(now));
            on_front = on_front.or_else(|| says(&all.file("/ar/"), id).then_some(now));
            on_page.is_some() && on_front.is_some()
        })?;
        seen.extend(on_page);
        fronts.extend(on_front);
        let receipt = receipt(&mut followed.client()?, id)?;
        receipts.extend(time_of(&receipt, Some("read_back")));
        articles.push(article);
        sleep(PAUSE);
    }
    let (mut corrected, mut gone) = (Vec::new(), Vec::new());
    for (number, (id, article)) in drafts.iter().zip(&articles).enumerate() {
        let begun = Instant::now();
        if number % 2 == 0 {
            followed.does(id, "corrections", &json!({ "kind": "error", "text": CORRECTED }))?;
            corrected.push(followed.until(begun, id, |all| says(&all.file(article), CORRECTED))?);
        } else {
            followed.does(id, "withdrawal", &json!({ "reason": "خطأ" }))?;
            gone.push(followed.until(begun, id, |all| !all.file(article).exists())?);
        }
        sleep(PAUSE);
    }
    for (name, times, target) in [
        ("published to its page", &seen, TARGET),
        ("published to the front", &fronts, TARGET),
        ("corrected to its page", &corrected, TARGET),
        ("withdrawn to its page gone", &gone, WITHDRAWN),
    ] {
        let of = |q| quantile(times.iter().copied(), q);
        report.add(Figure::new(format!("{what}: {name}, p50"), of(0.5), "s"));
        let figure = Figure::new(format!("{what}: {name}, slowest of {}", times.len()), of(1.0), "s");
        report.add(figure.target(format!("≤ {target} s"), of(1.0) <= target));
    }
    let figure = format!("{what}: meanwhile published to read back, slowest of {count}");
    match receipts.len() == count {
        true => report.add(Figure::new(figure, quantile(receipts.iter().copied(), 1.0), "ms")),
        false => report.not_run(&figure, &format!("{} of {count} receipts have it", receipts.len())),
    }
    report.add(Figure::new(format!("{what}: pages to be made anew then"), followed.waiting()?, ""));
    let begun = Instant::now();
    followed.is_at_rest()?;
    report.add(Figure::new(format!("{what}: until all are"), begun.elapsed().as_secs_f64(), "s"));
    Ok(())
}

/// A newsroom whose mirror follows it.
struct Followed {
    khabar: Newsroom,
    folder: PathBuf,
    token: String,
}

impl Followed {
    /// A new connection: what is waited for takes longer than one stays open that nobody uses.
    fn client(&self) -> anyhow::Result<Client> {
        Client::connect(self.khabar.site, &format!("authorization: Bearer {}\r\n", self.token))
    }

    fn does(&self, id: &str, what: &str, said: &serde_json::Value) -> anyhow::Result<serde_json::Value> {
        self.client()?.post(&format!("/api/v1/articles/{id}/{what}"), said)?.json()
    }

    /// The address that it has then.
    fn publishes(&self, id: &str) -> anyhow::Result<String> {
        let said = self.does(id, "publication", &json!({}))?;
        Ok(said["href"].as_str().context("an article has an address")?.to_owned())
    }

    fn file(&self, address: &str) -> PathBuf {
        let path = text::percent::decoded(address.trim_matches('/')).unwrap_or_default();
        self.folder.join(path).join("index.html")
    }

    /// How long after `begun` it is so, in seconds.
    fn until(&self, begun: Instant, id: &str, mut is_so: impl FnMut(&Self) -> bool) -> anyhow::Result<f64> {
        while !is_so(self) {
            anyhow::ensure!(
                begun.elapsed() < PATIENCE,
                "what happened to {id} is not in the mirror after {PATIENCE:?}"
            );
            sleep(LOOKS_EVERY);
        }
        Ok(begun.elapsed().as_secs_f64())
    }

    /// How many pages are to be made, as the newsroom last said.
    fn waiting(&self) -> anyhow::Result<f64> {
        self.khabar.says("mirror_pages_waiting")
    }

    fn is_at_rest(&self) -> anyhow::Result<()> {
        let begun = Instant::now();
        // What just happened has come there by then.
        sleep(PAUSE);
        while !self.waiting().is_ok_and(|waiting| waiting == 0.0) {
            anyhow::ensure!(begun.elapsed() < REST, "pages are still to be made after {REST:?}");
            sleep(Duration::from_millis(500));
        }
        Ok(())
    }
}

fn says(file: &Path, words: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|page| page.contains(words))
}
