//! The schema of a PostgreSQL database.

use std::collections::BTreeMap;

use super::{Column, Index, Schema, Table};
use crate::db::Reader;
use crate::error::StoreError;
use crate::query::Query;
use crate::statement::Statement;

/// Not registered, as the next: they exist on one database only.
static COLUMNS: Statement = Statement::new(
    "schema.columns",
    "select cast(c.relname as text), cast(a.attname as text), format_type(a.atttypid, null), not a.attnotnull
       from pg_catalog.pg_attribute a
       join pg_catalog.pg_class c on c.oid = a.attrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      order by c.relname, a.attnum",
    false,
);

static INDEXES: Statement = Statement::new(
    "schema.indexes",
    "select cast(t.relname as text), cast(i.relname as text), x.indisprimary, x.indisunique,
            x.indpred is not null, exists (select 1 from pg_catalog.pg_constraint k where k.conindid = x.indexrelid
                                            and k.contype in ('p', 'u') and k.conrelid = x.indrelid),
            coalesce(cast(a.attname as text), '(expression)'),
            cast((x.indoption[s.place - 1] & 1) as boolean)
       from pg_catalog.pg_index x
       join pg_catalog.pg_class i on i.oid = x.indexrelid
       join pg_catalog.pg_class t on t.oid = x.indrelid
       join pg_catalog.pg_namespace n on n.oid = t.relnamespace
      cross join lateral generate_series(1, x.indnkeyatts) as s(place)
       left join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[s.place - 1] and a.attnum > 0
      where n.nspname = 'public'
      order by t.relname, i.relname, s.place",
    false,
);

pub(super) async fn read(reader: &Reader) -> Result<Schema, StoreError> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let columns: Vec<(String, String, String, bool)> = reader.all(&COLUMNS, crate::params![]).await?;
    for (table, name, declared, nullable) in columns {
        let column = Column { name, kind: kind(&declared), nullable };
        tables.entry(table).or_default().columns.push(column);
    }
    type Part = (String, String, bool, bool, bool, bool, String, bool);
    let parts: Vec<Part> = reader.all(&INDEXES, crate::params![]).await?;
    for key in parts.chunk_by(|a, b| (&a.0, &a.1) == (&b.0, &b.1)) {
        let Some((table, index, primary, unique, partial, constraint, ..)) = key.first() else { continue };
        let columns = key.iter().map(|part| match part.7 {
            true => format!("{} desc", part.6),
            false => part.6.clone(),
        });
        let columns: Vec<String> = columns.collect();
        let table = tables.entry(table.clone()).or_default();
        if *primary {
            table.primary_key = columns;
        } else if *constraint {
            table.unique.insert(columns);
        } else {
            table.indexes.insert(index.clone(), Index { columns, unique: *unique, partial: *partial });
        }
    }
    Ok(Schema { tables })
}

fn kind(declared: &str) -> String {
    match declared {
        "bigint" | "boolean" => "integer".into(),
        "double precision" => "real".into(),
        "bytea" => "bytes".into(),
        other => other.to_owned(),
    }
}
