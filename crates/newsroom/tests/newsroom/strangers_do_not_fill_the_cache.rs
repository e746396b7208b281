//! Whatever strangers ask for, in whatever way: the page cache holds the site's own pages and no more, and the next reader
//! gets byte for byte what she got before. How many addresses there are is decided by what is published, not by who asks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::routing::get;
use newsroom::features::pages::refused_page;
use newsroom::routes;
use web::{Front, FrontConfig, Page, PageCache, PageCacheConfig};

use crate::kit::{Answer, Newsroom, ask, newsrooms, piece};

/// What a stranger sends that might change a page: names, and values that would be seen in it.
const HEADERS: [(&str, &str); 36] = [
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-proto", "gopher"),
    ("x-forwarded-port", "1"),
    ("x-forwarded-prefix", "/evil"),
    ("x-forwarded-for", "203.0.113.7"),
    ("x-forwarded-scheme", "evil"),
    ("x-forwarded-server", "evil.example"),
    ("x-original-host", "evil.example"),
    ("x-host", "evil.example"),
    ("x-http-host-override", "evil.example"),
    ("forwarded", "for=203.0.113.7;host=evil.example;proto=gopher"),
    ("x-original-url", "/desk"),
    ("x-rewrite-url", "/en/"),
    ("x-forwarded-uri", "/en/"),
    ("x-http-method-override", "DELETE"),
    ("x-http-method", "POST"),
    ("x-method-override", "PURGE"),
    ("accept", "application/json"),
    ("accept-language", "en, fa;q=0.9"),
    ("accept-charset", "utf-16"),
    ("accept-encoding", "evil, gzip;q=0.0001"),
    ("cookie", "lang=en; session=evil; theme=evil"),
    ("authorization", "Bearer evil"),
    ("origin", "https://evil.example"),
    ("referer", "https://evil.example/evil"),
    ("user-agent", "evil (compatible; Googlebot/2.1)"),
    ("range", "bytes=0-9"),
    ("if-match", "\"evil\""),
    ("if-modified-since", "Mon, 23 Nov 2026 12:00:00 GMT"),
    ("cache-control", "no-cache, no-store"),
    ("pragma", "no-cache"),
    ("via", "1.1 evil.example"),
    ("save-data", "on"),
    ("dnt", "1"),
    ("x-requested-with", "evil"),
    ("content-type", "text/evil"),
];

/// The site behind a front as the program makes it, with an empty cache.
async fn front_of(room: &Newsroom) -> (Front, Arc<PageCache>) {
    let config = FrontConfig {
        query_allowed_at: routes::QUERY_AT,
        query_allowed_at_root: &["p"],
        pass: vec!["/api/".to_owned(), "/desk".to_owned()],
        ..FrontConfig::default()
    };
    let cache = Arc::new(PageCache::new(PageCacheConfig::default()));
    let front = Front::new(cache.clone(), routes::all(room.app.clone(), None), config);
    (front.error_page(refused_page(room.app.clone()).await), cache)
}

fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path)
}

/// Pages of the site as one reader got them.
async fn read(front: &Front, pages: &[String]) -> BTreeMap<String, Answer> {
    let mut read = BTreeMap::new();
    for page in pages {
        for encoding in ["identity", "gzip", "br"] {
            let asked = request(Method::GET, page).header("accept-encoding", encoding);
            let answer = ask(front, asked.body(Body::empty()).expect("well formed")).await;
            read.insert(format!("{page} {encoding}"), answer);
        }
    }
    read
}

/// Where the second reading differs from the first, in status, bytes, or what decides how they are shown.
fn changed(before: &BTreeMap<String, Answer>, after: &BTreeMap<String, Answer>) -> Vec<String> {
    const TELLING: [&str; 6] =
        ["content-type", "content-encoding", "location", "etag", "vary", "content-security-policy"];
    let same = |one: &Answer, other: &Answer| {
        one.status == other.status
            && one.bytes == other.bytes
            && TELLING.iter().all(|name| one.header(name) == other.header(name))
    };
    let pages = before.iter().filter(|(page, answer)| !same(answer, &after[*page]));
    pages.map(|(page, _)| page.clone()).collect()
}

