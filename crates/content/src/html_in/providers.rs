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
pub fn known(address: &str) -> Option<(String, &'static str)> {
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

/// The address of the player that a known site lets others frame, for a page of it as [`known`] keeps it.
pub fn player(page: &str) -> Option<String> {
    let (page, site) = known(page)?;
    let rest = page.get(8..)?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (path, query) = path.split(['#']).next()?.split_once('?').unwrap_or((path, ""));
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let named = |id: &str| (is_id(id) && !id.is_empty()).then(|| id.to_owned());
    match site {
        "YouTube" => {
            let id = match first {
                "watch" => query.split('&').find_map(|part| part.strip_prefix("v="))?,
                "shorts" | "live" => second,
                id if host.ends_with("youtu.be") => id,
                _ => return None,
            };
            named(id).map(|id| format!("https://www.youtube-nocookie.com/embed/{id}"))
        }
        "Vimeo" => {
            let id = named(first).filter(|id| id.bytes().all(|b| b.is_ascii_digit()))?;
            Some(format!("https://player.vimeo.com/video/{id}"))
        }
        "Dailymotion" if first == "video" => {
            named(second).map(|id| format!("https://geo.dailymotion.com/player.html?video={id}"))
        }
        "Internet Archive" if first == "details" => {
            named(second).map(|id| format!("https://archive.org/embed/{id}"))
        }
        "Spotify" if matches!(first, "episode" | "show" | "track") => {
            named(second).map(|id| format!("https://open.spotify.com/embed/{first}/{id}"))
        }
        "SoundCloud" if named(first).is_some() && named(second).is_some() => {
            Some(format!("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/{first}/{second}"))
        }
        _ => None,
    }
}

fn is_id(id: &str) -> bool {
    id.len() <= 200 && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::{known, player};

    #[test]
    fn players_of_known_sites() {
        for (page, framed) in [
            (
                "https://www.youtube.com/watch?t=3&v=abc-_1",
                Some("https://www.youtube-nocookie.com/embed/abc-_1"),
            ),
            ("https://youtu.be/abc-_1?t=3", Some("https://www.youtube-nocookie.com/embed/abc-_1")),
            ("https://www.youtube.com/embed/abc", Some("https://www.youtube-nocookie.com/embed/abc")),
            ("https://www.youtube.com/shorts/abc", Some("https://www.youtube-nocookie.com/embed/abc")),
            ("https://vimeo.com/12", Some("https://player.vimeo.com/video/12")),
            (
                "https://www.dailymotion.com/video/x8",
                Some("https://geo.dailymotion.com/player.html?video=x8"),
            ),
            ("https://archive.org/details/a_b.c", Some("https://archive.org/embed/a_b.c")),
            ("https://open.spotify.com/episode/4x", Some("https://open.spotify.com/embed/episode/4x")),
            (
                "https://soundcloud.com/who/what",
                Some("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/who/what"),
            ),
            ("https://www.youtube.com/@channel", None),
            ("https://www.youtube.com/watch?v=", None),
            ("https://www.youtube.com/watch?v=a%22b", None),
            ("https://x.com/a/status/1", None),
            ("https://evil.example/watch?v=abc", None),
            ("javascript:1", None),
        ] {
            assert_eq!(player(page).as_deref(), framed, "{page}");
        }
    }

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
