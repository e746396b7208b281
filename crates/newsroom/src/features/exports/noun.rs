//! What a line of an export says: one instance of a noun, field by field. No I/O.

use std::fmt;

use serde_json::value::RawValue;
use store::{Cell, FromRow, FromValue, Params, Row, Statement, StoreError, Value};

/// The longest line that is read: the largest article, with room to spare.
pub const LONGEST_LINE: usize = 16 << 20;

/// One sort of thing that an export holds, and the table it stands in.
pub struct Noun {
    /// What its file is called.
    pub name: &'static str,
    /// Its fields, in the order in which they are asked, written and brought back.
    pub fields: &'static [Field],
    /// Its first fields, by which all are told apart and ordered.
    pub keys: usize,
    /// Those after a key, so many: everything.
    pub all: &'static Statement,
    /// The same, as far as readers know of it; `None` where they know nothing.
    pub shown: Option<&'static Statement>,
    /// Writes one.
    pub put: &'static Statement,
}

/// A field of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name, on the line and in the table.
    pub name: &'static str,
    /// What it may hold.
    pub kind: Kind,
}

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Text, or null.
    TextOrNone,
    /// A whole number; times are microseconds since 1970 UTC.
    Number,
    /// A whole number, or null.
    NumberOrNone,
    /// Yes or no.
    Flag,
    /// A structured value, as it is kept.
    Json,
    /// A structured value, or null.
    JsonOrNone,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// Nothing.
    None,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// Text, or a structured value as text.
    Text(String),
}

/// One instance of a noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Line(pub Vec<Held>);

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// It is no object of JSON.
    #[error("this is no object of JSON: {0}")]
    NotJson(String),
    /// A field is missing.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// There is no such field.
    #[error("this version knows no `{0}` there")]
    Unknown(String),
    /// A field holds something else.
    #[error("`{field}` is to be {wanted}")]
    Wrong {
        /// Which.
        field: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
    /// A field holds what cannot stand there.
    #[error("`{field}`: {why}")]
    Refused {
        /// Which.
        field: &'static str,
        /// Why.
        why: String,
    },
}

impl Kind {
    /// In words.
    pub fn wanted(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::TextOrNone => "text or null",
            Kind::Number => "a whole number",
            Kind::NumberOrNone => "a whole number or null",
            Kind::Flag => "true or false",
            Kind::Json => "a value",
            Kind::JsonOrNone => "a value or null",
        }
    }

    /// As a JSON Schema says it.
    pub fn schema(self) -> serde_json::Value {
        use serde_json::json;
        match self {
            Kind::Text => json!({"type": "string"}),
            Kind::TextOrNone => json!({"type": ["string", "null"]}),
            Kind::Number => json!({"type": "integer"}),
            Kind::NumberOrNone => json!({"type": ["integer", "null"]}),
            Kind::Flag => json!({"type": "boolean"}),
            Kind::Json | Kind::JsonOrNone => json!({}),
        }
    }

    /// What a piece of JSON says, when it may stand there.
    fn read(self, raw: &RawValue) -> Option<Held> {
        let text = raw.get();
        let is_none = text == "null";
        match self {
            Kind::TextOrNone | Kind::NumberOrNone | Kind::JsonOrNone if is_none => Some(Held::None),
            Kind::Text | Kind::TextOrNone => {
                let text: String = serde_json::from_str(text).ok()?;
                (!text.contains('\0')).then_some(Held::Text(text))
            }
            Kind::Number | Kind::NumberOrNone => serde_json::from_str(text).ok().map(Held::Number),
            Kind::Flag => serde_json::from_str(text).ok().map(Held::Flag),
            Kind::Json | Kind::JsonOrNone => (!is_none).then(|| Held::Text(text.to_owned())),
        }
    }
}

impl Held {
    fn write(&self, kind: Kind, line: &mut String) {
        match self {
            Held::None => line.push_str("null"),
            Held::Flag(flag) => line.push_str(if *flag { "true" } else { "false" }),
            Held::Number(number) => line.push_str(&number.to_string()),
            // A line break inside a structured value can only be space between its parts.
            Held::Text(text) if matches!(kind, Kind::Json | Kind::JsonOrNone) => line
                .extend(text.chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter })),
            Held::Text(text) => {
                line.push_str(&serde_json::to_string(text).expect("text is always written"));
            }
        }
    }

    fn value(&self) -> Value {
        match self {
            Held::None => Value::Null,
            Held::Flag(flag) => Value::Bool(*flag),
            Held::Number(number) => Value::Int(*number),
            Held::Text(text) => Value::Text(text.clone()),
        }
    }
}

impl FromValue for Held {
    const WANTED: &'static str = "a field of an export";

    fn from_cell(cell: Cell<'_>) -> Option<Held> {
        match cell {
            Cell::Null => Some(Held::None),
            Cell::Bool(flag) => Some(Held::Flag(flag)),
            Cell::Int(number) => Some(Held::Number(number)),
            Cell::Text(text) => Some(Held::Text(text.to_owned())),
            Cell::Real(_) | Cell::Bytes(_) => None,
        }
    }
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Line, StoreError> {
        (0..row.width()).map(|at| row.get(at)).collect::<Result<Vec<Held>, StoreError>>().map(Line)
    }
}

impl Line {
    /// What a field of the noun holds.
    pub fn held(&self, noun: &Noun, field: &str) -> Option<&Held> {
        self.0.get(noun.fields.iter().position(|known| known.name == field)?)
    }

    /// The text of a field; empty where it holds none.
    pub fn text(&self, noun: &Noun, field: &str) -> &str {
        match self.held(noun, field) {
            Some(Held::Text(text)) => text,
            _ => "",
        }
    }

