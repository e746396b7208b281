//! What is compared when the program has been killed, or its disk has failed: the history of what it was asked and
//! answered, with what it holds when it runs again.

mod aftermath;
mod clients;
mod disk;
mod history;
mod pictures;

pub use aftermath::{Tally, derived_is_whole, end_leases, file_is_whole, loops, random_below, serve};
pub use clients::Client;
pub use disk::{Disk, Format};
pub use history::{Act, Entry, History, Outcome, contradictions};
pub use pictures::{Album, pictures_are_whole};
