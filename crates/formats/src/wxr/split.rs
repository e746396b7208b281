//! Cuts the stream into the children of `<channel>`. It knows just enough of XML to see where one ends: tags, comments,
//! CDATA and instructions. A child that grows too large is let go of and skipped to its end.

use std::io::BufRead;

use memchr::memchr;

use super::Limits;
use super::refusal::{Place, Refused};

const LONGEST_NAME: usize = 100;
const LONGEST_DECLARATION: usize = 200;

/// A child of `<channel>`, with its tags.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) bytes: Vec<u8>,
    /// It was too large: its bytes are gone.
    pub(super) is_over: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Text,
    /// After `<`.
    Opened,
    /// After `<!`.
    Bang,
    Comment,
    CData,
    Instruction,
    /// In a tag; whether it ends an element, whether its name is read, in which quotation marks it is.
    Tag {
        is_end: bool,
        named: bool,
        quote: u8,
    },
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Level {
    Document,
    Rss,
    Channel,
    After,
}

pub(super) struct Splitter<R> {
    bytes: R,
    /// What was read last, and how far it is taken.
    buffer: Vec<u8>,
    at: usize,
    limits: Limits,
    state: State,
    level: Level,
    here: Place,
    tag_place: Place,
    name: Vec<u8>,
    /// The last three bytes.
    last: [u8; 3],
    /// The first instruction, which names the encoding.
    declaration: Vec<u8>,
    chunk: Option<Chunk>,
}

impl<R: BufRead> Splitter<R> {
    pub(super) fn new(bytes: R, limits: Limits) -> Self {
        let here = Place { line: 1, byte: 0 };
        Self {
            bytes,
            buffer: Vec::new(),
            at: 0,
            limits,
            state: State::Text,
            level: Level::Document,
            here,
            tag_place: here,
            name: Vec::new(),
            last: [0; 3],
            declaration: Vec::new(),
            chunk: None,
        }
    }

    /// The next child of the channel.
    pub(super) fn next_chunk(&mut self) -> Result<Option<Chunk>, Refused> {
        loop {
            if self.at >= self.buffer.len() && !self.fill()? {
                return self.end();
            }
            let buffer = std::mem::take(&mut self.buffer);
            let found = self.look_through(&buffer);
            self.buffer = buffer;
            if let Some(chunk) = found? {
                return Ok(Some(chunk));
            }
        }
    }

    /// Reads on; `false` at the end.
    fn fill(&mut self) -> Result<bool, Refused> {
        let bytes = self.bytes.fill_buf()?;
        self.buffer.clear();
        self.buffer.extend_from_slice(bytes);
        let count = self.buffer.len();
        self.bytes.consume(count);
        self.at = 0;
        let is_utf_16 = self.buffer.starts_with(&[0xFF, 0xFE]) || self.buffer.starts_with(&[0xFE, 0xFF]);
        match self.here.byte == 0 && is_utf_16 {
            true => Err(Refused::Encoding("UTF-16".to_owned())),
            false => Ok(count > 0),
        }
    }

