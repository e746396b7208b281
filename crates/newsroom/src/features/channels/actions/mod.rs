//! What can be done to channels, one file each.

mod set_channels;

pub use set_channels::{ChannelsRefused, set_channels};
