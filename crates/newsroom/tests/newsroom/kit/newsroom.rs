//! A newsroom that runs whole: database, pictures, search, page cache, consumers, and a listener on 127.0.0.1, as the
//! program runs it. Readers of a story ask it in process; `over_tcp` asks the listener.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use fetch::Fetch;
use http_body_util::BodyExt;
use newsroom::app::{App, Parts};
use newsroom::config::NewsroomConfig;
use newsroom::desk_parts::DeskParts;
use newsroom::features::accounts::actions::{issue_token, open_account};
use newsroom::features::accounts::{Actor, Provider, Role};
use newsroom::features::desk_search::DeskIndex;
use newsroom::features::editions::actions::save_edition;
use newsroom::features::editions::{Direction, Edition, Voice};
use newsroom::features::letters::Outbox;
use newsroom::features::machine::Watch;
use newsroom::features::pages::{Frames, refused_page};
use newsroom::features::sections::actions::open_section;
use newsroom::{consumers, routes, schedule};
use store::testing::{TestDb, databases};
use store::{Db, Dialect};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;
use web::{Front, FrontConfig, Limits, PageCache, PageCacheConfig, Server, Step};

use super::held::{HeldClock, seeded};
use super::{Answer, Colleague, Door, Reader};

/// How long a test waits for what happens by itself.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(3);

/// A newsroom on every database that can be had here, each with an Arabic and an English edition.
pub async fn newsrooms() -> Vec<Newsroom> {
    let mut rooms = Vec::new();
    for test in databases().await {
        rooms.push(Newsroom::open(test).await);
    }
    rooms
}

/// One with nothing in it on every database that can be had here: no edition, nobody, nothing.
pub async fn empty_newsrooms() -> Vec<Newsroom> {
    let mut rooms = Vec::new();
    for test in databases().await {
        let folder = Arc::new(TempDir::new().expect("a temporary folder can be made"));
        let db = test.db.clone();
        rooms.push(
            Newsroom::run(db, Arc::new(test), folder, HeldClock::new(), ("first", &|_| ()), None).await,
        );
    }
    rooms
}

/// The same, where publishing at the desk needs a second factor.
pub async fn strict_newsrooms() -> Vec<Newsroom> {
    let mut rooms = Vec::new();
    for test in databases().await {
        rooms.push(Newsroom::open_as(test, None, &|own| own.second_factor = true).await);
    }
    rooms
}

/// The same, with settings of its own.
pub async fn newsrooms_with(own: Own<'_>) -> Vec<Newsroom> {
    let mut rooms = Vec::new();
    for test in databases().await {
        rooms.push(Newsroom::open_as(test, None, own).await);
    }
    rooms
}

/// Changes the settings of a newsroom before it opens.
pub type Own<'a> = &'a (dyn Fn(&mut NewsroomConfig) + Sync);

/// A running newsroom. It stops when dropped.
pub struct Newsroom {
    /// What handlers and actions are given.
    pub app: App,
    /// What the desk searches in.
    pub desk_index: DeskIndex,
    front: Front,
    address: SocketAddr,
    clock: HeldClock,
    stop: CancellationToken,
    _test: Arc<TestDb>,
    folder: Arc<TempDir>,
}

impl Newsroom {
    /// A newsroom with the edition `ar` (sections `politics` السياسة and `world` العالم) and the edition `en` (`world`).
    pub async fn open(test: TestDb) -> Newsroom {
        Self::open_behind(test, None).await
    }

    /// The same; its receipts look at the site through this door.
    pub async fn open_behind(test: TestDb, door: Option<&Door>) -> Newsroom {
        Self::open_as(test, door, &|_| ()).await
    }

    async fn open_as(test: TestDb, door: Option<&Door>, own: Own<'_>) -> Newsroom {
        let folder = Arc::new(TempDir::new().expect("a temporary folder can be made"));
        let db = test.db.clone();
        let room = Self::run(db, Arc::new(test), folder, HeldClock::new(), ("first", own), door).await;
        room.furnish().await;
        room
    }

    /// Another process beside this one: its own handle on the same database, its own page cache and search index.
    pub async fn beside(&self) -> Newsroom {
        let db = self._test.another().await.expect("the database opens once more");
        Self::run(db, self._test.clone(), self.folder.clone(), self.clock.clone(), ("second", &|_| ()), None)
            .await
    }

    /// From now on the machine is pressed so hard, whatever it says itself.
    pub fn is_pressed(&self, step: Step) {
        self.front.press(step);
    }

    /// Stops what runs beside the requests: consumers, and the server on its address.
    pub fn stops(&self) {
        self.stop.cancel();
    }

