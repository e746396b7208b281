//! What is put into the index.

/// Longest text that is indexed and shown in excerpts, in bytes; what is beyond is not findable.
const LONGEST_BODY: usize = 256 << 10;
const LONGEST_LINE: usize = 4 << 10;
const MOST_FACETS: usize = 200;
const LONGEST_FACET: usize = 200;
const MOST_NAMES: usize = 40;
const LONGEST_NAME: usize = 400;

/// One findable thing. The index gives no meaning to facets: they are names and values to filter by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Unique; a later document of the same id takes its place.
    pub id: String,
    /// Names and values to filter by, such as `("edition", "ar")`; a name may have several values.
    pub facets: Vec<(String, String)>,
    /// The time it is ranked and sorted by, UTC microseconds.
    pub at: i64,
    pub title: String,
    pub summary: String,
    pub body: String,
    /// BCP 47; decides how words are stemmed.
    pub lang: String,
    /// What is offered to whoever types its beginning; see [`Index::begins`](crate::Index::begins).
    pub names: Vec<Name>,
}

/// A name that can be offered while it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// What it is offered among: a kind of thing, in a part of the site.
    pub group: String,
    /// Tells it from others of the same text.
    pub id: String,
    pub text: String,
}

/// One step in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Adds the document or puts it in the place of the one with its id.
    Put(Document),
    /// Removes the document with this id, if there is one.
    Remove(String),
}

impl Document {
    /// The document with every text cut to what is indexed.
    pub(crate) fn bounded(mut self) -> Document {
        cut(&mut self.title, LONGEST_LINE);
        cut(&mut self.summary, LONGEST_LINE * 4);
        cut(&mut self.body, LONGEST_BODY);
        self.facets.truncate(MOST_FACETS);
        self.facets.retain(|(name, value)| name.len() <= LONGEST_FACET && value.len() <= LONGEST_FACET);
        self.names.truncate(MOST_NAMES);
        let fits =
            |name: &Name| [&name.group, &name.id, &name.text].iter().all(|part| part.len() <= LONGEST_NAME);
        self.names.retain(fits);
        self
    }
}

fn cut(text: &mut String, most: usize) {
    text.truncate(text.floor_char_boundary(most));
}
