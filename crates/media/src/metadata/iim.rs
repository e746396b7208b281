//! IPTC-IIM: the older vocabulary, in datasets of `1C record number length`.

use super::{Metadata, charset, clean};

const MOST_DATASETS: usize = 500;

/// Reads a block of datasets as far as it is whole.
pub fn read(block: &[u8]) -> Metadata {
    let mut found = Metadata::default();
    let mut bylines = Vec::new();
    let mut keywords = Vec::new();
    let (mut day, mut clock) = (String::new(), String::new());
    let mut place: [Option<String>; 4] = Default::default();
    for (record, number, value) in (Datasets { block, at: 0 }).take(MOST_DATASETS) {
        if record != 2 {
            continue; // the envelope only names an encoding, and that is better seen than believed
        }
        let text = charset::decode(value);
        match number {
            25 => keywords.push(text),
            55 => day = text,
            60 => clock = text,
            80 => bylines.extend(clean::short(&text)),
            92 => place[0] = clean::short(&text),
            90 => place[1] = clean::short(&text),
            95 => place[2] = clean::short(&text),
            101 => place[3] = clean::short(&text),
            105 => found.headline = clean::short(&text),
            110 => found.credit = clean::short(&text),
            115 => found.source = clean::short(&text),
            116 => found.copyright = clean::short(&text),
            120 => found.caption = clean::long(&text),
            _ => {}
        }
    }
    found.byline = clean::short(&bylines.join(", "));
    found.keywords = clean::keywords(keywords);
    found.date_created = clean::date(&format!("{day}T{clock}"));
    found.location_text = super::joined_place(place);
    found
}

struct Datasets<'a> {
    block: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Datasets<'a> {
    type Item = (u8, u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let head = self.block.get(self.at..self.at + 5)?;
        if head[0] != 0x1c {
            return None;
        }
        let length = u16::from_be_bytes([head[3], head[4]]);
        let mut start = self.at + 5;
        let length = if length & 0x8000 == 0 {
            usize::from(length)
        } else {
            let size = usize::from(length & 0x7fff);
            let digits = self.block.get(start..start + size.min(4))?;
            start += size;
            digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit))
        };
        let value = self.block.get(start..start.checked_add(length)?)?;
        self.at = start + length;
        Some((head[1], head[2], value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset(number: u8, value: &[u8]) -> Vec<u8> {
        let mut out = vec![0x1c, 2, number];
        out.extend((value.len() as u16).to_be_bytes());
        out.extend(value);
        out
    }

    #[test]
    fn undeclared_windows_1256_and_utf8_both_read() {
        let mut block = dataset(120, &[0xce, 0xc8, 0xd1]);
        block.extend(dataset(80, "ليلى".as_bytes()));
        block.extend(dataset(80, b"Omar"));
        block.extend(dataset(55, b"20260102"));
        block.extend(dataset(60, b"030405+0300"));
        block.extend(dataset(90, "دمشق".as_bytes()));
        let found = read(&block);
        assert_eq!(found.caption.as_deref(), Some("خبر"));
        assert_eq!(found.byline.as_deref(), Some("ليلى, Omar"));
        assert_eq!(found.date_created.as_deref(), Some("2026-01-02T03:04:05+03:00"));
        assert_eq!(found.location_text.as_deref(), Some("دمشق"));
    }

    #[test]
    fn a_length_that_lies_ends_the_reading() {
        let mut block = dataset(105, b"kept");
        block.extend([0x1c, 2, 120, 0x7f, 0xff, b'x']);
        block.extend([0x1c, 2, 120, 0xff, 0xff, b'x']);
        assert_eq!(read(&block).headline.as_deref(), Some("kept"));
        assert_eq!(read(&block).caption, None);
    }
}
