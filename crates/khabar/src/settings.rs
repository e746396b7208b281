//! The settings: `khabar.toml` in the data folder, overridden by the environment. Every field has a default.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use newsroom::config::NewsroomConfig;
use newsroom::features::cdn::CdnConfig;
use serde::{Deserialize, Serialize};
use store::StoreConfig;
use theme::ThemeConfig;
use web::{Limits, PageCacheConfig, Proxies};

use crate::doors::TlsSettings;

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where the site, the desk and the API listen.
    pub listen: SocketAddr,
    /// Where health and metrics listen: an address that readers cannot reach. None when left out.
    pub ops_listen: Option<SocketAddr>,
    /// The hosts the site answers to; empty: any.
    pub hosts: Vec<String>,
    /// Hosts that lead to the site's own address, such as `www.news.example`. All others get 421 where `hosts` names some.
    pub aliases: Vec<String>,
    /// Whether readers come over TLS, which a proxy before us ends. With a certificate of our own they do in any case.
    pub https: bool,
    /// How long a stop waits for answers that are under way, in seconds.
    pub grace_seconds: u64,
    /// The theme's name: `default` is built in, any other is a folder in `themes`.
    pub theme: String,
    /// The folder that holds themes, one folder each.
    pub themes: Option<PathBuf>,
    /// A folder whose templates and assets go before the theme's own.
    pub theme_overrides: Option<PathBuf>,
    /// A folder whose language files go before the built-in ones.
    pub language_overrides: Option<PathBuf>,
    /// How the newsroom presents itself.
    pub newsroom: NewsroomConfig,
    /// The database. `sqlite:khabar.db` stands in the data folder.
    pub database: StoreConfig,
    /// The mirror: the site as files.
    pub mirror: MirrorSettings,
    /// The page cache.
    pub cache: PageCacheConfig,
    /// What one stranger, and all together, may hold on to.
    pub limits: Limits,
    /// Where the server keeps a backup of itself up to date.
    pub backup: BackupSettings,
    /// The content network before the program, which is told what changed.
    pub cdn: CdnConfig,
    /// The proxies before the program that are believed about their readers' addresses.
    pub proxies: Proxies,
    /// TLS of the program's own.
    pub tls: TlsSettings,
}

/// The backup that a server keeps up to date while it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BackupSettings {
    /// The folder of the backup, on another disk than the data folder; none is kept when left out.
    pub to: Option<PathBuf>,
    /// The file whose words encrypt it, looked for in the data folder and better kept elsewhere. Keep a copy elsewhere: without them nothing comes back.
    pub key_file: Option<PathBuf>,
    /// The file of a bucket in which a copy of the backup is kept, looked for in the data folder; see docs/backup.md for what stands in it.
    pub bucket: Option<PathBuf>,
    /// So many seconds lie between two looks at whether there is something new.
    pub every_seconds: u64,
}

impl Default for BackupSettings {
    fn default() -> Self {
        Self { to: None, key_file: None, bucket: None, every_seconds: 30 }
    }
}

/// The mirror that the server keeps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MirrorSettings {
    /// Its folder, in the data folder where it is no whole path, such as `mirror`. None: no mirror is kept, and when the database
    /// cannot be read only the pages in memory can be.
    pub folder: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            ops_listen: None,
            hosts: Vec::new(),
            aliases: Vec::new(),
            https: false,
            grace_seconds: 10,
            theme: "default".to_owned(),
            themes: None,
            theme_overrides: None,
            language_overrides: None,
            newsroom: NewsroomConfig::default(),
            database: StoreConfig::default(),
            mirror: MirrorSettings::default(),
            cache: PageCacheConfig::default(),
            limits: Limits::default(),
            backup: BackupSettings::default(),
            cdn: CdnConfig::default(),
            proxies: Proxies::default(),
            tls: TlsSettings::default(),
        }
    }
}

impl Settings {
    /// The folder of the mirror, where one is to be kept.
    pub fn mirror_folder(&self, data: &Path) -> Option<PathBuf> {
        self.mirror
            .folder
            .as_ref()
            .filter(|folder| !folder.as_os_str().is_empty())
            .map(|folder| data.join(folder))
    }

    /// Whether readers come over TLS.
    pub fn is_https(&self) -> bool {
        self.https || self.tls.is_on()
    }

    /// `http`, or `https` where this program itself speaks TLS.
    pub fn own_scheme(&self) -> &'static str {
        if self.tls.is_on() { "https" } else { "http" }
    }

    /// Where the theme's files come from: the site's own folder, then the named theme, then what is built in.
    pub fn theme_config(&self) -> ThemeConfig {
        ThemeConfig {
            site_overrides: self.theme_overrides.clone(),
            themes: self.themes.clone(),
            name: self.theme.clone(),
            ..ThemeConfig::default()
        }
    }
}

/// The host of an address, without its port.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or_default()
}

/// The settings of a data folder: its `khabar.toml`, if it is there, then the environment (`KHABAR__LISTEN`,
/// `KHABAR__NEWSROOM__PUBLIC_URL`: two underscores between a section and its field).
pub fn read(data: &Path) -> anyhow::Result<Settings> {
    let file = data.join("khabar.toml");
    let sources = config::Config::builder()
        .add_source(config::File::from(file.clone()).required(false))
        .add_source(
            config::Environment::with_prefix("KHABAR")
                .prefix_separator("__")
                .separator("__")
                .try_parsing(true),
        )
        .build()
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let mut settings: Settings =
        sources.try_deserialize().with_context(|| format!("in {} or in the environment", file.display()))?;
    if let Some(path) = settings.database.url.strip_prefix("sqlite:")
        && Path::new(path).is_relative()
    {
        settings.database.url = format!("sqlite:{}", data.join(path).display());
    }
    if let Some(own) = settings.aliases.iter().find(|alias| **alias == host_of(&settings.newsroom.public_url))
    {
        anyhow::bail!(
            "`aliases` names {own}, and that is the site's own host: nothing can lead there from itself"
        );
    }
    let Settings { tls, cdn, backup, .. } = &mut settings;
    let named = [&mut cdn.token_file, &mut backup.key_file, &mut backup.bucket];
    for path in tls.paths().chain(named.into_iter().flatten()) {
        *path = data.join(&*path);
    }
    Ok(settings)
}
