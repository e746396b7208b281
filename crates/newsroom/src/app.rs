//! `App`: what handlers, actions, consumers and jobs are given. Clock, randomness and the ways out come from here
//! and from nowhere else, so that a test can hold them still.

use std::net::SocketAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use store::Db;
use theme::{Locale, Locales, Theme};
use web::PageCache;

use crate::config::NewsroomConfig;
use crate::features::accounts::Provider;
use crate::features::articles::actions::NotOut;
use crate::features::editions::Edition;
use crate::features::letters::Outbox;
use crate::features::machine::{Doubt, Watch};
use crate::features::pages::Frames;
use crate::features::search_console::Unanswered;
use crate::id::ShortIds;
use crate::rush::Rush;
use crate::schedule::DuePublication;

/// The running newsroom. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inside>);

struct Inside {
    parts: Parts,
    short_ids: ShortIds,
    unanswered: Unanswered,
    rush: Rush,
    due: Due,
}

/// What came due and goes out together.
type Due = jobs::Together<DuePublication, Result<(), NotOut>>;

/// So many that came due go out in one transaction: those at the desk wait for its end, some hundredths of a second.
const DUE_TOGETHER: usize = 32;

/// What an [`App`] is made of.
pub struct Parts {
    /// The truth, and what is published of it.
    pub db: Db,
    /// Rendered pages.
    pub cache: Arc<PageCache>,
    /// What stands around every page.
    pub frames: Frames,
    /// Templates and assets.
    pub theme: Theme,
    /// Languages.
    pub locales: Locales,
    /// The originals: of pictures, never served, and of recordings, served while something published plays them.
    pub originals: media::Blobs,
    /// Files that are coming in.
    pub uploads: media::Uploads,
    /// What is served of pictures once a published row names it.
    pub renditions: media::Renditions,
    /// The search index; `None` where this process does not hold it.
    pub index: Option<Arc<search::Index>>,
    /// The newsroom's settings.
    pub config: NewsroomConfig,
    /// The program to run for decoding pictures; `None` decodes in this process (tests only).
    pub decoder: Option<PathBuf>,
    /// The key that second factors are made of; it lies beside the database, never in it.
    pub desk_key: [u8; 32],
    /// Where letters to the newsroom's people go.
    pub outbox: Outbox,
    /// Who else says who somebody is.
    pub provider: Provider,
    /// What the machine's clock shows. Ask [`App::now`]: this one may have been set.
    pub clock: Clock,
    /// Counts on and is never set, in microseconds since this start of the machine.
    pub steady: Clock,
    /// Which start of the machine that is.
    pub boot: String,
    /// Whether the clock can be trusted.
    pub watch: Watch,
    /// Randomness.
    pub chance: Chance,
    /// Where this node's site listens, once it does: receipts look there.
    pub site_address: OnceLock<SocketAddr>,
}

/// The time, in microseconds since 1970 UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;
/// Fills a buffer with random bytes.
pub type Chance = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

impl App {
    /// The newsroom made of these parts.
    pub fn new(parts: Parts) -> App {
        let (short_ids, unanswered, rush) = Default::default();
        let due = Due::new(DUE_TOGETHER);
        App(Arc::new(Inside { parts, short_ids, unanswered, rush, due }))
    }

    /// What came due at this moment.
    pub(crate) fn due(&self) -> &Due {
        &self.0.due
    }

    /// How much goes out by the clock at this moment.
    pub fn rush(&self) -> &Rush {
        &self.0.rush
    }

    /// The time, in microseconds since 1970 UTC: what the machine's clock shows, and never more than what is sure. While the
    /// clock is in doubt it may be late, and it is not early.
    pub fn now(&self) -> i64 {
        self.watch.look((self.clock)(), (self.steady)()).sure
    }

    /// Why the time may be late, if it may.
    pub fn doubt(&self) -> Option<Doubt> {
        self.watch.look((self.clock)(), (self.steady)()).doubt
    }

    /// Whether what was to last until then is over for certain: while the clock is in doubt, only what was over before is.
    pub fn is_over(&self, until: i64) -> bool {
        let seen = self.watch.look((self.clock)(), (self.steady)());
        until <= seen.sure && seen.doubt.is_none_or(|doubt| until <= doubt.since)
    }

    /// The time as [`App::now`] tells it, for what is given a clock.
    pub fn sure_clock(&self) -> Clock {
        let app = self.clone();
        Arc::new(move || app.now())
    }

    /// So many random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.chance)(&mut bytes);
        bytes
    }

    /// A new id for anything that stands in no address.
    pub fn new_id(&self) -> String {
        let random = u128::from_le_bytes(self.random());
        ulid::Ulid::from_parts((self.now() / 1000).max(0) as u64, random).to_string().to_lowercase()
    }

    /// The log position up to which the search index holds what is published.
    pub fn indexed_to(&self) -> Option<i64> {
        self.index.as_ref()?.reached().ok().flatten()
    }

    /// How long a page counts as fresh.
    pub fn fresh(&self) -> Duration {
        Duration::from_secs(self.config.fresh_seconds)
    }

    /// The absolute form of a path of ours.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.config.public_url)
    }

    /// The same for people to read: letters stand as letters.
    pub fn absolute_to_read(&self, path: &str) -> String {
        let address = self.absolute(path);
        percent_encoding::percent_decode_str(&address).decode_utf8_lossy().into_owned()
    }

    /// The host readers know the site by.
    pub fn public_host(&self) -> String {
        let after_scheme = self.config.public_url.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.split('/').next().unwrap_or_default().to_owned()
    }

    /// An edition's language, speaking in the edition's voice. A language without a file of its own speaks English.
    pub fn locale(&self, edition: &Edition) -> Locale {
        let code = text::lang::primary(&edition.lang);
        let locale = self.locales.get(&code).with_voice(edition.voice.dates.clone());
        locale.with_tanwin(edition.voice.tanwin)
    }

    /// What readers of this node did not find, until it is counted.
    pub fn unanswered(&self) -> &Unanswered {
        &self.0.unanswered
    }

    /// A new short id, for what stands in an address.
    pub fn new_short_id(&self) -> String {
        self.0.short_ids.next(self.now(), u32::from_le_bytes(self.random()))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}
