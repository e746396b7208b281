//! Keeps a mirror: every public page as a file, made by the site itself, up to date with what happens. What must not be seen
//! again is removed when the event is read; what is out of date is made anew, first what is about the thing that changed, then,
//! slowly, what only stands around it. Reading order: [`Keeper::open`], [`NodeConsumer`] here, then [`Keeper::run`].

use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ::store::Logged;
use ::store::consumer::{ConsumerError, NodeConsumer};
use axum::Router;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::folder::{Folder, Taken};
use super::links;
use super::list::{self, Held, Key, Manifest, hash_of, list_file, names_in, number_of};
use super::place::{OWN_FOLDER, file_of, media_type};
use super::render::{self, Made};
use super::state::{Change, State, Wanted};
use crate::app::App;
use crate::event::Event;
use crate::reactions;
use crate::tag;

/// Where a mirror begins: all else is found from there.
const ROOTS: [&str; 5] = ["/", "/robots.txt", "/favicon.ico", "/.well-known/security.txt", "/sitemap.xml"];
/// What was written is listed and signed after so long at the latest.
const SIGNED_AFTER: Duration = Duration::from_secs(20);
/// So many pages that are to be made soon are a whole site, for which nobody waits.
const MANY: usize = 200;
/// Where a page could not be made, so long nothing is asked.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(5);
/// All pages are looked at again once in so long: what the clock changes has no event.
const LOOKED_OVER: Duration = Duration::from_secs(24 * 60 * 60);

/// The manifest's file.
pub fn manifest_file() -> String {
    format!("{OWN_FOLDER}/MANIFEST")
}

/// One who keeps a mirror. Cheap to clone.
#[derive(Clone)]
pub struct Keeper(Arc<Inside>);

struct Inside {
    app: App,
    site: Router,
    folder: Folder,
    key: Key,
    state: Mutex<State>,
    signed: Mutex<Signed>,
    woken: Notify,
}

/// What stands in the signed manifest.
struct Signed {
    manifest: Manifest,
    at: Instant,
}

/// A page of the mirror, for when the newsroom cannot make it.
pub struct Kept {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// When the mirror was last known to be whole, in microseconds UTC.
    pub at: i64,
}

impl Keeper {
    /// Takes up the mirror in a folder, or begins one. Blocks on the disk: what is not as it is listed is made again, what is not
    /// listed is removed.
    pub fn open(app: &App, root: &Path, key: Key) -> io::Result<Keeper> {
        let folder = Folder::open(root)?;
        let mut state = State::new();
        let manifest = known(&folder, &key, &mut state)?;
        let named: HashSet<&str> = state.all().map(|(file, _)| file.as_str()).collect();
        let swept = folder.sweep(&named)?;
        if swept > 0 {
            tracing::info!(files = swept, "files of the mirror that were not listed were removed");
        }
        for root in ROOTS {
            state.want(Wanted { address: root.to_owned(), spreads: false });
        }
        let site = crate::routes::site::routes(app.clone());
        let signed = Mutex::new(Signed { manifest, at: Instant::now() });
        let inside = Inside {
            app: app.clone(),
            site,
            folder,
            key,
            state: Mutex::new(state),
            signed,
            woken: Notify::new(),
        };
        Ok(Keeper(Arc::new(inside)))
    }

