//! A site that leaves WordPress brings more than its posts: pages, what readers wrote, galleries, addresses. What is whose
//! stays so: pictures of other hosts, pages that people wrote here, addresses that people led on.

use std::path::PathBuf;

use axum::http::Method;
use newsroom::features::accounts::Role;
use newsroom::features::imports::actions::WordpressOptions;
use newsroom::features::imports::{ItemOutcome, Report};
use newsroom::features::standing_pages::StandingPageKind;
use serde_json::json;

use crate::kit::store::{all_rows, difference, rows_of};
use crate::kit::wordpress::{export, import, post, published};
use crate::kit::{HOUR, Newsroom, newsrooms, png};

fn page(id: u32, slug: &str, title: &str, status: &str, content: &str) -> String {
    post(id, title, status, content, &format!("<wp:post_name>{slug}</wp:post_name>"))
        .replace(">post</wp:post_type>", ">page</wp:post_type>")
        .replace(&format!("/2019/05/post-{id}/"), &format!("/{slug}/"))
}

fn why(report: &Report, part: &str) -> String {
    let found = report.items.iter().find(|item| item.why.as_deref().is_some_and(|why| why.contains(part)));
    found.unwrap_or_else(|| panic!("nothing says “{part}”: {report:?}")).place.clone()
}

fn dropped(report: &Report, part: &str) -> bool {
    report.items.iter().any(|item| item.dropped.iter().any(|line| line.contains(part)))
}

async fn rows(room: &Newsroom, table: &str) -> Vec<String> {
    rows_of(&room.app.db, |name| name == table).await.remove(table).expect("the table is known")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_say_who_a_newsroom_is_become_its_standing_pages() {
    for room in newsrooms().await {
        let reader = room.reader();
        let items =
            page(1, "about-us", "من نحن", "publish", "نحن صحيفة.\n\n<img src=\"/wp-content/uploads/x.png\">")
                + &page(2, "write-to-us", "اتصل بنا", "publish", "اكتبوا إلينا.")
                + &page(3, "house-rules", "قواعد البيت", "publish", "قواعد.")
                + &page(4, "privacy-policy", "الخصوصية", "draft", "مسودة.")
                + &page(5, "who-we-are", "من نحن أيضًا", "publish", "نص آخر.")
                + &page(6, "old", "قديمة", "trash", "نص.")
                + &page(7, "t", "شروط النشر", "publish", "");
        let path = export(&room, "pages", &items);
        let pages = vec![("t".to_owned(), StandingPageKind::Terms)];
        let options = || WordpressOptions { pages: pages.clone(), ..published() };
        let report = import(&room, &path, options()).await;
        let counts = (report.created, report.pages, report.skipped, report.refused, report.published);
        assert_eq!(counts, (3, 3, 1, 3, 0), "{report:?}");
        assert!(why(&report, "“قواعد البيت” is none of the standing pages").contains("line 7"), "{report:?}");
        assert!(why(&report, "`about` is written here already").contains("line 9"), "{report:?}");
        assert!(why(&report, "needs a text").contains("line 11"), "{report:?}");
        assert!(dropped(&report, "a standing page has none"), "{report:?}");

        let about = reader.opens("/ar/about/").await.expects(200);
        assert!(about.says("من نحن") && about.says("نحن صحيفة."));
        assert!(reader.opens("/ar/contact/").await.expects(200).says("اكتبوا إلينا."));
        reader.meets("/ar/privacy/", 404).await;
        assert_eq!(reader.meets("/about-us/", 301).await.header("location"), "/ar/about/");
        assert_eq!(reader.meets("/?p=2", 301).await.header("location"), "/ar/contact/");
        reader.meets("/privacy-policy/", 404).await;

        // The same file twice changes nothing; a page that was edited there comes again.
        let before = all_rows(&room.app.db).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        let again = import(&room, &path, options()).await;
        assert_eq!((again.unchanged, again.created, again.updated, again.refused), (3, 0, 0, 3), "{again:?}");
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));
        let path = export(&room, "pages", &page(1, "about-us", "من نحن", "publish", "نحن صحيفة يومية."));
        assert_eq!(import(&room, &path, options()).await.updated, 1);
        reader.sees("/ar/about/", "نحن صحيفة يومية.").await;

        // What somebody has written here is hers.
        let salma = room.colleague("سلمى", Role::Admin).await;
        let body = json!({ "expected": 2, "title": "من نحن", "body_html": "<p>كلامنا.</p>" });
        salma.asks(Method::PUT, "/pages/ar/about", Some(body)).await.expects(200);
        salma.asks(Method::POST, "/pages/ar/about/publication", None).await.expects(200);
        let path = export(&room, "pages", &page(1, "about-us", "من نحن", "publish", "كلامهم الجديد."));
        let report = import(&room, &path, options()).await;
        assert!(why(&report, "was changed here since it came in").contains("line 3"), "{report:?}");
        reader.sees("/ar/about/", "كلامنا.").await;

        // What is taken back there is taken back here.
        let path = export(&room, "pages", &page(2, "write-to-us", "اتصل بنا", "private", "اكتبوا إلينا."));
        let report = import(&room, &path, options()).await;
        assert_eq!((report.withdrawn, report.refused), (1, 0), "{report:?}");
        reader.meets("/ar/contact/", 404).await;
    }
}

