//! Values that go into a statement: six kinds that both databases have, and nothing else.

use std::cmp::Ordering;

use crate::error::StoreError;
use crate::statement::Statement;

/// One parameter.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub enum Value {
    /// No value.
    Null,
    /// Yes or no; 0/1 on SQLite.
    Bool(bool),
    /// A signed 64-bit number.
    Int(i64),
    /// A floating point number.
    Real(f64),
    /// Text without NUL.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// The parameters of one statement, in the order of `$1, $2, …`. Made by [`params!`](crate::params).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Params(Vec<Value>);

impl Params {
    /// From values already made.
    pub fn new(values: Vec<Value>) -> Params {
        Params(values)
    }

    /// One after the other.
    pub(crate) fn joined(many: impl Iterator<Item = Params>) -> Params {
        Params(many.flat_map(|one| one.0).collect())
    }

    /// The values in order.
    pub fn values(&self) -> &[Value] {
        &self.0
    }

    /// One order of all parameters, the same in every transaction.
    pub(crate) fn order(&self, other: &Params) -> Ordering {
        let by_value = self.0.iter().zip(&other.0).map(|(one, other)| one.partial_cmp(other));
        let first = by_value.map(|order| order.unwrap_or(Ordering::Equal)).find(|order| order.is_ne());
        first.unwrap_or_else(|| self.0.len().cmp(&other.0.len()))
    }
}

/// `params![id, "ar", 3]`: each anything that is `Into<Value>`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { $crate::Params::new(vec![$($crate::Value::from($value)),*]) };
}

/// The parameter for `in_list($n)` (text) and `in_int_list($n)` (numbers): a JSON array as text.
pub fn list<I>(items: I) -> String
where
    I: IntoIterator,
    I::Item: ListItem,
{
    let mut out = String::from("[");
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        item.write(&mut out);
    }
    out.push(']');
    out
}

/// What may stand in a [`list`].
pub trait ListItem {
    /// Appends the item as JSON.
    fn write(&self, out: &mut String);
}

impl ListItem for str {
    fn write(&self, out: &mut String) {
        out.push('"');
        for character in self.chars() {
            match character {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
                c => out.push(c),
            }
        }
        out.push('"');
    }
}

impl ListItem for String {
    fn write(&self, out: &mut String) {
        self.as_str().write(out);
    }
}

impl ListItem for i64 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl<T: ListItem + ?Sized> ListItem for &T {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

/// The values, once it is sure that there are as many as the statement takes and that both databases can keep them.
pub(crate) fn checked<'p>(
    statement: &'static Statement,
    params: &'p Params,
    expected: usize,
) -> Result<&'p [Value], StoreError> {
    let values = params.values();
    if values.len() != expected {
        return Err(StoreError::Parameters { statement: statement.name, expected, given: values.len() });
    }
    let nul = values.iter().position(|value| matches!(value, Value::Text(text) if text.contains('\0')));
    match nul {
        Some(at) => Err(StoreError::NulInText { statement: statement.name, parameter: at + 1 }),
        None => Ok(values),
    }
}

macro_rules! from {
    ($($type:ty => |$v:ident| $make:expr),* $(,)?) => {
        $(impl From<$type> for Value { fn from($v: $type) -> Value { $make } })*
    };
}

from! {
    &str => |v| Value::Text(v.to_owned()),
    String => |v| Value::Text(v),
    &String => |v| Value::Text(v.clone()),
    std::borrow::Cow<'_, str> => |v| Value::Text(v.into_owned()),
    i64 => |v| Value::Int(v),
    i32 => |v| Value::Int(v.into()),
    i16 => |v| Value::Int(v.into()),
    u32 => |v| Value::Int(v.into()),
    u16 => |v| Value::Int(v.into()),
    u8 => |v| Value::Int(v.into()),
    bool => |v| Value::Bool(v),
    f64 => |v| Value::Real(v),
    Vec<u8> => |v| Value::Bytes(v),
    &[u8] => |v| Value::Bytes(v.to_vec()),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_json() {
        assert_eq!(list(["a", "b\"\\\n"]), "[\"a\",\"b\\\"\\\\\\u000a\"]");
        assert_eq!(list([1i64, -2]), "[1,-2]");
        assert_eq!(list(&[String::from("خبر")]), "[\"خبر\"]");
        assert_eq!(list(Vec::<String>::new()), "[]");
    }
}
