//! One line of text as it grows: white space joined, marks settled, characters cleaned at the end.

use crate::canonical::canonical_line;
use crate::tree::*;

/// A line being gathered.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) heading: Option<HeadingLevel>,
    pub(super) lang: Option<String>,
    pub(super) dir: Option<Dir>,
    content: Vec<Inline>,
    chars: usize,
    /// Whether the next white space would be a second one.
    after_space: bool,
    /// Whether an element that only isolates was met: then a run is never taken for the whole block's language.
    pub(super) isolated: bool,
}

impl Line {
    pub(super) fn new(heading: Option<HeadingLevel>, lang: Option<String>, dir: Option<Dir>) -> Self {
        Self { heading, lang, dir, after_space: true, ..Self::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Whether the line may not grow much more.
    pub(super) fn is_full(&self) -> bool {
        self.chars > crate::limits::BLOCK_CHARS / 2
    }

    /// The last words, to say where something was met.
    pub(super) fn tail(&self) -> String {
        let text = crate::text_out::line_text(&self.content);
        let skip = text.chars().count().saturating_sub(40);
        text.chars().skip(skip).collect()
    }

    /// Adds text; white space of any kind and length counts as one space, and none at a line's beginning.
    pub(super) fn push_text(&mut self, text: &str, marks: &[Mark]) {
        let mut joined = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_whitespace() {
                if !self.after_space {
                    joined.push(' ');
                    self.after_space = true;
                }
            } else {
                joined.push(c);
                self.after_space = false;
            }
        }
        if joined.is_empty() {
            return;
        }
        self.chars += joined.chars().count();
        match self.content.last_mut() {
            Some(Inline::Text(last)) if last.marks == marks => last.text.push_str(&joined),
            _ => self.content.push(Inline::marked(joined, marks.to_vec())),
        }
    }

    /// Adds a line break; answers whether it is the second in a row and so ends the paragraph.
    pub(super) fn push_break(&mut self) -> bool {
        if matches!(self.content.last(), Some(Inline::HardBreak(_))) {
            return true;
        }
        if !self.content.is_empty() {
            self.content.push(Inline::hard_break());
            self.after_space = true;
        }
        false
    }

    /// The line without white space at its ends, cleaned; nothing when no readable character is left.
    pub(super) fn finish(self) -> Option<Finished> {
        let mut content = canonical_line(self.content);
        for inline in &mut content {
            if let Inline::Text(run) = inline {
                run.text = clean_run(&run.text);
            }
        }
        let mut content = canonical_line(content);
        trim(&mut content);
        let blank = content.iter().all(|inline| match inline {
            Inline::Text(run) => run.text.trim().is_empty(),
            Inline::HardBreak(_) => true,
        });
        if blank {
            return None;
        }
        let (mut lang, mut dir) = (self.lang, self.dir);
        if !self.isolated && lang.is_none() && dir.is_none() {
            (lang, dir) = lift_isolate(&mut content);
        }
        Some(Finished { heading: self.heading, lang, dir, content })
    }
}

/// A line that is done.
pub(super) struct Finished {
    heading: Option<HeadingLevel>,
    lang: Option<String>,
    dir: Option<Dir>,
    content: Vec<Inline>,
}

impl Finished {
    pub(super) fn into_block(self) -> Block {
        let (id, lang, dir, content) = (BlockId::none(), self.lang, self.dir, self.content);
        match self.heading {
            Some(level) => Heading { attrs: HeadingAttrs { id, lang, dir, level }, content }.into(),
            None => Paragraph { attrs: TextAttrs { id, lang, dir }, content }.into(),
        }
    }
}

/// Cleans the characters of a run, whose own edge spaces part it from its neighbours.
fn clean_run(run: &str) -> String {
    let before = if run.starts_with(' ') { " " } else { "" };
    let after = if run.ends_with(' ') && run.len() > 1 { " " } else { "" };
    let cleaned = text::clean::clean_line(run.trim_matches(' '));
    if cleaned.is_empty() { before.to_owned() } else { format!("{before}{cleaned}{after}") }
}

fn trim(content: &mut Vec<Inline>) {
    for index in 0..content.len() {
        let at_break = |c: Option<&Inline>| !matches!(c, Some(Inline::Text(_)));
        let (first, last) =
            (at_break(index.checked_sub(1).and_then(|i| content.get(i))), at_break(content.get(index + 1)));
        if let Inline::Text(run) = &mut content[index] {
            if first {
                run.text = run.text.trim_start().to_owned();
            }
            if last {
                run.text = run.text.trim_end().to_owned();
            }
        }
    }
    content.retain(|inline| !matches!(inline, Inline::Text(run) if run.text.is_empty()));
    while matches!(content.last(), Some(Inline::HardBreak(_))) {
        content.pop();
    }
    while matches!(content.first(), Some(Inline::HardBreak(_))) {
        content.remove(0);
    }
}

/// When all of a line is one run of another language, the block itself is of that language.
fn lift_isolate(content: &mut [Inline]) -> (Option<String>, Option<Dir>) {
    let isolate_of = |inline: &Inline| match inline {
        Inline::Text(run) => run.marks.iter().find(|mark| matches!(mark, Mark::Isolate { .. })).cloned(),
        Inline::HardBreak(_) => None,
    };
    let Some(Mark::Isolate { attrs }) = content.first().and_then(isolate_of) else { return (None, None) };
    let wanted = Mark::Isolate { attrs: attrs.clone() };
    let whole = content.iter().all(|inline| match inline {
        Inline::Text(run) => run.marks.contains(&wanted),
        Inline::HardBreak(_) => true,
    });
    if !whole {
        return (None, None);
    }
    for inline in content {
        if let Inline::Text(run) = inline {
            run.marks.retain(|mark| *mark != wanted);
        }
    }
    let dir = match attrs.dir {
        RunDir::Ltr => Some(Dir::Ltr),
        RunDir::Rtl => Some(Dir::Rtl),
        RunDir::Auto => None,
    };
    ((!attrs.lang.is_empty()).then_some(attrs.lang), dir)
}
