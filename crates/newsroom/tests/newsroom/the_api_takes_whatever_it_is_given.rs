//! Requests made from the API's own description, right ones and wrong ones, by chance from a seed: whatever comes, the API is
//! never broken by it, and never answers what it did not say it would. And nothing is changed by a name that is not asked for.
//!
//! `KHABAR_FULL=1` asks twenty times as much; `KHABAR_SEED` asks the same again.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, header};
use newsroom::features::accounts::Role;
use serde_json::{Map, Value, json};

use crate::kit::store::{all_rows, known_tables, rows_of};
use crate::kit::{Answer, Colleague, Newsroom, full, newsrooms, piece};

const HOME: &str = "/api/v1";

/// Chance that falls the same way for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

struct Api<'a> {
    of: &'a Colleague<'a>,
    document: Value,
    ids: Vec<String>,
}

/// What is easily taken for something else.
fn odd(dice: &mut Dice) -> Value {
    let long = "ط".repeat(20_000);
    let deep = (0..60).fold(json!(1), |inside, _| json!([inside]));
    let odd = [
        json!(null),
        json!(-1),
        json!(0),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e308),
        json!(0.5),
        json!(true),
        json!(""),
        json!(" "),
        json!("\u{0}"),
        json!("a\u{0}b"),
        json!("\u{202e}ltr\u{2066}"),
        json!("\u{feff}\u{200b}\u{301}\u{301}"),
        json!("' or 1=1 --"),
        json!("../../etc/passwd"),
        json!("{{7*7}}"),
        json!("<script>alert(1)</script>"),
        json!("2026-13-45T99:99:99Z"),
        json!("+999999-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59+14:00"),
        json!("-9999-01-01T00:00:00Z"),
        json!("javascript:alert(1)"),
        json!("http://[::1]:0/"),
        json!(long),
        json!([]),
        json!({}),
        json!([null, null]),
        deep,
        json!({"": ""}),
    ];
    dice.pick(&odd).clone()
}

