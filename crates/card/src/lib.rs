//! Draws words on a plain ground: the picture that stands for a page where its address is shared. Letters are shaped and
//! lines are ordered as their languages want it, with the fonts that are handed in and no others.
//!
//! Start at [`Artist::draw`]; `lines.rs` decides size and breaks, `ground.rs` is what is painted on.

mod fonts;
mod ground;
mod lines;

use cosmic_text::{Color, SwashCache};

use fonts::Fonts;
use ground::Ground;
use lines::{Block, Setting};

/// Width and height in pixels: what those who show such pictures ask for.
pub const SIZE: (u32, u32) = (1200, 630);

const EDGE: f32 = 72.0;
const WIDTH: f32 = SIZE.0 as f32 - 2.0 * EDGE;
const NAME_TOP: f32 = 48.0;
const OVER_TOP: f32 = 166.0;
const TITLE_TOP: f32 = 218.0;
const TITLE_BOTTOM: f32 = 532.0;
const FOOT_TOP: f32 = 560.0;
/// Sizes of the title in pixels, tried from the largest, and how many lines it may have at each.
const TITLE: [(f32, usize); 7] =
    [(88.0, 2), (78.0, 2), (68.0, 3), (60.0, 3), (52.0, 4), (46.0, 4), (40.0, 5)];

const PAPER: Color = Color::rgb(0xff, 0xff, 0xff);
const INK: Color = Color::rgb(0x15, 0x18, 0x1c);
const MUTED: Color = Color::rgb(0x56, 0x5c, 0x66);
const RULE: Color = Color::rgb(0xde, 0xda, 0xd0);
const ACCENT: Color = Color::rgb(0x0a, 0x5c, 0x63);

/// What stands on a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Whether lines run from right to left.
    pub rtl: bool,
    /// Whose it is, at the top.
    pub name: String,
    /// A word or two over the title; may be empty.
    pub over: String,
    /// The title.
    pub title: String,
    /// A line at the foot, an address for instance; may be empty.
    pub foot: String,
}

/// Why nothing was drawn.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// None of the files is a font.
    #[error("there is no font to draw with: the theme has no readable file `card/*.ttf`")]
    NoFont,
    /// None of the fonts has all the letters.
    #[error("none of the fonts has all the letters of `{0}`")]
    LettersMissing(String),
    /// The picture could not be written.
    #[error("the picture could not be encoded: {0}")]
    Encoding(String),
}

/// Fonts, ready to draw with.
pub struct Artist {
    fonts: Fonts,
}

impl Artist {
    /// An artist with these font files (TrueType or OpenType); the first that has a letter draws it.
    pub fn new(files: impl IntoIterator<Item = Vec<u8>>) -> Result<Artist, CardError> {
        Ok(Artist { fonts: Fonts::of(files)? })
    }

    /// The picture as a WebP file of [`SIZE`], without loss. The same words give the same bytes.
    pub fn draw(&mut self, words: &Words) -> Result<Vec<u8>, CardError> {
        let pixels = self.paint(words)?.into_rgb();
        let refused = |error: &dyn std::fmt::Debug| CardError::Encoding(format!("{error:?}"));
        let mut how = webp::WebPConfig::new().map_err(|()| refused(&"no configuration"))?;
        // Flat colours: the encoder's harder searches take twice the time for a twentieth of the bytes.
        (how.lossless, how.method, how.quality, how.alpha_compression) = (1, 1, 50.0, 0);
        let written = webp::Encoder::from_rgb(&pixels, SIZE.0, SIZE.1).encode_advanced(&how);
        Ok(written.map_err(|error| refused(&error))?.to_vec())
    }

    fn paint(&mut self, words: &Words) -> Result<Ground, CardError> {
        let mut ground = Ground::new(SIZE.0, SIZE.1, PAPER);
        let mut letters = SwashCache::new();
        ground.fill(0, 0, SIZE.0, 12, INK);
        ground.fill(EDGE as i32, 142, WIDTH as u32, 1, RULE);
        ground.fill(EDGE as i32, FOOT_TOP as i32 - 12, WIDTH as u32, 1, RULE);
        let name = self.one_line(&words.name, words.rtl, 54.0);
        let after =
            if words.rtl { SIZE.0 as f32 - EDGE - name.width() - 30.0 } else { EDGE + name.width() + 30.0 };
        ground.rhombus(after, NAME_TOP + 34.0, 11.0, ACCENT);
        ground.rhombus(after, NAME_TOP + 60.0, 11.0, ACCENT);
        let title =
            Block::fitted(&mut self.fonts, &words.title, words.rtl, WIDTH, TITLE_BOTTOM - TITLE_TOP, &TITLE);
        let over = self.one_line(&words.over, words.rtl, 34.0);
        let foot = self.one_line(&words.foot, words.rtl, 28.0);
        for (block, text) in [(&name, &words.name), (&over, &words.over), (&title, &words.title)] {
            if block.lacks_letters() {
                return Err(CardError::LettersMissing(text.clone()));
            }
        }
        for (mut block, top, colour) in [
            (name, NAME_TOP, INK),
            (over, OVER_TOP, ACCENT),
            (title, TITLE_TOP, INK),
            (foot, FOOT_TOP, MUTED),
        ] {
            block.draw(&mut self.fonts, &mut letters, &mut ground, (EDGE, top, WIDTH), colour);
        }
        Ok(ground)
    }

    fn one_line(&mut self, text: &str, rtl: bool, size: f32) -> Block {
        let setting = Setting { rtl, size, width: WIDTH };
        Block::cut_to(&mut self.fonts, text, setting, 1)
    }
}

#[cfg(test)]
mod tests;
