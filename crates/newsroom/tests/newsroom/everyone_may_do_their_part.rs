//! Who may do what: every row of `access.toml` is tried by everybody, and whoever is not in it changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Method, Request, header};
use newsroom::features::accounts::actions::{Visitor, invite, sign_in};
use newsroom::features::accounts::{Actor, Role};
use newsroom::id::ArticleId;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::kit::store::{Rows, all_rows, difference, expire, revoke, suspend};
use crate::kit::{Answer, Colleague, HOUR, NewPicture, Newsroom, newsrooms, piece};

const MATRIX: &str = include_str!("../../access.toml");
/// A story that nobody opened: who may not is refused before anybody looks for it.
const STORY: &str = "01story";
pub const ROLES: [Role; 6] = Role::ALL;

#[derive(Deserialize)]
struct Matrix {
    route: Vec<Row>,
}

#[derive(Deserialize)]
pub struct Row {
    surface: String,
    pub path: String,
    pub methods: Vec<String>,
    who: BTreeSet<String>,
}

impl Row {
    pub fn lets_in(&self, role: Role, is_writer: bool) -> bool {
        self.who.contains("anyone")
            || self.who.contains(role.as_str())
            || (is_writer && self.who.contains("writer"))
    }
}

/// Whether there is anything that somebody of this role wrote.
fn may_write(role: Role) -> bool {
    role >= Role::Contributor
}

/// An article that nobody ever wrote.
const NOBODYS: &str = "0D7K3F9QX2M1";

/// Whether an article that nobody but its writer and the desk's people may know of is asked for by somebody else.
fn hides(row: &Row, role: Role, is_writer: bool) -> bool {
    row.path.contains("/articles/{id}") && !is_writer && role < Role::Journalist
}

/// What an answer tells, without the id that was asked for.
fn told(answer: &Answer, id: &ArticleId) -> (u16, String) {
    (answer.status.as_u16(), answer.body().replace(id.as_str(), "ID"))
}

pub fn rows(surface: &str) -> Vec<Row> {
    let matrix: Matrix = toml::from_str(MATRIX).expect("the matrix is well formed");
    matrix.route.into_iter().filter(|row| row.surface == surface).collect()
}

/// A body with which someone who may do it would succeed.
fn body_for(method: &str, path: &str) -> Option<Value> {
    let new = piece("محاولة").paragraph("نص");
    match (method, path) {
        ("POST", "/articles") => Some(new.as_new()),
        ("POST", "/articles/{id}/revisions") => Some(json!({"expected": 1, "content": new.content()})),
        ("POST", "/articles/{id}/publication") => Some(json!({})),
        ("POST", "/articles/{id}/restoration") => Some(json!({"expected": 1, "from": 1})),
        ("POST", "/articles/{id}/withdrawal") => Some(json!({"reason": "سبب"})),
        ("POST", "/redirects") => Some(json!({"path": "/old", "to": "/ar/"})),
        ("POST", "/articles/{id}/corrections") => Some(json!({"kind": "error", "text": "تصويب"})),
        ("PUT", "/articles/{id}/stage") => Some(json!({"stage": "review"})),
        ("POST", "/articles/{id}/approval") | ("PUT", "/articles/{id}/assignment") => Some(json!({})),
        ("PUT", "/stages") => Some(json!({"stages": [
            {"code": "writing", "role": "contributor"}, {"code": "review", "role": "contributor"},
            {"code": "ready", "role": "editor"},
        ]})),
        ("PUT", "/sections/{section}/rules") => Some(json!({"expected": 0, "rules": {"two_persons": false}})),
        ("PUT", "/brake") => Some(json!({"publications": 600, "withdrawals": 60, "minutes": 10})),
        ("POST", "/stories") => Some(json!({"edition": "ar", "name": "ملف جديد"})),
        ("PATCH", "/stories/{story}") => Some(json!({"name": "اسم آخر"})),
        ("PUT", "/stories/{story}/state") => Some(json!({"state": "paused"})),
        ("PUT", "/stories/{story}/articles/{id}") => Some(json!({"first": true})),
        ("POST", "/stories/{story}/merger") => Some(json!({"into": "none"})),
        ("POST", "/stories/{story}/split") => Some(json!({"name": "ملف آخر", "articles": []})),
        ("PUT", "/articles/{id}/translation") => Some(json!({"original": "0D7K3F9QX2M1"})),
        ("PUT", "/pages/{edition}/{page}") => {
            Some(json!({"expected": 0, "title": "من نحن", "body_html": "<p>نص.</p>"}))
        }
        ("PUT", "/fronts/{front}") => Some(json!({"expected": 0})),
        ("POST", "/fronts/{front}/undo") => Some(json!({"expected": 0})),
        ("PUT", "/fronts/{front}/live") => Some(json!({"expected": 0, "version": 1})),
        ("POST", "/alerts") => Some(json!({"edition": "ar", "words": "عاجل للتجربة"})),
        ("PATCH", "/alerts/{alert}") => Some(json!({"expected": 1, "words": "كلمات أخرى"})),
        ("PATCH", "/editions/{edition}") => Some(json!({"voice": {"week": "saturday"}})),
        ("PUT", "/menus/{edition}/head") => {
            Some(json!({"links": [{"name": "السياسة", "href": "/ar/politics/"}]}))
        }
        ("PUT", "/channels/{edition}") => Some(json!({"channels": []})),
        ("POST", "/sections") => Some(json!({"edition": "ar", "slug": "new", "name": "قسم جديد"})),
        ("PATCH", "/sections/{section}") => Some(json!({"expected": 1, "name": "اسم آخر"})),
        ("PUT", "/sections/{section}/state") => Some(json!({"expected": 1, "closed": true})),
        ("PUT", "/menus/{edition}") => Some(json!({"links": [{"name": "من نحن", "href": "/ar/about/"}]})),
        _ => None,
    }
}

