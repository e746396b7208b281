//! An article and the rules of its life: no I/O.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ArticleId, EditionCode, RevisionNumber, SectionId};

/// One piece of any kind, published or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// The id in its address.
    pub id: ArticleId,
    /// The edition it belongs to.
    pub edition: EditionCode,
    /// The section it is filed under.
    pub section: SectionId,
    /// What sort of piece it is.
    pub kind: ArticleKind,
    /// The readable end of its address: set at the first publication and kept after it.
    pub slug: String,
    /// Its newest revision.
    pub latest_revision: RevisionNumber,
    /// The revision that readers see.
    pub live_revision: Option<RevisionNumber>,
    /// When readers first saw it, in microseconds UTC.
    pub first_published_at: Option<i64>,
    /// When its text really changed after that.
    pub updated_at: Option<i64>,
    /// Until when nothing of it may be seen.
    pub embargo_until: Option<i64>,
    /// What is to be published, when, and on whose word.
    pub schedule: Option<Schedule>,
    /// Since when it is withdrawn, and why.
    pub withdrawn: Option<Withdrawn>,
    /// Who began it.
    pub created_by: String,
}

/// A revision that is to be published at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// When, in microseconds UTC.
    pub at: i64,
    /// Which revision.
    pub revision: RevisionNumber,
    /// On whose word; `None` for an import or the console.
    pub by: Option<AccountId>,
}

/// That an article was taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Withdrawn {
    /// When, in microseconds UTC.
    pub at: i64,
    /// Why, as readers are told.
    pub reason: String,
}

/// What sort of piece an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArticleKind {
    /// A report of what happened.
    #[default]
    News,
    /// What it means, by someone who knows.
    Analysis,
    /// What its author thinks.
    Opinion,
    /// How something works.
    Explainer,
    /// Pictures in order, which are the piece.
    Gallery,
    /// Something to be watched.
    Video,
    /// Something to be heard.
    Audio,
}

impl ArticleKind {
    /// The kind's name, as it is stored; also the end of its message id.
    pub fn as_str(self) -> &'static str {
        match self {
            ArticleKind::News => "news",
            ArticleKind::Analysis => "analysis",
            ArticleKind::Opinion => "opinion",
            ArticleKind::Explainer => "explainer",
            ArticleKind::Gallery => "gallery",
            ArticleKind::Video => "video",
            ArticleKind::Audio => "audio",
        }
    }

    /// The kind stored under this name.
    pub fn named(name: &str) -> Self {
        match name {
            "analysis" => ArticleKind::Analysis,
            "opinion" => ArticleKind::Opinion,
            "explainer" => ArticleKind::Explainer,
            "gallery" => ArticleKind::Gallery,
            "video" => ArticleKind::Video,
            "audio" => ArticleKind::Audio,
            _ => ArticleKind::News,
        }
    }

    /// Whether the piece is a recording.
    pub fn is_recording(self) -> bool {
        matches!(self, ArticleKind::Video | ArticleKind::Audio)
    }
}

/// Why an article may not be published now.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotPublishable {
    /// The embargo holds.
    #[error("the embargo holds until {until}")]
    EmbargoHolds {
        /// Until when, in microseconds UTC.
        until: i64,
    },
    /// The embargo would be over, if the machine's clock were right.
    #[error(
        "the machine's clock is in doubt, so nobody knows whether the embargo is over: set it right, or have a chief editor say on the desk that it is"
    )]
    ClockInDoubt,
    /// It was withdrawn.
    #[error("the article was withdrawn; restore it before it can be published again")]
    Withdrawn,
    /// It has no headline.
    #[error("an article needs a headline before it can be published")]
    NoHeadline,
    /// It has no text.
    #[error("an article needs text before it can be published")]
    NoText,
    /// Its section takes no new pieces.
    #[error("the section «{0}» is closed and takes no new pieces: have it reopened first")]
    SectionClosed(String),
    /// It shows a picture whose rights are over by then.
    #[error(
        "our right to show one of its pictures ends before that time: take the picture out, or choose an earlier time"
    )]
    PictureRightsOver,
}

