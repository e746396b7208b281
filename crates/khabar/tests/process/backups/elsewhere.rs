//! A copy of the backup in a bucket: it is there soon after something was written, and a newsroom comes back from it alone.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use super::equal::differences;
use super::kit::Kept;
use crate::kit::{Database, Newsroom, post, run_on, until};
use crate::what_is_due_goes_out::write;

/// So many names stand on a page of a list.
const ON_A_PAGE: usize = 7;
/// Of the requests each that many is answered with a failure of the store.
const FAILS_EACH: usize = 11;

/// What a store that speaks S3 does, as far as a backup asks it: one bucket, named in the path, of requests that carry a
/// signature in their address. It pages early and fails now and then.
#[derive(Default)]
struct Store {
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    asked: AtomicUsize,
}

impl Store {
    fn begin() -> (Arc<Store>, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let store = Arc::new(Store::default());
        let served = store.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let served = served.clone();
                std::thread::spawn(move || served.serve(stream));
            }
        });
        (store, address)
    }

    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let (mut length, mut header) = (0, String::new());
        while reader.read_line(&mut header).ok()? > 2 {
            let lower = header.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            header.clear();
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let mut words = line.split(' ');
        let (method, address) = (words.next()?, words.next()?);
        let (status, answer) = self.answer(method, address, body);
        let mut stream = stream;
        write!(
            stream,
            "HTTP/1.1 {status} .\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            answer.len()
        )
        .ok()?;
        stream.write_all(&answer).ok()
    }

    fn answer(&self, method: &str, address: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
        if self.asked.fetch_add(1, Ordering::Relaxed) % FAILS_EACH == FAILS_EACH - 1 {
            return (503, b"<Error><Code>SlowDown</Code></Error>".to_vec());
        }
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let signed = query.contains("X-Amz-Credential=the-key%2F") && query.contains("X-Amz-Signature=");
        let Some(name) = path.strip_prefix("/kept-here/").filter(|_| signed) else {
            return (403, b"<Error><Code>AccessDenied</Code></Error>".to_vec());
        };
        let mut kept = self.kept.lock().expect("nobody fails in it");
        match (method, name) {
            ("GET", "") => (200, list(&kept, query)),
            ("GET", name) => match kept.get(name) {
                Some(bytes) => (200, bytes.clone()),
                None => (404, b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
            },
            ("PUT", name) => {
                kept.insert(name.to_owned(), body);
                (200, Vec::new())
            }
            ("DELETE", name) => {
                kept.remove(name);
                (204, Vec::new())
            }
            _ => (405, Vec::new()),
        }
    }
}

