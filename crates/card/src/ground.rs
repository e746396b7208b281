//! What is painted on: rows of red, green and blue.

use cosmic_text::Color;

/// A picture being painted.
pub struct Ground {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Ground {
    /// A ground of one colour.
    pub fn new(width: u32, height: u32, colour: Color) -> Ground {
        let one = [colour.r(), colour.g(), colour.b()];
        Ground { width, height, rgb: one.repeat((width * height) as usize) }
    }

    /// The picture, three bytes a pixel.
    pub fn into_rgb(self) -> Vec<u8> {
        self.rgb
    }

    /// Lays a rectangle over it, as far as it covers the picture; the colour's alpha says how thick.
    pub fn fill(&mut self, x: i32, y: i32, width: u32, height: u32, colour: Color) {
        for row in y..y.saturating_add_unsigned(height) {
            for column in x..x.saturating_add_unsigned(width) {
                self.dot(column, row, colour);
            }
        }
    }

    /// A square that stands on its corner: its middle, and half of its diagonal.
    pub fn rhombus(&mut self, x: f32, y: f32, half: f32, colour: Color) {
        let reach = half.ceil() as i32 + 1;
        for row in -reach..=reach {
            for column in -reach..=reach {
                // How much of a pixel lies inside, near enough: its middle's distance from the side.
                let inside = (half - (column as f32).abs() - (row as f32).abs() + 0.5).clamp(0.0, 1.0);
                let alpha = (f32::from(colour.a()) * inside) as u8;
                let colour = Color::rgba(colour.r(), colour.g(), colour.b(), alpha);
                self.dot(x as i32 + column, y as i32 + row, colour);
            }
        }
    }

    fn dot(&mut self, x: i32, y: i32, colour: Color) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        if x >= self.width || y >= self.height {
            return;
        }
        let at = ((y * self.width + x) * 3) as usize;
        let alpha = u32::from(colour.a());
        let mixed = |under: u8, over: u8| {
            ((u32::from(under) * (255 - alpha) + u32::from(over) * alpha + 127) / 255) as u8
        };
        let Some([red, green, blue]) = self.rgb.get_mut(at..at + 3) else { return };
        (*red, *green, *blue) =
            (mixed(*red, colour.r()), mixed(*green, colour.g()), mixed(*blue, colour.b()));
    }
}
