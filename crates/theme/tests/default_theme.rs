//! The built-in theme: every sample renders in every language, and the house's rules for pages and sheets hold.

use std::fs;
use std::path::Path;

use serde_json::Value;
use theme::{Locales, PageCheck, Theme, ThemeConfig};

struct Sample {
    file: String,
    template: String,
    language: String,
    value: Value,
}

fn samples() -> Vec<Sample> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/default/samples");
    let mut samples = Vec::new();
    for entry in fs::read_dir(dir).expect("is there") {
        let path = entry.expect("is readable").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let json: Value = serde_json::from_slice(&fs::read(&path).expect("is readable")).expect("is JSON");
        let text = |name: &str| json[name].as_str().expect("is text").to_owned();
        let file = path.file_name().expect("has a name").to_string_lossy().into_owned();
        samples.push(Sample {
            file,
            template: text("template"),
            language: text("language"),
            value: json["value"].clone(),
        });
    }
    assert!(samples.len() >= 15, "found {}", samples.len());
    samples
}

fn pages() -> Vec<(String, String)> {
    let (theme, locales) = (Theme::built_in().expect("loads"), Locales::built_in().expect("sound"));
    let render = |sample: Sample| {
        let page = theme.render_named(&sample.template, &sample.value, &locales.get(&sample.language));
        (sample.file, page.expect("renders"))
    };
    samples().into_iter().map(render).collect()
}

#[test]
fn every_template_renders_every_sample_in_every_language() {
    let (theme, locales) = (Theme::built_in().expect("loads"), Locales::built_in().expect("sound"));
    let checks: Vec<PageCheck> = samples()
        .into_iter()
        .map(|sample| PageCheck::of_values(Box::leak(sample.template.into_boxed_str()), vec![sample.value]))
        .collect();
    let problems = theme.check(&checks, &locales);
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn pages_carry_no_inline_style_or_script_and_nothing_from_elsewhere() {
    let found = |html: &str| -> Vec<&'static str> {
        let mut found = Vec::new();
        // A script of our own address may stand there, and the one whose hash every policy names; no other.
        let without_data = html
            .replace(&format!("<script>{}</script>", theme::helpers::READER_CHOICES), "")
            .replace("<script type=\"application/ld+json\">", "<data>")
            .replace("<script src=\"/assets/", "<data ")
            .replace("<script type=\"module\" src=\"/assets/", "<data ")
            // A recording's file is named and not asked for: `preload` says so.
            .replace("preload=\"none\" src=\"https://", "<data ");
        for (what, sign) in [
            ("a style", "style="),
            ("a style", "<style"),
            ("a script", "<script"),
            ("a handler", " onclick"),
            ("a handler", " onload"),
        ] {
            found.extend(without_data.contains(sign).then_some(what));
        }
        for sign in [
            "<iframe",
            "src=\"http",
            "srcset=\"http",
            "href=\"http://",
            "url(http",
            "rel=\"stylesheet\" href=\"http",
        ] {
            found.extend(without_data.contains(sign).then_some("a request elsewhere"));
        }
        found
    };
    assert!(!found("<p style=\"x\"><img src=\"https://e.example\">").is_empty(), "the control is found");
    for (file, html) in pages() {
        assert_eq!(found(&html), Vec::<&str>::new(), "{file}");
    }
}

#[test]
fn pages_have_their_landmarks_one_heading_and_their_language() {
    for (file, html) in pages() {
        for sign in [
            "<a class=\"skip\" href=\"#main\">",
            "<header class=\"mast\">",
            "<main id=\"main\"",
            "<footer class=\"foot\">",
        ] {
            assert_eq!(html.matches(sign).count(), 1, "{file}: {sign}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{file}");
        // A browser ends the head where something for the eye begins, and shows that above everything.
        let head = html.split_once("</head>").map_or("", |(head, _)| head);
        for seen in ["<p", "<div", "<a ", "<ul", "<section"] {
            assert!(!head.contains(seen), "{file}: {seen} in the head");
        }
        let language = if file.contains(".ar.") {
            "<html lang=\"ar\" dir=\"rtl\">"
        } else {
            "<html lang=\"en\" dir=\"ltr\">"
        };
        assert!(html.contains(language), "{file}");
        for sign in ["alt=\"none", "href=\"none", ">none<", "undefined", "{{", "{%"] {
            assert!(!html.contains(sign), "{file}: {sign}");
        }
    }
}

#[test]
fn what_is_missing_leaves_no_empty_element() {
    for (file, html) in pages() {
        for sign in [
            "<p></p>",
            "<ul></ul>",
            "<ol></ol>",
            "<h2></h2>",
            "<div></div>",
            "<figcaption></figcaption>",
            "<section></section>",
            "alt=\"\" class",
            "href=\"\"",
            "<div class=\"meta\"></div>",
        ] {
            assert!(!html.replace('\n', "").contains(sign), "{file}: {sign}");
        }
    }
}

#[test]
fn no_address_of_a_page_leads_to_nowhere() {
    for (file, html) in pages() {
        assert!(!html.contains("href=\"#\""), "{file}");
        for anchor in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(html.contains(&format!("id=\"{anchor}\"")), "{file}: #{anchor}");
        }
    }
}

/// How many bytes it is as brotli: of a file that browsers keep for good as few as can be.
fn on_the_wire(asset: &theme::Asset, quality: i32) -> usize {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality, ..Default::default() };
    brotli::BrotliCompress(&mut &*asset.bytes, &mut packed, &params).expect("it is packed")
}

