//! What becomes of an item: an article, or something that is kept for later, or nothing.

use formats::ninjs::{Body, PubStatus};
use formats::wxr::{self, Item, Site};
use text::clean::{clean_line, clean_paragraph};

use super::attachments::Attachments;
use super::markup::{self, words};
use super::notes::Notes;
use super::rules::Rules;
use super::uploads::{host_and_path, own, same_host};
use crate::features::articles::{ArticleKind, Headlines};
use crate::features::imports::ninjs::{Leading, Planned, PlannedPicture};

const LONGEST_HEADLINE: usize = 300;
const LONGEST_LEAD: usize = 2_000;
const MOST_PICTURES: usize = 200;
/// Sizes in which one picture is shown.
const MOST_SIZES: usize = 50;
const MOST_AUTHORS: usize = 20;

/// Why an item becomes no article.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotAnArticle {
    /// A file, a menu's entry, an old state of a post: parts of others.
    #[error("a part of others")]
    Part,
    /// Something a plug-in keeps there.
    #[error("`{0}` is no kind of article: only posts come in")]
    OtherKind(String),
    /// It was thrown away, or never saved.
    #[error("it was in the bin, or never saved")]
    ThrownAway,
    /// It has no number to know it by.
    #[error("the item has no wp:post_id: it could not be known again")]
    NoNumber,
    /// The export does not say which site it is of.
    #[error(
        "the export names no address of its site (link, wp:base_blog_url): the item could not be known again"
    )]
    NoSite,
    /// There is nothing to read.
    #[error("the item has no title and no text to take one from")]
    Empty,
}

/// What `item` would become.
pub fn plan(
    item: &Item,
    site: &Site,
    rules: &Rules,
    attachments: &Attachments,
) -> Result<Planned, NotAnArticle> {
    may_come(item, site)?;
    let mut notes = Notes::default();
    let html = markup::html(&item.content, item.id, attachments, &mut notes);
    let lead = lead(item, &mut notes);
    let headline = headline(item, &lead, &html, &mut notes).ok_or(NotAnArticle::Empty)?;
    let (section, topics) = rules.file(item, site, &mut notes);
    let at = moment(item, rules);
    let (status, is_draft) = match item.status.as_str() {
        "future" if at.is_none() => {
            notes.change("it waits for a date that cannot be read: it stays a draft");
            (PubStatus::Withheld, true)
        }
        _ => status(item, &mut notes),
    };
    if at.is_none() && status == PubStatus::Usable {
        notes.change("it has no date: it is dated by its coming in");
    }
    let (pictures, leading) = pictures(item, &html, (site, attachments), &mut notes);
    tell_of_the_rest(item, &mut notes);
    let old_addresses = old_addresses(item, site, &mut notes);
    let authors = authors(item, site, &mut notes);
    let missing = notes.missing();
    let (changed, dropped) = notes.lines();
    Ok(Planned {
        uri: format!("{}/?p={}", site.href.trim_end_matches('/'), item.id),
        version: String::new(),
        lang: Some(rules.edition.lang.clone()),
        kind: kind(item),
        headline,
        headlines: Headlines::default(),
        lead,
        body: if html.trim().is_empty() { Body::None } else { Body::Html(html) },
        place: String::new(),
        authors,
        sources: Vec::new(),
        topics,
        pictures,
        dated: at,
        dated_to: Default::default(),
        licence: String::new(),
        embargo_until: None,
        status,
        note: String::new(),
        translation_of: None,
        filed: Some((rules.edition.code.clone(), section)),
        recording: None,
        spoken: Body::None,
        leading,
        scheduled_for: at.filter(|_| item.status == "future"),
        is_draft,
        old_addresses,
        missing,
        changed,
        dropped,
    })
}

/// The post's format, where it is a kind of ours.
fn kind(item: &Item) -> ArticleKind {
    let formats = item.terms.iter().filter(|term| term.domain == "post_format");
    formats.map(|term| ArticleKind::named(term.slug.trim_start_matches("post-format-"))).fold(
        ArticleKind::News,
        |kept, kind| match kind {
            ArticleKind::Gallery | ArticleKind::Video | ArticleKind::Audio => kind,
            _ => kept,
        },
    )
}

