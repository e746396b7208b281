//! Recordings: what a video or an audio piece shows or plays, with the words that are said in it. Start at
//! `recording.rs`; the page they stand on is the article's own. Those that are files of ours are in `file.rs`.

pub mod desk;
mod file;
mod policy;
mod range;
mod recording;
mod served;
pub mod site;
mod store;
mod view;

pub use desk::told as file_told;
pub use file::{RecordingFile, is_served_name};
pub use recording::{NotARecording, Recording, RecordingAt, lifted, text_of};
pub use site::{Sounds, Videos, play};
pub use store::{
    OwnFile, PublishedRecording, clear_published, drop_published, file_by_id, insert_file, own_files_of,
    put_published, recording_of,
};
pub use view::{Plays, RecordingView, clock, iso_duration, origins_in};
