//! Every page that the program can make, in every language the theme speaks, from samples alone.

use newsroom::routes::samples;
use theme::{Locales, Theme};

#[test]
fn every_page_renders_from_its_samples() {
    let theme = Theme::built_in().expect("the theme loads");
    let locales = Locales::built_in().expect("the languages load");
    let pages = samples::checks();
    assert!(locales.codes().count() >= 2 && pages.len() >= 6, "{} pages", pages.len());
    let problems = theme.check(&pages, &locales);
    assert!(problems.is_empty(), "{problems:#?}");
}
