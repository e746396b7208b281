//! Files that are broken, packed, no pictures at all, or named to hurt: each road that takes pictures refuses them in words
//! or takes nothing of them but pixels. (How decoders are held is told in `crates/media/tests`.)

use axum::body::Body;
use axum::http::{Request, header};
use image::ImageFormat;

use crate::kit::{Answer, AtDesk, Colleague, NewPicture, Newsroom, newsrooms, piece};
use crate::pictures;

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>";
const FORM: &str = "multipart/form-data; boundary=edge";

/// One way in.
#[derive(Debug, Clone, Copy)]
enum Road {
    Api,
    Editor,
    Library,
}

const ROADS: [Road; 3] = [Road::Api, Road::Editor, Road::Library];

/// A file with what its sender says of it.
struct Sent<'a> {
    bytes: &'a [u8],
    name: &'a str,
    kind: &'a str,
    coding: Option<&'a str>,
}

async fn sends(layla: &Colleague<'_>, desk: &AtDesk<'_>, road: Road, file: &Sent<'_>) -> Answer {
    let host = layla.room.app.public_host();
    let path = match road {
        Road::Api => "/api/v1/media?caption=x",
        Road::Editor => "/desk/media",
        Road::Library => "/desk/library",
    };
    let mut request = Request::post(path)
        .header(header::HOST, &host)
        .header(header::ORIGIN, format!("http://{host}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::ACCEPT_LANGUAGE, "en");
    request = match road {
        Road::Api => request.header(header::AUTHORIZATION, format!("Bearer {}", layla.token)),
        Road::Editor | Road::Library => request.header(header::COOKIE, &desk.cookie),
    };
    if let Some(coding) = file.coding {
        request = request.header(header::CONTENT_ENCODING, coding);
    }
    let (kind, body) = match road {
        Road::Library => (FORM, part(file)),
        Road::Api | Road::Editor => (file.kind, file.bytes.to_vec()),
    };
    let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(body));
    layla.room.ask(request.expect("the request is well formed")).await
}

fn part(file: &Sent<'_>) -> Vec<u8> {
    let head = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{}\"\r\ncontent-type: {}\r\n\r\n",
        file.name, file.kind
    );
    [head.as_bytes(), file.bytes, b"\r\n--edge--\r\n"].concat()
}

