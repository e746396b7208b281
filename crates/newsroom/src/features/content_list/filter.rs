//! What is looked for in the content list: no I/O.

use serde::{Deserialize, Serialize};

/// How an article stands before its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Readers never saw it.
    Draft,
    /// It has a time at which it is published.
    Scheduled,
    /// Nothing of it may be seen yet.
    Embargoed,
    /// Readers see its newest revision.
    Live,
    /// Readers see an earlier one.
    Changed,
    /// It was taken back.
    Withdrawn,
}

impl State {
    /// All of them.
    pub const ALL: [State; 6] =
        [State::Draft, State::Scheduled, State::Embargoed, State::Live, State::Changed, State::Withdrawn];

    /// The state's name in addresses; also the end of its message id.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Scheduled => "scheduled",
            State::Embargoed => "embargoed",
            State::Live => "live",
            State::Changed => "changed",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state of this name.
    pub fn named(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// What is looked for; what is empty asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// The edition; the first one when it is empty.
    pub edition: String,
    /// A section, by its id.
    pub section: String,
    /// A [`State`].
    pub state: String,
    /// A stage, by its code.
    pub stage: String,
    /// Whose it is: an account's id.
    pub holder: String,
    /// A name that signs it.
    pub author: String,
    /// A name in its source chain.
    pub source: String,
    /// Words in it, as they are written.
    pub words: String,
    /// The first day on which it was begun, `2026-11-23`.
    pub from: String,
    /// The last one.
    pub to: String,
}

const LONGEST: usize = 100;

impl Filter {
    /// The filter with everything in its bounds.
    pub fn bounded(self) -> Filter {
        let cut = |text: String| text.trim().chars().take(LONGEST).collect::<String>();
        Filter {
            edition: cut(self.edition),
            section: cut(self.section),
            state: State::named(&self.state).map(|state| state.as_str().to_owned()).unwrap_or_default(),
            stage: cut(self.stage),
            holder: cut(self.holder),
            author: cut(self.author),
            source: cut(self.source),
            words: cut(self.words),
            from: cut(self.from),
            to: cut(self.to),
        }
    }

    /// Each part with its name; those that ask nothing are left out.
    pub fn parts(&self) -> Vec<(&'static str, &str)> {
        [
            ("edition", self.edition.as_str()),
            ("section", &self.section),
            ("state", &self.state),
            ("stage", &self.stage),
            ("holder", &self.holder),
            ("author", &self.author),
            ("source", &self.source),
            ("words", &self.words),
            ("from", &self.from),
            ("to", &self.to),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
    }

    /// The filter as the query of an address.
    pub fn query(&self) -> String {
        let part = |(name, value): (&str, &str)| format!("{name}={}", text::percent::path(value));
        self.parts().into_iter().map(part).collect::<Vec<_>>().join("&")
    }

    /// From when to when an article was begun, in microseconds UTC, by the clock of this zone.
    pub fn span(&self, zone: &str) -> (i64, i64) {
        let day = |text: &str| {
            let parsed = text::dates::parse_iso(text)?;
            let (year, month, day) = text::dates::civil_date(parsed.micros, "UTC");
            text::dates::day_start(year, month, day, zone)
        };
        const A_DAY: i64 = 24 * 3_600 * 1_000_000;
        (day(&self.from).unwrap_or(i64::MIN), day(&self.to).map_or(i64::MAX, |last| last + A_DAY))
    }
}

/// A pattern for `like` that finds these words as they stand in stored JSON; empty for none.
pub fn pattern(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let quoted = serde_json::to_string(words).unwrap_or_default();
    let mut pattern = String::from("%");
    let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
    for letter in inside.chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_looked_for_as_it_is() {
        assert_eq!(pattern("50%_!"), "%50!%!_!!%");
        assert_eq!(pattern("قال \"نعم\""), "%قال \\\"نعم\\\"%");
        assert_eq!(pattern(""), "");
    }

    #[test]
    fn a_filter_is_an_address_and_back() {
        let filter =
            Filter { state: "draft".to_owned(), words: "ماء & هواء".to_owned(), ..Filter::default() };
        assert_eq!(filter.query(), "state=draft&words=%D9%85%D8%A7%D8%A1%20%26%20%D9%87%D9%88%D8%A7%D8%A1");
        let odd = Filter { state: "none".to_owned(), words: "ط".repeat(300), ..Filter::default() }.bounded();
        assert_eq!((odd.state.as_str(), odd.words.chars().count()), ("", LONGEST));
    }

    #[test]
    fn a_day_is_one_of_the_editions_zone() {
        let filter =
            Filter { from: "2026-11-23".to_owned(), to: "2026-11-23".to_owned(), ..Filter::default() };
        let (from, to) = filter.span("Asia/Beirut");
        assert_eq!(text::dates::iso(from, "UTC"), "2026-11-22T22:00:00+00:00");
        assert_eq!(to - from, 24 * 3_600 * 1_000_000);
    }
}
