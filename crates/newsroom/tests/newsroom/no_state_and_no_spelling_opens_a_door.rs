//! Whoever may not do something may not do it to a piece in any state that it may be in, nor under another spelling of the address.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::features::accounts::Role;
use newsroom::id::ArticleId;

use crate::everyone_may_do_their_part::{ROLES, Row, at_the_desk, check_unchanged, cookie, rows, tries};
use crate::kit::store::all_rows;
use crate::kit::{Answer, Colleague, HOUR, Newsroom, newsrooms, piece};

const STATES: [&str; 5] = ["scheduled", "embargoed", "published", "with a newer revision", "withdrawn"];

/// A piece of somebody else's in one state.
async fn in_state(writer: &Colleague<'_>, state: &str) -> ArticleId {
    let plain = || piece("خبر").paragraph("نص");
    match state {
        "scheduled" => {
            let id = writer.writes(plain()).await;
            writer.schedules(&id, writer.room.now() + HOUR).await.expects(202);
            id
        }
        "embargoed" => writer.writes(plain().embargoed_until(writer.room.now() + HOUR)).await,
        "published" => writer.publishes(plain()).await.id,
        "with a newer revision" => {
            let id = writer.publishes(plain()).await.id;
            writer.revises(&id, 1, piece("خبر").paragraph("نص آخر")).await.expects(201);
            id
        }
        _ => {
            let id = writer.publishes(plain()).await.id;
            writer.withdraws(&id, "سبب").await.expects(200);
            id
        }
    }
}

/// The rows about one article that let nobody of a role in.
fn shut(surface: &str, role: Role) -> Vec<Row> {
    let about_one = |row: &Row| row.path.contains("{id}") && !row.lets_in(role, false);
    rows(surface).into_iter().filter(about_one).collect()
}

fn is_refused(answer: &Answer) -> bool {
    matches!(answer.status.as_u16(), 401 | 403 | 404)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_may_not_do_they_may_not_do_to_a_piece_in_any_state() {
    for room in newsrooms().await {
        let writer = room.editor("كاتبة").await;
        let mut asked = 0;
        for role in ROLES {
            let person = room.colleague("زميل", role).await;
            let cookie = cookie(&room, &person).await;
            for state in STATES {
                let id = in_state(&writer, state).await;
                let before = all_rows(&room.app.db).await;
                for surface in ["api", "desk"] {
                    for row in shut(surface, role) {
                        for method in &row.methods {
                            let answer = match surface {
                                "api" => tries(&person, method, &row.path, &id).await,
                                _ => at_the_desk(&room, Some(&cookie), method, &row.path, &id).await,
                            };
                            let what = format!("{method} {} as {} ({state})", row.path, role.as_str());
                            assert!(is_refused(&answer), "{what}: {} {}", answer.status, answer.body());
                            asked += 1;
                        }
                    }
                }
                let what = format!("what {} may not do to a piece that is {state}", role.as_str());
                check_unchanged(&room, &what, &before, &all_rows(&room.app.db).await);
            }
        }
        assert!(asked > 500, "{:?}: only {asked} were asked", room.dialect());
    }
}

/// Other spellings of an address under one root, which a router, a proxy or a careless comparison might take for it.
fn spellings(root: &str, path: &str) -> Vec<String> {
    let rest = path.strip_prefix(root).unwrap_or(path);
    let first = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
    let after = rest.trim_start_matches('/').strip_prefix(first).unwrap_or_default();
    let coded =
        format!("%{:02X}{}", first.as_bytes().first().copied().unwrap_or(b'a'), first.get(1..).unwrap_or(""));
    vec![
        format!("{path}/"),
        format!("{root}//{first}{after}"),
        format!("{root}/./{first}{after}"),
        format!("{root}/%2e/{first}{after}"),
        format!("{root}/x/%2e%2e/{first}{after}"),
        format!("{root}/{}{after}", first.to_uppercase()),
        format!("{root}/{coded}{after}"),
        format!("{path};x=1"),
        format!("{path}.json"),
        format!("{path}%00"),
        format!("{path}?_method=GET"),
    ]
}

/// The methods that a role may use at the same address.
fn open_at(surface: &str, path: &str, role: Role) -> BTreeSet<String> {
    let open = rows(surface).into_iter().filter(|row| row.path == path && row.lets_in(role, false));
    open.flat_map(|row| row.methods)
        .flat_map(|method| if method == "GET" { vec![method, "HEAD".into()] } else { vec![method] })
        .collect()
}

async fn asks(room: &Newsroom, method: &str, path: &str, who: (&'static str, String), meant: &str) -> Answer {
    let host = room.app.public_host();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, &host)
        .header(header::ORIGIN, format!("http://{host}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-http-method-override", meant)
        .header(who.0, who.1);
    room.ask(request.body(Body::from("{}")).expect("the request is well formed")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_other_spelling_and_no_other_method_gets_past_a_refusal() {
    for room in newsrooms().await {
        let id = room.editor("كاتبة").await.writes(piece("خبر").paragraph("نص لا يُقرأ")).await;
        let mut asked = 0;
        for role in ROLES {
            let person = room.colleague("زميل", role).await;
            let cookie = cookie(&room, &person).await;
            let before = all_rows(&room.app.db).await;
            for (surface, root) in [("api", "/api/v1"), ("desk", "/desk")] {
                for row in shut(surface, role) {
                    let path = row.path.replace("{id}", id.as_str());
                    if path.contains('{') {
                        continue;
                    }
                    let path = if surface == "api" { format!("{root}{path}") } else { path };
                    let who = || match surface {
                        "api" => ("authorization", format!("Bearer {}", person.token)),
                        _ => ("cookie", cookie.clone()),
                    };
                    let open = open_at(surface, &row.path, role);
                    for method in &row.methods {
                        let mut tried: Vec<(&str, String)> =
                            spellings(root, &path).into_iter().map(|path| (method.as_str(), path)).collect();
                        // A method that is let through, meaning one that is not.
                        tried.extend(["HEAD", "OPTIONS", "POST", "TRACE"].map(|other| (other, path.clone())));
                        for (method, path) in tried.into_iter().filter(|(method, _)| !open.contains(*method))
                        {
                            let answer = asks(&room, method, &path, who(), &row.methods[0]).await;
                            let what = format!("{method} {path} as {}", role.as_str());
                            let is_let = answer.status.is_success() && method != "OPTIONS";
                            assert!(
                                !is_let && answer.status != StatusCode::INTERNAL_SERVER_ERROR,
                                "{what}: {}",
                                answer.status
                            );
                            assert!(!answer.body().contains("نص لا يُقرأ"), "{what}: {}", answer.body());
                            asked += 1;
                        }
                    }
                }
            }
            let what = format!("another spelling by {}", role.as_str());
            check_unchanged(&room, &what, &before, &all_rows(&room.app.db).await);
        }
        assert!(asked > 1_000, "{:?}: only {asked} were asked", room.dialect());
    }
}
