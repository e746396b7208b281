//! What an element of foreign HTML is to us.

use super::dom::{Dom, NodeId};
use crate::tree::{HeadingLevel, Mark};

/// What an element is to us.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// Nothing of its own; what is inside counts.
    Open,
    /// Ends the line before it and the line inside it.
    Block,
    /// A mark on the text inside.
    Marked(Mark),
    /// A link, to be judged.
    Link,
    /// A run that may be of another language or direction.
    Run,
    /// A heading.
    Heading(HeadingLevel),
    /// A list.
    List { ordered: bool },
    /// A list's item.
    Item,
    /// A quotation.
    Quote,
    /// A fact box of our own.
    Facts,
    /// A figure.
    Figure,
    /// What holds the pictures of a gallery.
    Gallery,
    /// A player of a sound.
    Audio,
    /// A link of ours to what another site plays or shows, in the place of that.
    Elsewhere,
    /// A place on the earth, as we write it.
    Map,
    /// What a map says of its place.
    Where,
    /// A box with a document to download.
    File,
    /// Words under a figure.
    Caption,
    /// A table.
    Table,
    /// A table's row.
    Row,
    /// A table's cell.
    Cell { header: bool },
    /// A line break.
    Break,
    /// A rule.
    Rule,
    /// A picture.
    Picture,
    /// A frame that shows another site.
    Frame,
    /// Text whose line ends count.
    Preformatted,
    /// Words between quotation marks.
    Quoted,
    /// Not readable on a page, or not ours to keep; the reason is told.
    Dropped(&'static str),
    /// Not readable and not worth telling.
    Silent,
}

/// The role of element `id`, from its name, classes and style.
pub(super) fn role(dom: &Dom, id: NodeId) -> Role {
    let Some(name) = dom.name(id) else { return Role::Open };
    if is_hidden(dom, id) {
        return Role::Dropped("it is hidden on the page");
    }
    if let Some(role) = by_class(dom, id) {
        return role;
    }
    match name {
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside" | "address"
        | "center" | "dl" | "dt" | "dd" | "fieldset" | "legend" | "details" | "summary" | "hgroup"
        | "body" | "html" | "caption" | "block" | "body.head" | "body.content" | "body.end" | "hedline"
        | "byline" | "dateline" | "distributor" | "abstract" | "tagline" | "bibliography" | "lede"
        | "media-producer" | "multicol" | "menuitem" | "ingress" | "noscript" | "dialog" | "search"
        | "optgroup" | "pubdata" | "docdata" | "label" | "vignette" | "dat" | "ort" | "brodtext" | "bild"
        | "bildfil" | "bildtext" | "bildskapare" => Role::Block,
        "h1" | "h2" | "hl1" | "hl2" | "rubrik" => Role::Heading(HeadingLevel::Two),
        "h3" => Role::Heading(HeadingLevel::Three),
        "h4" | "h5" | "h6" => Role::Heading(HeadingLevel::Four),
        "b" | "strong" => style_mark(dom, id, Some(Mark::Bold)),
        "i" | "em" => style_mark(dom, id, Some(Mark::Emphasis)),
        "s" | "strike" | "del" => Role::Marked(Mark::Strike),
        "sup" => Role::Marked(Mark::Superscript),
        "sub" => Role::Marked(Mark::Subscript),
        "a" => Role::Link,
        "bdi" | "bdo" => Role::Run,
        "span" | "font" => style_mark(dom, id, None),
        "ul" | "menu" | "dir" => Role::List { ordered: false },
        "ol" => Role::List { ordered: true },
        "li" => Role::Item,
        "blockquote" | "bq" | "citat" => Role::Quote,
        "figure" | "media" => Role::Figure,
        "figcaption" | "media-caption" => Role::Caption,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" => Role::Cell { header: false },
        "th" => Role::Cell { header: true },
        "br" => Role::Break,
        "hr" => Role::Rule,
        "img" | "image" | "media-reference" => Role::Picture,
        "iframe" => Role::Frame,
        "pre" => Role::Preformatted,
        "q" => Role::Quoted,
        "script" | "style" => Role::Dropped("it is not text"),
        "object" | "embed" | "applet" | "video" => Role::Dropped("the document has no place for it"),
        "audio" => Role::Audio,
        "svg" | "canvas" | "map" => Role::Dropped("it is a drawing"),
        "input" | "textarea" | "datalist" | "meter" | "progress" => Role::Dropped("it is a form's field"),
        "template" => Role::Dropped("it is not shown on the page"),
        "noembed" | "noframes" | "annotation" | "annotation-xml" | "rp" => Role::Silent,
        "head" | "title" | "meta" | "link" | "base" | "source" | "track" | "param" | "area" | "col"
        | "colgroup" | "wbr" => Role::Silent,
        _ => Role::Open,
    }
}

