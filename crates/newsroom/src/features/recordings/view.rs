//! A recording as its page shows it, and as machines are told of it.

use std::cell::RefCell;

use content::{html_in, html_out};
use serde::Serialize;

use super::{OwnFile, PublishedRecording, RecordingAt};
use crate::features::pages::Voiced;

/// A policy names no more origins than this; from others nothing is played.
const MOST_ORIGINS: usize = 20;

/// Letters of a host name, with a port.
const LONGEST_HOST: usize = 253 + 6;

/// A recording as the theme is given it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordingView {
    /// Whether it is heard and not seen.
    pub is_audio: bool,
    /// The page of another site that shows it; a link without script.
    pub page: Option<String>,
    /// The address of that site's player, where it has one that may be framed.
    pub player: Option<String>,
    /// Whose site it is.
    pub provider: String,
    /// Its file.
    pub file: Option<String>,
    /// Whether the file is ours: a browser that reads its head asks nobody else.
    pub is_own: bool,
    /// How long it is, as a clock shows it; `None` when nobody knows.
    pub length: Option<String>,
    /// The same for machines.
    pub length_iso: Option<String>,
    pub caption: String,
    /// What is said in it, as HTML.
    pub transcript: String,
}

impl RecordingView {
    /// The recording in an edition's voice.
    pub fn new(recording: &PublishedRecording, is_audio: bool, voiced: &Voiced<'_>) -> RecordingView {
        let r = recording;
        let (page, file) = match &r.at {
            Some(RecordingAt::Embed(page)) => (Some(page.clone()), None),
            Some(RecordingAt::File(file)) => (None, Some(file.clone())),
            // What readers do not see yet is played to those at the desk alone.
            Some(RecordingAt::Ours(id)) => {
                let draft = || format!("/desk/recordings/{id}/file");
                (None, Some(r.own.as_ref().map_or_else(draft, OwnFile::href)))
            }
            None => (None, None),
        };
        let provider = page.as_deref().and_then(html_in::known_site).map_or("", |(_, name)| name);
        let is_known = r.seconds > 0;
        RecordingView {
            is_audio,
            player: page.as_deref().and_then(html_in::player),
            page,
            provider: provider.to_owned(),
            is_own: matches!(r.at, Some(RecordingAt::Ours(_))),
            file,
            length: is_known.then(|| voiced.digits(&clock(r.seconds))),
            length_iso: is_known.then(|| iso_duration(r.seconds)),
            caption: r.caption.clone(),
            transcript: r.transcript.clone(),
        }
    }

    /// What the page may frame beyond the site itself, and what it may play: origins, for its policy.
    pub fn origins(&self) -> (Option<String>, Option<String>) {
        (self.player.as_deref().and_then(origin), self.file.as_deref().and_then(origin))
    }
}

/// Where the files of one text are from that its page plays: what the page's policy names, and no more.
#[derive(Debug, Default)]
pub struct Plays(RefCell<Vec<String>>);

impl Plays {
    /// Whether a file may be played, and remembers where it is from: of the first origins that a policy can name, with room
    /// for that of a recording beside the text.
    pub fn may(&self, file: &str) -> bool {
        let (Some(origin), mut origins) = (origin(file), self.0.borrow_mut()) else { return false };
        let is_known = origins.contains(&origin);
        if !is_known && origins.len() + 1 < MOST_ORIGINS {
            origins.push(origin);
            return true;
        }
        is_known
    }
}

/// The origins of what a text plays, each once, parted as a policy parts them; `None` when it plays nothing.
pub fn origins_in(html: &str, own: Option<String>) -> Option<String> {
    let mut origins: Vec<String> = own.into_iter().collect();
    for origin in html_out::played(html).filter_map(origin) {
        if !origins.contains(&origin) && origins.len() < MOST_ORIGINS {
            origins.push(origin);
        }
    }
    (!origins.is_empty()).then(|| origins.join(" "))
}

/// Scheme and host of an address; only what a policy can name without being read in another way.
pub(super) fn origin(address: &str) -> Option<String> {
    let host = address.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
    ((1..=LONGEST_HOST).contains(&host.len()) && host.bytes().all(is_plain))
        .then(|| format!("https://{}", host.to_ascii_lowercase()))
}

/// A length as a clock shows it: `4:05`, `1:02:03`.
pub fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// A length for machines: `PT4M5S`.
pub fn iso_duration(seconds: i64) -> String {
    let part = |count: i64, unit: &str| if count > 0 { format!("{count}{unit}") } else { String::new() };
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match seconds {
        ..=0 => "PT0S".to_owned(),
        _ => format!("PT{}{}{}", part(hours, "H"), part(minutes, "M"), part(rest, "S")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_said_to_people_and_to_machines() {
        for (seconds, said, told) in [
            (0, "0:00", "PT0S"),
            (5, "0:05", "PT5S"),
            (60, "1:00", "PT1M"),
            (245, "4:05", "PT4M5S"),
            (3_600, "1:00:00", "PT1H"),
            (3_723, "1:02:03", "PT1H2M3S"),
            (86_400, "24:00:00", "PT24H"),
        ] {
            assert_eq!((clock(seconds).as_str(), iso_duration(seconds).as_str()), (said, told));
        }
    }

    #[test]
    fn a_page_may_play_what_its_text_names_and_its_recording() {
        let html = "<audio controls=\"\" preload=\"none\" src=\"https://A.example/1.mp3?a=1&amp;b\"></audio><p>src=\"https://no.example/\"</p>\
                    <audio controls=\"\" preload=\"none\" src=\"https://b.example/2.ogg\"></audio><audio controls=\"\" src=\"https://a.example/3.mp3\"></audio>";
        let own = Some("https://own.example".to_owned());
        let named = origins_in(html, own.clone()).expect("there are some");
        assert_eq!(named, "https://own.example https://a.example https://b.example");
        assert_eq!(origins_in("<p>نص</p>", own.clone()), own);
        assert_eq!(origins_in("<p>نص</p>", None), None);
    }

    #[test]
    fn what_is_played_is_named_however_much_a_text_has() {
        let (plays, own) = (Plays::default(), Some("https://own.example".to_owned()));
        let files: Vec<String> = (0..30).map(|n| format!("https://f{n}.example/a.mp3")).collect();
        let played: Vec<&String> = files.iter().filter(|file| plays.may(file)).collect();
        assert!(plays.may("https://f0.example/b.mp3") && !plays.may("https://f29.example/b.mp3"));
        assert!(!plays.may(&format!("https://{}.example/a.mp3", "a".repeat(300))));
        let html: String =
            played.iter().map(|file| format!("<audio controls src=\"{file}\"></audio>")).collect();
        let named = origins_in(&html, own).expect("there are some");
        assert_eq!((played.len(), named.split(' ').count()), (MOST_ORIGINS - 1, MOST_ORIGINS));
        assert!(played.iter().all(|file| named.contains(file.trim_end_matches("/a.mp3"))));
    }

    #[test]
    fn a_policy_names_a_plain_origin_or_none() {
        for (address, named) in [
            ("https://V.example:8443/a?b", Some("https://v.example:8443")),
            ("https://v.example", Some("https://v.example")),
            ("https://v.example;script-src *", None),
            ("https://[::1]/a", None),
            ("https://مثال.example/a", None),
            ("http://v.example/", None),
            ("https:///a", None),
        ] {
            assert_eq!(origin(address).as_deref(), named, "{address}");
        }
    }
}
