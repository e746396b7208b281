//! The only door by which HTML comes in: HTML5 parsing, then a tree of what the schema knows, and an account of
//! the rest. Readable text is never silently lost: unknown wrappers are opened, what is dropped is reported.
//!
//! [`import`] takes a document, a fragment, or a wire's body; [`plain_in`] takes plain text. Inside: `parse` and
//! `dom` make an arena of the HTML, `roles` says what an element is to us, `convert` walks, `line` and
//! `containers` gather.

mod attached;
mod containers;
mod convert;
mod dom;
mod line;
mod media;
#[cfg(test)]
pub(crate) mod oracle;
mod parse;
mod plain;
mod providers;
mod report;
mod roles;
#[cfg(test)]
mod tests;

pub use plain::plain_in;
pub use providers::{known as known_site, player};
pub use report::{Changed, Dropped, ImportError, ImportOptions, Imported, MissingPicture};

use crate::limits;
use crate::read::{TreeError, check_rules};
use crate::tree::Tree;
use report::Report;

/// Imports HTML: a whole document, a fragment, or the body of a wire item. The tree is canonical and within the
/// limits; what did not fit is in the account.
pub fn import(html: &str, options: ImportOptions<'_>) -> Result<Imported, ImportError> {
    if html.len() > limits::HTML_BYTES {
        return Err(ImportError::TooLarge { bytes: html.len() });
    }
    let mut report = Report::default();
    let body = without_wire_head(html);
    if body.len() < html.len() {
        report.drop("head of a wire item", "", "it tells about the item and is not its text");
    }
    let (dom, kept_out) = parse::parse(body)?;
    report.kept_out(kept_out);
    let blocks = convert::convert(&dom, &options, &mut report);
    let tree = crate::canonical(Tree::new(blocks), options.new_id);
    check_rules(&tree)?;
    let bytes = tree.to_json().len();
    if bytes > limits::JSON_BYTES {
        return Err(ImportError::TooLong(TreeError::TooLarge { bytes }));
    }
    Ok(report.into_imported(tree))
}

/// NITF and its relatives begin with a head that HTML's rules would take for text.
fn without_wire_head(html: &str) -> &str {
    let front = html.get(..html.floor_char_boundary(512)).unwrap_or_default().to_ascii_lowercase();
    if !front.contains("<nitf") && !front.contains("<ttnitf") {
        return html;
    }
    let end = html.as_bytes().windows(7).position(|bytes| bytes.eq_ignore_ascii_case(b"</head>"));
    end.and_then(|end| html.get(end + 7..)).unwrap_or(html)
}
