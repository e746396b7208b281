//! What a theme may and may not do: strict names, escaped values, bounded work, files from three places.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};
use theme::{Limits, Locale, Locales, PageCheck, PageTemplate, Surroundings, Theme, ThemeConfig, ThemeError};

fn arabic() -> Arc<Locale> {
    Locales::built_in().expect("sound").get("ar")
}

/// A theme over the built-in one, made of these files.
fn theme_with(files: &[(&str, &str)]) -> Result<(Theme, tempfile::TempDir), ThemeError> {
    let dir = tempfile::tempdir().expect("a folder");
    files.iter().for_each(|(name, text)| put(dir.path(), name, text.as_bytes()));
    let limits = Limits { fuel: 200_000, output_bytes: 100_000, recursion: 100 };
    let theme = Theme::load(ThemeConfig {
        site_overrides: Some(dir.path().into()),
        limits,
        ..ThemeConfig::default()
    })?;
    Ok((theme, dir))
}

fn put(dir: &Path, name: &str, bytes: &[u8]) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().expect("has one")).expect("a folder");
    fs::write(path, bytes).expect("writes");
}

fn render(source: &str, page: Value) -> Result<String, ThemeError> {
    let (theme, _dir) = theme_with(&[("templates/x.html", source)])?;
    theme.render_named("x.html", &json!({ "page": page }), &arabic())
}

#[test]
fn values_are_escaped_and_nulls_print_nothing() {
    let out = render(
        r#"<a title="{{ page.x }}">{{ page.x }}{{ page.none }}{{ page.n }}</a>"#,
        json!({"x": "<\"'&/>", "none": null, "n": 7}),
    );
    assert_eq!(
        out.expect("renders"),
        r#"<a title="&lt;&quot;&#39;&amp;/&gt;">&lt;&quot;&#39;&amp;/&gt;7</a>"#
    );
}

#[test]
fn what_people_typed_is_never_a_template() {
    let attack = "{{ 7 * 7 }}{% include 'base.html' %}{# #}";
    let out = render(
        "{{ page.x }}|{{ t('site-front-page', site=page.x) }}|{{ page.x|safe }}",
        json!({ "x": attack }),
    )
    .expect("renders");
    assert!(!out.contains("49"), "{out}");
    assert_eq!(out.matches("{{ 7 * 7 }}").count(), 3, "{out}");
}

#[test]
fn an_unknown_name_is_an_error_with_its_place() {
    for source in [
        "{{ page.typo }}",
        "{% if page.typo %}{% endif %}",
        "{% for x in page.typo %}{% endfor %}",
        "{{ nothing }}",
    ] {
        let error = render(&format!("line one\n{source}"), json!({"x": 1})).expect_err("is refused");
        assert!(
            matches!(&error, ThemeError::RenderFailed { name, line: 2, .. } if name == "x.html"),
            "{error}"
        );
    }
    render("{{ page.x }}", json!({"x": 1})).expect("the control renders");
}

#[test]
fn the_innermost_place_is_named() {
    let files = [("templates/x.html", "{% include 'y.html' %}"), ("templates/y.html", "\n\n{{ page.typo }}")];
    let (theme, _dir) = theme_with(&files).expect("loads");
    let error = theme.render_named("x.html", &json!({"page": {}}), &arabic()).expect_err("is refused");
    assert!(matches!(&error, ThemeError::RenderFailed { name, line: 3, .. } if name == "y.html"), "{error}");
}

#[test]
fn endless_work_is_stopped() {
    let endless = "{% for a in range(10000) %}{% for b in range(10000) %}{{ a }}{% endfor %}{% endfor %}";
    assert!(matches!(
        render(endless, json!({})),
        Err(ThemeError::OutOfFuel { fuel: 200_000, .. } | ThemeError::OutputTooLarge { .. })
    ));
    let silent = "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}";
    assert!(matches!(render(silent, json!({})), Err(ThemeError::OutOfFuel { .. })));
    let recursive = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
    assert!(matches!(render(recursive, json!({})), Err(ThemeError::RenderFailed { .. })));
    let huge = "{% for a in range(200) %}{{ page.x }}{% endfor %}";
    assert!(matches!(
        render(huge, json!({"x": "x".repeat(1000)})),
        Err(ThemeError::OutputTooLarge { most: 100_000, .. })
    ));
    assert_eq!(
        render("{% for a in range(3) %}{{ a }}{% endfor %}", json!({})).expect("the control renders"),
        "012"
    );
}