    async fn run(
        db: Db,
        test: Arc<TestDb>,
        folder: Arc<TempDir>,
        clock: HeldClock,
        (name, own): (&str, Own<'_>),
        door: Option<&Door>,
    ) -> Newsroom {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address");
        let app = App::new(parts(db, &folder, &clock, (name, own), address));
        let looked_at = door.map_or(address, |door| door.leads_to(address));
        app.site_address.set(looked_at).expect("it was not set before");
        let desk_index = DeskIndex::open(&folder.path().join(format!("desk-index-{name}")));
        let desk_index = desk_index.expect("the desk's index opens");
        let parts = DeskParts::from(desk_index.clone());
        let table = routes::all(app.clone(), Some(parts.clone()));
        let front = Front::new(app.cache.clone(), table, front_config(&clock))
            .error_page(refused_page(app.clone()).await);
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        consumers::start(&app, Some(&parts), name, &tasks, &stop).await.expect("the consumers start");
        let (serving, stopping) = (front.clone(), stop.clone());
        let serve = async move {
            Server::new(Limits::default()).run(listener, serving, stopping, Duration::ZERO).await
        };
        tasks.spawn(serve);
        tasks.close();
        Newsroom { app, desk_index, front, address, clock, stop, _test: test, folder }
    }

    async fn furnish(&self) {
        let sections = [("ar", "politics", "السياسة"), ("ar", "world", "العالم"), ("en", "world", "World")];
        for (position, (code, name, lang)) in [(1, ("ar", "خبر", "ar")), (2, ("en", "Khabar", "en"))] {
            let mut voice = Voice::default();
            voice.dates.zone = "Asia/Beirut".to_owned();
            let (code, name, lang) = (code.into(), name.to_owned(), lang.to_owned());
            let dir = Direction::of(&lang);
            let edition = Edition { code, name, tagline: String::new(), lang, dir, voice, position };
            save_edition(&self.app, &Actor::Console, edition).await.expect("the edition is opened");
        }
        for (position, (edition, slug, name)) in (1..).zip(sections) {
            let opened =
                open_section(&self.app, &Actor::Console, &edition.into(), slug, name, "", position).await;
            opened.expect("the section is opened");
        }
    }

    /// Which database this newsroom stands on.
    pub fn dialect(&self) -> Dialect {
        self.app.db.dialect()
    }

    /// A folder for a test's own files; it goes with the newsroom.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The time.
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// Someone new with a role, and a token to work with.
    pub async fn colleague(&self, name: &str, role: Role) -> Colleague<'_> {
        let email = format!("{}@example.org", self.app.new_id());
        let account = open_account(&self.app, &Actor::Console, name, &email, role)
            .await
            .expect("the account is opened");
        let token = issue_token(&self.app, &Actor::Console, &account.id, "test", None)
            .await
            .expect("the token is issued");
        Colleague { room: self, account: account.id, token }
    }

    /// A new editor.
    pub async fn editor(&self, name: &str) -> Colleague<'_> {
        self.colleague(name, Role::Editor).await
    }

    /// Someone who only reads.
    pub fn reader(&self) -> Reader<'_> {
        Reader { room: self }
    }

    /// Asks the front in process, without waiting for anything.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        ask(&self.front, request).await
    }

    /// A front of its own, with an empty cache, before other routes.
    pub fn front_of(&self, site: axum::Router) -> Front {
        Front::new(Arc::new(PageCache::new(PageCacheConfig::default())), site, front_config(&self.clock))
    }

    /// Asks the listener over a connection of its own.
    pub async fn over_tcp(&self, path: &str) -> Answer {
        let asked =
            web::readback::read(self.address, "127.0.0.1", path, 8 << 20, Duration::from_secs(10)).await;
        let (status, headers, bytes) = asked.expect("the listener answers");
        Answer { status, headers, bytes: bytes.to_vec() }
    }

    /// Waits until the page cache and the search index have taken all that has happened.
    pub async fn settles(&self) {
        let head = self.app.db.log().head().await.expect("the log answers");
        let settled = || {
            self.app.cache.position() >= head
                && self.app.indexed_to().is_some_and(|to| to >= head)
                && self.desk_index.reached().is_some_and(|to| to >= head)
        };
        until("the consumers have taken every event", settled).await;
    }

    /// Moves the clock, then does what has become due, as a runner that was just started would.
    pub async fn the_clock_reaches(&self, at: i64) {
        self.clock.set(at);
        self.due_work_is_done().await;
    }

    /// Somebody sets the machine's clock, while time goes on as it does.
    pub fn somebody_sets_the_clock(&self, by: i64) {
        self.clock.off_by(by);
    }

    /// What time it is, whatever the machine's clock shows.
    pub fn truth(&self) -> i64 {
        self.clock.truth()
    }

    /// Moves the clock while nothing runs that looks at it: the machine was off.
    pub fn the_clock_reaches_while_stopped(&self, at: i64) {
        self.clock.set(at);
    }

    /// Starts a runner and lets it work until a question is answered with yes, whatever else is left to do.
    pub async fn works_until<F: Future<Output = bool>>(&self, ask: impl Fn() -> F) {
        let (stop, runner) = self.runner();
        eventually(ask).await;
        stop.cancel();
        runner.await.expect("the runner ends");
    }

    fn runner(&self) -> (CancellationToken, tokio::task::JoinHandle<()>) {
        let stop = CancellationToken::new();
        let (app, owner, stopping) = (self.app.clone(), self.app.new_id(), stop.clone());
        (stop, tokio::spawn(async move { schedule::run(&app, owner, stopping).await }))
    }

    /// Starts a runner and lets it work until nothing is due.
    pub async fn due_work_is_done(&self) {
        let (stop, runner) = self.runner();
        let begun = std::time::Instant::now();
        let mut last = (begun, None);
        loop {
            let standing = jobs::standing(self.app.db.read()).await.expect("the queue can be read");
            // Much to do takes long; in vain is what does not move, or moves without end.
            if last.1 != Some(standing) {
                last = (std::time::Instant::now(), Some(standing));
            }
            // A runner's own repeated work is set when it starts: until then it has not looked.
            let arranged = standing.waiting + standing.running > 0;
            if arranged && standing.running == 0 && standing.earliest.is_none_or(|due| due > self.app.now()) {
                break;
            }
            let in_vain = last.0.elapsed() >= PATIENCE || begun.elapsed() >= 10 * PATIENCE;
            assert!(!in_vain, "due work is not done: {standing:?}");
            tokio::time::sleep(GLANCE).await;
        }
        stop.cancel();
        runner.await.expect("the runner ends");
    }
}

