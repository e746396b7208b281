//! One value, whatever the version.

use formats::ninjs::{Body, Kind, Limits, NinjsVersion, PubStatus, SubjectKind, Unknown, parse};

use crate::item;

const MOMENT: i64 = 1_795_430_400_000_000;

const V1: &str = r#"{
  "uri": "urn:newsml:agency.example:20261123:1", "type": "text", "version": "3", "language": "ar",
  "versioncreated": "2026-11-23T13:40:00+03:00", "embargoed": "2026-11-23T10:40:00.5Z", "pubstatus": "withheld",
  "urgency": 2, "headline": "المحادثات تبدأ", "headline_web": "بدء المحادثات", "byline": "ليلى حداد",
  "body_text": "نص", "body_html": "<p>نص</p>", "description_summary": "ملخص", "located": "بيروت",
  "subject": [{"name": "سياسة", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "11000000", "confidence": 80}],
  "person": [{"name": "ليلى حداد", "rel": "author"}, {"name": "الوزير", "rel": "about"}],
  "place": [{"name": "بيروت", "code": "http://www.wikidata.org/entity/Q3820"}],
  "infosource": [{"name": "الوكالة الوطنية", "rel": "source", "code": "NNA"}],
  "genre": [{"name": "تقرير"}], "altids": {"transref": "x1", "seq": 7},
  "rightsinfo": {"linkedrights": "https://agency.example/rights"},
  "renditions": {"main": {"href": "https://a.example/1.jpg", "mimetype": "image/jpeg", "width": 800, "height": 600, "sizeinbytes": 1000}},
  "associations": {"mainpic": {"uri": "urn:p:1", "type": "picture", "byline": "م. صالح", "copyrightholder": "NNA",
    "description_text": "تعليق", "renditions": {"big": {"href": "https://a.example/2.jpg"}}}}
}"#;

#[test]
fn version_one_is_read() {
    let item = item(V1);
    assert_eq!(
        (item.version, item.kind, item.pubstatus),
        (NinjsVersion::V1, Kind::Text, PubStatus::Withheld)
    );
    assert_eq!((item.version_created, item.embargoed), (Some(MOMENT), Some(MOMENT + 500_000)));
    assert_eq!(item.headlines.main.as_deref(), Some("المحادثات تبدأ"));
    assert_eq!(item.headlines.variant("web"), Some("بدء المحادثات"));
    assert_eq!(item.body, Body::Html("<p>نص</p>".to_owned()));
    assert_eq!(item.summary.as_deref(), Some("ملخص"));
    assert_eq!(
        (item.item_version.as_deref(), item.urgency, item.located.as_deref()),
        (Some("3"), Some(2), Some("بيروت"))
    );
    assert_eq!(item.bylines.len(), 2);
    assert_eq!(item.bylines[1].role.as_deref(), Some("author"));
    let topic = &item.subjects[0];
    assert_eq!(
        (topic.kind, topic.code.as_deref(), topic.confidence),
        (SubjectKind::Topic, Some("11000000"), Some(80))
    );
    let place = item.places().next().expect("a place");
    assert_eq!(place.uri.as_deref(), Some("http://www.wikidata.org/entity/Q3820"));
    assert_eq!(item.infosources[0].code.as_deref(), Some("NNA"));
    assert_eq!(item.genres, ["تقرير"]);
    assert_eq!(item.alt_ids.len(), 2);
    assert_eq!(item.rights.as_deref(), Some("https://agency.example/rights"));
    assert_eq!((item.renditions[0].width, item.renditions[0].size), (Some(800), Some(1000)));
    let picture = &item.associations[0];
    assert_eq!((picture.name.as_str(), picture.item.kind), ("mainpic", Kind::Picture));
    assert_eq!(picture.item.caption.as_deref(), Some("تعليق"));
    assert_eq!(picture.item.credit.as_deref(), Some("م. صالح / NNA"));
}

