//! Stands in for the text crate until it has these.
#![allow(missing_docs)]
pub mod digits {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Digits {
        Latn,
        Arab,
        Arabext,
    }
    pub fn localise(s: &str, d: Digits) -> String {
        let base = match d {
            Digits::Latn => return s.to_owned(),
            Digits::Arab => 0x660,
            Digits::Arabext => 0x6F0,
        };
        s.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(base + d)).unwrap_or(c)).collect()
    }
}
pub mod dates {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum MonthStyle {
        Gulf,
        Levant,
        MaghrebTn,
        MaghrebMa,
        Dual,
        English,
    }
    pub struct DateStyle {
        pub months: MonthStyle,
        pub digits: super::digits::Digits,
        pub hijri: bool,
        pub zone: String,
    }
    pub fn long_date(m: i64, _: &str, _: &DateStyle) -> String {
        m.to_string()
    }
    pub fn short_date(m: i64, _: &str, _: &DateStyle) -> String {
        m.to_string()
    }
    pub fn hijri_date(m: i64, _: &str, _: &DateStyle) -> String {
        m.to_string()
    }
    pub fn time(m: i64, _: &str, _: &DateStyle) -> String {
        m.to_string()
    }
    pub fn iso(m: i64, _: &str) -> String {
        m.to_string()
    }
}
