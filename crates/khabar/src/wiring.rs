//! Builds the newsroom: database, pictures, search, theme, languages, clock, chance.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use fetch::{Fetch, Limits};
use newsroom::app::{App, Chance, Clock, Parts};
use newsroom::features::accounts::Provider;
use newsroom::features::desk_search::DeskIndex;
use newsroom::features::letters::Outbox;
use newsroom::features::machine::{self, Watch};
use newsroom::features::mirror::Key;
use newsroom::features::pages::Frames;
use store::Db;
use theme::{Locales, Theme};
use web::PageCache;

use crate::instance;
use crate::settings::Settings;
use crate::upgrade;

/// What of the newsroom a command needs beyond the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The truth, themes and pictures.
    Newsroom,
    /// And the search index, which one process holds at a time.
    Index,
}

/// Opens the newsroom in `data`, bringing its tables up to date.
pub async fn open(data: &Path, settings: &Settings, need: Need) -> anyhow::Result<App> {
    std::fs::create_dir_all(data)
        .with_context(|| format!("the data folder {} cannot be made", data.display()))?;
    upgrade::keep_before(data, settings, clock()()).context(
        "the database cannot be kept as it is before it is brought up to date; nothing was changed",
    )?;
    let db = Db::open(&settings.database).await.context("the database cannot be opened")?;
    db.migrate().await.context("the database cannot be brought up to date")?;
    let index = match need {
        Need::Newsroom => None,
        Need::Index => {
            let index = search::Index::open_or_create(data.join("index"), search::Settings::default());
            Some(Arc::new(index.context("the search index cannot be opened")?))
        }
    };
    let (clock, steady, boot) = (clock(), steady_clock(), boot());
    let last = match instance::id_of(data) {
        Some(id) => machine::instance_by_id(db.read(), &id).await?,
        None => None,
    };
    let watch = Watch::begin(last.as_ref(), &boot, clock(), steady());
    Ok(App::new(Parts {
        db,
        cache: Arc::new(PageCache::new(settings.cache.clone())),
        frames: Frames::default(),
        theme: Theme::load(settings.theme_config()).context("the theme cannot be loaded")?,
        locales: Locales::load(settings.language_overrides.as_deref())
            .context("the languages cannot be loaded")?,
        uploads: media::Uploads::open(data.join("uploads"))
            .context("the folder of uploads cannot be opened")?,
        originals: media::Blobs::open(data.join("originals"))
            .context("the folder of originals cannot be opened")?,
        renditions: media::Renditions::open(data.join("renditions"))
            .context("the folder of renditions cannot be opened")?,
        index,
        config: settings.newsroom.clone(),
        decoder: Some(media::child::this_program().context("this program's own file cannot be found")?),
        desk_key: desk_key(data, &chance())?,
        outbox: Outbox::open(&settings.newsroom.mail, &data.join("outbox"))
            .context("in `newsroom.mail` of the settings")?,
        provider: Provider::new(settings.newsroom.provider.clone(), Fetch::new(Limits::default())),
        clock,
        steady,
        boot,
        watch,
        chance: chance(),
        site_address: OnceLock::new(),
    }))
}

/// Opens the desk's own search index, in a folder of its own: it holds what readers do not see, and no part of the site is given it.
pub fn open_desk_index(data: &Path) -> anyhow::Result<DeskIndex> {
    DeskIndex::open(&data.join("desk-index")).context("the desk's search index cannot be opened")
}

/// The key that second factors are made of. Whoever copies the database has not copied it; whoever loses it sets the second
/// factors anew.
fn desk_key(data: &Path, chance: &Chance) -> anyhow::Result<[u8; 32]> {
    kept_key(data, "desk.key", chance)
}

/// The key that mirrors are signed with. Whoever loses it signs with another one from then on, and says so to those who check.
pub fn mirror_key(data: &Path) -> anyhow::Result<Key> {
    kept_key(data, "mirror.key", &chance()).map(|seed| Key::of(&seed))
}

/// A key in a file of the data folder, made when it is first wanted, for its owner alone.
fn kept_key(data: &Path, name: &str, chance: &Chance) -> anyhow::Result<[u8; 32]> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let path = data.join(name);
    let mut key = [0; 32];
    chance(&mut key);
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
    match made {
        Ok(mut file) => {
            file.write_all(&key)
                .and_then(|()| file.sync_all())
                .with_context(|| format!("the key {name} cannot be written"))?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let kept = std::fs::read(&path).with_context(|| format!("the key {name} cannot be read"))?;
            let wrong = || {
                format!(
                    "{} is not the key it was: put it back from a backup, or remove it and set all that it protects anew",
                    path.display()
                )
            };
            kept.try_into().ok().with_context(wrong)
        }
        Err(error) => Err(error).with_context(|| format!("the key {} cannot be made", path.display())),
    }
}

/// The same for a newsroom that must be there already: a folder that was mistyped gets no empty one.
pub async fn open_existing(data: &Path, settings: &Settings, need: Need) -> anyhow::Result<App> {
    if let Some(file) = settings.database.url.strip_prefix("sqlite:")
        && !Path::new(file).exists()
    {
        anyhow::bail!(
            "there is no newsroom in {}; `khabar serve` begins one there, `khabar demo` a sample",
            data.display()
        );
    }
    open(data, settings, need).await
}

/// The wall clock.
pub fn clock() -> Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the program reads the wall clock")]
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
    })
}

/// Counts since the machine was started, while it sleeps as well, and cannot be set.
fn steady_clock() -> Clock {
    #[cfg(target_os = "linux")]
    const COUNTS: rustix::time::ClockId = rustix::time::ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    const COUNTS: rustix::time::ClockId = rustix::time::ClockId::Monotonic;
    Arc::new(|| {
        let since = rustix::time::clock_gettime(COUNTS);
        since.tv_sec.saturating_mul(1_000_000).saturating_add(since.tv_nsec / 1_000)
    })
}

/// Which start of the machine this is. Where the system does not say, each start of the program counts as one.
fn boot() -> String {
    let said = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let said = said.trim();
    if said.is_empty() { format!("program {}", std::process::id()) } else { said.to_owned() }
}

/// The operating system's randomness.
pub fn chance() -> Chance {
    #[expect(clippy::disallowed_methods, reason = "the one place where the program draws randomness")]
    Arc::new(|buffer| {
        // Without randomness no id and no secret may be made: a process in that state must not go on.
        if let Err(error) = getrandom::fill(buffer) {
            eprintln!("khabar: the operating system gives no randomness: {error}");
            std::process::abort();
        }
    })
}
