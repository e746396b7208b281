//! Migrations: one numbered list of texts for both databases, embedded in the program, each applied once in a
//! transaction of its own and remembered with a checksum. Files are `NNNN_name.sql` in portable words
//! ([`portable`]), or the pair `NNNN_name.sqlite.sql` and `NNNN_name.postgres.sql`.

pub(crate) mod portable;
pub(crate) mod source;

pub(crate) use source::{Migration, embedded};

use crate::db::{Db, Tx};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::postgres::grants;
use crate::query::Query;

crate::sql! {
    APPLIED = "migrate.applied": "select number, name, checksum from schema_migration order by number";
    REMEMBER = "migrate.remember":
        "insert into schema_migration (number, name, checksum, applied_at) values ($1, $2, $3, now_micros())"
}

const OWN_TABLE: &str = "create table if not exists schema_migration (
    number bigint primary key, name text not null, checksum text not null, applied_at bigint not null);";
/// Any fixed number: two nodes that start at once take turns.
const LOCK: &str = "select pg_advisory_xact_lock(7310032171);";

/// What [`Db::migrate`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The numbers applied now, in order; empty when there was nothing to do.
    pub applied: Vec<i64>,
    /// The number that the database stands at.
    pub stands_at: i64,
}

/// The number that a database stands at once this program has migrated it.
pub fn newest_migration() -> Result<i64, StoreError> {
    Ok(embedded()?.last().map_or(0, |migration| migration.number))
}

/// Applies what is missing of `list`.
pub(crate) async fn run(db: &Db, list: Vec<Migration>) -> Result<Migrated, StoreError> {
    let dialect = db.dialect();
    in_turn(db, move |tx| Box::pin(async move { tx.batch(&portable::rewrite(OWN_TABLE, dialect)?).await }))
        .await?;
    let mut applied = Vec::new();
    let stands_at = list.last().map_or(0, |migration| migration.number);
    // Looked at as a whole before the first change, so that a list that does not fit changes nothing.
    let known = list.clone();
    let done: Vec<i64> = in_turn(db, move |tx| Box::pin(async move { applied_of(tx, &known).await })).await?;
    for migration in list.into_iter().filter(|migration| !done.contains(&migration.number)) {
        let number = migration.number;
        if in_turn(db, move |tx| Box::pin(async move { apply(tx, &migration, dialect).await })).await? {
            applied.push(number);
        }
    }
    if let Some(server) = db.server() {
        let login = server.published_login().to_owned();
        in_turn(db, move |tx| Box::pin(async move { grants::renew(tx, &login).await })).await?;
    }
    Ok(Migrated { applied, stands_at })
}

/// A transaction that no other node's migration runs beside.
async fn in_turn<T, F>(db: &Db, work: F) -> Result<T, StoreError>
where
    F: for<'t> FnOnce(&'t Tx) -> crate::db::Work<'t, T, StoreError> + Send + 'static,
    T: Send + 'static,
{
    let on_server = db.dialect() == Dialect::Postgres;
    db.write(move |tx| {
        Box::pin(async move {
            if on_server {
                tx.batch(LOCK).await?;
            }
            work(tx).await
        })
    })
    .await
}

/// Which of the list are applied; refuses when they are not what they were.
async fn applied_of(tx: &Tx, list: &[Migration]) -> Result<Vec<i64>, StoreError> {
    let rows: Vec<(i64, String, String)> = tx.all(&APPLIED, crate::params![]).await?;
    for (number, name, checksum) in &rows {
        let refuse = |reason: &str| StoreError::Migration {
            number: *number,
            name: name.clone(),
            reason: reason.to_owned(),
        };
        match list.iter().find(|migration| migration.number == *number) {
            None => {
                return Err(refuse(
                    "is applied but unknown to this program: the database is newer; start the newer program",
                ));
            }
            Some(migration) if migration.checksum != *checksum => {
                return Err(refuse(
                    "was edited after it was applied; restore its text and add a new migration instead",
                ));
            }
            Some(_) => {}
        }
    }
    let done: Vec<i64> = rows.into_iter().map(|(number, ..)| number).collect();
    let newest = done.last().copied().unwrap_or(0);
    let skipped =
        list.iter().find(|migration| migration.number < newest && !done.contains(&migration.number));
    match skipped {
        Some(migration) => {
            Err(migration.refuse("is older than one that is already applied; give it a new number"))
        }
        None => Ok(done),
    }
}

async fn apply(tx: &Tx, migration: &Migration, dialect: Dialect) -> Result<bool, StoreError> {
    let rows: Vec<(i64, String, String)> = tx.all(&APPLIED, crate::params![]).await?;
    if rows.iter().any(|(number, ..)| *number == migration.number) {
        return Ok(false);
    }
    let text = migration.text_for(dialect).map_err(|reason| migration.refuse(&reason))?;
    tx.batch(&text).await.map_err(|error| migration.refuse(&error.to_string()))?;
    let params = crate::params![migration.number, migration.name.as_str(), migration.checksum.as_str()];
    tx.execute(&REMEMBER, params).await?;
    Ok(true)
}
