//! What can be done to pictures, one file each.

mod end_rights;
mod upload_picture;

pub use end_rights::end_rights;
pub use upload_picture::{UploadError, upload_picture};
