//! A stop lets everybody finish, and does not wait for ever.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use crate::durability::end_leases;
use crate::kit::{Call, Newsroom, Server, connect, get, post, read_answer, within};

/// Long enough for the server to have read what was sent.
const A_MOMENT: Duration = Duration::from_millis(150);

#[test]
fn slow_requests_are_answered_before_the_server_stops() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        let slow: Vec<_> = (0..4).map(|number| begun(&server, &newsroom, number)).collect();
        let idle = connect(server.address).expect("the server listens");
        std::thread::sleep(A_MOMENT);
        server.ask_to_stop();
        let address = server.address;
        let refused = || std::net::TcpStream::connect_timeout(&address, A_MOMENT).is_err();
        assert!(within(Duration::from_secs(2), refused), "a stopping server takes no new connection");
        for (mut stream, rest) in slow {
            stream.write_all(&rest).expect("the connection is still there");
            let answer = read_answer(stream).expect("a slow request is answered");
            answer.with_status(201);
        }
        drop(idle);
        let (status, took) = server.ends_within(Duration::from_secs(10));
        assert_eq!(status.code(), Some(0));
        assert!(took < Duration::from_secs(3), "everybody had finished, and the stop took {took:?} more");
        assert_eq!(newsroom.database().number("select count(*) from article"), 4);
        assert!(!newsroom.data().join("khabar.sock").exists(), "the socket was left behind");
    }
}

/// Sends the head of a request and half of its body; returns the rest.
fn begun(server: &Server, newsroom: &Newsroom, number: usize) -> (TcpStream, Vec<u8>) {
    let (head, body) = new_article(newsroom, number).bytes(server.address);
    let (now, later) = body.split_at(body.len() / 2);
    let mut stream = connect(server.address).expect("the server listens");
    stream.write_all(&head).and_then(|()| stream.write_all(now)).expect("the server reads");
    (stream, later.to_vec())
}

fn new_article(newsroom: &Newsroom, number: usize) -> Call {
    let new = json!({"edition": "ar", "section": "politics", "content": {"headline": format!("خبر {number}"), "body_html": "<p>نص</p>"}});
    post("/api/v1/articles").token(&newsroom.token).json(&new)
}

#[test]
fn who_does_not_finish_within_the_grace_is_cut() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve_with(&[("KHABAR__GRACE_SECONDS", "1")]);
        let (stream, _) = begun(&server, &newsroom, 0);
        std::thread::sleep(A_MOMENT);
        server.ask_to_stop();
        let (status, took) = server.ends_within(Duration::from_secs(10));
        assert_eq!(status.code(), Some(0));
        assert!(took >= Duration::from_millis(900), "it had a second, and was cut after {took:?}");
        assert!(took < Duration::from_secs(3), "the grace is a second, and the stop took {took:?}");
        assert!(read_answer(stream).is_err(), "what was cut was not answered");
    }
}

fn publish(newsroom: &Newsroom, server: &Server, number: usize) {
    let id = new_article(newsroom, number).answer(server.address).with_status(201).json();
    let path = format!("/api/v1/articles/{}/publication", id["id"].as_str().expect("an id"));
    post(&path).token(&newsroom.token).json(&json!({})).answer(server.address).with_status(200);
}

#[test]
fn a_stop_amid_publications_keeps_within_its_grace_and_loses_no_receipt() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve_with(&[("KHABAR__GRACE_SECONDS", "2")]);
        (0..20).for_each(|number| publish(&newsroom, &server, number));
        server.ask_to_stop();
        let (status, took) = server.ends_within(Duration::from_secs(60));
        assert_eq!(status.code(), Some(0));
        assert!(took < Duration::from_secs(4), "the grace is two seconds, and the stop took {took:?}");
        let server = newsroom.serve();
        // What was cut still holds its lease; the next event makes the new server look at once.
        end_leases(&newsroom.database());
        publish(&newsroom, &server, 20);
        let open = "select count(*) from receipt where finished_at is null";
        assert!(
            within(Duration::from_secs(20), || newsroom.database().number(open) == 0),
            "a receipt never finished"
        );
        let gave_up = "select count(*) from receipt where steps like '%gave_up%'";
        assert_eq!(
            newsroom.database().number(gave_up),
            0,
            "a stop is no reason to say that readers did not see it"
        );
    }
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        let second = newsroom.run(&["serve", "--listen", "127.0.0.1:0"]).exits(1);
        second.complains_of("another server already runs");
        get("/ar/").answer(server.address).with_status(200);
        server.stop();
    }
}
