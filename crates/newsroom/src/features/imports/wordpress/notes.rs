//! What is to be told of an item: each thing once, with how often it was met.

/// What was changed and what was left behind, and why.
#[derive(Debug, Default)]
pub struct Notes {
    changed: Vec<(String, usize)>,
    dropped: Vec<(String, usize)>,
    missing: usize,
}

/// Lines of one sort that are kept for one item.
const MOST: usize = 200;

impl Notes {
    /// Something is otherwise than it stood.
    pub fn change(&mut self, what: impl Into<String>) {
        count(&mut self.changed, what.into());
    }

    /// Something did not come in.
    pub fn drop(&mut self, what: impl Into<String>) {
        count(&mut self.dropped, what.into());
    }

    /// A file that the item names is not known: it may be the next time.
    pub fn miss(&mut self, what: impl Into<String>) {
        self.missing += 1;
        self.drop(what);
    }

    /// How many files were not known.
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// The lines: changed, dropped.
    pub fn lines(self) -> (Vec<String>, Vec<String>) {
        let lines = |notes: Vec<(String, usize)>| {
            let line = |(what, count)| if count > 1 { format!("{what} ({count} times)") } else { what };
            notes.into_iter().map(line).collect()
        };
        (lines(self.changed), lines(self.dropped))
    }
}

fn count(notes: &mut Vec<(String, usize)>, what: String) {
    let is_full = notes.len() >= MOST;
    match notes.iter_mut().find(|(known, _)| *known == what) {
        Some((_, count)) => *count += 1,
        None if is_full => {}
        None => notes.push((what, 1)),
    }
}
