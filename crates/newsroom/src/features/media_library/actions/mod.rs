//! What can be done to pictures, one file each.

mod begin_rights;
mod describe;
mod end_rights;
mod fold_pictures;
mod liken_pictures;
mod project_each;
mod second_word;
mod show_anew;
mod upload_picture;

pub use begin_rights::begin_rights;
pub use describe::{Described, Description, describe};
pub use end_rights::end_rights;
pub use fold_pictures::fold_pictures;
pub use liken_pictures::liken_pictures;
pub use show_anew::show_anew;
pub use upload_picture::{UploadError, upload_picture};
