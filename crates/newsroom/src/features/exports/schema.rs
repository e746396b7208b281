//! What lines of an export look like, as a JSON Schema for whoever reads them by other means. No I/O.

use serde_json::{Map, Value, json};

use super::manifest::VERSION;
use super::store::NOUNS;

/// The schema of all records, one definition for each noun.
pub fn of_records() -> Value {
    let nouns: Map<String, Value> = NOUNS
        .iter()
        .map(|noun| {
            let fields: Map<String, Value> =
                noun.fields.iter().map(|field| (field.name.to_owned(), field.kind.schema())).collect();
            let names: Vec<&str> = noun.fields.iter().map(|field| field.name).collect();
            let object = json!({
                "type": "object",
                "properties": fields,
                "required": names,
                "additionalProperties": false,
            });
            (noun.name.to_owned(), object)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Khabar export, version {VERSION}: a line of records/NOUN-0001.jsonl is a $defs/NOUN"),
        "$defs": nouns,
    })
}
