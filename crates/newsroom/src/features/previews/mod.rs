//! Previews: an article as its readers will see it, for those who may see it before them; and links that show it on a phone
//! for a while. No preview is kept anywhere, told of anywhere, or found by anybody who was not given its link.

pub mod actions;
pub mod desk;
mod look;
mod store;
