//! A colleague at the desk: pages by session, forms as a browser sends them.

use axum::body::Body;
use axum::http::{Request, header};
use newsroom::features::accounts::Actor;
use newsroom::features::accounts::actions::{Visitor, invite, sign_in};

use super::{Answer, Colleague};

/// Someone signed in at the desk.
pub struct AtDesk<'a> {
    who: &'a Colleague<'a>,
    /// The cookie of the session.
    pub cookie: String,
}

impl Colleague<'_> {
    /// Signs in.
    pub async fn at_desk(&self) -> AtDesk<'_> {
        let app = &self.room.app;
        let link = invite(app, &Actor::Console, &self.account).await.expect("the link is made");
        let entered = sign_in(app, &link, &Visitor::default()).await.expect("the link opens");
        let cookie = format!("{}={}", web::DeskCookie::new(false, "/desk").name(), entered.session);
        AtDesk { who: self, cookie }
    }
}

impl AtDesk<'_> {
    /// Opens a page in English.
    pub async fn opens(&self, path: &str) -> Answer {
        self.asks(Request::get(path), Body::empty()).await
    }

    /// Sends a form.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.asks(request, Body::from(encoded.join("&"))).await
    }

    /// The same from a browser, which shows what it is answered.
    pub async fn sends_from_a_page(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html,*/*;q=0.8");
        self.asks(request, Body::from(encoded.join("&"))).await
    }

    /// Sends bytes, as a page's script does.
    pub async fn sends_bytes(&self, method: &str, path: &str, bytes: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::ACCEPT, "application/json");
        self.asks(request, Body::from(bytes)).await
    }

    /// Saves what the editor shows, written on the state given.
    pub async fn saves(&self, path: &str, on: &serde_json::Value, said: &serde_json::Value) -> Answer {
        let request = Request::put(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header(header::IF_MATCH, format!("\"{}\"", on.as_str().expect("a state")));
        self.asks(request, Body::from(said.to_string())).await
    }

    /// Sends a form with files.
    pub async fn brings(&self, path: &str, files: &[(&str, Vec<u8>)]) -> Answer {
        const EDGE: &str = "edge-of-a-part";
        let mut body = Vec::new();
        for (name, bytes) in files {
            let head = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.asks(Request::post(path).header(header::CONTENT_TYPE, kind), Body::from(body)).await
    }

    async fn asks(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let host = self.who.room.app.public_host();
        let request = request
            .header(header::HOST, &host)
            .header(header::ORIGIN, format!("http://{host}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::COOKIE, &self.cookie);
        self.who.room.ask(request.body(body).expect("the request is well formed")).await
    }
}

fn percent(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
