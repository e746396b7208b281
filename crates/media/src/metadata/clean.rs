//! Text out of files: no controls, no direction overrides, no more than fits.

/// Longest caption, in characters; also of alt texts and usage terms.
pub const LONG: usize = 4_000;
/// Longest name, credit or headline, in characters.
pub const SHORT: usize = 300;
/// Most keywords, and the longest of them in characters.
pub const KEYWORDS: usize = 50;
const KEYWORD: usize = 64;

/// A paragraph or several, or nothing when nothing is left.
pub fn long(text: &str) -> Option<String> {
    cleaned(text, LONG, true)
}

/// One line, or nothing when nothing is left.
pub fn short(text: &str) -> Option<String> {
    cleaned(text, SHORT, false)
}

/// One line of at most so many characters, or nothing when nothing is left.
pub fn line(text: &str, most: usize) -> Option<String> {
    cleaned(text, most, false)
}

/// Keywords, each once.
pub fn keywords(words: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words.into_iter().take(KEYWORDS * 4) {
        if let Some(word) = cleaned(&word, KEYWORD, false)
            && kept.len() < KEYWORDS
            && !kept.contains(&word)
        {
            kept.push(word);
        }
    }
    kept
}

/// A date as [`super::Metadata::date_created`] has it, from the shapes that EXIF, IIM and XMP write.
pub fn date(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('\0');
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '-')).collect();
    let day: String = digits.chars().filter(char::is_ascii_digit).take(8).collect();
    if day.len() != 8 || !day.is_ascii() {
        return None;
    }
    let (year, month, day) = (&day[..4], &day[4..6], &day[6..8]);
    let in_range = ("01"..="12").contains(&month) && ("01"..="31").contains(&day) && year > "1800";
    if !in_range {
        return None;
    }
    let date = format!("{year}-{month}-{day}");
    Some(time(&text[digits.len()..]).map_or(date.clone(), |time| format!("{date}T{time}")))
}

/// `T16:34:23+03:00`, ` 16:34:23`, `163423+0300` → `16:34:23` with the offset, where there is one.
fn time(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['T', ' ']);
    let clock: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let digits: String = clock.chars().filter(char::is_ascii_digit).take(6).collect();
    let digits = if digits.len() == 4 { format!("{digits}00") } else { digits };
    let in_range = digits.len() == 6 && &digits[..2] < "24" && &digits[2..4] < "60" && &digits[4..6] <= "60";
    if !in_range {
        return None;
    }
    let rest = text[clock.len()..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    Some(format!("{}:{}:{}{}", &digits[..2], &digits[2..4], &digits[4..6], offset(rest)))
}

fn offset(text: &str) -> String {
    if text.starts_with('Z') {
        return "Z".to_owned();
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).take(4).collect();
    match text.chars().next() {
        Some(sign @ ('+' | '-')) if digits.len() == 4 => format!("{sign}{}:{}", &digits[..2], &digits[2..]),
        _ => String::new(),
    }
}

fn cleaned(text: &str, most: usize, lines: bool) -> Option<String> {
    let mut out = String::new();
    for (count, c) in text.chars().filter(|c| allowed(*c)).enumerate() {
        if count == most {
            break;
        }
        out.push(match c {
            '\n' if lines => '\n',
            '\r' | '\n' | '\t' => ' ',
            c => c,
        });
    }
    let trimmed = out.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// Controls are out, and so are direction overrides and isolates: unbalanced they would turn the page
/// around them. The two plain direction marks stay, Arabic writers use them.
fn allowed(c: char) -> bool {
    !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' | '\u{feff}')
        && (!c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_three_vocabularies_become_one() {
        for (text, want) in [
            ("2018:07:25 16:34:23", Some("2018-07-25T16:34:23")),
            ("2018-07-25T16:34:23.12+03:00", Some("2018-07-25T16:34:23+03:00")),
            ("2018-07-25T16:34Z", Some("2018-07-25T16:34:00Z")),
            ("20180725", Some("2018-07-25")),
            ("20180725T163423+0300", Some("2018-07-25T16:34:23+03:00")),
            ("2018-07-25", Some("2018-07-25")),
            ("0000:00:00 00:00:00", None),
            ("2018:13:25", None),
            ("2018-07", None),
            ("soon", None),
            ("", None),
            ("2018-07-25T99:99:99", Some("2018-07-25")),
            ("٢٠١٨-٠٧-٢٥", None),
        ] {
            assert_eq!(date(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn controls_and_overrides_go_and_length_is_bounded() {
        assert_eq!(short("a\u{202e}b\0c\nd").as_deref(), Some("abc d"));
        assert_eq!(long(" x\ny ").as_deref(), Some("x\ny"));
        assert_eq!(short("\u{200f}\0"), Some("\u{200f}".into()));
        assert_eq!(short("ا".repeat(9_000).as_str()).map(|text| text.chars().count()), Some(SHORT));
        assert_eq!(short("\0\u{1} "), None);
    }
}
