//! Files that come in pieces, over lines that break: pictures that are large, and recordings. The protocol is tus 1.0.0
//! (<https://tus.io>), with creation, expiration and termination. Start at `upload.rs`; what is asked at both surfaces is
//! in `tus.rs`.

pub mod actions;
pub mod api;
mod config;
pub mod desk;
mod policy;
mod refused;
mod store;
mod tus;
mod upload;

pub use config::UploadsConfig;
pub use refused::UploadRefused;
pub use upload::{NewUpload, Purpose, Upload};