/// Addresses that a stranger can make up without end: of each sort the `number`th.
fn made_up(number: usize, live: &str, withdrawn: &str) -> Vec<String> {
    let id = live.split('/').nth(3).unwrap_or_default();
    let gone = withdrawn.split('/').nth(3).unwrap_or_default();
    // One letter of `ar` or of the article's own address, spelled otherwise; every number another combination.
    let spelled = |path: &str| -> String {
        let letter = |(place, byte): (usize, u8)| match byte {
            b'/' | b'%' => char::from(byte).to_string(),
            byte if number >> (place % 8) & 1 == 1 => format!("%{byte:02x}"),
            byte => char::from(byte).to_string(),
        };
        let mut out = String::new();
        let mut skip = 0;
        for (place, byte) in path.bytes().enumerate() {
            skip = if byte == b'%' { 3 } else { skip };
            out.push_str(&if skip > 0 { char::from(byte).to_string() } else { letter((place, byte)) });
            skip = usize::saturating_sub(skip, 1);
        }
        out
    };
    let mut addresses = vec![
        format!("/made-up-{number}"),
        format!("/made-up-{number}/"),
        format!("/ar/made-up-{number}"),
        format!("/ar/made-up-{number}/"),
        format!("/ar/politics/made-up-{number}"),
        format!("/ar/politics/{id}/made-up-{number}"),
        format!("/ar/made-up-{number}/{id}/x"),
        format!("/ar/politics/{gone}/made-up-{number}"),
        format!("/ar/topic/made-up-{number}/"),
        format!("/ar/author/made-up-{number}/"),
        format!("/ar/story/made-up-{number}/"),
        format!("/ar/archive/{}/{}/{}/", 1000 + number, number % 99, number % 77),
        format!("/ar/lite/{number:012}"),
        format!("/s/{number:012}"),
        format!("/media/{number:032x}-640.webp"),
        format!("/assets/made-up-{number}.css"),
        format!("/?p={number}"),
    ];
    if number > 0 {
        addresses.extend([spelled("/ar/"), spelled("/ar/latest/"), spelled(live), spelled("/ar/politics/")]);
    }
    addresses
}

/// What may follow any address.
fn made_up_queries(number: usize) -> Vec<String> {
    let number = number + 2;
    vec![
        format!("made_up_{number}=1"),
        format!("utm_source={number}&fbclid={number}"),
        format!("page={number}"),
        format!("page=0{number}"),
        format!("page=%3{}", number % 10),
        format!("page=made-up-{number}"),
        format!("order=made-up-{number}"),
        format!("q=made-up-{number}"),
        format!("_method=DELETE&callback=made_up_{number}"),
        format!("{number}"),
    ]
}

