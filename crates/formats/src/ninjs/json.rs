//! A JSON tree read within bounds: depth and the number of values are limited, members given twice are noticed.

use std::cell::Cell;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The most values a file may hold; a byte of JSON can be a value, and a value costs some thirty bytes of memory.
pub const MOST_VALUES: usize = 1_000_000;

#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Box<Members>),
    /// An object or array below the depth that is allowed; its content was skipped.
    TooDeep,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Members {
    /// In the order given.
    pub all: Vec<(String, Json)>,
    /// The first name that was given twice.
    pub twice: Option<String>,
}

impl Json {
    pub fn member(&self, name: &str) -> Option<&Json> {
        self.members().iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The members of an object; none for anything else.
    pub fn members(&self) -> &[(String, Json)] {
        match self {
            Json::Object(members) => &members.all,
            _ => &[],
        }
    }

    /// The values of a list; none for anything else.
    pub fn list(&self) -> &[Json] {
        match self {
            Json::List(values) => values,
            _ => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Json::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// What this is, for a message.
    pub fn name(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Flag(_) => "true or false",
            Json::Number(_) => "a number",
            Json::Text(_) => "a text",
            Json::List(_) => "an array",
            Json::Object(_) | Json::TooDeep => "an object",
        }
    }
}

/// Why a text gave no tree.
pub enum Unreadable {
    Syntax(serde_json::Error),
    TooManyValues,
}

/// Reads one JSON value that fills the whole text. `values` counts down what the file may still hold.
pub fn read(text: &str, depth: usize, values: &Cell<usize>) -> Result<Json, Unreadable> {
    let mut source = serde_json::Deserializer::from_str(text);
    let tree = Seed { depth, values }.deserialize(&mut source).and_then(|tree| source.end().map(|()| tree));
    tree.map_err(
        |error| if values.get() == 0 { Unreadable::TooManyValues } else { Unreadable::Syntax(error) },
    )
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    depth: usize,
    values: &'a Cell<usize>,
}

impl Seed<'_> {
    fn deeper(self) -> Self {
        Seed { depth: self.depth.saturating_sub(1), ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Json, D::Error> {
        let left = self.values.get();
        if left == 0 {
            return Err(D::Error::custom("too many values"));
        }
        self.values.set(left - 1);
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json;

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    /// What lies too deep is skipped without recursion, so no depth can exhaust the stack.
    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Json, A::Error> {
        if self.depth == 0 {
            while source.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Json::TooDeep);
        }
        let mut values = Vec::new();
        while let Some(value) = source.next_element_seed(self.deeper())? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Json, A::Error> {
        if self.depth == 0 {
            while source.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Json::TooDeep);
        }
        let mut all = Vec::new();
        while let Some(name) = source.next_key::<String>()? {
            all.push((name, source.next_value_seed(self.deeper())?));
        }
        let twice = given_twice(&all);
        Ok(Json::Object(Box::new(Members { all, twice })))
    }
}

fn given_twice(members: &[(String, Json)]) -> Option<String> {
    let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned())
}
