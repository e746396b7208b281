//! Killed while several clients publish through the API.

use std::time::Duration;

use serde_json::json;

use crate::durability::{
    Act, Client, Entry, History, Outcome, Tally, contradictions, derived_is_whole, file_is_whole, loops,
    random_below, serve,
};
use crate::kit::{Newsroom, Server, post, until};

const CLIENTS: usize = 4;
/// So often the newsroom is begun again, so that the last kills are not slower than the first.
const RENEWED_AFTER: usize = 5;

#[test]
fn what_was_acknowledged_survives_being_killed() {
    for mut newsroom in Newsroom::bares() {
        let mut tally = Tally::of("killed while clients publish");
        let mut server = serve(&newsroom);
        let mut all = Vec::new();
        for turn in 0..loops(&newsroom) {
            if turn > 0 && turn % RENEWED_AFTER == 0 {
                drop(server);
                newsroom.renew();
                server = serve(&newsroom);
                all.clear();
            }
            let history = History::in_file(newsroom.beside("history").join(format!("{turn}.jsonl")));
            killed_amid_clients(turn, &newsroom, server, &history);
            tally.kills += 1;
            tally.acknowledged += history.count(Outcome::Acknowledged);
            tally.maybe += history.count(Outcome::Maybe);
            tally.wrong.extend(file_is_whole(&newsroom));
            server = tally.restart(&newsroom);
            // Also what earlier kills left alone must have survived this one.
            all.extend(history.entries());
            let database = newsroom.database();
            tally.wrong.extend(contradictions(&all, &newsroom.token, server.address, &database));
            tally.wrong.extend(derived_is_whole(&newsroom));
            if !tally.wrong.is_empty() {
                break;
            }
        }
        drop(server);
        tally.close(newsroom);
    }
}

fn killed_amid_clients(turn: usize, newsroom: &Newsroom, server: Server, history: &History) {
    let pause = Duration::from_millis(random_below(300));
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let name = format!("{turn}-{client}");
            let client = Client { name, token: &newsroom.token, address: server.address, history };
            scope.spawn(move || client.write_until_the_end());
        }
        let most = Duration::from_secs(20);
        until("the first acknowledgement", most, || (history.count(Outcome::Acknowledged) > 0).then_some(()));
        std::thread::sleep(pause);
        server.kill();
    });
}

/// The checker is worth what it finds: a client that takes a request for done when it is sent must be found out, and
/// one that says "maybe" must not.
#[test]
fn a_client_that_says_done_before_the_answer_is_found_out() {
    for newsroom in Newsroom::bares() {
        let server = serve(&newsroom);
        let new = json!({"edition": "ar", "section": "politics", "content": {"headline": "ديمومة", "body_html": "<p>نص</p>"}});
        let begun = post("/api/v1/articles")
            .token(&newsroom.token)
            .json(&new)
            .answer(server.address)
            .with_status(201)
            .json();
        let id = begun["id"].as_str().expect("an id").to_owned();
        // The request reaches the machine and not the program, which is stopped and never goes on.
        server.pause();
        let publish =
            post(&format!("/api/v1/articles/{id}/publication")).token(&newsroom.token).json(&json!({}));
        let _sent = publish.send(server.address).expect("the machine takes it");
        server.kill();
        let server = serve(&newsroom);
        let found = |outcome: Outcome| {
            let entry =
                |act, outcome| Entry {
                    piece: "ديمومة".to_owned(), article: Some(id.clone()), act, outcome
                };
            let history = [entry(Act::Create, Outcome::Acknowledged), entry(Act::Publish(1), outcome)];
            contradictions(&history, &newsroom.token, server.address, &newsroom.database())
        };
        assert_eq!(found(Outcome::Maybe), Vec::<String>::new());
        assert_eq!(found(Outcome::Acknowledged).len(), 1);
    }
}

/// The same for what is looked at besides the history: rows changed behind the program's back are noticed.
#[test]
fn a_newsroom_that_is_not_whole_is_found_out() {
    for newsroom in Newsroom::bares() {
        let server = serve(&newsroom);
        let history = History::in_file(newsroom.beside("history").join("one.jsonl"));
        let client = Client {
            name: "1".to_owned(),
            token: &newsroom.token,
            address: server.address,
            history: &history,
        };
        client.write_one();
        assert_eq!((file_is_whole(&newsroom), derived_is_whole(&newsroom)), (vec![], vec![]));
        newsroom.database().change("delete from published_body");
        // Without its text an article cannot be indexed, and a rebuild brings the text back.
        let found = derived_is_whole(&newsroom);
        for words in
            ["a reindex says: 0 articles", "a rebuild of published_body takes 0 rows away and adds 1"]
        {
            assert!(found.iter().any(|line| line.contains(words)), "`{words}` is not in {found:?}");
        }
        newsroom.database().change("update published_article set revision = revision + 1");
        assert_eq!(file_is_whole(&newsroom).len(), 2);
        server.stop();
    }
}
