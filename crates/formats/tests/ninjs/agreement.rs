//! Agreement with IPTC's schemas: on every published example, and on thousands of mutations of them.
//!
//! The corpus is not part of the project; without `KHABAR_CORPORA` these tests say that they did not run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use formats::ninjs::{Limits, NinjsVersion, Unknown, parse, parse_as};
use jsonschema::Validator;
use serde_json::{Value, json};

fn corpus(what: &str) -> Option<PathBuf> {
    let found = std::env::var_os("KHABAR_CORPORA").map(|root| Path::new(&root).join("iptc-newsinjson"));
    if found.is_none() {
        println!("NOT RUN: {what} (KHABAR_CORPORA is not set)");
    }
    found
}

fn oracle(corpus: &Path, version: NinjsVersion) -> Validator {
    let name = match version {
        NinjsVersion::V1 => "1.6",
        NinjsVersion::V2 => "2.2",
        NinjsVersion::V3 => "3.1",
    };
    let path = corpus.join(format!("schema/ninjs-schema_{name}.json"));
    let mut schema: Value = serde_json::from_slice(&std::fs::read(path).expect("a schema")).expect("JSON");
    settle(&mut schema);
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema that compiles")
}

/// GeoJSON's schema is elsewhere on the network; here it is any object.
fn settle(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members
                .get("$ref")
                .is_some_and(|target| target.as_str().is_some_and(|t| t.starts_with("https://geojson")))
            {
                *schema = json!({"type": "object"});
                return;
            }
            members.values_mut().for_each(settle);
        }
        Value::Array(values) => values.iter_mut().for_each(settle),
        _ => {}
    }
}

fn examples(corpus: &Path) -> Vec<(String, NinjsVersion, Value)> {
    let folders = [
        ("doc-examples/1.6", NinjsVersion::V1),
        ("doc-examples/3.1", NinjsVersion::V3),
        ("examples/3.0", NinjsVersion::V3),
        ("examples/3.0/collection", NinjsVersion::V3),
    ];
    let mut all = Vec::new();
    for (folder, version) in folders {
        let mut paths: Vec<_> =
            std::fs::read_dir(corpus.join(folder)).expect("a folder").flatten().map(|e| e.path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "json")) {
            let value: Value = serde_json::from_slice(&std::fs::read(&path).expect("a file")).expect("JSON");
            let items = if let Value::Array(items) = value { items } else { vec![value] };
            for item in items {
                all.push((path.file_name().expect("a name").to_string_lossy().into_owned(), version, item));
            }
        }
    }
    all
}

fn accepts(version: NinjsVersion, item: &Value) -> Result<(), String> {
    let bytes = item.to_string();
    let mut items =
        parse_as(version, bytes.as_bytes(), &Limits::default()).map_err(|refused| refused.to_string())?;
    items.remove(0).map(|_| ()).map_err(|refused| refused.to_string())
}

#[test]
fn every_published_example_is_read_and_its_version_told() {
    let Some(corpus) = corpus("ninjs examples") else { return };
    let all = examples(&corpus);
    assert!(all.len() > 30, "{}", all.len());
    let tolerant = Limits { unknown: Unknown::Report, ..Limits::default() };
    let (mut read, mut odd) = (0, Vec::new());
    for (name, version, item) in all {
        let bytes = item.to_string().into_bytes();
        // Against its own schema: its `events` is an object and its dates have names no version has.
        if name == "20231016-event-timeline-sample.json" {
            assert!(parse(&bytes, &tolerant).expect("read")[0].is_err());
            continue;
        }
        let items = parse(&bytes, &tolerant).expect("read");
        let item = items[0].as_ref().unwrap_or_else(|refused| panic!("{name}: {refused}"));
        assert_eq!(item.version, version, "{name}");
        read += 1;
        if let Err(refused) = &parse(&bytes, &Limits::default()).expect("read")[0] {
            odd.push(format!("{name} {refused}"));
        }
    }
    println!("read {read}");
    // One example (in two versions) is named `renditions-example`, which is no URI: its own schema refuses it too.
    assert!(
        odd.len() == 2 && odd.iter().all(|why| why.starts_with("002_renditions") && why.contains("/uri")),
        "{odd:?}"
    );
}

#[test]
fn the_example_that_is_not_valid_is_refused() {
    let Some(corpus) = corpus("ninjs examples that are not valid") else { return };
    let bytes = std::fs::read(corpus.join("doc-examples/not-valid/008_extension.json")).expect("a file");
    let items = parse(&bytes, &Limits::default()).expect("read");
    let refused = items[0].as_ref().expect_err("refused");
    assert_eq!(refused.place, "/embargoedreason");
}