#[test]
fn a_shared_fragment_is_bounded_as_its_page_is() {
    let show = |page: &str, fragment: &str| {
        let files = [("templates/greeting.html", page), ("templates/_f.html", fragment)];
        let (theme, _dir) = theme_with(&files).expect("loads");
        let within = Surroundings::new(&json!({ "long": "x".repeat(1000) }), &arabic());
        theme.render(&Greeting { page: json!({ "name": "" }) }, &within).map(|html| html.len())
    };
    let loops = "{% for a in range(20000) %}{{ shared('_f.html', a) }}{% endfor %}";
    assert!(matches!(
        show(loops, "{% for a in range(1000) %}{% endfor %}"),
        Err(ThemeError::OutOfFuel { .. })
    ));
    let itself = show("{{ shared('_f.html') }}", "{{ shared('_f.html') }}");
    assert!(matches!(itself, Err(ThemeError::RenderFailed { .. })));
    let hidden =
        show("{{ shared('_f.html') }}", "{% set site = {} %}{% set key = 1 %}{{ shared('_f.html') }}");
    assert!(hidden.is_err(), "whatever it calls what it was given");
    let huge = show("{{ shared('_f.html') }}", "{% for a in range(200) %}{{ site.long }}{% endfor %}");
    assert!(huge.is_err());
    assert_eq!(show("{{ shared('_f.html') }}", "{{ site.long }}").expect("the control renders"), 1000);
}

#[test]
fn a_template_cannot_print_the_insides_of_the_program_or_reach_files() {
    assert!(render("{{ debug() }}", json!({})).is_err());
    assert!(render("{{ page|pprint }}", json!({})).is_err());
    assert!(render("{% include '../theme.toml' %}", json!({})).is_err());
    assert!(render("{% include '/etc/hostname' %}", json!({})).is_err());
}

#[test]
fn a_template_that_does_not_compile_refuses_the_theme_with_its_line() {
    let error =
        theme_with(&[("templates/errors/404.html", "ok\n{% if %}")]).map(|_| ()).expect_err("is refused");
    assert!(
        matches!(&error, ThemeError::TemplateBroken { name, line: 2, .. } if name == "errors/404.html"),
        "{error}"
    );
}

#[test]
fn a_missing_template_is_said_by_name() {
    let theme = Theme::built_in().expect("loads");
    assert!(matches!(
        theme.render_named("no.html", &json!({}), &arabic()),
        Err(ThemeError::TemplateMissing { .. })
    ));
}

#[test]
fn the_site_stands_before_the_theme_and_the_theme_before_what_is_built_in() {
    let (site, themes) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let named = |name: &str, text: &str| put(&themes.path().join("paper"), name, text.as_bytes());
    named("theme.toml", "name = \"paper\"\ncontract = 1\n");
    named("templates/a.html", "theme a");
    named("templates/b.html", "theme b");
    put(site.path(), "templates/b.html", b"site b");
    let config = ThemeConfig {
        site_overrides: Some(site.path().into()),
        themes: Some(themes.path().into()),
        name: "paper".into(),
        limits: Limits::default(),
    };
    let theme = Theme::load(config.clone()).expect("loads");
    let show = |name: &str| theme.render_named(name, &json!({}), &arabic()).expect("renders");
    assert_eq!((show("a.html"), show("b.html")), ("theme a".into(), "site b".into()));
    assert_eq!(theme.manifest().name, "paper");
    assert!(theme.asset_named("base.css").is_some(), "what the theme lacks is built in");
    for name in ["../paper", "", "no-such", "a/b"] {
        let refused = Theme::load(ThemeConfig { name: name.into(), ..config.clone() }).map(|_| ());
        assert!(matches!(refused, Err(ThemeError::UnknownTheme { .. })), "{name:?}");
    }
}

#[test]
fn a_theme_for_another_contract_is_refused() {
    let error =
        theme_with(&[("theme.toml", "name = \"x\"\ncontract = 99\n")]).map(|_| ()).expect_err("is refused");
    assert!(error.to_string().contains("contract 99"), "{error}");
}

#[test]
fn a_reload_takes_changes_and_survives_mistakes() {
    let (theme, dir) =
        theme_with(&[("templates/x.html", "one"), ("assets/extra.css", "a{b:c}")]).expect("loads");
    let show = || theme.render_named("x.html", &json!({}), &arabic()).expect("renders");
    let before = theme.asset_named("extra.css").expect("is there").hashed_name.clone();
    assert!(!theme.reload_if_changed().expect("nothing changed"));
    put(dir.path(), "templates/x.html", b"second");
    put(dir.path(), "assets/extra.css", b"a{b:changed}");
    assert!(theme.reload_if_changed().expect("reloads"));
    assert_eq!(show(), "second");
    let after = theme.asset_named("extra.css").expect("is there").hashed_name.clone();
    assert_ne!(before, after);
    assert!(theme.asset(&before).is_some(), "pages from before the reload still find their sheet");
    put(dir.path(), "templates/x.html", b"{% broken");
    assert!(theme.reload_if_changed().is_err());
    assert_eq!(show(), "second");
}