pub async fn tries(person: &Colleague<'_>, method: &str, path: &str, id: &ArticleId) -> Answer {
    if (method, path) == ("POST", "/media") {
        return person.sends(NewPicture::new(5)).await;
    }
    let method: Method = method.parse().expect("a method");
    let body = body_for(method.as_str(), path);
    let path = path.replace("{story}", STORY).replace("{id}", id.as_str());
    let path = path.replace("{edition}", "ar").replace("{page}", "about");
    let path = path.replace("{section}", "01section");
    let path = path.replace("{front}", "ar").replace("{alert}", "01kaaaaaaaaaaaaaaaaaaaaaaa");
    person.asks(method, &path, body).await
}

pub fn check_unchanged(room: &Newsroom, what: &str, before: &Rows, after: &Rows) {
    assert!(
        before == after,
        "{:?}: {what} changed something:\n{}",
        room.dialect(),
        difference(before, after)
    );
}

/// Each row and method that a role may use, or may not.
fn tried(rows: &[Row], role: Role, is_writer: bool, may: bool) -> impl Iterator<Item = (&Row, &str)> {
    let rows = rows.iter().filter(move |row| row.lets_in(role, is_writer) == may);
    rows.flat_map(|row| row.methods.iter().map(move |method| (row, method.as_str())))
}

