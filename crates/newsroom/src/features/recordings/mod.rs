//! Recordings: what a video or an audio piece shows or plays, with the words that are said in it. Start at
//! `recording.rs`; the page they stand on is the article's own.

mod recording;
pub mod site;
mod store;
mod view;

pub use recording::{NotARecording, Recording, RecordingAt, lifted, text_of};
pub use site::{Sounds, Videos};
pub use store::{PublishedRecording, clear_published, drop_published, put_published, recording_of};
pub use view::{Plays, RecordingView, clock, iso_duration, origins_in};
