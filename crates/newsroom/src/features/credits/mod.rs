//! Credits: whose work a site carries (fonts, software, the sample's texts and pictures) and on what terms.

mod credit;
pub mod site;

pub use credit::Credit;
