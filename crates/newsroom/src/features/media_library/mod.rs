//! Pictures: what they show, whose they are, for how long we may show them.

pub mod actions;
mod alike;
pub mod api;
pub mod desk;
mod filter;
mod licence;
mod picture;
mod policy;
mod said;
pub mod site;
mod store;
mod view;

pub use api::{PictureOut, out as picture_out};
pub use desk::{taken, told, why_not};
pub use licence::Licence;
pub use picture::{NewPicture, Picture, RenditionSize};
pub use policy::may_upload;
pub use store::{hold_pictures, picture_by_id, picture_by_origin, pictures_by_ids, put_published};
pub use view::{PicturePlace, PictureRow, PictureView};
