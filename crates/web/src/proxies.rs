//! Whom to believe about where a request came from: a proxy writes its client's address into a header, and so may anybody.
//! The header counts only on connections from the networks that are named, and of its addresses only the last that is not one of
//! those: everything to its left was said by strangers.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::HeaderMap;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Addresses in one header that are looked at: more proxies in a row than this there are not.
const MOST_HOPS: usize = 32;

/// The proxies before this program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Proxies {
    /// The networks that they are in, such as `127.0.0.0/8`, `10.1.2.3` or `fd00::/8`. Empty: nobody is believed.
    pub trusted: Vec<Network>,
    /// The header in which they name their client. The other one is not looked at: a proxy that does not know a header
    /// passes on what a stranger wrote there.
    pub header: ForwardHeader,
}

/// Where a proxy writes who its client is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardHeader {
    /// `X-Forwarded-For: ADDRESS, ADDRESS`
    #[default]
    XForwardedFor,
    /// `Forwarded: for=ADDRESS;by=…, for="[ADDRESS]:PORT"`, as RFC 7239 has it.
    Forwarded,
}

/// A network: an address and how many of its bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// What is no network.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0:?} is no network: write it as 10.0.0.0/8, 192.0.2.7 or fd00::/8")]
pub struct NotANetwork(String);

impl Proxies {
    /// Whether a connection from this address is a proxy's.
    pub fn knows(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.holds(address))
    }

    /// Whose request it is that came with these headers on a connection from `peer`.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.knows(peer) {
            return peer;
        }
        let mut client = peer;
        // What no longer reads as an address ends the chain: the last proxy that was understood answers for it.
        for address in self.chain(headers).into_iter().rev().take(MOST_HOPS) {
            let Some(address) = address else { break };
            client = address;
            if !self.knows(address) {
                break;
            }
        }
        client
    }

    /// The addresses in the order in which they were written.
    fn chain(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let (name, read): (_, fn(&str) -> Option<IpAddr>) = match self.header {
            ForwardHeader::XForwardedFor => ("x-forwarded-for", node),
            ForwardHeader::Forwarded => ("forwarded", forwarded_for),
        };
        // Piece by piece: what a reader wrote before them must not hide what proxies wrote.
        let pieces =
            headers.get_all(name).into_iter().flat_map(|line| line.as_bytes().split(|byte| *byte == b','));
        pieces.map(|piece| std::str::from_utf8(piece).ok().and_then(read)).collect()
    }
}

/// The address of one element of `Forwarded`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    let (_, value) = named.next()?;
    node(value.trim().trim_matches('"'))
}

/// An address, in brackets or not, with a port or without.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None if text.matches(':').count() == 1 => text.split_once(':')?.0,
        None => text,
    };
    bare.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        let same = |one: u128, other: u128, width: u32| {
            let rest = width - u32::from(self.bits);
            one.checked_shr(rest).unwrap_or(0) == other.checked_shr(rest).unwrap_or(0)
        };
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => same(own.to_bits().into(), other.to_bits().into(), 32),
            (IpAddr::V6(own), IpAddr::V6(other)) => same(own.to_bits(), other.to_bits(), 128),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Network, NotANetwork> {
        let refused = || NotANetwork(text.to_owned());
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim().parse().map_err(|_| refused())?;
        let widest = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(widest), |bits| bits.trim().parse().map_err(|_| refused()))?;
        if bits <= widest { Ok(Network { address, bits }) } else { Err(refused()) }
    }
}

impl TryFrom<String> for Network {
    type Error = NotANetwork;

