//! Health, readiness and metrics answer where operators look, and nowhere else.

use std::time::Duration;

use crate::kit::{Newsroom, get, until};

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
fn nothing_listens_for_operators_when_nobody_asked() {
    let newsroom = Newsroom::bare();
    let printed = newsroom.run(&["config"]).exits(0).out;
    assert!(!printed.contains("ops_listen"), "{printed}");
}
