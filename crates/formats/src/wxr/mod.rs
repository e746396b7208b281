//! WordPress's export, WXR 1.0 to 1.2: read as it streams in, one item at a time, each with its place. Memory is bounded
//! by the largest item that is taken and by the authors and categories at the head, never by the file.
//!
//! [`Wxr`] cuts the stream into the children of `<channel>` (`split`), remembers the head and hands out items (`item`). An
//! item that cannot be read is refused with its place, and the next one is read as if nothing had happened.

mod date;
mod elements;
mod head;
mod item;
mod refusal;
mod split;

use std::io::BufRead;

use memchr::memmem;

pub use date::{civil_in, pub_date, utc};
pub use head::{Author, Category, Site};
pub use item::{Comment, Item, Term};
pub use refusal::{Fault, Place, Refused};

use split::{Chunk, Splitter};

/// What is read at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one item; a larger one is refused and never held.
    pub item_bytes: usize,
    /// Bytes of one element of the head.
    pub head_bytes: usize,
    /// Items of a file.
    pub items: usize,
    /// Authors and categories of a file, each.
    pub head_entries: usize,
    /// Bytes of all that is kept of the head.
    pub head_total: usize,
    /// Elements inside one another, counted from the item.
    pub depth: usize,
    /// Terms of one item, and fields of one item, each.
    pub per_item: usize,
    /// Comments of one item that are read; more are counted.
    pub comments: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            item_bytes: 12 << 20,
            head_bytes: 256 << 10,
            items: 2_000_000,
            head_entries: 100_000,
            head_total: 32 << 20,
            depth: 8,
            per_item: 2_000,
            comments: 20_000,
        }
    }
}

/// An item, or why it was refused, and where it begins.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where it begins.
    pub place: Place,
    /// What it says.
    pub item: Result<Box<Item>, Fault>,
}

/// An export being read.
pub struct Wxr<R> {
    splitter: Splitter<R>,
    site: Site,
    limits: Limits,
    items: usize,
    head_bytes: usize,
    ended: bool,
    wanted: Option<&'static str>,
}

impl<R: BufRead> Wxr<R> {
    /// An export from its bytes.
    pub fn new(bytes: R, limits: Limits) -> Self {
        let splitter = Splitter::new(bytes, limits);
        Self { splitter, site: Site::default(), limits, items: 0, head_bytes: 0, ended: false, wanted: None }
    }

    /// The same without the items whose bytes nowhere hold `word`: those are passed over unread, at a fraction of the cost.
    pub fn only_with(self, word: &'static str) -> Self {
        Self { wanted: Some(word), ..self }
    }

    /// What the head has said so far: whole once the first item has come, as every export is written.
    pub fn site(&self) -> &Site {
        &self.site
    }

    fn find(&mut self) -> Result<Option<Found>, Refused> {
        while let Some(chunk) = self.splitter.next_chunk()? {
            if chunk.name == "item" {
                let found = self.item(&chunk)?;
                if found.is_some() {
                    return Ok(found);
                }
                continue;
            }
            self.head(&chunk)?;
        }
        match self.site.version.is_empty() {
            true => Err(Refused::NoVersion),
            false => Ok(None),
        }
    }

    fn item(&mut self, chunk: &Chunk) -> Result<Option<Found>, Refused> {
        if self.site.version.is_empty() {
            return Err(Refused::NoVersion);
        }
        self.items += 1;
        if self.items > self.limits.items {
            return Err(Refused::TooManyItems { limit: self.limits.items });
        }
        let holds = |word: &str| memmem::find(&chunk.bytes, word.as_bytes()).is_some();
        if self.wanted.is_some_and(|word| !holds(word)) {
            return Ok(None);
        }
        let item = match chunk.is_over {
            true => Err(Fault::TooLarge { limit: self.limits.item_bytes }),
            false => item::read(chunk, &self.limits).map(Box::new),
        };
        Ok(Some(Found { place: chunk.place, item }))
    }

    fn head(&mut self, chunk: &Chunk) -> Result<(), Refused> {
        if chunk.is_over {
            return Err(Refused::HeadTooLarge { place: chunk.place, limit: self.limits.head_bytes });
        }
        let bad = |why| Refused::BadHead { place: chunk.place, why };
        self.head_bytes += self.site.take(chunk, &self.limits).map_err(bad)?;
        let limit = self.limits.head_total;
        if self.head_bytes > limit {
            return Err(Refused::HeadTooLarge { place: chunk.place, limit });
        }
        match self.site.version.as_str() {
            "" | "1.0" | "1.1" | "1.2" => Ok(()),
            other => Err(Refused::Version(other.chars().take(20).collect())),
        }
    }
}

impl<R: BufRead> Iterator for Wxr<R> {
    type Item = Result<Found, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let found = self.find().transpose();
        self.ended = !matches!(found, Some(Ok(_)));
        found
    }
}
