//! The API's description is whole and true: every route is in it and no other, it keeps the rules of OpenAPI 3.1, and
//! requests made from nothing else do what they should.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Map, Value, json};

use crate::kit::{Answer, Colleague, Newsroom, newsrooms};

/// The rules, as the OpenAPI Initiative publishes them.
const RULES: &str = include_str!("openapi/schema-3.1.json");

async fn description(room: &Newsroom) -> Value {
    room.reader().opens("/api/v1/openapi.json").await.expects(200).json()
}

/// Where the description breaks the rules.
fn broken_rules(document: &Value) -> Vec<String> {
    let rules: Value = serde_json::from_str(RULES).expect("the rules are JSON");
    let rules = jsonschema::validator_for(&rules).expect("the rules are a schema");
    rules.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// References that lead nowhere, and schemas that are none.
fn loose_ends(document: &Value) -> Vec<String> {
    let mut ends = Vec::new();
    each(document, &mut |value| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let place = reference.strip_prefix('#').unwrap_or("not of this document");
            if document.pointer(place).is_none() {
                ends.push(reference.to_owned());
            }
        }
    });
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    ends.extend(
        schemas.filter(|(_, schema)| !jsonschema::meta::is_valid(schema)).map(|(name, _)| name.clone()),
    );
    ends
}

fn each(value: &Value, visit: &mut dyn FnMut(&Value)) {
    visit(value);
    match value {
        Value::Array(values) => values.iter().for_each(|value| each(value, visit)),
        Value::Object(members) => members.values().for_each(|value| each(value, visit)),
        _ => {}
    }
}

/// Method, path and operation of everything it describes.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, item): (&String, &'_ Value)| {
        let methods: Vec<_> = item.as_object().into_iter().flatten().collect();
        methods
            .into_iter()
            .filter(|(name, _)| !["parameters", "summary", "description", "servers"].contains(&name.as_str()))
            .map(|(method, _)| (method.to_uppercase(), path.clone()))
            .collect::<Vec<_>>()
    };
    let addresses: Vec<_> = paths.iter().flat_map(of_path).collect();
    addresses
        .into_iter()
        .map(|(method, path)| {
            let operation = &document["paths"][&path][method.to_lowercase()];
            (method, path, operation)
        })
        .collect()
}

