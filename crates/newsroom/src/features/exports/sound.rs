//! What may stand in a line of an export before any of it comes in: the same that the actions of this newsroom would take. An
//! export may have been written by anybody. No I/O.

use serde::de::DeserializeOwned;
use text::lang::primary;

use super::noun::{BadLine, Held, Line, Noun};
use crate::features::accounts::Role;
use crate::features::articles::Content;
use crate::features::channels::Platform;
use crate::features::editions::Voice;
use crate::features::fronts::Arrangement;
use crate::features::media_library::RenditionSize;
use crate::features::menus::{Menu, MenuLink};
use crate::features::redirects::old_address;
use crate::features::standing_pages::StandingPageKind;
use crate::routes::{is_reserved, is_reserved_within_edition};

/// Fields that hold an id; those that may be empty end with `?`.
const IDS: [&str; 22] = [
    "id",
    "code?",
    "edition",
    "section?",
    "parent?",
    "article?",
    "story?",
    "account?",
    "picture?",
    "page?",
    "front?",
    "other",
    "work",
    "one",
    "explainer?",
    "cover?",
    "merged_into",
    "note?",
    "set_by?",
    "asked_by",
    "written_by",
    "scheduled_by?",
];
const LONGEST_ID: usize = 64;
/// The longest text of a field that is no text of an article.
const LONGEST_TEXT: usize = 200_000;

/// Whether a line can stand in a newsroom.
pub fn check(noun: &Noun, line: &Line) -> Result<(), BadLine> {
    for (field, held) in noun.fields.iter().zip(&line.0) {
        let Held::Text(text) = held else { continue };
        check_field(noun, field.name, text).map_err(|why| BadLine::Refused { field: field.name, why })?;
    }
    check_whole(noun, line)
}

fn check_field(noun: &Noun, field: &str, text: &str) -> Result<(), String> {
    let says_something = field == "note" && noun.name != "mentions";
    if let Some(id) = IDS.iter().find(|id| id.trim_end_matches('?') == field).filter(|_| !says_something) {
        let may_be_empty = id.ends_with('?');
        let is_id = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte));
        if !is_id || text.len() > LONGEST_ID || text.is_empty() && !may_be_empty {
            return Err("this is no id".to_owned());
        }
    }
    match field {
        "slug" => is_one_segment(text),
        "role" if noun.name != "authors" => text.parse::<Role>().map(drop).map_err(|error| error.to_string()),
        "content" => check_content(text),
        "href" => may_be_followed(text),
        _ if text.len() > LONGEST_TEXT && noun.name != "standing_page_revisions" => {
            Err("this is too long".to_owned())
        }
        _ => Ok(()),
    }
}

/// What is asked of a noun as a whole.
fn check_whole(noun: &Noun, line: &Line) -> Result<(), BadLine> {
    let text = |field| line.text(noun, field);
    let refused = |field: &'static str, why: String| Err(BadLine::Refused { field, why });
    match noun.name {
        "editions" => {
            let (code, lang) = (text("code"), text("lang"));
            let letters = code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if !(2..=12).contains(&code.len()) || !letters || is_reserved(code) {
                return refused("code", "this cannot be an edition's code".to_owned());
            }
            if !matches!(text("dir"), "rtl" | "ltr") || primary(lang).is_empty() {
                return refused("dir", "this is no direction".to_owned());
            }
            let voice: Voice = parsed("voice", text("voice"))?;
            match text::dates::zone_exists(&voice.dates.zone) {
                true => Ok(()),
                false => refused("voice", format!("there is no time zone {}", voice.dates.zone)),
            }
        }
        "sections" if is_reserved_within_edition(text("slug")) => {
            refused("slug", "the program itself answers at this address".to_owned())
        }
        "channels" if Platform::named(text("platform")).is_none() => {
            refused("platform", "this is no platform".to_owned())
        }
        "menus" => {
            let links = |field| parsed::<Vec<MenuLink>>(field, text(field));
            let menu = Menu { edition: text("edition").into(), links: links("links")?, head: links("head")? };
            menu.checked().map(drop).or_else(|error| refused("links", error.to_string()))
        }
        "pictures" => {
            let is_name = |name: &str, letters| {
                name.len() == letters
                    && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
            };
            if !is_name(text("blob"), 64) {
                return refused("blob", "this is not the name of an original".to_owned());
            }
            if !is_name(text("public_name"), 32) {
                return refused("public_name", "this is not the name of renditions".to_owned());
            }
            parsed::<Vec<RenditionSize>>("renditions", text("renditions")).map(drop)
        }
        "recording_files" => check_recording(line, noun),
        "redirects" => {
            let (path, target) = (text("path"), text("target"));
            let leads_within = target.is_empty()
                || target.starts_with('/')
                    && !target.starts_with("//")
                    && !target.contains(['\\', '\r', '\n', ' ']);
            match old_address(path) {
                Ok(sound) if sound == path && leads_within => Ok(()),
                Ok(_) => refused("target", "nothing leads to another host".to_owned()),
                Err(error) => refused("path", error.to_string()),
            }
        }
        "front_versions" => parsed::<Arrangement>("arrangement", text("arrangement")).map(drop),
        "standing_pages" if StandingPageKind::named(text("slug")).is_none() => {
            refused("slug", "this is no standing page".to_owned())
        }
        "standing_page_revisions" => {
            content::parse(text("body")).map(drop).or_else(|error| refused("body", error.to_string()))
        }
        "synonyms" => parsed::<Vec<String>>("spellings", text("spellings")).map(drop),
        "stories" => parsed::<Vec<String>>("key_points", text("key_points")).map(drop),
        _ => Ok(()),
    }
}

