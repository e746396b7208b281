//! The focal point as a class, because pages carry no inline style.

/// The class for a focal point given as fractions of width and height from the left and top edge:
/// `f-XY`, two digits from 0 to 9, each in tenths (`f-55` is the middle, `f-50` the middle of the top
/// edge). Values outside 0..=1, and not-a-number, fall on the nearest edge or the middle.
pub fn focal_class(x: f32, y: f32) -> String {
    format!("f-{}{}", tenth(x), tenth(y))
}

fn tenth(fraction: f32) -> u8 {
    if fraction.is_nan() {
        return 5;
    }
    (fraction.clamp(0.0, 1.0) * 10.0).round().min(9.0) as u8
}

#[cfg(test)]
mod tests {
    use super::focal_class;

    #[test]
    fn focal_points_become_two_digits() {
        for (x, y, class) in [
            (0.5, 0.5, "f-55"),
            (0.0, 0.0, "f-00"),
            (1.0, 1.0, "f-99"),
            (0.32, 0.68, "f-37"),
            (-3.0, 9.0, "f-09"),
            (f32::NAN, f32::INFINITY, "f-59"),
        ] {
            assert_eq!(focal_class(x, y), class);
        }
    }
}
