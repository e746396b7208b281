//! JSON text to a value, refusing what JSON libraries quietly accept: deep nesting and repeated keys.

use super::TreeError;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;

/// Deepest nesting of brackets in `json`, counted without decoding and without recursion.
pub(super) fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0usize, 0usize, false, false);
    for byte in json.bytes() {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Deepest nesting of a decoded value, without recursion.
pub(super) fn value_depth(value: &Value) -> usize {
    let mut waiting = vec![(value, 0usize)];
    let mut deepest = 0;
    while let Some((value, above)) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items.iter().map(|item| (item, above + 1))),
            Value::Object(map) => waiting.extend(map.values().map(|item| (item, above + 1))),
            _ => continue,
        }
        deepest = deepest.max(above + 1);
    }
    deepest
}

/// Decodes `json`, whose depth has been bounded.
pub(super) fn decode(json: &str) -> Result<Value, TreeError> {
    let found = Found::default();
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let decoded = Strict { found: &found }.deserialize(&mut deserializer);
    let decoded = decoded.and_then(|value| deserializer.end().map(|()| value));
    decoded.map_err(|error| match found.twice.into_inner() {
        Some((at, key)) => TreeError::DuplicateKey { at, key },
        None => TreeError::NotJson { why: error.to_string() },
    })
}

/// Where the decoder stands, and the repeated key it met.
#[derive(Default)]
struct Found {
    place: RefCell<Vec<String>>,
    twice: RefCell<Option<(String, String)>>,
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    found: &'a Found,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        loop {
            self.found.place.borrow_mut().push(array.len().to_string());
            let item = items.next_element_seed(self)?;
            self.found.place.borrow_mut().pop();
            match item {
                Some(item) => array.push(item),
                None => return Ok(Value::Array(array)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                let at = super::validate::pointer(&self.found.place.borrow());
                *self.found.twice.borrow_mut() = Some((at, key));
                return Err(A::Error::custom("a key stands twice"));
            }
            self.found.place.borrow_mut().push(key.clone());
            let value = entries.next_value_seed(self)?;
            self.found.place.borrow_mut().pop();
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
