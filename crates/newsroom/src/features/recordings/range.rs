//! Which part of a file a reader asks for: no I/O.

/// What of a file goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// From the first byte to the last, both counted.
    Of(u64, u64),
    /// What is asked for lies behind its end.
    Beyond,
}

/// What a `Range` header asks of a file of `length` bytes. A header that cannot be read is as if it were not there, and so is one
/// that asks for several parts: the whole file answers it.
pub fn asked(range: Option<&str>, length: u64) -> Part {
    let Some((unit, set)) = range.and_then(|range| range.split_once('=')) else { return Part::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Part::Whole;
    }
    let Some((first, last)) = set.trim().split_once('-') else { return Part::Whole };
    let (Some(first), Some(last)) = (number(first), number(last)) else { return Part::Whole };
    match (first, last) {
        (None, None) => Part::Whole,
        (None, Some(0)) => Part::Beyond,
        (None, Some(_)) if length == 0 => Part::Beyond,
        (None, Some(count)) => Part::Of(length.saturating_sub(count), length - 1),
        (Some(first), Some(last)) if last < first => Part::Whole,
        (Some(first), _) if first >= length => Part::Beyond,
        (Some(first), last) => Part::Of(first, last.unwrap_or(u64::MAX).min(length - 1)),
    }
}

/// A number, or none where there is nothing; `None` where it is no number.
fn number(text: &str) -> Option<Option<u64>> {
    let text = text.trim();
    match text.bytes().all(|byte| byte.is_ascii_digit()) {
        true if text.is_empty() => Some(None),
        // So large a number is behind every end.
        true => Some(Some(text.parse().unwrap_or(u64::MAX))),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Part::{Beyond, Of, Whole};
    use super::*;

    #[test]
    fn what_is_asked_for_is_within_the_file() {
        for (range, part) in [
            ("bytes=0-1", Of(0, 1)),
            ("bytes=0-0", Of(0, 0)),
            ("bytes=0-", Of(0, 99)),
            ("bytes=50-", Of(50, 99)),
            ("bytes=90-500", Of(90, 99)),
            ("bytes=99-99", Of(99, 99)),
            ("bytes=-10", Of(90, 99)),
            ("bytes=-500", Of(0, 99)),
            ("Bytes = 5 - 6 ", Of(5, 6)),
            ("bytes=0-99999999999999999999999", Of(0, 99)),
            ("bytes=100-", Beyond),
            ("bytes=100-200", Beyond),
            ("bytes=99999999999999999999999-", Beyond),
            ("bytes=-0", Beyond),
            ("bytes=5-4", Whole),
            ("bytes=-", Whole),
            ("bytes=", Whole),
            ("bytes=a-b", Whole),
            ("bytes=0-1,5-6", Whole),
            ("bytes=+1-2", Whole),
            ("lines=0-1", Whole),
            ("", Whole),
        ] {
            assert_eq!(asked(Some(range), 100), part, "{range}");
        }
        assert_eq!(asked(None, 100), Whole);
        assert_eq!(asked(Some("bytes=0-"), 0), Beyond);
        assert_eq!(asked(Some("bytes=-1"), 0), Beyond);
    }
}