fn list(kept: &BTreeMap<String, Vec<u8>>, query: &str) -> Vec<u8> {
    let value = |name: &str| {
        let found = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        found.unwrap_or_default().replace("%2F", "/")
    };
    let (prefix, after) = (value("prefix"), value("continuation-token"));
    let names = kept.keys().filter(|name| name.starts_with(&prefix) && **name > after);
    let page: Vec<&String> = names.take(ON_A_PAGE + 1).collect();
    let more = page.len() > ON_A_PAGE;
    let mut xml = String::from("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    xml += &format!("<IsTruncated>{more}</IsTruncated>");
    let page = &page[..page.len().min(ON_A_PAGE)];
    for name in page {
        xml += &format!("<Contents><Key>{name}</Key><Size>{}</Size></Contents>", kept[*name].len());
    }
    if let (true, Some(last)) = (more, page.last()) {
        xml += &format!("<NextContinuationToken>{last}</NextContinuationToken>");
    }
    (xml + "</ListBucketResult>").into_bytes()
}

fn list_in(bucket: &str) -> Vec<String> {
    let mut command = crate::kit::khabar();
    command.args(["backup", "list", "--bucket", bucket]);
    let out = crate::kit::finish(command).exits(0).out;
    out.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_a_server_ships_goes_to_a_bucket_and_a_newsroom_comes_back_from_there_alone() {
    let (store, address) = Store::begin();
    let newsroom = Newsroom::bare();
    let kept = Kept::sealed(&newsroom.beside("kept"));
    let text = |path: &std::path::Path| path.display().to_string();
    let bucket_file = newsroom.beside("bucket").join("bucket.toml");
    let about = format!(
        "endpoint = \"http://{address}\"\nbucket = \"kept-here\"\nprefix = \"khabar/one\"\naccess_key = \"the-key\"\nsecret_key = \"its secret\"\n"
    );
    std::fs::write(&bucket_file, about).expect("a file can be written");
    let (to, key_file, bucket) =
        (text(&kept.folder), text(kept.key_file.as_deref().expect("it is sealed")), text(&bucket_file));
    let server = newsroom.serve_with(&[
        ("KHABAR__BACKUP__TO", to.as_str()),
        ("KHABAR__BACKUP__KEY_FILE", key_file.as_str()),
        ("KHABAR__BACKUP__BUCKET", bucket.as_str()),
        ("KHABAR__BACKUP__EVERY_SECONDS", "1"),
    ]);
    let id = write(server.address, &newsroom.token, "خبر", None);
    let path = format!("/api/v1/articles/{id}/publication");
    post(&path).token(&newsroom.token).json(&json!({})).answer(server.address).with_status(200);
    let head = newsroom.database().number("select seq from event_head");
    let (_, took) = until("a copy of the last word", Duration::from_secs(60), || {
        let names: Vec<String> = store.kept.lock().expect("nobody fails in it").keys().cloned().collect();
        let sequences = names.iter().filter_map(|name| {
            name.strip_prefix("khabar/one/snapshots/")?.rsplit('-').next()?.parse::<i64>().ok()
        });
        sequences.max().is_some_and(|newest| newest >= head).then_some(())
    });
    println!("the last word was elsewhere after {took:?}");
    server.kill();
    // Data folder and backup burn together.
    let live = newsroom.database();
    std::fs::remove_dir_all(&kept.folder).expect("it can be removed");
    let place = newsroom.beside("restored").join("new");
    let words = ["restore", "--bucket", &bucket, "--key-file", &key_file];
    run_on(&place, &words, &[]).exits(0);
    let newest = list_in(&bucket).pop().expect("there are some");
    let sequence = newest.rsplit('-').next().and_then(|text| text.parse().ok()).expect("a sequence");
    let restored = Database::file(&place.join("khabar.db"));
    assert_eq!(differences(&restored, &live, sequence), Vec::<String>::new());
    assert_eq!(restored.number("select count(*) from published_article"), 1);
    let beside: Vec<_> =
        std::fs::read_dir(newsroom.beside("restored")).expect("it reads").flatten().collect();
    assert_eq!(beside.len(), 1, "what was fetched is removed again");
    assert!(store.asked.load(Ordering::Relaxed) > FAILS_EACH, "the store failed at least once");
    // Nobody can read there what was written.
    for bytes in store.kept.lock().expect("nobody fails in it").values() {
        assert!(!bytes.windows(6).any(|part| part == "خبر".as_bytes() || part == b"SQLite"));
    }
}

#[test]
fn a_bucket_that_cannot_be_used_is_told_in_words() {
    let (store, address) = Store::begin();
    let newsroom = Newsroom::bare();
    let kept = Kept::plain(&newsroom.beside("kept"));
    let bucket_file = newsroom.beside("bucket").join("bucket.toml");
    let folder = kept.folder.to_str().expect("text");
    let bucket = bucket_file.to_str().expect("text");
    let save = |lines: &str| {
        let about = format!("endpoint = \"http://{address}\"\n{lines}\nsecret_key = \"its secret\"\n");
        std::fs::write(&bucket_file, about).expect("a file can be written");
        run_on(&newsroom.data(), &["backup", "--to", folder, "--bucket", bucket], &[])
    };
    save("bucket = \"not-here\"\naccess_key = \"the-key\"").exits(1).complains_of("AccessDenied");
    save("bucket = \"kept-here\"\naccess_key = \"other\"").exits(1).complains_of("AccessDenied");
    save("bucket = \"kept-here\"").exits(1).complains_of("access_key");
    let told = save("bucket = \"kept-here\"\naccess_key = \"the-key\"").exits(0).out;
    assert!(told.contains("Copied to the bucket: "), "{told}");
    // Another backup does not take its place.
    std::fs::remove_dir_all(&kept.folder).expect("it can be removed");
    save("bucket = \"kept-here\"\naccess_key = \"the-key\"")
        .exits(1)
        .complains_of("another backup is kept there");
    assert!(store.kept.lock().expect("nobody fails in it").contains_key("backup.json"));
}
