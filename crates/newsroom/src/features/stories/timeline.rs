//! A story's timeline: its pieces by day, the long silences between them, and the neighbours of one piece. No I/O.

/// From how many days without a piece on a silence is told.
const LONG: i64 = 7;

/// The pieces of one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Day<T> {
    /// When one of them was published, in microseconds UTC.
    pub at: i64,
    /// How long nothing was published between the day before it in the list and this one.
    pub quiet: Option<Quiet>,
    /// The pieces, in the order of the list.
    pub pieces: Vec<T>,
}

/// A long time without a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quiet {
    Days(i64),
    Months(i64),
    Years(i64),
}

impl Quiet {
    /// The silence between two days so far apart; `None` when it is not worth a word.
    fn of(apart: i64) -> Option<Quiet> {
        match apart - 1 {
            days if days < LONG => None,
            days if days < 60 => Some(Quiet::Days(days)),
            days if days < 700 => Some(Quiet::Months((days + 15) / 30)),
            days => Some(Quiet::Years((days + 182) / 365)),
        }
    }

    /// The message that says so, and its number.
    pub fn message(self) -> (&'static str, i64) {
        match self {
            Quiet::Days(n) => ("quiet-days", n),
            Quiet::Months(n) => ("quiet-months", n),
            Quiet::Years(n) => ("quiet-years", n),
        }
    }
}

/// Year, month and day.
pub type Date = (i16, u8, u8);

/// Sorted pieces by day. What `is_listed` leaves out counts as a sign of life all the same.
pub fn by_day<T>(
    pieces: Vec<T>,
    at: impl Fn(&T) -> i64,
    date: impl Fn(i64) -> Date,
    is_listed: impl Fn(&T) -> bool,
) -> Vec<Day<T>> {
    let mut days: Vec<Day<T>> = Vec::new();
    let (mut last, mut open) = (None, false);
    for piece in pieces {
        let time = at(&piece);
        let day = day_number(date(time));
        if last != Some(day) {
            let apart = last.map_or(0, |last: i64| (last - day).abs());
            (last, open) = (Some(day), false);
            if is_listed(&piece) {
                days.push(Day { at: time, quiet: Quiet::of(apart), pieces: Vec::new() });
                open = true;
            }
        } else if !open && is_listed(&piece) {
            days.push(Day { at: time, quiet: None, pieces: Vec::new() });
            open = true;
        }
        if let Some(day) = days.last_mut().filter(|_| open && is_listed(&piece)) {
            day.pieces.push(piece);
        }
    }
    days
}

/// The pieces of a day that stand open, and those that are folded away, both in their order. Fewer than `worth` are not
/// folded.
pub fn folded<T>(pieces: Vec<T>, is_open: impl Fn(usize, &T) -> bool, worth: usize) -> (Vec<T>, Vec<T>) {
    let opens: Vec<bool> = pieces.iter().enumerate().map(|(place, piece)| is_open(place, piece)).collect();
    if opens.iter().filter(|opens| !**opens).count() < worth {
        return (pieces, Vec::new());
    }
    let (open, folded): (Vec<_>, Vec<_>) = pieces.into_iter().zip(opens).partition(|(_, opens)| *opens);
    let bare = |side: Vec<(T, bool)>| side.into_iter().map(|(piece, _)| piece).collect();
    (bare(open), bare(folded))
}

/// Days since the first of March of the year 0.
fn day_number((year, month, day): Date) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let from_march = (month + 9) % 12;
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * from_march + 2) / 5
        + day
        - 1
}

