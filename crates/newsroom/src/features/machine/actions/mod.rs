//! What the machine says of itself, and what people say of it.

mod arrive;
mod beat;
mod confirm_clock;
mod lift;

pub use arrive::arrive;
pub use beat::beat;
pub use confirm_clock::{MachineRefused, confirm_clock};
pub use lift::lift;
