//! The commands: their help, and what they say when they cannot.

use serde_json::{Value, json};

use crate::kit::{Newsroom, Ran, khabar};

#[test]
fn every_command_explains_itself() {
    let commands: &[&[&str]] = &[
        &[],
        &["demo"],
        &["serve"],
        &["import"],
        &["import", "ninjs"],
        &["import", "khabar"],
        &["export"],
        &["mirror"],
        &["mirror", "build"],
        &["mirror", "check"],
        &["mirror", "key"],
        &["backup"],
        &["backup", "list"],
        &["backup", "check"],
        &["restore"],
        &["reindex"],
        &["rebuild"],
        &["rebuild", "published"],
        &["rebuild", "names"],
        &["doctor"],
        &["config"],
        &["theme"],
        &["theme", "check"],
        &["people"],
        &["people", "add"],
        &["people", "list"],
        &["people", "invite"],
        &["people", "role"],
        &["people", "suspend"],
        &["people", "restore"],
        &["people", "reset"],
        &["people", "link"],
        &["people", "token"],
    ];
    for words in commands {
        let output = khabar().args(*words).arg("--help").output().expect("the built program starts");
        let help = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && help.contains("Usage:"), "{words:?}: {help}");
        let first = help.lines().next().unwrap_or_default();
        assert!(first.len() > 12 && !first.starts_with("Usage"), "{words:?} begins with `{first}`");
        for line in help.lines().filter(|line| line.trim_start().starts_with("--")) {
            let explained =
                line.trim().split("  ").count() > 1 || help.contains(&format!("{line}\n          "));
            assert!(explained, "{words:?}: `{line}` is not explained");
        }
    }
    let output = khabar().arg("--version").output().expect("the built program starts");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("khabar "));
}

#[test]
fn every_command_there_is_is_in_the_list_above() {
    let output = khabar().arg("--help").output().expect("the built program starts");
    let help = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, list) = help.split_once("Commands:").expect("a list of commands");
    let names: Vec<&str> = list
        .lines()
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(
        names,
        [
            "demo", "serve", "import", "export", "mirror", "reindex", "rebuild", "doctor", "audit", "config",
            "theme", "clock", "backup", "restore", "restored", "people", "help"
        ]
    );
}

#[test]
fn the_doctor_finds_a_sample_newsroom_well() {
    for newsroom in Newsroom::samples() {
        let ran = newsroom.run(&["doctor"]).exits(0);
        assert!(ran.out.contains("All is well.") && !ran.out.contains("BAD"), "{}", ran.out);
        let server = newsroom.serve();
        newsroom.run(&["doctor"]).exits(0);
        server.stop();
    }
}

#[test]
fn the_doctor_finds_what_is_broken() {
    for newsroom in Newsroom::bares() {
        let ran =
            newsroom.run_with(&["doctor"], &[("KHABAR__NEWSROOM__PUBLIC_URL", "khabar.example/")]).exits(1);
        assert!(ran.out.contains("BAD   newsroom.public_url"), "{}", ran.out);
        let ran = newsroom.run_with(&["doctor"], &[("KHABAR__DATABASE__URL", "mysql://db")]).exits(1);
        assert!(ran.out.contains("BAD   newsroom"), "{}", ran.out);
    }
}

#[test]
fn a_folder_where_no_newsroom_is_stays_as_it_is() {
    let newsroom = Newsroom::bare();
    let folder = newsroom.beside("elsewhere").join("mistyped");
    let path = folder.display().to_string();
    let commands: &[&[&str]] = &[
        &["doctor"],
        &["people", "list"],
        &["reindex"],
        &["rebuild", "published"],
        &["import", "ninjs", "/nowhere"],
    ];
    for words in commands {
        let output =
            khabar().args(*words).args(["--data", &path]).output().expect("the built program starts");
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{words:?}: {said}");
        assert!(said.contains("there is no newsroom in") && said.contains("mistyped"), "{words:?}: {said}");
        assert!(!folder.exists(), "{words:?} made {path}");
    }
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    for newsroom in Newsroom::bares() {
        let newer = "insert into schema_migration (number, name, checksum, applied_at) values (9999, 'later', 'x', 0)";
        newsroom.database().change(newer);
        let words = "the database is newer";
        newsroom.run(&["serve", "--listen", "127.0.0.1:0"]).exits(1).complains_of(words);
        newsroom.run(&["reindex"]).exits(1).complains_of(words);
        let doctor = newsroom.run(&["doctor"]).exits(1);
        assert!(doctor.out.contains(words), "{}", doctor.out);
        newsroom.database().change("delete from schema_migration where number = 9999");
        newsroom.run(&["doctor"]).exits(0);
    }
}

#[test]
fn an_address_that_is_taken_is_named() {
    let newsroom = Newsroom::bare();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    newsroom
        .run(&["serve", "--listen", &address])
        .exits(1)
        .complains_of(&format!("cannot listen on {address}"));
}

fn told(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error} in {}", ran.out))
}

#[test]
fn what_scripts_read_is_json_and_nothing_else() {
    for newsroom in Newsroom::bares() {
        let doctor = told(&newsroom.run(&["doctor", "--json"]).exits(0));
        assert_eq!(doctor["well"], true, "{doctor}");
        let findings = doctor["findings"].as_array().expect("findings");
        let looked_at: Vec<&str> = findings.iter().filter_map(|finding| finding["what"].as_str()).collect();
        for what in ["settings", "theme", "newsroom", "published connection", "event log"] {
            assert!(looked_at.contains(&what), "the doctor did not look at {what}: {looked_at:?}");
        }
        let wrong = [("KHABAR__NEWSROOM__PUBLIC_URL", "khabar.example/")];
        let doctor = told(&newsroom.run_with(&["doctor", "--json"], &wrong).exits(1));
        let bad: Vec<&Value> = doctor["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|finding| finding["good"] == false)
            .collect();
        assert_eq!((&doctor["well"], bad.len()), (&json!(false), 1), "{doctor}");
        assert_eq!(bad[0]["what"], "newsroom.public_url");
        let unread = [("KHABAR__GRACE_SECONDS", "soon")];
        let doctor = told(&newsroom.run_with(&["doctor", "--json"], &unread).exits(1));
        assert_eq!((&doctor["well"], &doctor["findings"][0]["what"]), (&json!(false), &json!("settings")));
        // Beside a server as without one.
        for server in [None, Some(newsroom.serve())] {
            let accounts = told(&newsroom.run(&["people", "list", "--json"]).exits(0));
            let layla =
                accounts.as_array().into_iter().flatten().find(|one| one["email"] == "layla@example.org");
            let wanted =
                json!({"email": "layla@example.org", "role": "editor", "name": "ليلى", "suspended": false});
            assert_eq!(layla, Some(&wanted), "{accounts}");
            // A server that has just started may be at it itself; then the command waits.
            assert_eq!(told(&newsroom.run(&["reindex", "--json"]).exits(0)), json!({"articles": 0}));
            server.into_iter().for_each(crate::kit::Server::stop);
        }
    }
}

#[test]
fn the_help_of_an_import_says_what_its_exit_codes_mean() {
    let output = khabar().args(["import", "ninjs", "--help"]).output().expect("the built program starts");
    let help = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(help.contains("Exit code: 0") && help.contains("2 when some were refused"), "{help}");
}
