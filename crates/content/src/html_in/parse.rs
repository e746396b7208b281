//! HTML text to an arena, with the parser's own costs bounded: how many elements are open, how many nodes come of
//! it, which attributes travel. Between the tokenizer and the tree builder sits a [`Gate`].

use super::ImportError;
use super::dom::{Dom, NodeId, Sink};
use super::report::KeptOut;
use crate::limits;
use html5ever::TokenizerResult;
use html5ever::interface::{Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::cell::Cell;

/// Parses a document or a fragment; both are parsed as a document, whose wrappers mean nothing later.
pub(super) fn parse(html: &str) -> Result<(Dom, KeptOut), ImportError> {
    let options =
        TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
    let gate = Gate {
        builder: TreeBuilder::new(Sink::new(), options),
        open: Cell::new(0),
        flattened: Cell::new(0),
        handlers: Cell::new(0),
        too_many: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(gate, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    loop {
        match tokenizer.feed(&input) {
            TokenizerResult::Done => break,
            // Nothing is run and no encoding is guessed: the text is already text.
            TokenizerResult::Script(_) | TokenizerResult::EncodingIndicator(_) => {}
        }
    }
    tokenizer.end();
    let gate = tokenizer.sink;
    if gate.too_many.get() {
        return Err(ImportError::TooManyElements);
    }
    let kept_out = KeptOut { tags: gate.flattened.get(), handlers: gate.handlers.get() };
    Ok((gate.builder.sink.finish(), kept_out))
}

/// Passes tokens on to the tree builder, without what would make it slow or blind.
struct Gate {
    builder: TreeBuilder<NodeId, Sink>,
    /// At least as many as there are open elements; counted anew when it reaches the limit.
    open: Cell<usize>,
    flattened: Cell<usize>,
    handlers: Cell<usize>,
    too_many: Cell<bool>,
}

impl TokenSink for Gate {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if self.too_many.get() && !matches!(token, Token::EOFToken) {
            return TokenSinkResult::Continue;
        }
        let token = match token {
            Token::TagToken(tag) => match self.admit(tag) {
                Some(tag) => Token::TagToken(tag),
                // What stood on both sides of a tag must not become one word.
                None => Token::CharacterTokens(StrTendril::from_char(' ')),
            },
            Token::CommentToken(_) | Token::ParseError(_) | Token::NullCharacterToken => {
                return TokenSinkResult::Continue;
            }
            token => token,
        };
        let result = self.builder.process_token(token, line);
        if self.builder.sink.node_count() > limits::HTML_NODES {
            self.too_many.set(true);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that would swallow or replace text around them. Forms' own are opened: their text is what counts.
const REFUSED: [&str; 10] =
    ["frameset", "frame", "plaintext", "select", "option", "optgroup", "form", "button", "xmp", "listing"];
/// Elements whose text the tokenizer reads raw: written as empty XML elements they would swallow what follows.
const RAW: [&str; 7] = ["title", "script", "style", "iframe", "textarea", "noembed", "noframes"];
/// Elements that the tree builder opens again where they were not closed.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Attributes that an import looks at.
const ATTRS: [&str; 24] = [
    "class",
    "style",
    "href",
    "src",
    "alt",
    "title",
    "lang",
    "dir",
    "hidden",
    "srcset",
    "data-src",
    "data-lazy-src",
    "data-original",
    "cite",
    "datetime",
    "start",
    "colspan",
    "rowspan",
    "width",
    "height",
    "source",
    "id",
    "data-instgrm-permalink",
    "aria-hidden",
];
/// Bytes of one attribute's value that an import looks at.
const ATTR_BYTES: usize = 8_192;

impl Gate {
    fn admit(&self, mut tag: Tag) -> Option<Tag> {
        let name: &str = &tag.name;
        if REFUSED.contains(&name) || (tag.self_closing && RAW.contains(&name)) {
            return None;
        }
        if tag.kind == TagKind::EndTag {
            return Some(tag);
        }
        // Formatting that is never closed is remembered and opened again in every paragraph: it may fill half of
        // the room, so that paragraphs still find a place.
        let formatting = FORMATTING.contains(&name);
        let room = if formatting { limits::HTML_DEPTH / 2 } else { limits::HTML_DEPTH };
        if self.open.get() >= room {
            self.open.set(self.count_open());
        }
        if self.open.get() >= room && !RAW.contains(&name) {
            self.flattened.set(self.flattened.get() + 1);
            return None;
        }
        self.open.set(self.open.get() + if formatting { 2 } else { 1 });
        let handlers = tag.attrs.iter().filter(|attr| attr.name.local.starts_with("on")).count();
        self.handlers.set(self.handlers.get() + handlers);
        tag.attrs.retain(|attr| ATTRS.contains(&&*attr.name.local) && attr.value.len() <= ATTR_BYTES);
        Some(tag)
    }

    /// Open elements and remembered formatting elements, as the tree builder itself counts them.
    fn count_open(&self) -> usize {
        let counter = Counter(Cell::new(0));
        self.builder.trace_handles(&counter);
        counter.0.get()
    }
}

struct Counter(Cell<usize>);

impl Tracer for Counter {
    type Handle = NodeId;
    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}
