//! The three forms, and runs of letters, as tantivy knows them.

use super::{Analysis, Form, Word, grams, words};
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

/// Gives the runs of four letters of every longer word.
#[derive(Clone)]
pub struct GramTokenizer {
    pub analysis: Analysis,
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        GramStream {
            analysis: &self.analysis,
            words: Box::new(words(text)),
            waiting: Vec::new(),
            token: Token::default(),
        }
    }
}

pub struct GramStream<'a> {
    analysis: &'a Analysis,
    words: Box<dyn Iterator<Item = Word<'a>> + 'a>,
    /// Runs of the present word that are still to be given, the last one first.
    waiting: Vec<String>,
    token: Token,
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        while self.waiting.is_empty() {
            let Some(word) = self.words.next() else { return false };
            self.token.position = self.token.position.wrapping_add(1);
            (self.token.offset_from, self.token.offset_to) = (word.from, word.to);
            if let Some(folded) = self.analysis.form(Form::Folded, word.text) {
                self.waiting.extend(grams(&folded).map(str::to_owned));
                self.waiting.reverse();
            }
        }
        match self.waiting.pop() {
            Some(run) => self.token.text = run,
            None => return false,
        }
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
