//! Pictures, frames, and the words under figures.

use super::containers::{Container, Kind};
use super::convert::Walk;
use super::dom::{Dom, NodeId};
use super::providers;
use crate::limits;
use crate::text_out::line_text;
use crate::tree::*;

/// Takes a picture in, or tells that the library does not have it.
pub(super) fn picture(walk: &mut Walk<'_, '_>, id: NodeId) {
    let alt = text::clean::clean_line(walk.dom.attr(id, "alt").unwrap_or_default());
    if ["emoji", "wp-smiley"].iter().any(|class| walk.dom.has_class(id, class)) {
        return walk.text_as_is(&alt);
    }
    let place = walk.place_words();
    let Some(src) = source(walk.dom, id) else {
        return walk.report.drop(
            "picture",
            &place,
            "it has no address, or carries its bytes inside the page",
        );
    };
    let pixels = |name| walk.dom.attr(id, name).and_then(|n| n.trim().parse::<u32>().ok());
    if pixels("width").is_some_and(|w| w <= 1) || pixels("height").is_some_and(|h| h <= 1) {
        return walk.report.drop("picture", &place, "it is one pixel wide: a tracker, not a picture");
    }
    let known = (walk.options.pictures)(src).filter(|media| crate::read::is_name(media));
    match known {
        Some(media) => {
            let repeated = matches!(walk.containers.last().and_then(|c| c.blocks.last()),
                Some(Block::Picture(last)) if last.attrs.media == media);
            if !repeated {
                let alt = alt.chars().take(limits::ATTR_CHARS).collect();
                let attrs = PictureAttrs { media, alt, ..PictureAttrs::default() };
                walk.place(Picture { attrs }.into());
            }
        }
        None => {
            let index = walk.report.missing_picture(src, &alt);
            walk.report.drop("picture", &place, "the media library does not have it");
            if let (Some(index), Some(Container { kind: Kind::Figure(parts), .. })) =
                (index, innermost_figure(walk))
            {
                parts.missing.push(index);
            }
        }
    }
}

/// A picture's address; pages that load late keep it aside.
fn source(dom: &Dom, id: NodeId) -> Option<&str> {
    let late = ["data-src", "data-lazy-src", "data-original", "src", "source"];
    late.iter()
        .filter_map(|name| dom.attr(id, name))
        .map(str::trim)
        .find(|src| !src.is_empty() && src.get(..5).is_none_or(|front| !front.eq_ignore_ascii_case("data:")))
}

fn innermost_figure<'a>(walk: &'a mut Walk<'_, '_>) -> Option<&'a mut Container> {
    walk.containers.iter_mut().rev().find(|c| matches!(c.kind, Kind::Figure(_)))
}

/// Takes a frame in as an embed when its site is known.
pub(super) fn frame(walk: &mut Walk<'_, '_>, id: NodeId) {
    let address = ["data-src", "data-lazy-src", "src"]
        .iter()
        .find_map(|name| walk.dom.attr(id, name))
        .unwrap_or_default();
    match providers::known(address) {
        Some((href, provider)) => {
            let title = text::clean::clean_line(walk.dom.attr(id, "title").unwrap_or_default());
            let title = title.chars().take(limits::ATTR_CHARS).collect();
            walk.report.change("a frame of a known site", "an embed");
            let attrs = EmbedAttrs { id: BlockId::none(), href, provider: provider.to_owned(), title };
            walk.place(Embed { attrs }.into());
        }
        None => {
            let place = walk.place_words();
            walk.report.drop("iframe", &place, "its site is not one we embed");
            walk.report.hide(address);
        }
    }
}

/// The thing a quotation box of a known site stands for.
pub(super) fn quoted_embed(dom: &Dom, id: NodeId) -> Option<(String, &'static str)> {
    let boxes = [
        "twitter-tweet",
        "twitter-video",
        "instagram-media",
        "tiktok-embed",
        "text-post-media",
        "bluesky-embed",
    ];
    if !boxes.iter().any(|class| dom.has_class(id, class)) {
        return None;
    }
    let named =
        dom.attr(id, "data-instgrm-permalink").or_else(|| dom.attr(id, "cite")).and_then(providers::known);
    named.or_else(|| {
        dom.below(id).into_iter().rev().filter_map(|node| dom.attr(node, "href")).find_map(providers::known)
    })
}

/// A paragraph that is nothing but the address of something on a known site.
pub(super) fn lone_address(block: &Block) -> Option<EmbedAttrs> {
    let Block::Paragraph(paragraph) = block else { return None };
    let [Inline::Text(run)] = paragraph.content.as_slice() else { return None };
    if !run.text.starts_with("http")
        || run.text.contains(' ')
        || run.marks.iter().any(|m| !matches!(m, Mark::Link { .. }))
    {
        return None;
    }
    let path =
        run.text.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let (href, provider) = providers::known(&run.text).filter(|_| !path.is_empty())?;
    Some(EmbedAttrs { id: BlockId::none(), href, provider: provider.to_owned(), title: String::new() })
}

