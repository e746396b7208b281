//! From a publication to what a reader sees, as the receipts say it: publications one after the other as fast as they are
//! answered, and one at a time.

use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::{Value, json};

use super::Plan;
use crate::reference::commit;
use crate::report::{Figure, Report};
use crate::seed::Filled;
use crate::stats::quantile;
use crate::tools::http::Client;
use crate::tools::newsroom::{self, Newsroom};

const PATIENCE: Duration = Duration::from_secs(60);
const TARGET: f64 = 100.0;

/// Publishes on this newsroom, with the page cache on and warm.
pub fn measure(plan: &Plan, room: &Filled, report: &mut Report) -> anyhow::Result<()> {
    let token = newsroom::editor_token(&room.data)?;
    let khabar = Newsroom::start(&room.data, &[])?;
    khabar.process.settle(Duration::from_secs(600))?;
    let mut client = Client::connect(khabar.site, &format!("authorization: Bearer {token}\r\n"))?;
    warm(&khabar)?;
    let count = room.log.articles;
    let bare = commit::measure(&room.data, plan.publications as i64)?;
    report.add(Figure::new(
        format!("bare synced commit beside {count}: p50"),
        quantile(bare.clone(), 0.5),
        "ms",
    ));
    report.add(Figure::new(
        format!("bare synced commit beside {count}: p99"),
        quantile(bare.clone(), 0.99),
        "ms",
    ));
    for (name, one_at_a_time) in [("one at a time", true), ("back to back", false)] {
        let drafts = drafts(&mut client, plan.publications)?;
        let mut answers = Vec::new();
        let mut receipts = Vec::new();
        for id in &drafts {
            let begun = Instant::now();
            client.post(&format!("/api/v1/articles/{id}/publication"), &json!({}))?.json()?;
            answers.push(begun.elapsed().as_secs_f64() * 1000.0);
            if one_at_a_time {
                receipts.push(receipt(&mut client, id)?);
            }
        }
        if !one_at_a_time {
            receipts = drafts.iter().map(|id| receipt(&mut client, id)).collect::<Result<_, _>>()?;
        }
        let what = format!("publish, {name}, {count} articles");
        figures(report, &what, &answers, &receipts, quantile(bare.clone(), 0.5), one_at_a_time);
    }
    everywhere(plan, &khabar, &mut client, count, report)
}

