//! The machine that the newsroom runs on: whether its clock can be trusted, and whether this is a copy of a newsroom that
//! somebody restored or cloned. What is to come by itself waits while either is in doubt. Start at [`Watch`] and
//! [`actions::arrive`].

pub mod actions;
pub mod desk;
mod instance;
mod policy;
mod store;
mod watch;

pub use desk::{MachineView, view};
pub use instance::{Copied, Folder, Instance};
pub use policy::may_confirm;
pub use store::{Restored, instance_by_id, instances, restored};
pub use watch::{Beat, Doubt, Seen, Watch};
