//! What every node type tells the schema: its name, and what may stand inside it.

use schemars::Schema;
use serde_json::json;

/// Name of the schema keyword that carries a content expression.
pub(crate) const CONTENT: &str = "x-content";
/// Name of the schema keyword that names a check on a string (see `read::checks`).
pub(crate) const CHECK: &str = "x-check";

/// Adds the node's `type` to its schema, and its content expression in the editor library's syntax.
/// An empty expression means a leaf.
pub(crate) fn node(name: &'static str, content: &'static str) -> impl FnMut(&mut Schema) {
    move |schema: &mut Schema| {
        let object = schema.ensure_object();
        object.insert(CONTENT.into(), json!(content));
        if let Some(properties) = object.entry("properties").or_insert_with(|| json!({})).as_object_mut() {
            properties.insert("type".into(), json!({ "const": name }));
        }
        if let Some(required) = object.entry("required").or_insert_with(|| json!([])).as_array_mut() {
            required.insert(0, json!("type"));
        }
    }
}

/// Gives an enum of node structs its serde: written as the node itself, read by the node's `type`.
macro_rules! one_of_nodes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $tag:literal => $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
        #[serde(untagged)]
        #[schemars(inline)]
        pub enum $name {
            $($(#[$vdoc])* $variant($variant)),+
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error;
                let value = serde_json::Value::deserialize(deserializer)?;
                match value.get("type").and_then(serde_json::Value::as_str) {
                    $(Some($tag) => serde_json::from_value(value).map($name::$variant).map_err(D::Error::custom),)+
                    _ => Err(D::Error::custom("a node of an unknown type")),
                }
            }
        }

        $(impl From<$variant> for $name {
            fn from(node: $variant) -> Self {
                Self::$variant(node)
            }
        })+
    };
}
pub(crate) use one_of_nodes;
