//! The names of what can go stale. One vocabulary for page-cache keys, CDN surrogate keys, SSE topics and bus
//! subjects; to everything outside this crate a tag is an opaque string.

use crate::id::{ArticleId, EditionCode, FrontId, MediaId, SectionId, StoryId};

/// Something that can go stale.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Tag {
    /// One article, wherever it is shown whole.
    Article(ArticleId),
    /// What an article says, where that stands among other things and only its withdrawal takes it away: in feeds, in stories, among
    /// corrections.
    Text(ArticleId),
    /// What a section lists.
    Section(SectionId),
    /// The front of an edition.
    Front(EditionCode),
    /// The latest headlines of an edition, which stand on every page.
    Latest(EditionCode),
    /// What every page of an edition shows: its name, navigation, settings.
    Edition(EditionCode),
    /// The standing pages of an edition.
    StandingPages(EditionCode),
    /// One picture.
    Picture(MediaId),
    /// One story: its page, its feeds, and the pages of its pieces, which say where they stand in it.
    Story(StoryId),
    /// The lists of an edition's stories.
    Stories(EditionCode),
    /// How a front is arranged by hand.
    Arrangement(FrontId),
    /// Every old address that leads on.
    Redirects,
    /// The site maps of all editions, beyond what they list.
    Maps,
    /// Every page there is.
    Everything,
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Tag::Article(id) => write!(f, "article:{id}"),
            Tag::Text(id) => write!(f, "text:{id}"),
            Tag::Section(id) => write!(f, "section:{id}"),
            Tag::Front(code) => write!(f, "front:{code}"),
            Tag::Latest(code) => write!(f, "latest:{code}"),
            Tag::Edition(code) => write!(f, "edition:{code}"),
            Tag::StandingPages(code) => write!(f, "standing-pages:{code}"),
            Tag::Picture(id) => write!(f, "picture:{id}"),
            Tag::Story(id) => write!(f, "story:{id}"),
            Tag::Stories(code) => write!(f, "stories:{code}"),
            Tag::Arrangement(id) => write!(f, "arrangement:{id}"),
            Tag::Redirects => f.write_str("redirects"),
            Tag::Maps => f.write_str("maps"),
            Tag::Everything => f.write_str("everything"),
        }
    }
}

/// The tags as the strings that the page cache and the log carry.
pub fn names(tags: &[Tag]) -> Vec<String> {
    tags.iter().map(Tag::to_string).collect()
}
