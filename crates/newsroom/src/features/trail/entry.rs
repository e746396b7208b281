//! One entry of the trail, and its seal: no I/O.

use ::store::Logged;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What a trail without entries ends with.
pub const BEGINNING: &str = "";

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1 up without holes.
    pub position: i64,
    /// Its number in the event log.
    pub event: i64,
    /// When, in microseconds UTC.
    pub at: i64,
    /// What happened.
    pub kind: String,
    /// Who did it.
    pub actor: String,
    /// What it was done to: an id; empty where it is the whole newsroom.
    pub subject: String,
    /// The event as the log has it.
    pub data: String,
    /// The seal: a hash of all this and of the seal before it.
    pub hash: String,
}

/// What names the subject of an event, the nearest first.
const SUBJECTS: [&str; 13] = [
    "article", "story", "alert", "front", "picture", "account", "token", "page", "redirect", "synonyms",
    "section", "receipt", "edition",
];
/// What the program does by itself, over and over, and nobody answers for.
const OF_THE_MACHINE: [&str; 3] = ["card_drawn", "days_recounted", "related_chosen"];

/// Whether an event stands in the trail. An import is one act: its batch stands for all that it brought.
pub fn belongs(logged: &Logged) -> bool {
    !OF_THE_MACHINE.contains(&logged.kind.as_str()) && (!logged.quiet || logged.kind == "batch_published")
}

impl Entry {
    /// The entry that follows `before`, a place and its seal.
    pub fn following(before: (i64, &str), logged: &Logged) -> Entry {
        let said: Value = serde_json::from_str(&logged.data).unwrap_or_default();
        let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        let subject = SUBJECTS.iter().map(|name| text(name)).find(|id| !id.is_empty()).unwrap_or_default();
        let entry = Entry {
            position: before.0 + 1,
            event: logged.seq,
            at: logged.at,
            kind: logged.kind.clone(),
            actor: text("actor"),
            subject,
            data: logged.data.clone(),
            hash: String::new(),
        };
        Entry { hash: entry.seal(before.1), ..entry }
    }

    /// What its hash has to be after this one.
    pub fn seal(&self, before: &str) -> String {
        let told = json!([
            before,
            self.position,
            self.event,
            self.at,
            self.kind,
            self.actor,
            self.subject,
            self.data
        ]);
        HEXLOWER.encode(&Sha256::digest(told.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logged(seq: i64, kind: &str, quiet: bool) -> Logged {
        let data =
            format!(r#"{{"actor":"user:01a","event":"{kind}","article":"0D7K3F9QX2MB","edition":"ar"}}"#);
        Logged { seq, at: 7, kind: kind.to_owned(), data, tags: Vec::new(), quiet }
    }

    #[test]
    fn a_seal_depends_on_everything_and_on_all_before() {
        let first = Entry::following((0, BEGINNING), &logged(3, "article_created", false));
        assert_eq!(
            (first.position, first.subject.as_str(), first.actor.as_str()),
            (1, "0D7K3F9QX2MB", "user:01a")
        );
        assert_eq!(first.seal(BEGINNING), first.hash);
        let others = [
            Entry { position: 2, ..first.clone() },
            Entry { event: 4, ..first.clone() },
            Entry { at: 8, ..first.clone() },
            Entry { kind: "article_revised".to_owned(), ..first.clone() },
            Entry { actor: "user:01b".to_owned(), ..first.clone() },
            Entry { subject: String::new(), ..first.clone() },
            Entry { data: "{}".to_owned(), ..first.clone() },
        ];
        assert!(others.iter().all(|other| other.seal(BEGINNING) != first.hash));
        assert_ne!(first.seal("another"), first.hash);
    }

    #[test]
    fn an_import_is_one_act_and_drawing_is_none() {
        assert!(belongs(&logged(1, "article_published", false)));
        assert!(!belongs(&logged(1, "article_published", true)));
        assert!(belongs(&logged(1, "batch_published", true)));
        assert!(!belongs(&logged(1, "card_drawn", false)));
    }
}
