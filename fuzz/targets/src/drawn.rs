//! What the targets share: values drawn from bytes, for what is written rather than read, and a thread for what waits.

use std::cell::OnceCell;

use tokio::runtime::{Builder, Runtime};

thread_local! {
    static RUNTIME: OnceCell<Runtime> = const { OnceCell::new() };
}

/// Does what waits, on the thread that asks.
pub fn on_one_thread(work: impl Future<Output = ()>) {
    let made = || Builder::new_current_thread().enable_all().build().expect("a runtime is made");
    RUNTIME.with(|runtime| runtime.get_or_init(made).block_on(work));
}

/// Bytes from which values are drawn; when they are used up there are zeros and empty texts.
pub struct Drawn<'b>(pub &'b [u8]);

impl Drawn<'_> {
    /// One byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// Any number of eight bytes.
    pub fn number(&mut self) -> i64 {
        (0..8).fold(0, |number, _| number << 8 | i64::from(self.byte()))
    }

    /// A text as long as its first byte says.
    pub fn text(&mut self) -> String {
        let length = usize::from(self.byte()).min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    /// A text, or none.
    pub fn maybe(&mut self) -> Option<String> {
        (self.byte() % 2 == 1).then(|| self.text())
    }

    /// Up to three texts.
    pub fn texts(&mut self) -> Vec<String> {
        (0..self.byte() % 4).map(|_| self.text()).collect()
    }
}
