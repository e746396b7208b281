//! What follows from each event: one exhaustive match. A new event does not compile until someone has decided what
//! it makes stale, what it takes away at once, what is to be indexed, and what is to be read back as a receipt.
//!
//! `consumers/` carries this out, each consumer with a cursor of its own: `pages` and `search` on every node (the
//! second keeps its cursor inside the index), `receipts` once for the whole newsroom.

use crate::event::Event;
use crate::id::{ArticleId, ReceiptId};
use crate::tag::Tag;

/// What follows from one event.
#[derive(Debug, Default, PartialEq)]
pub struct Reactions {
    /// Pages that are out of date: the next reader still gets the old one, while it is made anew behind.
    pub stale: Vec<Tag>,
    /// Pages that must not be seen again.
    pub gone: Vec<Tag>,
    /// Articles whose place in the search index is to be looked at again.
    pub index: Vec<ArticleId>,
    /// Whether the whole search index is to be made anew.
    pub index_all: bool,
    /// The receipt to complete by looking at the site as a reader does.
    pub receipt: Option<ReceiptId>,
}

/// Everything that follows from `event`.
pub fn of(event: &Event) -> Reactions {
    match event {
        Event::EditionSaved { edition } | Event::SectionSaved { edition, .. } => {
            Reactions::default().stale([Tag::Edition(edition.clone())])
        }
        Event::ArticlePublished { article, edition, section, first, receipt, named_by, .. } => {
            let page = Tag::Article(article.clone());
            let lists =
                [Tag::Section(section.clone()), Tag::Front(edition.clone()), Tag::Latest(edition.clone())];
            let naming = named_by.iter().cloned().map(Tag::Article);
            let reactions = Reactions::default().stale(lists).stale(naming).index(article).receipt(receipt);
            // A first publication may follow a withdrawal, and its address must not go on saying "gone".
            if *first { reactions.gone([page]) } else { reactions.stale([page]) }
        }
        Event::ArticleCorrected { article, edition, section, receipt, named_by, .. } => Reactions::default()
            .gone([Tag::Article(article.clone())])
            .gone(named_by.iter().cloned().map(Tag::Article))
            .stale([Tag::Section(section.clone()), Tag::Front(edition.clone()), Tag::Latest(edition.clone())])
            .index(article)
            .receipt(receipt),
        Event::ArticleWithdrawn { article, edition, section, receipt, named_by } => Reactions::default()
            .gone(named_by.iter().cloned().map(Tag::Article))
            .gone([
                Tag::Article(article.clone()),
                Tag::Section(section.clone()),
                Tag::Front(edition.clone()),
                Tag::Latest(edition.clone()),
            ])
            .index(article)
            .receipt(receipt),
        Event::PictureRightsBegun { picture, article, section, edition } => Reactions::default()
            .gone([Tag::Picture(picture.clone())])
            .stale([Tag::Article(article.clone()), Tag::Section(section.clone())])
            .stale([Tag::Front(edition.clone()), Tag::Latest(edition.clone())]),
        Event::PictureRightsEnded { picture, articles, sections, editions } => Reactions::default()
            .gone(articles.iter().cloned().map(Tag::Article))
            .gone(sections.iter().cloned().map(Tag::Section))
            .gone(editions.iter().cloned().map(Tag::Front))
            .gone(editions.iter().cloned().map(Tag::Latest))
            .gone([Tag::Picture(picture.clone())]),
        Event::BatchPublished { receipt } => Reactions::default().receipt(receipt),
        // A new one stands where nothing was kept, and those it leads further still lead to it until they are made anew.
        Event::RedirectAdded { replaces: false, .. } => Reactions::default().stale([Tag::Redirects]),
        Event::RedirectAdded { replaces: true, .. } | Event::RedirectRemoved { .. } => {
            Reactions::default().gone([Tag::Redirects])
        }
        Event::PublishedRebuilt => {
            Reactions { index_all: true, ..Reactions::default() }.stale([Tag::Everything])
        }
        Event::AccountSaved { .. }
        | Event::TokenIssued { .. }
        | Event::PictureUploaded { .. }
        | Event::ArticleCreated { .. }
        | Event::ArticleRevised { .. }
        | Event::ArticleScheduled { .. }
        | Event::ScheduleHeld { .. }
        | Event::EmbargoSet { .. } => Reactions::default(),
    }
}

impl Reactions {
    fn stale(mut self, tags: impl IntoIterator<Item = Tag>) -> Self {
        self.stale.extend(tags);
        self
    }

    fn gone(mut self, tags: impl IntoIterator<Item = Tag>) -> Self {
        self.gone.extend(tags);
        self
    }

    fn index(mut self, article: &ArticleId) -> Self {
        self.index.push(article.clone());
        self
    }

    fn receipt(mut self, receipt: &ReceiptId) -> Self {
        self.receipt = Some(receipt.clone());
        self
    }
}
