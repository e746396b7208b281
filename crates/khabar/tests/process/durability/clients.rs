//! Clients of the API that write down every answer, and every answer that did not come.

use std::net::SocketAddr;

use serde_json::{Value, json};

use super::history::{Act, Entry, History, Outcome};
use crate::kit::{Answer, Call, Fault, post};

/// More than anybody publishes before the longest pause is over.
const MOST_PIECES: usize = 500;

/// One of several clients.
pub struct Client<'a> {
    /// Its name: the beginning of its pieces' headlines.
    pub name: String,
    /// Its token.
    pub token: &'a str,
    /// Where the server listens.
    pub address: SocketAddr,
    /// Where it writes down what happens.
    pub history: &'a History,
}

/// The client does not go on.
struct Over;

impl Client<'_> {
    /// Begins, revises, publishes and withdraws articles until the server is gone.
    pub fn write_until_the_end(&self) {
        for number in 0..MOST_PIECES {
            if self.write(number).is_err() {
                return;
            }
        }
    }

    /// Begins, revises and publishes one article.
    pub fn write_one(&self) {
        assert!(self.write(0).is_ok(), "the server was gone");
    }

    fn write(&self, number: usize) -> Result<(), Over> {
        let piece = format!("ديمومة {} {number}", self.name);
        let Some(id) = self.begin(&piece)? else { return Ok(()) };
        let at = |end: &str| format!("/api/v1/articles/{id}/{end}");
        let ask = |act, call| self.ask(&piece, Some(&id), act, call);
        ask(Act::Publish(1), post(&at("publication")).json(&json!({"revision": 1})))?;
        if number.is_multiple_of(3) {
            let revision = json!({"expected": 1, "content": content(&format!("{piece} منقّحة"))});
            ask(Act::Revise(2), post(&at("revisions")).json(&revision))?;
            ask(Act::Publish(2), post(&at("publication")).json(&json!({"revision": 2})))?;
        }
        if number % 5 == 4 {
            ask(Act::Withdraw, post(&at("withdrawal")).json(&json!({"reason": "سُحب للتجربة"})))?;
        }
        Ok(())
    }

    /// Begins an article and returns its id, unless that was refused.
    fn begin(&self, piece: &str) -> Result<Option<String>, Over> {
        let new = json!({"edition": "ar", "section": "politics", "content": content(piece)});
        let answer = self.ask(piece, None, Act::Create, post("/api/v1/articles").json(&new))?;
        Ok(answer.map(|answer| answer.json()["id"].as_str().unwrap_or_default().to_owned()))
    }

    fn ask(&self, piece: &str, id: Option<&String>, act: Act, call: Call) -> Result<Option<Answer>, Over> {
        let asked = call.token(self.token).ask(self.address);
        let outcome = outcome_of(&asked);
        let article = match (&asked, act) {
            (Ok(answer), Act::Create) => answer.json()["id"].as_str().map(str::to_owned),
            _ => id.cloned(),
        };
        self.history.note(Entry { piece: piece.to_owned(), article, act, outcome });
        match outcome {
            Outcome::Acknowledged => Ok(asked.ok()),
            Outcome::Refused(_) => Ok(None),
            Outcome::Maybe | Outcome::NotAsked => Err(Over),
        }
    }
}

fn outcome_of(asked: &Result<Answer, Fault>) -> Outcome {
    match asked {
        Ok(answer) if (200..300).contains(&answer.status) => Outcome::Acknowledged,
        // A server that says it is broken has not said that nothing was done.
        Ok(answer) if answer.status >= 500 && answer.status != 503 => Outcome::Maybe,
        Ok(answer) => Outcome::Refused(answer.status),
        Err(Fault::Unanswered(_)) => Outcome::Maybe,
        Err(Fault::NotAsked(_)) => Outcome::NotAsked,
    }
}

fn content(headline: &str) -> Value {
    json!({"headline": headline, "lead": "مقدّمة", "body_html": "<p>نصّ أول.</p><p>نصّ ثانٍ.</p>"})
}