/// What the access matrix says of the API, but for the description itself.
fn routes() -> BTreeSet<(String, String)> {
    let matrix: toml::Table = include_str!("../../access.toml").parse().expect("the matrix is well formed");
    let text = |row: &toml::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows = matrix["route"].as_array().expect("rows").iter();
    let of_the_api =
        rows.filter(|row| text(row, "surface") == "api" && text(row, "path") != "/api/v1/openapi.json");
    of_the_api
        .flat_map(|row| {
            let methods = row["methods"].as_array().into_iter().flatten();
            methods.map(|method| (method.as_str().unwrap_or_default().to_owned(), text(row, "path")))
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_keeps_the_rules_of_openapi() {
    for room in newsrooms().await {
        let document = description(&room).await;
        assert_eq!(broken_rules(&document), Vec::<String>::new());
        assert_eq!(loose_ends(&document), Vec::<String>::new());
        // The controls: what is wrong with another document is found.
        let mut wrong = document.clone();
        wrong["info"].as_object_mut().expect("info").remove("title");
        wrong["paths"]["/articles"]["post"]["responses"] = json!([]);
        assert!(broken_rules(&wrong).len() >= 2, "{:?}", broken_rules(&wrong));
        let mut loose = document;
        loose["components"]["schemas"].as_object_mut().expect("schemas").remove("ArticleOut");
        loose["components"]["schemas"]["ArticleIn"]["type"] = json!("nothing");
        let found = loose_ends(&loose);
        let both = ["#/components/schemas/ArticleOut", "ArticleIn"];
        assert!(both.iter().all(|end| found.iter().any(|found| found == end)), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_is_in_it_and_nothing_else() {
    for room in newsrooms().await {
        let document = description(&room).await;
        let described: BTreeSet<_> =
            operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
        assert_eq!(described, routes(), "{:?}", room.dialect());
        let mut names = BTreeSet::new();
        for (method, path, operation) in operations(&document) {
            let place = format!("{method} {path}");
            assert!(names.insert(operation["operationId"].to_string()), "{place} shares its name");
            assert!(
                !operation["summary"].as_str().unwrap_or_default().is_empty(),
                "{place} says nothing of itself"
            );
            // Who it is for is not left out: all of it needs a token, of a kind that is described.
            let schemes: Vec<&String> = operation["security"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_object)
                .flat_map(Map::keys)
                .collect();
            assert_eq!(schemes, ["token"], "{place}");
            let in_path: BTreeSet<&str> =
                path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
            let described = operation["parameters"].as_array().into_iter().flatten();
            let described: BTreeSet<&str> =
                described.filter(|one| one["in"] == "path").filter_map(|one| one["name"].as_str()).collect();
            assert_eq!(described, in_path, "{place}");
        }
        assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    }
}

/// A client that knows the description and nothing else.
struct Client<'a> {
    of: Colleague<'a>,
    document: Value,
}

impl Client<'_> {
    /// Calls an operation: its address, method and body are the description's, `said` is what is put in. The answer
    /// must be one that is described.
    async fn calls(&self, name: &str, id: &str, said: Value) -> Value {
        let (method, path, operation) = operations(&self.document)
            .into_iter()
            .find(|(_, _, operation)| operation["operationId"] == name)
            .unwrap_or_else(|| panic!("{name} is not described"));
        let home = self.document["servers"][0]["url"].as_str().expect("it says where the API is");
        let address = format!("{home}{}", path.replace("{id}", id));
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let body = self.filled(schema, &said);
        assert_eq!(self.faults(schema, &body), Vec::<String>::new(), "{name} is given {body}");
        let method: Method = method.parse().expect("a method");
        let answer = self.sends(method, &address, &body).await;
        let described = &operation["responses"][answer.status.as_str()];
        assert!(described.is_object(), "{name} answers {}: {}", answer.status, answer.body());
        let told = answer.json();
        let schema = &described["content"]["application/json"]["schema"];
        assert_eq!(self.faults(schema, &told), Vec::<String>::new(), "{name} answers {told}");
        told
    }

    async fn sends(&self, method: Method, address: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", self.of.room.app.public_host())
            .header("authorization", format!("Bearer {}", self.of.token))
            .header("content-type", "application/json");
        self.of
            .room
            .ask(
                request
                    .body(Body::from(if body.is_null() { String::new() } else { body.to_string() }))
                    .expect("well formed"),
            )
            .await
    }

    fn resolved<'d>(&'d self, schema: &'d Value) -> &'d Value {
        match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
            Some(place) => self.resolved(self.document.pointer(place).expect("a schema")),
            None => schema,
        }
    }

    /// A value of this schema: what is said, and of the rest only what must be there.
    fn filled(&self, schema: &Value, said: &Value) -> Value {
        if schema.is_null() {
            return Value::Null;
        }
        let schema = self.resolved(schema);
        let Some(properties) = schema["properties"].as_object() else {
            return if said.is_null() { plainest(schema) } else { said.clone() };
        };
        let mut value = Map::new();
        for name in said.as_object().into_iter().flat_map(Map::keys) {
            assert!(properties.contains_key(name), "`{name}` is not described in {schema}");
        }
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, property) in properties {
            if required.contains(&name.as_str()) || !said[name].is_null() {
                value.insert(name.clone(), self.filled(property, &said[name]));
            }
        }
        Value::Object(value)
    }

    /// Where a value is not what the schema says.
    fn faults(&self, schema: &Value, value: &Value) -> Vec<String> {
        if schema.is_null() {
            // Nothing is described, so nothing may be sent.
            return if value.is_null() { Vec::new() } else { vec![format!("{value} is not described")] };
        }
        let mut whole = json!({"components": self.document["components"]});
        whole["allOf"] = json!([schema]);
        let validator = jsonschema::validator_for(&whole).expect("a schema");
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }
}

/// The plainest value of a type.
fn plainest(schema: &Value) -> Value {
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    match schema["type"].as_str() {
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(false),
        Some("array") => json!([]),
        Some("object") => json!({}),
        _ => json!("نص"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_knows_only_the_description_writes_revises_and_publishes() {
    for room in newsrooms().await {
        let of = room.editor("ليلى").await;
        let client = Client { document: description(&room).await, of };
        let words = json!({"headline": "خبر من برنامج", "body_html": "<p>النص الأول.</p>"});
        let new = json!({"edition": "ar", "section": "politics", "content": words});
        let article = client.calls("post_article", "", new).await;
        let id = article["id"].as_str().expect("an id").to_owned();
        let words = json!({"headline": "خبر من برنامج، منقّحًا", "lead": "مقدمة", "body_html": "<p>النص الثاني.</p>",
            "sources": [{"role": "agency", "name": "وكالة الساحل"}]});
        let revised = client
            .calls("post_revision", &id, json!({"expected": article["revision"], "content": words}))
            .await;
        assert_eq!((&article["revision"], &revised["revision"]), (&json!(1), &json!(2)));
        let published = client.calls("post_publication", &id, json!({})).await;
        let href = published["href"].as_str().expect("an address");
        room.reader().sees(href, "خبر من برنامج، منقّحًا").await;
        room.reader().sees(href, "المصدر: وكالة الساحل").await;
        assert_eq!(client.calls("get_article", &id, Value::Null).await["live_revision"], json!(2));
        let corrected =
            client.calls("post_correction", &id, json!({"kind": "error", "text": "صُوّب الاسم."})).await;
        assert_eq!(corrected["id"], published["id"]);
        client.calls("get_receipt", &id, Value::Null).await;
        client.calls("post_withdrawal", &id, json!({"reason": "سُحب للتجربة"})).await;
        room.reader().meets(href, 410).await;
    }
}

/// What the API refuses has one shape in all places.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_described_is_refused_in_words() {
    for room in newsrooms().await {
        let of = room.editor("ليلى").await;
        let client = Client { document: description(&room).await, of };
        let table: BTreeMap<&str, Value> = BTreeMap::from([
            (
                "another member",
                json!({"edition": "ar", "section": "politics", "content": {"headlin": "خبر"}}),
            ),
            ("another type", json!({"edition": "ar", "section": "politics", "content": {"headline": 7}})),
            ("nothing", json!({})),
        ]);
        for (what, body) in table {
            let answer = client.sends(Method::POST, "/api/v1/articles", &body).await;
            assert!(answer.status.is_client_error(), "{what}: {}", answer.body());
            assert!(!answer.body().trim().is_empty(), "{what} is refused without a word");
        }
    }
}