/// Whether it can become an article at all.
fn may_come(item: &Item, site: &Site) -> Result<(), NotAnArticle> {
    match item.kind.as_str() {
        "post" => {}
        "attachment"
        | "nav_menu_item"
        | "revision"
        | "custom_css"
        | "customize_changeset"
        | "oembed_cache"
        | "wp_global_styles"
        | "wp_navigation"
        | "wp_template"
        | "wp_template_part"
        | "wp_font_face"
        | "wp_font_family" => return Err(NotAnArticle::Part),
        other => return Err(NotAnArticle::OtherKind(other.chars().take(60).collect())),
    }
    if is_thrown_away(item) {
        return Err(NotAnArticle::ThrownAway);
    }
    if item.id <= 0 {
        return Err(NotAnArticle::NoNumber);
    }
    if site.href.trim().is_empty() {
        return Err(NotAnArticle::NoSite);
    }
    Ok(())
}

/// Whether it was in the bin, or never saved.
pub(super) fn is_thrown_away(item: &Item) -> bool {
    matches!(item.status.as_str(), "trash" | "auto-draft" | "inherit")
}

/// What may be done with it, and whether it is a draft.
pub(super) fn status(item: &Item, notes: &mut Notes) -> (PubStatus, bool) {
    if !item.password.is_empty() {
        notes.change("readers needed a password for it: it stays a draft");
        return (PubStatus::Withheld, true);
    }
    match item.status.as_str() {
        "publish" | "future" => (PubStatus::Usable, false),
        "private" => {
            notes.change("it was private: it stays a draft");
            (PubStatus::Withheld, true)
        }
        "draft" | "pending" => (PubStatus::Withheld, true),
        other => {
            let other: String = other.chars().take(40).collect();
            notes.change(format!("its status `{other}` means nothing to us: it stays a draft"));
            (PubStatus::Withheld, true)
        }
    }
}

/// When it was published: in UTC where the export says so, or else by the clock of the edition.
fn moment(item: &Item, rules: &Rules) -> Option<i64> {
    let by_clock = || wxr::civil_in(&item.date, &rules.edition.voice.dates.zone);
    wxr::utc(&item.date_gmt).or_else(by_clock).or_else(|| wxr::pub_date(&item.pub_date))
}

fn lead(item: &Item, notes: &mut Notes) -> String {
    let lead = clean_paragraph(&words(&item.excerpt));
    let short = text::words::truncate_letters(&lead, LONGEST_LEAD);
    if short.len() < lead.len() {
        notes.change(format!("the excerpt was cut to {LONGEST_LEAD} letters"));
    }
    // The limit counts characters, and a letter may have several.
    if short.chars().count() > LONGEST_LEAD { short.chars().take(LONGEST_LEAD).collect() } else { short }
}

fn headline(item: &Item, lead: &str, html: &str, notes: &mut Notes) -> Option<String> {
    let title = clean_line(&words(&item.title));
    if title.is_empty() {
        let from = if lead.is_empty() { words(html) } else { lead.to_owned() };
        let line = clean_line(&text::words::truncate_words(&from, 12));
        notes.change("it has no title: its first words stand in for it");
        return (!line.is_empty()).then(|| line.chars().take(LONGEST_HEADLINE).collect());
    }
    if title.chars().count() <= LONGEST_HEADLINE {
        return Some(title);
    }
    notes.change(format!("the title was cut to {LONGEST_HEADLINE} letters"));
    Some(title.chars().take(LONGEST_HEADLINE - 1).chain(['…']).collect())
}

/// Who signs it: the co-authors where a plug-in keeps some, or else whoever wrote it.
fn authors(item: &Item, site: &Site, notes: &mut Notes) -> Vec<String> {
    let co_authors = item.terms.iter().filter(|term| term.domain == "author");
    let mut names: Vec<String> = Vec::new();
    let co_authors: Vec<(&str, &str)> =
        co_authors.map(|term| (term.slug.as_str(), term.name.as_str())).collect();
    let wanted = if co_authors.is_empty() { vec![(item.creator.as_str(), "")] } else { co_authors };
    for (login, name) in wanted {
        let login = login.strip_prefix("cap-").unwrap_or(login);
        let known = [login, name].iter().find_map(|login| site.authors.get(*login));
        let shown = known.map(|author| author.name.as_str()).filter(|name| !name.is_empty());
        let shown = shown.unwrap_or(if name.is_empty() { login } else { name });
        let shown = clean_line(&words(shown));
        if shown.contains('@') {
            notes.drop("an author's name: the export knows only an e-mail address");
        } else if !shown.is_empty() && !names.contains(&shown) && names.len() < MOST_AUTHORS {
            names.push(shown);
        }
    }
    names
}

