//! Which parts of a right-to-left line must be kept left to right: a phone number, a score, a range, a time, an
//! address would otherwise be shown with its parts in the wrong order («فاز 2-1» is shown as 1-2).
//!
//! Conservative on purpose: plain numbers, decimals and Latin words need nothing and are left alone.

use std::borrow::Cow;
use std::ops::Range;

use super::{Direction, is_control, isolate, strong};

/// The byte ranges of `text` that need isolating when it stands in a right-to-left line; in order, not overlapping.
pub fn left_to_right_parts(text: &str) -> Vec<Range<usize>> {
    // Every part has one of these, and begins with one of those; most lines lack the one or the other.
    let marks = |c: char| is_digit(c) || matches!(c, '@' | '#' | '.' | '(' | '[' | '+');
    if !text.chars().any(marks) || !text.chars().any(may_begin) {
        return Vec::new();
    }
    let mut chars: Vec<(usize, char)> = Vec::with_capacity(text.chars().count());
    chars.extend(text.char_indices());
    let line = Line { chars: &chars };
    let mut parts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match line.part_at(at) {
            Some((from, to)) => {
                let end = chars.get(to).map_or(text.len(), |(byte, _)| *byte);
                parts.push(chars[from].0..end);
                at = to;
            }
            None => at += 1,
        }
    }
    parts
}

/// The parts of a line that has a letter written from right to left; of any other line nothing would move. Where there is
/// markup each goes into an element of its own; where there is none see [`in_order`].
pub fn parts_to_isolate(line: &str) -> Vec<Range<usize>> {
    let mut parts = left_to_right_parts(line);
    // What is isolated already stays as it is.
    parts.retain(|part| !line[..part.start].ends_with(is_control));
    if parts.is_empty() || !line.chars().any(|c| strong(c) == Some(Direction::Rtl)) {
        return Vec::new();
    }
    parts
}

/// The line with an isolate around each part that would be reordered: for titles, feeds, messages, where there is no
/// markup. Most lines come back as they are.
pub fn in_order(line: &str) -> Cow<'_, str> {
    let parts = parts_to_isolate(line);
    if parts.is_empty() {
        return Cow::Borrowed(line);
    }
    let (mut out, mut copied) = (String::with_capacity(line.len() + 12), 0);
    for part in parts {
        out.push_str(&line[copied..part.start]);
        out.push_str(&isolate(&line[part.clone()]));
        copied = part.end;
    }
    out.push_str(&line[copied..]);
    Cow::Owned(out)
}

/// Whether the whole of `text` is one such part: an import need not keep the mark for what is isolated anyway.
pub fn is_one_part(text: &str) -> bool {
    matches!(left_to_right_parts(text).as_slice(), [part] if *part == (0..text.len()))
}

struct Line<'a> {
    chars: &'a [(usize, char)],
}

