//! Articles: what the newsroom publishes, from the first draft to a withdrawal.
//!
//! Workflow is not publication: revisions are immutable, and publishing moves one pointer, the live revision.

pub mod actions;
pub mod api;
mod article;
pub mod jobs;
mod jsonld;
mod kinds;
pub mod policy;
mod preview;
mod projection;
mod published;
mod revision;
pub mod site;
mod store;

pub use article::{Article, ArticleKind, NotPublishable};
pub use jsonld::picture_properties;
pub use kinds::checks as kind_checks;
pub(crate) use kinds::sample_recordings;
pub use policy::{Reach, may_create, may_publish, may_read, may_read_in, may_revise};
pub(crate) use preview::Drafted;
pub use published::store::{
    NameRow, all_published_ids, first_authors, latest_below, latest_in_edition, latest_of_kind, names_on,
    published_by_id as published_article, published_ids_page, reels_of, search_names, search_texts, teasers,
    teasers_by_ids,
};
pub use published::{PublishedArticle, Teaser, TeaserRow, article_href, source_line};
pub use revision::{Content, Headlines, PictureTold, Revision};
pub use site::leads_to;
pub(crate) use site::{Shown, Whole, sample_pages, whole};
pub use store::{
    article_by_id, clear_published, file_again, hold_article, live_articles, live_revision, revision_of,
    using_picture, using_picture_after,
};
