//! Real exports from beside the checkout (`KHABAR_CORPORA`): everything in them is read, or refused with its place.

use std::path::PathBuf;

use formats::wxr::{Item, Refused};

use crate::read;

fn corpora() -> Option<PathBuf> {
    let folder = std::env::var_os("KHABAR_CORPORA").map(PathBuf::from);
    if folder.is_none() {
        println!("NOT RUN: real WordPress exports (KHABAR_CORPORA names no folder)");
    }
    folder
}

/// The items of a file, how many were refused, and why the file went no further.
fn file(name: &str) -> Option<(Vec<Item>, usize, Option<Refused>)> {
    let bytes = std::fs::read(corpora()?.join(name)).expect("the export can be read");
    let (found, why) = read(&bytes);
    let all = found.len();
    let items: Vec<Item> = found.into_iter().filter_map(|found| found.item.ok()).map(|item| *item).collect();
    let bad = all - items.len();
    Some((items, bad, why))
}

fn count(items: &[Item], kind: &str) -> usize {
    items.iter().filter(|item| item.kind == kind).count()
}

#[test]
fn the_theme_unit_test_is_read_whole() {
    let Some((items, bad, why)) = file("wptt-theme-unit-test/themeunittestdata.wordpress.xml") else {
        return;
    };
    assert!(why.is_none() && bad == 0, "{why:?}");
    let kinds = ["post", "page", "attachment", "nav_menu_item"].map(|kind| count(&items, kind));
    assert_eq!((items.len(), kinds), (180, [51, 21, 38, 70]));
    assert_eq!(items.iter().map(|item| item.comments.len()).sum::<usize>(), 32);
    let with = |status: &str| items.iter().filter(|item| item.status == status).count();
    assert_eq!([with("publish"), with("draft"), with("future"), with("inherit")], [140, 1, 1, 38]);
    assert_eq!(items.iter().filter(|item| !item.password.is_empty()).count(), 1);
}

#[test]
fn exports_of_every_generation_are_read() {
    for (name, items, comments) in [
        ("wordpress-importer/small-export.xml", 11, 1),
        ("wordpress-importer/valid-wxr-1.0.xml", 6, 1),
        ("wordpress-importer/valid-wxr-1.1.xml", 2, 1),
        ("wordpress-importer/wxr-comprehensive.xml", 2, 1),
        ("wordpress-importer/wxr-utf-8-challenges.xml", 1, 0),
        ("wordpress-importer/slashes.xml", 1, 1),
        ("wordpress-importer/blank-lines.xml", 1, 0),
        ("wordpress-importer/cdata-edge.xml", 1, 0),
        ("wordpress-importer/crazy-cdata.xml", 1, 0),
        ("wordpress-importer/authors-multiline.xml", 1, 0),
        ("wordpress-importer/term-formats.xml", 0, 0),
        ("wordpress-importer/term-meta.xml", 0, 0),
        ("wordpress-importer/test-serialized-comment-meta.xml", 1, 1),
        ("wordpress-importer/test-serialized-postmeta-with-cdata.xml", 1, 0),
        ("wordpress-importer/wxr-flat-attachment-same-site.xml", 2, 0),
        ("tryghost-migrate/mg-wp-xml/test/fixtures/co-authors-plus.xml", 4, 0),
        ("tryghost-migrate/mg-wp-xml/test/fixtures/feature-image-captions.xml", 5, 0),
        ("tryghost-migrate/mg-wp-xml/test/fixtures/has-yoast-meta.xml", 2, 0),
        ("tryghost-migrate/mg-wp-xml/test/fixtures/sample.xml", 6, 0),
    ] {
        let Some((found, bad, why)) = file(name) else { return };
        assert!(why.is_none() && bad == 0, "{name}: {why:?}");
        let said = found.iter().map(|item| item.comments.len()).sum::<usize>();
        assert_eq!((found.len(), said), (items, comments), "{name}");
    }
}

#[test]
fn what_is_no_export_is_refused_with_its_place() {
    let Some((_, _, why)) = file("wordpress-importer/malformed.xml") else { return };
    let why = why.expect("it is refused").to_string();
    assert!(
        why.starts_with("line 27") && why.contains("`<notachanneltag>` stands where `<channel>` must"),
        "{why}"
    );
    let (items, _, why) = file("wordpress-importer/missing-version-tag.xml").expect("it is there");
    assert!(items.is_empty() && matches!(why, Some(Refused::NoVersion)), "{why:?}");
}

#[test]
fn text_that_is_hard_to_carry_arrives_as_it_was() {
    let Some((items, ..)) = file("wordpress-importer/crazy-cdata.xml") else { return };
    assert_eq!(items[0].content, "Content with nested <![CDATA[ tags ]]> :)");
    assert_eq!(items[0].meta("Closing CDATA"), Some("]]>"));
    let all = "This has <![CDATA[ opening and ]]> closing <![CDATA[ tags like this: ]]>";
    assert_eq!(items[0].meta("Alot of CDATA"), Some(all));
    let (items, ..) =
        file("wordpress-importer/test-serialized-postmeta-with-cdata.xml").expect("it is there");
    assert_eq!(items[0].meta("evil"), Some("<wp:meta_value>evil</wp:meta_value>"));
    assert_eq!(items[0].date_gmt, "0000-00-00 00:00:00");
    let (items, ..) = file("wordpress-importer/slashes.xml").expect("it is there");
    assert_eq!(items[0].content, "Slashes aren\\'t \\\"cool\\\"");
}
