//! `{{ shared("_footer.html") }}`, `{{ shared("_nav.html", head.section) }}`: a fragment that many pages have in common,
//! rendered once for all of them. See [`crate::Surroundings`].

use std::cell::Cell;

use minijinja::value::Rest;
use minijinja::{Environment, Error, State, Value};

use super::refusal;
use crate::bounded::Bounded;
use crate::surroundings::{SharedSite, seen_by_fragment};

/// What looking a fragment up costs, in steps of work.
const LOOK: u64 = 20;

/// `theme` tells this theme from others that may have rendered before; a fragment has at most `most` bytes.
pub(super) fn register(engine: &mut Environment<'static>, theme: u64, most: usize) {
    engine.add_function(
        "shared",
        move |state: &State, template: &str, keys: Rest<Value>| -> Result<Value, Error> {
            let key = match keys.as_slice() {
                [] => None,
                [key] => (!key.is_none()).then(|| key.to_string()),
                _ => return Err(refusal("shared() takes a template and at most one key")),
            };
            let key = key.as_deref();
            state.consume_fuel(LOOK)?;
            let site = state.lookup("site").ok_or_else(|| refusal("the page has no site"))?;
            let shared = site.downcast_object_ref::<SharedSite>();
            if let Some(fragment) = shared.and_then(|shared| shared.kept(theme, template, key)) {
                return Ok(fragment);
            }
            let locale = match shared {
                Some(shared) => shared.locale(),
                None => state.lookup("locale").ok_or_else(|| refusal("the page has no locale"))?,
            };
            let fragment = render(state, template, seen_by_fragment(site.clone(), locale, key), most)?;
            if let Some(shared) = shared {
                shared.keep(theme, template, key, fragment.clone());
            }
            Ok(fragment)
        },
    );
}

/// The fragment, within the bounds of a page; its work is charged to the page that asked for it.
fn render(state: &State, template: &str, seen: Value, most: usize) -> Result<Value, Error> {
    let _inside = Inside::step_in()?;
    let mut out = Bounded::new(most);
    let captured = state.env().get_template(template)?.render_captured_to(seen, &mut out)?;
    let consumed = captured.state().fuel_levels().map_or(0, |(consumed, _)| consumed);
    state.consume_fuel(consumed)?;
    drop(captured);
    let html = String::from_utf8(out.bytes).map_err(|_| refusal("a fragment is whole letters"))?;
    Ok(Value::from_safe_string(html))
}

thread_local! {
    /// Whether this thread is rendering a fragment. No template can change it, as it could any name.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Held while a fragment is rendered.
struct Inside;

impl Inside {
    /// One fragment in another could go on without end: each is rendered by an engine that counts anew.
    fn step_in() -> Result<Inside, Error> {
        match INSIDE.replace(true) {
            true => Err(refusal("a shared fragment cannot print another one")),
            false => Ok(Inside),
        }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(false);
    }
}
