//! Every statement of the program, prepared where it will run.

use crate::db::Db;
use crate::dialect::{Dialect, expand_each};
use crate::error::StoreError;
use crate::statement::{Statement, statements};

/// Prepares every registered statement, those for readers on the published connection too, and whatever can put several rows for
/// two of them. What was refused, by name; also two statements of one name.
pub async fn prepare_all(db: &Db) -> Vec<(&'static str, StoreError)> {
    let mut refused = Vec::new();
    let mut names: Vec<&'static str> = statements().map(|statement| statement.name).collect();
    names.sort_unstable();
    for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
        refused.push((pair[0], StoreError::Config("two statements have this name".into())));
    }
    for statement in statements() {
        if let Err(error) = prepare(db, statement).await {
            refused.push((statement.name, error));
        }
    }
    refused
}

async fn prepare(db: &Db, statement: &'static Statement) -> Result<(), StoreError> {
    let text = &statement.expanded(db.dialect())?.text;
    match db.dialect() {
        Dialect::Sqlite => {
            let ask = |connection: &rusqlite::Connection| {
                connection
                    .prepare(text)
                    .map(drop)
                    .map_err(|error| crate::sqlite::failure(statement.name, error))
            };
            let outcome = match statement.is_published() {
                true => db.published().on_file(ask),
                false => db.read().on_file(ask),
            };
            outcome.unwrap_or(Ok(()))
        }
        Dialect::Postgres => {
            let connection = match (statement.is_published(), db.published().pool(), db.server()) {
                (true, Some(pool), _) => pool.connection().await?,
                (_, _, Some(server)) => server.connection().await?,
                _ => return Ok(()),
            };
            let prepared = connection.prepare(text).await;
            let stated = prepared.map_err(|error| crate::postgres::failure(statement.name, error))?;
            // Whatever puts one row may be asked to put several.
            if let Ok(each) = expand_each(statement.text, 2) {
                let several = connection.prepare(&each.text).await;
                several.map_err(|error| crate::postgres::failure(statement.name, error))?;
            }
            // The server checks a reader's rights when the statement runs, not when it is prepared: ask for its plan.
            if statement.is_published() {
                let nulls = vec!["null"; stated.params().len()].join(", ");
                let call = if nulls.is_empty() { String::new() } else { format!("({nulls})") };
                let plan = format!(
                    "prepare probe as {text}; explain (costs off) execute probe{call}; deallocate probe"
                );
                let planned = connection.batch_execute(&plan).await;
                if planned.is_err() {
                    // A prepared name outlives the failure; the next statement needs it.
                    drop(connection.batch_execute("deallocate probe").await);
                }
                planned.map_err(|error| crate::postgres::failure(statement.name, error))?;
            }
            Ok(())
        }
    }
}
