//! Which of the six plural forms a whole number takes, by the rules of CLDR.

/// A CLDR plural category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// The name messages use: `zero`, `one`, `two`, `few`, `many`, `other`.
    pub fn name(self) -> &'static str {
        match self {
            Category::Zero => "zero",
            Category::One => "one",
            Category::Two => "two",
            Category::Few => "few",
            Category::Many => "many",
            Category::Other => "other",
        }
    }
}

/// The category of `n` in a language (`ar`, `ar-LB`, `en`…). A language we have no rule for counts as English does.
pub fn category(lang: &str, n: u64) -> Category {
    match crate::lang::primary(lang).as_str() {
        "ar" => arabic(n),
        "he" | "iw" if n == 2 => Category::Two,
        "fa" | "hi" | "bn" if n <= 1 => Category::One,
        "fr" | "pt" if n <= 1 => Category::One,
        "fr" | "pt" | "es" | "it" if n != 0 && n.is_multiple_of(1_000_000) => Category::Many,
        "zh" | "ja" | "ko" | "id" | "ms" | "vi" | "th" => Category::Other,
        "ru" | "uk" => slavic(n),
        _ if n == 1 => Category::One,
        _ => Category::Other,
    }
}

fn arabic(n: u64) -> Category {
    match (n, n % 100) {
        (0, _) => Category::Zero,
        (1, _) => Category::One,
        (2, _) => Category::Two,
        (_, 3..=10) => Category::Few,
        (_, 11..=99) => Category::Many,
        _ => Category::Other,
    }
}

fn slavic(n: u64) -> Category {
    match (n % 10, n % 100) {
        (_, 11..=14) => Category::Many,
        (1, _) => Category::One,
        (2..=4, _) => Category::Few,
        _ => Category::Many,
    }
}
