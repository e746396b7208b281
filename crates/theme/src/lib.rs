//! Pages from data: a theme is templates, assets and a manifest; a language is one file of messages.
//!
//! Start with [`Theme`] (what a page is rendered with), then [`Surroundings`] (what pages share), [`Locales`] (whose words it speaks) and
//! [`helpers`] (what a template may call). Nothing here knows what the pages are about: page structs
//! come from outside and say which template they belong to ([`PageTemplate`]).
//!
//! Three places are searched for every file, first match wins: the site's own folder, the named theme's
//! folder, the theme built into the program. All of it is read and compiled when the theme is loaded, so
//! that a broken file is refused at start and never in front of a reader; text typed by people is only ever
//! a value, never a template.

mod assets;
mod bounded;
mod check;
mod error;
mod escape;
mod files;
pub mod helpers;
mod locales;
mod manifest;
mod page;
mod surroundings;
mod theme;

pub use assets::Asset;
pub use check::{CheckProblem, PageCheck};
pub use error::{LocaleError, ThemeError};
pub use locales::{Arg, Direction, Locale, Locales, Voice};
pub use manifest::Manifest;
pub use page::PageTemplate;
pub use surroundings::Surroundings;
pub use theme::{Limits, Theme, ThemeConfig};
