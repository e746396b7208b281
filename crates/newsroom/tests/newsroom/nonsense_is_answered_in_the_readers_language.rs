//! Addresses that the front refuses before the site sees them: answered in the reader's language, never kept, and
//! without a word of any article.

use axum::http::Request;

use crate::kit::{Answer, Newsroom, newsrooms, piece};

fn is_a_page_of(answer: &Answer, lang: &str, dir: &str) -> bool {
    answer.header("content-type").starts_with("text/html")
        && answer.body().contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\">"))
        && answer.body().contains(&format!("href=\"/{lang}/\""))
}

async fn raw(room: &Newsroom, path: &str) -> Answer {
    room.reader().asks(Request::get(path)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_cannot_be_meant_leads_back_to_the_site() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر لا يُسمّى هنا").paragraph("نص")).await;
        layla.finished_receipt(&live.id).await;
        for path in ["/ar/", "/en/", live.href.as_str()] {
            room.reader().opens(path).await.expects(200);
        }
        let long = format!("/ar/{}", "x".repeat(3_000));
        let long_query = format!("/en/?x={}", "y".repeat(3_000));
        let table: [(&str, u16, &str, &str); 13] = [
            ("//", 404, "ar", "rtl"),
            ("/%zz", 400, "ar", "rtl"),
            ("/ar/%zz", 400, "ar", "rtl"),
            ("/en/%FF", 400, "en", "ltr"),
            ("/en/a%00b", 400, "en", "ltr"),
            ("/ar//x", 404, "ar", "rtl"),
            ("/en//world/", 404, "en", "ltr"),
            ("/en/../ar/", 404, "en", "ltr"),
            ("/ar/%2e%2e/x", 404, "ar", "rtl"),
            ("/fr//x", 404, "ar", "rtl"),
            ("/ar/a%5Cb", 404, "ar", "rtl"),
            (&long, 400, "ar", "rtl"),
            (&long_query, 400, "en", "ltr"),
        ];
        let before = room.app.cache.stats();
        for (path, status, lang, dir) in table {
            let shown: String = path.chars().take(40).collect();
            for _ in 0..2 {
                let answer = raw(&room, path).await;
                assert_eq!(answer.status.as_u16(), status, "{:?}: {shown}", room.dialect());
                assert!(is_a_page_of(&answer, lang, dir), "{shown}: {}", answer.whole());
                assert_eq!(answer.header("cache-control"), "no-store", "{shown}");
                assert_eq!(answer.header("etag"), "", "{shown}");
                assert!(!answer.says("خبر لا يُسمّى هنا"), "{shown} names an article");
                assert!(!answer.body().contains(&"x".repeat(100)), "{shown} is given back");
                let head = room.reader().asks(Request::head(path)).await;
                assert_eq!((head.status.as_u16(), head.bytes.len()), (status, 0), "{shown}");
            }
        }
        let after = room.app.cache.stats();
        assert_eq!(
            (after.pages, after.misses),
            (before.pages, before.misses),
            "none of it touched the cache"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_so_from_the_start_though_nobody_opened_a_page_of_that_edition_yet() {
    for room in newsrooms().await {
        let other = room.beside().await;
        for (path, lang, dir) in [("/ar//x", "ar", "rtl"), ("/en//x", "en", "ltr")] {
            let answer = raw(&other, path).await;
            assert!(is_a_page_of(&answer, lang, dir), "{:?}: {path}: {}", room.dialect(), answer.whole());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_past_the_site_stays_plain() {
    for room in newsrooms().await {
        room.reader().opens("/ar/").await.expects(200);
        for path in ["/api/v1//articles", "/desk//x", "/api/v1/%zz"] {
            let answer = raw(&room, path).await;
            assert!(
                answer.status.is_client_error() && !answer.body().contains("<html"),
                "{path}: {}",
                answer.whole()
            );
        }
    }
}
