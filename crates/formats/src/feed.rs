//! What a feed carries, whatever it is written in.
//!
//! Texts are written as they are, without control characters; direction isolates around foreign names are the caller's
//! work, since only the caller knows the language of the whole.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A feed of one edition, section, story, author or search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    pub title: String,
    /// The page the feed is of; absolute, percent-encoded.
    pub home: String,
    /// The feed's own address.
    pub self_href: String,
    /// BCP 47.
    pub language: String,
    /// UTC microseconds of the newest change.
    pub updated_micros: i64,
    pub description: String,
    /// A square picture's address.
    pub icon: Option<String>,
    pub items: Vec<FeedItem>,
}

/// One article in a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedItem {
    /// Stable for ever, also when the address changes; an absolute URI (`tag:`, `urn:` or `https:`).
    pub id: String,
    /// Absolute, percent-encoded.
    pub url: String,
    pub title: String,
    /// Plain text.
    pub summary: Option<String>,
    /// Clean HTML with absolute addresses.
    pub html: Option<String>,
    pub authors: Vec<String>,
    /// UTC microseconds.
    pub published_micros: i64,
    /// UTC microseconds; the same as published when nothing changed.
    pub updated_micros: i64,
    pub categories: Vec<String>,
    pub picture: Option<FeedPicture>,
    /// What is heard or watched, when that is the item.
    pub recording: Option<FeedRecording>,
    /// The source chain as printed: «المصدر: رويترز + خبر».
    pub source_line: Option<String>,
}

/// The lead picture of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedPicture {
    pub url: String,
    pub mime: String,
    /// Bytes.
    pub length: Option<u64>,
    pub caption: Option<String>,
    pub credit: Option<String>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
}

/// A film or a sound that an item is of, as programs for podcasts take it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedRecording {
    /// Absolute, percent-encoded.
    pub url: String,
    pub mime: String,
    /// Bytes: RSS will have them.
    pub length: u64,
    /// Seconds, where somebody knows.
    pub seconds: Option<u64>,
}

/// `2026-11-23T10:40:00Z`; a moment outside the years 1–9999 is held at their ends.
pub(crate) fn rfc3339(micros: i64) -> String {
    let at = moment(micros).to_zoned_datetime(TimeZone::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// `Mon, 23 Nov 2026 10:40:00 +0000`
pub(crate) fn rfc2822(micros: i64) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let at = moment(micros).to_zoned_datetime(TimeZone::UTC);
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
        DAYS[usize::from(at.weekday().to_monday_zero_offset().unsigned_abs()) % 7],
        at.day(),
        MONTHS[usize::from(at.month().unsigned_abs()).saturating_sub(1) % 12],
        at.year(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

fn moment(micros: i64) -> Timestamp {
    const YEAR_1: i64 = -62_135_596_800_000_000;
    // The last day of year 9999 is left out: the calendar's library keeps it for the zones east of UTC.
    const LAST: i64 = 253_402_128_000_000_000;
    Timestamp::from_microsecond(micros.clamp(YEAR_1, LAST)).unwrap_or(Timestamp::UNIX_EPOCH)
}
