//! What a mirror holds and what is to be done to it, in memory. No I/O.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use super::list::{Held, LISTS, list_of};
use super::place::file_of;

/// No more pages are held.
const MOST_PAGES: usize = 3_000_000;
/// The last purges that are remembered: a page whose making began before them is looked at again.
const REMEMBERED: usize = 4_096;

/// A page that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its address.
    pub address: String,
    /// Whether the lists that it leads to are to be made anew with it: it is new, or something else now.
    pub spreads: bool,
}

/// What something that happened does to pages.
#[derive(Debug, Default)]
pub struct Change {
    /// Pages of one of these must not be seen again.
    pub taken: HashSet<String>,
    /// Pages with one of these tags must not be seen again as they are: what is about one of them (but for stories), and what readers
    /// come in by, is made anew before all others.
    pub gone: HashSet<String>,
    /// Pages with one of these are out of date.
    pub stale: HashSet<String>,
    /// Pages that name one of these articles are out of date.
    pub names: HashSet<u32>,
}

/// What happened to a page while it was being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overtaken {
    /// It is out of date: it may stand until it is made again.
    Stale,
    /// It must not be seen.
    Taken,
}

/// The tags that one change named.
struct Named {
    at: u64,
    taken: HashSet<String>,
    others: HashSet<String>,
}

/// How an address stands in the queue.
#[derive(Debug, Clone, Copy, Default)]
struct Queued {
    spreads: bool,
    rank: Rank,
}

/// How soon it is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    #[default]
    Later,
    Soon,
    First,
}

/// The mirror as this process knows it.
#[derive(Default)]
pub struct State {
    pages: Vec<BTreeMap<String, Held>>,
    count: usize,
    fast: VecDeque<Wanted>,
    slow: VecDeque<Wanted>,
    queued: HashMap<String, Queued>,
    /// Files that must not be seen again and stand there still.
    pub unremoved: BTreeSet<String>,
    /// Lists that are not written as they are.
    pub unwritten: BTreeSet<u8>,
    /// The place in the log up to which everything was taken.
    pub position: i64,
    /// Nobody told what happened for a while: until every page was made anew it is not known up to where it holds everything.
    pub catches_up: bool,
    moves: u64,
    named: VecDeque<Named>,
}

impl State {
    /// A mirror that holds nothing.
    pub fn new() -> State {
        State { pages: vec![BTreeMap::new(); LISTS], position: -1, ..State::default() }
    }

    /// The page in a file.
    pub fn held(&self, file: &str) -> Option<&Held> {
        self.pages[usize::from(list_of(file))].get(file)
    }

    /// The pages of a list, in order.
    pub fn list(&self, list: u8) -> impl Iterator<Item = (&String, &Held)> {
        self.pages[usize::from(list)].iter()
    }

