//! News in JSON, versions 1.x, 2.x and 3.x, read into one [`NinjsItem`].
//!
//! Start at [`parse`]. A file is one item, an array of items, or items one to a line. Each item stands for itself: a
//! wrong one is refused with the place and the reason, its neighbours are read. What is right is what IPTC's own
//! schemas say ([`shapes`] holds them as tables): members and their types, dates with an offset, addresses, lists of
//! allowed words. Steps: [`document`] cuts the file into bounded JSON trees, [`version`] tells which schema one
//! follows, [`shape`] checks it, [`read`] takes out the values.

mod date;
mod document;
mod item;
mod json;
mod read;
mod refusal;
mod shape;
mod shapes;
mod uri;
mod version;

pub use item::{
    Association, Body, Byline, EventDetails, Headlines, InfoSource, Kind, NinjsItem, NinjsVersion, PubStatus,
    Rendition, RoleText, Subject, SubjectKind,
};
pub use refusal::{Fault, ItemRefused, Refused};

use json::Json;

/// How much a file may ask of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Objects and arrays inside one another; never more than 100 whatever is set.
    pub depth: usize,
    /// Items in the file.
    pub items: usize,
    /// What becomes of what the schema does not know.
    pub unknown: Unknown,
}

/// What becomes of what the schema does not know: members it does not name, and addresses that are not absolute URIs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unknown {
    /// The item is refused, as the schemas demand.
    #[default]
    Refuse,
    /// The item is read, without such members and with such addresses, and their places are named in
    /// [`NinjsItem::unknown`]: for agencies that add their own members, number their items, or write addresses in Arabic.
    Report,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 10 * 1024 * 1024, depth: 64, items: 1000, unknown: Unknown::Refuse }
    }
}

/// Reads a file of ninjs, telling each item's version by its `standard` member or else by its shape.
///
/// # Errors
/// [`Refused`] when the file as a whole cannot be read: too large, not UTF-8, not JSON, empty, too many items. Anything
/// wrong with one item is that item's own [`ItemRefused`].
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Vec<Result<NinjsItem, ItemRefused>>, Refused> {
    read_all(bytes, limits, None)
}

/// [`parse`] for a source whose version is known; items of another shape are refused.
///
/// # Errors
/// As [`parse`].
pub fn parse_as(
    version: NinjsVersion,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Vec<Result<NinjsItem, ItemRefused>>, Refused> {
    read_all(bytes, limits, Some(version))
}

fn read_all(
    bytes: &[u8],
    limits: &Limits,
    version: Option<NinjsVersion>,
) -> Result<Vec<Result<NinjsItem, ItemRefused>>, Refused> {
    let trees = document::items(bytes, limits)?;
    let read = trees.into_iter().enumerate().map(|(index, tree)| {
        let tree = tree.map_err(|why| ItemRefused { index, uri: None, place: String::new(), why })?;
        read_one(index, &tree, limits.unknown, version)
    });
    Ok(read.collect())
}

fn read_one(
    index: usize,
    tree: &Json,
    unknown: Unknown,
    version: Option<NinjsVersion>,
) -> Result<NinjsItem, ItemRefused> {
    let refused = |(place, why)| {
        let uri = tree.member("uri").and_then(Json::text).map(|uri| uri.chars().take(200).collect());
        ItemRefused { index, uri, place, why }
    };
    let version = version.unwrap_or_else(|| version::of(tree));
    let stray = shape::check(tree, shapes::item(version), unknown).map_err(refused)?;
    let mut item = read::item(version, tree);
    item.unknown.extend(stray);
    Ok(item)
}
