//! Bytes to values and back: wire formats in, feeds and site maps out.
//!
//! The crate is pure: nothing is fetched, no clock is read. Start at the format you need:
//!
//! * [`ninjs`]: IPTC's News in JSON, read into one value whatever its version;
//! * [`wxr`]: WordPress's export, read as it streams in;
//! * [`feed`]: what a feed carries, written by [`rss`], [`atom`] and [`json_feed`];
//! * [`sitemap`] and [`robots`]: what search engines ask for;
//! * [`manifest`] and [`security_txt`]: what devices and those who find a hole ask for.

pub mod atom;
pub mod feed;
pub mod json_feed;
pub mod manifest;
pub mod ninjs;
pub mod robots;
pub mod rss;
pub mod security_txt;
pub mod sitemap;
pub mod wxr;
mod xml;
