//! Credit lines: whom a text comes from, before it begins and after it ends. Every paper writes its own, so that a copy
//! should not be told by them.

use std::ops::Range;

use super::agencies::is_agencies;

/// How far into a text a credit line may reach, in bytes.
const OPENING: usize = 160;
const CLOSING: usize = 120;
/// A name in brackets has so many words at most, and so many stand before one: the place and the day.
const MOST_WORDS: usize = 5;
/// A text is credited so many times at its end, at most: «(رويترز)» and then «المصدر: وكالات».
const MOST_CLOSINGS: usize = 3;

const SOURCE_IS: [&str; 10] =
    ["المصدر", "المصادر", "مصدر", "نقلا عن", "نقلاً عن", "Source", "Sources", "source", "Via", "Quelle"];

/// The text without them.
pub fn without(text: &str) -> &str {
    &text[proper(text)]
}

/// Where the text itself stands.
pub fn proper(text: &str) -> Range<usize> {
    let ends = closing(text);
    opening(&text[..ends])..ends
}

/// Where the text itself begins: after «بيروت (رويترز) -», «رويترز -», «القاهرة/ الأناضول/», «(أ ف ب)», "AFP:".
fn opening(text: &str) -> usize {
    let begins = text.len() - text.trim_start().len();
    let head = &text[..text.floor_char_boundary(begins + OPENING)];
    let head = head[begins..].lines().next().unwrap_or_default();
    let (mut at, mut words_before, mut credited) = (0, 0, None);
    while let Some((name, after, in_brackets)) = part(&head[at..]) {
        let ends = at + after;
        let separator = separator(&head[ends..]);
        let is_first = words_before == 0;
        let has_dash = head[ends..].trim_start().starts_with(['-', '–', '—']);
        let is_credit = match is_agencies(name) {
            true => separator.is_some() || is_first && in_brackets,
            false => in_brackets && has_dash && words(name) <= MOST_WORDS,
        };
        if credited.is_some() && !is_agencies(name) {
            break;
        }
        words_before += words(name);
        at = ends + separator.unwrap_or_default();
        if is_credit {
            credited = Some(at);
        }
        let goes_on = separator.is_some() || head[at..].trim_start().starts_with(['(', '[', '،', ',']);
        if words_before > MOST_WORDS || !goes_on {
            break;
        }
        at += head[at..].len() - head[at..].trim_start_matches([' ', '،', ',']).len();
    }
    let at = begins + credited.unwrap_or_default();
    text.len() - text[at..].trim_start().len()
}

/// The first part of a line: a name, where it ends (its bracket included), and whether it stands in brackets.
fn part(line: &str) -> Option<(&str, usize, bool)> {
    if let Some(rest) = line.strip_prefix(['(', '[']) {
        let closes = rest.find([')', ']'])?;
        return Some((rest[..closes].trim(), closes + 2, true));
    }
    let ends = line.find(['(', '[', '-', '–', '—', ':', '/', '|', '،', ','])?;
    let name = line[..ends].trim();
    (!name.is_empty()).then_some((name, ends, false))
}

/// How long the dash or colon is that a line begins with, with the space around it.
fn separator(line: &str) -> Option<usize> {
    let begun = line.trim_start();
    let rest = begun.trim_start_matches(['-', '–', '—', ':', '/', '|']);
    (rest.len() < begun.len()).then(|| line.len() - rest.trim_start().len())
}

/// Where the text itself ends: before «(رويترز)», «المصدر: وكالات», a last line «أ ف ب», «- رويترز».
fn closing(text: &str) -> usize {
    let mut ends = text.trim_end().len();
    for _ in 0..MOST_CLOSINGS {
        match last_credit(&text[..ends]) {
            Some(begins) => ends = text[..begins].trim_end().len(),
            None => break,
        }
    }
    ends
}

