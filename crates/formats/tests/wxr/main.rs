//! WordPress's exports: what is read of them, what is refused and where, and that the bounds hold.

#![expect(clippy::expect_used, reason = "a test says with `expect` what it takes for granted")]

mod reading;
mod real_exports;
mod refusing;

use formats::wxr::{Found, Limits, Refused, Wxr};

/// An export with these children of its channel.
fn export(children: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\"\n\txmlns:wp=\"http://wordpress.org/export/1.2/\">\n\
         <channel>\n<title>موقع</title>\n<link>https://old.example</link>\n<language>ar</language>\n\
         <wp:wxr_version>1.2</wp:wxr_version>\n{children}\n</channel>\n</rss>\n"
    )
}

/// All that an export holds, and why it went no further.
fn read(text: &[u8]) -> (Vec<Found>, Option<Refused>) {
    let (mut found, mut refused) = (Vec::new(), None);
    for next in Wxr::new(text, Limits::default()) {
        match next {
            Ok(item) => found.push(item),
            Err(why) => refused = Some(why),
        }
    }
    (found, refused)
}
