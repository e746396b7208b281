//! Galleries: articles whose pictures are the piece, in order. The pictures are those of the article's text, and the one
//! that leads it.

mod gallery;
pub mod site;
mod store;

pub use gallery::{GalleryPicture, laid_out};
pub use site::Galleries;
pub use store::{ShownPicture, clear_published, drop_published, pictures_of, put_published};
