//! The words of a document without marks: for search, counting, reading time and descriptions.

use crate::tree::*;
use crate::walk;

/// What of a document counts as its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextOptions {
    /// Captions, alternative texts and credits that the document itself carries.
    pub pictures: bool,
    /// Who said a statement, in what role, to whom, where and through which source.
    pub speakers: bool,
}

/// The text, one line of it per line, blocks parted by an empty line. Nothing but the running text.
pub fn text(tree: &Tree) -> String {
    text_with(tree, TextOptions::default())
}

/// The text for the search index: captions and speakers included.
pub fn search_text(tree: &Tree) -> String {
    text_with(tree, TextOptions { pictures: true, speakers: true })
}

/// The text with what `options` adds to it.
pub fn text_with(tree: &Tree, options: TextOptions) -> String {
    let blocks: Vec<String> =
        tree.content.iter().map(|block| block_text(block, options)).filter(|text| !text.is_empty()).collect();
    blocks.join("\n\n")
}

/// The words of one line, line breaks as new lines.
pub fn line_text(line: &[Inline]) -> String {
    let mut text = String::new();
    for inline in line {
        match inline {
            Inline::Text(run) => text.push_str(&run.text),
            Inline::HardBreak(_) => text.push('\n'),
        }
    }
    text
}

/// Words, counted by white space; for the reading time (about 180 Arabic words a minute).
pub fn word_count(tree: &Tree) -> usize {
    walk::lines(tree).iter().map(|line| line_text(line.content).split_whitespace().count()).sum()
}

/// The first `words` words of the running text on one line, with an ellipsis when some were left out. Headings,
/// lists and tables are skipped while there are paragraphs; for descriptions and feeds.
pub fn excerpt(tree: &Tree, words: usize) -> String {
    let paragraphs: Vec<&[Inline]> = tree
        .content
        .iter()
        .filter_map(|block| if let Block::Paragraph(p) = block { Some(p.content.as_slice()) } else { None })
        .filter(|line| !line_text(line).trim().is_empty())
        .collect();
    let lines = if paragraphs.is_empty() {
        walk::lines(tree).iter().map(|line| line.content).collect()
    } else {
        paragraphs
    };
    let (mut kept, mut more) = (Vec::new(), false);
    'lines: for line in lines {
        for word in line_text(line).split_whitespace() {
            if kept.len() == words {
                more = true;
                break 'lines;
            }
            kept.push(word.to_owned());
        }
    }
    let excerpt = kept.join(" ");
    if more {
        format!("{}…", excerpt.trim_end_matches(['،', ',', '؛', ';', ':', '.', ' ']))
    } else {
        excerpt
    }
}

fn block_text(block: &Block, options: TextOptions) -> String {
    let mut lines: Vec<String> = Vec::new();
    match block {
        Block::Table(table) => lines.extend(table.content.iter().map(|row| {
            let cells: Vec<String> = row.content.iter().map(|cell| line_text(&cell.content)).collect();
            cells.join("\t")
        })),
        other => lines.extend(walk::lines_of(other).iter().map(|line| line_text(line.content))),
    }
    match block {
        Block::Statement(b) if options.speakers => {
            let a = &b.attrs;
            lines.extend([&a.speaker, &a.role, &a.to, &a.place, &a.source].into_iter().cloned());
        }
        Block::Picture(_) | Block::Gallery(_) if options.pictures => {
            let said = walk::pictures_of(block).into_iter().flat_map(|a| [&a.caption, &a.alt, &a.credit]);
            lines.extend(said.cloned());
        }
        Block::Embed(b) if options.pictures => lines.push(b.attrs.title.clone()),
        Block::Audio(b) if options.pictures => {
            lines.extend([&b.attrs.title, &b.attrs.credit].into_iter().cloned());
        }
        Block::Map(b) if options.pictures => {
            lines.extend([&b.attrs.place, &b.attrs.caption].into_iter().cloned());
            let said = walk::pictures_of(block).into_iter().flat_map(|a| [&a.caption, &a.alt, &a.credit]);
            lines.extend(said.cloned());
        }
        Block::File(b) if options.pictures => lines.push(b.attrs.title.clone()),
        _ => {}
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}
