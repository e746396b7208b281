//! Commands beside a running server: what they do is seen at once, without a restart.

use std::time::Duration;

use serde_json::Value;

use crate::kit::{Newsroom, get, item, ndjson, post, until};

const AT_ONCE: Duration = Duration::from_secs(1);
/// Longer than any command takes that nobody holds.
const A_WHILE: Duration = Duration::from_secs(3);
/// As long as a machine that others use may take for what needs a moment.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn an_import_beside_a_running_server_is_seen_within_a_second() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        // Kept pages, so that an import must throw them away.
        for path in ["/ar/", "/ar/politics/", "/ar/feed.json"] {
            get(path).answer(server.address).with_status(200);
        }
        let folder = newsroom.beside("items");
        ndjson(&folder.join("one.ndjson"), &[item("urn:khabar-test:one", "خبرٌ من خارج الخادم")]);
        let path = folder.display().to_string();
        newsroom.run(&["import", "ninjs", "--publish", "--section", "politics", &path]).exits(0);
        for path in ["/ar/", "/ar/politics/", "/ar/feed.json"] {
            let shown =
                || get(path).answer(server.address).text().contains("خبرٌ من خارج الخادم").then_some(());
            let ((), took) = until(path, AT_ONCE, shown);
            println!("{path} shows the import after {took:?}");
        }
        let open = "select count(*) from receipt where finished_at is null";
        until("the batch's receipt", Duration::from_secs(15), || {
            (newsroom.database().number(open) == 0).then_some(())
        });
        assert_eq!(newsroom.database().number("select count(*) from receipt where kind = 'batch'"), 1);
        server.stop();
    }
}

#[test]
fn an_account_and_its_token_made_beside_a_running_server_work_at_once() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        newsroom
            .run(&["user", "add", "--name", "Omar", "--role", "contributor", "omar@example.org"])
            .exits(0);
        let listed = newsroom.run(&["user", "list"]).exits(0).out;
        assert!(listed.contains("omar@example.org\tcontributor\tOmar"), "{listed}");
        let token = newsroom.run(&["user", "token", "omar@example.org"]).exits(0).out;
        let new =
            serde_json::json!({"edition": "ar", "section": "politics", "content": {"headline": "مسودة"}});
        let begun = post("/api/v1/articles")
            .token(token.trim())
            .json(&new)
            .answer(server.address)
            .with_status(201)
            .json();
        let path = format!("/api/v1/articles/{}/publication", begun["id"].as_str().expect("an id"));
        // A contributor writes and does not publish.
        let refused =
            post(&path).token(token.trim()).json(&Value::Object(Default::default())).answer(server.address);
        refused.with_status(403);
        server.stop();
    }
}

/// A command beside a server has the server do it, so beside one that is held it waits. The control: without the
/// socket it does it by itself.
#[test]
fn a_command_beside_a_server_goes_through_the_servers_socket() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        let list = ["user", "list"];
        assert!(
            newsroom
                .run_for(PATIENCE, &list)
                .is_some_and(|ran| ran.exits(0).out.contains("layla@example.org"))
        );
        server.pause();
        assert!(
            newsroom.run_for(A_WHILE, &list).is_none(),
            "the server was held, and who listed the accounts?"
        );
        let socket = newsroom.data().join("khabar.sock");
        std::fs::remove_file(&socket).expect("the socket is there");
        assert!(
            newsroom
                .run_for(PATIENCE, &list)
                .is_some_and(|ran| ran.exits(0).out.contains("layla@example.org"))
        );
        server.kill();
    }
}