    /// Every page.
    pub fn all(&self) -> impl Iterator<Item = (&String, &Held)> {
        self.pages.iter().flatten()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many are to be made.
    pub fn waiting(&self) -> (usize, usize) {
        (self.fast.len(), self.slow.len())
    }

    /// Whether everything up to its place in the log is in it, but for what only stands around a page.
    pub fn is_whole(&mut self) -> bool {
        self.catches_up &= !self.slow.is_empty() || !self.fast.is_empty();
        self.fast.is_empty() && !self.catches_up
    }

    /// Holds a page in a file.
    pub fn hold(&mut self, file: String, held: Held) {
        let list = list_of(&file);
        let before = self.pages[usize::from(list)].insert(file, held.clone());
        if before.is_none() {
            self.count += 1;
        }
        if before.as_ref() != Some(&held) {
            self.unwritten.insert(list);
        }
    }

    /// Holds it no longer; whether it did.
    pub fn lose(&mut self, file: &str) -> bool {
        let list = list_of(file);
        let was_held = self.pages[usize::from(list)].remove(file).is_some();
        if was_held {
            self.count -= 1;
            self.unwritten.insert(list);
        }
        was_held
    }

    /// Has a page made soon: before those that can wait.
    pub fn want(&mut self, wanted: Wanted) {
        // One that stands among those that can wait is made when its turn comes here, and not again there.
        if self.rises(&wanted, Rank::Soon) {
            self.fast.push_back(wanted);
        }
    }

    /// Has a page made before those that are only brought up to date: it must not stay as it is.
    pub fn want_first(&mut self, wanted: Wanted) {
        if self.rises(&wanted, Rank::First) {
            self.fast.push_front(wanted);
        }
    }

    /// Has a page made next, before all others: it was just published, or lists what was.
    pub fn want_next(&mut self, wanted: Wanted) {
        self.rises(&wanted, Rank::First);
        self.fast.push_front(wanted);
    }

    /// Whether it stood no higher in the queue so far.
    fn rises(&mut self, wanted: &Wanted, rank: Rank) -> bool {
        let known = self.queued.entry(wanted.address.clone()).or_default();
        known.spreads |= wanted.spreads;
        let rises = known.rank < rank;
        known.rank = known.rank.max(rank);
        rises
    }

    /// Has a page made when there is time.
    pub fn want_later(&mut self, address: String) {
        if !self.queued.contains_key(&address) {
            self.queued.insert(address.clone(), Queued::default());
            self.slow.push_back(Wanted { address, spreads: false });
        }
    }

    /// Has every page made again, when there is time.
    pub fn look_over(&mut self) {
        let all: Vec<String> = self.all().map(|(_, held)| held.address.clone()).collect();
        all.into_iter().for_each(|address| self.want_later(address));
    }

    /// The next page to make, and whether it is one of those that are wanted soon.
    pub fn next(&mut self) -> Option<(Wanted, bool)> {
        loop {
            let (wanted, is_fast) = match self.fast.pop_front() {
                Some(wanted) => (wanted, true),
                None => (self.slow.pop_front()?, false),
            };
            if let Some(queued) = self.queued.remove(&wanted.address) {
                return Some((Wanted { spreads: queued.spreads, ..wanted }, is_fast));
            }
        }
    }

    /// An address that was found on a page: it is made when the mirror does not hold it.
    pub fn found(&mut self, address: String, is_urgent: bool) {
        let Some(file) = file_of(&address) else { return };
        if self.held(&file).is_some() || self.count + self.fast.len() + self.slow.len() >= MOST_PAGES {
            return;
        }
        match is_urgent {
            true => self.want(Wanted { address, spreads: false }),
            false => self.want_later(address),
        }
    }

    /// Where the changes stand: taken before a page is made.
    pub fn moves(&self) -> u64 {
        self.moves
    }

    /// What happened to a page with these tags since its making began.
    pub fn overtaken(&self, since: u64, tags: &[String]) -> Option<Overtaken> {
        if self.named.front().is_some_and(|first| first.at > since + 1) {
            return Some(Overtaken::Taken);
        }
        let later = || self.named.iter().rev().take_while(|named| named.at > since);
        let has = |named: &HashSet<String>| tags.iter().any(|tag| named.contains(tag));
        match later().any(|named| takes(&named.taken, tags)) {
            true => Some(Overtaken::Taken),
            false => later().any(|named| has(&named.others)).then_some(Overtaken::Stale),
        }
    }

    /// Something happened. Returns the files that must not be seen again, which are held no longer; all that is out of date is
    /// to be made, and stays until then.
    pub fn change(&mut self, change: &Change) -> Vec<String> {
        self.moves += 1;
        let others = change.gone.union(&change.stale).cloned().collect();
        self.named.push_back(Named { at: self.moves, taken: change.taken.clone(), others });
        if self.named.len() > REMEMBERED {
            self.named.pop_front();
        }
        let (mut taken, mut first, mut soon, mut later) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let is_everything = change.gone.contains("everything") || change.stale.contains("everything");
        for (file, held) in self.pages.iter().flatten() {
            let has = |tags: &HashSet<String>, wanted: fn(&str) -> bool| {
                held.tags.iter().any(|tag| wanted(tag) && tags.contains(tag))
            };
            if takes(&change.taken, &held.tags) {
                taken.push(file.clone());
                first.push(held.address.clone());
            } else if has(&change.gone, is_its_own)
                || (has(&change.gone, is_a_list) && is_near_the_front(&held.address))
            {
                first.push(held.address.clone());
            } else if has(&change.gone, is_a_list)
                || has(&change.gone, is_one_thing)
                || has(&change.stale, is_a_list)
                || has(&change.stale, is_one_thing)
                || held.names.iter().any(|name| change.names.contains(name))
            {
                soon.push(held.address.clone());
            } else if is_everything || has(&change.gone, stands_around) || has(&change.stale, stands_around) {
                match is_near_the_front(&held.address) {
                    true => soon.push(held.address.clone()),
                    false => later.push(held.address.clone()),
                }
            }
        }
        for file in &taken {
            self.lose(file);
        }
        let wanted = |address| Wanted { address, spreads: false };
        first.into_iter().for_each(|address| self.want_first(wanted(address)));
        soon.into_iter().for_each(|address| self.want(wanted(address)));
        later.into_iter().for_each(|address| self.want_later(address));
        taken
    }
}

/// Whether a page with these tags goes with what was taken. An arranged page has the tags of what is pinned on it, and only names it.
fn takes(taken: &HashSet<String>, tags: &[String]) -> bool {
    !taken.is_empty()
        && tags.iter().any(|tag| is_one_thing(tag) && taken.contains(tag))
        && !tags.iter().any(|tag| tag.starts_with("arrangement:"))
}

/// The tag names a thing that few pages are about; a story has as many as it has pieces.
fn is_its_own(tag: &str) -> bool {
    is_one_thing(tag) && !tag.starts_with("story:")
}

/// The tag names a thing that a page is about.
fn is_one_thing(tag: &str) -> bool {
    ["article:", "text:", "picture:", "story:", "standing-pages:", "redirects"]
        .iter()
        .any(|sort| tag.starts_with(sort))
}

/// The tag names what every page of an edition has around it.
fn stands_around(tag: &str) -> bool {
    ["latest:", "edition:", "everything"].iter().any(|sort| tag.starts_with(sort))
}

/// The tag names a list.
fn is_a_list(tag: &str) -> bool {
    !is_one_thing(tag) && !stands_around(tag)
}

/// Whether a page is one of the few that readers come in by: fronts, sections, feeds, maps.
fn is_near_the_front(address: &str) -> bool {
    address.trim_matches('/').split('/').count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(address: &str, tags: &[&str], names: &[u32]) -> (String, Held) {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let held =
            Held { address: address.to_owned(), hash: String::new(), length: 0, tags, names: names.to_vec() };
        (file_of(address).expect("it is a page"), held)
    }

    fn set(tags: &[&str]) -> HashSet<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    fn change(gone: &[&str], stale: &[&str], names: &[u32]) -> Change {
        let names = names.iter().copied().collect();
        Change { taken: HashSet::new(), gone: set(gone), stale: set(stale), names }
    }

    fn taken(taken: &[&str], gone: &[&str], names: &[u32]) -> Change {
        Change { taken: set(taken), ..change(gone, &[], names) }
    }

    fn with(pages: &[(String, Held)]) -> State {
        let mut state = State::new();
        pages.iter().cloned().for_each(|(file, held)| state.hold(file, held));
        state
    }

    fn wanted(state: &mut State) -> Vec<(String, bool)> {
        std::iter::from_fn(|| state.next()).map(|(wanted, fast)| (wanted.address, fast)).collect()
    }

    #[test]
    fn one_that_catches_up_is_whole_when_everything_was_made_anew_and_any_other_without_what_stands_around() {
        let pages = [held("/ar/", &["front:ar"], &[]), held("/ar/x/A/a", &["article:A"], &[])];
        for (catches_up, wanted) in [(true, [false, false, true]), (false, [true, true, true])] {
            let mut state = with(&pages);
            state.look_over();
            state.catches_up = catches_up;
            let whole: Vec<bool> = (0..3)
                .map(|_| {
                    let is_whole = state.is_whole();
                    state.next();
                    is_whole
                })
                .collect();
            assert_eq!(whole, wanted, "{catches_up}");
            // What happens afterwards is caught up with as ever.
            state.want_later("/ar/".to_owned());
            assert!(state.is_whole(), "{catches_up}");
            state.want(Wanted { address: "/ar/x/A/a".to_owned(), spreads: false });
            assert!(!state.is_whole(), "{catches_up}");
        }
    }

    #[test]
    fn what_is_withdrawn_is_gone_at_once_and_what_names_it_is_made_anew() {
        let mut state = with(&[
            held("/ar/", &["front:ar", "latest:ar", "edition:ar"], &[7]),
            held("/ar/x/A/a", &["article:A", "latest:ar", "edition:ar"], &[]),
            held("/ar/x/B/b", &["article:B", "latest:ar", "edition:ar"], &[7]),
            held("/ar/x/C/c", &["article:C", "latest:ar", "edition:ar"], &[]),
            held("/ar/x/D/d", &["article:D", "latest:ar", "edition:ar"], &[7]),
            held("/ar/x/", &["section:x", "arrangement:x", "article:A", "latest:ar", "edition:ar"], &[7]),
            held("/ar/x/rss.xml", &["section:x", "text:A", "latest:ar", "edition:ar"], &[7]),
        ]);
        let gone =
            state.change(&taken(&["article:A", "text:A"], &["article:D", "front:ar", "latest:ar"], &[7]));
        let whole = ["ar/x/A/a/index.html", "ar/x/rss.xml"];
        assert_eq!(gone.iter().map(String::as_str).collect::<HashSet<_>>(), HashSet::from(whole));
        assert!(whole.iter().all(|file| state.held(file).is_none()), "a feed holds it whole");
        let wanted = wanted(&mut state);
        let is_fast =
            |address: &str| wanted.iter().find(|(known, _)| known == address).map(|(_, fast)| *fast);
        for soon in ["/ar/", "/ar/x/A/a", "/ar/x/B/b", "/ar/x/D/d", "/ar/x/", "/ar/x/rss.xml"] {
            assert_eq!(is_fast(soon), Some(true), "{soon}");
        }
        for stays in ["/ar/x/D/d", "/ar/x/"] {
            assert!(state.held(&file_of(stays).expect("a page")).is_some(), "{stays} only names it");
        }
        let first = ["/ar/x/A/a", "/ar/x/D/d", "/ar/x/rss.xml", "/ar/"];
        assert!(wanted[..4].iter().all(|(address, _)| first.contains(&address.as_str())), "{wanted:?}");
        assert_eq!(is_fast("/ar/x/C/c"), Some(false), "only what stands around it changed");
    }

    #[test]
    fn a_picture_is_followed_by_its_own_name() {
        let mut state = with(&[
            held("/ar/x/A/a", &["article:A", "latest:ar", "edition:ar"], &[]),
            held("/media/p-64.webp", &["picture:P"], &[]),
            held("/media/q-64.webp", &["picture:Q"], &[]),
        ]);
        assert!(
            state.change(&change(&[], &["picture:P"], &[])).is_empty(),
            "shown anew it stays until it is made"
        );
        assert_eq!(wanted(&mut state), [("/media/p-64.webp".to_owned(), true)]);
        assert_eq!(state.change(&taken(&["picture:P"], &[], &[])), ["media/p-64.webp"]);
        assert_eq!(wanted(&mut state), [("/media/p-64.webp".to_owned(), true)], "another may show it still");
        assert_eq!(state.count(), 2);
    }

    #[test]
    fn an_alert_takes_no_page_away() {
        let mut state =
            with(&[held("/ar/", &["edition:ar"], &[]), held("/ar/x/A/a", &["article:A", "edition:ar"], &[])]);
        assert!(state.change(&change(&["edition:ar"], &[], &[])).is_empty());
        assert_eq!(wanted(&mut state), [("/ar/".to_owned(), true), ("/ar/x/A/a".to_owned(), false)]);
        assert_eq!(state.count(), 2);
    }

    #[test]
    fn a_page_that_was_being_made_when_it_changed_is_made_again() {
        let mut state = State::new();
        let before = state.moves();
        let tags = ["article:A".to_owned(), "latest:ar".to_owned()];
        let arranged = [&tags[..], &["arrangement:x".to_owned()]].concat();
        assert_eq!(state.overtaken(before, &tags), None);
        state.change(&taken(&["article:B"], &[], &[]));
        assert_eq!(state.overtaken(before, &tags), None);
        state.change(&change(&[], &["latest:ar"], &[]));
        assert_eq!(state.overtaken(before, &tags), Some(Overtaken::Stale));
        state.change(&taken(&["article:A"], &[], &[]));
        state.change(&change(&["article:A"], &[], &[]));
        assert_eq!(state.overtaken(before, &tags), Some(Overtaken::Taken), "whatever else came after it");
        assert_eq!(state.overtaken(before, &arranged), Some(Overtaken::Stale), "it only names it");
        assert_eq!(state.overtaken(state.moves(), &tags), None);
        for _ in 0..REMEMBERED + 1 {
            state.change(&change(&["article:B"], &[], &[]));
        }
        let forgotten = state.overtaken(before, &["article:C".to_owned()]);
        assert_eq!(forgotten, Some(Overtaken::Taken), "what is forgotten counts as named");
    }

    #[test]
    fn a_page_stands_in_the_queue_once() {
        let mut state = State::new();
        for _ in 0..3 {
            state.want(Wanted { address: "/ar/".to_owned(), spreads: false });
            state.want_later("/ar/".to_owned());
            state.found("/ar/x/".to_owned(), false);
            state.found("/api/v1".to_owned(), true);
        }
        state.want(Wanted { address: "/ar/y/".to_owned(), spreads: false });
        state.want_next(Wanted { address: "/ar/y/".to_owned(), spreads: true });
        for _ in 0..2 {
            state.want_first(Wanted { address: "/ar/z/".to_owned(), spreads: false });
        }
        state.want_next(Wanted { address: "/ar/y/".to_owned(), spreads: false });
        let order = [("/ar/y/", true), ("/ar/z/", true), ("/ar/", true), ("/ar/x/", false)];
        assert_eq!(wanted(&mut state), order.map(|(address, fast)| (address.to_owned(), fast)));
    }
}
