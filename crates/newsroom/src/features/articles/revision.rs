//! A revision: an immutable state of an article's content.

use content::Tree;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use text::dates::Precision;

use crate::features::recordings::Recording;
use crate::features::sources::Source;
use crate::id::{ArticleId, AuthorId, MediaId, RevisionNumber, TopicId};

/// One state of an article, kept for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The article.
    pub article: ArticleId,
    /// Its number, from 1 up without holes.
    pub number: RevisionNumber,
    /// What it says.
    pub content: Content,
    /// Why it was made, in its writer's words; may be empty.
    pub note: String,
    /// Who made it.
    pub created_by: String,
    /// When, in microseconds UTC.
    pub created_at: i64,
}

/// What an article says: all that an editor writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The language of this piece, when it is not its edition's.
    #[serde(default)]
    pub lang: Option<String>,
    /// A word above the headline; may be empty.
    #[serde(default)]
    pub kicker: String,
    /// The headline.
    pub headline: String,
    /// Other wordings of the headline for other places.
    #[serde(default)]
    pub headlines: Headlines,
    /// The first paragraph, set larger; may be empty.
    #[serde(default)]
    pub lead: String,
    /// The text.
    pub body: Tree,
    /// Where it was written; may be empty.
    #[serde(default)]
    pub place: String,
    /// On whose word it rests, in order.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Who signs it, in order.
    #[serde(default)]
    pub authors: Vec<AuthorId>,
    /// What it is about, in order.
    #[serde(default)]
    pub topics: Vec<TopicId>,
    /// Its lead picture.
    #[serde(default)]
    pub picture: Option<MediaId>,
    /// What is watched or heard, of a video or an audio piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording: Option<Recording>,
    /// How far the date of its publication is known; of old pieces sometimes no more than the year.
    #[serde(default, skip_serializing_if = "is_exact")]
    pub dated_to: Precision,
    /// On what terms its text may be used, where it is not ours; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub licence: String,
}

fn is_exact(dated_to: &Precision) -> bool {
    *dated_to == Precision::default()
}

/// A headline's other wordings; an empty one means the headline itself.
#[derive(
    Debug, Clone, PartialEq, Default, Serialize, Deserialize, schemars::JsonSchema, utoipa::ToSchema,
)]
#[serde(default)]
pub struct Headlines {
    /// On the article's own page.
    pub web: String,
    /// In lists and on small screens.
    pub short: String,
    /// For search engines.
    pub search: String,
    /// For share cards.
    pub social: String,
}

/// A picture that an article shows: which of its words there are the library's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureTold {
    /// Which picture.
    pub picture: MediaId,
    /// Its caption is the library's.
    pub caption: bool,
    /// Its words for those who do not see it are.
    pub alt: bool,
    /// Its credit is.
    pub credit: bool,
}

impl Content {
    /// What an article says before anybody has written a word.
    pub fn empty() -> Self {
        Content {
            lang: None,
            kicker: String::new(),
            headline: String::new(),
            headlines: Headlines::default(),
            lead: String::new(),
            body: Tree::new(Vec::new()),
            place: String::new(),
            sources: Vec::new(),
            authors: Vec::new(),
            topics: Vec::new(),
            picture: None,
            recording: None,
            dated_to: Precision::default(),
            licence: String::new(),
        }
    }

    /// The content as it is stored, the same text for the same content.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("content is plain text, numbers and lists")
    }

    /// A fingerprint of the content: two revisions with the same one say the same.
    pub fn digest(&self) -> String {
        Self::digest_of(&self.to_json())
    }

    /// The same of content as it is stored.
    pub fn digest_of(json: &str) -> String {
        HEXLOWER.encode(&Sha256::digest(json))
    }

    /// Every picture that a reader of this content sees.
    pub fn pictures(&self) -> Vec<MediaId> {
        self.pictures_told().into_iter().map(|told| told.picture).collect()
    }

    /// The same, and what of each is told in the library's words: an article may have its own.
    pub fn pictures_told(&self) -> Vec<PictureTold> {
        let lead = self.picture.iter().cloned();
        let mut told: Vec<PictureTold> =
            lead.map(|picture| PictureTold { picture, caption: true, alt: true, credit: true }).collect();
        for attrs in content::walk::pictures(&self.body) {
            let picture = MediaId(attrs.media.clone());
            let (caption, alt, credit) =
                (attrs.caption.is_empty(), attrs.alt.is_empty(), attrs.credit.is_empty());
            match told.iter_mut().find(|told| told.picture == picture) {
                Some(told) => {
                    told.caption |= caption;
                    told.alt |= alt;
                    told.credit |= credit;
                }
                None => told.push(PictureTold { picture, caption, alt, credit }),
            }
        }
        told
    }
}
