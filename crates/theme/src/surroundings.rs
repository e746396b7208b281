//! What the pages of one place and time share: rendered once, not once for each page.
//!
//! A page is given its own value (`page`, `head`) and the surroundings (`site`, in a language). A template prints a
//! fragment that depends on nothing but these by `shared("_footer.html")`, or by `shared("_nav.html", head.section)` where
//! it depends on one thing more, which the fragment sees as `key`. It cannot see the page, so it cannot keep what
//! belongs to one page and show it on another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Enumerator, Object, Serde};
use minijinja::{Value, context};

use crate::helpers::Speaker;
use crate::locales::Locale;

/// More fragments than a theme has; beyond it they are rendered each time.
const MOST_KEPT: usize = 256;

/// What pages share. Make it anew when something in it has changed: what was rendered from it goes with it.
#[derive(Debug, Clone)]
pub struct Surroundings {
    pub(crate) site: Value,
    pub(crate) locale: Value,
}

impl Surroundings {
    /// The surroundings with this value as `site`, in this language and voice.
    pub fn new(site: &impl serde::Serialize, locale: &Locale) -> Surroundings {
        let locale = Value::from_object(Speaker(locale.clone()));
        let shared =
            SharedSite { value: Value::from(Serde(site)), locale: locale.clone(), kept: Mutex::default() };
        Surroundings { site: Value::from_object(shared), locale }
    }
}

/// The value of `site`, with the fragments that were rendered from it.
#[derive(Debug)]
pub(crate) struct SharedSite {
    value: Value,
    /// The language of every fragment, whatever a page calls `locale`.
    locale: Value,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// The theme that they were rendered by.
    theme: u64,
    /// By their template.
    plain: HashMap<String, Value>,
    /// By their template, and by their key.
    keyed: HashMap<String, HashMap<String, Value>>,
    /// How many there are.
    count: usize,
}

impl SharedSite {
    pub(crate) fn locale(&self) -> Value {
        self.locale.clone()
    }

    /// The fragment as it was rendered before, by the same theme.
    pub(crate) fn kept(&self, theme: u64, template: &str, key: Option<&str>) -> Option<Value> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = match key {
            None => kept.plain.get(template),
            Some(key) => kept.keyed.get(template).and_then(|fragments| fragments.get(key)),
        };
        found.filter(|_| kept.theme == theme).cloned()
    }

    pub(crate) fn keep(&self, theme: u64, template: &str, key: Option<&str>, fragment: Value) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.theme != theme {
            *kept = Kept { theme, ..Kept::default() };
        }
        if kept.count < MOST_KEPT {
            kept.count += 1;
            match key {
                None => kept.plain.insert(template.to_owned(), fragment),
                Some(key) => {
                    kept.keyed.entry(template.to_owned()).or_default().insert(key.to_owned(), fragment)
                }
            };
        }
    }
}

impl Object for SharedSite {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.value.get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.value.try_iter() {
            Ok(keys) => Enumerator::Values(keys.collect()),
            Err(_) => Enumerator::NonEnumerable,
        }
    }
}

/// The names that a shared fragment sees.
pub(crate) fn seen_by_fragment(site: Value, locale: Value, key: Option<&str>) -> Value {
    context! { site, locale, key }
}
