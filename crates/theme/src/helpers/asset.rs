//! `asset("base.css")`: the address of a theme's file, with the mark of its contents.

use std::collections::HashMap;

use minijinja::{Environment, Error};

use super::refusal;

pub(super) fn register(engine: &mut Environment<'static>, addresses: HashMap<String, String>) {
    engine.add_function("asset", move |name: &str| -> Result<String, Error> {
        addresses.get(name).cloned().ok_or_else(|| refusal(format!("the theme has no asset {name:?}")))
    });
}