/// From before the publication is asked for until a reader has seen it on every page and in every feed that lists it.
fn everywhere(
    plan: &Plan,
    khabar: &Newsroom,
    client: &mut Client,
    count: usize,
    report: &mut Report,
) -> anyhow::Result<()> {
    let drafts = drafts(client, plan.publications)?;
    let first = drafts.first().context("something is published")?;
    let words = json!({ "edition": "ar", "name": format!("قصة يُقاس ظهورها {first}") });
    let story = client.post("/api/v1/stories", &words)?.json()?;
    let (id, href) = (&story["id"], &story["href"]);
    let (id, href) = (id.as_str().context("a story has an id")?, href.as_str().context("and an address")?);
    let mut reader = Client::connect(khabar.site, "")?;
    let mut pages: Vec<String> = [
        "/ar/",
        "/ar/world/",
        "/ar/latest/",
        "/ar/feed.json",
        "/ar/rss.xml",
        "/ar/atom.xml",
        "/ar/world/rss.xml",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.extend([href.to_owned(), format!("{href}rss.xml")]);
    let mut times = Vec::new();
    for (number, article) in drafts.iter().enumerate() {
        client.put(&format!("/api/v1/stories/{id}/articles/{article}"), &json!({ "first": true }))?.json()?;
        let begun = Instant::now();
        let published =
            client.post(&format!("/api/v1/articles/{article}/publication"), &json!({}))?.json()?;
        let mut waiting: Vec<&String> = pages.iter().collect();
        while !waiting.is_empty() {
            anyhow::ensure!(begun.elapsed() < PATIENCE, "{article} is not seen on {waiting:?}");
            let mut still = Vec::new();
            for page in waiting {
                if !reader.get(page)?.says(article) {
                    still.push(page);
                }
            }
            waiting = still;
        }
        // The first one opens the story's page and shows where its topics are; it warms them up.
        if number > 0 {
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        } else {
            let page = reader.get(published["href"].as_str().context("an article has an address")?)?;
            pages.extend(topic_of(&page.body));
        }
        receipt(client, article)?;
    }
    let what = format!("publish to visible on {} pages and feeds, {count} articles", pages.len());
    report.add(Figure::new(format!("{what}: p50"), quantile(times.iter().copied(), 0.5), "ms"));
    let p99 = quantile(times.iter().copied(), 0.99);
    report.add(Figure::new(format!("{what}: p99"), p99, "ms").target("≤ 100 ms", p99 <= TARGET));
    Ok(())
}

/// The first topic that an article's page leads to.
fn topic_of(page: &[u8]) -> Option<String> {
    let page = String::from_utf8_lossy(page);
    let from = page.find("/ar/topic/")?;
    let address = page[from..].split(['"', '\'', ' ', '>']).next()?;
    Some(address.to_owned())
}

/// The target is for a newsroom, which publishes one thing after the other; hundreds a second on one core show how the
/// queue behaves and are not judged.
fn figures(
    report: &mut Report,
    what: &str,
    answers: &[f64],
    receipts: &[Value],
    commit: f64,
    is_judged: bool,
) {
    let of = |values: &[f64], q| quantile(values.iter().copied(), q);
    report.add(Figure::new(format!("{what}: answer p50"), of(answers, 0.5), "ms").beside(commit));
    report.add(Figure::new(format!("{what}: answer p99"), of(answers, 0.99), "ms"));
    for (name, step) in [
        ("purged", Some("purged")),
        ("read back", Some("read_back")),
        ("in feed", Some("in_feed")),
        ("whole receipt", None),
    ] {
        let times: Vec<f64> = receipts.iter().filter_map(|receipt| time_of(receipt, step)).collect();
        if times.len() != receipts.len() {
            report.not_run(
                &format!("{what}: {name}"),
                &format!("{} of {} receipts have it", times.len(), receipts.len()),
            );
            continue;
        }
        report.add(Figure::new(format!("{what}: {name} p50"), of(&times, 0.5), "ms"));
        let p99 = of(&times, 0.99);
        let figure = Figure::new(format!("{what}: {name} p99"), p99, "ms");
        let judged = is_judged && matches!(step, Some("read_back") | None);
        report.add(if judged { figure.target("≤ 100 ms", p99 <= TARGET) } else { figure });
    }
    let gave_up = receipts.iter().filter(|receipt| time_of(receipt, Some("gave_up")).is_some()).count();
    if gave_up > 0 {
        report.add(
            Figure::new(format!("{what}: receipts that gave up"), gave_up as f64, "").target("none", false),
        );
    }
}

/// When a step was seen; of no step, when the last was.
pub(super) fn time_of(receipt: &Value, step: Option<&str>) -> Option<f64> {
    let mut steps = receipt["steps"].as_array()?.iter();
    let found = match step {
        Some(step) => steps.find(|seen| seen["step"] == step),
        None => steps.next_back(),
    };
    found?["ms"].as_f64()
}

/// The receipt, once it is complete. Asked for seldom, so that asking does not make it late.
pub(super) fn receipt(client: &mut Client, id: &str) -> anyhow::Result<Value> {
    let begun = Instant::now();
    loop {
        let receipt = client.get(&format!("/api/v1/articles/{id}/receipt"))?.json()?;
        if !receipt["finished_at"].is_null() {
            return Ok(receipt);
        }
        anyhow::ensure!(
            begun.elapsed() < PATIENCE,
            "the receipt of {id} is open after {PATIENCE:?}: {receipt}"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// So many drafts, ready to be published.
pub(super) fn drafts(client: &mut Client, count: usize) -> anyhow::Result<Vec<String>> {
    let mut ids = Vec::with_capacity(count);
    for number in 1..=count {
        let paragraph =
            "قالت المصادر إن المحادثات مستمرة منذ صباح اليوم، وإن الوفدين اتفقا على جدول أعمال من ثلاث نقاط. "
                .repeat(4);
        let html = format!("<p>{paragraph}</p>").repeat(6);
        let content = json!({
            "headline": format!("خبر يُقاس ظهوره، رقم {number}"),
            "lead": "مقدمة قصيرة تقول ما حدث وأين ومتى.",
            "body_html": html,
            "topics": ["محادثات", "قياس"],
            "sources": [{ "role": "agency", "name": "وكالة" }],
        });
        let answer = client
            .post("/api/v1/articles", &json!({ "edition": "ar", "section": "world", "content": content }))?;
        ids.push(answer.json()?["id"].as_str().context("an article without an id")?.to_owned());
    }
    Ok(ids)
}

/// The pages that every publication touches, so that they stand in the cache.
fn warm(khabar: &Newsroom) -> anyhow::Result<()> {
    let mut reader = Client::connect(khabar.site, "")?;
    for path in ["/ar/", "/ar/world/", "/ar/feed.json", "/ar/rss.xml"] {
        let answer = reader.get(path)?;
        anyhow::ensure!(answer.status == 200, "{path} answers {}", answer.status);
    }
    Ok(())
}