impl Line<'_> {
    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    fn count(&self, from: usize, matches: impl Fn(char) -> bool) -> usize {
        self.chars[from.min(self.chars.len())..].iter().take_while(|(_, c)| matches(*c)).count()
    }

    /// [`Self::count`] that gives up: what is tried at every number of a line must not read the whole line.
    fn count_at_most(&self, most: usize, from: usize, matches: impl Fn(char) -> bool) -> usize {
        self.chars[from.min(self.chars.len())..].iter().take(most).take_while(|(_, c)| matches(*c)).count()
    }

    /// The part that begins at `at` (or, for brackets, just inside), as positions in `chars`.
    fn part_at(&self, at: usize) -> Option<(usize, usize)> {
        let c = self.get(at).filter(|c| may_begin(*c))?;
        if matches!(c, '(' | '[') {
            return self.bracketed(at);
        }
        if at > 0 && self.get(at - 1).is_some_and(is_latin_or_digit) {
            return None;
        }
        let end = match c {
            '@' => self.handle(at),
            '#' => self.hashtag(at),
            _ if c.is_ascii_alphanumeric() => {
                self.address(at).or_else(|| self.number(at)).or_else(|| self.symbols(at))
            }
            _ => self.number(at),
        }?;
        Some((at, end))
    }

    /// What stands in brackets, when it is Latin: a name with its signs, a score, an abbreviation.
    fn bracketed(&self, at: usize) -> Option<(usize, usize)> {
        let close = if self.get(at) == Some('(') { ')' } else { ']' };
        let length =
            self.count_at_most(101, at + 1, |c| c != close && !is_rtl(c) && !matches!(c, '(' | '[' | '\n'));
        let end = at + 1 + length;
        let inside = &self.chars[at + 1..end];
        let closed = self.get(end) == Some(close);
        let latin = inside.iter().any(|(_, c)| c.is_alphabetic());
        (closed && latin && length <= 100).then_some((at + 1, end))
    }

    fn handle(&self, at: usize) -> Option<usize> {
        let length = self.count(at + 1, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
        let end = self.without_trailing(at + 1 + length);
        (end > at + 1).then_some(end)
    }

    fn hashtag(&self, at: usize) -> Option<usize> {
        let length = self.count(at + 1, |c| c.is_ascii_alphanumeric() || c == '_');
        let latin = self.chars[at + 1..at + 1 + length].iter().any(|(_, c)| c.is_ascii_alphabetic());
        (latin && !self.get(at + 1 + length).is_some_and(|c| is_rtl(c) && c.is_alphanumeric()))
            .then_some(at + 1 + length)
    }

    /// A web address, a mail address or a bare host name.
    fn address(&self, at: usize) -> Option<usize> {
        let inside = at > 0
            && self.get(at - 1).is_some_and(|c| c.is_ascii_graphic() && !matches!(c, '(' | '[' | '<' | '"'));
        if inside {
            return None;
        }
        let length =
            self.count(at, |c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '(' | ')' | '[' | ']'));
        let end = self.without_trailing(at + length);
        let word: String = self.chars[at..end].iter().map(|(_, c)| *c).collect();
        let whole =
            word.contains("://") || word.starts_with("www.") || is_mail(&word) || is_host_and_path(&word);
        whole.then_some(end)
    }

    /// Latin letters with signs behind them: `C++`, `C#`.
    fn symbols(&self, at: usize) -> Option<usize> {
        let letters = self.count(at, |c| c.is_ascii_alphabetic());
        let signs = self.count(at + letters, |c| matches!(c, '+' | '#'));
        let end = at + letters + signs;
        (letters > 0 && signs > 0 && !self.get(end).is_some_and(is_latin_or_digit)).then_some(end)
    }

    /// A number whose signs would move: signed, ranged, scored, dated, timed, dialled, priced.
    fn number(&self, at: usize) -> Option<usize> {
        self.phone(at).or_else(|| self.compound(at))
    }

    fn phone(&self, at: usize) -> Option<usize> {
        let plus = usize::from(self.get(at) == Some('+'));
        let length = self
            .count_at_most(40, at + plus, |c| is_digit(c) || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/'));
        let mut end = at + plus + length;
        while end > at + plus && !self.get(end - 1).is_some_and(is_digit) {
            end -= 1;
        }
        let body: Vec<char> = self.chars[at + plus..end].iter().map(|(_, c)| *c).collect();
        let (digits, separators) =
            (body.iter().filter(|c| is_digit(**c)).count(), body.iter().any(|c| !is_digit(*c)));
        let doubled = body.windows(2).any(|pair| pair[0] == ' ' && pair[1] == ' ');
        let begins_with_zero = body.first().is_some_and(|c| matches!(c, '0' | '٠' | '۰'));
        let begins_well = body.first().is_some_and(|c| is_digit(*c) || (*c == '(' && plus == 0));
        let dialled = (plus == 1 && (5..=15).contains(&digits))
            || (begins_with_zero && separators && (7..=15).contains(&digits));
        let dated = body.contains(&'/') && !body.contains(&' ') && plus == 0;
        (dialled && begins_well && !doubled && !dated).then_some(end)
    }

    fn compound(&self, at: usize) -> Option<usize> {
        let mut end = at;
        let mut moves = false;
        if self.get(end).is_some_and(is_sign) {
            moves = true;
            end += 1;
        }
        if self.get(end).is_some_and(is_currency) {
            moves = true;
            end += 1;
        }
        let digits = self.count_at_most(40, end, is_digit);
        if digits == 0 {
            return None;
        }
        let (mut last, mut dots) = (digits, 0);
        end += digits;
        for _ in 0..8 {
            let Some((signs, group, joined)) = self.next_group(end, last) else { break };
            moves |= !matches!(joined, '.' | ',' | '٫' | '٬');
            dots += usize::from(joined == '.');
            end += signs + group;
            last = group;
        }
        moves |= dots >= 2;
        if self.get(end).is_some_and(|c| matches!(c, '%' | '‰' | '°') || is_currency(c)) {
            moves = true;
            end += 1;
            let unit = self.count(end, |c| c.is_ascii_alphabetic());
            if unit <= 2 {
                end += unit;
            }
        }
        let cut = self.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
        (moves && !cut).then_some(end)
    }

    /// The next group of digits behind a sign: how many signs, how many digits, and the sign.
    fn next_group(&self, at: usize, last: usize) -> Option<(usize, usize, char)> {
        let sign = self.get(at)?;
        if matches!(sign, '-' | '–' | '—' | '−' | '/' | ':' | '.' | ',' | '٫' | '٬' | '×') {
            let group = self.count_at_most(40, at + 1, is_digit);
            return (group > 0).then_some((1, group, sign));
        }
        // «2 - 1», «2020 – 2024»: only between numbers of the same small length.
        let dash = self.get(at + 1)?;
        if sign == ' ' && matches!(dash, '-' | '–' | '—') && self.get(at + 2) == Some(' ') {
            let group = self.count_at_most(40, at + 3, is_digit);
            let alike = (group == last || (group <= 2 && last <= 2)) && (1..=4).contains(&group);
            return alike.then_some((3, group, dash));
        }
        None
    }

    fn without_trailing(&self, mut end: usize) -> usize {
        while end > 0
            && self.get(end - 1).is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '-'))
        {
            end -= 1;
        }
        end
    }
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host))
}

