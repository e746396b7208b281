//! The people of a story: colleagues, who work through the API with a token of their own, and readers, who only read.

use axum::body::Body;
use axum::http::{Method, Request, header};
use newsroom::id::{AccountId, ArticleId};
use serde_json::{Value, json};

use super::{Answer, NewPicture, Newsroom, Piece, eventually};

/// Someone who works in the newsroom.
pub struct Colleague<'a> {
    /// Where.
    pub room: &'a Newsroom,
    /// The account.
    pub account: AccountId,
    /// What they call the API with.
    pub token: String,
}

/// An article before readers.
#[derive(Debug, Clone)]
pub struct Live {
    /// Its id.
    pub id: ArticleId,
    /// Its address.
    pub href: String,
    /// Its receipt.
    pub receipt: String,
}

impl Colleague<'_> {
    /// Asks the API as this person.
    pub async fn asks(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::HOST, self.room.app.public_host())
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        let request = match body {
            Some(body) => {
                request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string()))
            }
            None => request.body(Body::empty()),
        };
        self.room.ask(request.expect("the request is well formed")).await
    }

    /// Posts to an article: `/articles/{id}/{what}`.
    pub async fn posts(&self, id: &ArticleId, what: &str, body: Value) -> Answer {
        self.asks(Method::POST, &format!("/articles/{id}/{what}"), Some(body)).await
    }

    /// Begins an article that nobody else sees.
    pub async fn writes(&self, piece: Piece) -> ArticleId {
        let answer = self.begins(piece).await.expects(201);
        ArticleId(answer.json()["id"].as_str().expect("an article has an id").to_owned())
    }

    /// Tries to begin an article.
    pub async fn begins(&self, piece: Piece) -> Answer {
        self.asks(Method::POST, "/articles", Some(piece.as_new())).await
    }

    /// Writes and publishes.
    pub async fn publishes(&self, piece: Piece) -> Live {
        let id = self.writes(piece).await;
        self.publishes_again(&id).await
    }

    /// Publishes an article's newest revision.
    pub async fn publishes_again(&self, id: &ArticleId) -> Live {
        live(self.posts(id, "publication", json!({})).await.expects(200))
    }

    /// Saves a new revision, written on revision `expected`.
    pub async fn revises(&self, id: &ArticleId, expected: i64, piece: Piece) -> Answer {
        self.posts(id, "revisions", json!({"expected": expected, "content": piece.content()})).await
    }

    /// Sets the newest revision to be published at a time.
    pub async fn schedules(&self, id: &ArticleId, at: i64) -> Answer {
        self.posts(id, "publication", json!({"at": text::dates::iso(at, "UTC")})).await
    }

    /// Withdraws.
    pub async fn withdraws(&self, id: &ArticleId, reason: &str) -> Answer {
        self.posts(id, "withdrawal", json!({"reason": reason})).await
    }

    /// An article's newest receipt.
    pub async fn receipt(&self, id: &ArticleId) -> Value {
        self.asks(Method::GET, &format!("/articles/{id}/receipt"), None).await.expects(200).json()
    }

    /// The same once it is finished: what it reads back is in the page cache by then.
    pub async fn finished_receipt(&self, id: &ArticleId) -> Value {
        eventually(|| async { !self.receipt(id).await["finished_at"].is_null() }).await;
        self.receipt(id).await
    }

    /// Corrects; `more` adds to the note.
    pub async fn corrects(&self, id: &ArticleId, text: &str, more: Value) -> Answer {
        let mut body = json!({"kind": "error", "text": text});
        if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
            body.extend(more.clone());
        }
        self.posts(id, "corrections", body).await
    }

    /// Opens a story and returns its id.
    pub async fn opens_story(&self, edition: &str, name: &str) -> String {
        let new = json!({"edition": edition, "name": name});
        let answer = self.asks(Method::POST, "/stories", Some(new)).await.expects(201);
        answer.json()["id"].as_str().expect("a story has an id").to_owned()
    }

    /// Changes a story.
    pub async fn changes(&self, story: &str, change: Value) -> Answer {
        self.asks(Method::PATCH, &format!("/stories/{story}"), Some(change)).await
    }

    /// Pauses, resumes or ends a story.
    pub async fn turns(&self, story: &str, state: &str) -> Answer {
        self.asks(Method::PUT, &format!("/stories/{story}/state"), Some(json!({"state": state}))).await
    }

    /// Places an article in a story.
    pub async fn places(&self, story: &str, article: &ArticleId) -> Answer {
        let path = format!("/stories/{story}/articles/{article}");
        self.asks(Method::PUT, &path, Some(json!({}))).await
    }

    /// Takes an article out of a story.
    pub async fn takes_out(&self, story: &str, article: &ArticleId) -> Answer {
        self.asks(Method::DELETE, &format!("/stories/{story}/articles/{article}"), None).await
    }

    /// Pins a piece of a story.
    pub async fn pins(&self, story: &str, article: &ArticleId) -> Answer {
        self.asks(Method::PUT, &format!("/stories/{story}/pins/{article}"), None).await
    }

    /// The article as the API tells of it.
    pub async fn reads(&self, id: &ArticleId) -> Value {
        self.asks(Method::GET, &format!("/articles/{id}"), None).await.expects(200).json()
    }

    /// Uploads a picture and returns its id.
    pub async fn uploads(&self, picture: NewPicture) -> String {
        let answer = self.sends(picture).await.expects(201);
        answer.json()["id"].as_str().expect("a picture has an id").to_owned()
    }

    /// Tries to upload a picture.
    pub async fn sends(&self, picture: NewPicture) -> Answer {
        let request = Request::post(format!("/api/v1/media?{}", picture.query()))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .body(Body::from(picture.bytes));
        self.room.ask(request.expect("the request is well formed")).await
    }
}

