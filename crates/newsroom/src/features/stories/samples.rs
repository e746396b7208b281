//! Made-up stories, for checking a theme: full, bare, paused, ended, read from the other end.

use super::published::{InStory, StoryCard, ThreadLine};
use super::said::{Person, Said};
use super::site::{DayShown, Piece, Shown, Stories};
use super::statements::{Speaker, Statements};
use crate::features::media_library::PictureView;
use crate::features::pages::{Link, feeds_of};
use crate::features::speakers::sample_statements;
use crate::routes::samples;

const HREF: &str = "/ar/story/water/";

/// Pages of one story.
pub(super) fn stories() -> Vec<Shown> {
    let full = Shown {
        name: "مياه نهر <اللجين>".to_owned(),
        href: HREF.to_owned(),
        about: "ثلاث محافظات ونهر واحد & خلاف.".to_owned(),
        state: "running",
        count: 56,
        begun: samples::full_moment(),
        begun_day: "14 سبتمبر".to_owned(),
        latest: samples::full_moment(),
        latest_day: "23 نوفمبر".to_owned(),
        picture: picture(),
        key_points: vec!["حصص ثابتة <تُراجع> كل خمسة أعوام.".to_owned()],
        said: vec![said("هند <السرّاج>", "وزيرة", None), said("Jean", "", Some("fr".to_owned()))],
        people: vec![
            person(Some("/ar/speaker/x/"), 11, true),
            person(None, 1, true),
            person(Some("/ar/topic/x/"), 3, false),
        ],
        statements: Some(format!("{HREF}statements/")),
        explainer: Some(samples::teaser(2)),
        pinned: vec![piece(1, true)],
        is_picked: false,
        days: vec![
            day(None, 2),
            DayShown {
                folded: vec![piece(4, false), piece(5, false)],
                ..day(Some("12 يومًا بلا جديد".to_owned()), 3)
            },
        ],
        order: "newest",
        turned: format!("{HREF}?order=oldest"),
        before: None,
        after: Some(format!("{HREF}?page=2")),
        page: 1,
        feeds: feeds_of(HREF, "مياه نهر اللجين"),
        follow: Some("/ar/follow/#stories".to_owned()),
    };
    let turned = Shown {
        order: "oldest",
        turned: HREF.to_owned(),
        before: Some(format!("{HREF}?order=oldest")),
        page: 2,
        pinned: Vec::new(),
        ..full.clone()
    };
    let bare = Shown {
        about: String::new(),
        picture: None,
        key_points: Vec::new(),
        said: Vec::new(),
        people: Vec::new(),
        statements: None,
        explainer: None,
        pinned: Vec::new(),
        days: vec![day(None, 2)],
        after: None,
        count: 1,
        ..full.clone()
    };
    let paused = Shown { state: "paused", follow: None, is_picked: true, ..full.clone() };
    let ended = Shown { state: "ended", follow: None, picture: None, ..full.clone() };
    let only_pinned = Shown { days: Vec::new(), ..bare.clone() };
    let silent =
        Shown { people: vec![person(Some("/ar/topic/x/"), 3, false)], is_picked: true, ..bare.clone() };
    vec![full, silent, turned, bare, paused, ended, Shown { pinned: vec![piece(2, true)], ..only_pinned }]
}

fn person(href: Option<&str>, count: i64, speaks: bool) -> Person {
    Person { name: "هند <السرّاج>".to_owned(), href: href.map(str::to_owned), count, speaks }
}

/// Pages of what is said in a story.
pub(super) fn statements() -> Vec<Statements> {
    let link = |name: &str, href: Option<&str>| Link { name: name.to_owned(), href: href.map(str::to_owned) };
    let speaker =
        |href, role: &str, said| Speaker {
            name: link("هند <السرّاج>", href), role: role.to_owned(), said
        };
    let first = Statements {
        story: link("مياه نهر <اللجين>", Some(HREF)),
        speakers: vec![
            speaker(Some("/ar/speaker/x/"), "وزيرة & نائبة", sample_statements()),
            speaker(None, "", sample_statements().split_off(1)),
        ],
        newer: None,
        older: Some(format!("{HREF}statements/?page=2")),
        page: 1,
    };
    let last =
        Statements { older: None, newer: Some(format!("{HREF}statements/")), page: 2, ..first.clone() };
    vec![first, last]
}

fn said(speaker: &str, role: &str, lang: Option<String>) -> Said {
    Said {
        speaker: speaker.to_owned(),
        speaker_href: lang.is_none().then(|| "/ar/speaker/x/".to_owned()),
        role: role.to_owned(),
        words: "لن نتأخر <يومًا> & لن نعتذر…".to_owned(),
        href: "/ar/politics/0D7K3F9QX2M1/x#b-stat0001".to_owned(),
        when: "23 نوفمبر 2026".to_owned(),
        iso: "2026-11-23".to_owned(),
        lang,
    }
}

/// Pages of all stories.
pub(super) fn lists() -> Vec<Stories> {
    let full = Stories {
        running: cards(),
        paused: cards(),
        ended: cards(),
        newer: None,
        older: Some("/ar/stories/?page=2".to_owned()),
        page: 1,
    };
    let empty = Stories {
        running: Vec::new(),
        paused: Vec::new(),
        ended: Vec::new(),
        newer: None,
        older: None,
        page: 1,
    };
    vec![full, empty]
}

/// Stories in a list, with and without a picture.
pub fn cards() -> Vec<StoryCard> {
    let card = |picture| StoryCard {
        name: "مياه نهر <اللجين>".to_owned(),
        href: HREF.to_owned(),
        about: "ثلاث محافظات ونهر واحد.".to_owned(),
        state: "running",
        count: 56,
        latest: samples::moment(),
        picture,
    };
    vec![card(picture()), card(None)]
}

/// That an article is in a story and in another.
pub fn in_story() -> InStory {
    let line = |here| ThreadLine {
        href: "/ar/politics/0D7K3F9QX2M1/x".to_owned(),
        headline: "البرلمان <يقرّ> القانون".to_owned(),
        lang: None,
        at: samples::moment(),
        here,
    };
    InStory {
        name: "مياه نهر اللجين".to_owned(),
        href: HREF.to_owned(),
        state: "running",
        count: 56,
        thread: vec![line(false), line(true), line(false)],
        others: vec![Link {
            name: "المجالس المحلية".to_owned(), href: Some("/ar/story/x/".to_owned())
        }],
    }
}

fn day(quiet: Option<String>, number: usize) -> DayShown {
    DayShown {
        iso: "2026-11-23".to_owned(),
        date: "23 نوفمبر".to_owned(),
        weekday: "الاثنين",
        quiet,
        pieces: vec![piece(number, false), piece(number + 1, true)],
        folded: Vec::new(),
    }
}

fn piece(number: usize, is_key: bool) -> Piece {
    let piece = samples::teaser(number);
    Piece {
        at: samples::full_moment(),
        day: "23 نوفمبر".to_owned(),
        is_key,
        is_told: is_key,
        is_pictured: is_key && piece.picture.is_some(),
        piece,
    }
}

fn picture() -> Option<PictureView> {
    samples::teaser(1).picture
}
