//! What stands between marks of quotation.

use std::ops::Range;

use super::drafts::Draft;
use super::tokens::{Kind, Tokens};

/// How deep quotations may stand inside each other; what is deeper is read as text.
const DEEPEST: usize = 4;

/// An outermost quotation: tokens of its marks. Quotations inside it belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote {
    pub open: usize,
    /// The closing mark, or the end of the paragraph.
    pub close: usize,
    /// False where the paragraph ends before the quotation does.
    pub closed: bool,
    pub words: usize,
}

impl Quote {
    /// The tokens between the marks.
    pub(super) fn inside(&self) -> Range<usize> {
        self.open + 1..self.close
    }

    /// The first token after it.
    pub(super) fn after(&self) -> usize {
        if self.closed { self.close + 1 } else { self.close }
    }
}

/// The quotations of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    pub list: Vec<Quote>,
    /// For each token the number of the quotation it stands in, its marks included, counted from one; else zero.
    owner: Vec<u32>,
    /// A closing mark that nothing in this paragraph opens: what was opened before ends here.
    pub ends_earlier: Option<usize>,
}

impl Quotes {
    pub(super) fn read(tokens: &Tokens<'_>) -> Quotes {
        let mut reader = Reader::default();
        for at in 0..tokens.len() {
            if let Kind::Quote(mark) = tokens.kind(at) {
                reader.mark(tokens, at, mark);
            }
        }
        let mut pairs = reader.pairs;
        // A mark that is never closed goes on to the end only where speech is to be expected.
        if let Some(&(open, _)) =
            reader.open.iter().find(|&&(open, mark)| mark != '\'' && begins_speech(tokens, open))
        {
            pairs.push((open, tokens.len(), false));
        }
        pairs.sort_unstable();
        let mut quotes =
            Quotes { list: Vec::new(), owner: vec![0; tokens.len()], ends_earlier: reader.ends_earlier };
        let mut after = 0;
        for (open, close, closed) in pairs {
            if open < after {
                continue;
            }
            let quote = Quote { open, close, closed, words: tokens.words_in(&(open + 1..close)) };
            after = quote.after();
            quotes.list.push(quote);
            let number = quotes.list.len() as u32;
            quotes.owner[open..after].fill(number);
        }
        quotes
    }

    /// What a quotation that the last paragraph did not end says here: up to the first closing mark, or opened anew.
    pub(super) fn going_on(&self, tokens: &Tokens<'_>, least: usize) -> Option<Draft> {
        let content = match (self.ends_earlier, self.opening(0)) {
            (Some(end), _) => 0..end,
            (None, Some(quote)) => quote.inside(),
            (None, None) => return None,
        };
        let cue = content.start..content.start;
        (tokens.words_in(&content) >= least).then(|| Draft { cue, content, direct: true, ..Draft::default() })
    }

    /// The number of the first quotation that does not open before a token.
    pub(super) fn first_after(&self, at: usize) -> usize {
        self.list.partition_point(|quote| quote.open < at)
    }

    /// The quotation that a token stands in, its marks included.
    pub(super) fn around(&self, at: usize) -> Option<&Quote> {
        let number = *self.owner.get(at)?;
        self.list.get((number as usize).checked_sub(1)?)
    }

    /// The quotation that begins at a token.
    pub(super) fn opening(&self, at: usize) -> Option<&Quote> {
        self.around(at).filter(|quote| quote.open == at)
    }

    /// The quotation whose closing mark is this token.
    pub(super) fn closing(&self, at: usize) -> Option<&Quote> {
        self.around(at).filter(|quote| quote.closed && quote.close == at)
    }
}

#[derive(Default)]
struct Reader {
    /// Marks that wait for theirs, at most [`DEEPEST`].
    open: Vec<(usize, char)>,
    pairs: Vec<(usize, usize, bool)>,
    ends_earlier: Option<usize>,
}

