//! A letter: what it says, in plain text and as HTML.

use std::time::{Duration, SystemTime};

use askama::Template;
use lettre::Message;
use lettre::message::{Mailbox, MultiPart};
use serde::{Deserialize, Serialize};
use theme::{Arg, Locale};

use super::OutboxError;

const MINUTE: i64 = 60 * 1_000_000;

/// Why somebody is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// An account was opened for them.
    Invitation,
    /// They, or an administrator for them, want to come in by a link.
    SignIn,
    /// An administrator took off what they signed in with, so that they begin anew.
    Reset,
}

impl LetterKind {
    /// The kind's name: a second letter of a kind to the same person waits for no third.
    pub fn as_str(self) -> &'static str {
        match self {
            LetterKind::Invitation => "invitation",
            LetterKind::SignIn => "sign_in",
            LetterKind::Reset => "reset",
        }
    }

    /// How long the link in it opens, in microseconds: an invitation may lie for a week.
    pub fn link_lives(self) -> i64 {
        match self {
            LetterKind::Invitation => 7 * 24 * 60 * MINUTE,
            LetterKind::SignIn | LetterKind::Reset => 30 * MINUTE,
        }
    }
}

/// A letter with a link.
#[derive(Debug, Clone, Template)]
#[template(path = "letters/letter.html")]
pub struct Letter {
    lang: String,
    dir: &'static str,
    subject: String,
    greeting: String,
    words: String,
    button: String,
    link: String,
    life: String,
    unwanted: String,
}

impl Letter {
    /// What somebody of this name is written.
    pub fn new(kind: LetterKind, locale: &Locale, name: &str, link: String) -> Letter {
        let say = |id: &str| locale.message(id, &[]);
        let (subject, words, life) = match kind {
            LetterKind::Invitation => {
                ("desk-letter-invitation", "desk-letter-invitation-words", "desk-letter-week")
            }
            LetterKind::SignIn => ("desk-letter-link", "desk-letter-link-words", "desk-link-once"),
            LetterKind::Reset => ("desk-letter-reset", "desk-letter-reset-words", "desk-link-once"),
        };
        Letter {
            lang: locale.code().to_owned(),
            dir: locale.dir().as_str(),
            subject: say(subject),
            greeting: locale.message("desk-letter-greeting", &[("name", Arg::from(name))]),
            words: say(words),
            button: say("desk-enter"),
            link,
            life: say(life),
            unwanted: say("desk-letter-unwanted"),
        }
    }

    /// The letter as it goes out.
    pub fn message(&self, from: &Mailbox, to: Mailbox, id: &str, now: i64) -> Result<Message, OutboxError> {
        let sent = SystemTime::UNIX_EPOCH + Duration::from_micros(now.max(0).unsigned_abs());
        let message = Message::builder()
            .from(from.clone())
            .to(to)
            .subject(self.subject.as_str())
            .date(sent)
            .message_id(Some(format!("<{id}@{}>", from.email.domain())));
        Ok(message.multipart(MultiPart::alternative_plain_html(self.plain(), self.render()?))?)
    }

    /// Each line of it in one direction: the link has a line for itself.
    fn plain(&self) -> String {
        let Letter { greeting, words, link, life, unwanted, .. } = self;
        format!("{greeting}\r\n\r\n{words}\r\n\r\n{link}\r\n\r\n{life}\r\n\r\n{unwanted}\r\n")
    }
}
