//! Keeps a mirror: every public page as a file, made by the site itself, up to date with what happens. What was taken from readers
//! is removed when the event is read; what is out of date stays until it is made anew, first what is about the thing that changed,
//! then, slowly, what only stands around it. Reading order: [`Keeper::open`], [`NodeConsumer`] here, then [`Keeper::run`]; what is done on the
//! disk is in `landing`, on threads that may block.

use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ::store::Logged;
use ::store::consumer::{ConsumerError, NodeConsumer};
use axum::Router;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::folder::Folder;
use super::landing::Landed;
use super::list::{self, Held, Key, Manifest, hash_of, list_file, number_of};
use super::place::{OWN_FOLDER, file_of, media_type};
use super::render::{self, Made};
use super::state::{Change, State, Wanted};
use crate::app::App;
use crate::event::Event;
use crate::features::articles::all_published_ids;
use crate::features::recordings::is_served_name;
use crate::id::ArticleId;
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
pub struct Keeper(pub(super) Arc<Inside>);

pub(super) struct Inside {
    pub(super) app: App,
    site: Router,
    pub(super) folder: Folder,
    pub(super) key: Key,
    /// Never held while the disk is waited for.
    state: Mutex<State>,
    /// Held by whoever brings files to their places or takes them away. Before the state, where both are wanted.
    pub(super) places: Mutex<()>,
    signed: Mutex<Signed>,
    /// When the manifest was signed, in microseconds UTC.
    pub(super) signed_at: AtomicI64,
    woken: Notify,
}