fn comment(id: u32, parent: u32, approved: &str, kind: &str, author: &str, text: &str) -> String {
    format!(
        "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[{author}]]></wp:comment_author>\
         <wp:comment_author_email>reader@secret.example</wp:comment_author_email><wp:comment_author_url>https://secret.example/me</wp:comment_author_url>\
         <wp:comment_author_IP>203.0.113.77</wp:comment_author_IP><wp:comment_date>2019-05-02 10:00:00</wp:comment_date>\
         <wp:comment_date_gmt>2019-05-02 07:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content>\
         <wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_readers_wrote_is_kept_and_shown_to_nobody() {
    for room in newsrooms().await {
        let comments = comment(11, 0, "1", "", "ليان", "ملاحظة <b>أولى</b>\n\nوسطر &amp; آخر")
            + &comment(12, 11, "0", "comment", "reader@secret.example", "تنتظر")
            + &comment(13, 9, "1", "", "زيد", "جواب على محذوف")
            + &comment(14, 0, "spam", "", "بائع", "اشتروا")
            + &comment(15, 0, "1", "pingback", "موقع", "[...] رابط [...]")
            + &comment(16, 0, "1", "", "فارغ", " ");
        let path = export(&room, "comments", &post(1, "خبر قديم", "publish", "نص", &comments));
        let report = import(&room, &path, published()).await;
        assert_eq!((report.created, report.comments), (1, 3), "{report:?}");
        for told in
            ["1 comments that other sites", "1 comments: they were spam", "1 comments: they have no text"]
        {
            assert!(dropped(&report, told), "{told}: {report:?}");
        }
        let kept = rows(&room, "imported_comment").await;
        let kept: Vec<Vec<&str>> = kept.iter().map(|row| row.split(" ¦ ").skip(1).collect()).collect();
        let at = "1556780400000000";
        let is_so = |text: &str| matches!(text, "1" | "true");
        assert_eq!(kept.len(), 3, "{kept:?}");
        assert_eq!(kept[0][..4], ["11", "0", "ليان", "ملاحظة أولى\n\nوسطر & آخر"], "{kept:?}");
        assert_eq!(kept[1][..4], ["12", "11", "", "تنتظر"], "an address is no name: {kept:?}");
        assert_eq!(kept[2][..4], ["13", "0", "زيد", "جواب على محذوف"], "{kept:?}");
        assert_eq!(
            [is_so(kept[0][4]), is_so(kept[1][4]), is_so(kept[2][4])],
            [true, false, true],
            "{kept:?}"
        );
        assert!(kept.iter().all(|row| row[5] == at), "{kept:?}");
        let everything = format!("{:?}", all_rows(&room.app.db).await);
        for secret in ["secret.example", "203.0.113.77"] {
            assert!(!everything.contains(secret), "{:?}: {secret} was kept", room.dialect());
        }
        let reader = room.reader();
        let href = reader.meets("/2019/05/post-1/", 301).await.header("location").to_owned();
        for address in [href.as_str(), "/ar/", "/ar/feed.json"] {
            reader.misses(address, "ملاحظة").await;
        }

        let before = all_rows(&room.app.db).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        let again = import(&room, &path, published()).await;
        assert_eq!((again.unchanged, again.comments), (1, 3), "{again:?}");
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));

        // A new comment there touches nothing that readers see here.
        let revisions = rows(&room, "revision").await;
        let more = comment(11, 0, "1", "", "ليان", "ملاحظة أولى") + &comment(17, 11, "1", "", "هدى", "جديدة");
        let path = export(&room, "comments", &post(1, "خبر قديم", "publish", "نص", &more));
        let report = import(&room, &path, published()).await;
        assert_eq!((report.updated, report.published, report.comments), (1, 0, 2), "{report:?}");
        assert_eq!(rows(&room, "imported_comment").await.len(), 2);
        assert_eq!(rows(&room, "revision").await, revisions);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn galleries_come_as_their_pictures_in_order() {
    for room in newsrooms().await {
        let uploads = room.folder().join("uploads/2019/05");
        std::fs::create_dir_all(&uploads).expect("the folder can be made");
        let mut attachments = String::new();
        for id in 21..=25_u32 {
            std::fs::write(uploads.join(format!("{id}.png")), png(64, 48, 10 * id as u8)).expect("a picture");
            attachments += &format!(
                "<item><title>{id}</title><excerpt:encoded>شرح {id}</excerpt:encoded><wp:post_id>{id}</wp:post_id><wp:status>inherit</wp:status>\
                 <wp:post_type>attachment</wp:post_type><wp:attachment_url>https://old.example/wp-content/uploads/2019/05/{id}.png</wp:attachment_url></item>"
            );
        }
        let figure = |id: u32| {
            format!(
                "<!-- wp:image {{\"id\":{id}}} --><figure class=\"wp-block-image\"><img src=\"https://old.example/wp-content/uploads/2019/05/{id}-64x48.png\" alt=\"بديل {id}\" data-id=\"{id}\"/><figcaption>كلام {id}</figcaption></figure><!-- /wp:image -->"
            )
        };
        let blocks = format!(
            "<!-- wp:gallery {{\"linkTo\":\"none\"}} -->\n<figure class=\"wp-block-gallery has-nested-images\">{}{}</figure>\n<!-- /wp:gallery -->",
            figure(25),
            figure(22)
        );
        let items =
            post(1, "معرض قديم", "publish", "قبل\n\n[vc_row][gallery ids=\"23, 21,22\"][/vc_row]\n\nبعد", "")
                + &post(2, "معرض جديد", "publish", &blocks, "")
                + &attachments;
        let path = export(&room, "galleries", &items);
        let options = WordpressOptions { uploads: Some(room.folder().join("uploads")), ..published() };
        let report = import(&room, &path, options).await;
        assert_eq!((report.created, report.pictures, report.refused), (2, 4, 0), "{report:?}");
        assert!(!dropped(&report, "picture"), "{report:?}");
        for (number, words) in
            [(1, vec!["قبل", "شرح 23", "شرح 21", "شرح 22", "بعد"]), (2, vec!["كلام 25", "كلام 22"])]
        {
            let href = room.reader().meets(&format!("/2019/05/post-{number}/"), 301).await;
            let page = room.reader().opens(href.header("location")).await.expects(200);
            let said = page.words().to_owned();
            let article = said.find(words[0]).unwrap_or_else(|| panic!("{:?}: {said}", words[0]));
            let mut at = article;
            for word in words {
                let found = said[at..].find(word);
                at += found.unwrap_or_else(|| panic!("“{word}” does not follow:\n{said}"));
            }
            assert_eq!(page.body().matches("<ul class=\"set\"").count(), 1, "its pictures stand together");
            assert!(!page.says("[gallery") && !page.says("vc_row"), "{said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_of_another_host_is_never_taken_for_one_of_the_sites_own() {
    for room in newsrooms().await {
        let uploads = room.folder().join("uploads/2019/05");
        std::fs::create_dir_all(&uploads).expect("the folder can be made");
        std::fs::write(uploads.join("front.png"), png(64, 48, 70)).expect("the picture can be written");
        std::fs::write(room.folder().join("uploads/front.png"), png(64, 48, 90)).expect("a picture");
        let image = |src: &str| format!("<p>نص</p><img src=\"{src}\">");
        let mut items = String::new();
        for (id, src) in (1..).zip([
            "https://other.example/wp-content/uploads/2019/05/front.png",
            "//other.example/front.png",
            "https://old.example.other.example/wp-content/uploads/front.png",
            // The month has no such picture; the one of the same name without a month is another.
            "https://old.example/wp-content/uploads/2018/01/front.png",
        ]) {
            items += &post(id, "صورة غريبة", "publish", &image(src), "");
        }
        let options = || WordpressOptions { uploads: Some(room.folder().join("uploads")), ..published() };
        let report = import(&room, &export(&room, "hosts", &items), options()).await;
        assert_eq!((report.created, report.pictures, report.refused), (4, 0, 0), "{report:?}");
        assert!(dropped(&report, "host other.example: it is not the site's own"), "{report:?}");

        // Two sites have a picture at the same path, and each keeps its own.
        let own = post(9, "صورتنا", "publish", &image("/wp-content/uploads/2019/05/front.png"), "");
        let path = export(&room, "hosts", &own);
        assert_eq!(import(&room, &path, options()).await.pictures, 1);
        std::fs::write(uploads.join("front.png"), png(64, 48, 200)).expect("the picture can be written");
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        std::fs::write(&path, text.replace("old.example", "second.example"))
            .expect("the file can be written");
        let report = import(&room, &path, options()).await;
        assert_eq!((report.created, report.pictures), (1, 1), "{report:?}");
        let blobs: std::collections::HashSet<String> = rows(&room, "media")
            .await
            .iter()
            .map(|row| row.split(" ¦ ").nth(1).expect("a blob").to_owned())
            .collect();
        assert_eq!(blobs.len(), 2);

        std::fs::write(&path, text.replace("<link>https://old.example</link>", ""))
            .expect("it can be written");
        let report = import(&room, &path, options()).await;
        why(&report, "names no address of its site");
        assert_eq!((report.created, report.refused), (0, 1), "{report:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_addresses_take_nothing_that_is_ours() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let leads = async |path: &str, to: &str| {
            layla
                .asks(Method::POST, "/redirects", Some(json!({ "path": path, "to": to })))
                .await
                .expects(201);
        };
        leads("/promo", "/ar/politics/").await;
        leads("/spring", "/landing/").await;
        leads("/taken", "/ar/world/").await;
        let at = |id: u32, address: &str| {
            post(id, "خبر", "publish", "نص", "").replace(&format!("/2019/05/post-{id}/"), address)
        };
        let items =
            at(1, "/ar/politics/") + &at(2, "/landing/") + &at(3, "/taken/") + &at(4, "/ar/2019/free/");
        let report = import(&room, &export(&room, "addresses", &items), published()).await;
        assert_eq!((report.created, report.refused), (4, 0), "{report:?}");
        for told in [
            "/ar/politics/: a page of ours stands there",
            "/landing/: another address of ours leads to it",
            "/taken/: it leads elsewhere already",
        ] {
            assert!(dropped(&report, told), "{told}: {report:?}");
        }
        for (path, to) in [("/promo", "/ar/politics/"), ("/spring", "/landing/"), ("/taken", "/ar/world/")] {
            assert_eq!(reader.meets(path, 301).await.header("location"), to, "{path}");
        }
        reader.meets("/ar/politics/", 200).await;
        reader.meets("/ar/2019/free/", 301).await;

        // The site changed its addresses before it left: the new one leads here too, and the old one still does.
        let path = export(&room, "addresses", &at(4, "/2020/free-again/"));
        assert_eq!(import(&room, &path, published()).await.updated, 1);
        let now = reader.meets("/2020/free-again/", 301).await.header("location").to_owned();
        assert_eq!(reader.meets("/ar/2019/free/", 301).await.header("location"), now);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_never_ends_costs_no_more_than_its_length() {
    let room = newsrooms().await.swap_remove(0);
    // A megabyte each: quadratic work takes minutes to hours.
    let pieces =
        ["[a b=1]", "[gallery ", "&amp", "<a ", "[[", "<!-- wp:x ", "<p>", "<img src=\"/x-1x1.png\">", "<b>"];
    for (number, piece) in (1..).zip(pieces) {
        let text = piece.repeat(1_000_000 / piece.len());
        let begun = std::time::Instant::now();
        let path = export(&room, "endless", &post(number, "خبر", "publish", &text, ""));
        let report = import(&room, &path, published()).await;
        assert_eq!(report.created + report.refused, 1, "{piece}: {report:?}");
        assert!(begun.elapsed().as_secs() < 60, "{piece}: {:?}", begun.elapsed());
    }
}

/// What became of a file: created, updated, published, scheduled, skipped, refused, pages, comments; and why each was
/// refused, as far as it is told alike of all.
type Outcome = ([u64; 8], &'static [&'static str]);

const REAL: &[(&str, Outcome)] = &[
    (
        "wptt-theme-unit-test/themeunittestdata.wordpress.xml",
        (
            [48, 0, 44, 1, 108, 24, 1, 22],
            &[
                "“Lorem Ipsum” is none of",
                "“Page with comments” is none of",
                "“Page with comments disabled” is none of",
                "“Level 3” is none of",
                "“Level 2” is none of",
                "“Level 1” is none of",
                "“Clearing Floats” is none of",
                "“Front Page” is none of",
                "“a Blog page” is none of",
                "an article needs text",
                "“Page A” is none of",
                "“Page B” is none of",
                "“Level 2a” is none of",
                "“Level 2b” is none of",
                "“Level 3a” is none of",
                "“Level 3b” is none of",
                "“Page Image Alignment” is none of",
                "“Page Markup And Formatting” is none of",
                "an article needs text",
                "an article needs text",
                "an article needs text",
                "“Ελληνικά-Greek” is none of",
                "“Επίπεδο 2 -Second Greek level” is none of",
                "“Επίπεδο 3” is none of",
            ],
        ),
    ),
    (
        "wordpress-importer/authors-multiline.xml",
        ([0, 0, 0, 0, 0, 1, 0, 0], &["names no address of its site"]),
    ),
    ("wordpress-importer/blank-lines.xml", ([0, 0, 0, 0, 0, 1, 0, 0], &["names no address of its site"])),
    ("wordpress-importer/cdata-edge.xml", ([0, 0, 0, 0, 0, 1, 0, 0], &["names no address of its site"])),
    ("wordpress-importer/crazy-cdata.xml", ([0, 0, 0, 0, 0, 1, 0, 0], &["names no address of its site"])),
    ("wordpress-importer/malformed.xml", ([0, 0, 0, 0, 0, 1, 0, 0], &["line 27 (byte 1471)"])),
    ("wordpress-importer/missing-version-tag.xml", ([0, 0, 0, 0, 0, 1, 0, 0], &["no wp:wxr_version"])),
    ("wordpress-importer/slashes.xml", ([1, 0, 1, 0, 0, 0, 0, 1], &[])),
    (
        "wordpress-importer/small-export.xml",
        (
            [5, 1, 5, 0, 0, 5, 0, 1],
            &[
                "“Sample Page” is none of",
                "“Child Page” is none of",
                "“Parent Page” is none of",
                "“Draft Page” is none of",
                "“1-col page” is none of",
            ],
        ),
    ),
    ("wordpress-importer/test-serialized-comment-meta.xml", ([1, 0, 0, 0, 0, 0, 0, 1], &[])),
    ("wordpress-importer/test-serialized-postmeta-with-cdata.xml", ([0, 1, 0, 0, 0, 0, 0, 0], &[])),
    (
        "wordpress-importer/valid-wxr-1.0.xml",
        (
            [2, 1, 3, 0, 0, 3, 0, 1],
            &["`about` is written here already", "“Child page” is none of", "“Parent page” is none of"],
        ),
    ),
    (
        "wordpress-importer/valid-wxr-1.1.xml",
        ([0, 1, 1, 0, 0, 1, 0, 1], &["`about` is written here already"]),
    ),
    (
        "wordpress-importer/wxr-comprehensive.xml",
        ([1, 0, 1, 0, 0, 1, 0, 1], &["“Comprehensive Page” is none of"]),
    ),
    ("wordpress-importer/wxr-flat-attachment-same-site.xml", ([1, 0, 1, 0, 1, 0, 0, 0], &[])),
    ("wordpress-importer/wxr-utf-8-challenges.xml", ([1, 0, 1, 0, 0, 0, 0, 0], &[])),
    ("tryghost-migrate/mg-wp-xml/test/fixtures/co-authors-plus.xml", ([4, 0, 4, 0, 0, 0, 0, 0], &[])),
    ("tryghost-migrate/mg-wp-xml/test/fixtures/feature-image-captions.xml", ([3, 0, 3, 0, 2, 0, 0, 0], &[])),
    ("tryghost-migrate/mg-wp-xml/test/fixtures/has-yoast-meta.xml", ([0, 2, 2, 0, 0, 0, 0, 0], &[])),
    (
        "tryghost-migrate/mg-wp-xml/test/fixtures/sample.xml",
        ([3, 0, 2, 0, 2, 1, 0, 0], &["“Services” is none of"]),
    ),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_exports_come_in_or_say_why_not() {
    let Some(corpora) = std::env::var_os("KHABAR_CORPORA").map(PathBuf::from) else {
        println!("NOT RUN: real WordPress exports (KHABAR_CORPORA names no folder)");
        return;
    };
    for room in newsrooms().await {
        let mut otherwise = Vec::new();
        for (name, (counts, reasons)) in REAL {
            let report = import(&room, &corpora.join(name), published()).await;
            let refused = report.items.iter().filter(|item| item.outcome == ItemOutcome::Refused);
            let refused: Vec<&str> = refused.filter_map(|item| item.why.as_deref()).collect();
            let Report { created, updated, published, scheduled, skipped, pages, comments, .. } = report;
            let came = [created, updated, published, scheduled, skipped, report.refused, pages, comments];
            let is_told = refused.len() == reasons.len()
                && refused.iter().zip(*reasons).all(|(why, part)| why.contains(part));
            if name.ends_with("co-authors-plus.xml") {
                let href = room.reader().meets("/three-author-post", 301).await;
                for author in ["Alice Smith", "Bob Jones", "Carol White"] {
                    room.reader().sees(href.header("location"), author).await;
                }
            }
            if came != *counts || !is_told {
                otherwise.push(format!("(\"{name}\", ({came:?}, &{refused:?})),"));
            }
        }
        assert!(otherwise.is_empty(), "{:?}:\n{}", room.dialect(), otherwise.join("\n"));
    }
}
