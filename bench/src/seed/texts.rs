//! Real words: the corpora outside the repository where there are any, otherwise the sample newsroom's own.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::Context;
use content::html_in::{ImportOptions, import};
use content::tree::Dir;
use flate2::read::GzDecoder;
use formats::ninjs::{self, Body, Limits};
use serde::Deserialize;

/// One piece's words.
#[derive(Debug, Clone)]
pub struct Text {
    /// The slug of the section it belongs to, where the source says.
    pub section: &'static str,
    pub headline: String,
    pub lead: String,
    /// A line is a paragraph.
    pub body: String,
    pub author: String,
}

const NEWS: &str = "antcorpus-v1.1/ant-v1.1.jsonl.gz";
const LONG: &str = "al-muqtabas/al-muqtabas-articles.jsonl.gz";
/// One long piece to so many short ones.
const SHORT_TO_LONG: usize = 8;
const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo");

/// All texts there are, and where they came from.
pub fn read() -> anyhow::Result<(Vec<Text>, String)> {
    match std::env::var_os("KHABAR_CORPORA").map(PathBuf::from) {
        Some(corpora) => {
            let (news, long) = (news(&corpora)?, long(&corpora)?);
            let source = format!(
                "{} news items and {} long pieces, one in {}",
                news.len(),
                long.len(),
                SHORT_TO_LONG + 1
            );
            Ok((mixed(news, long), source))
        }
        None => {
            println!(
                "NOT RUN: filling with a corpus (KHABAR_CORPORA is not set); the sample's own pieces are repeated"
            );
            let own = demo(Path::new(DEMO))?;
            anyhow::ensure!(!own.is_empty(), "there are no pieces in {DEMO}: set KHABAR_CORPORA");
            let source = format!("{} pieces of the sample", own.len());
            Ok((own, source))
        }
    }
}

#[derive(Deserialize)]
struct NewsLine {
    category: String,
    title: String,
    author: String,
    #[serde(rename = "abstract")]
    lead: String,
    text: String,
}

fn news(corpora: &Path) -> anyhow::Result<Vec<Text>> {
    let lines: Vec<NewsLine> = lines(&corpora.join(NEWS))?;
    let texts = lines.into_iter().map(|line| Text {
        section: section(&line.category),
        headline: line.title,
        lead: line.lead.chars().take(600).collect(),
        body: line.text,
        author: line.author,
    });
    Ok(texts
        .filter(|text| !text.headline.trim().is_empty() && !text.body.trim().is_empty())
        .map(fitting)
        .collect())
}

#[derive(Deserialize)]
struct LongLine {
    title: String,
    author: String,
    markdown: String,
}

fn long(corpora: &Path) -> anyhow::Result<Vec<Text>> {
    let lines: Vec<LongLine> = lines(&corpora.join(LONG))?;
    let plain = |text: &str| text.replace(['*', '#', '_'], "");
    let texts = lines.into_iter().map(|line| Text {
        section: "culture",
        headline: plain(&line.title),
        lead: String::new(),
        body: plain(&line.markdown),
        author: line.author,
    });
    Ok(texts
        .filter(|text| !text.headline.trim().is_empty() && !text.body.trim().is_empty())
        .map(fitting)
        .collect())
}

fn fitting(text: Text) -> Text {
    Text {
        headline: text.headline.chars().take(200).collect(),
        author: text.author.chars().take(100).collect(),
        ..text
    }
}

fn lines<T: for<'de> Deserialize<'de>>(path: &Path) -> anyhow::Result<Vec<T>> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

fn section(category: &str) -> &'static str {
    match category {
        "localNews" => "local",
        "internationalNews" => "world",
        "politic" => "politics",
        "economy" => "economy",
        "society" => "society",
        "culture" => "culture",
        "sport" => "sport",
        "technology" => "technology",
        _ => "various",
    }
}

/// Short ones with a long one after every few.
fn mixed(short: Vec<Text>, long: Vec<Text>) -> Vec<Text> {
    let mut long = long.into_iter();
    let mut all = Vec::with_capacity(short.len() + long.len());
    for (number, text) in short.into_iter().enumerate() {
        all.push(text);
        if number % SHORT_TO_LONG == SHORT_TO_LONG - 1 {
            all.extend(long.next());
        }
    }
    all
}

/// The pieces of the sample newsroom.
fn demo(folder: &Path) -> anyhow::Result<Vec<Text>> {
    let mut texts = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path)?.filter_map(|entry| Some(entry.ok()?.path())));
        } else if path.extension().is_some_and(|end| end == "ndjson" || end == "json") {
            texts.extend(items(&fs::read(&path)?));
        }
    }
    Ok(texts)
}

fn items(bytes: &[u8]) -> Vec<Text> {
    let parsed = ninjs::parse(bytes, &Limits { unknown: ninjs::Unknown::Report, ..Limits::default() });
    let items = parsed.unwrap_or_default().into_iter().flatten();
    let texts = items.filter_map(|item| {
        let body = match &item.body {
            Body::Html(html) => plain(html)?,
            Body::Text(text) => text.clone(),
            Body::None => return None,
        };
        let headline = body.lines().next().unwrap_or_default().chars().take(90).collect();
        Some(Text {
            section: "",
            headline,
            lead: item.summary.unwrap_or_default(),
            body,
            author: String::new(),
        })
    });
    texts.collect()
}

fn plain(html: &str) -> Option<String> {
    let mut number = 0;
    let mut new_id = || {
        number += 1;
        format!("b{number}")
    };
    let imported = import(html, ImportOptions::new("ar", Dir::Rtl, &mut new_id)).ok()?;
    Some(content::text_out::text(&imported.tree))
}
