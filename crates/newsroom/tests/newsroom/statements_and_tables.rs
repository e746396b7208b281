//! Every statement of the program is understood by both databases, and both have the same tables.

use std::collections::BTreeMap;

use crate::kit::store::known_tables;
use store::testing::{databases, prepare_all};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_statement_prepares() {
    for test in databases().await {
        let refused = prepare_all(&test.db).await;
        assert!(refused.is_empty(), "{:?}: {refused:#?}", test.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_database_has_the_tables_the_migrations_name() {
    let mut schemas = Vec::new();
    for test in databases().await {
        let schema = test.db.schema().await.expect("the schema can be read");
        let columns: BTreeMap<String, Vec<String>> = schema
            .tables
            .iter()
            .filter(|(name, _)| known_tables().contains_key(*name))
            .map(|(name, table)| {
                (name.clone(), table.columns.iter().map(|column| column.name.clone()).collect())
            })
            .collect();
        assert_eq!(columns, known_tables(), "{:?}: bring `kit/store.rs` up to date", test.dialect());
        schemas.push(schema);
    }
    for pair in schemas.windows(2) {
        for (name, table) in &pair[0].tables {
            assert_eq!(Some(table), pair[1].tables.get(name), "{name}");
        }
        assert_eq!(pair[0].tables.len(), pair[1].tables.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn migrating_again_changes_nothing() {
    for test in databases().await {
        let again = test.db.migrate().await.expect("there is nothing to do");
        assert!(again.applied.is_empty() && again.stands_at >= 3, "{again:?}");
    }
}