/// How many pictures the library lists, over all its pages.
async fn pictures_in_library(desk: &AtDesk<'_>) -> usize {
    let (mut count, mut path) = (0, "/desk/library".to_owned());
    loop {
        let body = desk.opens(&path).await.expects(200).body();
        count += body.matches("data-picture=").count();
        let Some((_, rest)) = body.split_once("before=") else { return count };
        path = format!("/desk/library?before={}", rest.split('"').next().unwrap_or_default());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_packed_is_unpacked() {
    let picture = pictures::png(64, 48);
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        for road in ROADS {
            for coding in ["gzip", "br", "zstd", "deflate", "x-gzip", "gzip, gzip", "GZIP", "anything"] {
                let file = Sent { bytes: &picture, name: "a.png", kind: "image/png", coding: Some(coding) };
                sends(&layla, &desk, road, &file).await.expects(415);
            }
        }
        assert_eq!(pictures_in_library(&desk).await, 0);
        for (road, status) in ROADS.into_iter().zip([201, 201, 200]) {
            let file = Sent { bytes: &picture, name: "a.png", kind: "image/png", coding: Some("identity") };
            sends(&layla, &desk, road, &file).await.expects(status);
        }
        assert_eq!(pictures_in_library(&desk).await, 3, "the control");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_svg_is_refused_on_every_road_whatever_it_is_called() {
    let remote = "<svg xmlns='http://www.w3.org/2000/svg'><use href='https://example.org/a.svg#b'/>\
                  <style>@import 'https://example.org/a.css'</style><a><set attributeName='href' to='javascript:1'/></a></svg>";
    let packed_by_hand = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let disguises = [
        SVG.as_bytes().to_vec(),
        remote.as_bytes().to_vec(),
        format!("\u{feff}{SVG}").into_bytes(),
        format!("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{SVG}")
            .into_bytes(),
        format!("<!-- {} -->{SVG}", "a".repeat(5_000)).into_bytes(),
        SVG.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        packed_by_hand.to_vec(),
    ];
    let calls =
        [("a.png", "image/png"), ("a.svg", "image/svg+xml"), ("a.jpg.svg", "text/xml"), ("a", "text/html")];
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        for bytes in &disguises {
            for (name, kind) in calls {
                let file = Sent { bytes, name, kind, coding: None };
                for (road, status) in ROADS.into_iter().zip([422, 422, 200]) {
                    let answer = sends(&layla, &desk, road, &file).await.expects(status);
                    let refused = status == 422 || answer.body().contains("class=\"lib-refused\"");
                    assert!(refused, "{road:?}: {}", answer.words());
                }
            }
        }
        assert_eq!(pictures_in_library(&desk).await, 0);
        let named =
            Sent { bytes: &pictures::png(64, 48), name: "a.svg", kind: "image/svg+xml", coding: None };
        sends(&layla, &desk, Road::Library, &named).await.expects(200);
        assert_eq!(pictures_in_library(&desk).await, 1, "the control: its bytes say what it is");
    }
}

/// Cut off, or with bytes turned over; the same in every run.
fn broken(whole: &[u8], number: usize) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    if number.is_multiple_of(3) {
        bytes.truncate(whole.len() * (number + 1) / 32);
    }
    for step in 1..=number {
        let length = bytes.len().max(1);
        if let Some(byte) = bytes.get_mut(step * 7_919 % length) {
            *byte ^= (step * 37 + number) as u8;
        }
    }
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_picture_is_refused_in_words_and_the_next_one_is_taken() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        let mut refused = 0;
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = pictures::encoded(&pictures::picture(60, 40), format);
            for number in 0..24 {
                let answer = layla.sends(NewPicture::of(broken(&whole, number))).await;
                let status = answer.status.as_u16();
                assert!(matches!(status, 201 | 422), "{format:?}, {number}: {status} {}", answer.body());
                if status == 422 {
                    assert_eq!(answer.json()["code"], "refused_picture", "{}", answer.body());
                    refused += 1;
                }
            }
        }
        assert!(refused > 20, "{refused} were refused");
        let before = pictures_in_library(&desk).await;
        let page =
            desk.brings("/desk/library", &[("مقطوعة.png", pictures::png(64, 48)[..40].to_vec())]).await;
        assert!(page.expects(200).says("Not taken: the picture is damaged."), "{:?}", room.dialect());
        assert_eq!(pictures_in_library(&desk).await, before);
        layla.uploads(NewPicture::new(7)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_name_of_a_file_leads_nowhere() {
    let long = format!("{}.png", "a".repeat(4_096));
    let names = [
        "../../escaped-7f3a.png",
        "..\\..\\escaped-7f3a.png",
        "/tmp/escaped-7f3a.png",
        "file:///tmp/escaped-7f3a.png",
        "C:\\CON",
        "NUL.png",
        "aux",
        "com1.png",
        "a\0b.png",
        "gnp.\u{202e}gpj",
        "<img src=x onerror=alert(1)>.png",
        "\u{e9}.png",
        "e\u{301}.png",
        "Market.png",
        "MARKET.PNG",
        "",
        " . ",
        long.as_str(),
    ];
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        let mut taken = 0;
        for (shade, name) in names.into_iter().enumerate() {
            let picture = NewPicture::new(shade as u8).bytes;
            let page = desk.brings("/desk/library", &[(name, picture)]).await;
            assert!(page.status.is_success() || page.status.is_client_error(), "{name:?}: {}", page.status);
            let body = page.body();
            assert!(!body.contains("<img src=x"), "{name:?}: it is escaped");
            assert!(!body.contains('\u{202e}') && !body.contains('\0'), "{name:?}: it turns nothing around");
            taken += usize::from(is_taken(&page));
        }
        assert!(taken >= names.len() - 3, "{taken} were taken: a name is no reason to refuse");
        assert_eq!(pictures_in_library(&desk).await, taken, "none took another's place");
        only_our_names_in(&room);
        for outside in [room.folder().parent().expect("a folder around it"), "/tmp".as_ref(), "/".as_ref()] {
            assert!(!outside.join("escaped-7f3a.png").exists(), "{outside:?}");
        }
    }
}

/// Whether the page after an upload shows the picture that came.
fn is_taken(page: &Answer) -> bool {
    let body = page.body();
    body.contains("width=\"120\"") && !body.contains("class=\"lib-refused\"")
}

/// What is on the disk has names of ours alone.
fn only_our_names_in(room: &Newsroom) {
    let mut folders = vec![room.folder().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = entry.file_name();
            let name = name.to_str().expect("a plain name");
            let is_ours = name.is_ascii() && name.len() < 100 && !name.contains("escaped");
            assert!(is_ours, "{name}");
            if entry.file_type().expect("a kind").is_dir() {
                folders.push(entry.path());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_file_hides_is_on_no_page_and_no_card() {
    const CANARY: &str = "c4n4ry-91c0-hidden";
    let plain = |format| pictures::encoded(&pictures::picture(400, 300), format);
    let behind = |mut bytes: Vec<u8>| {
        bytes.extend(CANARY.as_bytes());
        bytes
    };
    let files = [
        pictures::jpeg_full_of(CANARY, 1),
        behind(plain(ImageFormat::Png)),
        behind(plain(ImageFormat::Gif)),
        behind(plain(ImageFormat::WebP)),
    ];
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for bytes in files.clone() {
            assert!(pictures::contains(&bytes, CANARY), "the control");
            let told = NewPicture::of(bytes).with("caption", "شرح").with("alt", "وصف").with("credit", "خبر");
            let id = layla.uploads(told).await;
            let live = layla
                .publishes(
                    piece("خبر مصوّر").paragraph("نص").picture_in_text(&id).with("picture", id.as_str()),
                )
                .await;
            let page = room.reader().meets(&live.href, 200).await;
            assert!(!page.whole().contains(CANARY), "{:?}", room.dialect());
            let head = page.head();
            let card =
                head.iter().find(|tag| tag.attribute("property") == "og:image").expect("a card's picture");
            let address = card.attribute("content");
            let path = address.splitn(4, '/').nth(3).expect("an address has a path");
            let shown = room.reader().meets(&format!("/{path}"), 200).await;
            assert!(!pictures::contains(&shown.bytes, CANARY), "{:?}: {address}", room.dialect());
            assert!(!["Exif", "EXIF", "ICCP"].iter().any(|block| pictures::contains(&shown.bytes, block)));
        }
        for path in ["/ar/", "/ar/feed.xml", "/sitemap.xml"] {
            let answer = room.reader().opens(path).await;
            assert!(!answer.whole().contains(CANARY), "{:?}: {path}", room.dialect());
        }
    }
}