fn is_host_and_path(word: &str) -> bool {
    is_host(word.split(['/', '?', '#', ':']).next().unwrap_or_default())
}

fn is_host(word: &str) -> bool {
    let labels: Vec<&str> = word.split('.').collect();
    let sound =
        |label: &&str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    labels.len() >= 2
        && labels.iter().all(sound)
        && labels.last().is_some_and(|last| last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic()))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹')
}

fn is_latin_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_digit(c)
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '−' | '±')
}

/// Whether a part can begin with this character: what no part begins with is passed over without a look around.
fn may_begin(c: char) -> bool {
    is_latin_or_digit(c) || is_sign(c) || is_currency(c) || matches!(c, '(' | '[' | '@' | '#')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '€' | '\u{20a0}'..='\u{20cf}')
}

fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{65f}' | '\u{66a}'..='\u{6ef}' | '\u{6fa}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, parts: &[&str]) {
        let found: Vec<&str> = left_to_right_parts(text).into_iter().map(|part| &text[part]).collect();
        assert_eq!(found, parts, "{text}");
    }

    #[test]
    fn what_a_right_to_left_line_would_reorder() {
        check("فاز 2-1", &["2-1"]);
        check("فاز Arsenal 2-1", &["2-1"]);
        check("فاز Arsenal ٢-١", &["٢-١"]);
        check("اتصل على +961 1 234567.", &["+961 1 234567"]);
        check("هاتف 01-234567 أو 01 234 567", &["01-234567", "01 234 567"]);
        check("بين 2020-2024", &["2020-2024"]);
        check("بين 2020 – 2024 و2 - 1", &["2020 – 2024", "2 - 1"]);
        check("الساعة 13:40 بتوقيت", &["13:40"]);
        check("في 23/11/2026", &["23/11/2026"]);
        check("بنسبة 57% و4.25%", &["57%", "4.25%"]);
        check("بقيمة $100 و100$ و€4.25", &["$100", "100$", "€4.25"]);
        check("حرارة -5 و18° و-3°C", &["-5", "18°", "-3°C"]);
        check("إصدار 1.2.3", &["1.2.3"]);
        check("راسل news@example.org، أو", &["news@example.org"]);
        check("انظر https://example.org/a?b=1. ثم", &["https://example.org/a?b=1"]);
        check("موقع example.org/ar وwww.x.org", &["example.org/ar", "www.x.org"]);
        check("كتب @khabar_news على", &["@khabar_news"]);
        check("وسم #COP28 ووسم #خبر", &["#COP28"]);
        check("وسم #COP28، ووسم #COP28_خبر", &["#COP28"]);
        check("شركة (Apple Inc.) ولغة C++", &["Apple Inc.", "C++"]);
        check("(AFP)", &["AFP"]);
        check("ل13:40", &["13:40"]);
    }

    #[test]
    fn what_reads_well_is_left_alone() {
        for text in [
            "",
            "خبر",
            "عام 2026",
            "1,000 شخص",
            "4.25 مليون",
            "Reuters و AFP",
            "F-16 و COVID-19",
            "٥٧٪",
            "قال (رويترز) إن",
            "نقطة. ثم",
            "و... ثم",
            "النقطة الأولى - الثانية",
            "في 2020 - 15 شخصًا",
            "5 + 3",
            "#",
            "@",
            "+",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_line_of_letters_from_left_to_right_needs_nothing() {
        assert_eq!(in_order("A 2-1 win"), "A 2-1 win");
        assert_eq!(in_order("2-1"), "2-1");
        assert_eq!(in_order("فاز 2-1 (AFP)"), "فاز \u{2068}2-1\u{2069} (\u{2068}AFP\u{2069})");
        assert!(matches!(in_order("عام 2026"), Cow::Borrowed(_)));
        let once = in_order("فاز 2-1");
        assert_eq!(in_order(&once), once);
    }

    proptest! {
        #[test]
        fn what_is_passed_over_begins_no_part(text in "[خبر a.,2٣۴٫+−±\\-(\\[@#/$€₪%:° ]{0,24}") {
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            let line = Line { chars: &chars };
            for (at, (_, c)) in chars.iter().enumerate() {
                prop_assert!(may_begin(*c) || line.number(at).is_none(), "{at}");
            }
        }
    }

    #[test]
    fn a_whole_part_is_known() {
        assert!(is_one_part("13:40"));
        assert!(!is_one_part("الساعة 13:40"));
        assert!(!is_one_part("Reuters"));
    }
}
