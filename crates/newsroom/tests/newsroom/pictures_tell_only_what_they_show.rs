//! What readers get of a picture is pixels of ours under a name of ours: nothing of where it was taken, nothing that could
//! be run, nothing that was a path. What its photographer wrote for readers reaches them, as text.

use std::collections::BTreeSet;

use axum::http::Request;
use image::ImageFormat;
use serde_json::json;

use crate::kit::{Answer, Colleague, NewPicture, Newsroom, newsrooms, piece};
use crate::pictures;

/// Stands in every part of a file that no reader may see.
const CANARY: &str = "c4n4ry-7f3a9b1e-place";

/// Uploads it, publishes a piece that shows it above and in its text, and returns the piece's page.
async fn shown(layla: &Colleague<'_>, picture: NewPicture) -> Answer {
    let id = layla.uploads(picture).await;
    let live = layla
        .publishes(piece("خبر مصوّر").paragraph("نص").picture_in_text(&id).with("picture", id.as_str()))
        .await;
    layla.room.reader().meets(&live.href, 200).await
}

/// Every picture that the page names.
async fn pictures_on(room: &Newsroom, page: &Answer) -> Vec<Answer> {
    let body = page.body().replace("&#x2f;", "/");
    let names: BTreeSet<String> = body
        .split("/media/")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-.".contains(*c)).collect())
        .collect();
    let mut answers = Vec::new();
    for name in names {
        answers.push(room.reader().meets(&format!("/media/{name}"), 200).await);
    }
    assert!(!answers.is_empty(), "the page shows a picture");
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_a_picture_was_taken_never_leaves() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        // Upright, and on its side: eight bits of a camera's notes.
        for turn in [1, 6] {
            let original = pictures::jpeg_full_of(CANARY, turn);
            assert!(pictures::contains(&original, CANARY), "the control");
            let page =
                shown(&layla, NewPicture::of(original).with("caption", "شرح").with("credit", "خبر")).await;
            assert!(!page.whole().contains(CANARY), "{:?}", room.dialect());
            // The page of the second names the first as well.
            let mut stands = false;
            for answer in pictures_on(&room, &page).await {
                for hidden in [CANARY, "EXIF", "Exif", "ICCP", "Layla", "8BIM", "وكالة"] {
                    assert!(!pictures::contains(&answer.bytes, hidden), "{:?}: {hidden}", room.dialect());
                }
                // The only words in it are those that the page says.
                let said = media::Metadata::read(&answer.bytes);
                assert_eq!(said.caption.as_deref(), Some("شرح"), "{:?}", room.dialect());
                assert_eq!(said.credit.as_deref(), Some("خبر"), "{:?}", room.dialect());
                let (width, height) = size(&answer);
                stands |= width < height;
            }
            assert_eq!(stands, turn == 6, "{:?}: it is turned upright", room.dialect());
        }
        // Whoever gives no caption of her own gets the photographer's, and that alone: a place is not in it.
        let page = shown(&layla, NewPicture::of(pictures::jpeg_full_of("شرح المصوّر", 1))).await;
        assert!(page.says("شرح المصوّر") && page.says("Layla / وكالة"), "{:?}", room.dialect());
    }
}

