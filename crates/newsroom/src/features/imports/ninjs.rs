//! From a ninjs item to what an article would be: no I/O, so that a report can be made without touching anything.

use formats::ninjs::{Body, Kind, NinjsItem, PubStatus, SubjectKind};
use text::clean::{clean_line, clean_paragraph};
use text::dates::Precision;

use crate::features::articles::{ArticleKind, Headlines};
use crate::features::recordings::{Recording, RecordingAt};
use crate::features::sections::Section;
use crate::features::sources::{Source, SourceRole};
use crate::features::topics::TopicKind;
use crate::id::EditionCode;

/// A picture taken this much before the article's own time is shown as an archive picture.
const ARCHIVE_AFTER_MICROS: i64 = 30 * 24 * 60 * 60 * 1_000_000;
const WORDS_FOR_ARCHIVE: [&str; 6] = ["archive", "file photo", "file", "أرشيف", "أرشيفية", "صورة أرشيفية"];
const MOST_TOPICS: usize = 30;
const MOST_PICTURES: usize = 50;

/// What an item would become.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The item's own name.
    pub uri: String,
    /// The item's version, as its agency counts.
    pub version: String,
    /// Its language, when it says so.
    pub lang: Option<String>,
    /// What sort of piece it is.
    pub kind: ArticleKind,
    /// The headline.
    pub headline: String,
    /// Its other wordings.
    pub headlines: Headlines,
    /// The summary, which becomes the lead.
    pub lead: String,
    /// The text.
    pub body: Body,
    /// Where it was written.
    pub place: String,
    /// Who signs it.
    pub authors: Vec<String>,
    /// On whose word it rests.
    pub sources: Vec<Source>,
    /// What it is about.
    pub topics: Vec<PlannedTopic>,
    /// Its pictures, the lead picture first.
    pub pictures: Vec<PlannedPicture>,
    /// When it was first published, in microseconds UTC.
    pub dated: Option<i64>,
    /// How far that is known.
    pub dated_to: Precision,
    /// On what terms its text may be used.
    pub licence: String,
    /// Until when nothing of it may be seen.
    pub embargo_until: Option<i64>,
    /// What its agency lets us do with it.
    pub status: PubStatus,
    /// The agency's note to editors: the reason of a withdrawal, when there is one.
    pub note: String,
    /// The name of the item that it was translated from.
    pub translation_of: Option<String>,
    /// The edition and the section it is for, where the import knows; otherwise its language and the batch decide.
    pub filed: Option<(EditionCode, Option<Section>)>,
    /// What is watched or heard, where the item names it.
    pub recording: Option<Recording>,
    /// What is said in it.
    pub spoken: Body,
    /// Which of its pictures stands above the text.
    pub leading: Leading,
    /// When it is to be published by itself.
    pub scheduled_for: Option<i64>,
    /// Whether it is a draft where it comes from: it is written down and never published.
    pub is_draft: bool,
    /// Addresses it had elsewhere, which are to lead to it.
    pub old_addresses: Vec<String>,
    /// How many of the files it needs are named nowhere, so that they could not even be looked for.
    pub missing: usize,
    /// What was changed on the way, and why.
    pub changed: Vec<String>,
    /// What was left behind, and why.
    pub dropped: Vec<String>,
}

/// Which picture stands above the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Leading {
    /// The first one that could be had.
    First,
    /// This one alone, by its name; without it none does.
    Only(String),
    /// None does.
    Nothing,
}

/// A topic that an item names.
#[derive(Debug, Clone)]
pub struct PlannedTopic {
    /// Its name.
    pub name: String,
    /// What sort of thing it is.
    pub kind: TopicKind,
    /// Its code or address in its vocabulary.
    pub uri: String,
}

/// A picture that an item brings.
#[derive(Debug, Clone)]
pub struct PlannedPicture {
    /// The picture's own name.
    pub uri: String,
    /// The files it may be in, the largest first, as the item names them.
    pub files: Vec<String>,
    /// What is seen and why it matters.
    pub caption: String,
    /// What is seen, for those who do not see it.
    pub alt: String,
    /// Whose it is.
    pub credit: String,
    /// Whether it shows another time.
    pub archive: bool,
    /// When it was taken, as a date, or empty.
    pub taken_on: String,
    /// Until when we may show it.
    pub rights_until: Option<i64>,
    /// On what terms it is used.
    pub licence: String,
    /// The point that must stay in every crop, in hundredths.
    pub focal: Option<(i64, i64)>,
}

