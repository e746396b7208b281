//! The choices a site makes within a language: digits, month names, Hijri dates, time zone.

use serde::{Deserialize, Serialize};

use crate::text_shim::dates::DateStyle;

pub use crate::text_shim::dates::MonthStyle;
pub use crate::text_shim::digits::Digits;

/// How generated words are said. What people typed is never rewritten by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// 012 or ٠١٢ or ۰۱۲, in counts, dates and times.
    pub digits: Digits,
    /// Whose month names.
    pub months: MonthStyle,
    /// Whether the Hijri date stands beside the Gregorian one.
    pub hijri: bool,
    /// IANA time zone, for example `Asia/Beirut`.
    pub zone: String,
}

impl Voice {
    /// The same choices as the date functions take them.
    pub fn date_style(&self) -> DateStyle {
        DateStyle { months: self.months, digits: self.digits, hijri: self.hijri, zone: self.zone.clone() }
    }
}
