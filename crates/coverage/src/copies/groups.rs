//! What belongs together is one.

use rustc_hash::{FxHashMap, FxHashSet};

/// A text that may be somebody's copy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member<'a> {
    pub id: &'a str,
    /// When it came in, in microseconds of UTC.
    pub at: i64,
    /// Whether an agency sent it: what others copy from.
    pub is_of_an_agency: bool,
}

/// Texts that are one.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The oldest of an agency; where there is none, the oldest.
    pub head: String,
    /// The others, the oldest first; empty where nobody copied.
    pub copies: Vec<String>,
}

/// Makes one of all that is linked, through however many others. The oldest heads come first; a link to what is no member is
/// passed over.
///
/// Of the links that [`super::Copies`] finds, take those with a Jaccard share of .5: a survey that contains two dispatches
/// would make one of both.
pub fn groups<'a>(members: &[Member<'a>], links: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Group> {
    let mut sorted: Vec<&Member<'_>> = members.iter().collect();
    sorted.sort_by_key(|member| (!member.is_of_an_agency, member.at, member.id));
    let mut seen = FxHashSet::default();
    sorted.retain(|member| seen.insert(member.id));
    let places: FxHashMap<&str, usize> =
        sorted.iter().enumerate().map(|(place, member)| (member.id, place)).collect();
    let mut heads = Heads((0..sorted.len()).collect());
    for (one, other) in links {
        if let (Some(one), Some(other)) = (places.get(one), places.get(other)) {
            heads.join(*one, *other);
        }
    }
    let mut copies: Vec<Vec<&Member<'_>>> = vec![Vec::new(); sorted.len()];
    for place in 0..sorted.len() {
        copies[heads.of(place)].push(sorted[place]);
    }
    copies.retain(|group| !group.is_empty());
    copies.sort_by_key(|group| (group[0].at, group[0].id));
    copies.into_iter().map(group).collect()
}

/// The head is the first that was put in.
fn group(mut members: Vec<&Member<'_>>) -> Group {
    let head = members.remove(0).id.to_owned();
    members.sort_by_key(|member| (member.at, member.id));
    Group { head, copies: members.into_iter().map(|member| member.id.to_owned()).collect() }
}

/// For each place a smaller place of its group, or itself where it is the smallest.
struct Heads(Vec<usize>);

impl Heads {
    fn of(&mut self, mut place: usize) -> usize {
        while self.0[place] != place {
            self.0[place] = self.0[self.0[place]];
            place = self.0[place];
        }
        place
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}