impl Api<'_> {
    fn resolved<'d>(&'d self, schema: &'d Value) -> &'d Value {
        match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
            Some(place) => self.resolved(self.document.pointer(place).expect("a schema")),
            None => schema,
        }
    }

    /// A value of this schema; `wrong` of a hundred are something else.
    fn value(&self, schema: &Value, dice: &mut Dice, wrong: usize, depth: usize) -> Value {
        if dice.roll(100) < wrong {
            return odd(dice);
        }
        let schema = self.resolved(schema);
        for choice in ["oneOf", "anyOf"] {
            if let Some(choices) = schema[choice].as_array() {
                return self.value(dice.pick(choices), dice, wrong, depth);
            }
        }
        if let Some(all) = schema["allOf"].as_array() {
            return self.value(&all[0], dice, wrong, depth);
        }
        if let Some(values) = schema["enum"].as_array() {
            return dice.pick(values).clone();
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            _ => vec!["object"],
        };
        match *dice.pick(&types) {
            "null" => Value::Null,
            "boolean" => json!(dice.roll(2) == 0),
            "integer" => json!(*dice.pick(&[0_i64, 1, 2, 3, 7, 100])),
            "number" => json!(*dice.pick(&[0.0, 0.5, 1.0, 50.0])),
            "array" => {
                let count = if depth > 5 { 0 } else { dice.roll(4) };
                json!(
                    (0..count)
                        .map(|_| self.value(&schema["items"], dice, wrong, depth + 1))
                        .collect::<Vec<_>>()
                )
            }
            "string" => self.text(dice),
            _ => self.object(schema, dice, wrong, depth),
        }
    }

    fn text(&self, dice: &mut Dice) -> Value {
        match dice.roll(4) {
            0 => json!(dice.pick(&self.ids)),
            1 => json!(*dice.pick(&[
                "2026-11-24T10:00:00Z",
                "2031-01-01T00:00:00+03:00",
                "https://example.org/x",
                "/ar/"
            ])),
            2 => json!(*dice.pick(&["ar", "en", "politics", "world", "about", "news", "review", "running"])),
            _ => json!(*dice.pick(&["نص", "خبر قصير", "word", "<p>نص.</p>"])),
        }
    }

    fn object(&self, schema: &Value, dice: &mut Dice, wrong: usize, depth: usize) -> Value {
        let mut value = Map::new();
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let is_there = required.contains(&name.as_str()) && dice.roll(100) >= wrong / 2;
            if depth < 6 && (is_there || dice.roll(3) == 0) {
                value.insert(name.clone(), self.value(property, dice, wrong, depth + 1));
            }
        }
        if dice.roll(100) < wrong {
            value.insert("unheard_of".to_owned(), odd(dice));
        }
        Value::Object(value)
    }

    fn segment(&self, name: &str, dice: &mut Dice, wrong: usize) -> String {
        if dice.roll(100) < wrong {
            let odd = [
                "x",
                "0",
                "-1",
                "%00",
                "%2e%2e",
                "..%2f..%2fetc",
                "%D8%AE%D8%A8%D8%B1",
                "%F0%9F%98%80",
                "a%20b",
                "'",
                "9999999999999999999999",
                "%FF",
                "null",
                "%7B%7B7*7%7D%7D",
            ];
            return (*dice.pick(&odd)).to_owned();
        }
        let known = match name {
            "edition" | "front" => vec!["ar".to_owned(), "en".to_owned()],
            "page" => ["about", "contact", "terms"].map(str::to_owned).into(),
            _ => self.ids.clone(),
        };
        dice.pick(&known).clone()
    }

    fn address(&self, path: &str, operation: &Value, dice: &mut Dice, wrong: usize) -> String {
        let (mut path, mut query) = (path.to_owned(), Vec::new());
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().expect("a name");
            if parameter["in"] == "path" {
                path = path.replace(&format!("{{{name}}}"), &self.segment(name, dice, wrong));
            } else if parameter["required"] == true && dice.roll(100) >= wrong || dice.roll(3) == 0 {
                let value = self.value(&parameter["schema"], dice, wrong, 0);
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let value: String = value.chars().take(500).collect();
                query.push(format!("{name}={}", text::percent::path(&value).replace(['&', '#', '+'], "%26")));
            }
        }
        if query.is_empty() { format!("{HOME}{path}") } else { format!("{HOME}{path}?{}", query.join("&")) }
    }

    fn body(&self, operation: &Value, dice: &mut Dice, wrong: usize) -> (String, Vec<u8>) {
        let content = operation["requestBody"]["content"].as_object();
        let Some((mime, described)) = content.and_then(|content| content.iter().next()) else {
            return (String::new(), Vec::new());
        };
        if mime != "application/json" {
            return (
                mime.clone(),
                if dice.roll(2) == 0 { crate::kit::png(8, 8, 3) } else { vec![0xff; dice.roll(300)] },
            );
        }
        if dice.roll(100) < wrong {
            let torn: [&[u8]; 8] =
                [b"", b"{", b"[]", b"nul", b"\xff\xfe", b"{\"a\":1,\"a\":2}", b"\"\\ud800\"", b"1e999"];
            let mime =
                *dice.pick(&["application/json", "text/plain", "", "application/json; charset=utf-16"]);
            return (mime.to_owned(), dice.pick(&torn).to_vec());
        }
        let value = self.value(&described["schema"], dice, wrong, 0);
        (mime.clone(), value.to_string().into_bytes())
    }

    async fn sends(&self, method: &str, address: &str, (mime, body): (String, Vec<u8>)) -> Answer {
        let request = Request::builder()
            .method(method.parse::<Method>().expect("a method"))
            .uri(address)
            .header(header::HOST, self.of.room.app.public_host())
            .header(header::AUTHORIZATION, format!("Bearer {}", self.of.token));
        let request = if mime.is_empty() { request } else { request.header(header::CONTENT_TYPE, mime) };
        self.of.room.ask(request.body(Body::from(body)).expect("well formed")).await
    }

    /// What is wrong with an answer, by the description.
    fn faults(&self, method: &str, operation: &Value, answer: &Answer) -> Vec<String> {
        if answer.status.is_server_error() {
            return vec![format!("it broke: {}", answer.body())];
        }
        let status = answer.status.as_str();
        let responses = &operation["responses"];
        let described =
            if responses[status].is_object() { &responses[status] } else { &responses["default"] };
        if answer.status.is_success() && !responses[status].is_object() {
            return vec![format!("{status} is not described")];
        }
        let mime = answer.header("content-type");
        let Some(content) = described["content"].as_object() else {
            return if answer.bytes.is_empty() {
                Vec::new()
            } else {
                vec![format!("a body that is not described: {}", answer.body())]
            };
        };
        let Some(schema) = content.get(mime) else {
            return vec![format!("«{mime}» is not described for {status}: {}", answer.body())];
        };
        // What is asked for its head alone comes without its body.
        if method == "HEAD" {
            return Vec::new();
        }
        let mut whole = json!({"components": self.document["components"]});
        whole["allOf"] = json!([schema["schema"]]);
        let validator = jsonschema::validator_for(&whole).expect("a schema");
        let told = answer.json();
        validator.iter_errors(&told).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

async fn described(room: &Newsroom) -> Value {
    room.reader().opens("/api/v1/openapi.json").await.expects(200).json()
}

/// Ids of what there is, so that requests are about something.
async fn ids(room: &Newsroom, who: &Colleague<'_>) -> Vec<String> {
    let live = who.publishes(piece("خبر منشور").paragraph("نص").about("موضوع")).await;
    let draft = who.writes(piece("مسودة").paragraph("نص")).await;
    let story = who.opens_story("ar", "ملف").await;
    who.places(&story, &live.id).await.expects(200);
    let raised =
        who.asks(Method::POST, "/alerts", Some(json!({"edition": "ar", "words": "عاجل للتجربة"}))).await;
    let alert = raised.json()["id"].as_str().expect("an alert").to_owned();
    let picture = who.uploads(crate::kit::NewPicture::new(9)).await;
    let sections = rows_of(&room.app.db, |table| table == "section").await;
    let section = sections["section"][0].split(" ¦ ").next().expect("an id").to_owned();
    vec![live.id.0, draft.0, story, alert, picture, section, who.account.0.clone()]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_it_is_given_it_is_not_broken_and_answers_as_it_says() {
    let seed = std::env::var("KHABAR_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_123);
    let turns = if full() { 400 } else { 20 };
    for room in newsrooms().await {
        let admin = room.colleague("مديرة", Role::Admin).await;
        let api = Api { of: &admin, document: described(&room).await, ids: ids(&room, &admin).await };
        let (mut dice, mut asked, mut taken) = (Dice(seed), 0, BTreeSet::new());
        let mut found = BTreeSet::new();
        for turn in 0..turns {
            for (method, path, operation) in operations(&api.document) {
                // A third of all are right, as far as a description can say it.
                let wrong = [0, 6, 30][turn % 3];
                let address = api.address(&path, &operation, &mut dice, wrong);
                let (mime, body) = api.body(&operation, &mut dice, wrong);
                let shown = String::from_utf8_lossy(&body).chars().take(600).collect::<String>();
                let answer = api.sends(&method, &address, (mime.clone(), body)).await;
                asked += 1;
                if answer.status.is_success() {
                    taken.insert(format!("{method} {path}"));
                }
                for fault in api.faults(&method, &operation, &answer) {
                    let fault: String = fault.chars().take(400).collect();
                    found.insert(format!("{method} {path} as {address} ({mime}) {shown}\n    {fault}"));
                }
            }
        }
        let few: Vec<_> = found.iter().take(12).cloned().collect();
        assert!(
            found.is_empty(),
            "{:?}, seed {seed}: {} faults\n{}",
            room.dialect(),
            found.len(),
            few.join("\n")
        );
        println!("{:?}: {asked} requests, {} operations taken at least once", room.dialect(), taken.len());
        assert!(taken.len() > 20, "the control: what is right is taken: {taken:?}");
    }
}

/// The controls: an answer that breaks the description is found.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_not_as_described_is_found() {
    let room = newsrooms().await.remove(0);
    let admin = room.colleague("مديرة", Role::Admin).await;
    let api = Api { of: &admin, document: described(&room).await, ids: ids(&room, &admin).await };
    let operation = &api.document["paths"]["/articles/{id}"]["get"];
    let answer = api.sends("GET", &format!("{HOME}/articles/{}", api.ids[0]), Default::default()).await;
    assert_eq!(api.faults("GET", operation, &answer), Vec::<String>::new());
    let with = |status: u16, mime: &'static str, body: &str| {
        let mut answer = answer.clone();
        answer.status = axum::http::StatusCode::from_u16(status).expect("a status");
        answer.headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(mime));
        answer.bytes = body.as_bytes().to_vec();
        api.faults("GET", operation, &answer).len()
    };
    assert!(with(500, "application/problem+json", "{}") > 0);
    assert!(with(200, "application/json", "{\"id\": 7}") > 0);
    assert!(with(204, "application/json", "{}") > 0);
    assert!(with(422, "text/plain", "no") > 0);
    assert!(with(422, "application/problem+json", "{}") > 0);
}

