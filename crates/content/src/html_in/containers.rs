//! What encloses lines while HTML is read, and how each becomes a block when it ends. What a block may not hold is
//! put after it, never lost.

use crate::limits;
use crate::text_out::line_text;
use crate::tree::*;

/// What kind of enclosure.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// The document.
    Root,
    /// A list.
    List { ordered: bool },
    /// An item.
    Item,
    /// A quotation; with an address when it stands for something of a known site.
    Quote { embed: Option<(String, &'static str)> },
    /// A fact box.
    Facts,
    /// A figure.
    Figure(FigureParts),
    /// What holds the pictures of a gallery.
    Gallery,
    /// A place on the earth.
    Map(MapAttrs),
    /// Words under a figure.
    Caption,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A cell and how many columns it spans.
    Cell { header: bool, span: usize },
}

/// What a figure has besides blocks.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct FigureParts {
    pub(super) caption: String,
    pub(super) credit: String,
    /// Who said the quotation inside, when the caption tells.
    pub(super) statement: Option<Box<StatementAttrs>>,
    /// Which missing pictures of the report stand in this figure.
    pub(super) missing: Vec<usize>,
}

/// One enclosure and what has been gathered in it.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) kind: Kind,
    pub(super) blocks: Vec<Block>,
    pub(super) items: Vec<Item>,
    pub(super) cells: Vec<GatheredCell>,
    pub(super) rows: Vec<Vec<GatheredCell>>,
}

/// A cell as gathered.
#[derive(Debug)]
pub(super) struct GatheredCell {
    pub(super) header: bool,
    pub(super) blocks: Vec<Block>,
}

/// What became of an enclosure: blocks for the enclosure around it, and what to tell.
#[derive(Debug, Default)]
pub(super) struct Closed {
    pub(super) blocks: Vec<Block>,
    pub(super) changed: Vec<(&'static str, &'static str)>,
}

impl Container {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, blocks: Vec::new(), items: Vec::new(), cells: Vec::new(), rows: Vec::new() }
    }

    /// Takes a block in.
    pub(super) fn take(&mut self, block: Block) {
        match (&self.kind, block) {
            (Kind::List { .. }, Block::List(list)) => match self.items.last_mut() {
                Some(item) => item.content.push(list.into()),
                None => self.items.extend(list.content),
            },
            (Kind::List { .. }, Block::Paragraph(paragraph)) => {
                self.items.push(item_of(vec![paragraph.into()]))
            }
            (_, block) => self.blocks.push(block),
        }
    }
}

/// A list of the gathered items, and behind it what items could not hold.
pub(super) fn close_list(list: Container, ordered: bool) -> Closed {
    let mut closed = Closed::default();
    if !list.items.is_empty() {
        let attrs = ListAttrs { id: BlockId::none(), ordered };
        closed.blocks.push(List { attrs, content: list.items }.into());
    }
    closed.blocks.extend(list.blocks);
    closed
}

/// An item of the gathered blocks; what it cannot hold is handed back.
pub(super) fn close_item(item: Container) -> (Option<Item>, Closed) {
    let mut closed = Closed::default();
    let mut content: Vec<ItemBlock> = Vec::new();
    for block in item.blocks {
        match block {
            Block::List(list) => {
                if content.is_empty() {
                    content.push(Paragraph::default().into());
                }
                content.push(list.into());
            }
            other => match into_paragraphs(other) {
                Ok((paragraphs, changed)) => {
                    closed.changed.extend(changed);
                    content.extend(paragraphs.into_iter().map(ItemBlock::from));
                }
                Err(other) => {
                    closed.changed.push(("a block inside a list's item", "a block after the list"));
                    closed.blocks.push(*other);
                }
            },
        }
    }
    ((!content.is_empty()).then(|| item_of_blocks(content)), closed)
}

