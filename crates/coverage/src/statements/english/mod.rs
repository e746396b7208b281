//! The English rules: the speaker stands before or behind a verb in the middle of what is said, or at its end.

mod behind;
mod chain;
mod sentence;
mod speaker;
mod words;

use words::Class;

use super::drafts::Collector;
use super::outlets;
use super::quotes::{Quote, Quotes};
use super::sentences::sentences;
use super::tokens::{Kind, Tokens};

/// A quotation of fewer words is a name or a turn of phrase.
const LEAST_QUOTED: usize = 3;

/// Reads a paragraph.
pub(super) fn read(paragraph: &str, collector: &mut Collector) {
    let tokens = Tokens::read(paragraph);
    let quotes = Quotes::read(&tokens);
    let classes = (0..tokens.len()).map(|at| words::class(tokens.word(at))).collect();
    let reader = Reader { tokens: &tokens, quotes: &quotes, classes };
    let mut drafts = Vec::new();
    if collector.speech_goes_on {
        drafts.extend(quotes.going_on(&tokens, LEAST_QUOTED));
    }
    let mut speaker_known = collector.knows_a_speaker();
    for sentence in sentences(&tokens, &quotes) {
        if drafts.len() > collector.most() {
            break;
        }
        sentence::read(&reader, sentence, speaker_known, &mut drafts);
        speaker_known |= !drafts.is_empty();
    }
    chain::read(&reader, collector);
    collector.take(&tokens, &quotes, drafts);
}

/// A paragraph with what is known of its words.
struct Reader<'t> {
    tokens: &'t Tokens<'t>,
    quotes: &'t Quotes,
    classes: Vec<Class>,
}

impl Reader<'_> {
    fn is(&self, at: usize, class: Class) -> bool {
        self.classes.get(at).is_some_and(|known| known.is(class))
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.word(at)
    }

    fn kind(&self, at: usize) -> Kind {
        self.tokens.kind(at)
    }

    fn has_capital(&self, at: usize) -> bool {
        self.tokens.written(at).starts_with(char::is_uppercase)
    }

    /// Whether a quotation is long enough to be speech and is no name of something.
    fn can_be_speech(&self, quote: &Quote) -> bool {
        let is_name = self.is(quote.open.wrapping_sub(1), Class::NAMED)
            || outlets::outlet_at(self.tokens, quote.open + 1)
                .is_some_and(|(length, _)| length >= quote.words);
        quote.words >= LEAST_QUOTED && !is_name
    }

    /// The quotation that can be speech at a token, or behind a comma or colon there.
    fn speech_at(&self, at: usize) -> Option<&Quote> {
        let at = if matches!(self.kind(at), Kind::Comma | Kind::Colon) { at + 1 } else { at };
        self.quotes.opening(at).filter(|quote| {
            quote.words > 0
                && (self.can_be_speech(quote) || quote.words >= 2 && self.kind(at - 1) == Kind::Colon)
        })
    }
}
