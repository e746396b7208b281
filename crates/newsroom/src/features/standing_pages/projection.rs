//! What readers get of a standing page: one pure function, used by publishing and by rebuilding.

use content::html_out::{self, Labels, RenderContext};
use content::tree::Dir;
use content::{Tree, html_in, text_out};

use super::{PageText, StandingPage};
use crate::app::App;
use crate::features::editions::{Direction, Edition};
use crate::features::pages::{Attached, Voiced};

/// How many words of the text describe the page.
const DESCRIPTION_WORDS: usize = 30;

/// The published row of a standing page.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    pub title: String,
    pub description: String,
    pub html: String,
}

/// What readers are given of a text. It has no pictures and no other articles: it must stand for years.
pub fn project(text: &PageText, edition: &Edition, voiced: &Voiced<'_>) -> Projection {
    let words = |id: &str| voiced.message(id);
    let (caption, source, read_also) =
        (words("picture-caption"), words("statement-source"), words("read-also"));
    let (embed, to) = (words("embed-from"), words("statement-to"));
    let attached = Attached::new(voiced);
    let labels = Labels {
        caption: &caption,
        source: &source,
        read_also: &read_also,
        embed: &embed,
        to: &to,
        ..attached.labels()
    };
    let context = RenderContext {
        lang: &edition.lang,
        dir: direction(&edition.lang),
        labels,
        picture: &|_| None,
        related: &|_| None,
        date_words: &|iso| voiced.partial_date(iso),
        speaker: &|_| None,
        embed: &|_| false,
        plays: &|_| false,
        hear: &|site| voiced.worded("recording-hear", &[("site", site.into())]),
        map: &|site| voiced.worded("map-open", &[("site", site.into())]),
        digits: &|number| voiced.digits(number),
        first_picture_eager: false,
        sizes: "",
        sizes_in_gallery: "",
        number: &|_| None,
        notes: &|_| Vec::new(),
    };
    Projection {
        title: text.title.clone(),
        description: text_out::excerpt(&text.body, DESCRIPTION_WORDS),
        html: html_out::render(&text.body, &context),
    }
}

/// A text that came as HTML, for a page of this language; what it is refused for, in words.
pub fn read_html(app: &App, html: &str, lang: &str) -> Result<Tree, String> {
    let mut new_id = || app.new_id();
    html_in::import(html, html_in::ImportOptions::new(lang, direction(lang), &mut new_id))
        .map(|imported| imported.tree)
        .map_err(|error| error.to_string())
}

fn direction(lang: &str) -> Dir {
    if Direction::of(lang) == Direction::Rtl { Dir::Rtl } else { Dir::Ltr }
}

impl StandingPage {
    /// Its address.
    pub fn href(&self) -> String {
        self.kind.href(&self.edition)
    }
}