/// A quotation, or the embed it stands for.
pub(super) fn close_quote(quote: Container, embed: Option<(String, &'static str)>) -> Closed {
    let mut closed = Closed::default();
    let mut content = Vec::new();
    let mut after = Vec::new();
    for block in quote.blocks {
        match into_paragraphs(block) {
            Ok((paragraphs, changed)) => {
                closed.changed.extend(changed);
                content.extend(paragraphs);
            }
            Err(other) => after.push(*other),
        }
    }
    if let Some((href, provider)) = embed {
        let words: Vec<String> = content.iter().map(|p| line_text(&p.content)).collect();
        let title: String = words.join(" ").chars().take(limits::ATTR_CHARS).collect();
        let attrs = EmbedAttrs { id: BlockId::none(), href, provider: provider.to_owned(), title };
        closed.changed.push(("a quotation box of a known site", "an embed with its words as title"));
        closed.blocks.push(Embed { attrs }.into());
    } else if !content.is_empty() {
        closed.blocks.push(Quote { attrs: TextAttrs::default(), content }.into());
    }
    closed.blocks.extend(after);
    closed
}

/// A fact box of the gathered blocks.
pub(super) fn close_facts(facts: Container) -> Closed {
    let mut closed = Closed::default();
    let mut content: Vec<FactsBlock> = Vec::new();
    let mut after = Vec::new();
    for block in facts.blocks {
        match block {
            Block::Heading(mut heading) if content.is_empty() => {
                heading.attrs.level = HeadingLevel::Three;
                content.push(heading.into());
            }
            Block::List(list) => content.push(list.into()),
            other => match into_paragraphs(other) {
                Ok((paragraphs, changed)) => {
                    closed.changed.extend(changed);
                    content.extend(paragraphs.into_iter().map(FactsBlock::from));
                }
                Err(other) => after.push(*other),
            },
        }
    }
    match content.as_slice() {
        [] => {}
        [FactsBlock::Heading(heading)] => closed.blocks.push(heading.clone().into()),
        _ => closed.blocks.push(Facts { attrs: IdAttrs::default(), content }.into()),
    }
    closed.blocks.extend(after);
    closed
}

/// A figure: its caption goes to its picture or embed, or makes its quotation a statement, or stays as a paragraph.
pub(super) fn close_figure(figure: Container, parts: FigureParts) -> Closed {
    let mut closed = Closed { blocks: figure.blocks, changed: Vec::new() };
    let caption: String = parts.caption.chars().take(limits::ATTR_CHARS).collect();
    if let (Some(attrs), [Block::Quote(_)]) = (&parts.statement, closed.blocks.as_slice())
        && let Some(Block::Quote(quote)) = closed.blocks.pop()
    {
        let mut attrs = (**attrs).clone();
        (attrs.lang, attrs.dir) = (quote.attrs.lang, quote.attrs.dir);
        closed.blocks.push(Statement { attrs, content: quote.content }.into());
        return closed;
    }
    // A figure of figures, as galleries are written: what a picture has from its own stays with it.
    let is_bare = |picture: &Picture| picture.attrs.caption.is_empty() && picture.attrs.credit.is_empty();
    let spoken = match closed
        .blocks
        .iter_mut()
        .rev()
        .find(|b| matches!(b, Block::Picture(_) | Block::Embed(_) | Block::Audio(_)))
    {
        Some(Block::Picture(picture)) if is_bare(picture) => {
            picture.attrs.caption = caption.clone();
            picture.attrs.credit = parts.credit.chars().take(limits::ATTR_CHARS).collect();
            true
        }
        Some(Block::Embed(embed)) if embed.attrs.title.is_empty() => {
            embed.attrs.title = caption.clone();
            true
        }
        Some(Block::Audio(audio)) if audio.attrs.title.is_empty() && audio.attrs.credit.is_empty() => {
            audio.attrs.title = caption.clone();
            audio.attrs.credit = parts.credit.chars().take(limits::ATTR_CHARS).collect();
            true
        }
        // The caption of a picture that is missing stands in the report beside the picture.
        _ => closed.blocks.is_empty() && !parts.missing.is_empty(),
    };
    closed.blocks = together(with_words(closed.blocks));
    if !spoken && !caption.is_empty() {
        closed.changed.push(("a figure's caption", "a paragraph"));
        closed.blocks.push(Block::paragraph(caption));
    }
    closed
}

/// Paragraphs that follow a recording inside its figure are the words that are said in it.
fn with_words(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (block, out.last_mut()) {
            (Block::Paragraph(said), Some(Block::Audio(audio))) => {
                audio.content.retain(|paragraph| !paragraph.content.is_empty());
                audio.content.push(said);
            }
            (block, _) => out.push(block),
        }
    }
    out
}

/// A map with the first of the gathered pictures.
pub(super) fn close_map(map: Container, attrs: MapAttrs) -> Closed {
    let mut content = Vec::new();
    let mut after = Vec::new();
    for block in map.blocks {
        match block {
            Block::Picture(picture) if content.is_empty() => content.push(picture),
            other => after.push(other),
        }
    }
    let mut blocks = vec![Map { attrs, content }.into()];
    blocks.extend(after);
    Closed { blocks, changed: Vec::new() }
}

