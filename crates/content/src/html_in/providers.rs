//! Sites whose frames and quotation boxes become an embed.

use crate::href::{self, HrefKind};

/// Host (and its subdomains), and the site's name.
const PROVIDERS: [(&str, &str); 24] = [
    ("youtube.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("twitter.com", "X"),
    ("x.com", "X"),
    ("facebook.com", "Facebook"),
    ("instagram.com", "Instagram"),
    ("tiktok.com", "TikTok"),
    ("threads.net", "Threads"),
    ("t.me", "Telegram"),
    ("soundcloud.com", "SoundCloud"),
    ("spotify.com", "Spotify"),
    ("reddit.com", "Reddit"),
    ("bsky.app", "Bluesky"),
    ("datawrapper.dwcdn.net", "Datawrapper"),
    ("flourish.studio", "Flourish"),
    ("infogram.com", "Infogram"),
    ("documentcloud.org", "DocumentCloud"),
    ("archive.org", "Internet Archive"),
    ("google.com", "Google"),
    ("openstreetmap.org", "OpenStreetMap"),
    ("twitch.tv", "Twitch"),
];

/// The address to keep and the site's name, when `address` belongs to a known site.
pub(super) fn known(address: &str) -> Option<(String, &'static str)> {
    let address = href::tidy(address).ok()?;
    let address = match href::check(&address).ok()? {
        HrefKind::Https => address,
        HrefKind::Http => format!("https://{}", address.get(7..)?),
        _ => return None,
    };
    let host = address.get(8..)?.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let (_, name) = PROVIDERS.iter().find(|(known, _)| {
        host == *known || host.strip_suffix(known).is_some_and(|front| front.ends_with('.'))
    })?;
    Some((readable(&address).unwrap_or(address), name))
}

/// The page a person would open, for players whose frame has an address of its own.
fn readable(address: &str) -> Option<String> {
    let after = |mark: &str| {
        let rest = &address[address.find(mark)? + mark.len()..];
        let id = rest.split(['/', '?', '#', '&']).next().filter(|id| !id.is_empty())?;
        id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).then(|| id.to_owned())
    };
    if address.contains("youtube") {
        return after("/embed/").map(|id| format!("https://www.youtube.com/watch?v={id}"));
    }
    if address.contains("player.vimeo.com") {
        return after("/video/").map(|id| format!("https://vimeo.com/{id}"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn frames_of_known_sites() {
        for (address, kept, name) in [
            (
                "https://www.youtube.com/embed/abc-_1?rel=0",
                "https://www.youtube.com/watch?v=abc-_1",
                "YouTube",
            ),
            ("//player.vimeo.com/video/1?x", "https://vimeo.com/1", "Vimeo"),
            ("http://x.com/a/status/1", "https://x.com/a/status/1", "X"),
        ] {
            assert_eq!(known(address), Some((kept.to_owned(), name)), "{address}");
        }
        for address in
            ["https://notyoutube.com/embed/x", "https://youtube.com.evil.example/", "javascript:1", "/x", ""]
        {
            assert_eq!(known(address), None, "{address}");
        }
    }
}