#[test]
fn the_sheet_is_logical_light_and_kind_to_arabic() {
    let theme = Theme::built_in().expect("loads");
    let sheet = theme.asset_named("base.css").expect("is there");
    let css = String::from_utf8(sheet.bytes.to_vec()).expect("is text");
    let squeezed = on_the_wire(&sheet, 11);
    assert!(squeezed <= 10 * 1024, "{squeezed} bytes on the wire");
    for physical in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align:left",
        "text-align:right",
        "float:left",
        "float:right",
        "{left:",
        ";left:",
        "{right:",
        ";right:",
        "letter-spacing",
        "italic",
        "text-transform",
        "justify;",
    ] {
        assert!(!css.contains(physical), "{physical}");
    }
    assert!(css.contains("margin-inline") && !css.contains("/*") && !css.contains('\n'));
}

#[test]
fn the_readers_script_is_small_and_asks_nobody_but_the_site_itself() {
    let theme = Theme::built_in().expect("loads");
    let mut bytes = 0;
    let script = theme.asset_named("reader.js").expect("is there");
    bytes += on_the_wire(&script, 11) + theme::helpers::READER_CHOICES.len();
    let code = String::from_utf8(script.bytes.to_vec()).expect("is text");
    for (name, code) in [("reader.js", code.as_str()), ("the choices", theme::helpers::READER_CHOICES)] {
        for sign in
            ["XMLHttpRequest", "sendBeacon", "http:", "https:", "innerHTML", "eval(", "cookie", "import("]
        {
            assert!(!code.contains(sign), "{name}: {sign}");
        }
    }
    // One question: what may be meant, of the search that the words are for.
    assert!(code.matches("fetch(").count() == 1 && code.contains("fetch(address)"));
    assert!(code.contains("const address = `${seek.action.split(\"?\")[0]}suggest?q="));
    assert!(!theme::helpers::READER_CHOICES.contains("fetch("));
    let worker = theme.asset_named("worker.js").expect("is there");
    bytes += on_the_wire(&worker, 5);
    assert!(bytes <= 6 * 1024, "{bytes} bytes of 8 KB for all scripts of a page");
    assert!(worker.bytes.len() <= 4 * 1024, "{} bytes", worker.bytes.len());
    let code = String::from_utf8(worker.bytes.to_vec()).expect("is text");
    for sign in ["http:", "https:", "importScripts", "indexedDB", "credentials", "/api", "/desk"] {
        assert!(!code.contains(sign), "worker.js: {sign}");
    }
    assert!(code.contains("no-store|private") && code.contains("location.origin"));
}

#[test]
fn the_player_is_small_and_frames_only_what_was_tapped() {
    let theme = Theme::built_in().expect("loads");
    let script = theme.asset_named("player.js").expect("is there");
    let code = String::from_utf8(script.bytes.to_vec()).expect("is text");
    assert!(script.bytes.len() <= 1_024 && code.contains("sandbox") && code.contains("\"click\""));
    for (file, html) in pages() {
        let framed = html.matches("data-player=").count();
        assert_eq!(html.matches("src=\"/assets/player.").count(), framed.min(1), "{file}");
    }
}

#[test]
fn what_needs_the_script_is_hidden_without_it() {
    for (file, html) in pages() {
        let buttons = html.split("<button").skip(1).filter_map(|rest| rest.split('>').next());
        // A button without a type sends its form, which needs no script.
        for button in buttons.filter(|button| button.contains("type=\"button\"")) {
            assert!(button.contains(" hidden"), "{file}: <button{button}>");
        }
        let shelf = html.split("data-shelf").nth(1).and_then(|rest| rest.split('>').next());
        assert!(shelf.is_none_or(|tag| tag.contains("hidden")), "{file}: the shelf");
    }
}

#[test]
fn the_fonts_of_a_page_fit_the_budget() {
    let theme = Theme::built_in().expect("loads");
    let size = |name: &str| theme.asset_named(name).expect("is there").bytes.len();
    let arabic = size("fonts/head-arabic.woff2") + size("fonts/text-arabic.woff2");
    assert!(arabic <= 45 * 1024, "{arabic}");
}

#[test]
fn a_theme_is_made_of_what_is_different_and_nothing_else() {
    let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes");
    let config =
        ThemeConfig { themes: Some(themes), name: "broadsheet".to_owned(), ..ThemeConfig::default() };
    let (theme, locales) = (Theme::load(config).expect("loads"), Locales::built_in().expect("sound"));
    let checks: Vec<PageCheck> = samples()
        .into_iter()
        .map(|sample| PageCheck::of_named(sample.template, vec![sample.value]))
        .collect();
    let problems = theme.check(&checks, &locales);
    assert!(problems.is_empty(), "{problems:#?}");
    for sample in samples() {
        let html = theme
            .render_named(&sample.template, &sample.value, &locales.get(&sample.language))
            .expect("renders");
        assert!(html.contains("class=\"title\"") && html.contains("/assets/broadsheet."), "{}", sample.file);
        assert!(!html.contains("class=\"word\"") || html.contains("<footer"), "{}", sample.file);
        assert_eq!(html.matches("<header class=\"mast\">").count(), 1, "{}", sample.file);
    }
    assert_eq!(theme.manifest().name, "broadsheet");
}
