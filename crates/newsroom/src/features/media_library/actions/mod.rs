//! What can be done to pictures, one file each.

mod begin_rights;
mod describe;
mod end_rights;
mod upload_picture;

pub use begin_rights::begin_rights;
pub use describe::{Description, describe};
pub use end_rights::end_rights;
pub use upload_picture::{UploadError, upload_picture};