#[test]
fn an_asset_answers_to_its_marked_name_only() {
    let theme = Theme::built_in().expect("loads");
    let address = theme.asset_address("base.css").expect("is there");
    let asset = theme.asset(address.strip_prefix("/assets/").expect("lives there")).expect("answers");
    assert_eq!(asset.content_type, "text/css; charset=utf-8");
    for name in ["base.css", "../theme.toml", "templates/base.html", "/etc/passwd", "", "fonts/"] {
        assert!(theme.asset(name).is_none(), "{name:?}");
    }
    let font = theme.asset_named("fonts/head-arabic.woff2").expect("is there");
    assert!(theme.asset(&font.hashed_name).is_some());
    let css = String::from_utf8(asset.bytes.to_vec()).expect("is text");
    assert!(css.contains(&format!("url({})", font.hashed_name)), "the sheet points at the marked font");
}

#[test]
fn links_inside_an_overrides_folder_are_not_followed() {
    let (theme, dir) = theme_with(&[("templates/x.html", "one")]).expect("loads");
    std::os::unix::fs::symlink("/etc/hostname", dir.path().join("templates/leak.html")).expect("links");
    theme.reload().expect("reloads");
    assert!(matches!(
        theme.render_named("leak.html", &json!({}), &arabic()),
        Err(ThemeError::TemplateMissing { .. })
    ));
}

#[derive(Serialize)]
struct Greeting {
    page: Value,
}

impl PageTemplate for Greeting {
    const TEMPLATE: &'static str = "greeting.html";

    fn samples() -> Vec<Self> {
        vec![Greeting { page: json!({"name": "ليلى"}) }, Greeting { page: json!({"name": null}) }]
    }
}

#[test]
fn a_shared_fragment_is_rendered_once_for_each_key_and_sees_nothing_of_the_page() {
    let greeting = ("templates/greeting.html", "{{ shared('_f.html') }} {{ shared('_f.html', page.name) }}");
    let fragment = ("templates/_f.html", "{{ site.word }}:{{ key }}:{% if page is defined %}seen{% endif %}");
    let (theme, dir) = theme_with(&[greeting, fragment]).expect("loads");
    let show = |name: &str, within: &Surroundings| {
        let page = Greeting { page: json!({ "name": name }) };
        String::from_utf8(theme.render(&page, within).expect("renders")).expect("is UTF-8")
    };
    let within = Surroundings::new(&json!({ "word": "<one>" }), &arabic());
    let first = show("a", &within);
    assert_eq!(first, "&lt;one&gt;:: &lt;one&gt;:a:");
    assert_eq!(show("b", &within), first.replace(":a:", ":b:"));
    // The control: what was rendered is kept, so a changed template shows only in new surroundings.
    put(dir.path(), "templates/_f.html", b"{{ site.word }}!");
    assert_eq!(show("a", &within), first, "the old theme still answers");
    let other = Surroundings::new(&json!({ "word": "two" }), &arabic());
    assert_eq!(show("a", &other), "two:: two:a:");
    theme.reload().expect("reloads");
    assert_eq!(
        show("a", &within),
        "&lt;one&gt;! &lt;one&gt;!",
        "a fragment of the old theme is never shown by the new one"
    );
}

#[test]
fn a_check_finds_names_that_no_sample_reaches() {
    let good = (
        "templates/greeting.html",
        "{% if page.name == 'nobody' %}{{ t('latest') }}{% endif %}{{ page.name }}",
    );
    let (theme, _dir) = theme_with(&[good]).expect("loads");
    let pages = [PageCheck::of::<Greeting>(&json!({}))];
    let locales = Locales::built_in().expect("sound");
    assert!(theme.check(&pages, &locales).is_empty());
    let hidden = ("templates/greeting.html", "{% if page.name == 'nobody' %}{{ tpyo }}{% endif %}");
    let (theme, _dir) = theme_with(&[hidden]).expect("loads");
    assert_eq!(theme.check(&pages, &locales).len(), 1);
    let shown = ("templates/greeting.html", "{{ page.nmae }}");
    let (theme, _dir) = theme_with(&[shown]).expect("loads");
    assert_eq!(
        theme.check(&pages, &locales).len(),
        2 * locales.codes().count(),
        "two samples in every language"
    );
}