fn live(answer: Answer) -> Live {
    let said = answer.json();
    let text = |name: &str| said[name].as_str().expect("a publication says this").to_owned();
    Live { id: ArticleId(text("id")), href: text("href"), receipt: text("receipt") }
}

/// Someone who reads the site, once all that happened has gone its way.
pub struct Reader<'a> {
    /// Whose site.
    pub room: &'a Newsroom,
}

impl Reader<'_> {
    /// Opens an address.
    pub async fn opens(&self, path: &str) -> Answer {
        self.asks(Request::get(path)).await
    }

    /// Asks in their own way.
    pub async fn asks(&self, request: axum::http::request::Builder) -> Answer {
        self.room.settles().await;
        self.room.ask(request.body(Body::empty()).expect("the request is well formed")).await
    }

    /// Opens an address that works and finds these words. The first reader after a change may still get the old page,
    /// while the new one is made behind: this one looks again.
    pub async fn sees(&self, path: &str, words: &str) {
        let mut answer = self.opens(path).await.expects(200);
        for _ in 0..100 {
            if answer.says(words) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            answer = self.opens(path).await.expects(200);
        }
        assert!(
            answer.says(words),
            "{:?}: {path} does not say “{words}”:\n{}",
            self.room.dialect(),
            answer.body()
        );
    }

    /// Opens an address that works and does not find these words.
    pub async fn misses(&self, path: &str, words: &str) {
        let answer = self.opens(path).await.expects(200);
        assert!(!answer.says(words), "{:?}: {path} says “{words}”:\n{}", self.room.dialect(), answer.body());
    }

    /// Opens an address that answers with this status.
    pub async fn meets(&self, path: &str, status: u16) -> Answer {
        let answer = self.opens(path).await;
        assert_eq!(answer.status.as_u16(), status, "{:?}: {path}", self.room.dialect());
        answer
    }

    /// Searches until this is found and nothing else: the index says how far it is a moment before it can be asked.
    pub async fn finds(&self, text: &str, articles: &[&ArticleId]) {
        let wanted: Vec<&str> = articles.iter().map(|id| id.as_str()).collect();
        let mut found = self.searches(text).await;
        for _ in 0..100 {
            if found == wanted {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            found = self.searches(text).await;
        }
        assert_eq!(found, wanted, "{:?}: “{text}”", self.room.dialect());
    }

    /// The ids that the search index finds.
    async fn searches(&self, text: &str) -> Vec<String> {
        self.room.settles().await;
        let index = self.room.app.index.clone().expect("this newsroom has an index");
        let request = search::Request {
            text: text.to_owned(),
            limit: 50,
            now: self.room.now(),
            ..search::Request::default()
        };
        let found =
            tokio::task::spawn_blocking(move || index.search(&request)).await.expect("the search ends");
        found.expect("the index answers").hits.into_iter().map(|hit| hit.id).collect()
    }
}
