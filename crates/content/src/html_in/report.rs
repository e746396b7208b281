//! What an import hands back: the tree, and an account of what did not fit into it.

use crate::tree::{Dir, Tree};

/// Kinds of loss an account lists; an attacker's page must not make it endless.
const REPORT_LINES: usize = 500;
/// Characters of one hidden text that the account keeps.
const HIDDEN_CHARS: usize = 2_000;

/// What an import needs to know.
pub struct ImportOptions<'a> {
    /// Language of the page the tree is for; blocks of another language keep theirs.
    pub base_lang: &'a str,
    /// Direction of the page.
    pub base_dir: Dir,
    /// Gives block ids.
    pub new_id: &'a mut dyn FnMut() -> String,
    /// The media a picture's address stands for, when it is already in the library.
    pub pictures: &'a dyn Fn(&str) -> Option<String>,
    /// Whether `dir` attributes are to be believed. Text pasted from Google Docs carries `dir="ltr"` everywhere.
    pub keep_dir: bool,
    /// `https://host` that addresses beginning with `/` belong to; empty leaves them as they are.
    pub base_href: &'a str,
}

impl<'a> ImportOptions<'a> {
    /// Options for a page in this language, without a media library.
    pub fn new(base_lang: &'a str, base_dir: Dir, new_id: &'a mut dyn FnMut() -> String) -> Self {
        Self { base_lang, base_dir, new_id, pictures: &|_| None, keep_dir: true, base_href: "" }
    }
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The document, canonical and within the limits.
    pub tree: Tree,
    /// What did not come in, one line per kind and reason.
    pub dropped: Vec<Dropped>,
    /// What came in otherwise than it stood, one line per kind.
    pub changed: Vec<Changed>,
    /// Pictures whose address the library does not know; an importer fetches them and runs again.
    pub pictures_missing: Vec<MissingPicture>,
    /// Text that the page did not show: file names of attachments, fallback texts. Nothing readable is lost.
    pub hidden_text: Vec<String>,
}

/// Something that did not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// What: an element, an attribute, an address.
    pub what: String,
    /// Where it was met first: the words before it, or the path of elements.
    pub place: String,
    /// Why it did not come in.
    pub why: String,
    /// How often.
    pub count: usize,
}

/// Something that came in otherwise than it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What stood there.
    pub what: String,
    /// What it became.
    pub into: String,
    /// How often.
    pub count: usize,
}

/// A picture that could not come in because the library does not have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPicture {
    /// Its address as it stood.
    pub src: String,
    /// Words instead of it.
    pub alt: String,
    /// Words under it.
    pub caption: String,
}

/// Why an import was refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More bytes than [`crate::limits::HTML_BYTES`].
    #[error("the HTML is {bytes} bytes long; the limit is {limit}", limit = crate::limits::HTML_BYTES)]
    TooLarge {
        /// Bytes received.
        bytes: usize,
    },
    /// Misnested tags unfold into more than [`crate::limits::HTML_NODES`] elements.
    #[error("the HTML unfolds into more than {limit} elements", limit = crate::limits::HTML_NODES)]
    TooManyElements,
    /// What came in does not fit into one document; the message names the limit.
    #[error("the text does not fit into one document: {0}")]
    TooLong(#[from] crate::read::TreeError),
}

/// The account while it is being written.
#[derive(Debug, Default)]
pub(super) struct Report {
    dropped: Vec<Dropped>,
    changed: Vec<Changed>,
    pictures_missing: Vec<MissingPicture>,
    hidden_text: Vec<String>,
}

impl Report {
    pub(super) fn into_imported(self, tree: Tree) -> Imported {
        let Self { dropped, changed, pictures_missing, hidden_text } = self;
        Imported { tree, dropped, changed, pictures_missing, hidden_text }
    }

    pub(super) fn drop(&mut self, what: &str, place: &str, why: &str) {
        let full = self.dropped.len() >= REPORT_LINES;
        match self.dropped.iter_mut().find(|d| d.what == what && d.why == why) {
            Some(known) => known.count += 1,
            None if full => {}
            None => self.dropped.push(Dropped {
                what: what.to_owned(),
                place: place.to_owned(),
                why: why.to_owned(),
                count: 1,
            }),
        }
    }

    pub(super) fn change(&mut self, what: &str, into: &str) {
        let full = self.changed.len() >= REPORT_LINES;
        match self.changed.iter_mut().find(|c| c.what == what && c.into == into) {
            Some(known) => known.count += 1,
            None if full => {}
            None => self.changed.push(Changed { what: what.to_owned(), into: into.to_owned(), count: 1 }),
        }
    }

    /// Keeps text that the page did not show.
    pub(super) fn hide(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && self.hidden_text.len() < REPORT_LINES {
            self.hidden_text.push(text.chars().take(HIDDEN_CHARS).collect());
        }
    }

    /// Remembers a picture the library does not have; answers its place in the account.
    pub(super) fn missing_picture(&mut self, src: &str, alt: &str) -> Option<usize> {
        if self.pictures_missing.len() >= REPORT_LINES {
            return None;
        }
        self.pictures_missing.push(MissingPicture {
            src: src.to_owned(),
            alt: alt.to_owned(),
            caption: String::new(),
        });
        Some(self.pictures_missing.len() - 1)
    }

    pub(super) fn caption_missing(&mut self, index: usize, caption: &str) {
        if let Some(picture) = self.pictures_missing.get_mut(index) {
            picture.caption = caption.to_owned();
        }
    }

    pub(super) fn kept_out(&mut self, kept_out: KeptOut) {
        if kept_out.tags > 0 {
            self.changed.push(Changed {
                what: "tags nested too deeply".to_owned(),
                into: "the text inside".to_owned(),
                count: kept_out.tags,
            });
        }
        if kept_out.handlers > 0 {
            self.dropped.push(Dropped {
                what: "event handlers".to_owned(),
                place: String::new(),
                why: "a document runs nothing".to_owned(),
                count: kept_out.handlers,
            });
        }
    }
}

/// What never reached the tree builder.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct KeptOut {
    /// Start tags nested too deeply.
    pub(super) tags: usize,
    /// Attributes whose name begins with `on`.
    pub(super) handlers: usize,
}
