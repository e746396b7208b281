//! What the authority is answered when it looks whether a host is ours.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Where the authority asks: this, and a token.
pub const PATH: &str = "/.well-known/acme-challenge/";

/// What the authority is answered while an order is under way. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Arc<Mutex<HashMap<String, String>>>);

impl Tokens {
    /// The answer to a path, if it is one of the authority's and its token was given out.
    pub fn answer(&self, path: &str) -> Option<String> {
        let token = path.strip_prefix(PATH)?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    pub(super) fn give_out(&self, token: &str, answer: &str) {
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.insert(token.to_owned(), answer.to_owned());
    }

    pub(super) fn take_back(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