fn size(answer: &Answer) -> (u32, u32) {
    let picture = image::load_from_memory(&answer.bytes).expect("it is a picture");
    (picture.width(), picture.height())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_two_things_is_served_as_one() {
    let script = "<script>document.title='owned'</script>=1;alert('owned')//*/";
    let html = format!("<html><body onload=alert('owned')>{script}");
    let plain = |format| pictures::encoded(&pictures::picture(400, 300), format);
    let comment =
        |text: &str| pictures::jpeg_with(&plain(ImageFormat::Jpeg), &[(0xfe, text.as_bytes().to_vec())]);
    let after = |mut bytes: Vec<u8>, text: &str| {
        bytes.extend(text.as_bytes());
        bytes
    };
    let files = [
        ("GIF and script", after(plain(ImageFormat::Gif), &format!("/*{script}"))),
        ("JPEG and HTML", comment(&html)),
        ("JPEG and PHP", comment(&format!("<?php __HALT_COMPILER(); ?>{script}"))),
        ("PNG and ZIP", after(plain(ImageFormat::Png), &format!("PK\u{3}\u{4}{script}PK\u{5}\u{6}"))),
        ("WebP and PDF", after(plain(ImageFormat::WebP), &format!("%PDF-1.7 {html}"))),
    ];
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for (what, bytes) in files.clone() {
            assert!(pictures::contains(&bytes, "owned"), "the control");
            let page = shown(&layla, NewPicture::of(bytes)).await;
            assert!(!page.says("owned"), "{what}");
            for answer in pictures_on(&room, &page).await {
                assert!(answer.bytes.starts_with(b"RIFF"), "{what}: it is ours");
                assert!(!pictures::contains(&answer.bytes, "owned"), "{what}");
                assert_eq!(answer.header("content-type"), "image/webp", "{what}");
                assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
                let policy = answer.header("content-security-policy");
                assert!(
                    policy.contains("default-src 'none'") && policy.contains("sandbox"),
                    "{what}: {policy}"
                );
            }
        }
        let pdf = layla.sends(NewPicture::of(format!("%PDF-1.7\n{html}").into_bytes())).await;
        assert_eq!(pdf.status.as_u16(), 422, "a PDF with HTML in it is no picture");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_text_and_never_a_path() {
    let long = "a".repeat(4_096);
    let names = [
        "../../../etc/passwd",
        "..\\..\\windows\\system32",
        "/etc/hostname",
        "C:\\CON",
        "NUL.webp",
        "a\0b.webp",
        "gpj.\u{202e}pbew",
        "<img src=x onerror=alert(1)>.webp",
        "\u{e9}.webp",
        "e\u{301}.webp",
        long.as_str(),
    ];
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for name in names {
            let named = NewPicture::of(pictures::png(64, 48)).with("caption", name).with("alt", name);
            if name.len() > 2_048 {
                layla.sends(named).await.expects(400);
                continue;
            }
            let page = shown(&layla, named).await;
            let body = page.body();
            assert!(!body.contains("<img src=x"), "{name}: it is escaped");
            assert!(!body.contains('\u{202e}') && !body.contains('\0'), "{name}: it turns nothing around");
            for answer in pictures_on(&room, &page).await {
                assert_eq!(answer.header("content-type"), "image/webp");
            }
            let escaped = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
            for path in [format!("/media/{escaped}"), format!("/media/{name}")] {
                let Ok(uri) = path.parse::<axum::http::Uri>() else { continue };
                let answer = room.reader().asks(Request::get(uri)).await;
                assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
                assert!(!answer.body().contains("root:"), "{path}");
            }
        }
        // What is on the disk has names of ours alone.
        let mut folders = vec![room.folder().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
                let name = entry.file_name();
                let name = name.to_str().expect("a plain name");
                assert!(name.is_ascii() && name.len() < 100, "{name}");
                if entry.file_type().expect("a kind").is_dir() {
                    folders.push(entry.path());
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_photographers_wrote_reaches_the_page() {
    let Some(folder) = pictures::corpus("exifr-fixtures", "what photographers wrote reaches the page") else {
        return;
    };
    let examples = [("agency", "Julie Doe / Mugwum Press"), ("independent", ""), ("staff", "")];
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for (name, credit) in examples {
            let bytes = std::fs::read(folder.join(format!("iptc-{name}-photographer-example.jpg")))
                .expect("a fixture");
            let said = media::Metadata::read(&bytes);
            let taken = layla.sends(NewPicture::of(bytes)).await.expects(201).json();
            let told = |field: &str| taken[field].as_str().unwrap_or_default().to_owned();
            println!("{name}: {taken:#}");
            assert_eq!(
                Some(told("caption")),
                said.caption.as_deref().map(text::clean::clean_paragraph),
                "{name}"
            );
            assert!(said.byline.is_some_and(|byline| told("credit").contains(&byline)), "{name}");
            assert!(said.date_created.is_some_and(|day| day.starts_with(&told("taken_on"))), "{name}");
            assert!(told("taken_on").len() == 10, "{name}");
            assert!(credit.is_empty() || told("credit") == credit, "{name}");
            let id = told("id");
            let live = layla.publishes(piece("خبر مصوّر").paragraph("نص").with("picture", id.as_str())).await;
            let page = room.reader().meets(&live.href, 200).await;
            let caption = told("caption");
            let begins: String = caption.lines().next().unwrap_or_default().chars().take(60).collect();
            assert!(
                page.says(&begins) && page.says(&told("credit")),
                "{name}: {begins} / {}",
                told("credit")
            );
        }
        // What is said with the upload goes before what the file says.
        let bytes = std::fs::read(folder.join("iptc-agency-photographer-example.jpg")).expect("a fixture");
        let own =
            NewPicture::of(bytes).with("caption", "شرحنا").with("credit", "خبر").with("taken_on", "1998-05");
        let taken = layla.sends(own).await.expects(201).json();
        assert_eq!(
            (&taken["caption"], &taken["credit"], &taken["taken_on"]),
            (&json!("شرحنا"), &json!("خبر"), &json!("1998-05"))
        );
    }
}
