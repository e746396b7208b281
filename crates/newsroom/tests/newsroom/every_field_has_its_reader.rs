//! Every field that the API answers with has a row in `openapi/fields.txt`, which says who may read it: a new field fails until
//! somebody has decided. And what belongs to a person alone (an address, a password's hash, a device) is told to nobody.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Method, Request, header};
use newsroom::features::accounts::Role;
use serde_json::{Value, json};

use crate::kit::store::rows_of;
use crate::kit::{Answer, NewPicture, Newsroom, newsrooms, piece};

/// `Schema.field  reader`: `readers` see it on the site as well, `house` is for those who may ask the operation.
const FIELDS: &str = include_str!("openapi/fields.txt");

fn rows() -> BTreeMap<String, String> {
    let lines = FIELDS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split_once(char::is_whitespace).expect("a field and its reader"))
        .map(|(field, who)| (field.to_owned(), who.trim().to_owned()))
        .collect()
}

/// The schemas that stand in answers, with all that stand in them.
fn answered(document: &Value) -> BTreeSet<String> {
    let mut waiting: Vec<String> = Vec::new();
    for item in document["paths"].as_object().expect("paths").values() {
        for operation in item.as_object().expect("methods").values() {
            for (status, response) in operation["responses"].as_object().expect("responses") {
                if status.starts_with('2') {
                    waiting.extend(named_in(response));
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if found.insert(name.clone()) {
            waiting.extend(named_in(&document["components"]["schemas"][&name]));
        }
    }
    found
}

fn named_in(value: &Value) -> Vec<String> {
    let text = value.to_string();
    let parts = text.split("#/components/schemas/").skip(1);
    parts.filter_map(|part| part.split('"').next()).map(str::to_owned).collect()
}

fn fields(document: &Value) -> BTreeSet<String> {
    let of = |name: String| {
        let schema = &document["components"]["schemas"][&name];
        let own = schema["properties"].as_object().into_iter().flatten().map(|(field, _)| field.clone());
        let parts =
            ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|way| schema[way].as_array()).flatten();
        let inside =
            parts.filter_map(|part| part["properties"].as_object()).flatten().map(|(field, _)| field.clone());
        own.chain(inside).map(|field| format!("{name}.{field}")).collect::<Vec<_>>()
    };
    answered(document).into_iter().flat_map(of).collect()
}

async fn described(room: &Newsroom) -> Value {
    room.reader().opens("/api/v1/openapi.json").await.expects(200).json()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_field_of_an_answer_has_a_row_and_each_row_a_field() {
    let room = newsrooms().await.remove(0);
    let document = described(&room).await;
    let (there, known) = (fields(&document), rows());
    let known_names: BTreeSet<String> = known.keys().cloned().collect();
    let without: Vec<&String> = there.difference(&known_names).collect();
    let over: Vec<&String> = known_names.difference(&there).collect();
    assert!(
        without.is_empty(),
        "say in openapi/fields.txt who may read these:\n{}",
        without.iter().map(|one| format!("{one} house")).collect::<Vec<_>>().join("\n")
    );
    assert!(over.is_empty(), "no answer has these any more: {over:#?}");
    assert!(known.values().all(|who| matches!(who.as_str(), "readers" | "house")), "{known:?}");
    assert!(there.len() > 100, "{} fields are too few", there.len());
    // The control: a field that somebody adds is found.
    let mut more = document.clone();
    more["components"]["schemas"]["ArticleOut"]["properties"]["email"] = json!({"type": "string"});
    assert_eq!(fields(&more).difference(&known_names).collect::<Vec<_>>(), ["ArticleOut.email"]);
}

/// What is written in an answer beside what is described.
fn undescribed(document: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let schema = match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
        Some(place) => document.pointer(place).expect("a schema"),
        None => schema,
    };
    for way in ["oneOf", "anyOf", "allOf"] {
        if let Some(choices) = schema[way].as_array() {
            let each = choices.iter().map(|choice| {
                let mut inside = Vec::new();
                undescribed(document, choice, value, place, &mut inside);
                inside
            });
            // Of a choice one must fit; of a sum every name must stand in one part.
            let each: Vec<Vec<String>> = each.collect();
            found.extend(match way {
                "allOf" => each[0]
                    .iter()
                    .filter(|name| each.iter().all(|part| part.contains(name)))
                    .cloned()
                    .collect(),
                _ => each.into_iter().min_by_key(Vec::len).unwrap_or_default(),
            });
            return;
        }
    }
    match value {
        Value::Array(values) => {
            for value in values {
                undescribed(document, &schema["items"], value, place, found);
            }
        }
        Value::Object(members) => {
            let Some(properties) = schema["properties"].as_object() else { return };
            for (name, member) in members {
                match properties.get(name) {
                    Some(property) => {
                        undescribed(document, property, member, &format!("{place}.{name}"), found)
                    }
                    None => found.push(format!("{place}.{name}")),
                }
            }
        }
        _ => {}
    }
}

async fn reads(room: &Newsroom, path: &str, headers: &[(&str, String)]) -> Answer {
    let mut request = Request::get(path)
        .header(header::HOST, room.app.public_host())
        .header(header::ACCEPT, "text/html, application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    room.ask(request.body(Body::empty()).expect("well formed")).await
}

/// Everything of this person that nobody else is to read: by table and column.
async fn secrets(room: &Newsroom) -> Vec<(String, String)> {
    const SECRET: [(&str, usize, &str); 9] = [
        ("account", 2, "an address"),
        ("account", 7, "a password's hash"),
        ("account", 8, "a second factor"),
        ("token", 3, "a token's hash"),
        ("signin_link", 0, "a link's hash"),
        ("desk_session", 0, "a session's hash"),
        ("desk_session", 5, "a device"),
        ("known_device", 0, "a known device"),
        ("preview_link", 0, "a preview link's hash"),
    ];
    let rows = rows_of(&room.app.db, |table| SECRET.iter().any(|one| one.0 == table)).await;
    let mut found = Vec::new();
    for (table, column, what) in SECRET {
        for row in &rows[table] {
            let value = row.split(" ¦ ").nth(column).unwrap_or_default();
            if value.chars().count() >= 8 {
                found.push((what.to_owned(), value.to_owned()));
            }
        }
    }
    found
}

/// What there is to be asked for.
struct There {
    gaps: Vec<(&'static str, String)>,
    picture: String,
}

impl There {
    async fn in_room(room: &Newsroom) -> There {
        let writer = room.editor("كاتبة").await;
        let picture = writer.uploads(NewPicture::new(4)).await;
        let piece = piece("خبر").paragraph("نص").about("موضوع").by("سلمى").with("picture", picture.as_str());
        let live = writer.publishes(piece.source("reporter", "شاهد", "", "شاهد عيان")).await;
        writer.corrects(&live.id, "تصويب", json!({})).await.expects(201);
        let story = writer.opens_story("ar", "ملف").await;
        writer.places(&story, &live.id).await.expects(200);
        let alert = writer
            .asks(Method::POST, "/alerts", Some(json!({"edition": "ar", "words": "عاجل للتجربة"})))
            .await
            .json();
        let alert = alert["id"].as_str().expect("an alert").to_owned();
        writer.posts(&live.id, "approval", json!({})).await;
        writer
            .asks(
                Method::PUT,
                &format!("/articles/{}/assignment", live.id),
                Some(json!({"account": writer.account.0})),
            )
            .await;
        let browser = room.browser_of(&writer.account).await;
        browser.posts("/desk/me/password", &[("password", "قهوة الصباح على السطح")]).await.expects(200);
        browser.posts(&format!("/desk/articles/{}/preview/link", live.id), &[]).await;
        let sections = rows_of(&room.app.db, |table| table == "section").await;
        let section = sections["section"][0].split(" ¦ ").next().expect("an id").to_owned();
        let gaps = vec![
            ("{id}", live.id.0),
            ("{story}", story),
            ("{alert}", alert),
            ("{section}", section),
            ("{account}", writer.account.0.clone()),
            ("{edition}", "ar".to_owned()),
            ("{front}", "ar".to_owned()),
            ("{page}", "about".to_owned()),
            ("{name}", "editor.css".to_owned()),
            ("{link}", "x".to_owned()),
            ("{file}", "x".to_owned()),
        ];
        There { gaps, picture }
    }

    fn fills(&self, path: &str) -> String {
        let path = path.replace("/media/{id}", &format!("/media/{}", self.picture));
        self.gaps.iter().fold(path, |path, (gap, value)| path.replace(gap, value))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_a_persons_own_is_told_to_nobody() {
    for room in newsrooms().await {
        let document = described(&room).await;
        let there = There::in_room(&room).await;
        let (mut answers, mut addresses_seen) = (0, 0);
        for role in Role::ALL {
            let person = room.colleague("زميل", role).await;
            let cookie = person.at_desk().await.cookie;
            let own = newsroom::features::accounts::account_by_id(room.app.db.read(), &person.account).await;
            let own = own.expect("it is read").expect("it is there").email;
            let secrets = secrets(&room).await;
            assert!(secrets.len() > 5, "the control: there are secrets");
            for (path, item) in document["paths"].as_object().expect("paths") {
                let operation = &item["get"];
                if operation.is_null() {
                    continue;
                }
                let query = if path == "/articles" || path == "/stories" { "?edition=ar" } else { "" };
                let address = format!("/api/v1{}{query}", there.fills(path));
                let answer =
                    reads(&room, &address, &[("authorization", format!("Bearer {}", person.token))]).await;
                assert!(!answer.status.is_server_error(), "{address}: {}", answer.body());
                answers += 1;
                for (what, secret) in &secrets {
                    assert!(
                        !answer.whole().contains(secret.as_str()),
                        "{:?}: {address} tells {} {what}",
                        room.dialect(),
                        role.as_str()
                    );
                }
                if answer.status.is_success() {
                    let mut found = Vec::new();
                    let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
                    undescribed(&document, schema, &answer.json(), path, &mut found);
                    assert!(found.is_empty(), "{:?}: not described: {found:?}", room.dialect());
                }
            }
            // At the desk only those who manage people read addresses, and everybody their own.
            let matrix: toml::Table =
                include_str!("../../access.toml").parse().expect("the matrix is well formed");
            for row in matrix["route"].as_array().expect("rows") {
                let gets = row["methods"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .any(|method| method.as_str() == Some("GET"));
                if row["surface"].as_str() != Some("desk") || !gets {
                    continue;
                }
                let path = row["path"].as_str().unwrap_or_default();
                let answer = reads(&room, &there.fills(path), &[("cookie", cookie.clone())]).await;
                answers += 1;
                for (what, secret) in &secrets {
                    let is_there = answer.body().contains(secret.as_str());
                    addresses_seen += usize::from(is_there && what == "an address" && *secret != own);
                    let may = *secret == own
                        || ["an address", "a device"].contains(&what.as_str())
                            && role == Role::Admin
                            && path.starts_with("/desk/people")
                        || what == "a device" && path == "/desk/me";
                    assert!(
                        may || !is_there,
                        "{:?}: {path} tells {} {what}: {secret}",
                        room.dialect(),
                        role.as_str()
                    );
                }
            }
        }
        println!("{:?}: {answers} answers", room.dialect());
        assert!(addresses_seen > 0, "the control: whoever manages people does read their addresses");
    }
}
