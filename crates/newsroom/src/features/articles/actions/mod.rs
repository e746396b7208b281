//! What can be done to articles: one editorial verb each.

mod change_kind;
mod correct;
mod create;
mod create_published;
mod embargo;
mod file;
mod hold_schedule;
mod place;
mod publish;
mod put_off;
mod rebuild;
mod rebuild_names;
mod rename;
mod revise;
mod rights;
mod schedule;
mod withdraw;
mod write_down;

pub use change_kind::change_kind_in;
pub use correct::{NewCorrection, correct};
pub use create::{NewArticle, create, create_in};
pub use create_published::create_published_in;
pub use embargo::{embargo, embargo_in};
pub use file::file;
pub use hold_schedule::{HeldFor, hold_schedule};
pub use place::{place, project_again};
pub use publish::{Placed, Publication, PublishError, publish, publish_in};
pub use put_off::put_off;
pub use rebuild::{rebuild_published, rebuild_published_in};
pub use rebuild_names::{catch_up_names, name_all_in, rebuild_names};
pub use rename::rename;
pub use revise::{Draft, RevisionRefused, checked, revise, revise_in, set_down_in};
pub use schedule::{schedule, schedule_in, unschedule};
pub use withdraw::{withdraw, withdraw_in};
pub use write_down::{NamedDraft, create_named, revise_named, with_names};