/// The nearest on both sides, as many as `most` in all and the same on each side where there are enough; both lists begin
/// with the nearest, and the answer goes from the newest to the oldest, in two parts.
pub fn nearest<T>(mut newer: Vec<T>, mut older: Vec<T>, most: usize) -> (Vec<T>, Vec<T>) {
    let half = most / 2;
    newer.truncate(half.max(most.saturating_sub(older.len())));
    older.truncate(most - newer.len().min(most));
    newer.reverse();
    (newer, older)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn date(at: i64) -> Date {
        text::dates::civil_date(at * 1_000_000, "UTC")
    }

    fn days(times: &[i64], hidden: &[i64]) -> Vec<(Vec<i64>, Option<Quiet>)> {
        let days = by_day(times.to_vec(), |at| *at, date, |at| !hidden.contains(at));
        days.into_iter().map(|day| (day.pieces, day.quiet)).collect()
    }

    #[test]
    fn pieces_stand_by_day_and_a_long_silence_is_told() {
        let (today, before) = (100 * DAY, 100 * DAY - 13 * DAY);
        assert_eq!(
            days(&[today + 9, today, before], &[]),
            [(vec![today + 9, today], None), (vec![before], Some(Quiet::Days(12)))]
        );
        assert_eq!(days(&[before, today], &[])[1].1, Some(Quiet::Days(12)), "in both orders");
        assert_eq!(days(&[today, today - 7 * DAY], &[])[1].1, None, "six days are not long");
    }

    #[test]
    fn what_stands_elsewhere_breaks_a_silence() {
        let (today, between, before) = (100 * DAY, 90 * DAY, 80 * DAY);
        let shown = days(&[today, between, before], &[between]);
        assert_eq!(shown, [(vec![today], None), (vec![before], Some(Quiet::Days(9)))]);
        assert_eq!(days(&[today + 1, today], &[today + 1]), [(vec![today], None)]);
        assert_eq!(days(&[today], &[today]), []);
    }

    #[test]
    fn silences_are_told_in_the_measure_that_fits() {
        let table = [
            (1, None),
            (7, None),
            (8, Some(Quiet::Days(7))),
            (60, Some(Quiet::Days(59))),
            (62, Some(Quiet::Months(2))),
            (366, Some(Quiet::Months(12))),
            (731, Some(Quiet::Years(2))),
        ];
        for (apart, quiet) in table {
            assert_eq!(Quiet::of(apart), quiet, "{apart} days apart");
        }
    }

    #[test]
    fn what_is_folded_is_worth_it_and_keeps_its_order() {
        let fold = |pieces: &[u8]| folded(pieces.to_vec(), |place, piece| place == 0 || *piece == 7, 2);
        assert_eq!(fold(&[9]), (vec![9], vec![]));
        assert_eq!(fold(&[9, 8]), (vec![9, 8], vec![]), "one alone is not folded");
        assert_eq!(fold(&[9, 8, 7, 6]), (vec![9, 7], vec![8, 6]));
        assert_eq!(fold(&[]), (vec![], vec![]));
    }

    #[test]
    fn days_are_counted_over_years_and_leap_days() {
        let table = [
            ((2024, 2, 28), (2024, 3, 1), 2),
            ((2023, 2, 28), (2023, 3, 1), 1),
            ((2023, 12, 31), (2024, 1, 1), 1),
            ((2000, 1, 1), (2001, 1, 1), 366),
        ];
        for (a, b, apart) in table {
            assert_eq!(day_number(b) - day_number(a), apart, "{a:?} {b:?}");
        }
    }

    #[test]
    fn neighbours_stand_on_both_sides_where_there_are_any() {
        let near = |newer: &[u8], older: &[u8]| nearest(newer.to_vec(), older.to_vec(), 4);
        assert_eq!(near(&[6, 7, 8, 9], &[4, 3, 2, 1]), (vec![7, 6], vec![4, 3]));
        assert_eq!(near(&[], &[4, 3, 2, 1]), (vec![], vec![4, 3, 2, 1]));
        assert_eq!(near(&[6, 7, 8, 9], &[4]), (vec![8, 7, 6], vec![4]));
        assert_eq!(near(&[6], &[]), (vec![6], vec![]));
    }
}
