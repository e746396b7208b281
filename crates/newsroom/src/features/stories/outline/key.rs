//! Which pieces of a story are its key ones, where no editor has pinned any: a rule over what is known of them. No I/O.

use crate::id::ArticleId;

/// How many are chosen at most.
const MOST: usize = 5;
/// A story of fewer pieces is read whole.
pub(super) const FEWEST: i64 = 8;
/// At most every fourth piece: where all are chosen none is.
const ONE_OF: usize = 4;
/// How many of those chosen may stand within a day of each other: one loud day is not the story.
const OF_A_DAY: usize = 2;
/// What a piece must come to.
const CUT: u32 = 3;

/// It was worth a line on every page.
const ALERTED: u32 = 6;
/// The story begins with it.
const FIRST: u32 = 4;
/// Another piece of the story leads to it: what is come back to mattered. For each, up to three.
const LINKED: u32 = 3;
/// Somebody says something in it under their name. For each, up to three.
const SAID: u32 = 1;
/// It rests on so many sources, up to three, the first not counted.
const SOURCE: u32 = 1;
/// It is at length: at least twice as long as the piece in the middle.
const LONG: u32 = 2;

const DAY: i64 = 86_400_000_000;

/// What is known of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signs {
    pub id: ArticleId,
    /// When it was published, in microseconds UTC.
    pub at: i64,
    pub words: i64,
    pub sources: i64,
    /// What is said in it by somebody who is named.
    pub said: i64,
    /// How many other pieces of the story lead to it.
    pub linked: usize,
    /// Whether a breaking alert that stands leads to it.
    pub is_alerted: bool,
    /// Whether the story begins with it.
    pub is_first: bool,
}

impl Signs {
    /// What it comes to; `middle` is the length of the piece in the middle.
    fn weight(&self, middle: i64) -> u32 {
        let up_to = |count: i64, most| u32::try_from(count.clamp(0, most)).unwrap_or_default();
        let linked = u32::try_from(self.linked.min(3)).unwrap_or_default();
        u32::from(self.is_alerted) * ALERTED
            + u32::from(self.is_first) * FIRST
            + linked * LINKED
            + up_to(self.said, 3) * SAID
            + up_to(self.sources - 1, 2) * SOURCE
            + u32::from(middle > 0 && self.words >= 2 * middle) * LONG
    }
}

/// The key pieces, the newest first; of equal weight the newer one. None where less than two stand out.
pub(super) fn chosen(pieces: &[Signs]) -> Vec<ArticleId> {
    if i64::try_from(pieces.len()).is_ok_and(|count| count < FEWEST) {
        return Vec::new();
    }
    let mut lengths: Vec<i64> = pieces.iter().map(|piece| piece.words).collect();
    lengths.sort_unstable();
    let middle = lengths[lengths.len() / 2];
    let mut weighed: Vec<(u32, &Signs)> = pieces
        .iter()
        .map(|piece| (piece.weight(middle), piece))
        .filter(|(weight, _)| *weight >= CUT)
        .collect();
    weighed.sort_by(|(a, x), (b, y)| b.cmp(a).then(y.at.cmp(&x.at)).then_with(|| y.id.0.cmp(&x.id.0)));
    let mut chosen: Vec<&Signs> = Vec::new();
    for (_, piece) in weighed {
        let near = chosen.iter().filter(|other| (other.at - piece.at).abs() < DAY).count();
        if near < OF_A_DAY && chosen.len() < MOST.min(pieces.len() / ONE_OF) {
            chosen.push(piece);
        }
    }
    if chosen.len() < 2 {
        return Vec::new();
    }
    chosen.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.id.0.cmp(&a.id.0)));
    chosen.into_iter().map(|piece| piece.id.clone()).collect()
}

/// How many of `bodies`, each with the piece it is of, lead to the piece `id`.
pub(super) fn leading_to(id: &ArticleId, bodies: &[(ArticleId, String)]) -> usize {
    let address = format!("/{}", id.0);
    bodies.iter().filter(|(of, html)| of != id && html.contains(&address)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve plain pieces, two days apart, the oldest first and named by their number.
    fn plain() -> Vec<Signs> {
        let piece = |number: i64| Signs {
            id: ArticleId(format!("{number:02}")),
            at: number * 2 * DAY,
            words: 300,
            sources: 1,
            said: 0,
            linked: 0,
            is_alerted: false,
            is_first: number == 0,
        };
        (0..12).map(piece).collect()
    }

    fn with(change: impl Fn(&mut [Signs])) -> Vec<String> {
        let mut pieces = plain();
        change(&mut pieces);
        chosen(&pieces).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_stands_out_is_chosen() {
        type Change = fn(&mut [Signs]);
        let table: [(&str, Change, &[&str]); 9] = [
            ("all alike: the beginning alone is no choice", |_| {}, &[]),
            ("an alert, and where it began", |all| all[7].is_alerted = true, &["07", "00"]),
            ("another piece leads to it", |all| all[4].linked = 1, &["04", "00"]),
            ("three speak in it", |all| all[5].said = 3, &["05", "00"]),
            ("one speaks in it: that is usual", |all| all[5].said = 1, &[]),
            (
                "at length and with many sources",
                |all| (all[6].words, all[6].sources) = (600, 3),
                &["06", "00"],
            ),
            ("length alone is not enough", |all| all[6].words = 3000, &[]),
            ("many sources alone are not", |all| all[6].sources = 30, &[]),
            (
                "no more than every fourth, the heaviest of them, the newest first",
                |all| (2..9).for_each(|at| (all[at].said, all[at].linked) = (2, at)),
                &["08", "07", "06"],
            ),
        ];
        for (what, change, wanted) in table {
            assert_eq!(with(change), wanted, "{what}");
        }
    }

    #[test]
    fn one_loud_day_is_not_the_story() {
        let loud = |all: &mut [Signs]| {
            for (minute, piece) in (0..).zip(&mut all[8..12]) {
                (piece.at, piece.is_alerted) = (30 * DAY + minute, true);
            }
        };
        assert_eq!(with(loud), ["11", "10", "00"]);
    }

    #[test]
    fn a_short_story_is_read_whole_and_a_long_one_has_five_at_most() {
        let mut pieces = plain();
        pieces.iter_mut().for_each(|piece| piece.is_alerted = true);
        assert!(chosen(&pieces[..7]).is_empty() && chosen(&[]).is_empty());
        let many: Vec<Signs> = (0..10).flat_map(|turn| later(&pieces, turn)).collect();
        assert_eq!(chosen(&many).len(), MOST);
    }

    fn later(pieces: &[Signs], turn: i64) -> Vec<Signs> {
        let moved = |piece: &Signs| Signs {
            id: ArticleId(format!("{turn}{}", piece.id.0)),
            at: piece.at + turn * 100 * DAY,
            ..piece.clone()
        };
        pieces.iter().map(moved).collect()
    }

    #[test]
    fn a_piece_is_led_to_by_others_and_not_by_itself() {
        let body = |of: &str, html: &str| (ArticleId(of.to_owned()), html.to_owned());
        let bodies = [
            body("AAAA", "<a href=\"/ar/x/BBBB/y\">"),
            body("BBBB", "<a href=\"/ar/x/BBBB/y\">"),
            body("CCCC", "<a href=\"https://example.org/\">"),
        ];
        assert_eq!(leading_to(&ArticleId("BBBB".to_owned()), &bodies), 1);
        assert_eq!(leading_to(&ArticleId("AAAA".to_owned()), &bodies), 0);
    }
}
