//! What stands around every page (masthead, navigation, latest headlines) and how generated text is written in an
//! edition's voice; the pages that say something went wrong.

mod attached;
pub mod desk;
mod errors;
mod frame;
mod list;
mod listing;
mod offline;
mod own_sheet;
pub mod site;
mod view;
mod voiced;

pub use attached::Attached;
pub use errors::{ErrorPage, checks as error_checks, error_page, refused_page};
pub use frame::{Frame, Frames, frame_for};
pub use list::{ArticleList, check_list, feed_list, show_list};
pub use listing::{AskedPage, Kin, ListPage, Listed, Listing, PinnedRows, counting_number};
pub use offline::{check as check_offline, offline_page};
pub use own_sheet::{own_sheet_policy, with_own_sheet};
pub use view::{
    Alternate, EditionLink, Elsewhere, FeedLink, FullMoment, Head, Link, Moment, Now, OpenGraph, SectionLink,
    Site, Told, feeds_of, list_head, open_graph, share_picture,
};
pub use voiced::Voiced;
