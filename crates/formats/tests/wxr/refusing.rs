//! What is refused, and where; and that nothing grows without bound.

use std::io::{BufRead, Read};

use formats::wxr::{Fault, Limits, Refused, Wxr};

use crate::{export, read};

fn refused(text: &str) -> String {
    read(text.as_bytes()).1.expect("it is refused").to_string()
}

#[test]
fn a_document_type_is_refused_before_anything_of_it_is_read() {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n<rss><channel></channel></rss>";
    assert!(refused(laughs).starts_with("line 2 (byte 22): a document type"), "{}", refused(laughs));
    let external = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><rss/>";
    assert!(matches!(read(external.as_bytes()).1, Some(Refused::DocumentType { .. })));
    // Also in the middle, where an item would be.
    let (found, why) = read(export("<item><title>a</title></item><item><!ENTITY a \"b\"></item>").as_bytes());
    assert!(found.len() == 1 && matches!(why, Some(Refused::DocumentType { .. })), "{why:?}");
    // The control: in CDATA it is text.
    assert!(read(export("<item><title><![CDATA[<!DOCTYPE x>]]></title></item>").as_bytes()).1.is_none());
}

#[test]
fn a_file_that_was_cut_off_gives_what_came_before() {
    let text = export("<item><title>a</title></item>\n<item><title>b</title></item>");
    let cut = text.find("b</title>").expect("it is there");
    let (found, why) = read(&text.as_bytes()[..cut]);
    assert_eq!(found.len(), 1);
    let why = why.expect("it is refused").to_string();
    assert!(why.starts_with("line 10") && why.contains("ends inside `item`"), "{why}");
    let (found, why) = read(&text.as_bytes()[..text.find("</channel>").expect("it is there")]);
    assert!(found.len() == 2 && why.expect("it is refused").to_string().contains("`channel`"));
}

