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

/// The control: the tables of other tests are not there, so their statements must be refused.
#[tokio::test]
async fn a_statement_about_a_missing_table_is_found() {
    for test in crate::testing::databases().await {
        let refused = crate::testing::prepare_all(&test.db).await;
        assert!(refused.iter().any(|(name, _)| *name == "test.count"), "{}", test.dialect());
    }
}
