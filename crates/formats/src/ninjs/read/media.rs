//! Files of pictures, video and sound.

use super::super::json::Json;
use super::super::{Kind, Rendition};
use super::{member, number, text};

/// A map by name in 1.x, a list later.
pub fn renditions(tree: &Json) -> Vec<Rendition> {
    let Some(all) = member(tree, "renditions") else { return Vec::new() };
    let named = all.members().iter().map(|(name, value)| (name.clone(), value));
    let listed = all.list().iter().map(|value| (text(value, "name").unwrap_or_default(), value));
    named.chain(listed).map(|(name, value)| rendition(name, value)).collect()
}

fn rendition(name: String, value: &Json) -> Rendition {
    let point = member(value, "poi");
    Rendition {
        name,
        href: text(value, "href"),
        mime: text(value, "contentType").or_else(|| text(value, "mimetype")),
        title: text(value, "title"),
        width: number(value, "width"),
        height: number(value, "height"),
        size: number(value, "sizeInBytes"),
        duration: member(value, "duration").and_then(Json::number).filter(|seconds| *seconds >= 0.0),
        point_of_interest: point.and_then(|point| Some((number(point, "x")?, number(point, "y")?))),
    }
}

/// What renditions show, told from their types.
pub fn kind_of(renditions: &[Rendition]) -> Option<Kind> {
    let mime = renditions.iter().find_map(|rendition| rendition.mime.as_deref())?;
    match mime.split('/').next()? {
        "image" => Some(Kind::Picture),
        "video" => Some(Kind::Video),
        "audio" => Some(Kind::Audio),
        _ => None,
    }
}
