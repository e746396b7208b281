//! Arabic and multilingual text: everything the newsroom knows about letters, numbers, dates and directions.
//!
//! The crate is pure: no clock, no chance, no files. Start at the module whose name says what you need:
//!
//! * [`clean`]: typed or pasted text made safe to store;
//! * [`digits`], [`plural`], [`dates`]: what the site itself prints;
//! * [`bidi`], [`lang`]: directions and languages;
//! * [`slug`], [`percent`]: the readable part of an address, and how it is written;
//! * [`fold`]: how search compares words;
//! * [`words`]: counting and shortening;
//! * [`difference`]: what changed between two texts, by words.

pub mod bidi;
pub mod clean;
pub mod dates;
pub mod difference;
pub mod digits;
pub mod fold;
pub mod lang;
pub mod percent;
pub mod plural;
pub mod slug;
pub mod tanwin;
pub mod words;
