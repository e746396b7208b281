//! The walk over parsed HTML: elements open and close enclosures and marks, text fills lines. Nothing recurses.

use text::bidi::is_one_part;

use super::containers::{self, Closed, Container, FigureParts, GatheredCell, Kind};
use super::dom::{DOCUMENT, Data, Dom, NodeId};
use super::line::Line;
use super::roles::{Role, role};
use super::{ImportOptions, Report, attached, media};
use crate::limits;
use crate::read::is_lang;
use crate::tree::*;

/// Blocks of a whole document.
pub(super) fn convert(dom: &Dom, options: &ImportOptions<'_>, report: &mut Report) -> Vec<Block> {
    let mut walk = Walk {
        dom,
        options,
        report,
        containers: vec![Container::new(Kind::Root)],
        line: None,
        marks: Vec::new(),
        heading: None,
        preformatted: false,
        context: (None, None),
        last_words: String::new(),
    };
    walk.whole();
    walk.finish()
}

pub(super) struct Walk<'a, 'o> {
    pub(super) dom: &'a Dom,
    pub(super) options: &'a ImportOptions<'o>,
    pub(super) report: &'a mut Report,
    pub(super) containers: Vec<Container>,
    line: Option<Line>,
    marks: Vec<Mark>,
    heading: Option<HeadingLevel>,
    preformatted: bool,
    /// Language and direction of the blocks here, where they are not the page's.
    context: (Option<String>, Option<Dir>),
    last_words: String,
}

enum Step {
    Enter(NodeId),
    Leave(Left),
}

/// What an element opened, to be closed when it ends.
struct Left {
    marks: usize,
    ends_line: bool,
    container: bool,
    quoted: bool,
    heading: Option<HeadingLevel>,
    preformatted: bool,
    context: Option<(Option<String>, Option<Dir>)>,
}

impl Walk<'_, '_> {
    fn whole(&mut self) {
        let mut steps = vec![Step::Enter(DOCUMENT)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(left) => self.leave(left),
                Step::Enter(id) => {
                    let Some(left) = self.enter(id) else { continue };
                    steps.push(Step::Leave(left));
                    let before = steps.len();
                    let mut child = self.dom.node(id).first;
                    while let Some(id) = child {
                        steps.push(Step::Enter(id));
                        child = self.dom.node(id).next;
                    }
                    steps[before..].reverse();
                }
            }
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_line();
        while self.containers.len() > 1 {
            self.close();
        }
        self.containers.pop().map(|root| root.blocks).unwrap_or_default()
    }

    /// Takes a node in; answers what to close after its children, or nothing when they are not to be looked at.
    fn enter(&mut self, id: NodeId) -> Option<Left> {
        let mut left = Left {
            marks: self.marks.len(),
            ends_line: false,
            container: false,
            quoted: false,
            heading: self.heading,
            preformatted: self.preformatted,
            context: None,
        };
        match &self.dom.node(id).data {
            Data::Other => return Some(left),
            Data::Text(text) => {
                self.text(text);
                return None;
            }
            Data::Element(..) => {}
        }
        match role(self.dom, id) {
            Role::Open => {}
            Role::Silent => return None,
            Role::Dropped(why) => {
                self.drop_element(id, why);
                return None;
            }
            Role::Break => self.break_line(),
            Role::Rule => self.place(Rule::default().into()),
            Role::Picture => media::picture(self, id),
            Role::Audio => {
                if !attached::audio(self, id) {
                    self.drop_element(id, "its file cannot be led to");
                }
                return None;
            }
            Role::File if attached::file(self, id) => return None,
            Role::Elsewhere if attached::elsewhere(self, id) => return None,
            Role::Elsewhere => self.link(id),
            Role::Where if matches!(self.top(), Kind::Map(_)) => return None,
            Role::Where => return self.enter_where(id, left),
            Role::Frame => {
                media::frame(self, id);
                return None;
            }
            Role::Marked(mark) => {
                if media::is_credit(self, id) {
                    return None;
                }
                self.marks.push(mark);
                self.run(id);
            }
            Role::Link => self.link(id),
            Role::Run => self.run(id),
            Role::Quoted => {
                left.quoted = true;
                self.text_as_is(if self.options.base_dir == Dir::Rtl { "«" } else { "“" });
            }
            block => self.enter_block(id, block, &mut left),
        }
        Some(left)
    }