/// What stands in the signed manifest.
pub(super) struct Signed {
    pub(super) manifest: Manifest,
    pub(super) at: Instant,
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
        let signed_at = AtomicI64::new(manifest.at);
        let signed = Mutex::new(Signed { manifest, at: Instant::now() });
        let inside = Inside {
            app: app.clone(),
            site,
            folder,
            key,
            state: Mutex::new(state),
            places: Mutex::default(),
            signed,
            signed_at,
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
                let step = self.step().await;
                let took = begun.elapsed();
                self.tell();
                self.sign_when_due(matches!(step, Step::Idle)).await;
                let rest = match step {
                    Step::Soon if self.state().waiting().0 < MANY => Duration::ZERO,
                    // As long as it took: half of a core at most, when nobody waits for it.
                    Step::Soon | Step::Later => took,
                    Step::Failed => PAUSE_AFTER_FAILURE,
                    // Until it is to be signed again; where that could not be done it is tried after a pause.
                    Step::Idle => {
                        SIGNED_AFTER.saturating_sub(self.signed().at.elapsed()).max(PAUSE_AFTER_FAILURE)
                    }
                };
                if looked_over.elapsed() > LOOKED_OVER {
                    looked_over = Instant::now();
                    self.state().look_over();
                }
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(rest) => {}
                    () = self.0.woken.notified(), if rest > Duration::ZERO => {}
                }
            }
            self.sign_soon().await;
        };
        tokio::join!(consuming, making);
    }

    /// Makes all that is to be made, `at_once` pages at a time, and signs it. `seen` is told how many pages there are.
    pub async fn make_all(&self, at_once: usize, seen: impl Fn(u64)) -> io::Result<u64> {
        let log = self.0.app.db.log();
        let head = log.head().await.map_err(io::Error::other)?;
        // Behind it, or ahead: the newsroom was brought back beside a mirror of later days.
        let behind = { self.state().position } != head;
        if behind {
            self.begin_again(head).await.map_err(io::Error::other)?;
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
        self.blocking(Keeper::write_manifest).await?;
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
        // Once more where it is not as it is held: another one came to its place meanwhile.
        (0..2).find_map(|_| self.kept_in(&file, address))
    }

    fn kept_in(&self, file: &str, address: &str) -> Option<Kept> {
        let (hash, length) = self.state().held(file).map(|held| (held.hash.clone(), held.length))?;
        // What is too long to be held in memory for each who asks is not served from here, and no film is.
        let is_film = address.strip_prefix("/media/").is_some_and(is_served_name);
        if is_film || length > render::LONGEST_PAGE as u64 {
            return None;
        }
        let bytes = self.0.folder.read(file).ok().flatten()?;
        let at = self.0.signed_at.load(Ordering::Acquire);
        (hash_of(&bytes) == hash).then(|| Kept { bytes, media_type: media_type(file), at })
    }

    /// Tells how it stands.
    pub(super) fn tell(&self) {
        let (pages, soon, later) = self.standing();
        metrics::gauge!("mirror_pages").set(pages as f64);
        metrics::gauge!("mirror_pages_waiting").set((soon + later) as f64);
    }

    /// How many pages it holds, and how many are to be made soon and later.
    pub(super) fn standing(&self) -> (usize, usize, usize) {
        let state = self.state();
        let (soon, later) = state.waiting();
        (state.count(), soon, later)
    }

    /// Nobody tells what happened up to `head`: what says something of an article that readers do not have goes at once, pictures and
    /// standing pages are asked for again before all others, and every page is made anew when there is time.
    async fn begin_again(&self, head: i64) -> Result<(), ConsumerError> {
        let live = all_published_ids(self.0.app.db.published()).await?;
        self.0.app.frames.forget();
        self.blocking(move |keeper| {
            {
                let mut state = keeper.state();
                let change = lost_since(&state, &live);
                let taken = state.change(&change);
                state.unremoved.extend(taken);
                for address in shown_by_right(&state) {
                    state.want_first(Wanted { address, spreads: false });
                }
                // Together: one who signs meanwhile must not find that nothing waits.
                state.look_over();
                state.catches_up = true;
                state.position = head;
            }
            keeper.remove_gone()
        })
        .await?;
        self.0.woken.notify_one();
        Ok(())
    }

    fn has_work(&self) -> bool {
        self.state().waiting() != (0, 0)
    }

    /// Makes the next page.
    async fn step(&self) -> Step {
        let next = self.state().next();
        let Some((wanted, is_fast)) = next else { return Step::Idle };
        let moves = self.state().moves();
        let own = &self.0.app.config.public_url;
        let landed = match render::page(self.0.site.clone(), &wanted.address, own).await {
            Made::Recording { tags, mark, .. } if self.has_film(&wanted.address, &mark) => Landed::Same(tags),
            Made::Recording { body, tags, .. } => match self.0.folder.take_in(body).await {
                Ok(taken) => Landed::File(taken, tags),
                Err(error) => {
                    tracing::error!(%error, address = wanted.address, "a recording could not be mirrored");
                    self.state().want(wanted);
                    return Step::Failed;
                }
            },
            made => Landed::Made(made),
        };
        let landing = wanted.clone();
        match self.blocking(move |keeper| keeper.land(&landing, is_fast, landed, moves)).await {
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

    /// Whether a recording lies there already: another page of its article is no reason to copy it again.
    fn has_film(&self, address: &str, (mark, length): &(String, u64)) -> bool {
        let Some(file) = file_of(address) else { return false };
        let is_held = self.state().held(&file).is_some_and(|held| {
            !mark.is_empty() && held.hash.starts_with(mark.as_str()) && held.length == *length
        });
        is_held && self.0.folder.length(&file) == Some(*length)
    }

    /// Work on the disk, on a thread that may block.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Keeper) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let keeper = self.clone();
        tokio::task::spawn_blocking(move || work(&keeper)).await.map_err(io::Error::other)?
    }

    async fn sign_when_due(&self, is_idle: bool) {
        let is_due = self.signed().at.elapsed() >= SIGNED_AFTER;
        if is_due && (is_idle || !self.state().unwritten.is_empty()) {
            self.sign_soon().await;
        }
    }

    async fn sign_soon(&self) {
        if let Err(error) = self
            .blocking(|keeper| {
                keeper.sign();
                Ok(())
            })
            .await
        {
            tracing::error!(%error, "the mirror could not be signed");
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Only those who sign wait for the disk with it.
    pub(super) fn signed(&self) -> MutexGuard<'_, Signed> {
        self.0.signed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What came of one step.
enum Step {
    Soon,
    Later,
    Failed,
    Idle,
}

/// What a mirror says of articles that are not among the `live` ones.
fn lost_since(state: &State, live: &[ArticleId]) -> Change {
    let live: HashSet<&str> = live.iter().map(ArticleId::as_str).collect();
    let mut change = Change::default();
    for tag in state.all().flat_map(|(_, held)| &held.tags) {
        let article = tag.strip_prefix("article:").or_else(|| tag.strip_prefix("text:"));
        if let Some(article) = article.filter(|article| !live.contains(article)) {
            change.names.insert(number_of(article));
            change.taken.insert(tag.clone());
        }
    }
    change
}

/// The addresses of what goes with a right to show it, or is taken down by hand: pictures, and standing pages.
fn shown_by_right(state: &State) -> Vec<String> {
    let is_so = |held: &Held| {
        held.address.starts_with("/media/") || held.tags.iter().any(|tag| tag.starts_with("standing-pages:"))
    };
    state.all().filter(|(_, held)| is_so(held)).map(|(_, held)| held.address.clone()).collect()
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
                change.taken.extend(entry.tags.iter().cloned());
                change.gone.extend(entry.tags.iter().cloned());
                continue;
            };
            let follows = reactions::of(&event);
            change.taken.extend(tag::names(&follows.taken));
            change.gone.extend(tag::names(&follows.gone));
            change.stale.extend(tag::names(&follows.stale));
            if let Event::ArticleWithdrawn { article, .. } = &event {
                change.names.insert(number_of(article.as_str()));
            }
            articles.extend(follows.index);
        }
        // A frame that stood before must not be around a page that is made now.
        self.0.app.frames.forget();
        {
            let mut state = self.state();
            let taken = state.change(&change);
            state.unremoved.extend(taken);
            for article in articles {
                state.want_next(Wanted { address: format!("/s/{article}"), spreads: true });
            }
            state.position = last.seq;
        }
        self.blocking(Keeper::remove_gone).await?;
        self.0.woken.notify_one();
        Ok(())
    }

    async fn rebuild(&self, head: i64) -> Result<(), ConsumerError> {
        self.begin_again(head).await
    }
}
