//! Pictures: keeping originals, judging uploads, reading what photographers wrote, making renditions. Recordings: telling what a
//! file is that is to be seen or heard. Files that come in pieces ([`Uploads`]).
//!
//! Start with [`probe`]: it reads headers only and refuses what must not be decoded. [`Blobs`] keeps the
//! untouched originals; those of pictures are never served. [`make_renditions`] decodes in a child process that has
//! no files, little memory and little time, and gives back re-encoded WebP without any metadata.
//! [`Renditions`] keeps those, private until somebody publishes them. [`Metadata`] reads captions and
//! credits. [`Words`] are what readers are told, and [`with_words`] puts them into a rendition as it is served.
//! Nothing here reads a clock or makes random names: both come in as arguments.

mod blobs;
mod container;
mod durable;
mod focal;
mod likeness;
mod limits;
mod metadata;
mod probe;
mod recording;
mod refused;
mod render;
mod renditions;
mod tint;
mod uploads;
mod words;

pub use blobs::{BlobError, BlobId, Blobs, Swept};
pub use container::Format;
pub use focal::focal_class;
pub use likeness::Likeness;
pub use limits::Limits;
pub use metadata::{LONGEST_PACKET, Metadata, Words};
pub use probe::{Probe, probe};
pub use recording::{FoundRecording, NotRecorded, RecordingFormat, look as look_at_recording};
pub use refused::{ForeignKind, Refused};
pub use render::{Made, Plan, Rendition, RenditionError, child, make_renditions, make_renditions_here};
pub use renditions::{BadName, Place, PublicFile, RenditionName, Renditions, RenditionsError};
pub use tint::{TINTS, tint_class};
pub use uploads::{Piece, UploadFileError, Uploads};
pub use words::{NotPut, with_words};
