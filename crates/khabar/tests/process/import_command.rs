//! `khabar import ninjs`: what it takes, what it refuses, and how it says so.

use serde_json::{Value, json};

use crate::kit::{Newsroom, Ran, item, ndjson, run_on_a_terminal};

fn import(newsroom: &Newsroom, paths: &[&str]) -> Ran {
    newsroom.run(&[&["import", "ninjs", "--publish"], paths].concat())
}

#[test]
fn a_missing_path_is_named_and_nothing_is_done() {
    for newsroom in Newsroom::bares() {
        let before = newsroom.database().number("select count(*) from article");
        import(&newsroom, &["/nowhere/at-all.json"])
            .exits(1)
            .complains_of("/nowhere/at-all.json cannot be read");
        let folder = newsroom.beside("items");
        ndjson(&folder.join("one.json"), &[item("urn:khabar-test:one", "خبر")]);
        let good = folder.display().to_string();
        import(&newsroom, &[&good, "/nowhere/at-all.json"]).exits(1).complains_of("/nowhere/at-all.json");
        assert_eq!(newsroom.database().number("select count(*) from article"), before);
        // No path at all is a mistake in the command.
        import(&newsroom, &[]).exits(2).complains_of("PATH");
    }
}

#[test]
fn a_folder_stands_for_the_files_under_it() {
    for newsroom in Newsroom::bares() {
        let folder = newsroom.beside("items");
        std::fs::create_dir_all(folder.join("deep/er")).expect("a folder can be made");
        ndjson(
            &folder.join("a.ndjson"),
            &[item("urn:khabar-test:1", "خبر أول"), item("urn:khabar-test:2", "خبر ثان")],
        );
        ndjson(&folder.join("deep/er/b.json"), &[item("urn:khabar-test:3", "خبر ثالث")]);
        std::fs::write(folder.join("notes.txt"), "not an item").expect("a file can be written");
        let path = folder.display().to_string();
        let ran = import(&newsroom, &[&path]).exits(0);
        assert!(ran.out.contains("3 new") && ran.out.contains("3 published"), "{}", ran.out);
        let again = import(&newsroom, &[&path]).exits(0);
        assert!(again.out.contains("0 new") && again.out.contains("3 unchanged"), "{}", again.out);
        let empty = newsroom.beside("empty").display().to_string();
        import(&newsroom, &[&empty]).exits(0);
    }
}

