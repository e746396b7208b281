//! Good pictures made bad: every file by its number alone, the same in every run.

use std::ops::Range;

/// A picture before it is damaged.
pub struct Seed {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Chance that is no chance.
pub struct Dice(u64);

impl Dice {
    pub fn new(number: usize) -> Dice {
        Dice((number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn byte(&mut self) -> u8 {
        self.next() as u8
    }

    /// A stretch of up to `longest` bytes.
    fn stretch(&mut self, length: usize, longest: usize) -> Range<usize> {
        let from = self.below(length);
        from..(from + 1 + self.below(longest)).min(length)
    }
}

type Damage = fn(Vec<u8>, &[u8], &mut Dice) -> Vec<u8>;

/// What is done to a file; the second one is another picture.
const DAMAGES: [(&str, Damage); 10] = [
    ("bytes turned over", turn_over),
    ("bytes of the head turned over", turn_over_head),
    ("cut off", cut_off),
    ("a length that lies", lie_of_length),
    ("a part twice", part_twice),
    ("a part gone", part_gone),
    ("parts in another order", parts_exchanged),
    ("a size that lies", lie_of_size),
    ("two pictures in one", spliced),
    ("a stretch of one byte", overwritten),
];

/// The file with this number, and what it is.
pub fn broken(seeds: &[Seed], number: usize) -> (String, Vec<u8>) {
    let mut dice = Dice::new(number);
    let seed = &seeds[number % seeds.len()];
    let other = &seeds[dice.below(seeds.len())];
    let (what, damage) = DAMAGES[number / seeds.len() % DAMAGES.len()];
    let mut bytes = damage(seed.bytes.clone(), &other.bytes, &mut dice);
    // Half of them have sums and lengths that are right, so that the damage comes further in.
    let mended = dice.below(2) == 0;
    if mended {
        mend(&mut bytes);
    }
    let also = if mended { ", sums mended" } else { "" };
    (format!("{number}: {}, {what}{also}", seed.name), bytes)
}

fn turn_over(mut bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(12) {
        let at = dice.below(bytes.len());
        bytes[at] ^= dice.byte() | 1;
    }
    bytes
}

fn turn_over_head(mut bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len().min(160));
        bytes[at] = dice.byte();
    }
    bytes
}

fn cut_off(mut bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    let length = dice.below(bytes.len());
    bytes.truncate(length);
    bytes
}

fn overwritten(mut bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    let with = [0x00, 0xff, 0x7f, dice.byte()][dice.below(4)];
    let stretch = dice.stretch(bytes.len(), 200);
    bytes[stretch].fill(with);
    bytes
}

fn spliced(bytes: Vec<u8>, other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (here, there) = (dice.below(bytes.len()), dice.below(other.len()));
    match dice.below(3) {
        0 => [&bytes[..here], &other[there..]].concat(),
        1 => [&bytes[..here], other, &bytes[here..]].concat(),
        _ => [other, &bytes[..]].concat(),
    }
}

fn part_twice(mut bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    let part = any_part(&bytes, dice);
    let copy = bytes[part.clone()].repeat(1 + dice.below(40));
    bytes.splice(part.end..part.end, copy);
    bytes
}

fn part_gone(mut bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    let part = any_part(&bytes, dice);
    bytes.drain(part);
    bytes
}

fn parts_exchanged(bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (one, other) = (any_part(&bytes, dice), any_part(&bytes, dice));
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    if first.end > second.start {
        return bytes;
    }
    let between = &bytes[first.end..second.start];
    [&bytes[..first.start], &bytes[second.clone()], between, &bytes[first], &bytes[second.end..]].concat()
}

fn lie_of_length(mut bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    let at = any_part(&bytes, dice).start;
    let (place, width, large_end_first) = match kind(&bytes) {
        Kind::Png => (at, 4, true),
        Kind::Jpeg => (at + 2, 2, true),
        Kind::WebP => (at + 4, 4, false),
        Kind::Other => (at + 1, 1, true),
    };
    let lies = [0, 1, 2, 0x7fff_fffe, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff, dice.next() as u32];
    put(&mut bytes, (place, width, large_end_first), lies[dice.below(lies.len())]);
    bytes
}

fn lie_of_size(mut bytes: Vec<u8>, _: &[u8], dice: &mut Dice) -> Vec<u8> {
    let lies =
        [0, 1, 2, 0x7f, 0x0fff, 0x3fff, 0x4000, 0x7fff, 0xffff, 0xff_ffff, 0x8000_0000, dice.next() as u32];
    for place in sizes(&bytes) {
        if dice.below(3) > 0 {
            put(&mut bytes, place, lies[dice.below(lies.len())]);
        }
    }
    bytes
}

/// Where widths and heights stand: place, bytes, and whether the large end comes first.
fn sizes(bytes: &[u8]) -> Vec<(usize, usize, bool)> {
    let found = |what: &[u8]| bytes.windows(what.len()).position(|window| window == what);
    match kind(bytes) {
        Kind::Png => vec![(16, 4, true), (20, 4, true)],
        Kind::Jpeg => {
            let head = found(&[0xff, 0xc0]).or_else(|| found(&[0xff, 0xc2])).unwrap_or(0);
            vec![(head + 5, 2, true), (head + 7, 2, true)]
        }
        Kind::WebP => {
            let mut places = Vec::new();
            if let Some(at) = found(b"VP8X") {
                places.extend([(at + 12, 3, false), (at + 15, 3, false)]);
            }
            if let Some(at) = found(b"VP8 ") {
                places.extend([(at + 14, 2, false), (at + 16, 2, false)]);
            }
            if let Some(at) = found(b"VP8L") {
                places.push((at + 9, 4, false));
            }
            places
        }
        // The canvas of a GIF, and the place and size of its first frame.
        Kind::Other => {
            let frame = found(&[0x2c]).unwrap_or(0);
            [6, 8, frame + 1, frame + 3, frame + 5, frame + 7].map(|at| (at, 2, false)).to_vec()
        }
    }
}

fn put(bytes: &mut [u8], (at, width, large_end_first): (usize, usize, bool), value: u32) {
    let (large, small) = (value.to_be_bytes(), value.to_le_bytes());
    let written = if large_end_first { &large[4 - width..] } else { &small[..width] };
    if let Some(place) = bytes.get_mut(at..at + width) {
        place.copy_from_slice(written);
    }
}

enum Kind {
    Jpeg,
    Png,
    WebP,
    Other,
}

fn kind(bytes: &[u8]) -> Kind {
    match bytes {
        [0xff, 0xd8, ..] => Kind::Jpeg,
        [0x89, b'P', ..] => Kind::Png,
        [b'R', b'I', b'F', b'F', ..] => Kind::WebP,
        _ => Kind::Other,
    }
}

/// A part of the file as its format has it: a segment, a chunk, or a stretch of bytes.
fn any_part(bytes: &[u8], dice: &mut Dice) -> Range<usize> {
    let parts = parts(bytes);
    if parts.is_empty() { dice.stretch(bytes.len(), 60) } else { parts[dice.below(parts.len())].clone() }
}

fn parts(bytes: &[u8]) -> Vec<Range<usize>> {
    match kind(bytes) {
        Kind::Jpeg => segments(bytes),
        Kind::Png => {
            chunks(bytes, 8, |head| (u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize, 12))
        }
        Kind::WebP => chunks(bytes, 12, |head| {
            let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
            (length + length % 2, 8)
        }),
        Kind::Other => Vec::new(),
    }
}

/// From marker to marker, coefficients with the scan they follow.
fn segments(bytes: &[u8]) -> Vec<Range<usize>> {
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    let starts: Vec<usize> =
        bytes.windows(2).enumerate().filter(|(_, pair)| is_marker(pair)).map(|(at, _)| at).collect();
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// `measure` tells of a chunk's first eight bytes how long its body is, and what stands around it.
fn chunks(bytes: &[u8], first: usize, measure: fn(&[u8]) -> (usize, usize)) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = first;
    while let Some(head) = bytes.get(at..at + 8) {
        let (body, around) = measure(head);
        let end = at + body + around;
        if end > bytes.len() {
            break;
        }
        found.push(at..end);
        at = end;
    }
    found
}

/// Makes the sums of a PNG and the length of a WebP right again.
fn mend(bytes: &mut [u8]) {
    match kind(bytes) {
        Kind::Png => {
            for part in parts(bytes) {
                let mut crc = flate2::Crc::new();
                crc.update(&bytes[part.start + 4..part.end - 4]);
                bytes[part.end - 4..part.end].copy_from_slice(&crc.sum().to_be_bytes());
            }
        }
        Kind::WebP if bytes.len() > 12 => {
            let length = bytes.len() as u32 - 8;
            bytes[4..8].copy_from_slice(&length.to_le_bytes());
        }
        _ => {}
    }
}
