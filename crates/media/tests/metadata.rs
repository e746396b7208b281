//! What photographers wrote.

mod support;

use media::Metadata;
use support::*;

fn of_xmp(packet: &str) -> Metadata {
    let body = format!("http://ns.adobe.com/xap/1.0/\0{packet}").into_bytes();
    Metadata::read(&jpeg_with(&jpeg(16, 16), &[(0xe1, body)]))
}

#[test]
fn three_vocabularies_are_joined_in_order() {
    let found = Metadata::read(&jpeg_full_of("شرح الصورة", 1));
    assert_eq!(found.caption.as_deref(), Some("شرح الصورة"), "the default language of XMP");
    assert_eq!(found.credit.as_deref(), Some("وكالة"), "an XMP attribute");
    assert_eq!(found.headline.as_deref(), Some("شرح الصورة"), "IIM");
    assert_eq!(found.byline.as_deref(), Some("Layla"), "EXIF");
    assert_eq!(found.date_created.as_deref(), Some("2026-01-02T03:04:05"), "EXIF");
    assert!(Metadata::read(&jpeg(16, 16)).is_empty(), "control");
}

#[test]
fn entities_and_document_types_expand_to_nothing() {
    let bomb = format!(
        "<!DOCTYPE x [<!ENTITY a \"boom\"><!ENTITY f SYSTEM \"file:///etc/hostname\">]>{}",
        xmp_packet("&a;&f;")
    );
    assert!(of_xmp(&bomb).is_empty());
    let found = of_xmp(&xmp_packet("&lt;b&gt; &amp; &#x627; &unknown;x"));
    assert_eq!(found.caption.as_deref(), Some("<b> & ا x"));
}

#[test]
fn deep_and_endless_packets_are_left() {
    assert!(of_xmp(&"<a>".repeat(5_000)).is_empty());
    let long = xmp_packet(&"كلمة ".repeat(8_000 / 5));
    let caption = of_xmp(&long).caption.expect("read");
    assert!(caption.chars().count() <= 4_000);
    assert!(of_xmp("not xml < at all").is_empty());
}

#[test]
fn lists_become_lists() {
    let found = of_xmp(
        r#"<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
        xmlns:x="http://ns.adobe.com/xap/1.0/rights/" xmlns:ph="http://ns.adobe.com/photoshop/1.0/">
        <dc:creator><r:Seq><r:li>ليلى</r:li><r:li>عمر</r:li></r:Seq></dc:creator>
        <dc:subject><r:Bag><r:li>غزة</r:li><r:li>غزة</r:li><r:li>مساعدات</r:li></r:Bag></dc:subject>
        <c:AltTextAccessibility><r:Alt><r:li xml:lang="x-default">وصف</r:li></r:Alt></c:AltTextAccessibility>
        <x:UsageTerms><r:Alt><r:li xml:lang="x-default">تحريري فقط</r:li></r:Alt></x:UsageTerms>
        <ph:City>دمشق</ph:City><ph:Country>سوريا</ph:Country><ph:DateCreated>2026-05-06</ph:DateCreated>
        </r:Description></r:RDF>"#,
    );
    assert_eq!(found.byline.as_deref(), Some("ليلى, عمر"));
    assert_eq!(found.keywords, ["غزة", "مساعدات"]);
    assert_eq!(found.alt.as_deref(), Some("وصف"));
    assert_eq!(found.usage_terms.as_deref(), Some("تحريري فقط"));
    assert_eq!(found.location_text.as_deref(), Some("دمشق, سوريا"));
    assert_eq!(found.date_created.as_deref(), Some("2026-05-06"));
}

#[test]
fn agency_pictures_tell_who_took_them() {
    let Some(folder) = corpus("exifr-fixtures", "agency pictures tell who took them") else { return };
    let read = |name: &str| Metadata::read(&std::fs::read(folder.join(name)).expect("a fixture"));
    for (name, place) in [("agency", "Washington"), ("independent", "Nainital"), ("staff", "")] {
        let found = read(&format!("iptc-{name}-photographer-example.jpg"));
        println!("{name}: {found:#?}");
        assert!(found.caption.is_some() && found.headline.is_some(), "{name}");
        assert!(found.byline.is_some() && found.copyright.is_some() && found.credit.is_some(), "{name}");
        assert!(found.date_created.is_some() && !found.keywords.is_empty(), "{name}");
        assert!(found.location_text.is_some_and(|text| text.contains(place)), "{name}");
    }
    let agency = read("iptc-agency-photographer-example.jpg");
    assert_eq!(agency.byline.as_deref(), Some("Julie Doe"));
    assert_eq!(agency.credit.as_deref(), Some("Mugwum Press"));
    assert_eq!(agency.copyright.as_deref(), Some("©2009 Julie Doe / Mugwum Press, all rights reserved"));
    assert!(read("noexif.jpg").byline.is_none());
    assert!(read("tif-with-iptc-icc-xmp.tif").is_empty(), "TIFF is not taken");
    let png = std::fs::read(folder.join("png_with_exif_and_gps.png")).expect("a fixture");
    assert!(media::probe(&png, &media::Limits::default()).expect("taken").has_gps);
    for (name, turn) in [("f1t.jpg", 1), ("f2t.jpg", 2), ("f4t.jpg", 4)] {
        let bytes = std::fs::read(folder.join(name)).expect("a fixture");
        let about = media::probe(&bytes, &media::Limits::default()).expect("taken");
        assert_eq!(about.orientation, turn, "{name}");
    }
}
