//! Somebody at the desk with a browser: it keeps cookies and sends forms, as the desk's own pages do.

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::body::Body;
use axum::http::{Method, Request, header};
use newsroom::features::accounts::Actor;
use newsroom::features::accounts::actions::invite;
use newsroom::id::AccountId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Answer, Newsroom};

/// A browser on one device.
pub struct Browser<'a> {
    room: &'a Newsroom,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Newsroom {
    /// A browser in which nobody was at the desk before.
    pub fn browser(&self) -> Browser<'_> {
        Browser { room: self, cookies: Mutex::default() }
    }

    /// A browser in which somebody came in by a link.
    pub async fn browser_of(&self, account: &AccountId) -> Browser<'_> {
        let browser = self.browser();
        let link = invite(&self.app, &Actor::Console, account).await.expect("the link is made");
        browser.posts(&format!("/desk/sign-in/{link}"), &[]).await.expects(303);
        browser
    }
}

impl<'a> Browser<'a> {
    /// A browser that was given this cookie by somebody else.
    pub fn holding(room: &'a Newsroom, cookie: &str) -> Browser<'a> {
        let (name, value) = cookie.split_once('=').expect("a cookie");
        let cookies = BTreeMap::from([(name.to_owned(), value.to_owned())]);
        Browser { room, cookies: Mutex::new(cookies) }
    }

    /// Opens a page.
    pub async fn opens(&self, path: &str) -> Answer {
        self.asks(Method::GET, path, Body::empty()).await
    }

    /// Sends a form.
    pub async fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let form: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.asks(Method::POST, path, Body::from(form.join("&"))).await
    }

    /// What the browser holds under this name.
    pub fn holds(&self, cookie: &str) -> String {
        self.cookies.lock().expect("nobody panics with it").get(cookie).cloned().unwrap_or_default()
    }

    /// Puts something into the browser that another one held.
    pub fn is_given(&self, cookie: &str, value: &str) {
        self.cookies.lock().expect("nobody panics with it").insert(cookie.to_owned(), value.to_owned());
    }

    async fn asks(&self, method: Method, path: &str, body: Body) -> Answer {
        let host = self.room.app.public_host();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &host)
            .header(header::ORIGIN, format!("http://{host}"))
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(
                header::USER_AGENT,
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            )
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, self.cookies());
        let answer = self.room.ask(request.body(body).expect("the request is well formed")).await;
        self.keep(&answer);
        answer
    }

    fn cookies(&self) -> String {
        let jar = self.cookies.lock().expect("nobody panics with it");
        jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&self, answer: &Answer) {
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().expect("a cookie is text");
            let (name, value) =
                set.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.cookies.lock().expect("nobody panics with it").insert(name.to_owned(), value.to_owned());
        }
    }
}

/// What stands between two marks in a page.
pub fn between(page: &str, before: &str, after: &str) -> String {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("no `{before}` in {page}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no `{after}` after `{before}`")).0.to_owned()
}