#[test]
fn the_schemas_and_the_reader_agree() {
    let Some(corpus) = corpus("agreement with the ninjs schemas") else { return };
    let mut oracles = BTreeMap::new();
    let (mut compared, mut accepted, mut disagreements) = (0, 0, Vec::new());
    for (name, version, item) in examples(&corpus) {
        let oracle = oracles.entry(version as u8).or_insert_with(|| oracle(&corpus, version));
        for (what, mutant) in std::iter::once((String::new(), item.clone())).chain(mutants(&item)) {
            let (theirs, ours) = (oracle.is_valid(&mutant), accepts(version, &mutant));
            compared += 1;
            accepted += usize::from(theirs);
            if theirs != ours.is_ok() {
                disagreements.push(format!("{name} {what}: schema {theirs}, reader {ours:?}"));
            }
        }
    }
    println!("compared {compared}, the schemas accept {accepted}, disagreements {}", disagreements.len());
    assert!(compared > 2000 && accepted > 200 && accepted < compared);
    assert!(disagreements.is_empty(), "{}", disagreements[..disagreements.len().min(40)].join("\n"));
}

/// The second generation has no published examples: the third's are rewritten in its names.
#[test]
fn the_schema_of_the_second_generation_agrees() {
    let Some(corpus) = corpus("agreement with the ninjs 2.2 schema") else { return };
    let oracle = oracle(&corpus, NinjsVersion::V2);
    let (mut compared, mut accepted) = (0, 0);
    for (name, _, item) in
        examples(&corpus).into_iter().filter(|(_, version, _)| *version == NinjsVersion::V3)
    {
        let item = in_lower_case(item);
        for (what, mutant) in std::iter::once((String::new(), item.clone())).chain(mutants(&item)) {
            let (theirs, ours) = (oracle.is_valid(&mutant), accepts(NinjsVersion::V2, &mutant));
            compared += 1;
            accepted += usize::from(theirs);
            assert_eq!(theirs, ours.is_ok(), "{name} {what}: {ours:?}");
        }
    }
    println!("compared {compared}, the schema accepts {accepted}");
    assert!(compared > 1000 && accepted > 50);
}

fn in_lower_case(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let lower = |(name, value): (String, Value)| (name.to_lowercase(), in_lower_case(value));
            members.into_iter().map(lower).collect()
        }
        Value::Array(values) => values.into_iter().map(in_lower_case).collect(),
        other => other,
    }
}

/// Each member dropped, renamed, and replaced by values of other kinds, everywhere in the tree.
fn mutants(item: &Value) -> Vec<(String, Value)> {
    let replacements = [
        json!(null),
        json!(true),
        json!(-1),
        json!(3),
        json!(3.0),
        json!(3.5),
        json!(101),
        json!(""),
        json!("x"),
        json!("urn:x:1"),
        json!("http://a.example/é"),
        json!("2026-11-23T10:40:00Z"),
        json!("2026-11-23T10:40:00"),
        json!("2026-02-29T10:40:00Z"),
        json!("2026-11"),
        json!("usable"),
        json!("picture"),
        json!([]),
        json!({}),
        json!([{}]),
        json!(["x"]),
        json!({"name": "x"}),
        json!([{"value": "x"}]),
        json!([{"name": "x", "uri": "urn:x:1"}]),
    ];
    let mut places = Vec::new();
    places_in(item, String::new(), &mut places);
    let mut all = Vec::new();
    // Each place meets every fifth replacement, beginning elsewhere: all pairs would take minutes and find the same.
    for (turn, place) in places.into_iter().enumerate() {
        for replacement in replacements.iter().skip(turn % 5).step_by(5) {
            let mut mutant = item.clone();
            *mutant.pointer_mut(&place).expect("a place") = replacement.clone();
            all.push((format!("{place} = {replacement}"), mutant));
        }
        let (parent, name) = place.rsplit_once('/').expect("a place has a parent");
        let mut dropped = item.clone();
        if let Value::Object(members) = dropped.pointer_mut(parent).expect("a parent") {
            let value = members.remove(name);
            let mut renamed = item.clone();
            if let (Some(Value::Object(members)), Some(value)) = (renamed.pointer_mut(parent), value) {
                members.remove(name);
                members.insert(format!("{name}x"), value);
                all.push((format!("{place} renamed"), renamed));
            }
            all.push((format!("{place} dropped"), dropped));
        }
    }
    all
}

/// Every place, but of a list only the first value.
fn places_in(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let place = format!("{at}/{name}");
                places.push(place.clone());
                places_in(value, place, places);
            }
        }
        Value::Array(values) => {
            if let Some(first) = values.first() {
                let place = format!("{at}/0");
                places.push(place.clone());
                places_in(first, place, places);
            }
        }
        _ => {}
    }
}
