//! Headlines, descriptions and bodies: many wordings of one thing, of which the best is chosen.

use super::super::json::Json;
use super::super::{Body, Headlines, Kind, NinjsVersion, RoleText};
use super::{member, text};

/// A wording as it came.
struct Wording {
    role: String,
    is_markup: bool,
    text: String,
}

pub fn headlines(version: NinjsVersion, tree: &Json) -> Headlines {
    let mut all: Vec<RoleText> = match version {
        NinjsVersion::V1 => text(tree, "headline").map(|text| RoleText { role: "main".to_owned(), text }),
        _ => None,
    }
    .into_iter()
    .chain(wordings(version, tree, "headline").into_iter().map(plain))
    .chain(text(tree, "title").map(|text| RoleText { role: "title".to_owned(), text }))
    .collect();
    let is_main =
        |headline: &RoleText| headline.role.is_empty() || headline.role.eq_ignore_ascii_case("main");
    let main = all.iter().position(is_main).or(if all.is_empty() { None } else { Some(0) });
    let main = main.map(|at| all.remove(at).text);
    Headlines { main, variants: all }
}

pub fn descriptions(version: NinjsVersion, tree: &Json) -> Vec<RoleText> {
    let mut all = wordings(version, tree, "description");
    // Plain wordings first: of two of one role the plain one is taken.
    all.sort_by_key(|wording| wording.is_markup);
    all.into_iter().map(plain).collect()
}

/// The lead of an article.
pub fn summary(kind: Kind, descriptions: &[RoleText]) -> Option<String> {
    let roles: &[&str] = if kind.is_captioned() { &SUMMARY_ROLES[..6] } else { &SUMMARY_ROLES };
    let by_role = roles.iter().find_map(|role| with_role(descriptions, role));
    let first = if kind.is_captioned() { None } else { descriptions.first() };
    by_role.or(first).map(|description| description.text.clone())
}

/// The caption of a picture, graphic, video or sound.
pub fn caption(kind: Kind, descriptions: &[RoleText]) -> Option<String> {
    if !kind.is_captioned() {
        return None;
    }
    let by_role = CAPTION_ROLES.iter().find_map(|role| with_role(descriptions, role));
    by_role.or(descriptions.first()).map(|description| description.text.clone())
}

const SUMMARY_ROLES: [&str; 9] =
    ["summary", "abstract", "lead", "intro", "standfirst", "teaser", "main", "text", ""];
const CAPTION_ROLES: [&str; 4] = ["caption", "main", "text", ""];

/// The richest body that was sent: HTML, then other mark-up, then plain text.
pub fn body(version: NinjsVersion, tree: &Json) -> Body {
    let mut all = wordings(version, tree, "body");
    let rank = |wording: &Wording| match wording.is_markup {
        true if !wording.role.contains("nitf") && !wording.role.contains("xml") => 0,
        true if wording.role.contains("xhtml") => 1,
        true => 2,
        false => 3,
    };
    all.sort_by_key(rank);
    match all.into_iter().next() {
        Some(best) if best.is_markup => Body::Html(best.text),
        Some(best) => Body::Text(best.text),
        None => Body::None,
    }
}

/// `headline_web` and its like in 1.x; lists of role, type and value later.
fn wordings(version: NinjsVersion, tree: &Json, singular: &str) -> Vec<Wording> {
    if version == NinjsVersion::V1 {
        let roles = tree.members().iter().filter_map(|(name, value)| {
            let role = name.strip_prefix(singular)?.strip_prefix('_')?.to_ascii_lowercase();
            let text = value.text().filter(|text| !text.trim().is_empty())?.to_owned();
            Some(Wording { is_markup: names_markup(&role), role, text })
        });
        return roles.collect();
    }
    let plural = if singular == "body" { "bodies".to_owned() } else { format!("{singular}s") };
    let values = member(tree, &plural).map(Json::list).unwrap_or_default();
    let read = |value: &Json| {
        let role = text(value, "role").unwrap_or_default().to_ascii_lowercase();
        let content_type = text(value, "contentType").map(|mime| mime.to_ascii_lowercase());
        let text = member(value, "value")?.text().filter(|text| !text.trim().is_empty())?.to_owned();
        let is_markup = match content_type {
            Some(mime) => mime.contains("html") || mime.contains("xml"),
            None => names_markup(&role) || (singular == "body" && text.trim_start().starts_with("<p")),
        };
        Some(Wording { role, is_markup, text })
    };
    values.iter().filter_map(read).collect()
}

fn names_markup(role: &str) -> bool {
    ["html", "richtext", "xml", "nitf"].iter().any(|mark| role.contains(mark))
}

fn with_role<'a>(texts: &'a [RoleText], role: &str) -> Option<&'a RoleText> {
    texts.iter().find(|text| text.role == role)
}

fn plain(wording: Wording) -> RoleText {
    let text = if wording.is_markup { without_markup(&wording.text) } else { wording.text.trim().to_owned() };
    RoleText { role: wording.role, text }
}

/// The readable text of a short piece of mark-up: tags become spaces, the five named entities and numeric ones become
/// characters. For one-line texts only; articles go through the real HTML reader.
fn without_markup(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let is_tag =
            rest[open + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next));
        text.push_str(&rest[..open]);
        match rest[open..].find('>') {
            Some(close) if is_tag => {
                text.push(' ');
                rest = &rest[open + close + 1..];
            }
            _ => {
                text.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    text.push_str(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = words.join(" ");
    quick_xml::escape::unescape(&joined.replace("&nbsp;", " "))
        .map_or_else(|_| joined.clone(), |text| text.into_owned())
}