/// Why an item becomes no article.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoArticle {
    /// It is something else.
    #[error("{0} of its own is not an article")]
    OtherKind(&'static str),
    /// It is a part of an item, without the rest.
    #[error("the item is only a part of a whole that is not here")]
    Partial,
    /// It has neither headline nor text.
    #[error("the item has no headline and no text to take one from")]
    Empty,
}

/// What `item` would become.
pub fn plan(item: &NinjsItem) -> Result<Planned, NoArticle> {
    let canceled = item.pubstatus == PubStatus::Canceled;
    match item.kind {
        _ if canceled => {}
        Kind::Text | Kind::Composite | Kind::Component | Kind::Video | Kind::Audio => {}
        kind => return Err(NoArticle::OtherKind(kind_name(kind))),
    }
    if item.is_partial && item.body == Body::None && !canceled {
        return Err(NoArticle::Partial);
    }
    let (mut changed, mut dropped) = (Vec::new(), Vec::new());
    let headline = headline(item, &mut changed);
    if headline.is_empty() && !canceled {
        return Err(NoArticle::Empty);
    }
    let dated = item.first_created.or(item.version_created);
    let pictures = pictures(item, dated, &mut changed, &mut dropped);
    dropped.extend(item.unknown.iter().map(|member| format!("the member {member} means nothing to us")));
    let recording = recording(item, &mut changed);
    let lead = item.summary.as_deref().map(clean_paragraph).unwrap_or_default();
    Ok(Planned {
        uri: item.uri.clone(),
        version: item.item_version.clone().unwrap_or_default(),
        lang: item.language.clone(),
        kind: kind_of(item),
        headline,
        headlines: variants(item),
        lead,
        body: item.body.clone(),
        place: item.located.as_deref().map(clean_line).unwrap_or_default(),
        authors: authors(item),
        sources: sources(item),
        topics: topics(item, &mut dropped),
        pictures,
        dated,
        dated_to: dated_to(item, &mut changed),
        licence: licence(item),
        embargo_until: item.embargoed,
        status: item.pubstatus,
        note: item.ednote.as_deref().map(clean_paragraph).unwrap_or_default(),
        translation_of: original_of(item),
        filed: None,
        spoken: if recording.is_some() { spoken(item) } else { Body::None },
        recording,
        leading: Leading::First,
        scheduled_for: None,
        is_draft: false,
        old_addresses: Vec::new(),
        missing: 0,
        changed,
        dropped,
    })
}

/// The item that this one says it is a translation of, by its own name.
fn original_of(item: &NinjsItem) -> Option<String> {
    let said = item.alt_ids.iter().find(|id| id.role.eq_ignore_ascii_case("translationOf"))?;
    Some(said.text.clone()).filter(|uri| *uri != item.uri)
}

/// How far the item's date is known: an alternative id of the role `datePrecision` says so, which ninjs itself cannot.
fn dated_to(item: &NinjsItem, changed: &mut Vec<String>) -> Precision {
    let said = item.alt_ids.iter().find(|id| id.role.eq_ignore_ascii_case("datePrecision"));
    let Some(said) = said else { return Precision::default() };
    Precision::named(&said.text).unwrap_or_else(|| {
        changed.push(format!("no date is known to the {}: it is taken as exact", said.text));
        Precision::default()
    })
}

/// What its owner asks to be said of the text, or else whose it is.
fn licence(item: &NinjsItem) -> String {
    let terms = item.usage_terms.as_deref().or(item.copyright_notice.as_deref()).map(clean_line);
    let holder = || item.copyright_holder.as_deref().map(clean_line).filter(|holder| !holder.is_empty());
    let said =
        terms.filter(|terms| !terms.is_empty()).or_else(|| holder().map(|holder| format!("© {holder}")));
    text::words::truncate_letters(&said.unwrap_or_default(), 300)
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Picture => "a picture",
        Kind::Video => "a video",
        Kind::Audio => "a sound",
        Kind::Graphic => "a graphic",
        Kind::Event => "an event",
        Kind::Planning => "a plan",
        _ => "a piece",
    }
}

fn kind_of(item: &NinjsItem) -> ArticleKind {
    let genre =
        |words: &[&str]| item.genres.iter().any(|genre| words.iter().any(|w| genre.eq_ignore_ascii_case(w)));
    if item.kind == Kind::Video || genre(&["video", "فيديو"]) {
        ArticleKind::Video
    } else if item.kind == Kind::Audio || genre(&["audio", "podcast", "صوت"]) {
        ArticleKind::Audio
    } else if genre(&["gallery", "photo gallery", "picture gallery", "صور"]) {
        ArticleKind::Gallery
    } else if genre(&["opinion", "column", "رأي", "مقال"]) {
        ArticleKind::Opinion
    } else if genre(&["analysis", "تحليل"]) {
        ArticleKind::Analysis
    } else if genre(&["explainer", "background", "شرح"]) {
        ArticleKind::Explainer
    } else {
        ArticleKind::News
    }
}

