//! The newsroom's own settings. Each has a default and a sentence.

use serde::{Deserialize, Serialize};

use crate::features::accounts::ProviderConfig;
use crate::features::credits::Credit;
use crate::features::letters::MailConfig;
use crate::features::uploads::UploadsConfig;

/// How the newsroom presents itself and how much it puts on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewsroomConfig {
    /// The address readers know the site by, without a slash at the end. Canonical links, feeds and share cards use it.
    pub public_url: String,
    /// How many articles a page of a section lists: 1 to 200.
    pub section_page: i64,
    /// How many articles a feed holds, each of them whole: 1 to 500. From some four hundred on a cache before the site keeps it for
    /// ten seconds only, because the names of what it shows are too many to send; what comes to more than 4 MiB is made for each
    /// reader anew, and is not looked at for whether a publication has come there: its receipt says after ten seconds that it gave up.
    pub feed_items: i64,
    /// How long a page counts as fresh when nothing on it changed, in seconds.
    pub fresh_seconds: u64,
    /// Whether the site says on every page that it is a sample.
    pub sample: bool,
    /// Whether the sample has its archive, whose works are then named on the credits page.
    pub sample_archive: bool,
    /// Whom to tell of a hole in the site: `mailto:…` or `https://…`. Empty: `/.well-known/security.txt` is not there.
    pub security_contact: String,
    /// Until when that holds, such as `2027-06-30T00:00:00Z`. The file is not there without it, nor after it.
    pub security_expires: String,
    /// Works of others that this newsroom uses and owes a mention: shown on the credits page before the program's own.
    pub credits: Vec<Credit>,
    /// How many items an import reads the pictures of at once, 1 to 256; four times as many wait for the database.
    pub import_at_once: usize,
    /// Whether publishing at the desk, and managing people, needs a second factor. Without one an editor writes, and no more.
    pub second_factor: bool,
    /// How letters to the newsroom's people leave the house.
    pub mail: MailConfig,
    /// The identity provider that knows the newsroom's people already.
    pub provider: ProviderConfig,
    /// What may come in as files in pieces.
    pub uploads: UploadsConfig,
}

impl Default for NewsroomConfig {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            section_page: 24,
            feed_items: 50,
            fresh_seconds: 60,
            sample: false,
            sample_archive: false,
            security_contact: String::new(),
            security_expires: String::new(),
            credits: Vec::new(),
            import_at_once: 16,
            second_factor: true,
            mail: MailConfig::default(),
            provider: ProviderConfig::default(),
            uploads: UploadsConfig::default(),
        }
    }
}

impl NewsroomConfig {
    /// What is wrong with a number, in words that name it: a list of none shows nothing, and a page of thousands is none that a
    /// reader's line carries.
    pub fn wrong_number(&self) -> Option<String> {
        let import_at_once = i64::try_from(self.import_at_once).unwrap_or(i64::MAX);
        let numbers = [
            ("section_page", self.section_page, 200),
            ("feed_items", self.feed_items, 500),
            ("import_at_once", import_at_once, 256),
        ];
        let (name, number, most) =
            numbers.into_iter().find(|(_, number, most)| !(1..=*most).contains(number))?;
        Some(format!("`newsroom.{name}` is {number}, and may be 1 to {most}"))
    }
}
