//! The log, however much it says, says nothing of who reads.

use std::io::Write;

use crate::kit::{Newsroom, Server, connect, get, post, read_answer};

/// Addresses that stand in no network, so that finding one means that it was written down.
const CANARY: &str = "198.51.100.77";
const CANARY_6: &str = "2001:db8:77::77";
const BROWSER: &str = "CanaryBrowser";

#[test]
fn no_readers_address_is_written_down() {
    for newsroom in Newsroom::samples() {
        let server = newsroom.serve_with(&[("KHABAR_LOG", "debug")]);
        let mut ports = Vec::new();
        for path in
            ["/ar/", "/ar/politics/", "/nothing", "/desk", "/api/v1/sections", "/s/0", "/ar/?q=CANARYQUERY"]
        {
            ports.push(ask(&server, &get(path)));
        }
        ports.push(ask(&server, &post("/desk/sign-in/signin_wrong")));
        ports.push(ask(&server, &post("/api/v1/articles").token("khabar_wrong")));
        ports.push(ask(&server, &get("/api/v1/sections").token(&newsroom.token)));
        ports.push(broken_off(&server));
        let log = server.log();
        // The positive control: at this level every request leaves a line.
        assert!(log.contains("/ar/politics/"), "the requests are not in the log: {log}");
        for canary in [CANARY, CANARY_6, BROWSER, "CANARYQUERY"] {
            assert!(!log.contains(canary), "`{canary}` is in the log");
        }
        for port in ports {
            assert!(!log.contains(&format!("127.0.0.1:{port}")), "a reader's port is in the log");
            assert!(!log.contains(&format!("port: {port}")) && !log.contains(&format!("port={port}")));
        }
        let (_, secret) = newsroom.token.split_once('_').expect("a token has a secret");
        assert!(!log.contains(secret), "a token is in the log");
        // What the database is asked with: accounts, hashes, drafts.
        assert!(!log.contains("with parameters"), "the values of statements are in the log");
    }
}

/// Asks with all that could tell who asks, and returns the port that was asked from.
fn ask(server: &Server, call: &crate::kit::Call) -> u16 {
    let call =
        call.clone().header("x-forwarded-for", CANARY).header("forwarded", &format!("for=\"[{CANARY_6}]\""));
    let stream = call.header("user-agent", BROWSER).send(server.address).expect("the server listens");
    let port = stream.local_addr().expect("a connection").port();
    read_answer(stream).expect("an answer");
    port
}

/// Breaks off in the middle of a request's head.
fn broken_off(server: &Server) -> u16 {
    let mut stream = connect(server.address).expect("the server listens");
    stream
        .write_all(b"GET /ar/ HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 198.51.100.77\r\nbad header\r\n\r\n")
        .expect("sent");
    let port = stream.local_addr().expect("a connection").port();
    let _ = read_answer(stream);
    port
}
