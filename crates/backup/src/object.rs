//! One object: bytes under their name, packed where that makes them smaller.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// The longest bytes of one object.
pub(crate) const LONGEST: usize = 4 << 20;
const PLAIN: u8 = 0;
const LZ4: u8 = 1;

/// The name of an object: a hash of its bytes, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Name(pub(crate) [u8; 32]);

impl Name {
    /// The name that these bytes have in a repository with this secret, or without one.
    pub(crate) fn of(secret: Option<&Secret>, bytes: &[u8]) -> Name {
        match secret {
            Some(secret) => Name(secret.name(bytes)),
            None => {
                let mut name = [0; 32];
                name.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref());
                Name(name)
            }
        }
    }
}

/// Packs bytes: one that says how, four of their length, then they.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let packed = lz4_flex::block::compress(bytes);
    let (how, rest) = if packed.len() < bytes.len() { (LZ4, packed.as_slice()) } else { (PLAIN, bytes) };
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let mut out = Vec::with_capacity(5 + rest.len());
    out.push(how);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(rest);
    out
}

/// Unpacks them; `None` when they were not packed so.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let (how, rest) = packed.split_first()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    if length > LONGEST {
        return None;
    }
    let bytes = match *how {
        PLAIN => rest.to_vec(),
        LZ4 => lz4_flex::block::decompress(rest, length).ok()?,
        _ => return None,
    };
    (bytes.len() == length).then_some(bytes)
}

impl fmt::Display for Name {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Name({self})")
    }
}

impl FromStr for Name {
    type Err = String;

    fn from_str(text: &str) -> Result<Name, String> {
        let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).map_err(|error| error.to_string())?;
        bytes.try_into().map(Name).map_err(|_| "not 64 digits".to_owned())
    }
}

impl Serialize for Name {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Name, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_were_and_nonsense_does_not_come_back() {
        let long = vec![b'a'; LONGEST];
        let noise: Vec<u8> = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b""[..], b"a", &noise, &long] {
            assert_eq!(unpack(&pack(bytes)).as_deref(), Some(bytes));
        }
        assert!(pack(&long).len() < 1 << 16);
        let mut claims_more = pack(b"abc");
        claims_more[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
        for nonsense in
            [&b""[..], b"\x00\x01", b"\x07\x01\x00\x00\x00a", b"\x01\x09\x00\x00\x00a", &claims_more]
        {
            assert_eq!(unpack(nonsense), None);
        }
    }
}
