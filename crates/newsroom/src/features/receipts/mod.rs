//! Publish receipts: a publish is not done until a reader can see it. Each publish, update and withdrawal leaves the
//! times at which it was committed, rendered, read back through the site, found in the feed and in the search index.

pub mod actions;
mod consumer;
mod receipt;
mod store;

pub use consumer::{REVISION_HEADER, run};
pub use receipt::{Receipt, ReceiptKind, Step, StepName};
pub use store::{
    insert, insert_each, insert_for_alert, insert_for_front, insert_for_story, latest_of, latest_of_alert,
    latest_of_front, latest_of_story, receipt_by_id,
};
