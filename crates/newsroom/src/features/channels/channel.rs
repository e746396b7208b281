//! A channel and its rules: on what platform, at which address, by what name.

use axum::http::Uri;
use serde::{Deserialize, Serialize};

use crate::id::EditionCode;

/// Channels that an edition may name.
const MOST_CHANNELS: usize = 20;
const LONGEST_NAME: usize = 60;
const LONGEST_ADDRESS: usize = 500;

/// Where a channel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// X, once Twitter.
    X,
    /// Facebook.
    Facebook,
    /// Instagram.
    Instagram,
    /// YouTube.
    Youtube,
    /// Telegram.
    Telegram,
    /// A channel of WhatsApp.
    Whatsapp,
    /// TikTok.
    Tiktok,
    /// Threads.
    Threads,
    /// Bluesky.
    Bluesky,
    /// A server of Mastodon, whoever runs it.
    Mastodon,
    /// LinkedIn.
    Linkedin,
    /// Snapchat.
    Snapchat,
    /// A newsletter.
    Newsletter,
    /// A podcast.
    Podcast,
    /// The newsroom's own app.
    App,
}

impl Platform {
    /// All of them.
    pub const ALL: [Platform; 15] = [
        Platform::X,
        Platform::Facebook,
        Platform::Instagram,
        Platform::Youtube,
        Platform::Telegram,
        Platform::Whatsapp,
        Platform::Tiktok,
        Platform::Threads,
        Platform::Bluesky,
        Platform::Mastodon,
        Platform::Linkedin,
        Platform::Snapchat,
        Platform::Newsletter,
        Platform::Podcast,
        Platform::App,
    ];

    /// As requests and rows call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Platform::X => "x",
            Platform::Facebook => "facebook",
            Platform::Instagram => "instagram",
            Platform::Youtube => "youtube",
            Platform::Telegram => "telegram",
            Platform::Whatsapp => "whatsapp",
            Platform::Tiktok => "tiktok",
            Platform::Threads => "threads",
            Platform::Bluesky => "bluesky",
            Platform::Mastodon => "mastodon",
            Platform::Linkedin => "linkedin",
            Platform::Snapchat => "snapchat",
            Platform::Newsletter => "newsletter",
            Platform::Podcast => "podcast",
            Platform::App => "app",
        }
    }

    /// The platform of this name.
    pub fn named(name: &str) -> Option<Platform> {
        Platform::ALL.into_iter().find(|platform| platform.as_str() == name)
    }

    /// The hosts that are the platform's, each with all below it; none where anybody may run one.
    pub fn hosts(self) -> &'static [&'static str] {
        match self {
            Platform::X => &["x.com", "twitter.com"],
            Platform::Facebook => &["facebook.com", "fb.com", "fb.me"],
            Platform::Instagram => &["instagram.com"],
            Platform::Youtube => &["youtube.com", "youtu.be"],
            Platform::Telegram => &["t.me", "telegram.me"],
            Platform::Whatsapp => &["whatsapp.com", "wa.me"],
            Platform::Tiktok => &["tiktok.com"],
            Platform::Threads => &["threads.net", "threads.com"],
            Platform::Bluesky => &["bsky.app"],
            Platform::Linkedin => &["linkedin.com"],
            Platform::Snapchat => &["snapchat.com"],
            Platform::Mastodon | Platform::Newsletter | Platform::Podcast | Platform::App => &[],
        }
    }
}

/// A place where readers find the newsroom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Where it is.
    pub platform: Platform,
    /// What it is called there: `@khabar`, «نشرة الصباح».
    pub name: String,
    /// Its address: `https://`, at a host of the platform's.
    pub href: String,
}

/// The channels of an edition, in the newsroom's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Channels {
    /// The edition that names them.
    pub edition: EditionCode,
    /// Them.
    pub channels: Vec<Channel>,
}

/// Why channels were not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadChannel {
    /// There are too many.
    #[error("an edition names at most {MOST_CHANNELS} channels")]
    TooMany,
    /// One has no name, or a long one.
    #[error("a channel's name has between 1 and {LONGEST_NAME} letters")]
    BadName,
    /// An address cannot be followed.
    #[error("`{0}` is no address of a channel: it begins with https://, names a host and nobody's password")]
    BadAddress(String),
    /// An address is somewhere else.
    #[error("`{href}` is not at {platform}: an address there is at {hosts}")]
    OtherHost {
        /// The address.
        href: String,
        /// The platform.
        platform: &'static str,
        /// Its hosts.
        hosts: String,
    },
    /// One address stands there twice.
    #[error("`{0}` stands there twice")]
    Twice(String),
}

