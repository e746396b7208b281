//! `{{ shared("_footer.html") }}`, `{{ shared("_nav.html", head.section) }}`: a fragment that many pages have in common,
//! rendered once for all of them. See [`crate::Surroundings`].

use minijinja::value::Rest;
use minijinja::{Environment, Error, State, Value};

use super::refusal;
use crate::surroundings::{SharedSite, seen_by_fragment};

/// `theme` tells this theme from others that may have rendered before.
pub(super) fn register(engine: &mut Environment<'static>, theme: u64) {
    engine.add_function(
        "shared",
        move |state: &State, template: &str, keys: Rest<Value>| -> Result<Value, Error> {
            let key = match keys.as_slice() {
                [] => None,
                [key] => (!key.is_none()).then(|| key.to_string()),
                _ => return Err(refusal("shared() takes a template and at most one key")),
            };
            let key = key.as_deref();
            let site = state.lookup("site").ok_or_else(|| refusal("the page has no site"))?;
            let kept = site.downcast_object_ref::<SharedSite>();
            if let Some(fragment) = kept.and_then(|kept| kept.kept(theme, template, key)) {
                return Ok(fragment);
            }
            let locale = state.lookup("locale").ok_or_else(|| refusal("the page has no locale"))?;
            let seen = seen_by_fragment(site.clone(), locale, key);
            let fragment = Value::from_safe_string(state.env().get_template(template)?.render(seen)?);
            if let Some(kept) = kept {
                kept.keep(theme, template, key, fragment.clone());
            }
            Ok(fragment)
        },
    );
}
