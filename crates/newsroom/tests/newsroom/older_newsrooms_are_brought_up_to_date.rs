//! A newsroom of an earlier program, with what it had published, is brought up to date without losing any of it.

use std::collections::BTreeMap;

use store::testing::databases_before;
use store::{Query, Statement, StoreError, params, sql};

sql! {
    OLD_ARTICLE = "tests.old_article":
        "insert into published_article (id, edition, section, kind, slug, lang, dir, kicker, headline, headline_short,
           headline_search, headline_social, lead, description, place, sources, words, published_at, revision)
         values ($1, 'ar', 'S', 'news', 'x', 'ar', 'rtl', '', 'خبر', '', '', '', '', '', '', '[]', 1, $2, 1)";
    OLD_SIGNATURE = "tests.old_signature":
        "insert into published_article_author (article, position, author) values ($1, $2, $3)";
    SIGNATURES = "tests.signatures": "select article, author, published_at from published_article_author";
    BY_AUTHOR = "tests.by_author":
        "select article from published_article_author where author = $1 order by published_at desc, article desc"
}

async fn add(test: &store::testing::TestDb, statement: &'static Statement, values: store::Params) {
    let work =
        test.db.write(move |tx| Box::pin(async move { tx.execute(statement, values).await.map(drop) }));
    work.await.unwrap_or_else(|error: StoreError| panic!("{}: {error}", statement.name));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_signed_before_authors_had_pages_is_dated_as_it_was_published() {
    for test in databases_before(4).await {
        for (article, at) in [("A", 300_i64), ("B", 100), ("C", 200)] {
            add(&test, &OLD_ARTICLE, params![article, at]).await;
        }
        // «B» is signed by two; «D» is a signature that an article left behind.
        for (article, position, author) in [
            ("A", 0_i64, "layla"),
            ("B", 0, "samer"),
            ("B", 1, "layla"),
            ("C", 0, "layla"),
            ("D", 0, "layla"),
        ] {
            add(&test, &OLD_SIGNATURE, params![article, position, author]).await;
        }
        let stood: Result<Vec<(String, String, i64)>, _> = test.db.read().all(&SIGNATURES, params![]).await;
        assert!(stood.is_err(), "{:?}: the control: before, a signature had no date", test.dialect());
        let migrated = test.db.migrate().await.expect("an older newsroom is brought up to date");
        assert_eq!(migrated.applied.first(), Some(&4), "{:?}: {migrated:?}", test.dialect());
        let dated: Vec<(String, String, i64)> =
            test.db.read().all(&SIGNATURES, params![]).await.expect("rows");
        let dated: BTreeMap<_, _> =
            dated.into_iter().map(|(article, author, at)| ((article, author), at)).collect();
        let wanted = [
            ("A", "layla", 300),
            ("B", "layla", 100),
            ("B", "samer", 100),
            ("C", "layla", 200),
            ("D", "layla", 0),
        ];
        let wanted: BTreeMap<_, _> = wanted
            .into_iter()
            .map(|(article, author, at)| ((article.to_owned(), author.to_owned()), at))
            .collect();
        assert_eq!(dated, wanted, "{:?}", test.dialect());
        let listed: Vec<(String,)> = test.db.read().all(&BY_AUTHOR, params!["layla"]).await.expect("rows");
        assert_eq!(listed.into_iter().map(|(id,)| id).collect::<Vec<_>>(), ["A", "C", "B", "D"]);
        // Readers may see the new column, and a second start finds nothing to do.
        let seen: Vec<(String, String, i64)> =
            test.db.published().all(&SIGNATURES, params![]).await.expect("rows");
        assert_eq!(seen.len(), 5);
        assert!(test.db.migrate().await.expect("there is nothing to do").applied.is_empty());
    }
}