/// A gallery of the gathered pictures; words between them part it.
pub(super) fn close_gallery(gallery: Container) -> Closed {
    Closed { blocks: together(gallery.blocks), changed: Vec::new() }
}

/// Pictures that follow each other become galleries, the last of which may be one picture; a gallery among them is opened.
fn together(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut pictures = Vec::new();
    for block in blocks {
        match block {
            Block::Picture(picture) => pictures.push(picture),
            Block::Gallery(gallery) => pictures.extend(gallery.content),
            other => {
                out.extend(galleries(std::mem::take(&mut pictures)));
                out.push(other);
            }
        }
    }
    out.extend(galleries(pictures));
    out
}

fn galleries(pictures: Vec<Picture>) -> Vec<Block> {
    let gallery = |pictures: &[Picture]| match pictures {
        [picture] => picture.clone().into(),
        pictures => Gallery { attrs: IdAttrs::default(), content: pictures.to_vec() }.into(),
    };
    pictures.chunks(limits::GALLERY_MOST).map(gallery).collect()
}

/// A table of the gathered rows; a table that only lays out a page becomes its blocks.
pub(super) fn close_table(table: Container) -> Closed {
    let mut closed = Closed::default();
    let mut rows: Vec<Vec<GatheredCell>> = table.rows.into_iter().filter(|row| !row.is_empty()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let holds_only_text = rows.iter().flatten().all(|cell| cell.blocks.iter().all(is_text));
    if columns <= 1 || columns > limits::TABLE_COLUMNS || rows.len() > limits::TABLE_ROWS || !holds_only_text
    {
        if !rows.is_empty() {
            closed.changed.push(("a table without columns, too large, or with more than text", "its blocks"));
        }
        closed.blocks.extend(rows.into_iter().flatten().flat_map(|cell| cell.blocks));
        closed.blocks.extend(table.blocks);
        return closed;
    }
    let header = rows[0].iter().all(|cell| cell.header);
    for row in &mut rows {
        if row.len() < columns {
            closed.changed.push(("a row with fewer cells", "a full row"));
        }
        row.resize_with(columns, || GatheredCell { header: false, blocks: Vec::new() });
    }
    let content = rows
        .into_iter()
        .map(|row| Row::new(row.into_iter().map(|cell| Cell::new(one_line(cell.blocks))).collect()))
        .collect();
    closed.blocks.extend(table.blocks);
    closed.blocks.push(Table { attrs: TableAttrs { id: BlockId::none(), header }, content }.into());
    closed
}

type Paragraphs = (Vec<Paragraph>, Option<(&'static str, &'static str)>);

/// The text of a block as paragraphs, when it is nothing but text.
fn into_paragraphs(block: Block) -> Result<Paragraphs, Box<Block>> {
    match block {
        Block::Paragraph(paragraph) => Ok((vec![paragraph], None)),
        Block::Heading(b) => {
            let attrs = TextAttrs { id: b.attrs.id, lang: b.attrs.lang, dir: b.attrs.dir };
            Ok((
                vec![Paragraph { attrs, content: b.content }],
                Some(("a heading inside another block", "a paragraph")),
            ))
        }
        Block::Quote(b) => Ok((b.content, Some(("a quotation inside another block", "paragraphs")))),
        Block::List(b) => {
            let mut paragraphs = Vec::new();
            list_paragraphs(b, &mut paragraphs);
            Ok((paragraphs, Some(("a list inside a quotation", "paragraphs"))))
        }
        other => Err(Box::new(other)),
    }
}

fn list_paragraphs(list: List, found: &mut Vec<Paragraph>) {
    for block in list.content.into_iter().flat_map(|item| item.content) {
        match block {
            ItemBlock::Paragraph(paragraph) => found.push(paragraph),
            ItemBlock::List(list) => list_paragraphs(list, found),
        }
    }
}

fn is_text(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_) | Block::Heading(_) | Block::Quote(_) | Block::List(_))
}

fn one_line(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line = Vec::new();
    for block in blocks {
        let Ok((paragraphs, _)) = into_paragraphs(block) else { continue };
        for paragraph in paragraphs.into_iter().filter(|p| !p.content.is_empty()) {
            if !line.is_empty() {
                line.push(Inline::hard_break());
            }
            line.extend(paragraph.content);
        }
    }
    line
}

fn item_of(content: Vec<ItemBlock>) -> Item {
    item_of_blocks(content)
}

fn item_of_blocks(content: Vec<ItemBlock>) -> Item {
    Item { attrs: IdAttrs::default(), content }
}
