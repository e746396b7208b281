//! What we know of a language by its code: its direction and its own name for itself.

use serde::{Deserialize, Serialize};

/// Which way a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    /// The value of the HTML `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// The direction of a BCP 47 language code. A script subtag decides (`ku-Latn` is left to right, `az-Arab` right to
/// left); else the language does; an unknown one is left to right.
pub fn direction(lang: &str) -> Direction {
    let script =
        lang.split(['-', '_']).skip(1).find(|part| part.len() == 4 && part.chars().all(char::is_alphabetic));
    let is_rtl = match script {
        Some(script) => RTL_SCRIPTS.iter().any(|rtl| rtl.eq_ignore_ascii_case(script)),
        None => RTL_LANGUAGES.contains(&primary(lang).as_str()),
    };
    if is_rtl { Direction::Rtl } else { Direction::Ltr }
}

/// Whether a language is written right to left.
pub fn is_rtl(lang: &str) -> bool {
    direction(lang) == Direction::Rtl
}

/// A language's own name for itself («العربية», «English»), or the code when we do not know it.
pub fn endonym(lang: &str) -> &str {
    let code = primary(lang);
    ENDONYMS.iter().find(|(known, _)| *known == code).map_or(lang, |(_, name)| name)
}

/// The language part of a code, in lower case: `ar` of `ar-LB`, `AR_lb`, `ar`.
pub fn primary(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether a code has the shape of a BCP 47 language tag: letters and digits in parts of 1–8, the first one of 2–8
/// letters, 35 characters at most.
pub fn is_tag(lang: &str) -> bool {
    let mut parts = lang.split('-');
    let first = parts.next().unwrap_or_default();
    lang.len() <= 35
        && (2..=8).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

const RTL_SCRIPTS: [&str; 8] = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Aran"];

const RTL_LANGUAGES: [&str; 24] = [
    "ar", "arb", "arz", "ary", "apc", "fa", "prs", "ur", "he", "iw", "yi", "ckb", "ps", "sd", "ug", "dv",
    "ks", "lrc", "mzn", "pnb", "azb", "syr", "arc", "nqo",
];

const ENDONYMS: [(&str, &str); 32] = [
    ("ar", "العربية"),
    ("en", "English"),
    ("fa", "فارسی"),
    ("prs", "دری"),
    ("ur", "اردو"),
    ("he", "עברית"),
    ("ckb", "کوردیی ناوەندی"),
    ("ku", "Kurdî"),
    ("ps", "پښتو"),
    ("tr", "Türkçe"),
    ("fr", "Français"),
    ("es", "Español"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("zh", "中文"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("hi", "हिन्दी"),
    ("bn", "বাংলা"),
    ("id", "Bahasa Indonesia"),
    ("ms", "Bahasa Melayu"),
    ("sw", "Kiswahili"),
    ("so", "Soomaali"),
    ("am", "አማርኛ"),
    ("ha", "Hausa"),
    ("hy", "Հայերեն"),
    ("el", "Ελληνικά"),
    ("nl", "Nederlands"),
    ("sv", "Svenska"),
];