#[test]
fn another_encoding_is_refused_by_its_name() {
    let windows = export("").replace("UTF-8", "windows-1256");
    assert_eq!(refused(&windows), "the file is in windows-1256; an export is in UTF-8");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(export("").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(matches!(read(&utf16).1, Some(Refused::Encoding(name)) if name == "UTF-16"));
    // What says UTF-8 and is not harms only the item it stands in.
    let mut text = export("<item><title>XX</title></item>\n<item><title>b</title></item>").into_bytes();
    let at = text.windows(2).position(|two| two == b"XX").expect("it is there");
    text[at..at + 2].copy_from_slice(&[0xE3, 0xC8]);
    let (found, why) = read(&text);
    assert!(why.is_none() && found.len() == 2);
    assert_eq!(found[0].item.as_ref().err(), Some(&Fault::NotUtf8 { line: 9 }));
    assert!(found[1].item.is_ok());
}

#[test]
fn what_is_no_export_is_told_so() {
    assert!(matches!(read(b"").1, Some(Refused::Empty)));
    assert!(
        refused("hello").contains("`the end of the file` stands where `rss` must"),
        "{}",
        refused("hello")
    );
    assert!(refused("<html><body>").contains("`<html>` stands where `<rss>` must"));
    assert!(refused("<rss><notachannel>").contains("`<notachannel>` stands where `<channel>` must"));
    assert!(
        matches!(read(export("").replace("1.2</wp:wxr", "2.0</wp:wxr").as_bytes()).1, Some(Refused::Version(v)) if v == "2.0")
    );
    let feed = "<rss><channel><title>a</title><item><title>b</title></item></channel></rss>";
    assert!(matches!(read(feed.as_bytes()).1, Some(Refused::NoVersion)));
}

#[test]
fn an_item_that_is_not_well_formed_harms_no_other() {
    let items =
        "<item><title>a</b></item>\n<item>\n\n<title>b]]></title></item>\n<item><title>c</title></item>";
    let (found, why) = read(export(items).as_bytes());
    assert!(why.is_none(), "{why:?}");
    let said: Vec<String> =
        found.iter().map(|f| f.item.as_ref().err().map(Fault::to_string).unwrap_or_default()).collect();
    assert!(said[0].starts_with("line 9: it is not well-formed"), "{said:?}");
    assert!(said[1].starts_with("line 12: it is not well-formed"), "{said:?}");
    assert_eq!(said[2], "");
}

#[test]
fn nesting_and_numbers_are_bounded() {
    let deep = format!("<item>{}{}</item>", "<a>".repeat(50_000), "</a>".repeat(50_000));
    assert!(matches!(&read(export(&deep).as_bytes()).0[0].item, Err(Fault::TooDeep { .. })));
    let many =
        format!("<item>{}</item>", "<category domain=\"category\" nicename=\"a\">a</category>".repeat(2_001));
    assert!(matches!(&read(export(&many).as_bytes()).0[0].item, Err(Fault::TooMany { what: "terms", .. })));
    let name = format!("<item><{}></item>", "a".repeat(10_000));
    assert!(matches!(read(export(&name).as_bytes()).1, Some(Refused::NameTooLong { .. })));
    let head = format!("<title>{}</title>", "a".repeat(300 << 10));
    assert!(matches!(read(export(&head).as_bytes()).1, Some(Refused::HeadTooLarge { .. })));
    let authors = |count: usize| -> String {
        let author = |n| format!("<wp:author><wp:author_login>a{n}</wp:author_login></wp:author>");
        (0..count).map(author).collect()
    };
    let limits = Limits { head_total: 2_000, ..Limits::default() };
    let refusals =
        |count| Wxr::new(export(&authors(count)).as_bytes(), limits).filter(Result::is_err).count();
    assert_eq!((refusals(10), refusals(1_000)), (0, 1), "the head as a whole is bounded");
    let limits = Limits { items: 1, ..Limits::default() };
    let two = export("<item></item><item></item>");
    assert!(matches!(Wxr::new(two.as_bytes(), limits).last(), Some(Err(Refused::TooManyItems { limit: 1 }))));
}

/// A hundred megabytes of one item, made as they are read.
struct Endless {
    head: std::io::Cursor<Vec<u8>>,
    left: usize,
    tail: std::io::Cursor<Vec<u8>>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.head.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        if self.left > 0 {
            let some = buffer.len().min(self.left);
            buffer[..some].fill(b'a');
            self.left -= some;
            return Ok(some);
        }
        self.tail.read(buffer)
    }
}

#[test]
fn an_item_of_a_hundred_megabytes_is_refused_without_being_held() {
    let text = export(
        "<item><content:encoded><![CDATA[HERE]]></content:encoded></item>\n<item><title>b</title></item>",
    );
    let (head, tail) = text.split_once("HERE").expect("it is there");
    let cursor = |part: &str| std::io::Cursor::new(part.as_bytes().to_vec());
    let endless = Endless { head: cursor(head), left: 100 << 20, tail: cursor(tail) };
    let reader = std::io::BufReader::with_capacity(64 << 10, endless);
    let limits = Limits { item_bytes: 1 << 20, ..Limits::default() };
    let found: Vec<_> = Wxr::new(reader, limits).map(|next| next.expect("the file goes on")).collect();
    assert_eq!(found[0].item.as_ref().err(), Some(&Fault::TooLarge { limit: 1 << 20 }));
    assert_eq!(found[1].item.as_ref().map(|item| item.title.as_str()), Ok("b"));
}

#[test]
fn a_reader_that_fails_says_why() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    impl BufRead for Broken {
        fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
            Err(std::io::Error::other("the disk is gone"))
        }
        fn consume(&mut self, _: usize) {}
    }
    let mut wxr = Wxr::new(Broken, Limits::default());
    assert!(matches!(wxr.next(), Some(Err(Refused::Unreadable(_)))));
    assert!(wxr.next().is_none());
}

#[test]
fn many_small_parts_cost_no_more_than_their_length() {
    // Each part that ends used to cost a copy of all that had been read ahead.
    let text = export(&"<a></a>".repeat(150_000));
    let reader = std::io::BufReader::with_capacity(1 << 20, text.as_bytes());
    let begun = std::time::Instant::now();
    assert_eq!(Wxr::new(reader, Limits::default()).count(), 0);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
