//! Questions about a document that are answered by walking it.

use crate::tree::*;

/// A line of text and the block it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Id of the nearest block that has one (a cell's line carries its table's).
    pub id: &'a BlockId,
    /// What the line says.
    pub content: &'a [Inline],
}

/// Every line of text, in reading order: paragraphs, headings, items, cells.
pub fn lines(tree: &Tree) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    for block in &tree.content {
        block_lines(block, &mut found);
    }
    found
}

/// The lines of one block, in reading order.
pub fn lines_of(block: &Block) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    block_lines(block, &mut found);
    found
}

/// The pictures, those inside galleries included, in reading order.
pub fn pictures(tree: &Tree) -> Vec<&PictureAttrs> {
    tree.content.iter().flat_map(pictures_of).collect()
}

/// The pictures of one block: itself, or those it holds.
pub fn pictures_of(block: &Block) -> Vec<&PictureAttrs> {
    match block {
        Block::Picture(b) => vec![&b.attrs],
        Block::Gallery(b) => b.content.iter().map(|picture| &picture.attrs).collect(),
        Block::Map(b) => b.content.iter().map(|picture| &picture.attrs).collect(),
        _ => Vec::new(),
    }
}

/// The statements, in reading order.
pub fn statements(tree: &Tree) -> Vec<&Statement> {
    tree.content.iter().filter_map(|b| if let Block::Statement(b) = b { Some(b) } else { None }).collect()
}

/// The embeds, in reading order.
pub fn embeds(tree: &Tree) -> Vec<&EmbedAttrs> {
    tree.content.iter().filter_map(|b| if let Block::Embed(b) = b { Some(&b.attrs) } else { None }).collect()
}

/// Ids of the articles named inside the text, in reading order, repeats kept.
pub fn related_ids(tree: &Tree) -> Vec<&str> {
    tree.content
        .iter()
        .filter_map(|b| if let Block::Related(b) = b { Some(b.attrs.article.as_str()) } else { None })
        .collect()
}

/// Addresses the text links to and the sources of its statements, in reading order, repeats kept.
pub fn links(tree: &Tree) -> Vec<&str> {
    let mut found = Vec::new();
    for block in &tree.content {
        for line in lines_of(block) {
            for inline in line.content {
                let Inline::Text(text) = inline else { continue };
                found.extend(text.marks.iter().filter_map(|mark| match mark {
                    Mark::Link { attrs } => Some(attrs.href.as_str()),
                    _ => None,
                }));
            }
        }
        if let Block::Statement(b) = block
            && !b.attrs.href.is_empty()
        {
            found.push(&b.attrs.href);
        }
    }
    found
}

/// Ids of all blocks, nested ones and list items included, in reading order.
pub fn block_ids(tree: &Tree) -> Vec<&BlockId> {
    let mut found = Vec::new();
    for block in &tree.content {
        found.push(block.id());
        match block {
            Block::List(b) => list_ids(b, &mut found),
            Block::Gallery(b) => found.extend(b.content.iter().map(|picture| &picture.attrs.id)),
            Block::Map(b) => found.extend(b.content.iter().map(|picture| &picture.attrs.id)),
            Block::Quote(b) => found.extend(b.content.iter().map(|p| &p.attrs.id)),
            Block::Audio(b) => found.extend(b.content.iter().map(|p| &p.attrs.id)),
            Block::Statement(b) => found.extend(b.content.iter().map(|p| &p.attrs.id)),
            Block::Facts(b) => b.content.iter().for_each(|inner| match inner {
                FactsBlock::Heading(b) => found.push(&b.attrs.id),
                FactsBlock::Paragraph(b) => found.push(&b.attrs.id),
                FactsBlock::List(b) => {
                    found.push(&b.attrs.id);
                    list_ids(b, &mut found);
                }
            }),
            _ => {}
        }
    }
    found
}

fn list_ids<'a>(list: &'a List, found: &mut Vec<&'a BlockId>) {
    for item in &list.content {
        found.push(&item.attrs.id);
        for inner in &item.content {
            match inner {
                ItemBlock::Paragraph(b) => found.push(&b.attrs.id),
                ItemBlock::List(b) => {
                    found.push(&b.attrs.id);
                    list_ids(b, found);
                }
            }
        }
    }
}

fn block_lines<'a>(block: &'a Block, found: &mut Vec<Line<'a>>) {
    let paragraph = |p: &'a Paragraph| Line { id: &p.attrs.id, content: &p.content };
    match block {
        Block::Paragraph(b) => found.push(paragraph(b)),
        Block::Heading(b) => found.push(Line { id: &b.attrs.id, content: &b.content }),
        Block::List(b) => list_lines(b, found),
        Block::Quote(b) => found.extend(b.content.iter().map(paragraph)),
        Block::Statement(b) => found.extend(b.content.iter().map(paragraph)),
        Block::Audio(b) => found.extend(b.content.iter().map(paragraph)),
        Block::Facts(b) => b.content.iter().for_each(|inner| match inner {
            FactsBlock::Heading(b) => found.push(Line { id: &b.attrs.id, content: &b.content }),
            FactsBlock::Paragraph(b) => found.push(paragraph(b)),
            FactsBlock::List(b) => list_lines(b, found),
        }),
        Block::Table(b) => {
            let cells = b.content.iter().flat_map(|row| &row.content);
            found.extend(cells.map(|cell| Line { id: &b.attrs.id, content: &cell.content }));
        }
        Block::Map(_) | Block::File(_) => {}
        Block::Picture(_) | Block::Gallery(_) | Block::Related(_) | Block::Embed(_) | Block::Rule(_) => {}
    }
}

fn list_lines<'a>(list: &'a List, found: &mut Vec<Line<'a>>) {
    for inner in list.content.iter().flat_map(|item| &item.content) {
        match inner {
            ItemBlock::Paragraph(p) => found.push(Line { id: &p.attrs.id, content: &p.content }),
            ItemBlock::List(b) => list_lines(b, found),
        }
    }
}

/// The lines of the block with this id, or of what stands inside it, in reading order.
pub fn lines_in<'a>(tree: &'a Tree, block: &str) -> Vec<Line<'a>> {
    let of = |one: &'a Block| {
        let whole = one.id().as_str() == block;
        lines_of(one).into_iter().filter(move |line| whole || line.id.as_str() == block)
    };
    tree.content.iter().flat_map(of).collect()
}
