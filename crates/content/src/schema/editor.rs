//! The JSON Schema turned into the table the browser's editor builds its own schema from.

use crate::limits;
use crate::tree::node::{CHECK, CONTENT};
use serde_json::{Map, Value, json};

/// Nodes in the order the editor shows them; a node missing here is found by a test.
const NODES: [&str; 21] = [
    "doc",
    "paragraph",
    "heading",
    "list",
    "item",
    "quote",
    "statement",
    "picture",
    "gallery",
    "facts",
    "related",
    "table",
    "row",
    "cell",
    "embed",
    "audio",
    "map",
    "file",
    "rule",
    "text",
    "hard_break",
];

/// Builds the table from the schema's root.
pub(super) fn table(root: &Value) -> Value {
    let top: Vec<&str> = names_of(&root["properties"]["content"]["items"], root);
    let nodes: Vec<Value> = NODES.iter().map(|name| node(name, root, &top)).collect();
    json!({
        "version": limits::VERSION,
        "limits": {
            "bytes": limits::JSON_BYTES, "blocks": limits::BLOCKS, "block_chars": limits::BLOCK_CHARS,
            "attr_chars": limits::ATTR_CHARS, "list_depth": limits::LIST_DEPTH,
            "gallery_least": limits::GALLERY_LEAST, "gallery_most": limits::GALLERY_MOST,
            "table_columns": limits::TABLE_COLUMNS, "table_rows": limits::TABLE_ROWS,
        },
        "played": limits::PLAYED,
        "nodes": nodes,
        "marks": marks(root),
    })
}

fn node(name: &str, root: &Value, top: &[&str]) -> Value {
    let schema = if name == "doc" { root } else { &root["$defs"][name] };
    let group = match name {
        "text" | "hard_break" => "inline",
        name if top.contains(&name) => "block",
        _ => "",
    };
    let holds_marks = schema[CONTENT] == "inline*";
    json!({
        "name": name,
        "group": group,
        "content": schema[CONTENT],
        "marks": if holds_marks { "_" } else { "" },
        "attrs": attrs(&schema["properties"]["attrs"], root),
    })
}

fn marks(root: &Value) -> Vec<Value> {
    let variants = root["$defs"]["Mark"]["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    variants
        .iter()
        .map(|mark| {
            json!({
                "name": mark["properties"]["type"]["const"],
                "attrs": attrs(&mark["properties"]["attrs"], root),
            })
        })
        .collect()
}

fn attrs(schema: &Value, root: &Value) -> Vec<Value> {
    let schema = follow(schema, root);
    let Some(properties) = schema["properties"].as_object() else { return Vec::new() };
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut attrs: Vec<(usize, Value)> = properties
        .iter()
        .map(|(name, schema)| (place(name), attr(name, schema, required.contains(&name.as_str()))))
        .collect();
    attrs.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1["name"].as_str().cmp(&b.1["name"].as_str())));
    attrs.into_iter().map(|(_, attr)| attr).collect()
}

fn attr(name: &str, schema: &Value, required: bool) -> Value {
    let mut attr = Map::new();
    attr.insert("name".into(), json!(name));
    let inner = schema["anyOf"].as_array().and_then(|any| any.iter().find(|s| s["type"] != "null"));
    let shape = inner.unwrap_or(schema);
    let kinds: Vec<&str> = match &shape["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        Value::String(kind) => vec![kind],
        _ => Vec::new(),
    };
    let nullable = inner.is_some() || kinds.contains(&"null");
    attr.insert("kind".into(), json!(kinds.iter().find(|kind| **kind != "null")));
    attr.insert("nullable".into(), json!(nullable));
    attr.insert("required".into(), json!(required));
    if !required {
        attr.insert("default".into(), schema.get("default").cloned().unwrap_or(Value::Null));
    }
    for (key, from) in [("values", "enum"), ("check", CHECK)] {
        if let Some(value) = shape.get(from).or_else(|| schema.get(from)) {
            attr.insert(key.into(), value.clone());
        }
    }
    Value::Object(attr)
}

/// Attributes stand in the order of the schema's page, whatever order the map keeps.
fn place(name: &str) -> usize {
    const ORDER: [&str; 31] = [
        "version",
        "id",
        "lang",
        "dir",
        "level",
        "ordered",
        "speaker",
        "role",
        "to",
        "place",
        "date",
        "source",
        "authority",
        "media",
        "caption",
        "alt",
        "credit",
        "size",
        "article",
        "kind",
        "header",
        "href",
        "provider",
        "title",
        "statement",
        "length",
        "latitude",
        "longitude",
        "format",
        "weight",
        "",
    ];
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}

fn follow<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    match schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#')) {
        Some(pointer) => root.pointer(pointer).unwrap_or(schema),
        None => schema,
    }
}

fn names_of<'a>(items: &'a Value, root: &'a Value) -> Vec<&'a str> {
    items["anyOf"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|branch| follow(branch, root).pointer("/properties/type/const"))
        .filter_map(Value::as_str)
        .collect()
}
