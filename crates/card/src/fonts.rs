//! The fonts that are drawn with, and which of them draws a text.

use std::sync::Arc;

use cosmic_text::FontSystem;
use cosmic_text::fontdb::{Database, ID, Source, Weight};

use crate::CardError;

/// Fonts in the order in which they are tried.
pub struct Fonts {
    pub system: FontSystem,
    families: Vec<(ID, String)>,
}

impl Fonts {
    /// These files; what is no font among them is passed over.
    pub fn of(files: impl IntoIterator<Item = Vec<u8>>) -> Result<Fonts, CardError> {
        let mut faces = Database::new();
        for file in files {
            faces.load_font_source(Source::Binary(Arc::new(file)));
        }
        let family = |face: &cosmic_text::fontdb::FaceInfo| {
            face.families.first().map(|(name, _)| (face.id, name.clone()))
        };
        let families: Vec<(ID, String)> = faces.faces().filter_map(family).collect();
        if families.is_empty() {
            return Err(CardError::NoFont);
        }
        let system = FontSystem::new_with_locale_and_db("ar".to_owned(), faces);
        Ok(Fonts { system, families })
    }

    /// The first font that has every letter of the direction in which the text runs: letters of two fonts do not join, and
    /// one letter of another face is seen in a Latin word too. Names of the other direction may come from elsewhere.
    pub fn family_for(&mut self, text: &str, rtl: bool) -> String {
        let letters: Vec<char> =
            text.chars().filter(|letter| letter.is_alphabetic() && is_arabic(*letter) == rtl).collect();
        for (id, family) in &self.families {
            let Some(font) = self.system.get_font(*id, Weight::BOLD) else { continue };
            let map = font.as_swash().charmap();
            if letters.iter().all(|letter| map.map(*letter) != 0) {
                return family.clone();
            }
        }
        self.families.first().map(|(_, family)| family.clone()).unwrap_or_default()
    }
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}')
}
