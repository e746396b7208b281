//! What can be done to the newsroom's settings, one file each.

mod set_second_factor;

pub use set_second_factor::{SettingRefused, set_second_factor};
