//! Lines of words: how large they are, where they break, which way they run.

use cosmic_text::{Attrs, Buffer, Color, Family, Metrics, Shaping, SwashCache, Weight, Wrap};

use unicode_bidi::{Direction, get_base_direction};

use crate::fonts::Fonts;
use crate::ground::Ground;

/// Room for what stands above and below Arabic letters.
const LEADING: f32 = 1.42;
const ELLIPSIS: char = '…';
/// The direction is said and not guessed: a title may begin with a word of the other direction.
const RIGHT_TO_LEFT: char = '\u{200F}';
const LEFT_TO_RIGHT: char = '\u{200E}';
/// Longer titles are cut before they are shaped.
const MOST_LETTERS: usize = 600;

/// How words are set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Whether lines run from right to left.
    pub rtl: bool,
    /// The size of the letters in pixels.
    pub size: f32,
    /// The widest that a line may be.
    pub width: f32,
}

/// Words set in lines.
pub struct Block {
    buffer: Buffer,
    setting: Setting,
}

impl Block {
    /// `text` in the largest of `sizes` at which it has no more lines than that size allows and fits into the height; cut
    /// short, with an ellipsis, when it is too long for the last. Its lines are about equally long, so that no word
    /// stands alone.
    pub fn fitted(
        fonts: &mut Fonts,
        text: &str,
        rtl: bool,
        width: f32,
        height: f32,
        sizes: &[(f32, usize)],
    ) -> Block {
        let fits = |size: f32, lines: usize| size * LEADING * lines as f32 <= height;
        for (size, most) in sizes {
            let mut block = Block::set(fonts, text, Setting { rtl, size: *size, width });
            if block.lines() <= *most && fits(*size, block.lines()) && block.is_within(width) {
                block.balance(fonts);
                return block;
            }
        }
        let (size, most) = sizes.last().copied().unwrap_or((40.0, 1));
        let mut block = Block::cut_to(fonts, text, Setting { rtl, size, width }, most);
        block.balance(fonts);
        block
    }

    /// `text` in at most so many lines, cut short at a word when it is longer.
    pub fn cut_to(fonts: &mut Fonts, text: &str, setting: Setting, most: usize) -> Block {
        let whole = Block::set(fonts, text, setting);
        if whole.lines() <= most {
            return whole;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let cut = |count: usize| {
            format!("{}{ELLIPSIS}", words.iter().take(count).copied().collect::<Vec<_>>().join(" "))
        };
        // The most words that fit: the first half is known to, the other known not to.
        let (mut fits, mut too_many) = (0, words.len());
        while too_many - fits > 1 {
            let middle = usize::midpoint(fits, too_many);
            if Block::set(fonts, &cut(middle), setting).lines() <= most {
                fits = middle
            } else {
                too_many = middle
            }
        }
        Block::set(fonts, &cut(fits), setting)
    }

    fn set(fonts: &mut Fonts, text: &str, setting: Setting) -> Block {
        let mut buffer = Buffer::new(&mut fonts.system, Metrics::relative(setting.size, LEADING));
        buffer.set_wrap(Wrap::Word);
        buffer.set_size(Some(setting.width), None);
        let words: String =
            text.split_ascii_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_LETTERS).collect();
        let family = fonts.family_for(&words, setting.rtl);
        let attrs = Attrs::new().family(Family::Name(&family)).weight(Weight::BOLD);
        // The mark only where the words would be taken for the other direction: before a letter of its own direction it
        // would be looked for in one font with that letter.
        let words = match (get_base_direction(words.as_str()), setting.rtl) {
            (Direction::Rtl, true) | (Direction::Ltr, false) => words,
            (_, true) => format!("{RIGHT_TO_LEFT}{words}"),
            (_, false) => format!("{LEFT_TO_RIGHT}{words}"),
        };
        if !words.is_empty() {
            buffer.set_text(&words, &attrs, Shaping::Advanced, None);
        }
        buffer.shape_until_scroll(&mut fonts.system, false);
        Block { buffer, setting }
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.buffer.layout_runs().filter(|run| !run.glyphs.is_empty()).count()
    }

    /// Whether a letter is in none of the fonts.
    pub fn lacks_letters(&self) -> bool {
        self.buffer.layout_runs().any(|run| run.glyphs.iter().any(|glyph| glyph.glyph_id == 0))
    }

    /// How wide the widest line is.
    pub fn width(&self) -> f32 {
        self.buffer.layout_runs().map(|run| run.line_w).fold(0.0, f32::max)
    }

    fn is_within(&self, width: f32) -> bool {
        self.width() <= width
    }

    /// Makes the lines as equal as they can be without there being more of them.
    fn balance(&mut self, fonts: &mut Fonts) {
        let lines = self.lines();
        if lines < 2 {
            return;
        }
        let (mut narrow, mut wide) = (self.setting.width / 2.0, self.setting.width);
        while wide - narrow > 8.0 {
            let middle = f32::midpoint(narrow, wide);
            self.resize(fonts, middle);
            if self.lines() <= lines && self.is_within(middle) { wide = middle } else { narrow = middle }
        }
        self.resize(fonts, wide);
        self.setting.width = wide;
    }

    fn resize(&mut self, fonts: &mut Fonts, width: f32) {
        self.buffer.set_size(Some(width), None);
        self.buffer.shape_until_scroll(&mut fonts.system, false);
    }

    /// Paints the lines into a box: where it begins, and how wide it is. They stand at its start.
    pub fn draw(
        &mut self,
        fonts: &mut Fonts,
        letters: &mut SwashCache,
        ground: &mut Ground,
        (x, y, width): (f32, f32, f32),
        colour: Color,
    ) {
        let left = if self.setting.rtl { x + width - self.setting.width } else { x };
        self.buffer.draw(&mut fonts.system, letters, colour, |column, row, width, height, colour| {
            ground.fill(left as i32 + column, y as i32 + row, width, height, colour);
        });
    }

    /// Where the first glyph of this letter stands, across.
    #[cfg(test)]
    pub fn place_of(&self, letter: char) -> Option<f32> {
        self.buffer.layout_runs().find_map(|run| {
            let at = run.text.find(letter)?;
            run.glyphs.iter().find(|glyph| glyph.start == at).map(|glyph| glyph.x)
        })
    }

    /// Which way the first line runs.
    #[cfg(test)]
    pub fn is_rtl(&self) -> bool {
        self.buffer.layout_runs().next().is_some_and(|run| run.rtl)
    }

    /// The words of each line, and its glyphs: their numbers in their fonts.
    #[cfg(test)]
    pub fn told(&self) -> Vec<(String, Vec<u16>)> {
        let line = |run: cosmic_text::LayoutRun<'_>| {
            let start = run.glyphs.iter().map(|glyph| glyph.start).min().unwrap_or(0);
            let end = run.glyphs.iter().map(|glyph| glyph.end).max().unwrap_or(0);
            let words = run.text[start..end].trim_matches([RIGHT_TO_LEFT, LEFT_TO_RIGHT, ' ']).to_owned();
            (words, run.glyphs.iter().map(|glyph| glyph.glyph_id).collect())
        };
        self.buffer.layout_runs().map(line).collect()
    }
}
