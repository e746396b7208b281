//! Time, chance and the network come in through `App`, so that a test can hold them still. Clippy refuses the calls that
//! read the clock and roll dice (`clippy.toml` names what to use instead); this rule knows the places that may allow
//! themselves one, and looks for ways out to the network, which tests may take and the program may not.

use crate::sources::Rust;
use crate::tidy::{Exception, Finding, Sources, without};

pub const DEMANDS: &str = "clock, randomness and the network are reached only where this rule lists it; all others get them from App";

const WAYS_OUT: &[&[&str]] = &[
    &["TcpStream", "::", "connect"],
    &["UdpSocket", "::", "bind"],
    &["client", "::", "conn"],
    &["hyper_util", "::", "client"],
    &["reqwest", "::"],
    &["lookup_host", "("],
    &["to_socket_addrs", "("],
];

const EXCEPTIONS: &[Exception] = &[
    Exception {
        path: "crates/khabar/src/wiring.rs",
        why: "makes App: the real clock and the real randomness enter here",
    },
    Exception { path: "crates/fetch/", why: "the only way out" },
    Exception {
        path: "crates/web/src/readback.rs",
        why: "a receipt reads the site back through its own address on loopback",
    },
];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let findings =
        sources.rust_under("crates/").flat_map(|source| ways_out(source).chain(allowed(source))).collect();
    without(EXCEPTIONS, findings, sources.tree)
}

fn ways_out<'s>(source: &'s Rust<'_>) -> impl Iterator<Item = Finding> + 's {
    WAYS_OUT.iter().flat_map(|way| source.runs(way).map(move |at| (at, way))).map(|(at, way)| {
        let message = format!("`{}` leaves the house: ask crates/fetch, or list the place in tidy/outside_world.rs with its reason", way.concat());
        Finding::at(source.path, source.code[at].line, message)
    })
}

/// Places that switch clippy's refusal off.
fn allowed<'s>(source: &'s Rust<'_>) -> impl Iterator<Item = Finding> + 's {
    source.runs(&["clippy", "::", "disallowed_methods"]).filter(|at| !only_in_tests(source, *at)).map(|at| {
        Finding::at(source.path, source.code[at].line, "allows itself the clock or randomness: take it from App, or list the place in tidy/outside_world.rs with its reason")
    })
}

/// Whether the lint is named in `cfg_attr(test, allow(…))`.
fn only_in_tests(source: &Rust<'_>, at: usize) -> bool {
    let before = &source.code[at.saturating_sub(6)..at];
    before
        .windows(3)
        .any(|three| three[0].text == "cfg_attr" && three[1].text == "(" && three[2].text == "test")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    fn check_at(path: &str, text: &str, wanted: usize) {
        assert_eq!(found(check, &[(path, text)]).len(), wanted, "{path}: {text}");
    }

    #[test]
    fn a_way_out_is_found_unless_it_is_listed_or_a_test() {
        let text = "let s = tokio::net::TcpStream::connect(address).await;";
        check_at("crates/web/src/cache.rs", text, 1);
        check_at("crates/web/src/readback.rs", text, 0);
        check_at("crates/web/tests/cache.rs", text, 0);
    }

    #[test]
    fn whoever_allows_himself_the_clock_is_found() {
        check_at("crates/media/src/a.rs", "#[allow(clippy::disallowed_methods)] fn a() {}", 1);
        check_at("crates/media/src/a.rs", "#![cfg_attr(test, allow(clippy::disallowed_methods))]", 0);
        check_at(
            "crates/khabar/src/wiring.rs",
            "#[expect(clippy::disallowed_methods, reason = \"a\")] fn a() {}",
            0,
        );
    }
}
