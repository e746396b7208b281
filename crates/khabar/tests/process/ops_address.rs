//! Health, readiness and metrics answer where operators look, and nowhere else.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::kit::{Newsroom, connect, get, until};

#[test]
fn health_and_metrics_are_on_the_ops_address_and_not_on_the_site() {
    for newsroom in Newsroom::bares() {
        let server = newsroom.serve();
        assert_ne!(server.ops, server.address);
        assert_eq!(get("/health").answer(server.ops).with_status(200).text(), "alive\n");
        until("readiness", Duration::from_secs(5), || {
            (get("/ready").answer(server.ops).status == 200).then_some(())
        });
        get("/ar/").answer(server.address).with_status(200);
        let metrics = get("/metrics").answer(server.ops).with_status(200);
        assert!(metrics.header("content-type").is_some_and(|kind| kind.starts_with("text/plain")));
        assert!(metrics.text().contains("# TYPE"), "{}", metrics.text());
        for path in ["/health", "/ready", "/metrics"] {
            get(path).answer(server.address).with_status(404);
        }
        for path in ["/ar/", "/desk", "/api/v1/sections", "/"] {
            get(path).answer(server.ops).with_status(404);
        }
    }
}

#[test]
fn health_is_told_when_every_place_for_readers_is_taken() {
    let newsroom = Newsroom::bare();
    let server = newsroom.serve_with(&[("KHABAR__LIMITS__MAX_CONNECTIONS", "4")]);
    let asked = format!(
        "GET /api/v1/sections HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\r\n",
        server.address, newsroom.token
    );
    // Whoever is known keeps her place, though she asks for nothing more.
    let known = |_| -> TcpStream {
        let mut stream = connect(server.address).expect("there is a place");
        stream.write_all(asked.as_bytes()).expect("the request is taken");
        let mut begins = [0; 12];
        stream.read_exact(&mut begins).expect("it answers");
        assert_eq!(&begins, b"HTTP/1.1 200");
        stream
    };
    let held: Vec<TcpStream> = (0..4).map(known).collect();
    get("/ar/").answer(server.address).with_status(503);
    for path in ["/health", "/metrics"] {
        get(path).answer(server.ops).with_status(200);
    }
    drop(held);
    server.stop();
}

#[test]
fn nothing_listens_for_operators_when_nobody_asked() {
    let newsroom = Newsroom::bare();
    let printed = newsroom.run(&["config"]).exits(0).out;
    assert!(!printed.contains("ops_listen"), "{printed}");
}
