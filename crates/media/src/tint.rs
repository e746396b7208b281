//! The colour that stands in a picture's place until it loads, as one of sixteen classes.

use image::RgbImage;

/// The sixteen colours, in the order of the classes `t-0` to `t-15`; a theme paints them (or its own
/// variations of them). Muted on purpose: a placeholder must not shout.
pub const TINTS: [[u8; 3]; 16] = [
    [0x22, 0x22, 0x24], // near black
    [0x55, 0x55, 0x58], // dark grey
    [0x8c, 0x8c, 0x8e], // grey
    [0xc4, 0xc4, 0xc4], // light grey
    [0xee, 0xec, 0xe8], // near white
    [0x5a, 0x2e, 0x2a], // dark red
    [0xa8, 0x5c, 0x50], // brick
    [0x5e, 0x46, 0x30], // brown
    [0xb0, 0x90, 0x6a], // sand
    [0xd8, 0xc4, 0xa0], // pale sand
    [0x38, 0x48, 0x2c], // dark green
    [0x7c, 0x92, 0x66], // green
    [0x2c, 0x50, 0x54], // teal
    [0x24, 0x36, 0x54], // night blue
    [0x5c, 0x7e, 0xa8], // blue
    [0xac, 0xc4, 0xdc], // sky
];

/// The class of a tint, `t-0` to `t-15`; numbers beyond are held at the last.
pub fn tint_class(tint: u8) -> &'static str {
    const CLASSES: [&str; 16] = [
        "t-0", "t-1", "t-2", "t-3", "t-4", "t-5", "t-6", "t-7", "t-8", "t-9", "t-10", "t-11", "t-12", "t-13",
        "t-14", "t-15",
    ];
    CLASSES[usize::from(tint.min(15))]
}

/// The tint nearest to the average colour of a (small) picture.
pub(crate) fn tint_of(picture: &RgbImage) -> u8 {
    let mut sums = [0u64; 3];
    for pixel in picture.pixels() {
        for (sum, channel) in sums.iter_mut().zip(pixel.0) {
            *sum += u64::from(channel);
        }
    }
    let count = (u64::from(picture.width()) * u64::from(picture.height())).max(1);
    nearest(sums.map(|sum| (sum / count) as u8))
}

fn nearest(colour: [u8; 3]) -> u8 {
    // Weights follow the eye's sensitivity closely enough to choose among sixteen.
    let distance = |tint: &[u8; 3]| -> i32 {
        [3, 6, 2]
            .iter()
            .zip(tint.iter().zip(colour))
            .map(|(weight, (a, b))| weight * (i32::from(*a) - i32::from(b)).pow(2))
            .sum()
    };
    let best = TINTS.iter().enumerate().min_by_key(|(_, tint)| distance(tint));
    best.map_or(2, |(index, _)| index as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tint_is_nearest_to_itself() {
        for (index, tint) in TINTS.iter().enumerate() {
            assert_eq!(usize::from(nearest(*tint)), index);
        }
    }

    #[test]
    fn a_sky_is_blue_and_a_tint_has_a_class() {
        let sky = RgbImage::from_pixel(4, 4, image::Rgb([170, 200, 225]));
        assert_eq!(tint_class(tint_of(&sky)), "t-15");
        assert_eq!(tint_class(200), "t-15");
    }
}
