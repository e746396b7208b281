//! The sample newsroom says nothing of itself that is not so, and keeps what its pages promise.

use std::collections::BTreeMap;

use crate::kit::{Newsroom, Server, get};

/// Of the pictures on the home page so many are seen in the first two screens.
const SEEN_FIRST: usize = 9;

#[test]
fn the_sample_keeps_its_promises_and_tells_no_more_than_it_knows() {
    let newsroom = Newsroom::samples().next().expect("there is always SQLite");
    let server = Server::start(&newsroom.data(), "demo", &[]);
    let reads = |path: &str| get(path).answer(server.address).with_status(200).text();
    let database = newsroom.database();
    let articles =
        |more: &str| database.number(&format!("select count(*) from published_article where {more}"));

    // No mark is left, in what is read or in what is told to machines.
    for column in ["headline", "headline_short", "headline_search", "lead", "description", "slug"] {
        assert_eq!(articles(&format!("{column} like '%{{{{%'")), 0, "{column}");
    }
    assert_eq!(database.number("select count(*) from published_body where html like '%{{%'"), 0);
    for path in
        ["/ar/", "/en/", "/ar/stories/", "/en/stories/", "/en/story/lujain-water/", "/ar/corrections/"]
    {
        assert!(!reads(path).contains("{{"), "{path}");
    }

    // Of real pieces no more is told than the year; ours say the hour, by no city's clock.
    assert_eq!(articles("dated_to = 'year' and licence like 'CC BY 2.5%'"), 66);
    assert_eq!(articles("dated_to = 'year'"), 66);
    assert!(articles("dated_to = 'minute' and licence = ''") > 180);
    assert_eq!(articles("dated_to = 'minute' and licence <> ''"), 0);
    let one = |which: &str| {
        let found = database.texts(&format!("select min(id) from published_article where {which}"));
        let id = found.into_iter().next().expect("there is one");
        let moved = get(&format!("/s/{id}")).answer(server.address).with_status(301);
        reads(moved.header("location").expect("it leads on"))
    };
    let old = one("dated_to = 'year' and edition = 'ar'");
    assert!(old.contains("الرخصة: ") && !old.contains("بتوقيت"), "{old}");
    let ours = one("dated_to = 'minute' and edition = 'ar' and kind = 'opinion'");
    assert!(ours.contains("بتوقيت غرينتش") && !ours.contains("بيروت"), "{ours}");
    assert!(!ours.contains("وكالة — خبر") && !ours.contains("Apache-2.0"), "{ours}");

    // Every sort of correction that the policy explains has an example.
    let corrections = reads("/ar/corrections/");
    for kind in ["تصويب", "توضيح", "تحديث", "سحب"] {
        assert!(corrections.contains(kind), "{kind}: {corrections}");
    }
    // A gallery is one.
    assert_eq!(database.number("select max(extent) from published_article where kind = 'gallery'"), 8);
    // Whom the contact page names, machines are told too.
    let security = reads("/.well-known/security.txt");
    assert!(security.contains("Contact: mailto:security@khabar.example"), "{security}");
    assert!(reads("/ar/contact/").contains("security@khabar.example"));

    // No picture stands twice in what is seen first.
    for home in ["/ar/", "/en/"] {
        let page = reads(home);
        let name = |rest: &str| rest.split(['-', '"']).next().unwrap_or_default().to_owned();
        let mut seen: Vec<String> = Vec::new();
        for picture in page.split("src=\"/media/").skip(1).map(name) {
            if !seen.contains(&picture) {
                seen.push(picture);
            }
        }
        assert!(seen.len() >= SEEN_FIRST, "the control: {home} shows {}", seen.len());
        let mut by_bytes: BTreeMap<Vec<u8>, String> = BTreeMap::new();
        for picture in seen.into_iter().take(SEEN_FIRST) {
            let bytes =
                get(&format!("/media/{picture}-640.webp")).answer(server.address).with_status(200).body;
            let other = by_bytes.insert(bytes, picture.clone());
            assert_eq!(other, None, "{home}: {picture} shows the same again");
        }
    }
    server.stop();
}