impl Reader {
    fn mark(&mut self, tokens: &Tokens<'_>, at: usize, mark: char) {
        match mark {
            '«' | '“' | '„' | '‹' | '‘' => self.begin(at, mark),
            '»' => self.end(at, &['«']),
            '”' | '‟' => self.end(at, &['“', '„', '"']),
            '›' => self.end(at, &['‹']),
            '’' => self.end_single(at, '‘'),
            '\'' if touches_before(tokens, at) => self.end_single(at, '\''),
            '\'' if tokens.touches_next(at) && !self.waits_for('\'') => self.begin(at, '\''),
            '\'' => {}
            _ => self.straight(tokens, at),
        }
    }

    /// The mark that is the same on both sides: spaces say which it is, else the turn.
    fn straight(&mut self, tokens: &Tokens<'_>, at: usize) {
        let (before, after) = (touches_before(tokens, at), tokens.touches_next(at) && tokens.is_word(at + 1));
        let waits = self.waits_for('"');
        if waits && !before && after {
            // It can only open: the one before it was never closed.
            self.open.retain(|&(_, mark)| mark != '"');
            self.begin(at, '"');
        } else if waits {
            self.end(at, &['"']);
        } else if self.waits_for('“') && before {
            self.end(at, &['“']);
        } else if before
            && !after
            && at > 0
            && tokens.kind(at - 1) != Kind::Colon
            && self.open.is_empty()
            && self.pairs.is_empty()
        {
            self.ends_earlier.get_or_insert(at);
        } else {
            self.begin(at, '"');
        }
    }

    fn waits_for(&self, mark: char) -> bool {
        self.open.iter().any(|&(_, open)| open == mark)
    }

    fn begin(&mut self, at: usize, mark: char) {
        if self.open.len() < DEEPEST {
            self.open.push((at, mark));
        }
    }

    fn end(&mut self, at: usize, opened_by: &[char]) {
        match self.open.iter().rposition(|(_, mark)| opened_by.contains(mark)) {
            Some(place) => {
                self.pairs.push((self.open[place].0, at, true));
                self.open.truncate(place);
            }
            None if self.open.is_empty() && self.pairs.is_empty() => {
                self.ends_earlier.get_or_insert(at);
            }
            None => {}
        }
    }

    fn end_single(&mut self, at: usize, opened_by: char) {
        if self.waits_for(opened_by) {
            self.end(at, &[opened_by]);
        }
    }
}

fn touches_before(tokens: &Tokens<'_>, at: usize) -> bool {
    at > 0 && tokens.touches_next(at - 1)
}

fn begins_speech(tokens: &Tokens<'_>, open: usize) -> bool {
    open == 0 || matches!(tokens.kind(open - 1), Kind::Colon | Kind::Comma)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(raw: &str) -> Vec<String> {
        let tokens = Tokens::read(raw);
        Quotes::read(&tokens).list.iter().map(|quote| tokens.slice(&quote.inside()).to_owned()).collect()
    }

    #[test]
    fn every_pair_of_marks_is_known() {
        assert_eq!(quoted("«واحد» “two” ‹ثلاثة› \"four\" „five”"), ["واحد", "two", "ثلاثة", "four", "five"]);
    }

    #[test]
    fn what_is_quoted_inside_a_quotation_belongs_to_it() {
        assert_eq!(quoted("«قيل لنا “اذهبوا” فذهبنا» ثم «عدنا»"), ["قيل لنا “اذهبوا” فذهبنا", "عدنا"]);
    }

    #[test]
    fn a_straight_mark_that_was_forgotten_does_not_turn_the_others_round() {
        assert_eq!(quoted("he had a 5\" pipe and said \"it broke today\" to us"), ["it broke today"]);
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        assert_eq!(quoted("the workers' union didn't 'give up now' at all"), ["give up now"]);
    }

    #[test]
    fn a_quotation_may_go_on_after_the_paragraph() {
        assert_eq!(quoted("قال الرجل: «نحن هنا ولن نرحل"), ["نحن هنا ولن نرحل"]);
        let tokens = Tokens::read("وسنبقى إلى الغد». ثم مضى");
        assert_eq!(Quotes::read(&tokens).ends_earlier, Some(3));
    }
}
