//! A value against the schema. Understands exactly the keywords our own types produce.

use super::{TreeError, checks};
use crate::schema::root;
use crate::tree::node::CHECK;
use serde_json::{Map, Value};

/// Checks a whole document; the first fault is reported with its place.
pub(super) fn document(value: &Value) -> Result<(), TreeError> {
    let mut walk = Walk { place: Vec::new() };
    walk.value(root(), value)
}

/// A JSON pointer of these steps.
pub(super) fn pointer(steps: &[String]) -> String {
    steps.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
}

struct Walk {
    place: Vec<String>,
}

impl Walk {
    fn refuse<T>(&self, why: impl Into<String>) -> Result<T, TreeError> {
        Err(TreeError::Refused { at: pointer(&self.place), why: why.into() })
    }

    fn value(&mut self, schema: &Value, value: &Value) -> Result<(), TreeError> {
        let schema = resolve(schema);
        if let Some(branches) = branches(schema) {
            return self.one_of(branches, value);
        }
        self.kind(schema, value)?;
        self.allowed(schema, value)?;
        match value {
            Value::String(text) => self.text(schema, text),
            Value::Array(items) => self.items(schema, items),
            Value::Object(object) => self.object(schema, object),
            _ => Ok(()),
        }
    }

    fn one_of(&mut self, branches: &[Value], value: &Value) -> Result<(), TreeError> {
        if value.is_null() {
            let nullable = branches.iter().any(|b| resolve(b)["type"] == "null");
            return if nullable { Ok(()) } else { self.refuse("null is not allowed here") };
        }
        let Some(name) = value.get("type").and_then(Value::as_str) else {
            return match branches.iter().find(|b| type_name(b).is_none() && resolve(b)["type"] != "null") {
                Some(branch) => self.value(branch, value),
                None => self.refuse("a node or mark must have a \"type\""),
            };
        };
        match branches.iter().find(|b| type_name(b) == Some(name)) {
            Some(branch) => self.value(branch, value),
            None => {
                let known: Vec<_> = branches.iter().filter_map(type_name).collect();
                self.refuse(format!("\"{name}\" cannot stand here; what can: {}", known.join(", ")))
            }
        }
    }

    fn kind(&self, schema: &Value, value: &Value) -> Result<(), TreeError> {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(n) if n.is_u64() || n.is_i64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let wanted = match &schema["type"] {
            Value::String(name) => vec![name.as_str()],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => return Ok(()),
        };
        if wanted.contains(&found) {
            return Ok(());
        }
        self.refuse(format!("this is {found}; it must be {}", wanted.join(" or ")))
    }

    fn allowed(&self, schema: &Value, value: &Value) -> Result<(), TreeError> {
        if let Some(only) = schema.get("const")
            && only != value
        {
            return self.refuse(format!("this must be {only}"));
        }
        match schema.get("enum").and_then(Value::as_array) {
            Some(words) if !words.contains(value) => {
                let words: Vec<_> = words.iter().map(Value::to_string).collect();
                self.refuse(format!("this must be one of {}", words.join(", ")))
            }
            _ => Ok(()),
        }
    }

    fn text(&self, schema: &Value, text: &str) -> Result<(), TreeError> {
        if let Some(limit) = schema.get("maxLength").and_then(Value::as_u64)
            && text.len() as u64 > limit
            && text.chars().count() as u64 > limit
        {
            return self.refuse(format!("this is longer than {limit} characters"));
        }
        match schema.get(CHECK).and_then(Value::as_str).map(|check| checks::run(check, text)) {
            Some(Err(why)) => self.refuse(why),
            _ => Ok(()),
        }
    }

    fn items(&mut self, schema: &Value, items: &[Value]) -> Result<(), TreeError> {
        let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
        match (items.len() as u64, bound("minItems"), bound("maxItems")) {
            (0, Some(1..), _) => return self.refuse("this may not be empty"),
            (many, Some(least), _) if many < least => {
                return self.refuse(format!("this has {many}; it must have at least {least}"));
            }
            (many, _, Some(most)) if many > most => {
                return self.refuse(format!("this has {many}; it may have at most {most}"));
            }
            _ => {}
        }
        for (index, item) in items.iter().enumerate() {
            self.place.push(index.to_string());
            self.value(&schema["items"], item)?;
            self.place.pop();
        }
        Ok(())
    }

    fn object(&mut self, schema: &Value, object: &Map<String, Value>) -> Result<(), TreeError> {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                return self.refuse(format!("\"{name}\" is missing"));
            }
        }
        // What a node is comes first: a wrong node is told as such, not by the first of its attributes.
        let kind = object.iter().filter(|(name, _)| *name == "type");
        for (name, value) in kind.chain(object.iter().filter(|(name, _)| *name != "type")) {
            self.place.push(name.clone());
            match schema["properties"].get(name) {
                Some(inner) => self.value(inner, value)?,
                None => return self.refuse(format!("\"{name}\" is not known here")),
            }
            self.place.pop();
        }
        Ok(())
    }
}

/// Follows a reference into the schema's definitions.
fn resolve(schema: &Value) -> &Value {
    match schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#')) {
        Some(pointer) => root().pointer(pointer).unwrap_or(schema),
        None => schema,
    }
}

fn branches(schema: &Value) -> Option<&[Value]> {
    schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array).map(Vec::as_slice)
}

/// The `type` a branch insists on, when it is a node's or a mark's schema.
fn type_name(schema: &Value) -> Option<&str> {
    resolve(schema).pointer("/properties/type/const").and_then(Value::as_str)
}
