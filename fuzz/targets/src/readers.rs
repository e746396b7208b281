//! What others wrote, read by us: files of agencies and of WordPress, heads of pictures, headers of the desk, words typed.

use std::sync::OnceLock;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use formats::{ninjs as items, wxr as export};
use http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use search::{Beginning, Change, Document, Index};

use crate::drawn::on_one_thread;

const AGE: Duration = Duration::from_secs(60);

/// Items of an agency: each is read, or refused with its place.
pub fn ninjs(bytes: &[u8]) {
    for unknown in [items::Unknown::Refuse, items::Unknown::Report] {
        let limits = items::Limits { unknown, ..items::Limits::default() };
        let Ok(read) = items::parse(bytes, &limits) else { return };
        assert!(read.len() <= limits.items);
        for item in read {
            match item {
                Ok(item) => assert!(!item.uri.is_empty(), "an item without a name"),
                Err(refused) => drop(refused.to_string()),
            }
        }
    }
}

/// An export of WordPress, with small bounds so that they are met.
pub fn wxr(bytes: &[u8]) {
    let limits = export::Limits {
        item_bytes: 8 << 10,
        head_bytes: 2 << 10,
        items: 50,
        head_entries: 20,
        head_total: 8 << 10,
        ..export::Limits::default()
    };
    let mut count = 0;
    for found in export::Wxr::new(bytes, limits) {
        count += 1;
        if found.is_err() {
            break;
        }
    }
    assert!(count <= limits.items + 1, "{count} items of at most {}", limits.items);
}

/// The head of a picture, and what its photographer wrote into it: nothing is decoded.
pub fn picture_head(bytes: &[u8]) {
    let limits = media::Limits::default();
    if let Ok(probe) = media::probe(bytes, &limits) {
        assert!(probe.width > 0 && probe.height > 0);
        assert!(
            u64::from(probe.width) * u64::from(probe.height) <= limits.pixels,
            "more pixels than are allowed"
        );
    }
    let said = media::Metadata::read(bytes);
    for text in [said.caption, said.alt, said.date_created].into_iter().flatten() {
        assert!(text.len() <= bytes.len() * 4 + 64, "a text that is longer than its file");
    }
}

/// Headers that come to the desk, one a line: a cookie's value stands in them under its name, and a change is let through
/// only when a page of ours made it.
pub fn desk_headers(bytes: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n').take(40) {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let name = HeaderName::from_bytes(&line[..colon]);
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    for cookie in [web::DeskCookie::new(true, "/desk"), web::DeskCookie::new(false, "/desk").of_device()] {
        let Some(value) = cookie.read(&headers) else { continue };
        let written = format!("{}={value}", cookie.name());
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        assert!(lines.into_iter().any(|line| line.contains(&written)), "{written} was not sent");
        let parts = |value| Some(cookie.set(value, AGE)?.to_str().ok()?.matches(';').count());
        assert!(parts(value).is_none() || parts(value) == parts("a"), "{value} adds to its cookie");
    }
    if web::csrf::check(&http::Method::POST, &headers, "h.example").is_ok() {
        let same = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
        let ours = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
        assert!(same || ours.is_some_and(|origin| origin.to_ascii_lowercase().ends_with("://h.example")));
    }
}

/// A form with files: its kind on the first line, the form itself after it. What is read was sent, and what is longer than a form may
/// be is not read.
pub fn form_files(bytes: &[u8]) {
    const MOST: usize = 4 << 10;
    let (kind, form) = bytes.split_at(bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0));
    let form = form.get(1..).unwrap_or_default();
    let Ok(kind) = HeaderValue::from_bytes(kind.trim_ascii()) else { return };
    let mut request = Request::new(Body::from(form.to_vec()));
    request.headers_mut().insert(CONTENT_TYPE, kind);
    DefaultBodyLimit::max(MOST).apply(&mut request);
    let mut read = 0;
    on_one_thread(async {
        let Ok(form_read) = Multipart::from_request(request, &()).await else { return };
        let mut files = web::FormFiles::of(form_read);
        while let Some(file) = files.next().await {
            let Ok(file) = file else {
                assert!(files.next().await.is_none(), "something came after what could not be read");
                break;
            };
            let is_within = file.bytes.is_empty()
                || form.windows(file.bytes.len()).any(|window| window == file.bytes.as_ref());
            assert!(is_within, "{:?} was not sent", file.bytes);
            read += file.bytes.len();
        }
    });
    assert!(read <= MOST.min(form.len()), "{read} bytes were read");
}

/// What is typed into the search is never an error.
pub fn search_words(bytes: &[u8]) {
    static INDEX: OnceLock<(tempfile::TempDir, Index)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let index =
            Index::open_or_create(folder.path(), search::Settings::default()).expect("an empty index opens");
        let put = |(id, (title, lang)): (usize, (&str, &str))| {
            Change::Put(Document {
                id: id.to_string(),
                title: title.to_owned(),
                body: title.to_owned(),
                lang: lang.to_owned(),
                ..Document::default()
            })
        };
        let titles =
            [("وقف إطلاق النار في غزة", "ar"), ("The ceasefire of the year", "en"), ("مباراة القمة", "ar")];
        index.apply(titles.into_iter().enumerate().map(put).collect(), 1).expect("it takes documents");
        (folder, index)
    });
    let text = String::from_utf8_lossy(bytes).into_owned();
    let request = search::Request { text: text.clone(), limit: 10, ..search::Request::default() };
    let found = index.search(&request).expect("what is typed is never an error");
    assert!(found.hits.len() <= 3);
    let beginning = Beginning { text, groups: vec!["topics".to_owned()], limit: 5 };
    index.begins(&beginning).expect("what is typed is never an error");
}

/// Lines, dates and addresses: cleaning what is clean changes nothing.
pub fn plain_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let line = text::clean::clean_line(&text);
    assert_eq!(text::clean::clean_line(&line), line, "of {text:?}");
    let paragraph = text::clean::clean_paragraph(&text);
    assert_eq!(text::clean::clean_paragraph(&paragraph), paragraph, "of {text:?}");
    assert!(text::words::truncate_letters(&text, 7).len() <= text.len() + '…'.len_utf8());
    if let Some(date) = text::dates::parse_iso(&text)
        && date.has_offset
    {
        let written = text::dates::iso(date.micros, "UTC");
        let again = text::dates::parse_iso(&written).map(|again| again.micros.div_euclid(1_000_000));
        assert_eq!(again, Some(date.micros.div_euclid(1_000_000)), "{text:?} is written {written}");
    }
    if let Ok(tidy) = content::href::tidy(&text) {
        assert_eq!(content::href::tidy(&tidy).as_ref(), Ok(&tidy), "of {text:?}");
    }
}