#[test]
fn version_two_is_read() {
    let item = item(
        r#"{"standard": {"name": "ninjs", "version": "2.2"}, "uri": "urn:a:2", "versioncreated": "2026-11-23T10:40:00Z",
        "pubstatus": "canceled", "by": "ليلى", "headlines": [{"role": "short", "value": "قصير"}, {"role": "main", "value": "رئيس"}],
        "bodies": [{"contenttype": "text/plain", "value": "نص"}], "descriptions": [{"value": "ملخص"}],
        "infosources": [{"name": "ن", "uri": "https://a.example/n"}],
        "associations": [{"name": "p", "uri": "urn:p:2", "renditions": [{"name": "r", "href": "https://a.example/a.mp4", "contenttype": "video/mp4", "duration": 12.5}]}]}"#,
    );
    assert_eq!((item.version, item.pubstatus), (NinjsVersion::V2, PubStatus::Canceled));
    assert_eq!(
        (item.headlines.main.as_deref(), item.headlines.variant("short")),
        (Some("رئيس"), Some("قصير"))
    );
    assert_eq!((item.body, item.summary.as_deref()), (Body::Text("نص".to_owned()), Some("ملخص")));
    assert_eq!(item.infosources[0].code.as_deref(), Some("https://a.example/n"));
    let video = &item.associations[0].item;
    assert_eq!((video.kind, video.renditions[0].duration), (Kind::Video, Some(12.5)));
}

#[test]
fn version_three_is_read() {
    let item = item(
        r#"{"uri": "urn:a:3", "type": "event", "title": "مؤتمر", "embargoedUntil": "2026-11-23T10:40:00Z", "expires": "2026-11-24T00:00:00Z",
        "edNote": "للمحررين", "copyrightHolder": "أ", "representationType": "partial",
        "eventDetails": {"dates": {"expectedStartDate": "2026-12", "endDate": "2026-12-31T00:00:00Z"}, "organiser": {"name": "ن"}},
        "plannedCoverage": [{"title": "ت"}],
        "renditions": [{"name": "r", "poi": {"x": 3, "y": 4}, "width": 5, "contentType": "image/png"}]}"#,
    );
    assert_eq!((item.version, item.kind, item.is_partial), (NinjsVersion::V3, Kind::Event, true));
    assert_eq!((item.headlines.main.as_deref(), item.embargoed), (Some("مؤتمر"), Some(MOMENT)));
    let event = item.event.expect("an event");
    assert_eq!((event.start.as_deref(), event.organiser.as_deref()), (Some("2026-12"), Some("ن")));
    assert_eq!(item.renditions[0].point_of_interest, Some((3, 4)));
    assert_eq!(item.unknown, ["/plannedCoverage"]);
}

#[test]
fn a_file_is_an_item_or_an_array_or_lines() {
    let count = |text: &str| parse(text.as_bytes(), &Limits::default()).map(|items| items.len());
    assert_eq!(count(r#"{"uri": "urn:a:1"}"#), Ok(1));
    assert_eq!(count("[]"), Ok(0));
    assert_eq!(count(r#"[{"uri": "urn:a:1"}, {"uri": "urn:a:2"}]"#), Ok(2));
    assert_eq!(count("\u{FEFF}{\"uri\": \"urn:a:1\"}\r\n\r\n{\"uri\": \"urn:a:2\"}\n"), Ok(2));
    assert_eq!(count("{\n\"uri\": \"urn:a:1\"\n}"), Ok(1));
}

#[test]
fn a_wrong_line_does_not_spoil_its_neighbours() {
    let file = "{\"uri\": \"urn:a:1\"}\n{\"uri\": \n{\"uri\": \"urn:a:3\"}\n{\"type\": \"text\"}";
    let items = parse(file.as_bytes(), &Limits::default()).expect("read");
    assert_eq!(items.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true, false]);
    let refused = items[3].as_ref().expect_err("no uri");
    assert_eq!(refused.to_string(), "item 3: the member `uri` is missing");
}

#[test]
fn strange_members_can_be_let_through_by_name() {
    let file = br#"{"uri": "urn:a:1", "headline": "x", "vendor": 1, "embargoedreason": "later", "subject": [{"weight": 3}]}"#;
    let limits = Limits { unknown: Unknown::Report, ..Limits::default() };
    let items = parse(file, &limits).expect("read");
    let item = items[0].as_ref().expect("right");
    assert_eq!(item.unknown, ["/vendor", "/embargoedreason", "/subject/0/weight"]);
    assert_eq!(item.embargoed_reason.as_deref(), Some("later"));
    assert!(parse(file, &Limits::default()).expect("read")[0].is_err());
}

#[test]
fn markup_in_short_texts_is_read_as_text() {
    let item = item(
        r#"{"uri": "urn:a:1", "headlines": [{"contentType": "text/html", "value": "<b>أ</b> &amp; ب < ج"}], "bodies": []}"#,
    );
    assert_eq!(item.headlines.main.as_deref(), Some("أ & ب < ج"));
}
