//! How an edition's site maps part its articles among them: by time, so that a map is one stretch of an index, and a full
//! one changes only with its own articles. No I/O.

use crate::features::archive::Day;

/// How many articles a map has before the next begins. The format's bound is 50,000; smaller files are cheaper to make.
const FULL: i64 = 10_000;
/// A day of an import can hold more than many maps; it is cut into no more pieces than this.
const MOST_PIECES: i64 = 1_000;
const DAY: i64 = 24 * 3_600_000_000;

/// From when to when, in microseconds UTC; what appeared at `to` stands in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub from: i64,
    pub to: i64,
}

/// The stretches that cover all time, by how much appeared on each day (the oldest first); `begins` is when a day begins.
pub fn parts(days: &[(Day, i64)], begins: impl Fn(Day) -> Option<i64>) -> Vec<Part> {
    let (mut edges, mut held) = (Vec::new(), 0);
    for (day, articles) in days {
        if held > 0 && held + articles > FULL {
            edges.extend(begins(*day));
            held = 0;
        }
        held += articles;
        // More than a map on one day: the day is cut into pieces of equal length.
        let pieces = (articles / FULL + i64::from(articles % FULL > 0)).clamp(1, MOST_PIECES);
        if let Some(from) = begins(*day).filter(|_| pieces > 1) {
            edges.extend((1..pieces).map(|piece| from + DAY / pieces * piece));
        }
    }
    let from = std::iter::once(i64::MIN).chain(edges.iter().copied());
    let to = edges.iter().copied().chain(std::iter::once(i64::MAX));
    from.zip(to).map(|(from, to)| Part { from, to }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const APART: [i64; 4] = [4_000, 6_000, 1, 9_000];

    fn day(day: u8) -> Day {
        Day { year: 2026, month: 11, day }
    }

    fn begins(day: Day) -> Option<i64> {
        Some(i64::from(day.day) * DAY)
    }

    #[test]
    fn the_parts_cover_all_time_and_end_between_days() {
        let days: Vec<(Day, i64)> = (1..).map(day).zip(APART).collect();
        let edge = 3 * DAY;
        assert_eq!(
            parts(&days, begins),
            [Part { from: i64::MIN, to: edge }, Part { from: edge, to: i64::MAX }]
        );
        assert_eq!(parts(&[], begins), [Part { from: i64::MIN, to: i64::MAX }]);
    }

    #[test]
    fn what_is_added_later_leaves_full_parts_as_they_are() {
        let days: Vec<(Day, i64)> = (1..).map(day).zip(APART).collect();
        let more: Vec<(Day, i64)> = days.iter().copied().chain([(day(5), 9_000), (day(6), 9_000)]).collect();
        assert_eq!(parts(&days, begins)[0], parts(&more, begins)[0]);
        assert_eq!(parts(&more, begins).len(), 4);
    }

    #[test]
    fn a_day_of_more_than_a_map_is_cut() {
        let cut = parts(&[(day(1), 5), (day(2), 35_000), (day(3), 5)], begins);
        assert!(cut.windows(2).all(|two| two[0].to == two[1].from && two[0].from < two[0].to), "{cut:?}");
        assert_eq!(cut.len(), 6);
        assert!(parts(&[(day(1), i64::MAX / 2)], begins).len() <= 1_001);
    }
}
