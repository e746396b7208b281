//! A loaded theme: every template compiled, every asset marked, swapped whole on reload.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arc_swap::ArcSwap;
use data_encoding::BASE64;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value, context};
use sha2::{Digest, Sha256};

use crate::assets::{Asset, Assets};
use crate::bounded::Bounded;
use crate::error::ThemeError;
use crate::escape;
use crate::files::{self, Files};
use crate::helpers::{self, Speaker};
use crate::locales::Locale;
use crate::manifest::Manifest;
use crate::page::PageTemplate;
use crate::surroundings::Surroundings;

/// Which theme, from where, within which bounds.
#[derive(Debug, Clone)]
pub struct ThemeConfig {
    /// The site's own folder (`templates/`, `assets/`); its files stand before the theme's. May not exist yet.
    pub site_overrides: Option<PathBuf>,
    /// The folder that holds named themes, one folder each. Not needed for the built-in one.
    pub themes: Option<PathBuf>,
    /// The theme's name; `default` is built in.
    pub name: String,
    /// The bounds of one render.
    pub limits: Limits,
}

/// What one render may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Steps of work: about one per instruction and one per 64 bytes made.
    pub fuel: u64,
    /// Size of the page in bytes.
    pub output_bytes: usize,
    /// Nesting of includes, macros and loops.
    pub recursion: usize,
}

impl Default for ThemeConfig {
    fn default() -> Self {
        let name = files::BUILT_IN.to_owned();
        ThemeConfig { site_overrides: None, themes: None, name, limits: Limits::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits { fuel: 1_000_000, output_bytes: 4 * 1024 * 1024, recursion: 200 }
    }
}

/// Numbers the themes that were loaded, so that a fragment kept from one is never shown by the next.
static SERIAL: AtomicU64 = AtomicU64::new(1);

/// Templates and assets, ready to render and to serve. Cheap to share behind an `Arc`.
pub struct Theme {
    config: ThemeConfig,
    loaded: ArcSwap<Loaded>,
}

pub(crate) struct Loaded {
    pub(crate) engine: Environment<'static>,
    assets: Assets,
    manifest: Manifest,
    fingerprint: u64,
}

impl Theme {
    /// Reads and compiles everything. A broken file refuses the theme as a whole.
    pub fn load(config: ThemeConfig) -> Result<Theme, ThemeError> {
        let loaded = Loaded::read(&config)?;
        Ok(Theme { config, loaded: ArcSwap::from_pointee(loaded) })
    }

    /// The theme that is built in, with the default bounds.
    pub fn built_in() -> Result<Theme, ThemeError> {
        Theme::load(ThemeConfig::default())
    }

    /// Reads everything again and swaps it in; on an error the theme stays as it was.
    pub fn reload(&self) -> Result<(), ThemeError> {
        let mut fresh = Loaded::read(&self.config)?;
        fresh.assets.keep_serving(&self.loaded.load().assets);
        self.loaded.store(Arc::new(fresh));
        Ok(())
    }

    /// Reloads when a file of the site's folder or of the named theme was changed; says whether it did.
    pub fn reload_if_changed(&self) -> Result<bool, ThemeError> {
        let changed = fingerprint(&self.config) != self.loaded.load().fingerprint;
        if changed {
            self.reload()?;
        }
        Ok(changed)
    }

    /// The page as HTML in UTF-8, in its surroundings and their language.
    pub fn render<P: PageTemplate>(&self, page: &P, within: &Surroundings) -> Result<Vec<u8>, ThemeError> {
        let loaded = self.loaded.load();
        let whole = Value::from(Serde(page));
        let part = |name: &str| whole.get_item(&Value::from(name)).unwrap_or_default();
        let values = context! {
            locale => within.locale.clone(), site => within.site.clone(), head => part("head"), page => part("page")
        };
        loaded.render_values(P::TEMPLATE, values, &self.config.limits)
    }

    /// Any serialisable value, `site` and all, through any template of the theme: for tools and previews.
    pub fn render_named(
        &self,
        template: &str,
        page: &impl serde::Serialize,
        locale: &Locale,
    ) -> Result<String, ThemeError> {
        let html =
            self.loaded.load().render(template, Value::from(Serde(page)), locale, &self.config.limits)?;
        Ok(String::from_utf8(html).expect("the engine writes whole strings"))
    }

    /// The asset under its marked name relative to `/assets/`: what the asset route looks up.
    /// The names of the time before the last reload still answer.
    pub fn asset(&self, hashed_name: &str) -> Option<Arc<Asset>> {
        self.loaded.load().assets.hashed(hashed_name)
    }

    /// The asset under its plain name (`mark.svg`): for addresses without a mark, such as `/favicon.ico`.
    pub fn asset_named(&self, name: &str) -> Option<Arc<Asset>> {
        self.loaded.load().assets.named(name)
    }