/// What is asked of a recording's file.
fn check_recording(line: &Line, noun: &Noun) -> Result<(), BadLine> {
    let text = |field| line.text(noun, field);
    let refused = |field: &'static str, why: &str| Err(BadLine::Refused { field, why: why.to_owned() });
    let is_name = |name: &str, letters| {
        name.len() == letters && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    if !is_name(text("blob"), 64) {
        return refused("blob", "this is not the name of an original");
    }
    if !is_name(text("public_name"), 32) {
        return refused("public_name", "this is not the name of a recording");
    }
    match media::RecordingFormat::of_mime(text("mime")) {
        Some(_) => Ok(()),
        None => refused("mime", "this is no recording that is served"),
    }
}

fn parsed<T: DeserializeOwned>(field: &'static str, text: &str) -> Result<T, BadLine> {
    serde_json::from_str(text).map_err(|error| BadLine::Refused { field, why: error.to_string() })
}

/// What an article says, as the API would take it: its text by the schema, its addresses safe to follow.
fn check_content(text: &str) -> Result<(), String> {
    let content: Content = serde_json::from_str(text).map_err(|error| error.to_string())?;
    content::parse(&content.body.to_json()).map_err(|error| error.to_string())?;
    for source in &content.sources {
        may_be_followed(&source.href)?;
    }
    if let Some(recording) = &content.recording {
        let mut new_id = || "b".to_owned();
        recording.clone().checked(&mut new_id).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn may_be_followed(address: &str) -> Result<(), String> {
    match address.is_empty() {
        true => Ok(()),
        false => content::href::check(address).map(drop).map_err(|error| error.to_string()),
    }
}

fn is_one_segment(slug: &str) -> Result<(), String> {
    let is_one = slug.chars().all(|c| !c.is_control() && !c.is_whitespace() && !"/\\?#%<>\"&".contains(c));
    match is_one && slug.len() <= 1_000 && !slug.starts_with('.') {
        true => Ok(()),
        false => Err("this cannot be a part of an address".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::exports::store::NOUNS;

    fn taken(noun: &str, line: &str) -> Result<(), String> {
        let noun = NOUNS.iter().find(|known| known.name == noun).expect("it is a noun");
        let line = noun.read(line).map_err(|error| error.to_string())?;
        check(noun, &line).map_err(|error| error.to_string())
    }

    #[test]
    fn what_would_lead_readers_astray_is_refused() {
        let redirect = |path: &str, target: &str| {
            format!(
                r#"{{"id":"R","path":"{path}","target":"{target}","article":"","created_by":"console","created_at":1}}"#
            )
        };
        assert_eq!(taken("redirects", &redirect("/old", "/ar/")), Ok(()));
        for (path, target) in
            [("/old", "//evil.example"), ("/old", "https://evil.example"), ("old", "/ar/"), ("/desk/x", "/")]
        {
            assert!(taken("redirects", &redirect(path, target)).is_err(), "{path} {target}");
        }
        let menu = |href: &str| {
            format!(r#"{{"edition":"ar","links":[{{"name":"x","href":"{href}"}}],"head":[],"saved_at":1}}"#)
        };
        assert_eq!(taken("menus", &menu("/ar/about/")), Ok(()));
        assert!(taken("menus", &menu("javascript:alert(1)")).is_err());
    }

    #[test]
    fn ids_and_addresses_hold_no_paths() {
        let topic = |id: &str, slug: &str| {
            format!(
                r#"{{"id":"{id}","edition":"ar","slug":"{slug}","name":"n","kind":"subject","uri":"","created_at":1}}"#
            )
        };
        assert_eq!(taken("topics", &topic("01abc", "المياه")), Ok(()));
        for (id, slug) in [("../x", "a"), ("", "a"), ("a", "../x"), ("a", "x/y"), ("a b", "a")] {
            assert!(taken("topics", &topic(id, slug)).is_err(), "{id} {slug}");
        }
    }

    #[test]
    fn a_text_that_the_schema_does_not_know_is_refused() {
        let revision = |content: &str| {
            format!(
                r#"{{"article":"A","number":1,"content":{content},"digest":"","note":"","created_by":"console","created_at":1}}"#
            )
        };
        let said = Content { headline: "خبر".to_owned(), ..Content::empty() };
        let good = said.to_json().replace(r#""id":"""#, r#""id":"b1""#);
        assert_eq!(taken("revisions", &revision(&good)), Ok(()));
        let bad = good.replace("\"paragraph\"", "\"script\"");
        assert_ne!(bad, good, "the control: something was changed");
        assert!(taken("revisions", &revision(&bad)).is_err());
        assert!(taken("revisions", &revision("{}")).is_err());
    }
}