/// A site with all its sorts of pages, and their addresses.
async fn site(room: &Newsroom) -> (Vec<String>, String, String) {
    let layla = room.editor("ليلى").await;
    let live = layla
        .publishes(piece("البرلمان يقر قانون المياه").paragraph("نص").by("ليلى حداد").about("المياه"))
        .await;
    let story = layla.opens_story("ar", "ملف المياه").await;
    layla.places(&story, &live.id).await;
    let withdrawn = layla.publishes(piece("خبر يُسحب").paragraph("نص")).await;
    layla.withdraws(&withdrawn.id, "خطأ").await.expects(200);
    room.due_work_is_done().await;
    room.reader().sees(&live.href, "-1200.webp").await;
    room.settles().await;
    let mut pages: Vec<String> = [
        "/",
        "/ar/",
        "/en/",
        "/ar/latest/",
        "/ar/politics/",
        "/ar/corrections/",
        "/ar/follow/",
        "/ar/stories/",
        "/ar/about/",
        "/ar/credits/",
        "/ar/lite/",
        "/ar/archive/",
        "/ar/search/",
        "/ar/rss.xml",
        "/sitemap.xml",
        "/robots.txt",
        "/ar/offline/",
    ]
    .map(str::to_owned)
    .into();
    pages.extend([live.href.clone(), format!("/ar/lite/{}", live.id), format!("/s/{}", live.id)]);
    let html = room.reader().opens(&live.href).await.body();
    let linked = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let linked = linked.map(|href| href.replace("&#x2f;", "/"));
    pages.extend(linked.filter(|href| ["/topic/", "/author/", "/story/"].iter().any(|of| href.contains(of))));
    pages.sort();
    pages.dedup();
    (pages, live.href, withdrawn.href)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn made_up_addresses_and_queries_leave_nothing_behind() {
    for room in newsrooms().await {
        let (pages, live, withdrawn) = site(&room).await;
        assert!(pages.iter().any(|page| page.contains("/topic/")), "{pages:?}");
        let (front, cache) = front_of(&room).await;
        // The first page of a list has one more address, which is the second spelling that a list has; no third.
        let first_pages: Vec<String> = pages.iter().map(|page| format!("{page}?page=1")).collect();
        read(&front, &first_pages).await;
        let before = read(&front, &pages).await;
        let (held, bytes) = (cache.stats().pages, cache.stats().bytes);
        assert!(held >= 20, "the control: pages are kept at all: {held}");
        let mut asked = 0;
        for number in 0..40 {
            let mut addresses = made_up(number, &live, &withdrawn);
            for page in &pages {
                addresses.extend(made_up_queries(number).iter().map(|query| format!("{page}?{query}")));
            }
            for address in addresses {
                let request = request(Method::GET, &address).body(Body::empty());
                let answer = ask(&front, request.unwrap_or_else(|error| panic!("{address}: {error}"))).await;
                assert!(!answer.status.is_server_error(), "{address}: {}", answer.status);
                asked += 1;
            }
        }
        assert!(asked > 10_000, "{asked}");
        let (after, holds) = (read(&front, &pages).await, cache.stats());
        println!("{:?}: {asked} asked, {held} pages held before, {} after", room.dialect(), holds.pages);
        assert_eq!(changed(&before, &after), Vec::<String>::new(), "{:?}", room.dialect());
        assert!(holds.pages <= held, "{:?}: {held} pages became {}", room.dialect(), holds.pages);
        assert!(
            holds.bytes <= bytes + bytes / 10,
            "{:?}: {bytes} bytes became {}",
            room.dialect(),
            holds.bytes
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_way_of_asking_changes_what_the_next_reader_gets() {
    for room in newsrooms().await {
        let (pages, ..) = site(&room).await;
        // A cache where every page is first made for the stranger; and one where it is there already.
        let clean = read(&front_of(&room).await.0, &pages).await;
        let (front, cache) = front_of(&room).await;
        for round in 0..2 {
            for page in &pages {
                for (name, value) in HEADERS {
                    for method in [Method::GET, Method::HEAD] {
                        let asked = request(method, page).header(name, value).body(Body::empty());
                        let answer = ask(&front, asked.expect("well formed")).await;
                        assert!(!answer.whole().contains("evil"), "{page} with {name} in round {round}");
                        assert!(!answer.status.is_server_error(), "{page} with {name}");
                    }
                }
                for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1]"] {
                    let asked = request(Method::GET, page).header("host", host).body(Body::empty());
                    let answer = ask(&front, asked.expect("well formed")).await;
                    assert!(!answer.whole().contains("evil"), "{page} for {host}");
                }
                for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PURGE", "EVIL"] {
                    let method = Method::from_bytes(method.as_bytes()).expect("a method");
                    let asked = request(method.clone(), page).body(Body::from("evil"));
                    let answer = ask(&front, asked.expect("well formed")).await;
                    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {page}");
                }
            }
        }
        let held = cache.stats();
        let after = read(&front, &pages).await;
        assert_eq!(changed(&clean, &after), Vec::<String>::new(), "{:?}", room.dialect());
        assert!(held.pages <= pages.len() as u64, "{:?}: {} for {}", room.dialect(), held.pages, pages.len());
        // However its languages and encodings are asked for, a page is one page in three encodings.
        let bytes = cache.stats().bytes;
        for number in 0..500 {
            let asked = request(Method::GET, &pages[number % pages.len()])
                .header("accept-encoding", format!("br;q=0.{number}, gzip;q=0.{}, x{number}", 999 - number))
                .header("accept-language", format!("x{number}, ar;q=0.{number}"))
                .header("cookie", format!("made-up-{number}={number}"));
            ask(&front, asked.body(Body::empty()).expect("well formed")).await;
        }
        assert_eq!((cache.stats().pages, cache.stats().bytes), (held.pages, bytes), "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_controls_a_looser_site_is_found_out() {
    // A front that lets one query key too many into its addresses holds a copy for each value.
    let room = newsrooms().await.remove(0);
    let (pages, ..) = site(&room).await;
    let config = FrontConfig { query_allowed: &["utm_source"], ..FrontConfig::default() };
    let cache = Arc::new(PageCache::new(PageCacheConfig::default()));
    let loose = Front::new(cache.clone(), routes::all(room.app.clone(), None), config);
    read(&loose, &pages).await;
    let held = cache.stats().pages;
    for number in 0..50 {
        let asked = request(Method::GET, &format!("/ar/?utm_source={number}")).body(Body::empty());
        ask(&loose, asked.expect("well formed")).await;
    }
    assert!(cache.stats().pages >= held + 50, "a copy for each value is seen");

    // A page that is another one each time is seen to have changed.
    static ASKED: AtomicU64 = AtomicU64::new(0);
    let fickle = async || {
        let number = ASKED.fetch_add(1, Ordering::Relaxed);
        Page::html(format!("<p>{number}")).fresh_for(std::time::Duration::ZERO)
    };
    let front = room.front_of(Router::new().route("/ar/", get(fickle)));
    let pages = ["/ar/".to_owned()];
    let (before, after) = (read(&front, &pages).await, read(&front, &pages).await);
    assert_eq!(changed(&before, &after).len(), 3);
}
