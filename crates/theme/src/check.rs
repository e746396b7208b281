//! `theme check`: every page of the program through every template, in every language.
//!
//! Two looks, because neither sees everything: the names a template uses are read from its source (which
//! covers branches no sample reaches), and every sample is rendered (which covers what names hold).

use std::borrow::Cow;
use std::collections::BTreeSet;

use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::locales::Locales;
use crate::{PageTemplate, Theme, ThemeError};

/// The names a page's value may have at its top, beside the helpers.
const ROOTS: [&str; 6] = ["site", "head", "page", "key", "locale", "loop"];

/// A page to check: its template and its samples.
pub struct PageCheck {
    template: Cow<'static, str>,
    samples: Vec<Value>,
}

impl PageCheck {
    /// The check of one page type, with a sample of what surrounds it; the program makes a list of these.
    pub fn of<P: PageTemplate>(site: &impl serde::Serialize) -> PageCheck {
        let site = Value::from(Serde(site));
        let whole = |sample: &P| context! { site => site.clone(), ..Value::from(Serde(sample)) };
        PageCheck { template: P::TEMPLATE.into(), samples: P::samples().iter().map(whole).collect() }
    }

    /// A check made of any values, for themes' own tools.
    pub fn of_values(template: &'static str, samples: Vec<serde_json::Value>) -> PageCheck {
        PageCheck::of_named(template, samples)
    }

    /// The same for a template whose name was read from somewhere.
    pub fn of_named(template: impl Into<Cow<'static, str>>, samples: Vec<serde_json::Value>) -> PageCheck {
        let samples = samples.iter().map(|sample| Value::from(Serde(sample))).collect();
        PageCheck { template: template.into(), samples }
    }
}

/// Something the check found.
#[derive(Debug, thiserror::Error)]
pub enum CheckProblem {
    /// A page has no sample, so that nothing was looked at.
    #[error("{template}: the page has no samples")]
    NoSamples {
        /// The page's template.
        template: String,
    },
    /// A template uses a name that no page has and no helper is called.
    #[error("{template}: nothing is called {name:?}")]
    UnknownName {
        /// The template.
        template: String,
        /// The name.
        name: String,
    },
    /// A sample did not render.
    #[error("sample {sample} in {language}: {error}")]
    DoesNotRender {
        /// Which sample of the page, from 0.
        sample: usize,
        /// The language's code.
        language: String,
        /// Why.
        error: ThemeError,
    },
}

impl Theme {
    /// Everything that is wrong with the theme for these pages in these languages; empty when all is well.
    pub fn check(&self, pages: &[PageCheck], locales: &Locales) -> Vec<CheckProblem> {
        let loaded = self.loaded();
        let mut problems = unknown_names(&loaded.engine);
        for page in pages {
            if page.samples.is_empty() {
                problems.push(CheckProblem::NoSamples { template: page.template.clone().into_owned() });
            }
            for (sample, value) in page.samples.iter().enumerate() {
                for locale in locales.iter() {
                    if let Err(error) = loaded.render(&page.template, value.clone(), locale, &self.limits()) {
                        let language = locale.code().to_owned();
                        problems.push(CheckProblem::DoesNotRender { sample, language, error });
                    }
                }
            }
        }
        problems
    }
}

/// Names a template uses that nothing gives it: no helper, no page, and for a fragment (`_name.html`) nothing
/// that a template of the theme binds either, since a fragment sees the names of whoever includes it.
fn unknown_names(engine: &minijinja::Environment<'_>) -> Vec<CheckProblem> {
    let helpers: BTreeSet<&str> = engine.globals().map(|(name, _)| name).collect();
    let bound: BTreeSet<String> =
        engine.templates().flat_map(|(_, compiled)| bound_in(compiled.source())).collect();
    let mut problems = Vec::new();
    for (template, compiled) in engine.templates() {
        let fragment = template.rsplit('/').next().is_some_and(|file| file.starts_with('_'));
        let known = |name: &String| {
            let name = name.as_str();
            ROOTS.contains(&name) || helpers.contains(name) || (fragment && bound.contains(name))
        };
        let mut names: Vec<String> = compiled.undeclared_variables(false).into_iter().collect();
        names.sort();
        for name in names.into_iter().filter(|name| !known(name)) {
            problems.push(CheckProblem::UnknownName { template: template.to_owned(), name });
        }
    }
    problems
}

/// The names that `set`, `for` and `from … import` bind in a template.
fn bound_in(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for tag in source.split("{%").skip(1).filter_map(|rest| rest.split("%}").next()) {
        let tag = tag.trim_matches(['-', ' ', '\n']);
        let list = match tag.split_once(' ') {
            Some(("set", rest)) => rest.split('=').next(),
            Some(("for", rest)) => rest.split(" in ").next(),
            Some(("from", rest)) => rest.split_once(" import ").map(|(_, names)| names),
            _ => None,
        };
        names.extend(list.into_iter().flat_map(|list| list.split(',')).map(|name| name.trim().to_owned()));
    }
    names
}
