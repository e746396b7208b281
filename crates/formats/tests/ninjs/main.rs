//! News in JSON: what is read, what is refused, and agreement with IPTC's own schemas.

mod agreement;
mod reading;
mod refusing;

use formats::ninjs::{Limits, NinjsItem, parse};

/// The only item of a file that must be right.
fn item(json: &str) -> NinjsItem {
    let mut items = parse(json.as_bytes(), &Limits::default()).expect("the file is read");
    assert_eq!(items.len(), 1);
    items.remove(0).expect("the item is right")
}
