//! The canonical form: the one that two equal documents share, and that the editor's library would write.

use crate::clean;
use crate::tree::*;
use std::collections::HashSet;

/// Brings `tree` into canonical form: equal neighbours joined, empty text removed, marks ordered and not
/// repeated, characters composed, controls and invisible marks of direction removed, every block with an id of
/// its own. `new_id` gives ids; one that is malformed or taken is asked for again, a few times, and then counted
/// onwards, so a poor source cannot hang this.
pub fn canonical(mut tree: Tree, new_id: &mut dyn FnMut() -> String) -> Tree {
    let mut ids = Ids { taken: HashSet::new(), new_id, counter: 0 };
    if tree.content.is_empty() {
        tree.content.push(Block::Paragraph(Paragraph::default()));
    }
    tree.content.iter_mut().for_each(|block| ids.block(block));
    tree
}

/// Brings one line into canonical form.
pub fn canonical_line(line: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(line.len());
    for inline in line {
        let Inline::Text(mut text) = inline else {
            joined.push(inline);
            continue;
        };
        text.marks.sort_by_key(Mark::rank);
        text.marks.dedup_by_key(|mark| mark.rank());
        text.text.retain(|c| !clean::must_go(c));
        if text.text.is_empty() {
            continue;
        }
        match joined.last_mut() {
            Some(Inline::Text(last)) if last.marks == text.marks => last.text.push_str(&text.text),
            _ => joined.push(Inline::Text(text)),
        }
    }
    for inline in &mut joined {
        if let Inline::Text(text) = inline {
            tidy(&mut text.text);
        }
    }
    joined
}

fn tidy(text: &mut String) {
    if let Some(cleaned) = clean::canonical_text(text) {
        *text = cleaned;
    }
}

struct Ids<'a> {
    taken: HashSet<BlockId>,
    new_id: &'a mut dyn FnMut() -> String,
    counter: u64,
}

impl Ids<'_> {
    fn settle(&mut self, id: &mut BlockId) {
        if id.is_none() || self.taken.contains(id) {
            *id = self.fresh();
        }
        self.taken.insert(id.clone());
    }

    fn fresh(&mut self) -> BlockId {
        for _ in 0..8 {
            if let Some(id) = BlockId::new(&(self.new_id)())
                && !self.taken.contains(&id)
            {
                return id;
            }
        }
        loop {
            self.counter += 1;
            if let Some(id) = BlockId::new(&format!("b{:08}", self.counter))
                && !self.taken.contains(&id)
            {
                return id;
            }
        }
    }

    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Paragraph(b) => self.paragraph(b),
            Block::Heading(b) => self.heading(b),
            Block::List(b) => self.list(b),
            Block::Quote(b) => {
                self.settle(&mut b.attrs.id);
                b.content.iter_mut().for_each(|p| self.paragraph(p));
            }
            Block::Statement(b) => self.statement(b),
            Block::Picture(b) => self.picture(b),
            Block::Gallery(b) => {
                self.settle(&mut b.attrs.id);
                b.content.iter_mut().for_each(|picture| self.picture(picture));
            }
            Block::Facts(b) => {
                self.settle(&mut b.attrs.id);
                b.content.iter_mut().for_each(|inner| match inner {
                    FactsBlock::Heading(b) => self.heading(b),
                    FactsBlock::Paragraph(b) => self.paragraph(b),
                    FactsBlock::List(b) => self.list(b),
                });
            }
            Block::Related(b) => self.settle(&mut b.attrs.id),
            Block::Table(b) => {
                self.settle(&mut b.attrs.id);
                for cell in b.content.iter_mut().flat_map(|row| &mut row.content) {
                    cell.content = canonical_line(std::mem::take(&mut cell.content));
                }
            }
            Block::Embed(b) => {
                self.settle(&mut b.attrs.id);
                [&mut b.attrs.provider, &mut b.attrs.title].into_iter().for_each(tidy);
            }
            Block::Audio(b) => {
                let a = &mut b.attrs;
                self.settle(&mut a.id);
                [&mut a.provider, &mut a.title, &mut a.credit].into_iter().for_each(tidy);
                b.content.iter_mut().for_each(|p| self.paragraph(p));
            }
            Block::Map(b) => {
                self.settle(&mut b.attrs.id);
                [&mut b.attrs.place, &mut b.attrs.caption].into_iter().for_each(tidy);
                b.content.iter_mut().for_each(|picture| self.picture(picture));
            }
            Block::File(b) => {
                let a = &mut b.attrs;
                self.settle(&mut a.id);
                [&mut a.title, &mut a.format, &mut a.weight].into_iter().for_each(tidy);
            }
            Block::Rule(b) => self.settle(&mut b.attrs.id),
        }
    }

    fn picture(&mut self, picture: &mut Picture) {
        let a = &mut picture.attrs;
        self.settle(&mut a.id);
        [&mut a.caption, &mut a.alt, &mut a.credit].into_iter().for_each(tidy);
    }

    fn paragraph(&mut self, paragraph: &mut Paragraph) {
        self.settle(&mut paragraph.attrs.id);
        paragraph.content = canonical_line(std::mem::take(&mut paragraph.content));
    }

    fn heading(&mut self, heading: &mut Heading) {
        self.settle(&mut heading.attrs.id);
        heading.content = canonical_line(std::mem::take(&mut heading.content));
    }

    fn list(&mut self, list: &mut List) {
        self.settle(&mut list.attrs.id);
        for item in &mut list.content {
            self.settle(&mut item.attrs.id);
            item.content.iter_mut().for_each(|inner| match inner {
                ItemBlock::Paragraph(b) => self.paragraph(b),
                ItemBlock::List(b) => self.list(b),
            });
        }
    }

    fn statement(&mut self, statement: &mut Statement) {
        let a = &mut statement.attrs;
        self.settle(&mut a.id);
        [&mut a.speaker, &mut a.role, &mut a.to, &mut a.place, &mut a.source].into_iter().for_each(tidy);
        statement.content.iter_mut().for_each(|p| self.paragraph(p));
    }
}