fn last_credit(text: &str) -> Option<usize> {
    let tail = text.ceil_char_boundary(text.len().saturating_sub(CLOSING));
    let line = text[tail..].rfind('\n').map_or(tail, |at| tail + at + 1);
    let is_a_line = line == 0 || text[..line].ends_with('\n');
    let last = &text[line..];
    if is_a_line && line > 0 && (is_agencies(last) || says_the_source(last)) {
        return Some(line);
    }
    if last.ends_with([')', ']']) {
        let begins = line + last.rfind(['(', '['])?;
        let name = text[begins + 1..text.len() - 1].trim();
        let before = text[..begins].trim_end_matches([' ', '\t']);
        let ends_a_sentence =
            before.is_empty() || before.ends_with(['.', '!', '?', '؟', '\n', '"', '»', '”', '…']);
        return (is_agencies(name) || ends_a_sentence && words(name) <= MOST_WORDS).then_some(begins);
    }
    let dash = line + last.rfind(['-', '–', '—', '/', '|'])?;
    let name = text[dash..].trim_start_matches(['-', '–', '—', '/', '|']);
    is_agencies(name).then_some(dash)
}

/// «المصدر: رويترز», and nothing more.
fn says_the_source(line: &str) -> bool {
    let named = line.split_once([':', '：']).or_else(|| line.split_once('/'));
    named.is_some_and(|(says, name)| SOURCE_IS.contains(&says.trim()) && words(name) <= MOST_WORDS)
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_line_is_no_part_of_the_text() {
        for (text, expected) in [
            ("بيروت (رويترز) - قال الوزير إن الأمر انتهى.", "قال الوزير إن الأمر انتهى."),
            ("رويترز - قال الوزير إن الأمر انتهى.", "قال الوزير إن الأمر انتهى."),
            ("(أ ف ب) قال الوزير إن الأمر انتهى.", "قال الوزير إن الأمر انتهى."),
            ("(أ.ف.ب): قال الوزير إن الأمر انتهى.", "قال الوزير إن الأمر انتهى."),
            ("القاهرة/ الأناضول/ قال الوزير إن الأمر انتهى.", "قال الوزير إن الأمر انتهى."),
            ("القاهرة، 3 مارس (شينخوا) -- قال الوزير إن الأمر انتهى.", "قال الوزير إن الأمر انتهى."),
            ("القاهرة - أ ش أ: قال الوزير إن الأمر انتهى.", "قال الوزير إن الأمر انتهى."),
            ("(Reuters) - The minister said so.", "The minister said so."),
            ("LONDON, March 3 (Reuters) - The minister said so.", "The minister said so."),
            ("ESTERMOOR (Meridian) - The minister said so.", "The minister said so."),
            ("AFP: The minister said so.", "The minister said so."),
            ("قال الوزير إن الأمر انتهى. (رويترز)", "قال الوزير إن الأمر انتهى."),
            ("قال الوزير إن الأمر انتهى (أ ف ب، رويترز)", "قال الوزير إن الأمر انتهى"),
            ("قال الوزير إن الأمر انتهى.\nالمصدر: وكالات", "قال الوزير إن الأمر انتهى."),
            ("قال الوزير إن الأمر انتهى.\n(رويترز)\nالمصدر: وكالات\n", "قال الوزير إن الأمر انتهى."),
            ("قال الوزير إن الأمر انتهى - د ب أ", "قال الوزير إن الأمر انتهى"),
            ("The minister said so.\nAP and dpa", "The minister said so.\nAP and dpa"),
            ("The minister said so.\n(Meridian)", "The minister said so."),
            ("  \n", ""),
            ("", ""),
        ] {
            assert_eq!(without(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        for text in [
            "رويترز تقول إن الأمر انتهى.",
            "وقالت وكالة (رويترز) إن الأمر انتهى.",
            "قال الوزير: إن الأمر انتهى.",
            "الوزير - وهو طبيب - قال إن الأمر انتهى.",
            "وصل الوزير إلى مقر منظمة الأمم المتحدة للطفولة (يونيسف)",
            "The minister (a doctor) said so.",
            "He works for Reuters",
            "(وقد قال ذلك الوزير نفسه أمس) ثم انصرف.",
            "أول ما قيل: نعم",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
