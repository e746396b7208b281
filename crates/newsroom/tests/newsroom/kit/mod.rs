//! A newsroom for tests: [`newsrooms`] opens one on every database, [`Newsroom::editor`] and [`Newsroom::reader`] are the
//! people in it.

mod answer;
mod browser;
mod crawl;
mod desk;
pub mod distance;
mod door;
mod film;
mod head;
mod held;
mod mail;
mod newsroom;
mod passkey;
mod people;
mod picture;
mod piece;
mod provider;
pub mod store;
pub mod wordpress;

pub use answer::{Answer, decoded};
pub use browser::{Browser, between};
pub use crawl::Crawl;
pub use desk::AtDesk;
pub use door::Door;
pub use film::film;
pub use head::{Tag, tags_of_head};
pub use held::{DAY, HOUR, MINUTE, NOON, SECOND};
pub use mail::{Mood, PostOffice, Received};
pub use newsroom::{Newsroom, ask, empty_newsrooms, eventually, newsrooms, newsrooms_with, strict_newsrooms};
pub use passkey::{Device, THERE};
pub use people::{Colleague, Live, Reader};
pub use picture::{NewPicture, png};
pub use piece::{Piece, piece, statement};
pub use provider::{CLIENT, FakeProvider, asked};

/// Whether the full measure is taken: `KHABAR_FULL=1`. Without it a suite does the same in little.
pub fn full() -> bool {
    std::env::var("KHABAR_FULL").is_ok_and(|value| value == "1")
}
