//! What an agency's item says, in one form for all versions of the standard.

/// The generation of the standard an item follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NinjsVersion {
    /// 1.0–1.6: `headline`, `body_html`, maps of associations and renditions.
    V1,
    /// 2.0–2.2: arrays, members in lower case.
    V2,
    /// 3.0–3.1: arrays, members in camel case, events.
    V3,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Text,
    Picture,
    Video,
    Audio,
    Graphic,
    Composite,
    Component,
    Event,
    Planning,
}

impl Kind {
    /// Whether its words are a caption rather than an article.
    pub fn is_captioned(self) -> bool {
        matches!(self, Kind::Picture | Kind::Video | Kind::Audio | Kind::Graphic)
    }
}

/// Whether the agency lets an item be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PubStatus {
    #[default]
    Usable,
    Withheld,
    /// The agency takes the item back.
    Canceled,
}

/// The text of an item, in the richest form that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Body {
    /// HTML, XHTML or another mark-up of it; untrusted, as it came.
    Html(String),
    /// Plain text, as it came.
    Text(String),
    #[default]
    None,
}

/// One item. Moments are UTC microseconds. Texts are as they came: not yet cleaned, never trusted.
#[derive(Debug, Clone, PartialEq)]
pub struct NinjsItem {
    pub version: NinjsVersion,
    pub uri: String,
    /// As given; told from the renditions when an item does not say.
    pub kind: Kind,
    pub profile: Option<String>,
    /// The item is only a part of what the agency holds.
    pub is_partial: bool,
    /// The agency's own number of this version.
    pub item_version: Option<String>,
    pub language: Option<String>,
    pub pubstatus: PubStatus,
    /// 1 (most urgent) to 9; other numbers are not kept.
    pub urgency: Option<u8>,
    pub headlines: Headlines,
    /// The lead, of items that have an article's text.
    pub summary: Option<String>,
    /// The caption, of pictures, graphics, video and audio.
    pub caption: Option<String>,
    /// Every description with its role, as plain text.
    pub descriptions: Vec<RoleText>,
    pub body: Body,
    /// The byline as one line.
    pub by: Option<String>,
    /// The byline, then people the item names as its makers.
    pub bylines: Vec<Byline>,
    /// What to print beside a picture: the maker and the holder of the rights.
    pub credit: Option<String>,
    pub infosources: Vec<InfoSource>,
    /// Everything the item is about: topics, people, organisations, places, events, objects, genres.
    pub subjects: Vec<Subject>,
    /// The dateline: where the story was written.
    pub located: Option<String>,
    pub genres: Vec<String>,
    pub first_created: Option<i64>,
    pub version_created: Option<i64>,
    pub content_created: Option<i64>,
    /// Not to be published before.
    pub embargoed: Option<i64>,
    pub embargoed_reason: Option<String>,
    /// Not to be used after.
    pub expires: Option<i64>,
    pub copyright_holder: Option<String>,
    pub copyright_notice: Option<String>,
    pub usage_terms: Option<String>,
    /// Machine-readable rights, or the address of them.
    pub rights: Option<String>,
    pub ednote: Option<String>,
    pub slugline: Option<String>,
    pub associations: Vec<Association>,
    pub renditions: Vec<Rendition>,
    pub alt_ids: Vec<RoleText>,
    pub event: Option<EventDetails>,
    /// Members that were there and were not kept, by place; at most 100.
    pub unknown: Vec<String>,
}

impl NinjsItem {
    /// The places among the subjects.
    pub fn places(&self) -> impl Iterator<Item = &Subject> {
        self.subjects.iter().filter(|subject| subject.kind == SubjectKind::Place)
    }
}

/// The headline and its other wordings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headlines {
    pub main: Option<String>,
    /// Other headlines by role (`web`, `short`, `title`…), in the order given.
    pub variants: Vec<RoleText>,
}

impl Headlines {
    /// The first headline of a role.
    pub fn variant(&self, role: &str) -> Option<&str> {
        self.variants
            .iter()
            .find(|variant| variant.role.eq_ignore_ascii_case(role))
            .map(|variant| variant.text.as_str())
    }
}

/// A text and what it is for; the role may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleText {
    pub role: String,
    pub text: String,
}

/// Who made an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline {
    pub name: String,
    /// Nothing for the byline proper; `author`, `photographer`… for people named as makers.
    pub role: Option<String>,
}

/// Where the information comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InfoSource {
    pub name: Option<String>,
    /// Its address, or in 1.x its code.
    pub code: Option<String>,
    pub role: Option<String>,
    pub literal: Option<String>,
}

/// Something an item is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub name: Option<String>,
    /// The concept's address, when what was given is one.
    pub uri: Option<String>,
    /// The code (1.x) or literal as given.
    pub code: Option<String>,
    /// The vocabulary of the code (1.x).
    pub scheme: Option<String>,
    /// How it relates: `about`, `mentions`…
    pub rel: Option<String>,
    /// 0–100.
    pub confidence: Option<u8>,
    /// 0–100.
    pub relevance: Option<u8>,
    pub kind: SubjectKind,
}

/// What sort of thing a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    Topic,
    Person,
    Organisation,
    Place,
    Event,
    Object,
    Genre,
}

/// An item inside an item: a picture of an article, a part of a composite.
#[derive(Debug, Clone, PartialEq)]
pub struct Association {
    pub name: String,
    pub rel: Option<String>,
    pub item: Box<NinjsItem>,
}

/// One file of a picture, video or sound.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendition {
    pub name: String,
    pub href: Option<String>,
    pub mime: Option<String>,
    pub title: Option<String>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Bytes.
    pub size: Option<u64>,
    /// Seconds.
    pub duration: Option<f64>,
    /// Pixels from the left and the top of the part that matters most.
    pub point_of_interest: Option<(u32, u32)>,
}

/// The facts of an event or its planning. Dates are as given: whole, or only a year, a month or a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventDetails {
    pub status: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub organiser: Option<String>,
}
