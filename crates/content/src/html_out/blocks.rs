//! Blocks become elements.

use super::writer::{Attr, Class, Tag, Writer, is_picture_address};
use super::{PictureView, RelatedView, RenderContext, inline};
use crate::href;
use crate::tree::*;

/// One document being written.
pub(super) struct Page<'a> {
    pub(super) cx: &'a RenderContext<'a>,
    pub(super) out: Writer,
    pictures: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(cx: &'a RenderContext<'a>) -> Self {
        Self { cx, out: Writer::new(), pictures: 0 }
    }

    #[cfg(test)]
    pub(super) fn with_writer(cx: &'a RenderContext<'a>, out: Writer) -> Self {
        Self { cx, out, pictures: 0 }
    }

    pub(super) fn document(mut self, tree: &Tree) -> String {
        for block in &tree.content {
            self.block(block);
        }
        self.out.finish()
    }

    fn block(&mut self, block: &Block) {
        let before = self.out.len();
        match block {
            Block::Paragraph(b) => self.paragraph(b, self.cx.dir),
            Block::Heading(b) => {
                let tag = match b.attrs.level {
                    HeadingLevel::Two => Tag::H2,
                    HeadingLevel::Three => Tag::H3,
                    HeadingLevel::Four => Tag::H4,
                };
                self.heading(b, tag);
            }
            Block::List(b) => self.list(b),
            Block::Quote(b) => {
                let dir = self.open(
                    Tag::Blockquote,
                    &b.attrs.id,
                    b.attrs.lang.as_deref(),
                    b.attrs.dir,
                    self.cx.dir,
                );
                b.content.iter().for_each(|p| self.paragraph(p, dir));
                self.out.close();
            }
            Block::Statement(b) => self.statement(b),
            Block::Picture(b) => self.picture(&b.attrs, self.cx.sizes),
            Block::Gallery(b) => self.gallery(b),
            Block::Facts(b) => self.facts(b),
            Block::Related(b) => {
                if let Some(view) = (self.cx.related)(&b.attrs.article) {
                    self.related(&b.attrs.id, &view);
                }
            }
            Block::Table(b) => self.table(b),
            Block::Embed(b) => self.embed(&b.attrs),
            Block::Audio(b) => self.audio(b),
            Block::Map(b) => self.map(b),
            Block::File(b) => self.file(&b.attrs),
            Block::Rule(b) => self.out.void(Tag::Hr, &[Attr::Id(&b.attrs.id)]),
        }
        // What is not shown, as a picture whose rights ended, has no notes either.
        if !matches!(block, Block::Paragraph(_)) && self.out.len() > before {
            self.noted_after(block.id());
        }
    }

    /// The ways to the notes on a block of text, at the end of its line.
    fn noted(&mut self, id: &BlockId) {
        if id.is_none() {
            return;
        }
        for note in (self.cx.notes)(id) {
            self.out.text(" ");
            self.out.leaf(Tag::A, &[Attr::Classes(&[Class::Noted]), Attr::Note(&note.id)], &note.words);
        }
    }

    /// The same under a block that is more than a line.
    pub(super) fn noted_after(&mut self, id: &BlockId) {
        let notes = if id.is_none() { Vec::new() } else { (self.cx.notes)(id) };
        if !notes.is_empty() {
            self.out.open(Tag::P, &[Attr::Classes(&[Class::Noted])]);
            self.noted(id);
            self.out.close();
        }
    }

    /// Opens a block that may have a language and direction of its own; answers the direction inside.
    fn open(&mut self, tag: Tag, id: &BlockId, lang: Option<&str>, dir: Option<Dir>, around: Dir) -> Dir {
        let inside = dir.or_else(|| lang.map(direction_of)).unwrap_or(around);
        let mut attrs = vec![Attr::Id(id)];
        attrs.extend(lang.filter(|lang| *lang != self.cx.lang).map(Attr::Lang));
        if inside != around {
            attrs.push(Attr::Dir(inside.as_str()));
        }
        self.out.open(tag, &attrs);
        inside
    }

    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, around: Dir) {
        if is_blank(&paragraph.content) {
            return;
        }
        let a = &paragraph.attrs;
        let dir = self.open(Tag::P, &a.id, a.lang.as_deref(), a.dir, around);
        inline::line(&mut self.out, &paragraph.content, dir);
        self.noted(&a.id);
        self.out.close();
    }

    fn heading(&mut self, heading: &Heading, tag: Tag) {
        if is_blank(&heading.content) {
            return;
        }
        let a = &heading.attrs;
        let dir = self.open(tag, &a.id, a.lang.as_deref(), a.dir, self.cx.dir);
        inline::line(&mut self.out, &heading.content, dir);
        self.out.close();
    }

    fn list(&mut self, list: &List) {
        let tag = if list.attrs.ordered { Tag::Ol } else { Tag::Ul };
        self.out.open(tag, &[Attr::Id(&list.attrs.id)]);
        for item in &list.content {
            self.item(item);
        }
        self.out.close();
    }

    /// An item with one paragraph is written as the line itself, under that paragraph's id.
    fn item(&mut self, item: &Item) {
        let only = match item.content.as_slice() {
            [ItemBlock::Paragraph(first), rest @ ..]
                if !rest.iter().any(|b| matches!(b, ItemBlock::Paragraph(_))) =>
            {
                Some((first, rest))
            }
            _ => None,
        };
        match only {
            Some((first, rest)) => {
                let a = &first.attrs;
                let id = if a.id.is_none() { &item.attrs.id } else { &a.id };
                let dir = self.open(Tag::Li, id, a.lang.as_deref(), a.dir, self.cx.dir);
                inline::line(&mut self.out, &first.content, dir);
                self.noted(id);
                rest.iter().for_each(|b| self.item_block(b));
            }
            None => {
                self.out.open(Tag::Li, &[Attr::Id(&item.attrs.id)]);
                item.content.iter().for_each(|b| self.item_block(b));
            }
        }
        self.out.close();
    }

    fn item_block(&mut self, block: &ItemBlock) {
        match block {
            ItemBlock::Paragraph(b) => self.paragraph(b, self.cx.dir),
            ItemBlock::List(b) => self.list(b),
        }
    }

    fn statement(&mut self, statement: &Statement) {
        let a = &statement.attrs;
        self.out.open(Tag::Figure, &[Attr::Classes(&[Class::Say]), Attr::Id(&a.id)]);
        let dir = self.open(Tag::Blockquote, &BlockId::none(), a.lang.as_deref(), a.dir, self.cx.dir);
        statement.content.iter().for_each(|p| self.paragraph(p, dir));
        self.out.close();
        let speaker = if a.speaker.is_empty() { self.cx.labels.unnamed } else { &a.speaker };
        let date = if a.date.is_empty() { None } else { (self.cx.date_words)(&a.date) };
        let facts = [speaker, &a.role, &a.to, &a.place, &a.source];
        if facts.iter().any(|fact| !fact.is_empty()) || date.is_some() {
            self.out.open(Tag::Figcaption, &[]);
            if !speaker.is_empty() {
                let page = if a.speaker.is_empty() { None } else { (self.cx.speaker)(&a.speaker) };
                self.out.open(Tag::Strong, &[]);
                self.leading(page.as_deref().unwrap_or_default(), speaker);
                self.out.close();
            }
            self.role(a);
            self.circumstances(a, date.as_deref());
            self.out.close();
        }
        self.out.close();
    }

    fn role(&mut self, a: &StatementAttrs) {
        if a.role.is_empty() && a.to.is_empty() {
            return;
        }
        self.out.open(Tag::Span, &[]);
        if !a.role.is_empty() {
            self.isolated(&a.role);
        }
        if !a.to.is_empty() {
            if !a.role.is_empty() {
                self.comma();
            }
            self.out.text(self.cx.labels.to);
            self.isolated(&a.to);
        }
        self.out.close();
    }

    fn circumstances(&mut self, a: &StatementAttrs, date: Option<&str>) {
        if a.place.is_empty() && date.is_none() && a.source.is_empty() {
            return;
        }
        self.out.open(Tag::Span, &[]);
        if !a.place.is_empty() {
            self.isolated(&a.place);
        }
        if let Some(words) = date {
            if !a.place.is_empty() {
                self.comma();
            }
            self.out.leaf(Tag::Time, &[Attr::DateTime(&a.date)], words);
        }
        if !a.source.is_empty() {
            if !a.place.is_empty() || date.is_some() {
                self.out.text(" · ");
            }
            self.out.text(self.cx.labels.source);
            self.leading(&a.href, &a.source);
        }
        self.out.close();
    }

    /// A name that leads to this address, where it is one.
    fn leading(&mut self, address: &str, name: &str) {
        let leads = !address.is_empty() && href::check(address).is_ok();
        if leads {
            self.out.open(Tag::A, &[Attr::Href(address)]);
        }
        self.isolated(name);
        if leads {
            self.out.close();
        }
    }

    fn comma(&mut self) {
        self.out.text(if self.cx.dir == Dir::Rtl { "، " } else { ", " });
    }

    /// A name or other words of unknown direction.
    pub(super) fn isolated(&mut self, words: &str) {
        self.out.leaf(Tag::Bdi, &[], words);
    }

    /// A list of figures. Of pictures that are not shown nothing stands there, and one that is left alone is a picture.
    fn gallery(&mut self, gallery: &Gallery) {
        let shown: Vec<&PictureAttrs> =
            gallery.content.iter().map(|picture| &picture.attrs).filter(|a| self.view(a).is_some()).collect();
        if let [] | [_] = shown.as_slice() {
            return shown.into_iter().for_each(|a| {
                self.picture(a, self.cx.sizes);
                self.noted_after(&a.id);
            });
        }
        self.out.open(Tag::Ul, &[Attr::Classes(&[Class::Set]), Attr::Id(&gallery.attrs.id)]);
        for (index, a) in shown.iter().enumerate() {
            // An odd number begins with a large one.
            let large = index == 0 && shown.len() % 2 == 1;
            self.out.open(Tag::Li, &[]);
            self.picture(a, if large { self.cx.sizes } else { self.cx.sizes_in_gallery });
            self.noted_after(&a.id);
            self.out.close();
        }
        self.out.close();
    }

    /// What the page shows for a picture, if it shows it.
    fn view(&self, a: &PictureAttrs) -> Option<PictureView> {
        (self.cx.picture)(&a.media).filter(|view| is_picture_address(&view.src))
    }

    pub(super) fn picture(&mut self, a: &PictureAttrs, sizes: &str) {
        let eager = self.cx.first_picture_eager && self.pictures == 0;
        let number = (self.cx.number)(self.pictures);
        if self.figure(a, sizes, eager, number.as_deref()) {
            self.pictures += 1;
        }
    }

    /// A picture that is a part of something else, and none of those that are counted.
    pub(super) fn uncounted_picture(&mut self, a: &PictureAttrs, sizes: &str) {
        self.figure(a, sizes, false, None);
    }

    /// The picture with its words; whether there is one to show.
    fn figure(&mut self, a: &PictureAttrs, sizes: &str, eager: bool, number: Option<&str>) -> bool {
        let Some(view) = self.view(a) else { return false };
        let wide: &[Class] = if a.size == PictureSize::Wide { &[Class::Wide] } else { &[] };
        self.out.open(Tag::Figure, &[Attr::Classes(wide), Attr::Id(&a.id)]);
        let alt = if a.alt.is_empty() { &view.alt } else { &a.alt };
        self.image(&view, alt, (&[Class::Pic], sizes), eager);
        let caption = if a.caption.is_empty() { &view.caption } else { &a.caption };
        let credit = if a.credit.is_empty() { &view.credit } else { &a.credit };
        let credit = (credit.as_str(), view.licence.as_ref());
        self.caption(number, caption, credit, view.archive.as_deref());
        self.out.close();
        true
    }

    fn image(&mut self, view: &PictureView, alt: &str, (place, sizes): (&[Class], &str), eager: bool) {
        let sizes = if view.srcset.is_empty() { "" } else { sizes };
        let (x, y) = view.focal.unwrap_or((50, 50));
        self.out.open(Tag::Span, &[Attr::Tinted(place, view.tint)]);
        let attrs = [
            Attr::Focal(x, y),
            Attr::Src(&view.src),
            Attr::Srcset(&view.srcset),
            Attr::Sizes(sizes),
            Attr::Width(view.width),
            Attr::Height(view.height),
            Attr::Alt(alt),
            if eager { Attr::Urgent } else { Attr::Lazy },
            Attr::Async,
        ];
        self.out.void(Tag::Img, &attrs);
        self.out.close();
    }

    fn caption(
        &mut self,
        number: Option<&str>,
        caption: &str,
        (credit, licence): (&str, Option<&(String, Option<String>)>),
        archive: Option<&str>,
    ) {
        let has_words = !caption.is_empty() || !credit.is_empty() || licence.is_some() || archive.is_some();
        if !has_words && number.is_none() {
            return;
        }
        self.out.open(Tag::Figcaption, &[]);
        if let Some(words) = number {
            self.out.leaf(Tag::Span, &[Attr::Classes(&[Class::Number])], words);
            self.out.text(" ");
        }
        if !has_words {
            return self.out.close();
        }
        self.out.leaf(Tag::Span, &[Attr::Classes(&[Class::Hidden])], self.cx.labels.caption);
        if let Some(words) = archive {
            self.out.leaf(Tag::B, &[], words);
            self.out.text(if caption.is_empty() { " " } else { ": " });
        }
        inline::words(&mut self.out, caption, self.cx.dir);
        if !credit.is_empty() || licence.is_some() {
            if !caption.is_empty() {
                self.out.text(" ");
            }
            self.out.open(Tag::B, &[]);
            if !credit.is_empty() {
                self.out.text(self.cx.labels.credit);
                self.isolated(credit);
            }
            if let Some((name, href)) = licence {
                self.licence(name, href.as_deref(), !credit.is_empty());
            }
            self.out.close();
        }
        self.out.close();
    }

    /// On what terms a picture is used, after whose it is.
    fn licence(&mut self, name: &str, href: Option<&str>, follows: bool) {
        if follows {
            self.out.text(" · ");
        }
        match href.filter(|href| crate::href::check(href).is_ok()) {
            Some(href) => {
                self.out.open(Tag::A, &[Attr::Href(href), Attr::Licence]);
                self.isolated(name);
                self.out.close();
            }
            None => self.isolated(name),
        }
    }

    fn facts(&mut self, facts: &Facts) {
        let title = match facts.content.first() {
            Some(FactsBlock::Heading(heading)) if !is_blank(&heading.content) => Some(&heading.attrs.id),
            _ => None,
        };
        let mut attrs = vec![Attr::Classes(&[Class::Fact]), Attr::Id(&facts.attrs.id)];
        attrs.extend(title.map(Attr::LabelledBy));
        self.out.open(Tag::Aside, &attrs);
        for block in &facts.content {
            match block {
                FactsBlock::Heading(b) => self.heading(b, Tag::H2),
                FactsBlock::Paragraph(b) => self.paragraph(b, self.cx.dir),
                FactsBlock::List(b) => self.list(b),
            }
        }
        self.out.close();
    }

    fn related(&mut self, id: &BlockId, view: &RelatedView) {
        if view.headline.is_empty() || href::check(&view.href).is_err() {
            return;
        }
        self.out.open(Tag::Article, &[Attr::Classes(&[Class::Row, Class::Too]), Attr::Id(id)]);
        self.out.leaf(Tag::Span, &[Attr::Classes(&[Class::Kick])], self.cx.labels.read_also);
        self.out.open(Tag::H3, &[]);
        self.out.open(Tag::A, &[Attr::Href(&view.href)]);
        inline::words(&mut self.out, &view.headline, self.cx.dir);
        self.out.close();
        self.out.close();
        let mut words = std::iter::once(&view.kicker).chain(&view.meta).filter(|words| !words.is_empty());
        if let Some(first) = words.next() {
            self.out.open(Tag::Div, &[Attr::Classes(&[Class::Meta])]);
            inline::words(&mut self.out, first, self.cx.dir);
            for words in words {
                self.out.open(Tag::Span, &[Attr::Classes(&[Class::Sep])]);
                inline::words(&mut self.out, words, self.cx.dir);
                self.out.close();
            }
            self.out.close();
        }
        if let Some(picture) = view.picture.as_ref().filter(|picture| is_picture_address(&picture.src)) {
            self.image(picture, &picture.alt, (&[Class::Pic, Class::Square], self.cx.sizes), false);
        }
        self.out.close();
    }

    fn table(&mut self, table: &Table) {
        self.out.open(Tag::Table, &[Attr::Id(&table.attrs.id)]);
        let (head, body) = table.content.split_at(usize::from(table.attrs.header).min(table.content.len()));
        for (tag, cell_tag, rows) in [(Tag::Thead, Tag::Th, head), (Tag::Tbody, Tag::Td, body)] {
            if rows.is_empty() {
                continue;
            }
            self.out.open(tag, &[]);
            for row in rows {
                self.out.open(Tag::Tr, &[]);
                for cell in &row.content {
                    let scope: &[Attr<'_>] = if cell_tag == Tag::Th { &[Attr::Column] } else { &[] };
                    self.out.open(cell_tag, scope);
                    inline::line(&mut self.out, &cell.content, self.cx.dir);
                    self.out.close();
                }
                self.out.close();
            }
            self.out.close();
        }
        self.out.close();
    }

    /// Nothing foreign is loaded with the page: a link, which the page's script may turn into the thing on a tap.
    fn embed(&mut self, a: &EmbedAttrs) {
        if !matches!(href::check(&a.href), Ok(href::HrefKind::Https)) {
            return;
        }
        self.out.open(Tag::Figure, &[Attr::Classes(&[Class::Embed]), Attr::Id(&a.id)]);
        let mut attrs =
            vec![Attr::Classes(&[Class::Button, Class::Line]), Attr::Href(&a.href), Attr::Foreign];
        if (self.cx.embed)(a) {
            attrs.push(Attr::EmbedMark);
        }
        self.out.open(Tag::A, &attrs);
        let provider = if a.provider.is_empty() { host(&a.href) } else { &a.provider };
        self.out.text(self.cx.labels.embed);
        self.out.text(" ");
        self.isolated(provider);
        self.out.close();
        if !a.title.is_empty() {
            self.out.open(Tag::Figcaption, &[]);
            self.isolated(&a.title);
            self.out.close();
        }
        self.out.close();
    }
}

fn direction_of(lang: &str) -> Dir {
    if text::lang::is_rtl(lang) { Dir::Rtl } else { Dir::Ltr }
}

pub(crate) fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or(rest)
}

pub(super) fn is_blank(line: &[Inline]) -> bool {
    line.iter().all(|inline| match inline {
        Inline::Text(text) => text.text.trim().is_empty(),
        Inline::HardBreak(_) => true,
    })
}