/// By which classes a gallery is known: our own, and those that WordPress writes.
const GALLERIES: [&str; 5] = ["set", "wp-block-gallery", "blocks-gallery-grid", "gallery", "tiled-gallery"];

fn by_class(dom: &Dom, id: NodeId) -> Option<Role> {
    let class = |name| dom.has_class(id, name);
    match dom.name(id)? {
        "aside" if class("fact") => Some(Role::Facts),
        "span" if class("vh") || class("num") => Some(Role::Silent),
        "a" | "p" if class("noted") => Some(Role::Silent),
        "figure" if class("wp-block-gallery") => Some(Role::Gallery),
        "ul" | "div" if GALLERIES.iter().any(|name| class(name)) => Some(Role::Gallery),
        "figure" if class("map") => Some(Role::Map),
        "figcaption" | "a" if class("where") => Some(Role::Where),
        "a" if class("btn") && class("line") && is_in_embed(dom, id) => Some(Role::Elsewhere),
        "div" if class("wp-block-file") || (class("file") && class("embed")) => Some(Role::File),
        "summary" => Some(Role::Silent).filter(|_| is_said(dom, id)),
        "div" if class("wp-caption") => Some(Role::Figure),
        "dl" | "div" if class("gallery-item") => Some(Role::Figure),
        "p" | "dd" | "div" if class("wp-caption-text") => Some(Role::Caption),
        _ => None,
    }
}

/// Whether it stands in a figure that we write for what is not ours.
fn is_in_embed(dom: &Dom, id: NodeId) -> bool {
    dom.node(id)
        .parent
        .is_some_and(|around| dom.name(around) == Some("figure") && dom.has_class(around, "embed"))
}

/// Whether it is the summary that we write over the words of a recording.
fn is_said(dom: &Dom, id: NodeId) -> bool {
    dom.node(id).parent.is_some_and(|around| dom.has_class(around, "said"))
}

fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    dom.attr(id, "hidden").is_some()
        || style(dom, id, "display").is_some_and(|value| value == "none")
        || style(dom, id, "visibility").is_some_and(|value| value == "hidden")
        || style(dom, id, "mso-list").is_some_and(|value| value == "ignore")
}

/// What an element's style says about the text inside: word processors write marks this way.
fn style_mark(dom: &Dom, id: NodeId, named: Option<Mark>) -> Role {
    let weight = style(dom, id, "font-weight");
    let slant = style(dom, id, "font-style");
    match named {
        Some(Mark::Bold) if weight.as_deref().is_some_and(is_light) => Role::Run,
        Some(Mark::Emphasis) if slant.as_deref() == Some("normal") => Role::Run,
        Some(mark) => Role::Marked(mark),
        None if weight.as_deref().is_some_and(is_heavy) => Role::Marked(Mark::Bold),
        None if slant.as_deref().is_some_and(|s| matches!(s, "italic" | "oblique")) => {
            Role::Marked(Mark::Emphasis)
        }
        None => match (style(dom, id, "text-decoration"), style(dom, id, "vertical-align")) {
            (Some(line), _) if line.contains("line-through") => Role::Marked(Mark::Strike),
            (_, Some(place)) if place == "super" => Role::Marked(Mark::Superscript),
            (_, Some(place)) if place == "sub" => Role::Marked(Mark::Subscript),
            _ => Role::Run,
        },
    }
}

fn is_heavy(weight: &str) -> bool {
    matches!(weight, "bold" | "bolder") || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

fn is_light(weight: &str) -> bool {
    matches!(weight, "normal" | "lighter") || weight.parse::<u32>().is_ok_and(|weight| weight < 600)
}

/// The last value an element's style gives a property, in lower case. Only compared with words, never kept.
fn style(dom: &Dom, id: NodeId, property: &str) -> Option<String> {
    let style = dom.attr(id, "style")?;
    style
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.trim().trim_end_matches("!important").trim().to_ascii_lowercase())
        .next_back()
}
