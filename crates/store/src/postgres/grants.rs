//! Who may read what, set anew after every migration.

use crate::db::Tx;
use crate::error::StoreError;
use crate::query::Query;
use crate::sqlite::authorizer::PUBLISHED;
use crate::statement::Statement;

/// Not registered: it exists on one database only.
static TABLES: Statement = Statement::new(
    "store.tables_to_grant",
    "select cast(tablename as text) from pg_catalog.pg_tables where schemaname = 'public' order by tablename",
    false,
);

/// Takes everything from the published login, then gives it `select` on published tables.
pub(crate) async fn renew(tx: &Tx, login: &str) -> Result<(), StoreError> {
    let tables: Vec<(String,)> = tx.all(&TABLES, crate::params![]).await?;
    let login = quoted(login);
    let mut text = format!(
        "revoke all on all tables in schema public from {login}, public; \
         revoke all on all sequences in schema public from {login}, public; \
         revoke create on schema public from {login}, public; \
         grant usage on schema public to {login};"
    );
    for (table,) in tables.iter().filter(|(table,)| table.starts_with(PUBLISHED)) {
        text.push_str(&format!(" grant select on public.{} to {login};", quoted(table)));
    }
    tx.batch(&text).await
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
