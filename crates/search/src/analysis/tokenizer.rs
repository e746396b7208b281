//! The three forms as tantivy knows them.

use super::{Analysis, Form, Word, words};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Gives every word of a text in one form. A word that the form leaves out leaves a gap in positions.
#[derive(Clone)]
pub struct FormTokenizer {
    pub analysis: Analysis,
    pub form: Form,
}

impl Tokenizer for FormTokenizer {
    type TokenStream<'a> = FormStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FormStream<'a> {
        FormStream {
            analysis: &self.analysis,
            form: self.form,
            words: Box::new(words(text)),
            token: Token::default(),
        }
    }
}

pub struct FormStream<'a> {
    analysis: &'a Analysis,
    form: Form,
    words: Box<dyn Iterator<Item = Word<'a>> + 'a>,
    token: Token,
}

impl TokenStream for FormStream<'_> {
    fn advance(&mut self) -> bool {
        for word in self.words.by_ref() {
            self.token.position = self.token.position.wrapping_add(1);
            if let Some(form) = self.analysis.form(self.form, word.text) {
                self.token.text = form;
                self.token.offset_from = word.from;
                self.token.offset_to = word.to;
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