/// Inside a caption, the bold name at its end is the credit; it is read here and not again as text.
pub(super) fn is_credit(walk: &mut Walk<'_, '_>, id: NodeId) -> bool {
    let bold = walk.dom.name(id) == Some("b");
    if !bold
        || *walk.top() != Kind::Caption
        || !walk.dom.below(id).iter().any(|n| walk.dom.name(*n) == Some("bdi"))
    {
        return false;
    }
    let credit = text::clean::clean_line(&walk.dom.text_below(id));
    match innermost_figure(walk) {
        Some(Container { kind: Kind::Figure(parts), .. }) => {
            parts.credit = credit;
            true
        }
        _ => false,
    }
}

/// Who said a figure's quotation, as its caption tells: the strong name, then role and circumstances.
pub(super) fn read_statement(walk: &mut Walk<'_, '_>, caption: NodeId) {
    let holds_quote =
        walk.containers.last().is_some_and(|c| matches!(c.blocks.as_slice(), [Block::Quote(_)]));
    if !holds_quote {
        return;
    }
    let dom = walk.dom;
    let clean =
        |text: &str| -> String { text::clean::clean_line(text).chars().take(limits::ATTR_CHARS).collect() };
    let below = dom.below(caption);
    let named = |names: &[&str]| {
        below.iter().copied().find(|n| dom.name(*n).is_some_and(|name| names.contains(&name)))
    };
    let whole = clean(&dom.text_below(caption));
    let speaker_at = named(&["strong", "b", "cite"]);
    let speaker = speaker_at.map_or_else(|| whole.clone(), |n| clean(&dom.text_below(n)));
    let spans: Vec<NodeId> = below.iter().copied().filter(|n| dom.name(*n) == Some("span")).collect();
    let mut attrs = StatementAttrs { speaker, ..StatementAttrs::default() };
    if let Some(date) =
        named(&["time"]).and_then(|n| dom.attr(n, "datetime")).filter(|d| crate::read::is_date(d))
    {
        attrs.date = date.to_owned();
    }
    if let Some(href) =
        named(&["a"]).and_then(|n| dom.attr(n, "href")).and_then(|a| crate::href::tidy(a).ok())
    {
        attrs.href = href;
    }
    let classed = |class: &str| {
        let is_of =
            |n: &NodeId| dom.attr(*n, "class").is_some_and(|of| of.split_whitespace().any(|c| c == class));
        spans.iter().copied().find(is_of).map(|n| clean(&dom.text_below(n)))
    };
    let (place, source) = (classed("place"), classed("source"));
    if place.is_some() || source.is_some() {
        // Who wrote it says what is what.
        let role = spans.iter().copied().find(|n| dom.attr(*n, "class").is_none());
        attrs.role = role.map(|n| clean(&dom.text_below(n))).unwrap_or_default();
        (attrs.place, attrs.source) = (place.unwrap_or_default(), source.unwrap_or_default());
    } else if speaker_at.is_some() {
        // What is not the name is kept as the role and the source: words first, structure where it is ours.
        match spans.as_slice() {
            [role] => attrs.role = clean(&dom.text_below(*role)),
            [role, circumstances, ..] => {
                attrs.role = clean(&dom.text_below(*role));
                attrs.source = clean(&dom.text_below(*circumstances));
            }
            [] => attrs.role = clean(whole.strip_prefix(&attrs.speaker).unwrap_or(&whole)),
        }
        attrs.role = attrs.role.trim_start_matches(['،', ',', '-', '–', '—', ' ']).to_owned();
    }
    if let Some(Container { kind: Kind::Figure(parts), .. }) = innermost_figure(walk) {
        parts.statement = Some(Box::new(attrs));
    }
}

/// Ends a caption: its words go to the figure, and to the missing pictures of the report.
pub(super) fn close_caption(walk: &mut Walk<'_, '_>, caption: Container) {
    let mut words: Vec<String> = Vec::new();
    let mut others = Vec::new();
    for block in caption.blocks {
        match block {
            Block::Paragraph(p) => words.push(line_text(&p.content).replace('\n', " ")),
            Block::Heading(h) => words.push(line_text(&h.content).replace('\n', " ")),
            other => others.push(other),
        }
    }
    let words = words.join(" ");
    let mut missing = Vec::new();
    if let Some(figure) = innermost_figure(walk) {
        figure.blocks.extend(others);
        if let Kind::Figure(parts) = &mut figure.kind {
            parts.caption =
                if parts.caption.is_empty() { words.clone() } else { format!("{} {words}", parts.caption) };
            missing = parts.missing.clone();
        }
    }
    for index in missing {
        walk.report.caption_missing(index, &words);
    }
}
