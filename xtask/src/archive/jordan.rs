//! The posts of Picturing Jordan, each in English and in Arabic. Drafts stay with their writer.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{dated_to_the_day, markdown, piece, topics, write};

const SOURCE: &str = "picturingjordan/content/posts";

#[derive(Deserialize)]
struct Front {
    title: String,
    /// With quotation marks in some posts, without in others.
    date: toml::Value,
    slug: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    categories: Vec<String>,
    #[serde(default)]
    draft: bool,
}

/// Writes a file for each language.
pub fn make(corpora: &Path, folder: &Path) -> Result<()> {
    let posts = corpora.join(SOURCE);
    let entries = fs::read_dir(&posts).with_context(|| format!("{} cannot be read", posts.display()))?;
    let mut folders: Vec<_> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    folders.sort();
    for (lang, name) in [("en", "index.md"), ("ar", "index.ar.md")] {
        let mut pieces = Vec::new();
        for post in &folders {
            let path = post.join(name);
            let text =
                fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            pieces.extend(article(lang, &text).with_context(|| format!("in {}", path.display()))?);
        }
        write(&folder.join(format!("{lang}.ndjson.gz")), &pieces)?;
    }
    Ok(())
}

fn article(lang: &str, text: &str) -> Result<Option<Value>> {
    let rest = text.trim_start().strip_prefix("+++").context("no front matter")?;
    let (front, body) = rest.split_once("\n+++").context("the front matter does not end")?;
    let Front { title, date, slug, description, tags, categories, draft } = toml::from_str(front)?;
    if draft {
        return Ok(None);
    }
    let uri = |lang: &str| format!("urn:khabar-demo:picturingjordan:{lang}:{slug}");
    let html = markdown::html(&plain(lang, &without_shortcodes(body)));
    let mut piece = piece(&uri(lang), lang, &date.to_string().replace('"', ""), &plain(lang, &title), &html);
    let names = categories.iter().chain(&tags).map(|name| plain(lang, name));
    piece["subjects"] = topics(names);
    // The descriptions of the Arabic posts are in English.
    if lang == "en" && !description.is_empty() {
        piece["descriptions"] =
            json!([{"role": "summary", "contentType": "text/plain", "value": description}]);
    }
    if lang != "en" {
        piece["altIds"] = json!([{"role": "translationOf", "value": uri("en")}, dated_to_the_day()]);
    }
    piece["infoSources"] =
        json!([{"name": "Picturing Jordan", "uri": "https://picturingjordan.com/", "role": "publisher"}]);
    piece["copyrightHolder"] = json!("Picturing Jordan");
    let terms = match lang {
        "ar" => {
            "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)، والنص هنا بلا صوره وبلا علامات التشكيل."
        }
        _ => {
            "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); the text stands here without its photographs."
        }
    };
    piece["usageTerms"] = json!(terms);
    Ok(Some(piece))
}

/// The photographs are not in the corpus: figures and references to other posts go, words stay.
fn without_shortcodes(text: &str) -> String {
    let text = text.replace("<!--more-->", "");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("{{<") {
        out.push_str(before);
        rest = after.split_once(">}}").map_or("", |(_, after)| after);
    }
    out + rest
}

/// Without the marks of vowels, in Arabic, and without marks of direction that no text needs.
fn plain(lang: &str, text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{64B}'..='\u{652}' | '\u{670}' | '\u{200E}' | '\u{200F}');
    if lang == "ar" { text.replace(is_mark, "").trim().to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_a_sibling_and_a_draft_is_none() {
        let post = "+++\ntitle = \"وَادِي رَم\"\ntags = [\"صَحْراء\"]\ndate = \"2019-07-05T22:35:42+03:00\"\nslug = \"wadi-rum\"\n+++\n\n{{< figure src=\"a.jpg\" >}}\n\nنَصّ [هنا]({{< ref \"x\" >}}).\n";
        let piece = article("ar", post).expect("it can be read").expect("it is no draft");
        assert_eq!(piece["altIds"][0]["value"], "urn:khabar-demo:picturingjordan:en:wadi-rum");
        assert_eq!(piece["bodies"][0]["value"], "<p>نص هنا.</p>");
        assert_eq!(piece["headlines"][0]["value"], "وادي رم");
        let draft = post.replace("slug", "draft = true\nslug");
        assert!(article("ar", &draft).expect("it can be read").is_none());
    }
}