/// Names of every column of every table, with a value that is found again.
fn every_column(value: &Value, but: &BTreeSet<String>) -> Map<String, Value> {
    let columns: BTreeSet<String> = known_tables().into_values().flatten().collect();
    columns.into_iter().filter(|name| !but.contains(name)).map(|name| (name, value.clone())).collect()
}

const MARK: &str = "0123456789abcdefmassassigned";
const NUMBER: i64 = 1_234_567_890_123;

/// Where one of the two marks stands in the database.
async fn marked(room: &Newsroom) -> Vec<String> {
    let number = NUMBER.to_string();
    let rows = all_rows(&room.app.db).await;
    let found = rows.into_iter().flat_map(|(table, rows)| rows.into_iter().map(move |row| (table, row)));
    found
        .filter(|(_, row)| row.contains(MARK) || row.contains(&number))
        .map(|(table, row)| format!("{table}: {row}"))
        .collect()
}

/// The forms of the desk, with every column's name; how many were sent.
async fn forms(room: &Newsroom, admin: &Colleague<'_>) -> usize {
    let mut sent = 0;
    let desk = room.browser_of(&admin.account).await;
    let id = admin.writes(piece("خبر").paragraph("نص")).await;
    let columns: Vec<String> =
        every_column(&json!(""), &BTreeSet::new()).into_iter().map(|(name, _)| name).collect();
    let matrix: toml::Table = include_str!("../../access.toml").parse().expect("the matrix is well formed");
    for row in matrix["route"].as_array().expect("rows") {
        let path = row["path"].as_str().unwrap_or_default();
        let posts =
            row["methods"].as_array().into_iter().flatten().any(|method| method.as_str() == Some("POST"));
        let signs_out = ["sign-out", "reset", "suspension", "second-factor/removal", "sessions"];
        if row["surface"].as_str() != Some("desk")
            || !posts
            || signs_out.iter().any(|end| path.ends_with(end))
        {
            continue;
        }
        let path = path.replace("{id}", id.as_str()).replace("{account}", admin.account.as_str());
        let path = path.replace("{link}", "none");
        // What such a form does ask for may well be kept: it is left out, by the fields that it reads.
        let asked =
            ["name", "email", "words", "reason", "note", "headline", "title", "body", "detail", "text"];
        let fields: Vec<(&str, &str)> = columns
            .iter()
            .filter(|name| !asked.contains(&name.as_str()))
            .map(|name| (name.as_str(), MARK))
            .collect();
        let answer = desk.posts(&path, &fields).await;
        assert!(!answer.status.is_server_error(), "POST {path}: {}", answer.body());
        // Nor does a letter that no text may hold break anything.
        let torn: Vec<(&str, &str)> = columns.iter().map(|name| (name.as_str(), "a\u{0}b")).collect();
        let answer = desk.posts(&path, &torn).await;
        assert!(!answer.status.is_server_error(), "POST {path} with U+0000: {}", answer.body());
        sent += 1;
        let found = marked(room).await;
        assert!(found.is_empty(), "{:?}: POST {path} wrote {found:?}", room.dialect());
    }
    sent
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_is_not_asked_for_changes_nothing() {
    for room in newsrooms().await {
        let admin = room.colleague("مديرة", Role::Admin).await;
        let api = Api { of: &admin, document: described(&room).await, ids: ids(&room, &admin).await };
        let (mut dice, mut sent, mut taken) = (Dice(7), 0, 0);
        for (method, path, operation) in operations(&api.document) {
            let described = &operation["requestBody"]["content"]["application/json"]["schema"];
            if described.is_null() {
                continue;
            }
            let schema = api.resolved(described).clone();
            let asked: BTreeSet<String> = schema["properties"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, _)| name.clone())
                .collect();
            for (mark, turn) in [json!(MARK), json!(NUMBER)].iter().cycle().zip(0..8) {
                let mut body = api.value(described, &mut dice, 0, 0);
                let extra = every_column(mark, &asked);
                // Beside what is asked, and inside the one part that has parts.
                if let Some(content) =
                    body.get_mut("content").and_then(Value::as_object_mut).filter(|_| turn % 4 == 3)
                {
                    let inside = api.resolved(&schema["properties"]["content"])["properties"].clone();
                    let inside =
                        inside.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
                    content.extend(every_column(mark, &inside));
                }
                if let Some(body) = body.as_object_mut() {
                    body.extend(extra);
                }
                let address = api.address(&path, &operation, &mut dice, 0);
                let bytes = body.to_string().into_bytes();
                let answer = api.sends(&method, &address, ("application/json".to_owned(), bytes)).await;
                assert!(!answer.status.is_server_error(), "{method} {path}: {}", answer.body());
                (sent, taken) = (sent + 1, taken + usize::from(answer.status.is_success()));
                let found = marked(&room).await;
                assert!(found.is_empty(), "{:?}: {method} {path} wrote {found:?}", room.dialect());
            }
        }
        sent += forms(&room, &admin).await;
        println!("{:?}: {sent} requests with every column's name, {taken} of them taken", room.dialect());
        assert!(sent > 150, "{sent} are too few");
        // And what is asked for with the mark is found.
        admin.writes(piece(MARK).paragraph("نص")).await;
        assert!(!marked(&room).await.is_empty(), "the control finds its mark");
    }
}
