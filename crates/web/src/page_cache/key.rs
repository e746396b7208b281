//! What two requests must share to get the same bytes.

use quick_cache::Equivalent;

/// The host's place in the configured list, the path, and the allowed query in its one order. GET and HEAD share it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PageKey {
    host: u16,
    address: Box<str>,
}

impl PageKey {
    /// Path and query.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn host(&self) -> u16 {
        self.host
    }

    pub(crate) fn borrow(&self) -> KeyRef<'_> {
        KeyRef { host: self.host, address: &self.address }
    }

    /// Bytes that it takes.
    pub(crate) fn len(&self) -> usize {
        self.address.len()
    }
}

/// The same, borrowed from a request: looking up copies nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct KeyRef<'a> {
    pub(crate) host: u16,
    pub(crate) address: &'a str,
}

impl KeyRef<'_> {
    pub(crate) fn owned(self) -> PageKey {
        PageKey { host: self.host, address: self.address.into() }
    }
}

impl Equivalent<PageKey> for KeyRef<'_> {
    fn equivalent(&self, key: &PageKey) -> bool {
        self.host == key.host && *self.address == *key.address
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::{BuildHasher, RandomState};

    #[test]
    fn a_borrowed_key_hashes_as_the_owned_one() {
        let borrowed = KeyRef { host: 3, address: "/a?b=c" };
        let state = RandomState::new();
        assert_eq!(state.hash_one(borrowed), state.hash_one(borrowed.owned()));
        assert!(borrowed.equivalent(&borrowed.owned()));
    }
}
