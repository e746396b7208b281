//! Killed while an import publishes: by itself, and in the server that does it for a command.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::durability::{Tally, derived_is_whole, file_is_whole, loops, random_below, serve};
use crate::kit::{Newsroom, Server, get, item, khabar, ndjson, until};

const FILES: usize = 4;
const ITEMS: usize = 40;
const RENEWED_AFTER: usize = 2;
/// Of what the second import brought, one in so many is looked at as a reader.
const SAMPLED: usize = 8;

#[test]
fn an_import_that_was_killed_keeps_what_it_took_and_can_be_given_again() {
    for mut newsroom in Newsroom::bares() {
        let mut tally = Tally::of("killed while an import publishes");
        for turn in 0..loops(&newsroom) {
            if turn % RENEWED_AFTER == 0 {
                newsroom.renew();
            }
            let folder = newsroom.beside(&format!("items-{turn}"));
            let uris = write_items(&folder, turn);
            let beside = (turn % 2 == 1).then(|| serve(&newsroom));
            let before = beside.is_some();
            let taken = killed_amid(&newsroom, &folder, &uris, beside);
            tally.kills += 1;
            tally.acknowledged += taken.len();
            tally.maybe += uris.len() - taken.len();
            tally.wrong.extend(file_is_whole(&newsroom));
            let server = tally.restart(&newsroom);
            tally.wrong.extend(lost(&newsroom, &server, &taken));
            tally.wrong.extend(given_again(&newsroom, &server, &folder, &(&uris - &taken)));
            tally.wrong.extend(derived_is_whole(&newsroom));
            if !tally.wrong.is_empty() {
                tally.wrong.push(format!("(in turn {turn}; a server ran beside it: {before})"));
                break;
            }
        }
        tally.close(newsroom);
    }
}

fn write_items(folder: &Path, turn: usize) -> BTreeSet<String> {
    let mut uris = BTreeSet::new();
    for file in 0..FILES {
        let names: Vec<String> =
            (0..ITEMS).map(|number| format!("urn:khabar-test:{turn}:{file}:{number}")).collect();
        let items: Vec<Value> = names.iter().map(|uri| item(uri, &format!("ديمومة {uri}"))).collect();
        ndjson(&folder.join(format!("{file}.ndjson")), &items);
        uris.extend(names);
    }
    uris
}

/// Starts the import, and kills whoever does it after the first item is in. Returns the items that were seen to be in
/// before that.
fn killed_amid(
    newsroom: &Newsroom,
    folder: &Path,
    uris: &BTreeSet<String>,
    server: Option<Server>,
) -> BTreeSet<String> {
    let mut command: Child = khabar()
        .args(["import", "ninjs", "--publish", "--section", "politics", "--data"])
        .args([&newsroom.data(), folder])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the built program starts");
    let database = newsroom.database();
    let taken = || &database.texts("select uri from imported") & uris;
    until("the first item", Duration::from_secs(20), || (!taken().is_empty()).then_some(()));
    std::thread::sleep(Duration::from_millis(random_below(300)));
    let seen = taken();
    match server {
        Some(server) => server.kill(),
        None => command.kill().expect("it is our child"),
    }
    command.wait().expect("it is our child");
    seen
}

fn lost(newsroom: &Newsroom, server: &Server, taken: &BTreeSet<String>) -> Vec<String> {
    let there = articles_of(newsroom);
    let unseen = |uri: &&String| !there.get(*uri).is_some_and(|id| readers_see(server, id));
    taken
        .iter()
        .filter(unseen)
        .map(|uri| format!("{uri} was in before the kill, and readers do not see it"))
        .collect()
}

/// Imports everything again, now to the end: each item once, and what was not in before is now before readers.
fn given_again(newsroom: &Newsroom, server: &Server, folder: &Path, rest: &BTreeSet<String>) -> Vec<String> {
    let path = folder.display().to_string();
    let words = ["import", "ninjs", "--publish", "--section", "politics", "--json", &path];
    let ran = newsroom.run(&words).exits(0);
    let report: Value = serde_json::from_str(&ran.out).expect("a report");
    let count = |name: &str| report[name].as_u64().unwrap_or_default() as usize;
    let mut wrong = Vec::new();
    if count("created") + count("unchanged") != FILES * ITEMS {
        wrong.push(format!("given again, the import says {report}"));
    }
    let there = articles_of(newsroom);
    let unseen = |uri: &&String| !there.get(*uri).is_some_and(|id| readers_see(server, id));
    let missing = rest.iter().filter(|uri| !there.contains_key(*uri));
    wrong.extend(missing.map(|uri| format!("{uri} is not there after a second import")));
    let hidden = rest.iter().step_by(SAMPLED).filter(unseen);
    wrong.extend(hidden.map(|uri| format!("{uri} was imported again, and readers do not see it")));
    let (articles, items) = (newsroom.database().number("select count(*) from article"), there.len());
    if articles != items as i64 {
        wrong.push(format!("there are {articles} articles of {items} items"));
    }
    wrong
}

fn articles_of(newsroom: &Newsroom) -> std::collections::BTreeMap<String, String> {
    let rows = newsroom.database().rows("select uri, article from imported");
    rows.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
}

fn readers_see(server: &Server, id: &str) -> bool {
    let short = get(&format!("/s/{id}")).answer(server.address);
    let page = short.header("location").map(|path| get(path).answer(server.address));
    page.is_some_and(|page| page.status == 200)
}
