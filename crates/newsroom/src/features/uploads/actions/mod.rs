//! What can be done to uploads, one file each.

mod begin;
mod finish;
mod forget;
mod give_up;
mod look;
mod receive;

pub use begin::begin;
pub use forget::forget_uploads;
pub use give_up::give_up;
pub use look::{look, look_at_own};
pub use receive::receive;