/// The recording of a video or an audio piece: the item's own files, or those of the video or the sound that goes with it,
/// whose text is what is said in it.
fn recording(item: &NinjsItem, changed: &mut Vec<String>) -> Option<Recording> {
    if !kind_of(item).is_recording() {
        return None;
    }
    let piece = if is_played(item.kind) { item } else { recorded(item)? };
    let plays = |mime: &str| mime.starts_with("video/") || mime.starts_with("audio/");
    let file = piece.renditions.iter().find(|file| file.mime.as_deref().is_some_and(plays));
    let href = file.and_then(|file| file.href.clone());
    let is_had = |href: &String| content::href::check(href) == Ok(content::href::HrefKind::Https);
    if href.as_ref().is_some_and(|href| !is_had(href)) {
        changed.push("its recording's file has no https address: its words came without it".to_owned());
    }
    let seconds = piece.renditions.iter().find_map(|file| file.duration).unwrap_or(0.0).min(86_400.0);
    Some(Recording {
        at: href.filter(is_had).map(RecordingAt::File),
        seconds: seconds.round() as i64,
        caption: piece.caption.as_deref().map(clean_paragraph).unwrap_or_default(),
        transcript: None,
    })
}

fn is_played(kind: Kind) -> bool {
    matches!(kind, Kind::Video | Kind::Audio)
}

/// The video or the sound that goes with an item.
fn recorded(item: &NinjsItem) -> Option<&NinjsItem> {
    let mut pieces = item.associations.iter().map(|association| association.item.as_ref());
    pieces.find(|piece| is_played(piece.kind) && piece.pubstatus == PubStatus::Usable)
}

/// What is said in the recording that goes with an item, as it came.
fn spoken(item: &NinjsItem) -> Body {
    recorded(item).filter(|_| !is_played(item.kind)).map(|piece| piece.body.clone()).unwrap_or_default()
}

fn headline(item: &NinjsItem, changed: &mut Vec<String>) -> String {
    if let Some(main) = item.headlines.main.as_deref().map(clean_line).filter(|line| !line.is_empty()) {
        return main;
    }
    let other = item
        .headlines
        .variants
        .first()
        .map(|variant| clean_line(&variant.text))
        .filter(|line| !line.is_empty());
    if let Some(other) = other {
        changed.push("there is no main headline: another wording stands in for it".to_owned());
        return other;
    }
    let from = item.slugline.as_deref().or(item.summary.as_deref()).unwrap_or_default();
    let line = text::words::truncate_words(&clean_line(from), 14);
    if !line.is_empty() {
        changed.push("there is no headline: the slug line or the summary stands in for it".to_owned());
    }
    line
}

fn variants(item: &NinjsItem) -> Headlines {
    let variant = |roles: &[&str]| {
        let found = roles.iter().find_map(|role| item.headlines.variant(role));
        found.map(clean_line).unwrap_or_default()
    };
    Headlines {
        web: variant(&["web", "online"]),
        short: variant(&["short", "mobile"]),
        search: variant(&["seo", "search"]),
        social: variant(&["social"]),
    }
}

fn authors(item: &NinjsItem) -> Vec<String> {
    let named: Vec<String> =
        item.bylines.iter().map(|byline| clean_line(&byline.name)).filter(|name| !name.is_empty()).collect();
    if !named.is_empty() {
        return named;
    }
    let by = item.by.as_deref().map(clean_line).unwrap_or_default();
    let by = by.strip_prefix("By ").or(by.strip_prefix("by ")).unwrap_or(&by);
    if by.is_empty() { Vec::new() } else { vec![by.to_owned()] }
}

fn sources(item: &NinjsItem) -> Vec<Source> {
    let source = |role, name: String, href: String| Source { role, name, href, detail: String::new() };
    let mut chain: Vec<Source> = Vec::new();
    for info in &item.infosources {
        let name = info.name.as_deref().or(info.literal.as_deref()).map(clean_line).unwrap_or_default();
        if name.is_empty() || chain.iter().any(|known| known.name == name) {
            continue;
        }
        let role = match info.role.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("outlet" | "publisher") => SourceRole::Outlet,
            Some("document") => SourceRole::Document,
            Some("social") => SourceRole::Social,
            Some("reporter") => SourceRole::Reporter,
            _ => SourceRole::Agency,
        };
        let href =
            info.code.clone().filter(|code| code.starts_with("https://") || code.starts_with("http://"));
        chain.push(source(role, name, href.unwrap_or_default()));
    }
    chain
}

