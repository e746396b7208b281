//! Settings: printed as they are in effect, read back, and refused in words.

use crate::kit::Newsroom;

#[test]
fn what_config_prints_reads_back_as_the_same() {
    let newsroom = Newsroom::bare();
    let file = newsroom.data().join("khabar.toml");
    std::fs::write(&file, "grace_seconds = 3\nhosts = [\"a.example\"]\n[newsroom]\nfeed_items = 7\n")
        .expect("a file can be written");
    let environment =
        [("KHABAR__NEWSROOM__PUBLIC_URL", "https://a.example"), ("KHABAR__OPS_LISTEN", "127.0.0.1:9999")];
    let printed = newsroom.run_with(&["config"], &environment).exits(0).out;
    let settings: toml::Table = printed.parse().expect("it is TOML");
    assert_eq!(settings["grace_seconds"].as_integer(), Some(3));
    assert_eq!(settings["newsroom"]["feed_items"].as_integer(), Some(7));
    assert_eq!(settings["newsroom"]["public_url"].as_str(), Some("https://a.example"));
    std::fs::write(&file, &printed).expect("a file can be written");
    assert_eq!(newsroom.run(&["config"]).exits(0).out, printed);
    let json: serde_json::Value =
        serde_json::from_str(&newsroom.run(&["config", "--json"]).exits(0).out).expect("JSON");
    assert_eq!(json["newsroom"]["feed_items"], 7);
}

#[test]
fn no_password_is_printed() {
    let newsroom = Newsroom::bare();
    let environment = [
        ("KHABAR__DATABASE__URL", "postgres://khabar:hunter2@db.example/khabar"),
        ("KHABAR__DATABASE__PUBLISHED_URL", "postgres://reader:hunter3@db.example/khabar"),
    ];
    for words in [&["config"][..], &["config", "--json"][..]] {
        let ran = newsroom.run_with(words, &environment).exits(0);
        assert!(ran.out.contains("khabar:") && ran.out.contains("@db.example/khabar"), "{}", ran.out);
        assert!(!ran.out.contains("hunter"), "{}", ran.out);
    }
}

#[test]
fn a_setting_that_is_wrong_is_named() {
    let newsroom = Newsroom::bare();
    let file = newsroom.data().join("khabar.toml");
    let table = [
        ("listen = \"nowhere\"", "listen"),
        ("liste = \"127.0.0.1:1\"", "liste"),
        ("[newsroom]\nfeed_items = \"many\"", "feed_items"),
        ("[newsroom]\nfeed_items = 501", "feed_items"),
        ("[newsroom]\nsection_page = 0", "section_page"),
        ("[newsroom]\nimport_at_once = 0", "import_at_once"),
        ("grace_seconds = -1", "grace_seconds"),
        ("this is not TOML", "khabar.toml"),
    ];
    for (text, named) in table {
        std::fs::write(&file, text).expect("a file can be written");
        newsroom.run(&["config"]).exits(1).complains_of(named);
        newsroom.run(&["serve", "--listen", "127.0.0.1:0"]).exits(1).complains_of(named);
        let doctor = newsroom.run(&["doctor"]).exits(1);
        assert!(doctor.out.contains("BAD   settings") && doctor.out.contains(named), "{}", doctor.out);
    }
}