    /// The address an asset is served at, as the template function `asset` prints it.
    pub fn asset_address(&self, name: &str) -> Option<String> {
        let asset = self.asset_named(name)?;
        Some(format!("{}{}", crate::assets::PREFIX, asset.hashed_name))
    }

    /// The hash of a sheet that `inline_style` writes into a page, as the page's policy names it: `sha256-…`. `None` for a
    /// sheet that may not stand in a page.
    pub fn style_hash(&self, name: &str) -> Option<String> {
        let sheet = self.loaded.load().assets.sheets().remove(name)?;
        Some(format!("sha256-{}", BASE64.encode(&Sha256::digest(&sheet.bytes))))
    }

    /// What the theme says of itself.
    pub fn manifest(&self) -> Manifest {
        self.loaded.load().manifest.clone()
    }

    pub(crate) fn limits(&self) -> Limits {
        self.config.limits
    }

    pub(crate) fn loaded(&self) -> Arc<Loaded> {
        self.loaded.load_full()
    }
}

impl Loaded {
    fn read(config: &ThemeConfig) -> Result<Loaded, ThemeError> {
        let fingerprint = fingerprint(config);
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let files = Files::gather(&config.name, config.themes.as_deref(), config.site_overrides.as_deref())?;
        let manifest = Manifest::parse(files.manifest()?)?;
        let assets = Assets::build(&files)?;
        let engine = compile(&files, &assets, &config.limits, serial)?;
        Ok(Loaded { engine, assets, manifest, fingerprint })
    }

    /// A page that brings its own `site`.
    pub(crate) fn render(
        &self,
        template: &str,
        page: Value,
        locale: &Locale,
        limits: &Limits,
    ) -> Result<Vec<u8>, ThemeError> {
        let locale = Value::from_object(Speaker(locale.clone()));
        self.render_values(template, context! { locale, ..page }, limits)
    }

    fn render_values(&self, template: &str, values: Value, limits: &Limits) -> Result<Vec<u8>, ThemeError> {
        let found = self.engine.get_template(template).map_err(|error| match error.kind() {
            ErrorKind::TemplateNotFound => ThemeError::TemplateMissing { name: template.to_owned() },
            _ => failed(template, &error),
        })?;
        let mut out = Bounded::new(limits.output_bytes);
        let outcome = found.render_captured_to(values, &mut out).map(drop);
        let name = || template.to_owned();
        match outcome {
            _ if out.full => Err(ThemeError::OutputTooLarge { name: name(), most: limits.output_bytes }),
            Err(error) if is_out_of_fuel(&error) => {
                Err(ThemeError::OutOfFuel { name: name(), fuel: limits.fuel })
            }
            Err(error) => Err(failed(template, &error)),
            Ok(()) => Ok(out.bytes),
        }
    }
}

fn compile(
    files: &Files,
    assets: &Assets,
    limits: &Limits,
    serial: u64,
) -> Result<Environment<'static>, ThemeError> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    engine.set_formatter(escape::write_value);
    engine.set_fuel(Some(limits.fuel));
    engine.set_recursion_limit(limits.recursion);
    engine.set_debug(false);
    let syntax = minijinja::syntax::SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    engine.set_syntax(syntax.expect("the default delimiters are valid"));
    // These would print the program's insides into a page.
    engine.remove_global("debug");
    engine.remove_filter("pprint");
    helpers::register(&mut engine, assets, serial, limits.output_bytes);
    for (name, bytes) in files.under("templates") {
        let source = files::text(name, bytes)?.to_owned();
        engine.add_template_owned(name.to_owned(), source).map_err(|error| broken(name, &error))?;
    }
    Ok(engine)
}

fn fingerprint(config: &ThemeConfig) -> u64 {
    let named = config.themes.as_ref().map(|themes| themes.join(&config.name));
    files::fingerprint(config.site_overrides.as_deref()) ^ files::fingerprint(named.as_deref()).rotate_left(1)
}

fn is_out_of_fuel(error: &minijinja::Error) -> bool {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes
        .filter_map(|error| error.downcast_ref::<minijinja::Error>())
        .any(|error| error.kind() == ErrorKind::OutOfFuel)
}

fn broken(name: &str, error: &minijinja::Error) -> ThemeError {
    ThemeError::TemplateBroken { name: name.to_owned(), line: error.line().unwrap_or(0), why: words(error) }
}

fn failed(name: &str, error: &minijinja::Error) -> ThemeError {
    let (mut place, mut line) = (error.name().unwrap_or(name), error.line().unwrap_or(0));
    let mut cause = std::error::Error::source(error);
    // The innermost place is where the theme's author has to look.
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<minijinja::Error>() {
            (place, line) = (inner.name().unwrap_or(place), inner.line().unwrap_or(line));
        }
        cause = inner.source();
    }
    ThemeError::RenderFailed { name: place.to_owned(), line, why: words(error) }
}

fn words(error: &minijinja::Error) -> String {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