impl Channels {
    /// The channels with clean names and addresses, when readers can be led to all of them.
    pub fn checked(self) -> Result<Channels, BadChannel> {
        if self.channels.len() > MOST_CHANNELS {
            return Err(BadChannel::TooMany);
        }
        let mut channels: Vec<Channel> = Vec::with_capacity(self.channels.len());
        for channel in self.channels {
            let channel = channel.checked()?;
            if channels.iter().any(|other| other.href == channel.href) {
                return Err(BadChannel::Twice(channel.href));
            }
            channels.push(channel);
        }
        Ok(Channels { channels, ..self })
    }
}

impl Channel {
    fn checked(self) -> Result<Channel, BadChannel> {
        let name = text::clean::clean_line(&self.name);
        let letters = name.chars().count();
        if letters == 0 || letters > LONGEST_NAME {
            return Err(BadChannel::BadName);
        }
        let host = host_of(&self.href).ok_or_else(|| BadChannel::BadAddress(self.href.clone()))?;
        let hosts = self.platform.hosts();
        let is_there = |known: &&str| host == *known || host.ends_with(&format!(".{known}"));
        if !hosts.is_empty() && !hosts.iter().any(is_there) {
            let (href, platform) = (self.href, self.platform.as_str());
            return Err(BadChannel::OtherHost { href, platform, hosts: hosts.join(", ") });
        }
        Ok(Channel { name, ..self })
    }
}

/// The host of an address that readers can be sent to: by a name, at the usual port, as nobody in particular.
fn host_of(href: &str) -> Option<String> {
    let is_sound = href.len() <= LONGEST_ADDRESS && !href.contains(['\\', '<', '>', '"', '#']);
    let address: Uri = href.parse().ok().filter(|_| is_sound)?;
    let authority = address.authority()?;
    let host = authority.host().to_ascii_lowercase();
    let is_name = host.contains('.') && host.ends_with(|last: char| last.is_ascii_alphabetic());
    let is_plain = address.scheme_str() == Some("https") && authority.as_str().len() == host.len();
    (is_plain && is_name).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(platform: Platform, href: &str) -> Result<Channels, BadChannel> {
        let channel = Channel { platform, name: " @khabar ".to_owned(), href: href.to_owned() };
        Channels { edition: "ar".into(), channels: vec![channel] }.checked()
    }

    #[test]
    fn a_channel_is_at_its_platform() {
        for (platform, href) in [
            (Platform::X, "https://x.com/khabar"),
            (Platform::Facebook, "https://www.facebook.com/khabar"),
            (Platform::Whatsapp, "https://whatsapp.com/channel/0029"),
            (Platform::Telegram, "https://t.me/khabar"),
            (Platform::Mastodon, "https://social.example/@khabar"),
            (Platform::Newsletter, "https://letters.example/khabar?from=site"),
        ] {
            let channels = one(platform, href).expect(href).channels;
            assert_eq!((channels[0].name.as_str(), channels[0].href.as_str()), ("@khabar", href));
        }
    }

    #[test]
    fn an_address_that_leads_elsewhere_is_refused() {
        for href in [
            "",
            "x.com/khabar",
            "http://x.com/khabar",
            "javascript:alert(1)",
            "https://localhost/khabar",
            "https://127.0.0.1/khabar",
            "https://me:secret@x.com/khabar",
            "https://x.com:8443/khabar",
        ] {
            assert_eq!(one(Platform::X, href), Err(BadChannel::BadAddress(href.to_owned())), "{href}");
        }
        for href in ["https://evil.example/x.com", "https://notx.com/khabar", "https://x.com.example/khabar"]
        {
            assert!(matches!(one(Platform::X, href), Err(BadChannel::OtherHost { .. })), "{href}");
        }
    }

    #[test]
    fn channels_are_few_named_and_each_there_once() {
        let channel =
            Channel { platform: Platform::X, name: "@k".to_owned(), href: "https://x.com/k".to_owned() };
        let all = |channels| Channels { edition: "ar".into(), channels }.checked();
        assert_eq!(all(vec![channel.clone(); 2]), Err(BadChannel::Twice(channel.href.clone())));
        assert_eq!(all(vec![channel.clone(); 21]), Err(BadChannel::TooMany));
        assert_eq!(all(vec![Channel { name: " ".to_owned(), ..channel }]), Err(BadChannel::BadName));
    }

    #[test]
    fn a_platform_is_read_back_by_its_name() {
        for platform in Platform::ALL {
            assert_eq!(Platform::named(platform.as_str()), Some(platform));
            assert_eq!(serde_json::to_string(&platform).expect("text"), format!("\"{}\"", platform.as_str()));
        }
        assert_eq!(Platform::named("myspace"), None);
    }
}
