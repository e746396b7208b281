//! Every statement of this crate prepares on both databases.

#[tokio::test]
async fn every_registered_statement_prepares() {
    for test in crate::testing::databases().await {
        let refused = crate::testing::prepare_all(&test.db).await;
        let refused: Vec<_> = refused.iter().filter(|(name, _)| !name.starts_with("test.")).collect();
        assert!(refused.is_empty(), "{}: {refused:?}", test.dialect());
        assert!(crate::statements().any(|statement| statement.name == "log.after"), "the list is not empty");
    }
}

crate::published_sql! {
    MISPLACED = "test.misplaced": "select seq from event_log where seq > $1"
}

/// The control: a statement for readers that asks for more than they may see is found before anyone runs it.
#[tokio::test]
async fn a_statement_for_readers_about_the_truth_is_refused() {
    for test in crate::testing::databases().await {
        for _ in 0..2 {
            let refused = crate::testing::prepare_all(&test.db).await;
            let found = refused.iter().find(|(name, _)| *name == MISPLACED.name);
            assert!(found.is_some_and(|(_, error)| error.is_refused()), "{}: {found:?}", test.dialect());
        }
    }
}

/// The control: the tables of other tests are not there, so their statements must be refused.
#[tokio::test]
async fn a_statement_about_a_missing_table_is_found() {
    for test in crate::testing::databases().await {
        let refused = crate::testing::prepare_all(&test.db).await;
        assert!(refused.iter().any(|(name, _)| *name == "test.count"), "{}", test.dialect());
    }
}
