//! The schema of a SQLite file.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{Column, Index, Schema, Table};
use crate::error::StoreError;
use crate::sqlite::failure;

const NAME: &str = "reading the schema";

pub(super) fn read(connection: &Connection) -> Result<Schema, StoreError> {
    let mut tables = BTreeMap::new();
    for name in names(connection).map_err(|error| failure(NAME, error))? {
        let table = table(connection, &name).map_err(|error| failure(NAME, error))?;
        tables.insert(name, table);
    }
    Ok(Schema { tables })
}

fn names(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let text =
        "select name from pragma_table_list where schema = 'main' and name not like 'sqlite\\_%' escape '\\'";
    connection.prepare(text)?.query_map([], |row| row.get(0))?.collect()
}

fn table(connection: &Connection, name: &str) -> rusqlite::Result<Table> {
    let mut table = Table::default();
    let mut key: Vec<(i64, String)> = Vec::new();
    let mut columns =
        connection.prepare("select name, type, \"notnull\", pk from pragma_table_info(?1) order by cid")?;
    let mut rows = columns.query([name])?;
    while let Some(row) = rows.next()? {
        let (name, place): (String, i64) = (row.get(0)?, row.get(3)?);
        if place > 0 {
            key.push((place, name.clone()));
        }
        let nullable = !row.get::<_, bool>(2)? && place == 0;
        table.columns.push(Column { name, kind: kind(&row.get::<_, String>(1)?), nullable });
    }
    key.sort();
    table.primary_key = key.into_iter().map(|(_, name)| name).collect();
    add_indexes(connection, name, &mut table)?;
    Ok(table)
}

fn add_indexes(connection: &Connection, name: &str, table: &mut Table) -> rusqlite::Result<()> {
    let mut list =
        connection.prepare("select name, \"unique\", origin, partial from pragma_index_list(?1)")?;
    let mut rows = list.query([name])?;
    while let Some(row) = rows.next()? {
        let (index, origin): (String, String) = (row.get(0)?, row.get(2)?);
        let columns = index_columns(connection, &index)?;
        match origin.as_str() {
            "c" => {
                let index_shape = Index { columns, unique: row.get(1)?, partial: row.get(3)? };
                table.indexes.insert(index, index_shape);
            }
            "u" => {
                table.unique.insert(columns);
            }
            _ => {}
        }
    }
    Ok(())
}

fn index_columns(connection: &Connection, index: &str) -> rusqlite::Result<Vec<String>> {
    let text = "select coalesce(name, '(expression)'), \"desc\" from pragma_index_xinfo(?1) where key = 1 order by seqno";
    let mut columns = connection.prepare(text)?;
    let found = columns.query_map([index], |row| {
        let (name, down): (String, bool) = (row.get(0)?, row.get(1)?);
        Ok(if down { format!("{name} desc") } else { name })
    })?;
    found.collect()
}

fn kind(declared: &str) -> String {
    match declared.to_ascii_lowercase().as_str() {
        "blob" => "bytes".into(),
        other => other.to_owned(),
    }
}
