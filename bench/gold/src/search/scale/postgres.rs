//! PostgreSQL's full text: a `tsvector` under GIN, ranked by `ts_rank`, in a database of its own that is dropped.

use ::search::Document;
use anyhow::Context;
use tokio_postgres::{Client, Config, NoTls};

use super::reference::{Took, facet, timed};

const DATABASE: &str = "khabar_bench_search";
const BATCH: usize = 2_000;
const TABLES: &str =
    "CREATE TABLE articles (title text, body text, section text, kind text, author text, story text,
    words tsvector)";
const INSERT: &str = "INSERT INTO articles SELECT title, body, section, kind, author, story,
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        AS one (title, body, section, kind, author, story)";
const INDEX: &str = "CREATE INDEX ON articles USING gin (words) WITH (fastupdate = off)";
const BEST: &str = "SELECT title, body FROM articles, plainto_tsquery('simple', $1) AS asked
    WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT 20";
const COUNTED: &str = "WITH found AS MATERIALIZED (SELECT section, kind, author, story
        FROM articles WHERE words @@ plainto_tsquery('simple', $1))
    SELECT 'section', section, count(*) FROM found GROUP BY section UNION ALL
    SELECT 'kind', kind, count(*) FROM found GROUP BY kind UNION ALL
    SELECT 'author', author, count(*) FROM found GROUP BY author UNION ALL
    SELECT 'story', story, count(*) FROM found GROUP BY story";

/// Fills a database, and asks it.
pub fn measure(address: &str, articles: &[Document], asked: &[String]) -> anyhow::Result<Took> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let mut config: Config = address.parse().context("KHABAR_TEST_POSTGRES")?;
    let server = runtime.block_on(connected(&config))?;
    let drop = format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)");
    runtime.block_on(server.batch_execute(&drop))?;
    runtime.block_on(server.batch_execute(&format!("CREATE DATABASE {DATABASE}")))?;
    config.dbname(DATABASE);
    let took = runtime.block_on(connected(&config)).and_then(|client| {
        runtime.block_on(fill(&client, articles))?;
        let best = runtime.block_on(client.prepare(BEST))?;
        let counted = runtime.block_on(client.prepare(COUNTED))?;
        let times = timed(asked, |text| {
            runtime.block_on(client.query(&best, &[&text]))?;
            runtime.block_on(client.query(&counted, &[&text]))?;
            Ok(())
        })?;
        let row = runtime.block_on(client.query_one("SELECT pg_total_relation_size('articles')", &[]))?;
        Ok(Took { times, size: u64::try_from(row.try_get::<_, i64>(0)?)? })
    });
    runtime.block_on(server.batch_execute(&drop))?;
    took
}

async fn connected(config: &Config) -> anyhow::Result<Client> {
    let (client, connection) = config.connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn fill(client: &Client, articles: &[Document]) -> anyhow::Result<()> {
    client.batch_execute(TABLES).await?;
    let insert = client.prepare(INSERT).await?;
    for batch in articles.chunks(BATCH) {
        let titles: Vec<&str> = batch.iter().map(|one| one.title.as_str()).collect();
        let bodies: Vec<&str> = batch.iter().map(|one| one.body.as_str()).collect();
        let of = |name: &str| batch.iter().map(|one| facet(one, name)).collect::<Vec<_>>();
        let (section, kind, author, story) = (of("section"), of("kind"), of("author"), of("story"));
        client.execute(&insert, &[&titles, &bodies, &section, &kind, &author, &story]).await?;
    }
    client.batch_execute(INDEX).await?;
    Ok(client.batch_execute("VACUUM ANALYZE articles").await?)
}
