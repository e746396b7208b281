//! Which of WordPress's pages become standing pages: those that say who a newsroom is and by what rules it works.

use formats::ninjs::PubStatus;
use formats::wxr::{Item, Site};
use text::clean::clean_line;

use super::attachments::Attachments;
use super::markup::{self, words};
use super::notes::Notes;
use super::post::{is_thrown_away, old_addresses, status};
use super::rules::Rules;
use crate::features::standing_pages::StandingPageKind;

/// How sites call such pages, in their addresses and in their titles.
const CALLED: [(StandingPageKind, &[&str]); 5] = [
    (
        StandingPageKind::About,
        &["about", "about-us", "who-we-are", "من-نحن", "عن-الموقع", "عنا", "درباره-ما"],
    ),
    (
        StandingPageKind::Contact,
        &["contact", "contact-us", "اتصل-بنا", "إتصل-بنا", "تواصل-معنا", "للتواصل", "تماس-با-ما"],
    ),
    (StandingPageKind::Privacy, &["privacy", "privacy-policy", "سياسة-الخصوصية", "الخصوصية"]),
    (
        StandingPageKind::Terms,
        &[
            "terms",
            "terms-of-use",
            "terms-of-service",
            "terms-and-conditions",
            "شروط-الاستخدام",
            "شروط-الإستخدام",
        ],
    ),
    (
        StandingPageKind::CorrectionsPolicy,
        &["corrections", "corrections-policy", "سياسة-التصحيح", "سياسة-التصويب", "التصويبات"],
    ),
];

/// What a page would become.
#[derive(Debug, Clone)]
pub struct PlannedPage {
    /// The page's own name.
    pub uri: String,
    /// Which standing page it is.
    pub kind: StandingPageKind,
    /// Its title.
    pub title: String,
    /// Its text.
    pub html: String,
    /// Whether readers saw it there.
    pub is_public: bool,
    /// Addresses it had there, which are to lead to it.
    pub old_addresses: Vec<String>,
    /// What was changed on the way, and why.
    pub changed: Vec<String>,
    /// What was left behind, and why.
    pub dropped: Vec<String>,
}

/// Why a page becomes no standing page.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoStandingPage {
    /// It is none of those that an edition has.
    #[error(
        "the page “{0}” is none of the standing pages (about, contact, privacy, terms, corrections-policy); \
         `--page SLUG=KIND` says which one it is"
    )]
    OtherPage(String),
    /// It was thrown away, or never saved.
    #[error("it was in the bin, or never saved")]
    ThrownAway,
    /// It could not be known again.
    #[error(
        "the page has no wp:post_id, or the export names no address of its site: it could not be known again"
    )]
    Nameless,
}

/// What `item` would become.
pub fn plan_page(
    item: &Item,
    site: &Site,
    rules: &Rules,
    attachments: &Attachments,
) -> Result<PlannedPage, NoStandingPage> {
    if is_thrown_away(item) {
        return Err(NoStandingPage::ThrownAway);
    }
    if item.id <= 0 || site.href.trim().is_empty() {
        return Err(NoStandingPage::Nameless);
    }
    let title = clean_line(&words(&item.title));
    let names = [called(&text::percent::decoded(&item.slug).unwrap_or_default()), called(&title)];
    let kind = kind(&names, rules)
        .ok_or_else(|| NoStandingPage::OtherPage(title.chars().take(80).collect::<String>()))?;
    let mut notes = Notes::default();
    let html = markup::html(&item.content, item.id, attachments, &mut notes);
    let is_public = match item.status.as_str() {
        "future" => {
            notes.change("it was to appear later: it waits until somebody publishes it");
            false
        }
        _ => status(item, &mut notes).0 == PubStatus::Usable,
    };
    if !item.comments.is_empty() {
        notes.drop(format!("its {} comments: a standing page has none", item.comments.len()));
    }
    let old_addresses = old_addresses(item, site, &mut notes);
    let (changed, dropped) = notes.lines();
    let uri = format!("{}/?p={}", site.href.trim_end_matches('/'), item.id);
    Ok(PlannedPage { uri, kind, title, html, is_public, old_addresses, changed, dropped })
}

/// What the import was told goes first, then the page's address, then its title.
fn kind(names: &[String; 2], rules: &Rules) -> Option<StandingPageKind> {
    let told =
        |name: &String| rules.pages.iter().find(|(page, _)| called(page) == *name).map(|(_, kind)| *kind);
    let known = |name: &String| {
        CALLED.iter().find(|(_, called)| called.contains(&name.as_str())).map(|(kind, _)| *kind)
    };
    let names = || names.iter().filter(|name| !name.is_empty());
    names().find_map(told).or_else(|| names().find_map(known))
}

fn called(name: &str) -> String {
    let words =
        name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}
