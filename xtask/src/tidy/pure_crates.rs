//! `text`, `formats` and `content` turn values into values. They can be tested with a table and used anywhere because
//! they wait for nothing, open nothing and know no time but what they are given.

use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str =
    "formats, text and content: no async, no files, no network, no environment, no clock";

const CRATES: &[&str] = &["crates/content/src/", "crates/formats/src/", "crates/text/src/"];
const FORBIDDEN: &[&[&str]] = &[
    &["async"],
    &[".", "await"],
    &["tokio", "::"],
    &["std", "::", "env", "::"],
    &["std", "::", "fs"],
    &["TcpListener"],
    &["TcpStream"],
    &["ToSocketAddrs"],
    &["UdpSocket"],
    &["std", "::", "process"],
    &["std", "::", "thread"],
    &["Instant", "::", "now"],
    &["SystemTime"],
    &["Timestamp", "::", "now"],
    &["ZonedDateTime", "::", "now"],
    &["TimeZone", "::", "system"],
    &["getrandom", "::"],
    &["println", "!"],
    &["eprintln", "!"],
];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let pure =
        sources.rust.iter().filter(|source| CRATES.iter().any(|folder| source.path.starts_with(folder)));
    pure.flat_map(|source| {
        FORBIDDEN.iter().flat_map(move |wanted| source.runs(wanted).map(move |at| (at, wanted))).map(
            |(at, wanted)| {
                let message = format!(
                    "`{}` in a pure crate: take what is needed as an argument and let the caller do it",
                    wanted.concat()
                );
                Finding::at(source.path, source.code[at].line, message)
            },
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn a_pure_crate_that_reaches_out_is_found() {
        for text in [
            "async fn a() {}",
            "use std::fs;",
            "std::env::var(\"A\")",
            "let now = SystemTime::now();",
            "use std::net::TcpStream;",
        ] {
            assert_eq!(found(check, &[("crates/text/src/a.rs", text)]).len(), 1, "{text}");
            assert!(found(check, &[("crates/web/src/a.rs", text)]).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_address_is_a_value() {
        assert!(found(check, &[("crates/formats/src/a.rs", "use std::net::Ipv6Addr;")]).is_empty());
    }

    #[test]
    fn its_tests_may_read_files() {
        assert!(found(check, &[("crates/text/tests/a.rs", "use std::fs;")]).is_empty());
    }
}
