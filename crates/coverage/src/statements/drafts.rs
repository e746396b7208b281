//! Statements in the making: who spoke last, and what becomes of a draft.

use std::ops::Range;

use super::quotes::Quotes;
use super::tokens::Tokens;
use super::{Finding, Found, FoundSource, Role};

/// What a rule found, in tokens of one paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// What is said; empty where somebody only comes forward without a word of theirs.
    pub content: Range<usize>,
    /// The bytes that name who says it; nothing where it is whoever spoke last.
    pub source: Option<Range<usize>>,
    /// What announces it.
    pub cue: Range<usize>,
    /// Whether the content stands between marks of quotation.
    pub direct: bool,
    /// The outlet that was told.
    pub to: String,
    /// Whether the source is heard of once only and does not speak on: «according to».
    pub passing: bool,
}

/// Takes the drafts of one paragraph after the other and makes findings of them.
pub(super) struct Collector {
    found: Found,
    most: usize,
    paragraph: usize,
    /// Who spoke last.
    speaker: String,
    /// Whether the last paragraph ended inside a quotation that was somebody's speech.
    pub speech_goes_on: bool,
}

impl Collector {
    pub(super) fn new(most: usize) -> Collector {
        Collector {
            found: Found::default(),
            most,
            paragraph: 0,
            speaker: String::new(),
            speech_goes_on: false,
        }
    }

    pub(super) fn begin(&mut self, paragraph: usize) {
        self.paragraph = paragraph;
    }

    pub(super) fn is_full(&self) -> bool {
        self.found.statements.len() >= self.most
    }

    /// How many statements are found at most.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    pub(super) fn knows_a_speaker(&self) -> bool {
        !self.speaker.is_empty()
    }

    /// Who spoke last; empty where nobody did.
    pub(super) fn speaker(&self) -> &str {
        &self.speaker
    }

    /// Takes the drafts of this paragraph. They may come in any order and may overlap: the one that begins first is kept.
    pub(super) fn take(&mut self, tokens: &Tokens<'_>, quotes: &Quotes, mut drafts: Vec<Draft>) {
        drafts.sort_by_key(|draft| (draft.cue.start, draft.content.start));
        let first = self.found.statements.len();
        self.speech_goes_on = false;
        for draft in drafts {
            // Who is heard of in passing speaks on where nobody else spoke.
            let may_speak_on = !draft.passing || self.speaker.is_empty();
            if let Some(source) = draft.source.as_ref().filter(|source| !source.is_empty() && may_speak_on) {
                self.speaker = name_at(tokens, source);
            }
            self.speech_goes_on |=
                draft.direct && draft.content.end == tokens.len() && is_open(quotes, &draft);
            self.found.statements.extend(self.finding(tokens, draft));
        }
        let mut new = self.found.statements.split_off(first);
        new.sort_by_key(|finding| finding.content.start);
        let mut free_from = 0;
        new.retain(|finding| {
            let keeps = finding.content.start >= free_from;
            if keeps {
                free_from = finding.content.end;
            }
            keeps
        });
        new.truncate(self.most - first.min(self.most));
        self.found.statements.append(&mut new);
    }

    fn finding(&self, tokens: &Tokens<'_>, draft: Draft) -> Option<Finding> {
        let content = tokens.trimmed(draft.content.clone());
        if tokens.words_in(&content) == 0 {
            return None;
        }
        Some(Finding {
            paragraph: self.paragraph,
            content: tokens.bytes(&content),
            source: draft.source.as_ref().map_or(self.speaker.clone(), |source| name_at(tokens, source)),
            cue: tokens.slice(&draft.cue).to_owned(),
            direct: draft.direct,
            inherited: draft.source.is_none(),
            to: draft.to,
        })
    }

    /// Takes a source of this paragraph, once for each place.
    pub(super) fn take_source(&mut self, tokens: &Tokens<'_>, bytes: Range<usize>, role: Role) {
        let is_new = !bytes.is_empty()
            && self.found.sources.iter().rev().take(8).all(|known| {
                known.paragraph != self.paragraph
                    || known.span.end <= bytes.start
                    || bytes.end <= known.span.start
            });
        if is_new && self.found.sources.len() < self.most {
            let name = tokens.raw[bytes.clone()].to_owned();
            self.found.sources.push(FoundSource { paragraph: self.paragraph, span: bytes, name, role });
        }
    }

    pub(super) fn finish(mut self) -> Found {
        self.found.sources.sort_by_key(|source| (source.paragraph, source.span.start));
        self.found
    }
}

/// A name as it stands in bytes of the paragraph; «للمصدر» is written without the first letter of «المصدر».
fn name_at(tokens: &Tokens<'_>, bytes: &Range<usize>) -> String {
    let name = &tokens.raw[bytes.clone()];
    if !name.is_empty() && tokens.raw[..bytes.start].ends_with("لل") {
        format!("ال{name}")
    } else {
        name.to_owned()
    }
}

fn is_open(quotes: &Quotes, draft: &Draft) -> bool {
    quotes.around(draft.content.start).is_some_and(|quote| !quote.closed)
}
