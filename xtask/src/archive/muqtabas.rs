//! The journal al-Muqtabas (1906-1912) in the edition of OpenArabicPE: every article that has a date.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{markdown, piece, topics, write};

const SOURCE: &str = "al-muqtabas/al-muqtabas-articles.jsonl.gz";
/// Articles that were prepared by hand stand here already.
const BY_HAND: &str = "heritage.ndjson";
const LONGEST_HEADLINE: usize = 300;

#[derive(Deserialize)]
struct Line {
    id: String,
    title: String,
    author: String,
    date: String,
    markdown: String,
}

/// Writes a file for each year.
pub fn make(corpora: &Path, folder: &Path) -> Result<()> {
    let path = corpora.join(SOURCE);
    let file = fs::File::open(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let by_hand = by_hand(&folder.join(BY_HAND))?;
    let mut years: BTreeMap<String, Vec<(String, String, Line)>> = BTreeMap::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let uri = uri(&line.id);
        // What has no date is left out: none is made up for it.
        if !line.date.is_empty() && !by_hand.contains(&uri) {
            let year = line.date.chars().take(4).collect();
            years.entry(year).or_default().push((place(&line.id), uri, line));
        }
    }
    for (year, mut lines) in years {
        lines.sort_by(|one, other| (&one.2.date, &one.0).cmp(&(&other.2.date, &other.0)));
        let mut pieces = Vec::with_capacity(lines.len());
        let (mut day, mut number) = (String::new(), 0);
        for (_, uri, line) in &lines {
            number = if *day == line.date { number + 1 } else { 0 };
            day.clone_from(&line.date);
            pieces.push(article(uri, line, number)?);
        }
        write(&folder.join(format!("{year}.ndjson.gz")), &pieces)?;
    }
    Ok(())
}

fn by_hand(path: &Path) -> Result<HashSet<String>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let uri = |line: &str| -> Result<String> {
        let item: Value = serde_json::from_str(line)?;
        Ok(item["uri"].as_str().context("an item without a uri")?.to_owned())
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(uri).collect()
}

fn uri(id: &str) -> String {
    format!("urn:khabar-demo:muqtabas:{}", id.split_once('-').map_or(id, |(_, rest)| rest))
}

/// The numbers of an id, so that the order is the one in the issue: `i_41-div_28.d1e7474`.
fn place(id: &str) -> String {
    let after = id.split_once('-').map_or(id, |(_, rest)| rest);
    let numbers = after.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    numbers.map(|number| format!("{number:0>9}")).collect()
}

/// The hour is ours: it keeps the order of the issue.
fn article(uri: &str, line: &Line, number: usize) -> Result<Value> {
    let (title, issue) = title(&line.title).with_context(|| format!("{uri}: {}", line.title))?;
    let (column, headline) = match title.split_once(" : ") {
        Some((column, headline)) if !headline.trim().is_empty() => (Some(column.trim()), headline),
        _ => (None, title),
    };
    let headline: String = line_of(headline).chars().take(LONGEST_HEADLINE).collect();
    let at = format!("{}T{:02}:{:02}:00+02:00", line.date, 8 + number / 60, number % 60);
    let body = markdown::html(&line.markdown);
    // The text begins with its own title, which stands above it here.
    let body = match body.strip_prefix("<h2>").and_then(|rest| rest.split_once("</h2>")) {
        Some((first, rest)) if line_of(first) == headline || !rest.is_empty() => rest.to_owned(),
        _ => body,
    };
    let mut piece = piece(uri, "ar", &at, &headline, &body);
    let year = format!("أرشيف {}", line.date.chars().take(4).collect::<String>());
    piece["subjects"] = topics([year].into_iter().chain(column.map(str::to_owned)));
    piece["infoSources"] = json!([{
        "name": "مجلة المقتبس",
        "uri": "https://openarabicpe.github.io/journal_al-muqtabas/",
        "role": "publisher",
    }]);
    piece["copyrightHolder"] = json!("OpenArabicPE");
    piece["usageTerms"] = json!(format!(
        "النص في الملك العام (المقتبس {issue}). النسخة الرقمية: OpenArabicPE، CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)."
    ));
    if let Some(author) = author(&line.author) {
        piece["by"] = json!(author);
    }
    Ok(piece)
}

/// `*title*. المقتبس 4(5/6)` in its two parts.
fn title(title: &str) -> Option<(&str, &str)> {
    let (title, issue) = title.strip_prefix('*')?.rsplit_once("*. المقتبس ")?;
    Some((title.trim(), issue.trim()))
}

fn line_of(text: &str) -> String {
    markdown::inline(text)
        .trim_end_matches('.')
        .trim()
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

/// `الرصافي, معروف` as one reads it.
fn author(author: &str) -> Option<String> {
    let words = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = match author.split_once(',') {
        Some((family, given)) => words(&format!("{given} {family}")),
        None => words(author),
    };
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_keeps_its_date_its_author_and_its_place() {
        let line = Line {
            id: "oclc_4770057679-i_4-div_28.d1e74".to_owned(),
            title: "*سير العلم : نبات يتنبأ*. المقتبس 1(4)".to_owned(),
            author: "الرصافي, معروف".to_owned(),
            date: "1906-05-24".to_owned(),
            markdown: "##  نبات يتنبأ \n\n\n مازال العلم قاصراً".to_owned(),
        };
        let piece = article(&uri(&line.id), &line, 61).expect("it has all it needs");
        assert_eq!(piece["uri"], "urn:khabar-demo:muqtabas:i_4-div_28.d1e74");
        assert_eq!(piece["firstCreated"], "1906-05-24T09:01:00+02:00");
        assert_eq!(piece["headlines"][0]["value"], "نبات يتنبأ");
        assert_eq!(piece["bodies"][0]["value"], "<p>مازال العلم قاصراً</p>");
        assert_eq!(
            (&piece["by"], &piece["subjects"][1]["name"]),
            (&json!("معروف الرصافي"), &json!("سير العلم"))
        );
        assert!(place("o-i_4-div_28.d1") < place("o-i_10-div_2.d1"));
    }
}