impl Drop for Newsroom {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Asks a front and reads its answer to the end. A request that names no host is for this machine.
pub async fn ask(front: &Front, mut request: Request<Body>) -> Answer {
    request.headers_mut().entry(header::HOST).or_insert(HeaderValue::from_static("127.0.0.1"));
    let response = front.clone().oneshot(request).await.expect("the front always answers");
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.expect("the body comes whole").to_bytes().to_vec();
    Answer { status: head.status, headers: head.headers, bytes }
}

fn front_config(clock: &HeldClock) -> FrontConfig {
    FrontConfig {
        query_allowed_at: routes::QUERY_AT,
        query_allowed_at_root: &["p"],
        clock: clock.for_pages(),
        pass: vec!["/api/".to_owned(), "/desk".to_owned()],
        secret_after: routes::SECRET_AFTER,
        ..FrontConfig::default()
    }
}

/// Waits until it is so.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        tokio::time::sleep(GLANCE).await;
    }
}

fn parts(
    db: Db,
    folder: &TempDir,
    clock: &HeldClock,
    (name, own): (&str, Own<'_>),
    address: SocketAddr,
) -> Parts {
    let at = |part: &str| folder.path().join(part);
    let mut config = NewsroomConfig {
        public_url: format!("http://{address}"),
        second_factor: false,
        security_contact: "mailto:security@example.org".to_owned(),
        security_expires: "2026-12-31T00:00:00Z".to_owned(),
        ..NewsroomConfig::default()
    };
    own(&mut config);
    let index = search::Index::open_or_create(at(&format!("index-{name}")), search::Settings::default());
    Parts {
        db,
        cache: Arc::new(PageCache::new(PageCacheConfig::default())),
        frames: Frames::default(),
        theme: theme::Theme::built_in().expect("the theme loads"),
        locales: theme::Locales::built_in().expect("the languages load"),
        originals: media::Blobs::open(at("originals")).expect("the folder opens"),
        uploads: media::Uploads::open(at("uploads")).expect("the folder opens"),
        renditions: media::Renditions::open(at("renditions")).expect("the folder opens"),
        index: Some(Arc::new(index.expect("the index opens"))),
        decoder: None,
        desk_key: [7; 32],
        outbox: Outbox::open(&config.mail, &at("outbox")).expect("the outbox opens"),
        provider: Provider::new(config.provider.clone(), Fetch::new(fetch::Limits::default())),
        config,
        clock: clock.for_newsroom(),
        steady: clock.steady(),
        boot: "one".to_owned(),
        watch: Watch::begin(None, "one", clock.now(), clock.now()),
        chance: seeded(name.bytes().map(u64::from).sum()),
        site_address: OnceLock::new(),
    }
}

/// Waits until a question is answered with yes.
pub async fn eventually<F: Future<Output = bool>>(ask: impl Fn() -> F) {
    let begun = std::time::Instant::now();
    while !ask().await {
        assert!(begun.elapsed() < PATIENCE, "waited in vain");
        tokio::time::sleep(GLANCE).await;
    }
}
