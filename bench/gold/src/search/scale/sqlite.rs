//! SQLite's full text, FTS5, ranked by its BM25.

use std::fs;

use ::search::Document;
use rusqlite::{Connection, params};

use super::reference::{Took, facet, timed};

const TABLES: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;
    CREATE TABLE articles (number INTEGER PRIMARY KEY, title TEXT, body TEXT,
        section TEXT, kind TEXT, author TEXT, story TEXT);
    CREATE VIRTUAL TABLE words USING fts5(title, body, content='articles', content_rowid='number');
    BEGIN";
const FILLED: &str =
    "INSERT INTO words (words) VALUES ('rebuild'); INSERT INTO words (words) VALUES ('optimize'); COMMIT";
const BEST: &str =
    "SELECT articles.title, articles.body FROM words JOIN articles ON articles.number = words.rowid
    WHERE words MATCH ?1 ORDER BY bm25(words, 3.0, 1.0) LIMIT 20";
const COUNTED: &str = "WITH found AS MATERIALIZED (SELECT section, kind, author, story
        FROM words JOIN articles ON articles.number = words.rowid WHERE words MATCH ?1)
    SELECT 'section', section, count(*) FROM found GROUP BY section UNION ALL
    SELECT 'kind', kind, count(*) FROM found GROUP BY kind UNION ALL
    SELECT 'author', author, count(*) FROM found GROUP BY author UNION ALL
    SELECT 'story', story, count(*) FROM found GROUP BY story";

/// Fills a file, and asks it.
pub fn measure(articles: &[Document], asked: &[String]) -> anyhow::Result<Took> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("reference.sqlite");
    let connection = Connection::open(&path)?;
    connection.execute_batch(TABLES)?;
    let mut insert = connection.prepare("INSERT INTO articles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for (number, article) in articles.iter().enumerate() {
        let of = |name| facet(article, name);
        insert.execute(params![
            i64::try_from(number)?,
            article.title,
            article.body,
            of("section"),
            of("kind"),
            of("author"),
            of("story")
        ])?;
    }
    connection.execute_batch(FILLED)?;
    let (mut best, mut counted) = (connection.prepare(BEST)?, connection.prepare(COUNTED)?);
    let times = timed(asked, |text| {
        let question = text.split(' ').map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ");
        let rows = best.query_map([&question], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<Result<Vec<(String, String)>, _>>()?;
        let rows = counted.query_map([&question], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.collect::<Result<Vec<(String, String, i64)>, _>>()?;
        Ok(())
    })?;
    Ok(Took { times, size: fs::metadata(&path)?.len() })
}