    fn try_from(text: String) -> Result<Network, NotANetwork> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> String {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn proxies(trusted: &[&str], header: ForwardHeader) -> Proxies {
        let trusted = trusted.iter().map(|text| text.parse().expect("a network")).collect();
        Proxies { trusted, header }
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn headers(name: &'static str, lines: &[&str]) -> HeaderMap {
        lines.iter().map(|line| (name.parse().expect("a name"), line.parse().expect("a value"))).collect()
    }

    #[test]
    fn bytes_that_are_no_text_hide_no_address_after_them() {
        let proxies = proxies(&["127.0.0.0/8"], ForwardHeader::XForwardedFor);
        for line in
            [&b"\xff, 198.51.100.7"[..], b"\xd8\xae,198.51.100.7", b"192.0.2.1, \xff\xfe, 198.51.100.7"]
        {
            let value = http::HeaderValue::from_bytes(line).expect("a header may hold this");
            let headers = HeaderMap::from_iter([("x-forwarded-for".parse().expect("a name"), value)]);
            assert_eq!(proxies.client(ip("127.0.0.1"), &headers), ip("198.51.100.7"));
        }
    }

    #[test]
    fn the_last_address_that_is_no_proxys_is_the_readers() {
        let trusted = &["127.0.0.0/8", "10.0.0.0/8", "fd00::/8"];
        let proxies = proxies(trusted, ForwardHeader::XForwardedFor);
        let table: &[(&str, &[&str], &str)] = &[
            ("127.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("127.0.0.1", &["192.0.2.66, 198.51.100.7"], "198.51.100.7"),
            ("127.0.0.1", &["192.0.2.66", "198.51.100.7, 10.2.3.4"], "198.51.100.7"),
            ("10.1.1.1", &["198.51.100.7:4711"], "198.51.100.7"),
            ("fd00::1", &["[2001:db8::7]:443"], "2001:db8::7"),
            ("fd00::1", &["2001:db8::7"], "2001:db8::7"),
            ("::ffff:127.0.0.1", &["::ffff:198.51.100.7"], "198.51.100.7"),
            // Nobody else is believed.
            ("198.51.100.9", &["192.0.2.66"], "198.51.100.9"),
            // What cannot be read ends the chain.
            ("127.0.0.1", &["192.0.2.66, unknown"], "127.0.0.1"),
            ("127.0.0.1", &["192.0.2.66, nonsense, 10.1.1.1"], "10.1.1.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["", ","], "127.0.0.1"),
            // All of them are proxies: somebody in the house.
            ("127.0.0.1", &["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
        ];
        for (peer, lines, wanted) in table {
            let client = proxies.client(ip(peer), &headers("x-forwarded-for", lines));
            assert_eq!(client.to_canonical(), ip(wanted), "{peer} {lines:?}");
        }
    }

    #[test]
    fn only_the_header_that_the_proxy_writes_is_looked_at() {
        let one = proxies(&["127.0.0.1"], ForwardHeader::XForwardedFor);
        let other = proxies(&["127.0.0.1"], ForwardHeader::Forwarded);
        let forwarded =
            headers("forwarded", &["for=192.0.2.66, For=\"[2001:db8::7]:4711\";proto=https;by=10.0.0.1"]);
        assert_eq!(one.client(ip("127.0.0.1"), &forwarded), ip("127.0.0.1"));
        assert_eq!(other.client(ip("127.0.0.1"), &forwarded), ip("2001:db8::7"));
        assert_eq!(other.client(ip("127.0.0.1"), &headers("forwarded", &["by=10.0.0.1"])), ip("127.0.0.1"));
        assert_eq!(
            other.client(ip("127.0.0.1"), &headers("x-forwarded-for", &["192.0.2.66"])),
            ip("127.0.0.1")
        );
    }

    #[test]
    fn a_network_ends_where_its_bits_do() {
        let holds =
            |network: &str, address: &str| network.parse::<Network>().expect("one").holds(ip(address));
        assert!(holds("10.0.0.0/8", "10.255.255.255") && !holds("10.0.0.0/8", "11.0.0.0"));
        assert!(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.6"));
        assert!(holds("0.0.0.0/0", "198.51.100.7") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(
            holds("::/0", "2001:db8::1") && holds("fd00::/8", "fdff::1") && !holds("fd00::/8", "fe00::1")
        );
        for wrong in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "host"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    proptest! {
        /// Whatever a stranger writes to the left of what the proxy writes changes nothing.
        #[test]
        fn a_stranger_says_nothing(said in "[ -~]{0,60}", address in any::<[u8; 4]>()) {
            prop_assume!(address[0] != 127);
            let proxies = proxies(&["127.0.0.0/8"], ForwardHeader::XForwardedFor);
            let client = IpAddr::from(address);
            let line = format!("{said}, {client}");
            prop_assert_eq!(proxies.client(ip("127.0.0.1"), &headers("x-forwarded-for", &[&line])), client);
        }
    }
}