fn topics(item: &NinjsItem, dropped: &mut Vec<String>) -> Vec<PlannedTopic> {
    let mut topics: Vec<PlannedTopic> = Vec::new();
    for subject in &item.subjects {
        let kind = match subject.kind {
            SubjectKind::Topic | SubjectKind::Object => TopicKind::Subject,
            SubjectKind::Person => TopicKind::Person,
            SubjectKind::Organisation => TopicKind::Organisation,
            SubjectKind::Place => TopicKind::Place,
            SubjectKind::Event => TopicKind::Event,
            SubjectKind::Genre => continue,
        };
        let name = subject.name.as_deref().map(clean_line).unwrap_or_default();
        let uri = subject.uri.clone().or_else(|| subject.code.clone()).unwrap_or_default();
        if name.is_empty() {
            dropped.push(format!("the subject {uri} has no name"));
        } else if topics.len() == MOST_TOPICS {
            dropped.push(format!("the subject {name}: an article has at most {MOST_TOPICS} topics"));
        } else if !topics.iter().any(|topic| topic.name == name) {
            topics.push(PlannedTopic { name, kind, uri });
        }
    }
    topics
}

fn pictures(
    item: &NinjsItem,
    dated: Option<i64>,
    changed: &mut Vec<String>,
    dropped: &mut Vec<String>,
) -> Vec<PlannedPicture> {
    let mut pictures = Vec::new();
    for association in &item.associations {
        let piece = association.item.as_ref();
        if recorded(item).is_some_and(|recorded| recorded.uri == piece.uri) && kind_of(item).is_recording() {
            continue;
        }
        if !matches!(piece.kind, Kind::Picture | Kind::Graphic) {
            dropped.push(format!("{}: {} cannot be shown yet", association.name, kind_name(piece.kind)));
        } else if piece.pubstatus != PubStatus::Usable {
            dropped.push(format!("the picture {} may not be used", piece.uri));
        } else if pictures.len() == MOST_PICTURES {
            dropped.push(format!("the picture {}: an article takes at most {MOST_PICTURES}", piece.uri));
        } else {
            pictures.push(picture(piece, dated, changed));
        }
    }
    pictures
}

fn picture(piece: &NinjsItem, dated: Option<i64>, changed: &mut Vec<String>) -> PlannedPicture {
    let mut renditions: Vec<_> = piece.renditions.iter().filter(|r| r.href.is_some()).collect();
    renditions.sort_by_key(|r| std::cmp::Reverse(r.width.unwrap_or(0)));
    let taken = piece.content_created.or(piece.first_created);
    let says_archive =
        piece.genres.iter().any(|genre| WORDS_FOR_ARCHIVE.contains(&genre.to_lowercase().trim()));
    let is_old = matches!((taken, dated), (Some(taken), Some(dated)) if taken + ARCHIVE_AFTER_MICROS < dated);
    if is_old && !says_archive {
        changed.push(format!(
            "the picture {} was taken long before the article: marked as an archive picture",
            piece.uri
        ));
    }
    let caption =
        piece.caption.as_deref().or(piece.summary.as_deref()).map(clean_paragraph).unwrap_or_default();
    let headline = piece.headlines.main.as_deref().map(clean_line).unwrap_or_default();
    let credit = [&piece.credit, &piece.by, &piece.copyright_holder].into_iter().flatten().next();
    let point = renditions.iter().find_map(|r| match (r.point_of_interest, r.width, r.height) {
        (Some((x, y)), Some(w), Some(h)) if w > 0 && h > 0 => {
            Some((i64::from(x) * 100 / i64::from(w), i64::from(y) * 100 / i64::from(h)))
        }
        _ => None,
    });
    PlannedPicture {
        uri: piece.uri.clone(),
        files: renditions.iter().filter_map(|r| r.href.clone()).collect(),
        alt: if headline.is_empty() { text::words::truncate_words(&caption, 24) } else { headline },
        caption,
        credit: credit.map(|line| clean_line(line)).unwrap_or_default(),
        archive: says_archive || is_old,
        taken_on: taken.map(|at| text::dates::iso(at, "UTC").chars().take(10).collect()).unwrap_or_default(),
        rights_until: piece.expires,
        licence: piece.usage_terms.as_deref().map(clean_line).unwrap_or_default(),
        focal: point,
    }
}
