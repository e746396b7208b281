//! A channel as every page leads to it.

use serde::Serialize;
use theme::Locale;

use super::Channel;

/// What the theme is given of a channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelLink {
    /// Where it is, in a word that a theme may choose a sign by.
    pub platform: &'static str,
    /// The same, for readers.
    pub platform_words: String,
    pub name: String,
    pub href: String,
}

impl ChannelLink {
    /// The channel in the words of a language.
    pub fn new(channel: &Channel, locale: &Locale) -> ChannelLink {
        let platform = channel.platform.as_str();
        ChannelLink {
            platform,
            platform_words: locale.message(&format!("platform-{platform}"), &[]),
            name: channel.name.clone(),
            href: channel.href.clone(),
        }
    }
}
