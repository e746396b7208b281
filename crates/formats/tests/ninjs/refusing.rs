//! Files and items that must not be taken.

use formats::ninjs::{Fault, Limits, NinjsVersion, Refused, parse, parse_as};
use proptest::prelude::*;

fn refused_file(bytes: &[u8]) -> Refused {
    parse(bytes, &Limits::default()).expect_err("refused")
}

/// Place and fault of the one item of a file.
fn fault(json: &str) -> (String, Fault) {
    let items = parse(json.as_bytes(), &Limits::default()).expect("the file is read");
    let refused = items.into_iter().next().expect("one item").expect_err("the item is refused");
    (refused.place, refused.why)
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    assert_eq!(refused_file(b""), Refused::Empty);
    assert_eq!(refused_file(b" \n\t"), Refused::Empty);
    assert_eq!(refused_file("\u{FEFF}".as_bytes()), Refused::Empty);
    assert_eq!(refused_file(b"{\"uri\": \"a\xFFb\"}"), Refused::NotUtf8 { at: 10 });
    assert_eq!(refused_file(&[0xFF, 0xFE, b'{', 0]), Refused::NotUtf8 { at: 0 });
    assert_eq!(refused_file(b"42"), Refused::NotItems { found: "a number" });
    assert_eq!(refused_file(b"\"x\""), Refused::NotItems { found: "a text" });
    for broken in [
        "{",
        "{\"uri\": NaN}",
        "{\"uri\": 1e999}",
        "[{\"uri\": \"urn:a:1\"},]",
        "{\"uri\": \"\\ud800\"}",
        "{'uri': 1}",
        "{\"uri\": \"urn:a:1\"} x",
        "[1",
        "{\"uri\": \"a\nb\"}",
        "\u{0}",
        "<xml/>",
    ] {
        assert!(matches!(refused_file(broken.as_bytes()), Refused::NotJson { .. }), "{broken}");
    }
}

#[test]
fn a_file_that_asks_too_much_is_refused() {
    let large = vec![b' '; 11 * 1024 * 1024];
    assert!(matches!(refused_file(&large), Refused::TooLarge { .. }));
    let many = format!("[{}]", vec![r#"{"uri": "urn:a:1"}"#; 1001].join(","));
    assert_eq!(refused_file(many.as_bytes()), Refused::TooManyItems { limit: 1000 });
    let many = vec![r#"{"uri": "urn:a:1"}"#; 1001].join("\n");
    assert_eq!(refused_file(many.as_bytes()), Refused::TooManyItems { limit: 1000 });
    let values = format!("[[{}0]]", "0,".repeat(1_200_000));
    assert!(matches!(refused_file(values.as_bytes()), Refused::TooManyValues { .. }));
}

#[test]
fn depth_is_bounded_without_recursion() {
    for open in ["[", "{\"associations\":"] {
        let deep = format!("{{\"uri\": \"urn:a:1\", \"associations\": {}", open.repeat(10_000));
        assert!(matches!(refused_file(deep.as_bytes()), Refused::NotJson { .. }));
    }
    let deep = format!(r#"{{"uri": "urn:a:1", "altids": {}0{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(fault(&deep).1, Fault::WrongType { wanted: "an object", found: "an array" });
    let deep = format!(
        r#"{{"uri": "urn:a:1", "headline": "x", "associations": {}{{"uri": "urn:a:2"}}{}}}"#,
        r#"{"a": {"uri": "urn:a:2", "associations": "#.repeat(5_000),
        "}}".repeat(5_000)
    );
    assert_eq!(fault(&deep).1, Fault::TooDeep);
}

#[test]
fn a_wrong_item_names_the_place() {
    use Fault::*;
    let table: [(&str, &str, Fault); 16] = [
        (r#"{}"#, "", Missing("uri")),
        (r#"[7]"#, "", WrongType { wanted: "an object", found: "a number" }),
        (r#"{"uri": null}"#, "/uri", WrongType { wanted: "a text", found: "null" }),
        (r#"{"uri": "not an address"}"#, "/uri", NotUri),
        (r#"{"uri": "/relative"}"#, "/uri", NotUri),
        (r#"{"uri": "urn:a:1", "uri": "urn:a:2"}"#, "/uri", DuplicateMember),
        (r#"{"uri": "urn:a:1", "versionCreated": "2026-11-23"}"#, "/versionCreated", NotDateTime),
        (r#"{"uri": "urn:a:1", "versionCreated": "2026-11-23T10:40:00"}"#, "/versionCreated", NotDateTime),
        (r#"{"uri": "urn:a:1", "versionCreated": "2026-02-30T10:40:00Z"}"#, "/versionCreated", NotDateTime),
        (r#"{"uri": "urn:a:1", "versionCreated": "٢٠٢٦-11-23T10:40:00Z"}"#, "/versionCreated", NotDateTime),
        (
            r#"{"uri": "urn:a:1", "pubStatus": "live"}"#,
            "/pubStatus",
            NotOneOf { allowed: &["usable", "withheld", "canceled"] },
        ),
        (r#"{"uri": "urn:a:1", "edNote": "", "urgency": 12}"#, "/urgency", OutOfRange { least: 1, most: 9 }),
        (r#"{"uri": "urn:a:1", "headlines": [{"role": "main"}]}"#, "/headlines/0", Missing("value")),
        (r#"{"uri": "urn:a:1", "renditions": [{"name": "a", "href": "x"}]}"#, "/renditions/0/href", NotUri),
        (r#"{"uri": "urn:a:1", "associations": [{"uri": "urn:a:2"}]}"#, "/associations/0", Missing("name")),
        (
            r#"{"uri": "urn:a:1", "headline": "x", "associations": {"a/b": {"type": "text"}}}"#,
            "/associations/a~1b",
            Missing("uri"),
        ),
    ];
    for (json, place, why) in table {
        assert_eq!(fault(json), (place.to_owned(), why), "{json}");
    }
    assert_eq!(
        fault(r#"{"uri": "urn:a:1", "headline": "x", "embargoedreason": "y"}"#),
        ("/embargoedreason".to_owned(), UnknownMember)
    );
    assert!(matches!(fault(r#"{"uri": "urn:a:1", "rightsInfo": {}}"#), (_, Choice(_))));
    assert!(matches!(fault(r#"{"uri": "urn:a:1", "eventDetails": {"dates": {}}}"#), (_, Choice(_))));
}

#[test]
fn another_version_than_expected_is_refused() {
    let file = br#"{"uri": "urn:a:1", "headline": "x"}"#;
    let read = |version| parse_as(version, file, &Limits::default()).expect("read")[0].is_ok();
    assert!(read(NinjsVersion::V1) && !read(NinjsVersion::V2) && !read(NinjsVersion::V3));
}

proptest! {
    #[test]
    fn no_bytes_can_break_the_reader(bytes in any::<Vec<u8>>()) {
        let _ = parse(&bytes, &Limits::default());
    }

    #[test]
    fn no_json_like_text_can_break_the_reader(text in r#"[\[\]{}",:0-9a-z\\ \n]{0,200}"#) {
        let _ = parse(text.as_bytes(), &Limits::default());
    }

    #[test]
    fn any_text_in_a_member_is_kept(headline in "\\PC{1,80}") {
        let trimmed = headline.trim().to_owned();
        prop_assume!(!trimmed.is_empty());
        let json = serde_json::json!({"uri": "urn:a:1", "headline": headline}).to_string();
        prop_assert_eq!(crate::item(&json).headlines.main, Some(trimmed));
    }
}