#[test]
fn a_broken_file_is_refused_with_its_place_and_the_others_come_in() {
    for newsroom in Newsroom::bares() {
        let folder = newsroom.beside("items");
        ndjson(&folder.join("good.ndjson"), &[item("urn:khabar-test:1", "خبر أول")]);
        let mut wrong = item("urn:khabar-test:2", "خبر");
        wrong["versionCreated"] = json!("yesterday");
        ndjson(&folder.join("mixed.ndjson"), &[wrong, item("urn:khabar-test:3", "خبر ثالث")]);
        std::fs::write(folder.join("torn.json"), "{\"uri\": \"urn:khabar-test:4\", ")
            .expect("a file can be written");
        std::fs::write(folder.join("bytes.json"), [0xff, 0x00, 0xfe]).expect("a file can be written");
        std::fs::write(folder.join("nothing.json"), "").expect("a file can be written");
        let path = folder.display().to_string();
        let ran = import(&newsroom, &["--json", &path]).exits(2);
        let report: Value = serde_json::from_str(&ran.out).expect("the report is JSON and nothing else");
        assert_eq!(
            (report["created"].as_u64(), report["published"].as_u64()),
            (Some(2), Some(2)),
            "{report}"
        );
        let refused: Vec<&Value> = report["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|item| item["outcome"] == "refused")
            .collect();
        for name in ["mixed.ndjson, item 1", "torn.json", "bytes.json"] {
            let item =
                refused.iter().find(|item| item["place"].as_str().is_some_and(|place| place.ends_with(name)));
            let why = item.and_then(|item| item["why"].as_str()).unwrap_or_default();
            assert!(!why.is_empty(), "{name} is not refused in words: {report}");
        }
        let words = import(&newsroom, &[&path]).exits(2);
        assert!(words.out.contains("refused:") && words.out.contains("torn.json"), "{}", words.out);
    }
}

#[test]
fn an_edition_that_is_not_there_is_named() {
    for newsroom in Newsroom::bares() {
        let folder = newsroom.beside("items");
        ndjson(&folder.join("one.json"), &[item("urn:khabar-test:one", "خبر")]);
        let path = folder.display().to_string();
        import(&newsroom, &["--edition", "fr", &path]).exits(1).complains_of("there is no edition `fr`");
    }
}

#[test]
fn a_bar_shows_how_far_it_has_come_on_a_terminal_and_nowhere_else() {
    for newsroom in Newsroom::bares() {
        let folder = newsroom.beside("items");
        for number in 0..3 {
            let uri = format!("urn:khabar-test:{number}");
            ndjson(&folder.join(format!("{number}.json")), &[item(&uri, &format!("خبر {number}"))]);
        }
        let path = folder.display().to_string();
        let words = ["import", "ninjs", "--publish", &path];
        let Some(seen) = run_on_a_terminal(&newsroom.data(), &words) else {
            println!("NOT RUN: the bar of an import on a terminal (there is no `script`)");
            return;
        };
        let seen = seen.exits(0).out;
        assert!(seen.contains("3 new"), "{seen}");
        assert!(seen.contains("/3 files"), "on {} no bar was drawn: {seen:?}", newsroom.kind);
        // Piped, the outputs are for scripts: a report, and nothing that moves.
        let piped = newsroom.run(&words).exits(0);
        assert!(piped.out.contains("3 unchanged") && !piped.out.contains('\u{1b}'), "{:?}", piped.out);
        assert_eq!(piped.err, "");
        // JSON is nothing but JSON, also on a terminal.
        let json = run_on_a_terminal(&newsroom.data(), &["import", "ninjs", "--publish", "--json", &path]);
        let json = json.expect("there was a terminal before").exits(0).out;
        let report: Value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json:?}"));
        assert_eq!(report["unchanged"], 3);
    }
}

#[test]
fn an_export_of_wordpress_comes_in_and_says_what_stays_behind() {
    let newsroom = Newsroom::bare();
    let folder = newsroom.beside("export");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let file = folder.join("site.xml");
    let item = |id: u32, kind: &str| {
        format!(
            "<item><title>خبر {id}</title><link>https://old.example/{id}/</link><content:encoded><![CDATA[نص]]></content:encoded>\
             <wp:post_id>{id}</wp:post_id><wp:post_date_gmt>2019-05-01 07:00:00</wp:post_date_gmt><wp:status>publish</wp:status>\
             <wp:post_type>{kind}</wp:post_type><wp:comment></wp:comment></item>"
        )
    };
    let export = |items: String| {
        format!(
            "<rss><channel><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>{items}</channel></rss>"
        )
    };
    std::fs::write(&file, export(item(1, "post") + &item(2, "page"))).expect("a file can be written");
    let path = file.display().to_string();
    let import =
        |more: &[&str]| newsroom.run(&[&["import", "wordpress", "--publish"], more, &[&path]].concat());
    let ran = import(&[]).exits(2);
    for words in ["1 new", "1 published", "1 refused", "1 comments: they have no text", "`--page SLUG=KIND`"]
    {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    let again = import(&[]).exits(2);
    assert!(again.out.contains("0 new") && again.out.contains("1 unchanged"), "{}", again.out);
    import(&["--map", "no-equals-sign"]).exits(2).complains_of("write a category");
    import(&["--map", "a=nowhere"]).exits(1).complains_of("there is no section `nowhere`");
    import(&["--uploads", "/nowhere/at-all"]).exits(1).complains_of("/nowhere/at-all cannot be read");

    std::fs::write(&file, export(item(3, "post") + "<item><title>")).expect("a file can be written");
    let ran = import(&["--json"]).exits(2);
    let report: Value = serde_json::from_str(&ran.out).expect("the report is JSON and nothing else");
    assert_eq!((report["created"].as_u64(), report["refused"].as_u64()), (Some(1), Some(1)), "{report}");
}
