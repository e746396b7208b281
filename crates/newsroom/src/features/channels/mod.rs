//! Channels: where readers find the newsroom besides its site, in the newsroom's own order.

pub mod actions;
pub mod api;
mod channel;
mod policy;
mod store;
mod view;

pub use channel::{BadChannel, Channel, Channels, Platform};
pub use store::{place_all, published_channels};
pub use view::ChannelLink;