    /// What a map says of its place, where there is no map around it: words under a figure, or a link.
    fn enter_where(&mut self, id: NodeId, mut left: Left) -> Option<Left> {
        match self.dom.name(id) {
            Some("a") => self.link(id),
            _ => self.enter_block(id, Role::Caption, &mut left),
        }
        Some(left)
    }

    fn enter_block(&mut self, id: NodeId, role: Role, left: &mut Left) {
        self.end_line();
        left.ends_line = true;
        left.context = Some(self.context.clone());
        self.block_language(id);
        match role {
            Role::Heading(level) => {
                let name = self.dom.name(id).unwrap_or_default();
                if !matches!((name, level), ("h2", HeadingLevel::Two) | ("h3", _) | ("h4", _)) {
                    self.report.change(name, &format!("a heading of level {}", u8::from(level)));
                }
                self.heading = Some(level);
            }
            Role::Preformatted => self.preformatted = true,
            Role::List { ordered } => {
                let depth = self.containers.iter().filter(|c| matches!(c.kind, Kind::List { .. })).count();
                if depth < limits::LIST_DEPTH {
                    left.container = self.open(Kind::List { ordered });
                } else {
                    self.report.change("a list nested too deeply", "paragraphs of the list around it");
                }
            }
            Role::Item if matches!(self.top(), Kind::List { .. }) => left.container = self.open(Kind::Item),
            Role::Quote => {
                let embed = media::quoted_embed(self.dom, id);
                left.container = self.open(Kind::Quote { embed });
            }
            Role::Facts => left.container = self.open(Kind::Facts),
            Role::Figure => left.container = self.open(Kind::Figure(FigureParts::default())),
            Role::Map => {
                let kind = match attached::map(self, id) {
                    Some(attrs) => Kind::Map(attrs),
                    None => Kind::Figure(FigureParts::default()),
                };
                left.container = self.open(kind);
            }
            Role::Gallery => left.container = self.open(Kind::Gallery),
            Role::Caption if self.in_figure() => {
                media::read_statement(self, id);
                left.container = self.open(Kind::Caption);
            }
            Role::Table => left.container = self.open(Kind::Table),
            Role::Row if *self.top() == Kind::Table => left.container = self.open(Kind::Row),
            Role::Cell { header } if *self.top() == Kind::Row => {
                let number =
                    |name| self.dom.attr(id, name).and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1);
                let span = number("colspan").clamp(1, limits::TABLE_COLUMNS);
                if span > 1 || number("rowspan") > 1 {
                    self.report.change("a merged cell", "a cell and empty cells");
                }
                left.container = self.open(Kind::Cell { header, span });
            }
            _ => {}
        }
        if left.container {
            self.heading = None;
        }
    }

    fn leave(&mut self, left: Left) {
        if left.quoted {
            self.text_as_is(if self.options.base_dir == Dir::Rtl { "»" } else { "”" });
        }
        if left.ends_line {
            self.end_line();
        }
        if left.container {
            self.close();
        }
        self.marks.truncate(left.marks);
        self.heading = left.heading;
        self.preformatted = left.preformatted;
        if let Some(context) = left.context {
            self.context = context;
        }
    }

    pub(super) fn top(&self) -> &Kind {
        self.containers.last().map_or(&Kind::Root, |container| &container.kind)
    }

    fn in_figure(&self) -> bool {
        matches!(self.top(), Kind::Figure(_))
    }

    fn open(&mut self, kind: Kind) -> bool {
        self.containers.push(Container::new(kind));
        true
    }

    fn close(&mut self) {
        if self.containers.len() < 2 {
            return;
        }
        let Some(mut container) = self.containers.pop() else { return };
        let closed = match std::mem::replace(&mut container.kind, Kind::Root) {
            Kind::Root => Closed { blocks: container.blocks, ..Closed::default() },
            Kind::List { ordered } => containers::close_list(container, ordered),
            Kind::Item => {
                let (item, closed) = containers::close_item(container);
                if let (Some(item), Some(list)) = (item, self.containers.last_mut()) {
                    list.items.push(item);
                }
                closed
            }
            Kind::Quote { embed } => containers::close_quote(container, embed),
            Kind::Facts => containers::close_facts(container),
            Kind::Figure(parts) => containers::close_figure(container, parts),
            Kind::Map(attrs) => containers::close_map(container, attrs),
            Kind::Gallery => containers::close_gallery(container),
            Kind::Caption => return media::close_caption(self, container),
            Kind::Table => containers::close_table(container),
            Kind::Row => {
                if let Some(table) = self.containers.last_mut() {
                    table.rows.push(container.cells);
                }
                Closed { blocks: container.blocks, ..Closed::default() }
            }
            Kind::Cell { header, span } => return self.close_cell(container, header, span),
        };
        closed.changed.iter().for_each(|(what, into)| self.report.change(what, into));
        closed.blocks.into_iter().for_each(|block| self.take(block));
    }

    fn close_cell(&mut self, cell: Container, header: bool, span: usize) {
        if let Some(row) = self.containers.last_mut() {
            row.cells.push(GatheredCell { header, blocks: cell.blocks });
            row.cells.extend((1..span).map(|_| GatheredCell { header, blocks: Vec::new() }));
        }
    }

    fn take(&mut self, block: Block) {
        if let Some(container) = self.containers.last_mut() {
            container.take(block);
        }
    }

    /// Puts a block that is not text here: the line before it ends.
    pub(super) fn place(&mut self, block: Block) {
        self.end_line();
        self.take(block);
    }

    /// Ends the line and takes it in as a block.
    pub(super) fn end_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        self.last_words = line.tail();
        if let Some(finished) = line.finish() {
            let block = finished.into_block();
            let embed = media::lone_address(&block);
            if let Some(attrs) = embed {
                self.report.change("an address alone on its line", "an embed");
                return self.take(Embed { attrs }.into());
            }
            self.take(block);
        }
    }

    /// Where the walk stands, in words for the report.
    pub(super) fn place_words(&self) -> String {
        match &self.line {
            Some(line) if !line.is_empty() => line.tail(),
            _ => self.last_words.clone(),
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.break_line();
                }
                self.text_as_is(line);
            }
        } else {
            self.text_as_is(text);
        }
    }

    pub(super) fn text_as_is(&mut self, text: &str) {
        if self.line.is_none() && text.trim().is_empty() {
            return;
        }
        if text.len() > limits::BLOCK_CHARS / 4 {
            // A paragraph of book length becomes several; they are parted between words.
            for piece in pieces(text, limits::BLOCK_CHARS / 4) {
                self.piece(piece);
            }
        } else {
            self.piece(text);
        }
    }

    fn piece(&mut self, text: &str) {
        if self.line.as_ref().is_some_and(Line::is_full) {
            self.report.change("a paragraph too long for one block", "several paragraphs");
            self.end_line();
        }
        let marks = self.marks_for(text);
        let (lang, dir) = &self.context;
        let fresh = || Line::new(self.heading, lang.clone(), *dir);
        let line = self.line.get_or_insert_with(fresh);
        line.push_text(text, &marks);
        line.isolated |=
            self.marks.iter().any(|mark| matches!(mark, Mark::Isolate { attrs } if attrs.lang.is_empty()));
    }

    /// The marks that hold here, the innermost of each kind, in canonical order.
    fn marks_for(&self, text: &str) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for mark in self.marks.iter().rev() {
            let contradicted = match mark {
                Mark::Isolate { attrs } => {
                    let left_to_right = attrs.dir == RunDir::Ltr
                        || (attrs.dir == RunDir::Auto
                            && !attrs.lang.is_empty()
                            && !text::lang::is_rtl(&attrs.lang));
                    left_to_right && text::bidi::first_strong(text) == Some(text::bidi::Direction::Rtl)
                }
                _ => false,
            };
            if !contradicted && !marks.iter().any(|known| known.rank() == mark.rank()) {
                marks.push(mark.clone());
            }
        }
        marks.sort_by_key(Mark::rank);
        marks
    }

    fn break_line(&mut self) {
        if self.line.as_mut().is_some_and(Line::push_break) {
            self.report.change("two line breaks", "two paragraphs");
            self.end_line();
        }
    }

    fn link(&mut self, id: NodeId) {
        self.run(id);
        let Some(address) = self.dom.attr(id, "href").filter(|address| !address.trim().is_empty()) else {
            return;
        };
        let whole = match address.trim() {
            path if path.starts_with('/') && !path.starts_with("//") => {
                format!("{}{path}", self.options.base_href.trim_end_matches('/'))
            }
            other => other.to_owned(),
        };
        match crate::href::tidy(&whole) {
            Ok(href) => {
                let title = text::clean::clean_line(self.dom.attr(id, "title").unwrap_or_default());
                let title = title.chars().take(limits::ATTR_CHARS).collect();
                self.marks.push(Mark::Link { attrs: LinkAttrs { href, title } });
            }
            Err(error) => {
                let place = self.place_words();
                self.report.drop("the address of a link (its words stay)", &place, &error.to_string());
            }
        }
    }

    /// A run that may be of another language or direction than the text around it.
    fn run(&mut self, id: NodeId) {
        let bdi = self.dom.name(id) == Some("bdi");
        let lang = self.language(id).unwrap_or_default();
        let dir =
            if self.options.keep_dir { self.dom.attr(id, "dir").map(str::to_ascii_lowercase) } else { None };
        let dir = match dir.as_deref() {
            Some("ltr") => RunDir::Ltr,
            Some("rtl") => RunDir::Rtl,
            _ => RunDir::Auto,
        };
        let around = self.context.1.unwrap_or(self.options.base_dir);
        let same =
            matches!((dir, around), (RunDir::Rtl, Dir::Rtl) | (RunDir::Ltr, Dir::Ltr) | (RunDir::Auto, _));
        if lang.is_empty()
            && ((same && !bdi) || (dir == RunDir::Ltr && is_one_part(&self.dom.text_below(id))))
        {
            return;
        }
        self.marks.push(Mark::isolate(lang, dir));
    }

    /// The element's language, where it is not the one around it.
    fn language(&self, id: NodeId) -> Option<String> {
        let lang = self.dom.attr(id, "lang").map(str::trim).filter(|lang| is_lang(lang))?;
        let around = self.context.0.as_deref().unwrap_or(self.options.base_lang);
        (text::lang::primary(lang) != text::lang::primary(around)).then(|| lang.to_owned())
    }

    fn block_language(&mut self, id: NodeId) {
        let wanted = self.dom.attr(id, "dir").filter(|_| self.options.keep_dir);
        let dir = match wanted.map(str::to_ascii_lowercase).as_deref() {
            Some("ltr") => Some(Dir::Ltr),
            Some("rtl") => Some(Dir::Rtl),
            _ => None,
        };
        let lang = self.language(id);
        if lang.is_none() && dir.is_none() {
            return;
        }
        let says = lang.as_deref().map(text::lang::is_rtl).or(dir.map(|dir| dir == Dir::Rtl));
        let reads =
            text::bidi::first_strong(&self.dom.text_below(id)).map(|d| d == text::bidi::Direction::Rtl);
        if says == Some(false) && reads == Some(true) {
            // Word processors write left to right, English, on whatever was typed.
            return self.report.change("a language or direction that the text contradicts", "the page's own");
        }
        let page = self.options.base_dir;
        let own_dir = dir.or_else(|| {
            lang.as_deref().map(|lang| if text::lang::is_rtl(lang) { Dir::Rtl } else { Dir::Ltr })
        });
        if let Some(lang) = lang {
            self.context.0 = Some(lang);
        } else if self
            .dom
            .attr(id, "lang")
            .is_some_and(|l| text::lang::primary(l) == text::lang::primary(self.options.base_lang))
        {
            self.context.0 = None;
        }
        self.context.1 = own_dir.filter(|dir| *dir != page);
    }

    fn drop_element(&mut self, id: NodeId, why: &str) {
        let name = self.dom.name(id).unwrap_or_default().to_owned();
        let place = self.place_words();
        self.report.drop(&name, &place, why);
        let hidden = self.dom.text_below(id);
        if !matches!(name.as_str(), "script" | "style") {
            self.report.hide(&hidden);
        }
        if let Some(address) = self.dom.attr(id, "src").or_else(|| self.dom.attr(id, "href")) {
            self.report.hide(address);
        }
    }
}

/// `text` in pieces of about `size` bytes, parted after white space where there is any.
fn pieces(text: &str, size: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > size {
        let mut end = size;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let cut = rest[..end].rfind(char::is_whitespace).filter(|cut| *cut > 0).unwrap_or(end);
        let (piece, more) = rest.split_at(cut);
        pieces.push(piece);
        rest = more;
    }
    pieces.push(rest);
    pieces
}
