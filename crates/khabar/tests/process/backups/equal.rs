//! Whether a restored database is what the history says of its sequence, and not a row more or less.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::kit::Database;

/// What nobody changes while articles are written and published.
const STILL: [&str; 6] = ["edition", "section", "account", "token", "redirect", "media"];

/// An article's newest revision, and the one that readers see.
type Standing = (i64, Option<i64>);

/// Where a restored database differs from what the log of the live one says of this sequence.
pub fn differences(restored: &Database, live: &Database, sequence: i64) -> Vec<String> {
    let mut wrong = restored.damage();
    let head = restored.number("select seq from event_head");
    if head != sequence {
        wrong.push(format!("it stands at {head} and not at {sequence}"));
    }
    let log = log_until(live, sequence);
    if log_until(restored, i64::MAX) != log {
        wrong.push("its log is not the beginning of the other".to_owned());
    }
    let wanted = standings(&log);
    if articles(restored) != wanted {
        wrong.push("its articles do not stand as the log says".to_owned());
    }
    let seen: BTreeMap<String, i64> =
        wanted.iter().filter_map(|(id, (_, live))| Some((id.clone(), (*live)?))).collect();
    if published(restored) != seen {
        wrong.push("readers would not see what the log says".to_owned());
    }
    let kept = |row: &Vec<String>| {
        let number: i64 = row[1].parse().expect("a number");
        wanted.get(&row[0]).is_some_and(|(latest, _)| number <= *latest)
    };
    let revisions = "select article, number, digest, content from revision order by article, number";
    let due: Vec<_> = live.rows(revisions).into_iter().filter(kept).collect();
    if restored.rows(revisions) != due {
        wrong.push("its revisions are not those that were written by then".to_owned());
    }
    for table in STILL {
        let all = format!("select * from {table} order by 1");
        if restored.rows(&all) != live.rows(&all) {
            wrong.push(format!("its rows of {table} differ"));
        }
    }
    let scheduled = "select id, scheduled_for, scheduled_revision, scheduled_by from article
        where scheduled_for is not null order by id";
    if restored.rows(scheduled) != live.rows(scheduled) {
        wrong.push("its schedule differs".to_owned());
    }
    wrong
}

fn log_until(database: &Database, sequence: i64) -> Vec<Vec<String>> {
    database.rows(&format!(
        "select seq, at, kind, data, tags, quiet from event_log where seq <= {sequence} order by seq"
    ))
}

fn articles(database: &Database) -> BTreeMap<String, Standing> {
    let rows = database.rows("select id, latest_revision, live_revision from article");
    rows.into_iter()
        .map(|row| (row[0].clone(), (row[1].parse().expect("a number"), row[2].parse().ok())))
        .collect()
}

fn published(database: &Database) -> BTreeMap<String, i64> {
    let rows = database.rows("select id, revision from published_article");
    rows.into_iter().map(|row| (row[0].clone(), row[1].parse().expect("a number"))).collect()
}

/// How articles stand after these events.
fn standings(log: &[Vec<String>]) -> BTreeMap<String, Standing> {
    let mut standings: BTreeMap<String, Standing> = BTreeMap::new();
    for row in log {
        let event: Value = serde_json::from_str(&row[3]).expect("an event is JSON");
        let Some(article) = event["article"].as_str() else { continue };
        let revision = event["revision"].as_i64();
        let standing = standings.entry(article.to_owned()).or_insert((1, None));
        match (row[2].as_str(), revision) {
            ("article_revised", Some(revision)) => standing.0 = revision,
            ("article_published", Some(revision)) => standing.1 = Some(revision),
            ("article_withdrawn", _) => standing.1 = None,
            _ => {}
        }
    }
    standings
}
