//! Bits that turned over on the disk: in the database's file, and in an original. They are named by whoever looks, and what
//! can be known to be wrong is not served as something else.
//!
//! SQLite keeps no checksum of what stands in a row: a letter that became another inside a text is not noticed. Of the rest,
//! `KHABAR_FULL=1` turns five hundred bits one by one; without it eight.

use std::path::PathBuf;
use std::time::Duration;

use crate::durability::{Client, History, random_below, serve};
use crate::kit::{Newsroom, get, post};
use crate::what_is_due_goes_out::full;

const WRITTEN: usize = 6;
const PAGE: usize = 4096;

/// Writes some articles, and stops. Then the file holds all of it.
fn written(newsroom: &Newsroom) -> Vec<String> {
    let server = serve(newsroom);
    let history = History::in_file(newsroom.beside("history").join("written.jsonl"));
    for name in 0..WRITTEN {
        let name = format!("{name}");
        Client { name, token: &newsroom.token, address: server.address, history: &history }.write_one();
    }
    server.stop();
    newsroom.database().change("pragma wal_checkpoint(truncate)");
    newsroom.database().texts("select id from published_article").into_iter().collect()
}

fn file(newsroom: &Newsroom) -> PathBuf {
    newsroom.data().join("khabar.db")
}

/// Turns bits of one byte.
fn turn(bytes: &[u8], at: usize, bits: u8) -> Vec<u8> {
    let mut turned = bytes.to_vec();
    turned[at] ^= bits;
    turned
}

#[test]
fn a_page_that_is_no_page_is_named_and_nothing_else_served_for_it() {
    let newsroom = Newsroom::bare();
    let ids = written(&newsroom);
    let whole = std::fs::read(file(&newsroom)).expect("the file can be read");
    newsroom.run(&["doctor"]).exits(0);
    let roots = newsroom.database().rows(
        "select name, rootpage from sqlite_master where name in
           ('article', 'revision', 'published_article', 'published_body', 'event_log') and type = 'table'
         union all select name, rootpage from sqlite_master
           where type = 'index' and tbl_name = 'published_article' and name not like 'sqlite\\_%' escape '\\' limit 6",
    );
    let size = newsroom.database().number("pragma page_size") as usize;
    assert_eq!(roots.len(), 6);
    for root in roots {
        let page: usize = root[1].parse().expect("a number");
        // Its first byte says what kind of page it is.
        std::fs::write(file(&newsroom), turn(&whole, (page - 1) * size, 0x40)).expect("it can be written");
        let looked = newsroom.run(&["doctor"]).exits(1);
        assert!(looked.out.contains("malformed") || looked.out.contains("database file"), "{}", looked.out);
        assert!(
            looked.out.contains("BAD") && !looked.err.contains("panicked"),
            "{}{}",
            looked.out,
            looked.err
        );
    }
    let body = newsroom.database().number("select rootpage from sqlite_master where name = 'published_body'");
    std::fs::write(file(&newsroom), turn(&whole, (body as usize - 1) * size, 0x40))
        .expect("it can be written");
    let server = newsroom.serve();
    for id in &ids {
        let short = get(&format!("/s/{id}")).answer(server.address);
        let page = short.header("location").map(|path| get(path).answer(server.address));
        assert_eq!(page.unwrap_or(short).status, 500);
    }
    // What does not need the page goes on.
    get("/robots.txt").answer(server.address).with_status(200);
    server.kill();
    std::fs::write(file(&newsroom), &whole).expect("it can be written");
    newsroom.run(&["doctor"]).exits(0);
}

#[test]
fn a_file_that_is_no_database_is_named_at_the_start() {
    let newsroom = Newsroom::bare();
    written(&newsroom);
    let whole = std::fs::read(file(&newsroom)).expect("the file can be read");
    std::fs::write(file(&newsroom), turn(&whole, 3, 0x01)).expect("it can be written");
    let ran =
        newsroom.run_for(Duration::from_secs(20), &["serve", "--listen", "127.0.0.1:0"]).expect("it ends");
    assert_ne!(ran.code, 0);
    let ran = ran.complains_of("not a database").complains_of("khabar.db");
    println!("a file that is no database: {}", ran.err.lines().last().unwrap_or_default());
    newsroom.run(&["doctor"]).exits(1);
}

#[test]
fn a_bit_that_turned_over_breaks_nothing_that_is_not_named() {
    let newsroom = Newsroom::bare();
    written(&newsroom);
    let whole = std::fs::read(file(&newsroom)).expect("the file can be read");
    let (turns, mut named) = (if full() { 500 } else { 8 }, 0);
    for number in 0..turns {
        // Anywhere, and as often where a page says what stands on it and where.
        let anywhere = random_below(whole.len() as u64) as usize;
        let at = if number % 2 == 0 { anywhere } else { anywhere / PAGE * PAGE + anywhere % 64 };
        let bit = 1 << random_below(8);
        std::fs::write(file(&newsroom), turn(&whole, at, bit)).expect("it can be written");
        let looked = newsroom.run(&["doctor"]);
        assert!(!looked.err.contains("panicked"), "bit {bit} of byte {at}: {}", looked.err);
        match looked.code {
            0 => {
                // In a text or on an unused page: then everything can be read.
                let rows = newsroom.database().number("select count(*) from published_article");
                assert_eq!(rows, WRITTEN as i64, "bit {bit} of byte {at}");
            }
            1 => named += 1,
            code => panic!("bit {bit} of byte {at}: exit code {code}: {}{}", looked.out, looked.err),
        }
    }
    // The control: half of them turned over where a page says what stands on it, and many of those are told.
    assert!(!full() || named * 20 > turns, "only {named} of {turns} were named");
    println!(
        "of {turns} bits that turned over, {named} were named; the others stand in a text or on an unused page"
    );
}

#[test]
fn an_original_that_is_not_what_came_is_named() {
    let newsroom = Newsroom::bare();
    let server = serve(&newsroom);
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 3, y as u8 * 5, 90]))
        .write_to(&mut picture, image::ImageFormat::Png)
        .expect("the test picture encodes");
    let bytes = picture.into_inner();
    post("/api/v1/media?caption=x")
        .token(&newsroom.token)
        .sending(&bytes)
        .answer(server.address)
        .with_status(201);
    server.stop();
    let name = media::BlobId::of(&bytes).to_string();
    newsroom.run(&["doctor", "--originals"]).exits(0);
    let path = newsroom.data().join("originals").join(&name[..2]).join(&name);
    std::fs::write(&path, turn(&bytes, bytes.len() / 2, 0x10)).expect("it can be written");
    let looked = newsroom.run(&["doctor", "--originals"]).exits(1);
    assert!(looked.out.contains("BAD   originals") && looked.out.contains(&name), "{}", looked.out);
}
