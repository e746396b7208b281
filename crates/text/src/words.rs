//! Counting and shortening text by words.

use unicode_segmentation::UnicodeSegmentation;

/// Words as Unicode segments them; punctuation and spaces do not count, «أ.ف.ب» is one word.
pub fn count_words(text: &str) -> usize {
    text.unicode_words().count()
}

/// Minutes to read `words` words, rounded to the nearest and never less than 1. Arabic script is read at 180 words a
/// minute, other languages at 220.
pub fn reading_minutes(words: usize, lang: &str) -> u32 {
    let per_minute = if crate::lang::is_rtl(lang) { 180 } else { 220 };
    let minutes = (words.saturating_add(per_minute / 2)) / per_minute;
    u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
}

/// At most `most` words of the text, with «…» where something was left out. Never cuts inside a word; punctuation
/// hanging at the cut is dropped.
pub fn truncate_words(text: &str, most: usize) -> String {
    let text = text.trim();
    if most == 0 {
        return String::new();
    }
    let mut words = text.unicode_word_indices();
    let last_kept = words.by_ref().nth(most - 1);
    match (last_kept, words.next()) {
        (Some((at, word)), Some(_)) => format!("{}…", &text[..at + word.len()]),
        _ => text.to_owned(),
    }
}

/// At most `most` letters (as a reader counts them, the «…» included), cut between words where there is a space to
/// cut at.
pub fn truncate_letters(text: &str, most: usize) -> String {
    let text = text.trim();
    // A letter has at least one character: most texts need no counting of letters.
    if text.chars().take(most + 1).count() <= most || crate::clean::count_graphemes(text) <= most {
        return text.to_owned();
    }
    let room = crate::clean::cap_graphemes(text, most.saturating_sub(1));
    let ends_a_word = text[room.len()..].starts_with(char::is_whitespace);
    let cut = match room.rfind(char::is_whitespace) {
        Some(space) if !ends_a_word => &room[..space],
        _ => room,
    };
    let cut = cut.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '،' | ',' | '؛' | ';' | ':' | '-' | '–')
    });
    if cut.is_empty() { String::new() } else { format!("{cut}…") }
}