    /// Keeps it up to date until `stop`, one page at a time: readers come first.
    pub async fn run(self, stop: CancellationToken) {
        let consuming = ::store::consumer::run_node(self.0.app.db.clone(), self.clone(), stop.clone());
        let making = async {
            let mut looked_over = Instant::now();
            while !stop.is_cancelled() {
                let begun = Instant::now();
                let rest = match self.step().await {
                    Step::Soon if self.state().waiting().0 < MANY => Duration::ZERO,
                    // As long as it took: half of a core at most, when nobody waits for it.
                    Step::Soon | Step::Later => begun.elapsed(),
                    Step::Failed => PAUSE_AFTER_FAILURE,
                    Step::Idle => SIGNED_AFTER,
                };
                self.sign_when_due(rest == SIGNED_AFTER);
                if looked_over.elapsed() > LOOKED_OVER {
                    looked_over = Instant::now();
                    self.look_over();
                }
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(rest) => {}
                    () = self.0.woken.notified(), if rest > Duration::ZERO => {}
                }
            }
            self.sign();
        };
        tokio::join!(consuming, making);
    }

    /// Makes all that is to be made, `at_once` pages at a time, and signs it. `seen` is told how many pages there are.
    pub async fn make_all(&self, at_once: usize, seen: impl Fn(u64)) -> io::Result<u64> {
        let log = self.0.app.db.log();
        let head = log.head().await.map_err(io::Error::other)?;
        let behind = { self.state().position } < head;
        if behind {
            self.look_over();
            self.state().position = head;
        }
        loop {
            self.make_waiting(at_once, &seen).await?;
            // What happened meanwhile, and what was withdrawn by it.
            let position = self.state().position;
            let batch = log.after(position, ::store::consumer::BATCH).await.map_err(io::Error::other)?;
            if batch.is_empty() {
                break;
            }
            self.take(&batch).await.map_err(io::Error::other)?;
        }
        self.write_manifest()?;
        Ok(self.state().count() as u64)
    }

    async fn make_waiting(&self, at_once: usize, seen: &impl Fn(u64)) -> io::Result<()> {
        let mut making = JoinSet::new();
        loop {
            while making.len() < at_once.max(1) && self.has_work() {
                let keeper = self.clone();
                making.spawn(async move { keeper.step().await });
            }
            match making.join_next().await {
                Some(Ok(Step::Failed)) => {
                    return Err(io::Error::other("a page could not be made; the log says why"));
                }
                Some(Ok(_)) => seen(self.state().count() as u64),
                Some(Err(error)) => return Err(io::Error::other(error)),
                None => return Ok(()),
            }
        }
    }

    /// The page at an address, as it stood when it could last be made. Nothing that was withdrawn, and nothing that is not as it
    /// was written.
    pub fn kept(&self, address: &str) -> Option<Kept> {
        let file = file_of(address)?;
        let (hash, length) = self.state().held(&file).map(|held| (held.hash.clone(), held.length))?;
        // What is too long to be held in memory for each who asks is not served from here.
        if length > render::LONGEST_PAGE as u64 {
            return None;
        }
        let bytes = self.0.folder.read(&file).ok().flatten()?;
        let at = self.signed().manifest.at;
        (hash_of(&bytes) == hash).then(|| Kept { bytes, media_type: media_type(&file), at })
    }

    /// How many pages it holds, and how many are to be made soon and later.
    fn standing(&self) -> (usize, usize, usize) {
        let state = self.state();
        let (soon, later) = state.waiting();
        (state.count(), soon, later)
    }

    fn has_work(&self) -> bool {
        self.state().waiting() != (0, 0)
    }

    /// Has every page made again, when there is time.
    fn look_over(&self) {
        let mut state = self.state();
        let all: Vec<String> = state.all().map(|(_, held)| held.address.clone()).collect();
        all.into_iter().for_each(|address| state.want_later(address));
    }

    /// Makes the next page.
    async fn step(&self) -> Step {
        let next = self.state().next();
        let Some((wanted, is_fast)) = next else { return Step::Idle };
        let moves = self.state().moves();
        let own = &self.0.app.config.public_url;
        let made = match render::page(self.0.site.clone(), &wanted.address, own).await {
            Made::Recording { body, tags } => match self.0.folder.take_in(body).await {
                Ok(taken) => Landed::File(taken, tags),
                Err(error) => {
                    tracing::error!(%error, address = wanted.address, "a recording could not be mirrored");
                    self.state().want(wanted);
                    return Step::Failed;
                }
            },
            made => Landed::Made(made),
        };
        match self.land(&wanted, is_fast, made, moves) {
            Ok(true) if is_fast => Step::Soon,
            Ok(true) => Step::Later,
            Ok(false) => Step::Failed,
            Err(error) => {
                tracing::error!(%error, address = wanted.address, "a page of the mirror could not be written");
                self.state().want(wanted);
                Step::Failed
            }
        }
    }

    /// Writes what came, unless something happened to it meanwhile. Holding the state, so that nothing that must not be seen
    /// comes back. `false`: the site could not answer.
    fn land(&self, wanted: &Wanted, is_fast: bool, landed: Landed, moves: u64) -> io::Result<bool> {
        let Some(file) = file_of(&wanted.address) else { return Ok(true) };
        let mut state = self.state();
        let made = match landed {
            Landed::Made(made) => made,
            Landed::File(taken, tags) => {
                if state.was_overtaken(moves, &tags) {
                    state.want(wanted.clone());
                    return Ok(true);
                }
                let address = wanted.address.clone();
                let held =
                    Held { address, hash: taken.hash.clone(), length: taken.length, tags, names: Vec::new() };
                self.0.folder.place(taken, &file)?;
                state.hold(file, held);
                return Ok(true);
            }
        };
        let (bytes, tags, addresses) = match made {
            Made::Page { bytes, tags, addresses } => (bytes, tags, addresses),
            Made::Recording { .. } | Made::Nothing => {
                if state.lose(&file) {
                    state.unremoved.insert(file);
                }
                drop(state);
                return self.remove_gone().map(|()| true);
            }
            Made::Failed(status) => {
                tracing::warn!(%status, address = wanted.address, "a page of the mirror could not be made");
                state.want(wanted.clone());
                return Ok(false);
            }
        };
        if state.was_overtaken(moves, &tags) {
            state.want(wanted.clone());
            return Ok(true);
        }
        let held = Held {
            address: wanted.address.clone(),
            hash: hash_of(&bytes),
            length: bytes.len() as u64,
            tags,
            names: names_in(&addresses),
        };
        let is_new = state.held(&file).is_none_or(|before| before.hash != held.hash);
        // The disk may have another: one that was not synced, or that somebody wrote.
        let is_there = || {
            self.0.folder.read(&file).is_ok_and(|kept| kept.is_some_and(|kept| hash_of(&kept) == held.hash))
        };
        if is_new || !is_there() {
            // The first copy of a large site is not synced file by file: a start compares it with its lists.
            self.0.folder.write(&file, &bytes, is_fast && state.waiting().0 < 64)?;
        }
        state.hold(file, held);
        if wanted.spreads {
            let spread = addresses.iter().filter_map(|address| spread(&wanted.address, address));
            spread.for_each(|wanted| state.want_first(wanted));
        }
        addresses.into_iter().for_each(|address| state.found(address, is_fast));
        Ok(true)
    }

    fn sign_when_due(&self, is_idle: bool) {
        let is_due = self.signed().at.elapsed() >= SIGNED_AFTER;
        if is_due && (is_idle || !self.state().unwritten.is_empty()) {
            self.sign();
        }
    }

    /// Removes what must not be seen again, and what could not be removed before.
    fn remove_gone(&self) -> io::Result<()> {
        let mut state = self.state();
        let files = std::mem::take(&mut state.unremoved);
        let mut failed = Ok(());
        for file in files {
            // One that was made anew meanwhile is another.
            if state.held(&file).is_none()
                && let Err(error) = self.0.folder.remove(&file)
            {
                state.unremoved.insert(file);
                failed = Err(error);
            }
        }
        failed
    }

    fn sign(&self) {
        let (pages, soon, later) = self.standing();
        metrics::gauge!("mirror_pages").set(pages as f64);
        metrics::gauge!("mirror_pages_waiting").set((soon + later) as f64);
        if let Err(error) = self.remove_gone() {
            tracing::error!(%error, "a page that was withdrawn could not be removed from the mirror");
        }
        if let Err(error) = self.write_manifest() {
            tracing::error!(%error, "the mirror's lists could not be written");
        }
    }

    /// Writes the lists that changed, and signs what there is now.
    fn write_manifest(&self) -> io::Result<()> {
        let mut signed = self.signed();
        let (texts, position) = {
            let mut state = self.state();
            let unwritten = std::mem::take(&mut state.unwritten);
            let texts: Vec<(u8, String)> =
                unwritten.into_iter().map(|list| (list, list::written(state.list(list)))).collect();
            // Events are read again while pages that they are about are to be made.
            let is_whole = state.waiting().0 == 0;
            (texts, if is_whole { state.position } else { signed.manifest.position })
        };
        for (list, text) in &texts {
            let written = match text.is_empty() {
                true => self.0.folder.remove(&list_file(*list)),
                false => self.0.folder.write(&list_file(*list), text.as_bytes(), true),
            };
            if let Err(error) = written {
                self.state().unwritten.extend(texts.iter().map(|(list, _)| *list));
                return Err(error);
            }
            match text.is_empty() {
                true => signed.manifest.lists.remove(list),
                false => signed.manifest.lists.insert(*list, hash_of(text.as_bytes())),
            };
        }
        (signed.manifest.position, signed.manifest.at) = (position, self.0.app.now());
        signed.at = Instant::now();
        let text = signed.manifest.signed(&self.0.key);
        self.0.folder.write(&manifest_file(), text.as_bytes(), true)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn signed(&self) -> MutexGuard<'_, Signed> {
        self.0.signed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What came of an address.
enum Landed {
    /// A page, in memory.
    Made(Made),
    /// A recording, on the disk already, with what makes it stale.
    File(Taken, Vec<String>),
}

/// What came of one step.
enum Step {
    Soon,
    Later,
    Failed,
    Idle,
}

/// What is to be made anew because `from`, which leads to `to`, is new: from a short address the article, and from that the lists
/// that it stands in.
fn spread(from: &str, to: &str) -> Option<Wanted> {
    let is_short = from.starts_with("/s/");
    let names_an_article = !names_in(&[to.to_owned()]).is_empty();
    let is_a_page = file_of(to).is_some_and(|file| file.ends_with(".html"));
    (is_a_page && is_short == names_an_article).then(|| Wanted { address: to.to_owned(), spreads: is_short })
}

/// Reads what was kept here before, as far as it is ours and as it was; what is not is made again.
fn known(folder: &Folder, key: &Key, state: &mut State) -> io::Result<Manifest> {
    let begun = || Manifest { position: -1, at: 0, lists: Default::default() };
    let text = folder.read(&manifest_file())?.and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(Ok(manifest)) = text.map(|text| Manifest::read(&text, Some(&key.public()))) else {
        return Ok(begun());
    };
    for (list, hash) in &manifest.lists {
        let bytes = folder.read(&list_file(*list))?.filter(|bytes| hash_of(bytes) == *hash);
        let Some(pages) =
            bytes.and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| list::read(&text))
        else {
            tracing::warn!(list, "a list of the mirror is not as it was signed: the mirror is made anew");
            *state = State::new();
            return Ok(begun());
        };
        for (file, held) in pages {
            match folder.length(&file) == Some(held.length)
                && file_of(&held.address).as_deref() == Some(file.as_str())
            {
                true => state.hold(file, held),
                false => state.want(Wanted { address: held.address, spreads: false }),
            }
        }
    }
    state.unwritten.clear();
    state.position = manifest.position;
    Ok(manifest)
}

