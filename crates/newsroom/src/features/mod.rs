//! One folder per feature; a file's name says its role (`store.rs` holds all of a feature's SQL, `site.rs` its public
//! pages, `actions/` what changes the truth). A feature is entered by its `mod.rs` only.

pub mod accounts;
pub mod alerts;
pub mod archive;
pub mod articles;
pub mod authors;
pub mod cards;
pub mod channels;
pub mod corrections;
pub mod credits;
pub mod editions;
pub mod feeds;
pub mod follow;
pub mod fronts;
pub mod galleries;
pub mod imports;
pub mod lite;
pub mod media_library;
pub mod menus;
pub mod pages;
pub mod receipts;
pub mod recordings;
pub mod redirects;
pub mod sections;
pub mod site_search;
pub mod sittings;
pub mod sources;
pub mod standing_pages;
pub mod statements;
pub mod stories;
pub mod topics;
pub mod translations;
