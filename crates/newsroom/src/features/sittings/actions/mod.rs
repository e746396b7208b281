//! What can be done to a sitting: one verb each.

mod attend;
mod end_idle;
mod keep;
mod save;

pub use attend::{Attendance, Wants, attend};
pub use end_idle::end_idle;
pub use keep::{end, keep};
pub use save::{SaveRefused, Written, save};