impl NodeConsumer for Keeper {
    fn name(&self) -> &'static str {
        "mirror"
    }

    fn cursor(&self) -> i64 {
        self.state().position
    }

    async fn take(&self, batch: &[Logged]) -> Result<(), ConsumerError> {
        let Some(last) = batch.last() else { return Ok(()) };
        let (mut change, mut articles) = (Change::default(), Vec::new());
        for entry in batch {
            let Some(event) = Event::from_log(&entry.data) else {
                change.gone.extend(entry.tags.iter().cloned());
                continue;
            };
            let follows = reactions::of(&event);
            change.gone.extend(tag::names(&follows.gone));
            change.stale.extend(tag::names(&follows.stale));
            if let Event::ArticleWithdrawn { article, .. } = &event {
                change.names.insert(number_of(article.as_str()));
            }
            articles.extend(follows.index);
        }
        // A frame that stood before must not be around a page that is made now.
        self.0.app.frames.forget();
        let mut state = self.state();
        let gone = state.change(&change);
        for file in gone {
            // What it showed may have to go with it: pictures are asked for again.
            let shown =
                self.0.folder.read(&file).ok().flatten().and_then(|bytes| String::from_utf8(bytes).ok());
            let shown = links::addresses(&shown.unwrap_or_default(), &self.0.app.config.public_url);
            for picture in shown.into_iter().filter(|address| address.starts_with("/media/")) {
                state.want(Wanted { address: picture, spreads: false });
            }
            state.unremoved.insert(file);
        }
        for article in articles {
            state.want_first(Wanted { address: format!("/s/{article}"), spreads: true });
        }
        state.position = last.seq;
        drop(state);
        self.remove_gone()?;
        self.0.woken.notify_one();
        Ok(())
    }

    async fn rebuild(&self, head: i64) -> Result<(), ConsumerError> {
        self.look_over();
        self.state().position = head;
        self.0.woken.notify_one();
        Ok(())
    }
}
