//! What must hold after a kill, whatever the history says: the file is whole, and all that is derived from the truth
//! catches up with it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use search::{Index, Request};

use crate::kit::{Database, Kind, Newsroom, Server, copy_folder, get, within};
use crate::what_is_due_goes_out::full;

const PATIENCE: Duration = Duration::from_secs(20);
/// From a start after a kill to the first page, nine times of ten: a machine of tests does other things too.
const AT_MOST: Duration = Duration::from_secs(2);
/// A word that stands in every headline of these tests.
const EVERYWHERE: &str = "ديمومة";

/// A server keeps its own files: there the program is killed a quarter as often, and not less than this.
const FEWEST_ON_A_SERVER: usize = 5;

/// How often the program is to be killed over this newsroom.
pub fn loops(newsroom: &Newsroom) -> usize {
    let named = std::env::var("KHABAR_KILL_LOOPS").ok().and_then(|loops| loops.parse().ok());
    let loops: usize = named.unwrap_or(10);
    match newsroom.kind {
        Kind::Sqlite => loops,
        Kind::Postgres(_) => (loops / 4).max(FEWEST_ON_A_SERVER),
    }
}

/// A random number below `end`.
#[expect(clippy::disallowed_methods, reason = "the moment of a kill must not be the same in every run")]
pub fn random_below(end: u64) -> u64 {
    getrandom::u64().expect("the operating system gives randomness") % end
}

/// What a test of many kills counted.
#[derive(Debug)]
pub struct Tally {
    what: String,
    begun: Instant,
    /// How often the program was killed.
    pub kills: usize,
    /// How much of what it was asked it acknowledged.
    pub acknowledged: usize,
    /// How much it left unanswered.
    pub maybe: usize,
    /// What was lost, or is wrong otherwise.
    pub wrong: Vec<String>,
    /// How long each start after a kill took, to the first page.
    starts: Vec<Duration>,
}

