//! A standing page and its rules.

use content::Tree;
use serde::{Deserialize, Serialize};

use crate::id::{EditionCode, RevisionNumber, StandingPageId};

/// Letters that a title may have.
const LONGEST_TITLE: usize = 100;

/// What a standing page is about. The kind is its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StandingPageKind {
    /// Who we are.
    About,
    /// How to reach us.
    Contact,
    /// What we keep of readers.
    Privacy,
    /// On what terms our work may be used.
    Terms,
    /// How we put things right.
    CorrectionsPolicy,
}

impl StandingPageKind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [StandingPageKind; 5] = [
        StandingPageKind::About,
        StandingPageKind::Contact,
        StandingPageKind::Privacy,
        StandingPageKind::Terms,
        StandingPageKind::CorrectionsPolicy,
    ];

    /// The segment of its address; reserved in every edition.
    pub fn slug(self) -> &'static str {
        match self {
            StandingPageKind::About => "about",
            StandingPageKind::Contact => "contact",
            StandingPageKind::Privacy => "privacy",
            StandingPageKind::Terms => "terms",
            StandingPageKind::CorrectionsPolicy => "corrections-policy",
        }
    }

    /// The kind at this segment of an address.
    pub fn named(slug: &str) -> Option<StandingPageKind> {
        StandingPageKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Its address in an edition.
    pub fn href(self, edition: &EditionCode) -> String {
        format!("/{edition}/{}/", self.slug())
    }
}

/// One standing page of an edition.
#[derive(Debug, Clone, PartialEq)]
pub struct StandingPage {
    /// The page's id.
    pub id: StandingPageId,
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// What it is about.
    pub kind: StandingPageKind,
    /// Its newest revision.
    pub latest_revision: RevisionNumber,
    /// The revision readers see.
    pub live_revision: Option<RevisionNumber>,
    /// When that was put before them, in microseconds UTC.
    pub published_at: Option<i64>,
}

/// What a standing page says.
#[derive(Debug, Clone, PartialEq)]
pub struct PageText {
    /// Its title; also what links to it say.
    pub title: String,
    /// The text.
    pub body: Tree,
}

/// Why a text cannot stand on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPage {
    /// The title is empty or too long.
    #[error("a standing page's title has between 1 and {LONGEST_TITLE} letters")]
    BadTitle,
    /// There is no text.
    #[error("a standing page needs a text")]
    NoText,
}

impl PageText {
    /// Whether it can stand on a page.
    pub fn check(&self) -> Result<(), NotAPage> {
        let letters = self.title.chars().count();
        if letters == 0 || letters > LONGEST_TITLE {
            return Err(NotAPage::BadTitle);
        }
        match content::text_out::text(&self.body).trim() {
            "" => Err(NotAPage::NoText),
            _ => Ok(()),
        }
    }
}
