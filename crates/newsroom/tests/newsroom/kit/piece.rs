//! What someone writes: a piece, built up in the words of the newsroom.

use content::Tree;
use content::tree::{
    Authority, Block, Gallery, IdAttrs, Inline, Paragraph, Picture, PictureAttrs, Related, RelatedAttrs,
    Statement, StatementAttrs,
};
use serde_json::{Value, json};

/// A piece with this headline, for the Arabic edition's politics section.
pub fn piece(headline: &str) -> Piece {
    Piece {
        edition: "ar".to_owned(),
        section: "politics".to_owned(),
        kind: "news".to_owned(),
        embargo_until: None,
        content: json!({"headline": headline}),
        body: Vec::new(),
    }
}

/// An article on its way to the API.
#[derive(Debug, Clone)]
pub struct Piece {
    edition: String,
    section: String,
    kind: String,
    embargo_until: Option<i64>,
    content: Value,
    body: Vec<Block>,
}

impl Piece {
    /// For another edition and section.
    pub fn in_section(mut self, edition: &str, section: &str) -> Piece {
        (self.edition, self.section) = (edition.to_owned(), section.to_owned());
        self
    }

    /// Of another kind.
    pub fn of_kind(mut self, kind: &str) -> Piece {
        self.kind = kind.to_owned();
        self
    }

    /// Nothing of it may be seen before.
    pub fn embargoed_until(mut self, at: i64) -> Piece {
        self.embargo_until = Some(at);
        self
    }

    /// With any member of the content: `lead`, `kicker`, `place`, `note`, `picture` …
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Piece {
        self.content[name] = value.into();
        self
    }

    /// With a lead.
    pub fn lead(self, words: &str) -> Piece {
        self.with("lead", words)
    }

    /// With one more paragraph.
    pub fn paragraph(mut self, words: &str) -> Piece {
        self.body.push(Block::Paragraph(Paragraph::of(vec![Inline::text(words)])));
        self
    }

    /// With any block.
    pub fn block(mut self, block: impl Into<Block>) -> Piece {
        self.body.push(block.into());
        self
    }

    /// With a picture inside the text.
    pub fn picture_in_text(self, media: &str) -> Piece {
        let attrs = PictureAttrs { media: media.to_owned(), ..PictureAttrs::default() };
        self.block(Picture { attrs })
    }

    /// With a gallery of these pictures inside the text.
    pub fn gallery_in_text(self, pictures: &[&str]) -> Piece {
        let picture = |media: &&str| Picture {
            attrs: PictureAttrs { media: (*media).to_owned(), ..PictureAttrs::default() },
        };
        let content = pictures.iter().map(picture).collect();
        self.block(Gallery { attrs: IdAttrs::default(), content })
    }

    /// With another article named in the text.
    pub fn naming(self, article: &newsroom::id::ArticleId) -> Piece {
        let attrs = RelatedAttrs { article: article.0.clone(), ..RelatedAttrs::default() };
        self.block(Related { attrs })
    }

    /// With one more source.
    pub fn source(mut self, role: &str, name: &str, href: &str, detail: &str) -> Piece {
        self.push("sources", json!({"role": role, "name": name, "href": href, "detail": detail}));
        self
    }

    /// Signed by one more person.
    pub fn by(mut self, name: &str) -> Piece {
        self.push("authors", json!(name));
        self
    }

    /// About one more thing.
    pub fn about(mut self, name: &str) -> Piece {
        self.push("topics", json!(name));
        self
    }

    fn push(&mut self, list: &str, value: Value) {
        match self.content[list].as_array_mut() {
            Some(values) => values.push(value),
            None => self.content[list] = json!([value]),
        }
    }

    /// As a new article.
    pub fn as_new(&self) -> Value {
        let mut new = json!({"edition": self.edition, "section": self.section, "kind": self.kind, "content": self.content()});
        if let Some(at) = self.embargo_until {
            new["embargo_until"] = json!(text::dates::iso(at, "UTC"));
        }
        new
    }

    /// As the content of a revision.
    pub fn content(&self) -> Value {
        let mut content = self.content.clone();
        content["body"] = Tree::new(self.body.clone()).to_value();
        content
    }
}

/// Somebody's words, with all that is known of how they were said.
pub fn statement(speaker: &str, role: &str, words: &str) -> Statement {
    let attrs = StatementAttrs {
        speaker: speaker.to_owned(),
        role: role.to_owned(),
        authority: Authority::Said,
        ..StatementAttrs::default()
    };
    Statement { attrs, content: vec![Paragraph::of(vec![Inline::text(words)])] }
}