impl Tally {
    /// Nothing yet.
    pub fn of(what: &str) -> Tally {
        Tally {
            what: what.to_owned(),
            begun: Instant::now(),
            kills: 0,
            acknowledged: 0,
            maybe: 0,
            wrong: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Starts the program again, and has it give a reader the first page.
    pub fn restart(&mut self, newsroom: &Newsroom) -> Server {
        let begun = Instant::now();
        let server = serve(newsroom);
        get("/ar/").answer(server.address).with_status(200);
        self.starts.push(begun.elapsed());
        server
    }

    /// Says what was counted; fails, and keeps the folder, if anything is wrong.
    #[track_caller]
    pub fn close(self, newsroom: Newsroom) {
        let Tally { what, begun, kills, acknowledged, maybe, wrong, mut starts } = self;
        let seconds = begun.elapsed().as_secs_f64();
        let (lost, each) = (wrong.len(), seconds / kills.max(1) as f64);
        starts.sort();
        let start =
            |share: f64| starts.get((starts.len() as f64 * share) as usize).or(starts.last()).copied();
        let (half, most) = (start(0.5).unwrap_or_default(), start(0.9).unwrap_or_default());
        println!(
            "{what} on {}: {kills} kills, {acknowledged} acknowledged, {maybe} unanswered, {lost} wrong; {seconds:.1} s, {each:.2} s each; \
             from a start to the first page {:.2} s, nine of ten within {:.2} s, the last {:.2} s",
            newsroom.kind,
            half.as_secs_f64(),
            most.as_secs_f64(),
            starts.last().copied().unwrap_or_default().as_secs_f64()
        );
        assert!(!full() || most <= AT_MOST, "{what}: {most:?} from a start to the first page");
        assert!(acknowledged > kills, "{what}: too little was acknowledged to say anything");
        if !wrong.is_empty() {
            let kept = newsroom.keep();
            panic!(
                "{what}: {:#?}\nwhat was left is in {}",
                wrong.iter().take(20).collect::<Vec<_>>(),
                kept.display()
            );
        }
    }
}

/// What is wrong with what a killed program left.
pub fn file_is_whole(newsroom: &Newsroom) -> Vec<String> {
    let copy = tempfile::tempdir().expect("a folder can be made");
    let database = newsroom.database_as_left(copy.path());
    let torn = TORN.iter().flat_map(|(what, question)| {
        database.texts(question).into_iter().map(move |id| format!("{what}: {id}"))
    });
    database.damage().into_iter().chain(torn).collect()
}

/// What one transaction wrote must be there together.
const TORN: [(&str, &str); 4] = [
    (
        "an article without its newest revision",
        "select id from article where not exists
          (select 1 from revision where article = article.id and number = article.latest_revision)",
    ),
    (
        "a live article that readers cannot see, or see another revision of",
        "select id from article where live_revision is not null and not exists
          (select 1 from published_article p where p.id = article.id and p.revision = article.live_revision)",
    ),
    (
        "an article that readers see and that is not live",
        "select id from published_article p where not exists
          (select 1 from article where id = p.id and live_revision = p.revision)",
    ),
    (
        "an event that is missing before the head of the log",
        "select seq from event_head where seq <> (select count(*) from event_log)",
    ),
];

/// What of the derived does not catch up with the truth.
pub fn derived_is_whole(newsroom: &Newsroom) -> Vec<String> {
    let database = newsroom.database();
    let mut wrong: Vec<String> = index_is_not_whole(newsroom, &database).into_iter().collect();
    let (said, published) = (newsroom.run(&["reindex"]).exits(0).out, live(&database).len());
    if !said.starts_with(&format!("{published} articles ")) {
        wrong.push(format!("{published} articles are published, and a reindex says: {said}"));
    }
    let before = database.published();
    end_leases(&database);
    newsroom.run(&["rebuild", "published"]).exits(0);
    for (table, rows) in database.published() {
        let stood = &before[&table];
        if *stood != rows {
            let (gone, new) = (stood.difference(&rows).count(), rows.difference(stood).count());
            // Cards are drawn by jobs that may run while this looks on: one that came is no fault, nor one that was drawn
            // anew (every start has another port, and the port stands on the card); an article without its card is.
            let article = |row: &Vec<String>| row.first().cloned();
            let has = |article: &Option<String>| rows.iter().any(|row| row.first() == article.as_ref());
            if table == "published_card" && stood.iter().map(article).all(|article| has(&article)) {
                continue;
            }
            // What stands beside articles is chosen meanwhile, of what was published before the kill.
            if table == "published_related" {
                continue;
            }
            wrong.push(format!("a rebuild of {table} takes {gone} rows away and adds {new}"));
        }
    }
    let lost = "select count(*) from published_related
        where other not in (select id from published_article) or article not in (select id from published_article)";
    if !within(PATIENCE, || database.number(lost) == 0) {
        wrong.push(format!("{} rows put beside an article what readers do not see", database.number(lost)));
    }
    // The rebuild also has the index made anew; the next kill may well fall into that.
    let open = "select count(*) from receipt where finished_at is null";
    if !within(PATIENCE, || database.number(open) == 0) {
        wrong.push(format!("{} receipts did not finish", database.number(open)));
    }
    let gave_up = database.number("select count(*) from receipt where steps like '%gave_up%'");
    if gave_up > 0 {
        wrong.push(format!("{gave_up} receipts say that readers did not see what they do see"));
    }
    wrong
}

fn live(database: &Database) -> BTreeSet<String> {
    database.texts("select id from article where live_revision is not null")
}

/// How the search index differs from what is published, once it has had its time.
fn index_is_not_whole(newsroom: &Newsroom, database: &Database) -> Option<String> {
    let (truth, head) = (live(database), database.number("select seq from event_head"));
    let mut seen = (None, BTreeSet::new());
    let caught_up = within(PATIENCE, || {
        seen = in_index(newsroom);
        seen.0 >= Some(head) && seen.1 == truth
    });
    let (cursor, ids) = (seen.0, &seen.1);
    let (missing, too_many) = (truth.difference(ids).count(), ids.difference(&truth).count());
    let words = format!(
        "the index stands at {cursor:?} of {head}, lacks {missing} articles and has {too_many} too many"
    );
    (!caught_up).then_some(words)
}

/// A killed server cannot give its leases back; they end after 30 seconds. Nobody waits for that here.
pub fn end_leases(database: &Database) {
    database.change("update consumer_cursor set lease_until = 0");
}

/// The cursor of the search index and the articles in it, read from a copy so that the server is not disturbed.
fn in_index(newsroom: &Newsroom) -> (Option<i64>, BTreeSet<String>) {
    let copy = tempfile::tempdir().expect("a folder can be made");
    let opened = copy_folder(&newsroom.data().join("index"), copy.path());
    // A copy that was taken in the middle of a change may not open; the next one will.
    let index =
        opened.ok().and_then(|()| Index::open_or_create(copy.path(), search::Settings::default()).ok());
    let Some(index) = index else { return (None, BTreeSet::new()) };
    let mut ids = BTreeSet::new();
    for offset in (0..10_000).step_by(100) {
        let request = Request { text: EVERYWHERE.to_owned(), limit: 100, offset, ..Request::default() };
        let Ok(found) = index.search(&request) else { return (None, BTreeSet::new()) };
        ids.extend(found.hits.iter().map(|hit| hit.id.clone()));
        if found.hits.len() < 100 {
            break;
        }
    }
    // What is there without the word would be found by nobody, and must be counted all the same.
    let unknown = index.len().saturating_sub(ids.len() as u64);
    ids.extend((0..unknown).map(|number| format!("unknown {number}")));
    (index.cursor().ok().flatten(), ids)
}

/// A server on this newsroom that keeps its feed long enough for every receipt.
pub fn serve(newsroom: &Newsroom) -> Server {
    newsroom.serve_with(&[("KHABAR__NEWSROOM__FEED_ITEMS", "500")])
}
