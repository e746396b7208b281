//! The calendar of our own pieces. They are moved in time as a whole, by whole weeks, so that the newest is of the last seven
//! days and every weekday and every hour in their texts stays true; what names a day, a month or a year stands in the files
//! as a mark, and is written for the day that it has come to.
//!
//! `{{2026-11-23}}` is written «23 نوفمبر», `{{2026-11-23 full}}` with its year, `{{2026-11-23 part}}` «أواخر نوفمبر»,
//! `{{2026-11-23 month}}` «نوفمبر», `{{2026-11-23 year}}` «2026», `{{2026-11-23 iso}}` for machines; `{{2026-11}}` is a month
//! of which no day is known, `{{2026-11 full}}` with its year, `{{2026-10 season}}` the season it is in, and `{{2026}}` a
//! year. A day that is still to come when its piece appears has a plus before it: `{{+2026-12-02}}`.

use anyhow::Context;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use text::dates::{self, DateStyle, MonthStyle, Precision};

const WEEK_MICROS: i64 = 7 * 24 * 60 * 60 * 1_000_000;
const OPENS: &str = "{{";
const CLOSES: &str = "}}";
const TO_COME: char = '+';

/// How far our own pieces are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    weeks: i64,
}

impl Moved {
    /// So far that what is of `newest` becomes less than a week old at `now`, and none of it is of the time to come.
    pub fn to(now: i64, newest: i64) -> Moved {
        Moved { weeks: (now - newest).div_euclid(WEEK_MICROS) }
    }

    /// The same in microseconds.
    pub fn micros(self) -> i64 {
        self.weeks * WEEK_MICROS
    }

    /// A text with its marks written out in the words of an edition.
    pub fn told(self, text: &str, style: &DateStyle) -> anyhow::Result<String> {
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPENS) {
            let (mark, after) = after.split_once(CLOSES).with_context(|| format!("unclosed: {after:.40}"))?;
            told.push_str(before);
            told.push_str(&self.written(mark, style).with_context(|| format!("the mark {mark}"))?);
            rest = after;
        }
        told.push_str(rest);
        Ok(told)
    }

    fn written(self, mark: &str, style: &DateStyle) -> anyhow::Result<String> {
        let mark = mark.strip_prefix(TO_COME).unwrap_or(mark);
        let (date, form) = mark.split_once(' ').unwrap_or((mark, ""));
        let partial = dates::parse_iso(date).context("no date")?;
        let (year, month, day) = dates::civil_date(partial.micros, "UTC");
        let known = Date::new(year, i8::try_from(month)?, i8::try_from(day)?)?;
        let to = known.checked_add(self.span(partial.precision))?;
        let at = dates::day_start(to.year(), to.month().unsigned_abs(), to.day().unsigned_abs(), "UTC");
        let at = at.context("no such day")?;
        let style = &DateStyle { zone: "UTC".to_owned(), ..style.clone() };
        let month_name = || dates::month_name(to.month().unsigned_abs(), style.months);
        Ok(match (partial.precision, form) {
            (Precision::Year, "") | (Precision::Day, "year") => dates::year(at, style),
            (Precision::Month, "") | (Precision::Day, "month") => month_name(),
            (Precision::Month, "full") => dates::month_year(at, style),
            (Precision::Month, "season") => season(to, style.months).to_owned(),
            (Precision::Day, "") => dates::short_date(at, style),
            (Precision::Day, "full") => dates::date(at, style),
            (Precision::Day, "part") => part_of_month(to, &month_name(), style.months),
            (Precision::Day, "iso") => to.to_string(),
            _ => anyhow::bail!("no form of it is called {form:?}"),
        })
    }

    /// What is known by the day is moved by days; a month by as many months as that is, about, and so a year.
    fn span(self, precision: Precision) -> Span {
        let about = |days: f64| ((self.weeks * 7) as f64 / days).round() as i64;
        match precision {
            Precision::Year => about(365.25).years(),
            Precision::Month => about(30.44).months(),
            _ => self.weeks.weeks(),
        }
    }
}

fn season(at: Date, months: MonthStyle) -> &'static str {
    let names = match months {
        MonthStyle::English => ["winter", "spring", "summer", "autumn"],
        _ => ["شتاء", "ربيع", "صيف", "خريف"],
    };
    names[usize::from(at.month().unsigned_abs() % 12 / 3)]
}

/// «أوائل نوفمبر»، «منتصف نوفمبر»، «أواخر نوفمبر» · "early November", "mid-November", "late November".
fn part_of_month(at: Date, month: &str, months: MonthStyle) -> String {
    let parts = match months {
        MonthStyle::English => ["early ", "mid-", "late "],
        _ => ["أوائل ", "منتصف ", "أواخر "],
    };
    let part = parts[usize::from(at.day() > 10) + usize::from(at.day() > 20)];
    format!("{part}{month}")
}