    /// Says something else in a field of text.
    pub fn say(&mut self, noun: &Noun, field: &str, text: String) {
        let at = noun.fields.iter().position(|known| known.name == field);
        if let Some(held) = at.and_then(|at| self.0.get_mut(at)) {
            *held = Held::Text(text);
        }
    }

    /// What the statement that writes one is given.
    pub fn params(&self) -> Params {
        Params::new(self.0.iter().map(Held::value).collect())
    }
}

impl Noun {
    /// What is asked first: those after nothing, so many.
    pub fn from_the_beginning(&self, count: i64) -> Params {
        let first = self.fields[..self.keys].iter().map(|field| match field.kind {
            Kind::Number => Value::Int(i64::MIN),
            _ => Value::Text(String::new()),
        });
        Params::new(first.chain([Value::Int(count)]).collect())
    }

    /// What is asked next: those after `last`, so many.
    pub fn after(&self, last: &Line, count: i64) -> Params {
        let keys = last.0[..self.keys].iter().map(Held::value);
        Params::new(keys.chain([Value::Int(count)]).collect())
    }

    /// The line, with its end. A flag may have been kept as a number.
    pub fn written(&self, line: &Line) -> String {
        let mut out = String::from("{");
        for (at, (field, held)) in self.fields.iter().zip(&line.0).enumerate() {
            if at > 0 {
                out.push(',');
            }
            out.push('"');
            out.push_str(field.name);
            out.push_str("\":");
            match (field.kind, held) {
                (Kind::Flag, Held::Number(number)) => Held::Flag(*number != 0).write(field.kind, &mut out),
                _ => held.write(field.kind, &mut out),
            }
        }
        out.push_str("}\n");
        out
    }

    /// Reads a line back.
    pub fn read(&self, text: &str) -> Result<Line, BadLine> {
        let said: Fields<'_> =
            serde_json::from_str(text).map_err(|error| BadLine::NotJson(error.to_string()))?;
        let mut held: Vec<Option<Held>> = vec![None; self.fields.len()];
        for (name, raw) in said.0 {
            let Some(at) = self.fields.iter().position(|field| field.name == name) else {
                return Err(BadLine::Unknown(name));
            };
            let field = self.fields[at];
            let wrong = BadLine::Wrong { field: field.name, wanted: field.kind.wanted() };
            if held[at].is_some() {
                return Err(BadLine::Refused { field: field.name, why: "it stands there twice".to_owned() });
            }
            held[at] = Some(field.kind.read(raw).ok_or(wrong)?);
        }
        let whole = held.into_iter().zip(self.fields);
        whole
            .map(|(held, field)| held.ok_or(BadLine::Missing(field.name)))
            .collect::<Result<_, _>>()
            .map(Line)
    }
}

impl fmt::Debug for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Noun").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The members of an object in their order, none of them taken apart.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Fields<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> serde::de::Visitor<'de> for Members {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, &'de RawValue>()? {
                    members.push(member);
                }
                Ok(Fields(members))
            }
        }
        from.deserialize_map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::exports::store::NOUNS;

    #[test]
    fn every_noun_is_sound_and_has_a_file_of_its_own() {
        for noun in NOUNS {
            assert!((1..=4).contains(&noun.keys) && noun.keys <= noun.fields.len(), "{noun:?}");
            assert!(noun.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{noun:?}");
            assert_eq!(NOUNS.iter().filter(|other| other.name == noun.name).count(), 1, "{noun:?}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let noun = NOUNS.iter().find(|noun| noun.name == "revisions").expect("there are revisions");
        let text = |text: &str| Held::Text(text.to_owned());
        let line = Line(vec![
            text("01ABC"),
            Held::Number(7),
            text("{\"headline\":\"«خبر»\",\n \"body\":{}}"),
            text("d"),
            text("سطر\nوسطر \"و\u{2028}"),
            text("console"),
            Held::Number(-1),
        ]);
        let written = noun.written(&line);
        assert_eq!(written.matches('\n').count(), 1, "{written}");
        let back = noun.read(&written).expect("it reads back");
        assert_eq!(noun.written(&back), written);
        assert_eq!(back.text(noun, "note"), "سطر\nوسطر \"و\u{2028}");
    }

    #[test]
    fn what_is_missing_unknown_or_of_another_kind_is_named() {
        let noun = NOUNS.iter().find(|noun| noun.name == "story_pieces").expect("there are pieces");
        let whole = r#"{"story":"S","article":"A","place":1,"pinned":false}"#;
        assert!(noun.read(whole).is_ok());
        for (line, said) in [
            (r#"{"story":"S","article":"A","place":1}"#, "`pinned` is missing"),
            (r#"{"story":"S","article":"A","place":"1","pinned":false}"#, "`place` is to be a whole number"),
            (r#"{"story":"S","article":"A","place":1.5,"pinned":false}"#, "`place` is to be a whole number"),
            (r#"{"story":null,"article":"A","place":1,"pinned":false}"#, "`story` is to be text"),
            (r#"{"story":"S\u0000","article":"A","place":1,"pinned":false}"#, "`story` is to be text"),
            (r#"{"story":"S","article":"A","place":1,"pinned":false,"x":1}"#, "this version knows no `x`"),
            (r#"{"story":"S","story":"S","article":"A","place":1,"pinned":false}"#, "twice"),
            ("[]", "no object"),
            ("{", "no object"),
        ] {
            let refused = noun.read(line).expect_err(line).to_string();
            assert!(refused.contains(said), "{line}: {refused}");
        }
    }
}
