//! What a schema cannot say: order inside a node, shape of tables, depth of lists, sums.

use super::TreeError;
use super::validate::pointer;
use crate::limits;
use crate::tree::*;

/// Checks a built tree; the first broken rule is reported with its place.
pub(crate) fn check(tree: &Tree) -> Result<(), TreeError> {
    let mut rules = Rules { place: vec!["content".into()], blocks: 0 };
    if tree.content.is_empty() {
        return rules.refuse("a document has at least one block");
    }
    rules.each(&tree.content, |rules, block| rules.block(block))
}

struct Rules {
    place: Vec<String>,
    blocks: usize,
}

type Checked = Result<(), TreeError>;

impl Rules {
    fn refuse(&self, why: impl Into<String>) -> Checked {
        Err(TreeError::Refused { at: pointer(&self.place), why: why.into() })
    }

    fn each<T>(&mut self, nodes: &[T], check: impl Fn(&mut Self, &T) -> Checked) -> Checked {
        for (index, node) in nodes.iter().enumerate() {
            self.place.push(index.to_string());
            check(self, node)?;
            self.place.pop();
        }
        Ok(())
    }

    fn inside<T>(&mut self, nodes: &[T], check: impl Fn(&mut Self, &T) -> Checked) -> Checked {
        self.place.push("content".into());
        if nodes.is_empty() {
            return self.refuse("this may not be empty");
        }
        self.each(nodes, check)?;
        self.place.pop();
        Ok(())
    }

    fn count(&mut self) -> Checked {
        self.blocks += 1;
        if self.blocks > limits::BLOCKS {
            return self.refuse(format!("the document has more than {} blocks", limits::BLOCKS));
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> Checked {
        match block {
            Block::Paragraph(b) => self.paragraph(b),
            Block::Heading(b) => self.heading(b),
            Block::List(b) => self.list(b, 1),
            Block::Quote(b) => self.count().and_then(|()| self.inside(&b.content, Self::paragraph)),
            Block::Statement(b) => self.count().and_then(|()| self.inside(&b.content, Self::paragraph)),
            Block::Facts(b) => self.facts(b),
            Block::Table(b) => self.table(b),
            Block::Gallery(b) => self.gallery(b),
            Block::Audio(b) => self.count().and_then(|()| self.inside(&b.content, Self::paragraph)),
            Block::Map(b) if b.content.len() > 1 => self.refuse("a map has one picture at most"),
            Block::Map(b) => self.count().and_then(|()| b.content.iter().try_for_each(|_| self.count())),
            Block::File(_) => self.count(),
            Block::Picture(_) | Block::Related(_) | Block::Embed(_) | Block::Rule(_) => self.count(),
        }
    }

    fn gallery(&mut self, gallery: &Gallery) -> Checked {
        self.count()?;
        let (least, most) = (limits::GALLERY_LEAST, limits::GALLERY_MOST);
        if !(least..=most).contains(&gallery.content.len()) {
            return self.refuse(format!("a gallery has {least} to {most} pictures"));
        }
        self.inside(&gallery.content, |rules, _| rules.count())
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Checked {
        self.count()?;
        self.line(&paragraph.content)
    }

    fn heading(&mut self, heading: &Heading) -> Checked {
        self.count()?;
        self.line(&heading.content)
    }

    fn list(&mut self, list: &List, depth: usize) -> Checked {
        self.count()?;
        if depth > limits::LIST_DEPTH {
            return self.refuse(format!("lists may stand {} deep, not deeper", limits::LIST_DEPTH));
        }
        self.inside(&list.content, |rules, item| {
            rules.count()?;
            if !matches!(item.content.first(), Some(ItemBlock::Paragraph(_))) {
                return rules.refuse("an item begins with a paragraph");
            }
            rules.inside(&item.content, |rules, block| match block {
                ItemBlock::Paragraph(b) => rules.paragraph(b),
                ItemBlock::List(b) => rules.list(b, depth + 1),
            })
        })
    }

    fn facts(&mut self, facts: &Facts) -> Checked {
        self.count()?;
        let titled = matches!(facts.content.first(), Some(FactsBlock::Heading(_)));
        let rest = if titled { &facts.content[1..] } else { &facts.content[..] };
        if rest.is_empty() || rest.iter().any(|b| matches!(b, FactsBlock::Heading(_))) {
            return self.refuse("a fact box has at most one heading, first, and then paragraphs or lists");
        }
        self.inside(&facts.content, |rules, block| match block {
            FactsBlock::Heading(b) if b.attrs.level != HeadingLevel::Three => {
                rules.refuse("the heading of a fact box has level 3")
            }
            FactsBlock::Heading(b) => rules.heading(b),
            FactsBlock::Paragraph(b) => rules.paragraph(b),
            FactsBlock::List(b) => rules.list(b, 1),
        })
    }

    fn table(&mut self, table: &Table) -> Checked {
        self.count()?;
        let columns = table.content.first().map_or(0, |row| row.content.len());
        if columns > limits::TABLE_COLUMNS || table.content.len() > limits::TABLE_ROWS {
            let (c, r) = (limits::TABLE_COLUMNS, limits::TABLE_ROWS);
            return self.refuse(format!("a table has at most {c} columns and {r} rows"));
        }
        self.inside(&table.content, |rules, row| {
            if row.content.len() != columns {
                return rules
                    .refuse(format!("this row has {} cells, the first has {columns}", row.content.len()));
            }
            rules.inside(&row.content, |rules, cell| rules.line(&cell.content))
        })
    }

    fn line(&mut self, line: &[Inline]) -> Checked {
        let mut chars = 0;
        for (index, inline) in line.iter().enumerate() {
            let Inline::Text(text) = inline else { continue };
            chars += text.text.chars().count();
            let twice = (1..text.marks.len())
                .any(|i| text.marks[..i].iter().any(|earlier| earlier.rank() == text.marks[i].rank()));
            if twice {
                self.place.extend(["content".into(), index.to_string(), "marks".into()]);
                return self.refuse("a mark stands twice on the same text");
            }
        }
        if chars > limits::BLOCK_CHARS {
            return self.refuse(format!("this block has more than {} characters", limits::BLOCK_CHARS));
        }
        Ok(())
    }
}