/// The pictures it needs, and the featured one, which leads. Those of other hosts stay where they are.
fn pictures(
    item: &Item,
    html: &str,
    (site, attachments): (&Site, &Attachments),
    notes: &mut Notes,
) -> (Vec<PlannedPicture>, Leading) {
    let mut pictures = Vec::new();
    let featured = item.meta("_thumbnail_id").map(str::trim).filter(|id| !matches!(*id, "" | "0" | "-1"));
    if let Some(id) = featured {
        let found = id.parse().ok().and_then(|id| attachments.get(id));
        match found.and_then(|found| Some((found, own(&found.href, site, attachments)?))) {
            Some((found, uri)) => pictures.push(picture(uri, &found.href, &found.alt, &found.caption)),
            None => notes.miss(format!("the featured picture: the export has no attachment {id}")),
        }
    }
    let leading =
        pictures.first().map_or(Leading::Nothing, |first: &PlannedPicture| Leading::Only(first.uri.clone()));
    for tag in html.split("<img").skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        // Pages that load late keep the address aside, as html in knows.
        let names = ["data-src", "data-lazy-src", "data-original", "src"];
        let mut sources = names.iter().filter_map(|name| attribute(tag, name));
        let Some(src) = sources.find(|src| src.starts_with("http") || src.starts_with('/')) else { continue };
        let Some(uri) = own(&src, site, attachments) else {
            let (host, _) = host_and_path(&src);
            let host: String = host.chars().take(100).collect();
            notes.drop(format!("a picture on the host {host}: it is not the site's own"));
            continue;
        };
        let is_full = pictures.len() >= MOST_PICTURES;
        match pictures.iter_mut().find(|known: &&mut PlannedPicture| known.uri == uri) {
            Some(known) if known.files.contains(&src) || known.files.len() >= MOST_SIZES => {}
            Some(known) => known.files.push(src),
            None if is_full => {
                notes.drop(format!("a picture: an article takes at most {MOST_PICTURES}"));
            }
            None => {
                let alt = attribute(tag, "alt").unwrap_or_default();
                let mut found = picture(uri.clone(), &uri, &alt, "");
                if src != uri {
                    found.files.push(src);
                }
                pictures.push(found);
            }
        }
    }
    (pictures, leading)
}

fn picture(uri: String, href: &str, alt: &str, caption: &str) -> PlannedPicture {
    let alt = if alt.is_empty() { text::words::truncate_words(caption, 24) } else { alt.to_owned() };
    PlannedPicture {
        uri,
        files: vec![href.to_owned()],
        caption: clean_paragraph(caption),
        alt: clean_line(&alt),
        credit: String::new(),
        archive: false,
        taken_on: String::new(),
        rights_until: None,
        licence: String::new(),
        focal: None,
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = after.strip_prefix('=')
        {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split(quote).next().map(|value| markup::decoded(value.trim()));
        }
    }
}

/// The addresses its readers know: its own, and the short one by its number.
pub(super) fn old_addresses(item: &Item, site: &Site, notes: &mut Notes) -> Vec<String> {
    let (host, root) = host_and_path(&site.href);
    let mut addresses = Vec::new();
    let (link_host, path) = host_and_path(&item.link);
    if item.link.is_empty() || path.contains("?p=") {
        // The short one is added below.
    } else if link_host.is_empty() || same_host(link_host, host) {
        addresses.push(path.split(['?', '#']).next().unwrap_or_default().to_owned());
    } else {
        notes.drop(format!("the old address {}: it is on another host than the site", item.link));
    }
    if matches!(root, "" | "/") {
        addresses.push(format!("/?p={}", item.id));
    }
    addresses.retain(|address| !matches!(address.as_str(), "" | "/"));
    addresses
}

fn tell_of_the_rest(item: &Item, notes: &mut Notes) {
    if item.is_sticky {
        notes.drop("that it was pinned to the top");
    }
    for term in &item.terms {
        let known = ["category", "post_tag", "tag", "author", "post_format"];
        if !known.contains(&term.domain.as_str()) {
            let domain: String = term.domain.chars().take(60).collect();
            notes.drop(format!("terms of `{domain}`: they are neither categories nor tags"));
        }
    }
}