fn what(row: &Row, method: &str, role: Role, is_writer: bool) -> String {
    format!("{method} {} as {} (writer: {is_writer})", row.path, role.as_str())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_role_does_its_part_and_no_more() {
    let mut all = rows("api");
    all.retain(|row| row.path != "/api/v1/openapi.json");
    // On each database for itself.
    let mut hidden: BTreeMap<String, usize> = BTreeMap::new();
    for role in ROLES {
        // Every row of a newsroom is compared: a role has one of its own, so that it stays small.
        for room in newsrooms().await {
            let other = room.editor("كاتبة أخرى").await;
            let person = room.colleague("زميل", role).await;
            for is_writer in [false, true].into_iter().filter(|is_writer| !is_writer || may_write(role)) {
                let writer = if is_writer { &person } else { &other };
                // All that is refused is asked of one article, and has changed nothing at the end.
                let id = writer.writes(piece("خبر").paragraph("نص")).await;
                let before = all_rows(&room.app.db).await;
                for (row, method) in tried(&all, role, is_writer, false) {
                    let what = what(row, method, role, is_writer);
                    let answer = tries(&person, method, &row.path, &id).await;
                    if hides(row, role, is_writer) {
                        let never = ArticleId::from(NOBODYS);
                        let other = tries(&person, method, &row.path, &never).await;
                        assert_eq!(told(&answer, &id), told(&other, &never), "{what}");
                        assert!(matches!(answer.status.as_u16(), 403 | 404), "{what}");
                        let on = format!("{:?}", room.dialect());
                        *hidden.entry(on).or_default() += usize::from(answer.status == 404);
                    } else {
                        assert_eq!(answer.status.as_u16(), 403, "{what}: {}", answer.body());
                    }
                }
                let refused = format!("something refused to {} (writer: {is_writer})", role.as_str());
                check_unchanged(&room, &refused, &before, &all_rows(&room.app.db).await);
                // What is let through may change its article: each has one of its own.
                for (row, method) in tried(&all, role, is_writer, true) {
                    let id = writer.writes(piece("خبر").paragraph("نص")).await;
                    let answer = tries(&person, method, &row.path, &id).await;
                    let stopped = matches!(answer.status.as_u16(), 401 | 403 | 500);
                    assert!(!stopped, "{}: {}", what(row, method, role, is_writer), answer.body());
                }
            }
        }
    }
    assert!(
        !hidden.is_empty() && hidden.values().all(|answers| *answers > 20),
        "too few answers hide that there is such an article: {hidden:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_not_alive_opens_nothing() {
    for room in newsrooms().await {
        let id = room.editor("ليلى").await.writes(piece("خبر").paragraph("نص")).await;
        let (suspended, revoked, expired) =
            (room.editor("أ").await, room.editor("ب").await, room.editor("ج").await);
        suspend(&room.app.db, &suspended.account, room.now()).await;
        revoke(&room.app.db, &revoked.account, room.now()).await;
        expire(&room.app.db, &expired.account, room.now()).await;
        let nobody = Colleague { room: &room, token: String::new(), account: suspended.account.clone() };
        let made_up = Colleague { token: format!("khabar_{}", "A".repeat(43)), ..room.editor("د").await };
        let before = all_rows(&room.app.db).await;
        for person in [&suspended, &revoked, &expired, &nobody, &made_up] {
            for row in rows("api").iter().filter(|row| !row.who.contains("anyone")) {
                for method in &row.methods {
                    let answer = tries(person, method, &row.path, &id).await.expects(401);
                    assert_eq!(answer.header("www-authenticate"), "Bearer");
                    assert_eq!(answer.header("cache-control"), "no-store");
                }
            }
        }
        check_unchanged(&room, "a dead token", &before, &all_rows(&room.app.db).await);
    }
}

/// The cookie of a person at the desk.
pub async fn cookie(room: &Newsroom, person: &Colleague<'_>) -> String {
    let link = invite(&room.app, &Actor::Console, &person.account).await.expect("the link is made");
    let entered = sign_in(&room.app, &link, &Visitor::default()).await.expect("the link opens");
    format!("{}={}", web::DeskCookie::new(false, "/desk").name(), entered.session)
}

pub async fn at_the_desk(
    room: &Newsroom,
    cookie: Option<&str>,
    method: &str,
    path: &str,
    id: &ArticleId,
) -> Answer {
    let host = room.app.public_host();
    let request = Request::builder()
        .method(method)
        .uri(
            path.replace("{id}", id.as_str())
                .replace("{name}", "editor.css")
                .replace("{link}", "x")
                .replace("{account}", "01none")
                .replace("{edition}", "ar")
                .replace("{section}", "01none"),
        )
        .header(header::HOST, &host)
        .header(header::ORIGIN, format!("http://{host}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::IF_MATCH, "\"1\"")
        .header(header::CONTENT_TYPE, "application/json");
    let request = match cookie {
        Some(cookie) => request.header(header::COOKIE, cookie),
        None => request,
    };
    let said = match path {
        _ if method != "PUT" => None,
        "/desk/articles/{id}/section" => Some(json!({"section": "01none"})),
        "/desk/articles/{id}/stories" => Some(json!({"stories": []})),
        _ => Some(json!({"schema": "another", "tree": {}, "headline": "", "lead": ""})),
    };
    let body = said.map_or_else(Body::empty, |said| Body::from(said.to_string()));
    room.ask(request.body(body).expect("the request is well formed")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_opens_to_those_who_are_signed_in_and_no_further_than_their_role() {
    let mut all = rows("desk");
    all.retain(|row| !row.path.contains("sign-"));
    for role in ROLES {
        for room in newsrooms().await {
            let other = room.editor("كاتبة أخرى").await;
            let person = room.colleague("زميل", role).await;
            let cookie = cookie(&room, &person).await;
            for (is_writer, writer) in [(false, &other), (true, &person)] {
                if is_writer && !may_write(role) {
                    continue;
                }
                let id = writer.writes(piece("خبر").paragraph("نص")).await;
                let before = all_rows(&room.app.db).await;
                for row in all.iter().filter(|row| !row.who.contains("anyone")) {
                    for method in &row.methods {
                        at_the_desk(&room, None, method, &row.path, &id).await.expects(401);
                    }
                }
                check_unchanged(&room, "whoever is not signed in", &before, &all_rows(&room.app.db).await);
                for (row, method) in tried(&all, role, is_writer, false) {
                    let what = what(row, method, role, is_writer);
                    // An outdated editor's save is refused as outdated once the person is known.
                    let answer = at_the_desk(&room, Some(&cookie), method, &row.path, &id).await;
                    let mut refused = matches!(answer.status.as_u16(), 401 | 403 | 409);
                    if hides(row, role, is_writer) {
                        // One that never was is answered alike, to the letter.
                        let never = ArticleId::from(NOBODYS);
                        let other = at_the_desk(&room, Some(&cookie), method, &row.path, &never).await;
                        assert_eq!(told(&answer, &id), told(&other, &never), "{what}");
                        refused = refused || answer.status == 404;
                    }
                    assert!(refused, "{what}: {} {}", answer.status, answer.body());
                }
                let refused = format!("something refused to {} (writer: {is_writer})", role.as_str());
                check_unchanged(&room, &refused, &before, &all_rows(&room.app.db).await);
                for (row, method) in tried(&all, role, is_writer, true) {
                    let id = writer.writes(piece("خبر").paragraph("نص")).await;
                    let answer = at_the_desk(&room, Some(&cookie), method, &row.path, &id).await;
                    let stopped = matches!(answer.status.as_u16(), 401 | 403 | 409 | 500);
                    let what = what(row, method, role, is_writer);
                    assert!(!stopped, "{what}: {} {}", answer.status, answer.body());
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_another_site_cannot_act_at_the_desk() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let cookie = cookie(&room, &layla).await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        let before = all_rows(&room.app.db).await;
        let request = Request::post(format!("/desk/articles/{id}/sheet"))
            .header(header::HOST, room.app.public_host())
            .header(header::ORIGIN, "https://elsewhere.example")
            .header("sec-fetch-site", "cross-site")
            .header(header::COOKIE, &cookie);
        room.ask(request.body(Body::empty()).expect("the request is well formed")).await.expects(403);
        check_unchanged(&room, "a page of another site", &before, &all_rows(&room.app.db).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_link_opens_once_and_not_for_ever() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let link = invite(&room.app, &Actor::Console, &layla.account).await.expect("the link is made");
        sign_in(&room.app, &link, &Visitor::default()).await.expect("the link opens once");
        sign_in(&room.app, &link, &Visitor::default()).await.map(drop).expect_err("a link opens only once");
        let late = invite(&room.app, &Actor::Console, &layla.account).await.expect("the link is made");
        room.the_clock_reaches(room.now() + HOUR).await;
        sign_in(&room.app, &late, &Visitor::default()).await.map(drop).expect_err("a link is soon too old");
        let cookie = cookie(&room, &layla).await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        at_the_desk(&room, Some(&cookie), "GET", "/desk", &id).await.expects(200);
        suspend(&room.app.db, &layla.account, room.now()).await;
        at_the_desk(&room, Some(&cookie), "GET", "/desk", &id).await.expects(401);
    }
}
