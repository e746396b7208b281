//! News items of an agency.

use std::path::Path;

use serde_json::{Value, json};

/// An item in ninjs 3.1.
pub fn item(uri: &str, headline: &str) -> Value {
    json!({
        "standard": {"name": "ninjs", "version": "3.1", "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.1.json"},
        "uri": uri, "type": "text", "representationType": "full", "version": "1", "language": "ar", "pubStatus": "usable",
        "firstCreated": "2026-11-01T08:00:00+03:00", "versionCreated": "2026-11-01T08:00:00+03:00",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": headline}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": format!("<p>نص {headline}</p>")}],
    })
}

/// Writes items to a file, one to a line.
pub fn ndjson(file: &Path, items: &[Value]) {
    let lines: Vec<String> = items.iter().map(Value::to_string).collect();
    std::fs::write(file, lines.join("\n")).expect("a file can be written");
}
