//! The history of every request, and what it allows the newsroom to hold afterwards. What was acknowledged must be
//! there; what got no answer may be there or not, as a whole; what was refused must not.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::Value;

use crate::kit::{Database, get};

/// One request.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The headline that the article was begun with: its name in the history.
    pub piece: String,
    /// The article's id, when it is known.
    pub article: Option<String>,
    /// What was asked.
    pub act: Act,
    /// What came of it.
    pub outcome: Outcome,
}

/// What was asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Act {
    /// That the article be begun.
    Create,
    /// That it get this revision.
    Revise(i64),
    /// That readers see this revision.
    Publish(i64),
    /// That it leave the site.
    Withdraw,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Outcome {
    /// It was done.
    Acknowledged,
    /// It was refused, with this status.
    Refused(u16),
    /// It was sent and never answered.
    Maybe,
    /// Nobody listened.
    NotAsked,
}

/// Where an article stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Standing {
    latest: i64,
    live: Option<i64>,
    withdrawn: bool,
}

/// All requests of a run, also kept in a file for whoever looks into a failure.
pub struct History {
    entries: Mutex<Vec<Entry>>,
    file: Mutex<File>,
}

impl History {
    /// An empty one.
    pub fn in_file(path: PathBuf) -> History {
        let file = File::create(path).expect("a history can be kept");
        History { entries: Mutex::default(), file: Mutex::new(file) }
    }

    /// Adds a request whose outcome is known.
    pub fn note(&self, entry: Entry) {
        let line = serde_json::to_string(&entry).expect("an entry is plain text");
        let written = writeln!(self.file.lock().unwrap_or_else(PoisonError::into_inner), "{line}");
        written.expect("a history can be kept");
        self.lock().push(entry);
    }

    /// How many requests ended like this.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.lock().iter().filter(|entry| entry.outcome == outcome).count()
    }

    /// All of them, those about one article in the order in which they were sent.
    pub fn entries(&self) -> Vec<Entry> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the history says of one article.
#[derive(Default)]
struct Story {
    article: Option<String>,
    sure: Option<Standing>,
    perhaps: Option<Standing>,
}

impl Story {
    fn go_on(&mut self, entry: &Entry) {
        self.article = self.article.take().or_else(|| entry.article.clone());
        let next = after(self.sure, entry.act);
        match entry.outcome {
            Outcome::Acknowledged => self.sure = Some(next),
            Outcome::Maybe => self.perhaps = Some(next),
            Outcome::Refused(_) | Outcome::NotAsked => {}
        }
    }

    fn allows(&self, seen: Option<Standing>) -> bool {
        seen == self.sure || (self.perhaps.is_some() && seen == self.perhaps)
    }
}

fn after(standing: Option<Standing>, act: Act) -> Standing {
    let begun = Standing { latest: 1, live: None, withdrawn: false };
    let standing = standing.unwrap_or(begun);
    match act {
        Act::Create => begun,
        Act::Revise(latest) => Standing { latest, ..standing },
        Act::Publish(revision) => Standing { live: Some(revision), ..standing },
        Act::Withdraw => Standing { live: None, withdrawn: true, ..standing },
    }
}

/// Where the running newsroom contradicts the history: asked as an editor, and then as a reader.
pub fn contradictions(
    history: &[Entry],
    token: &str,
    address: SocketAddr,
    database: &Database,
) -> Vec<String> {
    let mut stories: BTreeMap<&str, Story> = BTreeMap::new();
    for entry in history {
        stories.entry(&entry.piece).or_default().go_on(entry);
    }
    let mut found = Vec::new();
    for (piece, story) in stories {
        let ids = match &story.article {
            Some(id) => vec![id.clone()],
            None => begun_with(database, piece),
        };
        if ids.len() > 1 {
            found.push(format!("«{piece}» was asked for once and is there {} times", ids.len()));
        }
        let (seen, page) = ids.first().map_or((None, None), |id| as_editor(id, token, address));
        if !story.allows(seen) {
            found.push(format!(
                "«{piece}» stands at {seen:?}; the history says {:?} or {:?}",
                story.sure, story.perhaps
            ));
        }
        if let (Some(standing), Some(id)) = (seen, ids.first()) {
            let path = page.unwrap_or_else(|| format!("/s/{id}"));
            found.extend(as_reader(&path, standing, address).map(|why| format!("«{piece}»: {why}")));
        }
    }
    found
}

/// The articles whose first revision has this headline.
fn begun_with(database: &Database, headline: &str) -> Vec<String> {
    let question =
        "select article from revision where number = 1 and content like '%\"headline\":\"HEADLINE\"%'";
    database.texts(&question.replace("HEADLINE", headline)).into_iter().collect()
}

fn as_editor(id: &str, token: &str, address: SocketAddr) -> (Option<Standing>, Option<String>) {
    let answer = get(&format!("/api/v1/articles/{id}")).token(token).answer(address);
    if answer.status == 404 {
        return (None, None);
    }
    let article = answer.with_status(200).json();
    let standing = Standing {
        latest: article["revision"].as_i64().unwrap_or_default(),
        live: article["live_revision"].as_i64(),
        withdrawn: article["withdrawn"] != Value::Null,
    };
    (Some(standing), article["href"].as_str().map(str::to_owned))
}

/// What is wrong with what readers get of an article that stands like this.
fn as_reader(path: &str, standing: Standing, address: SocketAddr) -> Option<String> {
    let page = get(path).answer(address);
    let wanted = match standing {
        Standing { withdrawn: true, .. } => 410,
        Standing { live: None, .. } => 404,
        Standing { live: Some(_), .. } => 200,
    };
    let shown = page.header("khabar-revision").and_then(|number| number.parse().ok());
    let right = page.status == wanted && (wanted != 200 || shown == standing.live);
    (!right).then(|| {
        format!("it stands at {standing:?}; a reader gets {} with revision {shown:?} at {path}", page.status)
    })
}
