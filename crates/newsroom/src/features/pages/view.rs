//! The shapes that every template is given.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Frame, ListPage, Listed};
use crate::app::App;
use crate::features::alerts::AlertLine;
use crate::features::articles::Teaser;
use crate::features::channels::ChannelLink;
use crate::features::editions::Edition;
use crate::features::feeds::Format;
use crate::id::EditionCode;

/// What stands around the pages of an edition: the same for all of them, for a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Site {
    pub edition: EditionLink,
    pub editions: Vec<EditionLink>,
    pub sections: Vec<SectionLink>,
    pub now: Now,
    pub feeds: Vec<FeedLink>,
    /// The links at the head: the newsroom's own, or the roots of the sections and what else there is.
    pub nav: Vec<Link>,
    /// Where readers find the newsroom besides this site.
    pub channels: Vec<ChannelLink>,
    /// The links at the foot, in the newsroom's order.
    pub menu: Vec<Link>,
    /// The edition's newest headlines; a page names by their addresses those that it shows.
    pub latest: Vec<Teaser>,
    /// The breaking alerts that stand, the newest first.
    pub alerts: Vec<AlertLine>,
    pub sample: bool,
    pub footer_note: String,
}

/// What a page says of itself, to machines and to what stands around it.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Head {
    /// The address of the section that the page belongs to.
    pub section: Option<String>,
    /// Where the other editions say the same, or else begin.
    pub elsewhere: Vec<Elsewhere>,
    pub canonical: String,
    pub title: String,
    pub description: String,
    pub robots: &'static str,
    pub alternates: Vec<Alternate>,
    /// Feeds of what the page lists; those of the edition stand on every page.
    pub feeds: Vec<FeedLink>,
    pub og: Vec<OpenGraph>,
    /// Structured data, as JSON.
    pub json_ld: Option<String>,
}

/// An edition: the page's own, or one in the list of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EditionLink {
    pub code: String,
    pub name: String,
    pub lang: String,
    pub dir: &'static str,
    pub home: String,
    pub tagline: String,
    /// The marks around quotations, where the edition chose them.
    pub quotes: Option<&'static str>,
    pub current: bool,
}

/// Another edition, in the switch between editions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Elsewhere {
    pub name: String,
    pub lang: String,
    pub dir: &'static str,
    pub href: String,
}

/// An open section of the first level, or a part of one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionLink {
    pub name: String,
    pub href: String,
    /// Its open parts.
    pub parts: Vec<SectionLink>,
}

/// Today, in the edition's words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Now {
    pub date_words: String,
    pub hijri_words: Option<String>,
    pub iso: String,
}

/// A feed of this page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedLink {
    pub href: String,
    #[serde(rename = "type")]
    pub mime: &'static str,
    pub title: String,
    /// The format's name, for where it is plain what the feed is of.
    pub format: &'static str,
}

/// The same thing in another edition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternate {
    pub lang: String,
    pub href: String,
}

/// A page as one edition tells it.
pub struct Told<'a> {
    pub edition: &'a EditionCode,
    pub lang: &'a str,
    /// Its address, absolute.
    pub href: String,
}

/// One Open Graph property.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpenGraph {
    pub property: &'static str,
    pub content: String,
}

/// What a page that lists something says of itself; `more` is what machines are told beyond that it is a collection.
pub fn list_head(
    app: &App,
    frame: &Frame,
    listed: &Listed,
    which: ListPage,
    description: String,
    more: Map<String, Value>,
) -> Head {
    let edition = &frame.edition;
    let canonical = app.absolute(&which.href(&listed.href));
    let title = match which.number() {
        1 => format!("{} · {}", listed.name, edition.name),
        number => {
            let page = frame.locale.message("page-number", &[("n", number.into())]);
            format!("{} · {page} · {}", listed.name, edition.name)
        }
    };
    let mut og = open_graph("website", &title, &description, &canonical, edition);
    og.extend(share_picture(app, edition));
    let alternates = vec![Alternate { lang: edition.lang.clone(), href: canonical.clone() }];
    let usual = [
        ("@context", "https://schema.org"),
        ("@type", "CollectionPage"),
        ("name", &listed.name),
        ("url", &canonical),
        ("inLanguage", &edition.lang),
    ];
    let mut json_ld: Map<String, Value> =
        usual.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    json_ld.extend(more);
    Head {
        section: None,
        elsewhere: frame.elsewhere(|_| None),
        canonical,
        title,
        description,
        robots: "index",
        alternates,
        feeds: feeds_of(&listed.href, &listed.name),
        og,
        json_ld: Some(Value::Object(json_ld).to_string()),
    }
}

/// The feeds below an address.
pub fn feeds_of(home: &str, name: &str) -> Vec<FeedLink> {
    let link = |format: Format| FeedLink {
        href: format!("{home}{}", format.file()),
        mime: format.mime(),
        title: format!("{name} · {}", format.name()),
        format: format.name(),
    };
    Format::ALL.map(link).into()
}

/// The properties that every page has.
pub fn open_graph(
    kind: &str,
    title: &str,
    description: &str,
    url: &str,
    edition: &Edition,
) -> Vec<OpenGraph> {
    let one = |property, content: &str| OpenGraph { property, content: content.to_owned() };
    vec![
        one("og:site_name", &edition.name),
        one("og:type", kind),
        one("og:title", title),
        one("og:description", description),
        one("og:url", url),
        one("og:locale", &edition.lang),
    ]
}

/// The picture of a share card that has none of its own: the theme's.
pub fn share_picture(app: &App, edition: &Edition) -> Vec<OpenGraph> {
    let Some(address) = app.theme.asset_address("share.png") else { return Vec::new() };
    vec![
        OpenGraph { property: "og:image", content: app.absolute(&address) },
        OpenGraph { property: "og:image:width", content: "1200".to_owned() },
        OpenGraph { property: "og:image:height", content: "630".to_owned() },
        OpenGraph { property: "og:image:alt", content: edition.name.clone() },
    ]
}

/// A name, and where it leads if anywhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    pub name: String,
    pub href: Option<String>,
}

/// A time: for machines, and in the few words of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moment {
    pub iso: String,
    /// The time today, the day this year, the date before that.
    pub words: String,
}

/// A time as the page that is about it says it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FullMoment {
    pub iso: String,
    /// Day, date and time.
    pub full_words: String,
    pub time_words: String,
}
