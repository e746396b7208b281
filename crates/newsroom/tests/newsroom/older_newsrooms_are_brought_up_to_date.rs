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

sql! {
    OLD_EDITION = "tests.old_edition":
        "insert into edition (code, name, tagline, lang, dir, voice, position, created_at)
         values ('ar', 'خبر', '', 'ar', 'rtl', '{}', 1, 1)";
    OLD_SECTION = "tests.old_section":
        "insert into section (id, edition, slug, name, description, position, created_at)
         values ('S', 'ar', 'politics', 'السياسة', '', 1, 1)";
    OLD_ACCOUNT = "tests.old_account":
        "insert into account (id, name, email, role, created_at) values ('layla', 'ليلى', 'l@example.org', 'editor', 1)";
    OLD_AUTHOR = "tests.old_author":
        "insert into author (id, edition, slug, name, role, created_at) values ($1, 'ar', $1, 'كاتبة', '', 1)";
    OLD_DRAFT = "tests.old_draft":
        "insert into article (id, edition, section, kind, slug, latest_revision, live_revision, created_by, created_at)
         values ('A', 'ar', 'S', 'news', '', 3, 1, 'console', 1)";
    OLD_REVISION = "tests.old_revision":
        "insert into revision (article, number, content, digest, note, created_by, created_at)
         values ('A', $1, $2, '', '', 'console', 1)";
    OLD_APPROVAL = "tests.old_approval":
        "insert into approval (article, revision, account, given_at) values ('A', 3, 'layla', 7)";
    APPROVED = "tests.approved": "select revision, account, section, given_at from approval";
    NAMED = "tests.named": "select revision, named from revision_names order by revision, named"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_approved_stays_so_in_its_section_and_what_is_named_is_known() {
    for test in databases_before(27).await {
        for statement in [&OLD_EDITION, &OLD_SECTION, &OLD_ACCOUNT, &OLD_DRAFT] {
            add(&test, statement, params![]).await;
        }
        for author in ["01A", "01B", "01C", "01D"] {
            add(&test, &OLD_AUTHOR, params![author]).await;
        }
        // What readers see and what is newest is looked through; words that only look like a name are none.
        let long = "كلمة ".repeat(100);
        for (number, content) in [
            (
                1_i64,
                r#"{"kicker":"","headline":"«01D» قال","authors":["01A"],"body":{"x":["01B",1,null,"01A"]}}"#,
            ),
            (2, r#"{"headline":"","authors":["01C"]}"#),
            (
                3,
                r#"{"kicker":"","lead":"LONG","headline":"a \"quoted\" word\\","authors":["01B"],"topics":[]}"#,
            ),
        ] {
            add(&test, &OLD_REVISION, params![number, content.replace("LONG", &long)]).await;
        }
        add(&test, &OLD_APPROVAL, params![]).await;
        test.db.migrate().await.expect("an older newsroom is brought up to date");
        let approved: Vec<(i64, String, String, i64)> =
            test.db.read().all(&APPROVED, params![]).await.expect("rows");
        assert_eq!(approved, [(3, "layla".to_owned(), "S".to_owned(), 7)], "{:?}", test.dialect());
        let named: Vec<(i64, String)> = test.db.read().all(&NAMED, params![]).await.expect("rows");
        let wanted = [(1, "01A"), (1, "01B"), (3, "01B")].map(|(number, id)| (number, id.to_owned()));
        assert_eq!(named, wanted, "{:?}", test.dialect());
    }
}
