//! Proving that the published connection is one: every table that is not for readers is asked for through it, and
//! the engine itself must refuse. `doctor` prints the result.

use crate::db::Db;
use crate::error::StoreError;
use crate::sqlite::authorizer::PUBLISHED;

/// One attempt through the published connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What was tried, in SQL.
    pub attempt: String,
    /// What should happen: published tables are read, all else is refused.
    pub should_be_refused: bool,
    /// What the engine answered, when it refused.
    pub refusal: Option<String>,
}

impl Proof {
    /// Did it go as it should?
    pub fn holds(&self) -> bool {
        self.should_be_refused == self.refusal.is_some()
    }
}

/// Tries every table, and on SQLite what reaches around tables.
pub(crate) async fn prove(db: &Db) -> Result<Vec<Proof>, StoreError> {
    let schema = db.schema().await?;
    let mut proofs = Vec::new();
    for (table, shape) in &schema.tables {
        let open = table.starts_with(PUBLISHED);
        let column = shape.columns.first().map_or("1", |column| column.name.as_str());
        for what in [format!("\"{column}\""), "count(*)".to_owned()] {
            proofs.push(attempt(db, format!("select {what} from \"{table}\""), !open).await?);
        }
        proofs.push(attempt(db, format!("delete from \"{table}\" where 1 = 0"), true).await?);
    }
    let around: &[&str] = match db.server() {
        None => &[
            "select count(*) from sqlite_master",
            "pragma table_list",
            "pragma query_only = off",
            "attach database ':memory:' as other",
            "create temp table t (a)",
        ],
        Some(_) => &["select rolpassword from pg_authid", "create table public.proof (a int)"],
    };
    for text in around {
        proofs.push(attempt(db, (*text).to_owned(), true).await?);
    }
    Ok(proofs)
}

async fn attempt(db: &Db, text: String, should_be_refused: bool) -> Result<Proof, StoreError> {
    let outcome = match db.published().pool() {
        Some(pool) => {
            let connection = pool.connection().await?;
            // Lifted, so that the refusal is the login's and not the session's.
            let asked = async {
                connection.batch_execute("begin read write").await?;
                connection.batch_execute(&text).await
            };
            let outcome = asked.await.map_err(|error| crate::postgres::failure("a proof", error));
            drop(connection.batch_execute("rollback").await);
            outcome
        }
        None => db
            .published()
            .on_file(|connection| {
                connection.prepare(&text).map(drop).map_err(|error| crate::sqlite::failure("a proof", error))
            })
            .unwrap_or_else(|| Err(StoreError::Database("no published connection".into()))),
    };
    match outcome {
        Ok(()) => Ok(Proof { attempt: text, should_be_refused, refusal: None }),
        Err(StoreError::Refused { what }) => {
            Ok(Proof { attempt: text, should_be_refused, refusal: Some(what) })
        }
        Err(error) => Err(error),
    }
}
