//! `inline_style("lite.css")`: a small sheet of the theme as an element of the page itself, for a page that asks for
//! nothing else. The page's policy has to name its hash: [`crate::Theme::style_hash`].

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::{Environment, Error, Value};

use super::refusal;
use crate::assets::Asset;

/// The sheet as an element.
pub fn inline_style(sheet: &str) -> String {
    format!("<style>{sheet}</style>")
}

pub(super) fn register(engine: &mut Environment<'static>, sheets: HashMap<String, Arc<Asset>>) {
    engine.add_function("inline_style", move |name: &str| -> Result<Value, Error> {
        let sheet = sheets.get(name).and_then(|asset| std::str::from_utf8(&asset.bytes).ok());
        let sheet = sheet.ok_or_else(|| {
            refusal(format!(
                "no sheet {name:?} may stand in a page: it has to be in the theme, and to name no other file"
            ))
        })?;
        Ok(Value::from_safe_string(inline_style(sheet)))
    });
}