    /// The next child that ends in what was read.
    fn look_through(&mut self, buffer: &[u8]) -> Result<Option<Chunk>, Refused> {
        while self.at < buffer.len() {
            self.at += self.run(&buffer[self.at..]);
            let Some(&byte) = buffer.get(self.at) else { break };
            self.at += 1;
            let found = self.step(byte)?;
            self.here.byte += 1;
            self.here.line += u64::from(byte == b'\n');
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn end(&mut self) -> Result<Option<Chunk>, Refused> {
        match (self.chunk.take(), self.level) {
            (Some(chunk), _) => Err(Refused::CutOff { place: chunk.place, inside: chunk.name }),
            (None, Level::After) => Ok(None),
            (None, Level::Document) if self.here.byte == 0 => Err(Refused::Empty),
            (None, Level::Document) => {
                let (wanted, found) = ("rss", "the end of the file".to_owned());
                Err(Refused::NotAnExport { place: self.here, wanted, found })
            }
            (None, _) => Err(Refused::CutOff { place: self.here, inside: "channel".to_owned() }),
        }
    }

    /// Takes the bytes at once that cannot end what we are in; answers how many.
    fn run(&mut self, bytes: &[u8]) -> usize {
        let stop = match self.state {
            State::Text => b'<',
            State::Comment | State::CData => b'>',
            _ => return 0,
        };
        let count = memchr(stop, bytes).unwrap_or(bytes.len());
        let bytes = &bytes[..count];
        self.keep(bytes);
        self.here.byte += count as u64;
        self.here.line += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        for byte in &bytes[count.saturating_sub(3)..] {
            self.last = [self.last[1], self.last[2], *byte];
        }
        count
    }

    fn keep(&mut self, bytes: &[u8]) {
        let Some(chunk) = self.chunk.as_mut().filter(|chunk| !chunk.is_over) else { return };
        let most = if chunk.name == "item" { self.limits.item_bytes } else { self.limits.head_bytes };
        if chunk.bytes.len() + bytes.len() > most {
            chunk.bytes = Vec::new();
            chunk.is_over = true;
        } else {
            chunk.bytes.extend_from_slice(bytes);
        }
    }

    fn step(&mut self, byte: u8) -> Result<Option<Chunk>, Refused> {
        if byte == b'<' && self.state == State::Text {
            self.tag_place = self.here;
        }
        self.keep(&[byte]);
        self.last = [self.last[1], self.last[2], byte];
        match self.state {
            State::Text if byte == b'<' => self.state = State::Opened,
            State::Text => {}
            State::Opened => self.opened(byte),
            State::Bang => self.bang(byte)?,
            State::Comment if self.last == *b"-->" => self.state = State::Text,
            State::CData if self.last == *b"]]>" => self.state = State::Text,
            State::Comment | State::CData => {}
            State::Instruction => self.instruction(byte)?,
            State::Tag { is_end, named, quote } => return self.tag(byte, is_end, named, quote),
        }
        Ok(None)
    }

    fn opened(&mut self, byte: u8) {
        self.name.clear();
        let tag = |is_end| State::Tag { is_end, named: false, quote: 0 };
        self.state = match byte {
            b'!' => State::Bang,
            b'?' => State::Instruction,
            b'/' => tag(true),
            other => {
                self.name.push(other);
                tag(false)
            }
        };
    }

    fn bang(&mut self, byte: u8) -> Result<(), Refused> {
        const CDATA: &[u8] = b"[CDATA[";
        self.name.push(byte);
        self.state = match self.name.as_slice() {
            b"--" => {
                // `<!-->` is no comment's end.
                self.last = [0; 3];
                State::Comment
            }
            b"-" => State::Bang,
            CDATA => {
                self.last = [0; 3];
                State::CData
            }
            begun if CDATA.starts_with(begun) => State::Bang,
            _ => return Err(Refused::DocumentType { place: self.tag_place }),
        };
        Ok(())
    }

    fn instruction(&mut self, byte: u8) -> Result<(), Refused> {
        if self.level == Level::Document && self.declaration.len() < LONGEST_DECLARATION {
            self.declaration.push(byte);
        }
        if self.last[1..] == *b"?>" {
            self.state = State::Text;
            let declared = encoding(&self.declaration);
            self.declaration = vec![b' '; LONGEST_DECLARATION];
            if let Some(other) = declared.filter(|name| !is_utf8(name)) {
                return Err(Refused::Encoding(other));
            }
        }
        Ok(())
    }

    fn tag(&mut self, byte: u8, is_end: bool, named: bool, quote: u8) -> Result<Option<Chunk>, Refused> {
        let mut next = (named, quote);
        match byte {
            _ if quote != 0 => next.1 = if byte == quote { 0 } else { quote },
            b'>' => {
                self.state = State::Text;
                let is_empty = self.last[1] == b'/';
                return if is_end { self.left() } else { self.entered(is_empty) };
            }
            b'"' | b'\'' if !is_end => next = (true, byte),
            b' ' | b'\t' | b'\r' | b'\n' | b'/' => next.0 = true,
            _ if !named && self.name.len() < LONGEST_NAME => self.name.push(byte),
            _ if !named => return Err(Refused::NameTooLong { place: self.tag_place }),
            _ => {}
        }
        self.state = State::Tag { is_end, named: next.0, quote: next.1 };
        Ok(None)
    }

    fn entered(&mut self, is_empty: bool) -> Result<Option<Chunk>, Refused> {
        if self.chunk.is_some() {
            return Ok(None);
        }
        let name = String::from_utf8_lossy(&self.name).into_owned();
        let wanted =
            |wanted| Refused::NotAnExport { place: self.tag_place, wanted, found: format!("<{name}>") };
        match (self.level, name.as_str()) {
            (Level::Document, "rss") => self.level = Level::Rss,
            (Level::Document, _) => return Err(wanted("<rss>")),
            (Level::Rss, "channel") => self.level = Level::Channel,
            (Level::Rss, _) => return Err(wanted("<channel>")),
            (Level::After, _) => {}
            (Level::Channel, _) if is_empty => {}
            (Level::Channel, _) => {
                // The tag itself went by before anyone knew what it was: only its name counts.
                let bytes = format!("<{name}>").into_bytes();
                self.chunk = Some(Chunk { name, place: self.tag_place, bytes, is_over: false });
            }
        }
        Ok(None)
    }

    fn left(&mut self) -> Result<Option<Chunk>, Refused> {
        if let Some(chunk) = &self.chunk {
            return Ok(if self.name == chunk.name.as_bytes() { self.chunk.take() } else { None });
        }
        self.level = match (self.level, self.name.as_slice()) {
            (Level::Channel, b"channel") => Level::After,
            (level, _) => level,
        };
        Ok(None)
    }
}

fn encoding(declaration: &[u8]) -> Option<String> {
    let declaration = String::from_utf8_lossy(declaration);
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split(quote).next().map(str::to_owned)
}

fn is_utf8(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| name.eq_ignore_ascii_case(known))
}
