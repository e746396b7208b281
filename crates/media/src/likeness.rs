//! What a picture looks like, in sixty-four bits: two that look alike differ in few of them, whatever their size, quality and
//! format. A crop or a turned picture is another picture.

use image::RgbImage;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Each bit says whether a field of a grid is darker than the one to its right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness(pub u64);

const ACROSS: u32 = 9;
const DOWN: u32 = 8;
/// Between the darkest and the brightest field there are so many of 255 steps, or nothing is to be seen.
const LEAST_CONTRAST: u64 = 16;
/// So many fields differ from the rest, or it is one flow of light from side to side, as thousands are.
const LEAST_TURNS: u32 = 5;

impl Likeness {
    /// In how many of its bits it differs from another.
    pub fn distance(self, other: Likeness) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// Its four quarters, as they stand in its name.
    pub fn quarters(self) -> [u16; 4] {
        [48, 32, 16, 0].map(|by| (self.0 >> by) as u16)
    }
}

/// Sixteen hexadecimal digits.
impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Likeness {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Likeness, Self::Err> {
        u64::from_str_radix(text, 16).map(Likeness)
    }
}

/// That of a (small) picture; nothing where there is too little to be seen to tell it from others.
pub(crate) fn likeness_of(picture: &RgbImage) -> Option<Likeness> {
    if picture.width() < ACROSS || picture.height() < DOWN {
        return None;
    }
    let fields = fields(picture);
    let (darkest, brightest) = (fields.iter().min()?, fields.iter().max()?);
    let mut bits = 0;
    for row in fields.chunks_exact(ACROSS as usize) {
        for pair in row.windows(2) {
            bits = bits << 1 | u64::from(pair[0] < pair[1]);
        }
    }
    let turns = u64::count_ones(bits);
    let is_told_apart =
        brightest - darkest >= LEAST_CONTRAST * 256 && (LEAST_TURNS..=64 - LEAST_TURNS).contains(&turns);
    is_told_apart.then_some(Likeness(bits))
}

/// How bright each field is, in 256ths of a step, row by row.
fn fields(picture: &RgbImage) -> Vec<u64> {
    let (width, height) = picture.dimensions();
    let mut sums = vec![(0_u64, 0_u64); (ACROSS * DOWN) as usize];
    for (x, y, pixel) in picture.enumerate_pixels() {
        let at = u64::from(y) * u64::from(DOWN) / u64::from(height) * u64::from(ACROSS)
            + u64::from(x) * u64::from(ACROSS) / u64::from(width);
        let [r, g, b] = pixel.0.map(u64::from);
        if let Some((sum, count)) = sums.get_mut(at as usize) {
            *sum += 77 * r + 150 * g + 29 * b;
            *count += 1;
        }
    }
    sums.into_iter().map(|(sum, count)| sum / count.max(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    fn market(width: u32, height: u32, light: i32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
            let wave = ((x * 17.0).sin() * (y * 11.0).cos() * 90.0) as i32;
            let at = |base: i32| (base + wave + light).clamp(0, 255) as u8;
            Rgb([at(120), at(110), at(90)])
        })
    }

    #[test]
    fn the_same_picture_looks_like_itself_in_every_size_and_light() {
        let first = likeness_of(&market(320, 200, 0)).expect("there is something to see");
        for (width, height, light) in [(640, 400, 0), (319, 199, 12), (100, 63, -20)] {
            let other = likeness_of(&market(width, height, light)).expect("there is something to see");
            assert!(first.distance(other) <= 7, "{width} × {height}: {}", first.distance(other));
        }
        let upside_down = likeness_of(&image::imageops::rotate90(&market(320, 200, 0))).expect("something");
        assert!(first.distance(upside_down) > 7, "the control");
    }

    #[test]
    fn what_shows_nothing_looks_like_nothing() {
        let flat = RgbImage::from_pixel(320, 200, Rgb([40, 90, 200]));
        assert_eq!(likeness_of(&flat), None);
        let sky = RgbImage::from_fn(320, 200, |x, _| Rgb([(x / 2) as u8; 3]));
        assert_eq!(likeness_of(&sky), None, "light that flows from side to side");
        assert_eq!(likeness_of(&RgbImage::new(3, 3)), None);
    }

    #[test]
    fn a_likeness_has_a_name() {
        let likeness = Likeness(0x0123_4567_89ab_cdef);
        assert_eq!(likeness.to_string(), "0123456789abcdef");
        assert_eq!("0123456789abcdef".parse(), Ok(likeness));
        assert_eq!(likeness.quarters(), [0x0123, 0x4567, 0x89ab, 0xcdef]);
        assert!("".parse::<Likeness>().is_err());
    }
}
