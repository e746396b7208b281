//! Bodies of real wire items come in without losing a readable word.

use content::html_in::{ImportOptions, import};
use content::text_out;
use content::tree::Dir;
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;

#[test]
fn ninjs_bodies_keep_their_words() {
    let Some(corpora) = std::env::var_os("KHABAR_CORPORA") else {
        println!("NOT RUN: ninjs bodies (KHABAR_CORPORA is not set)");
        return;
    };
    let folder = PathBuf::from(corpora).join("iptc-newsinjson/examples/3.0");
    let mut bodies = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("the corpus is there").flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let Ok(item) = serde_json::from_str::<Value>(&text) else { continue };
        gather(&item, &mut bodies);
    }
    assert!(bodies.len() >= 10, "only {} bodies were found", bodies.len());
    for body in &bodies {
        let mut n = 0;
        let mut new_id = || {
            n += 1;
            format!("block{n:05}")
        };
        let imported =
            import(body, ImportOptions::new("ar", Dir::Rtl, &mut new_id)).expect("within the limits");
        let mut kept: HashMap<String, usize> = HashMap::new();
        let told = imported.pictures_missing.iter().flat_map(|p| [p.caption.clone(), p.alt.clone()]);
        let told: Vec<String> = told.chain(imported.hidden_text).collect();
        for word in words(&format!("{} {}", text_out::search_text(&imported.tree), told.join(" "))) {
            *kept.entry(word).or_default() += 1;
        }
        for word in words(&readable(body)) {
            let left = kept.get_mut(&word).filter(|left| **left > 0);
            let left = left.unwrap_or_else(|| {
                panic!("«{word}» is lost from {}", body.chars().take(200).collect::<String>())
            });
            *left -= 1;
        }
    }
    println!("{} bodies", bodies.len());
}

fn gather(value: &Value, bodies: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, bodies)),
        Value::Object(map) => {
            for (key, inner) in map {
                if key == "bodies" {
                    let values =
                        inner.as_array().into_iter().flatten().filter_map(|body| body["value"].as_str());
                    bodies.extend(values.map(str::to_owned));
                }
                gather(inner, bodies);
            }
        }
        _ => {}
    }
}

/// The text between tags, read naively: what a person would see, minus the head.
fn readable(html: &str) -> String {
    let body = match (html.find("</head>").or(html.find("</HEAD>")), html.len()) {
        (Some(end), _) => &html[end..],
        (None, _) => html,
    };
    let mut text = String::new();
    for (index, piece) in body.split('<').enumerate() {
        let after = if index == 0 { piece } else { piece.split_once('>').map_or("", |(_, after)| after) };
        let tag =
            piece.trim_start_matches('/').split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // A page shows no space where only a span or a link ends.
        if !["span", "a", "b", "i", "em", "strong", "sup", "u"].contains(&tag) {
            text.push(' ');
        }
        text.push_str(after);
    }
    for (entity, c) in [
        ("&nbsp;", " "),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&auml;", "ä"),
        ("&ouml;", "ö"),
        ("&aring;", "å"),
        ("&Ouml;", "Ö"),
        ("&Auml;", "Ä"),
        ("&eacute;", "é"),
    ] {
        text = text.replace(entity, c);
    }
    text
}

/// Words without what surrounds them; marks of a foreign text's own are not words.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