impl Article {
    /// Whether readers see it.
    pub fn is_live(&self) -> bool {
        self.live_revision.is_some()
    }

    /// Whether nothing of it may be seen at `now`.
    pub fn is_embargoed(&self, now: i64) -> bool {
        self.embargo_until.is_some_and(|until| until > now)
    }

    /// The article with `revision` before its readers, from `now` on; `slug` is used when it has none yet.
    /// `dated` is the time an import gives for a first publication in the past.
    pub fn publish(
        mut self,
        revision: RevisionNumber,
        slug: String,
        now: i64,
        dated: Option<i64>,
    ) -> Result<Article, NotPublishable> {
        if self.withdrawn.is_some() {
            return Err(NotPublishable::Withdrawn);
        }
        if let Some(until) = self.embargo_until.filter(|until| *until > now) {
            return Err(NotPublishable::EmbargoHolds { until });
        }
        match self.first_published_at {
            None => {
                self.first_published_at = Some(dated.filter(|at| *at <= now).unwrap_or(now));
                self.slug = slug;
            }
            Some(_) if self.live_revision != Some(revision) => self.updated_at = Some(now),
            Some(_) => {}
        }
        self.live_revision = Some(revision);
        self.schedule = None;
        Ok(self)
    }

    /// The article taken back from its readers, for `reason`.
    pub fn withdraw(mut self, reason: String, now: i64) -> Article {
        self.live_revision = None;
        self.schedule = None;
        self.withdrawn = Some(Withdrawn { at: now, reason });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Article {
        Article {
            id: "0D7K3F9QX2MB".into(),
            edition: "ar".into(),
            section: "s".into(),
            kind: ArticleKind::News,
            slug: String::new(),
            latest_revision: RevisionNumber(1),
            live_revision: None,
            first_published_at: None,
            updated_at: None,
            embargo_until: None,
            schedule: None,
            withdrawn: None,
            created_by: "console".to_owned(),
        }
    }

    #[test]
    fn an_embargo_holds_to_the_microsecond() {
        let article = Article { embargo_until: Some(100), ..draft() };
        let early = article.clone().publish(RevisionNumber(1), "slug".into(), 99, None);
        assert_eq!(early, Err(NotPublishable::EmbargoHolds { until: 100 }));
        assert!(article.publish(RevisionNumber(1), "slug".into(), 100, None).is_ok());
    }

    #[test]
    fn an_address_is_kept_after_the_first_publication() {
        let live = draft().publish(RevisionNumber(1), "first".into(), 10, None).expect("publishes");
        let again = live.publish(RevisionNumber(2), "second".into(), 20, None).expect("publishes");
        assert_eq!(
            (again.slug.as_str(), again.first_published_at, again.updated_at),
            ("first", Some(10), Some(20))
        );
    }

    #[test]
    fn publishing_the_live_revision_again_is_no_update() {
        let live = draft().publish(RevisionNumber(1), "first".into(), 10, None).expect("publishes");
        assert_eq!(
            live.publish(RevisionNumber(1), String::new(), 20, None).expect("publishes").updated_at,
            None
        );
    }

    #[test]
    fn a_withdrawn_article_is_not_published_again() {
        let gone = draft().withdraw("wrong".into(), 5);
        assert_eq!(gone.publish(RevisionNumber(1), String::new(), 20, None), Err(NotPublishable::Withdrawn));
    }

    #[test]
    fn an_import_may_date_a_publication_back_but_never_forward() {
        let past = draft().publish(RevisionNumber(1), "s".into(), 10, Some(3)).expect("publishes");
        let ahead = draft().publish(RevisionNumber(1), "s".into(), 10, Some(30)).expect("publishes");
        assert_eq!((past.first_published_at, ahead.first_published_at), (Some(3), Some(10)));
    }
}
