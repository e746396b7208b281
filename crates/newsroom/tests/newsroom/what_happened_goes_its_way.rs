//! The log and those who read it: once an event was taken, no reader is shown what it made wrong, on whichever process
//! it happened.

use std::sync::Mutex;
use std::time::Duration;

use newsroom::features::articles::all_published_ids;
use tokio::sync::mpsc::unbounded_channel;

use crate::kit::{eventually, newsrooms, piece};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_from_the_cache_is_not_shown_after_its_withdrawal() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر يُسحب").paragraph("نص")).await;
        for path in [live.href.as_str(), "/ar/", "/ar/politics/", "/ar/feed.json"] {
            room.reader().opens(path).await.expects(200);
            room.reader().opens(path).await.expects(200);
        }
        let hits = room.app.cache.stats().hits;
        assert!(hits >= 4, "the pages came from the cache: {hits}");
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        room.reader().meets(&live.href, 410).await;
        room.reader().misses("/ar/", "خبر يُسحب").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_readers_during_a_withdrawal_see_it_or_its_end_and_never_go_back() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر يُسحب").paragraph("نص")).await;
        let withdrawal = layla.withdraws(&live.id, "خطأ");
        let reading = async {
            let mut seen = Vec::new();
            // By time and not by number: on a busy machine a withdrawal may take as long as many thousands of readers.
            let begun = std::time::Instant::now();
            while seen.last() != Some(&410) && begun.elapsed().as_secs() < 20 {
                let request = axum::http::Request::get(&live.href)
                    .body(axum::body::Body::empty())
                    .expect("well formed");
                seen.push(room.ask(request).await.status.as_u16());
                tokio::task::yield_now().await;
            }
            seen
        };
        let (answer, seen) = tokio::join!(withdrawal, reading);
        answer.expects(200);
        assert_eq!(seen.last(), Some(&410));
        for _ in 0..50 {
            room.reader().meets(&live.href, 410).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_process_writes_is_noticed_here() {
    for room in newsrooms().await {
        let other = room.beside().await;
        let layla = room.editor("ليلى").await;
        let samer = other.editor("سامر").await;
        let live = layla.publishes(piece("خبر من العملية الأولى").paragraph("نص")).await;
        eventually(|| async { other.reader().opens(&live.href).await.status.as_u16() == 200 }).await;
        room.reader().opens(&live.href).await.expects(200);
        samer.withdraws(&live.id, "سُحب من العملية الثانية").await.expects(200);
        // `reader` waits until this process has taken the event that the other one wrote.
        assert!(room.reader().meets(&live.href, 410).await.says("سُحب من العملية الثانية"));
        room.reader().finds("العملية", &[]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_that_was_lost_is_built_again_from_what_is_published() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر مفهرس").paragraph("كلمة نادرة")).await;
        layla.writes(piece("مسودة نادرة").paragraph("كلمة نادرة")).await;
        room.reader().finds("نادرة", &[&live.id]).await;
        // A new process has an index of its own, and the log holds everything from the beginning.
        let other = room.beside().await;
        other.reader().finds("نادرة", &[&live.id]).await;
        // Whoever has it built while another does waits for that; its own consumer may be at it too.
        let (begun, mut has_begun) = unbounded_channel();
        let (go, held) = std::sync::mpsc::channel::<()>();
        let held = Mutex::new(held);
        let build = |seen: Box<dyn Fn(u64) + Send + Sync>| {
            let app = other.app.clone();
            tokio::spawn(async move { newsroom::consumers::reindex(&app, seen).await })
        };
        let one = build(Box::new(move |_| {
            begun.send(()).expect("somebody waits for it");
            held.lock().expect("nobody fails in it").recv().expect("it is let go");
        }));
        has_begun.recv().await.expect("it is being built");
        let two = build(Box::new(|_| ()));
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert!(!two.is_finished(), "it waits");
        go.send(()).expect("the first is held");
        for built in [one, two] {
            assert_eq!(built.await.expect("no panic").expect("it is built"), 1);
        }
        other.reader().finds("نادرة", &[&live.id]).await;
        // What nobody waits for any more is given up amid it, and the index stands as it was.
        let named = || {
            let current = other.folder().join("index-second/current.json");
            std::fs::read_to_string(current).expect("an index is named")
        };
        let index = other.app.index.clone().expect("there is one");
        for waits in [false, true] {
            let stood = named();
            let (begun, mut has_begun) = unbounded_channel();
            let (go, held) = std::sync::mpsc::channel::<()>();
            let held = Mutex::new(held);
            let builds = build(Box::new(move |_| {
                begun.send(()).expect("somebody waits for it");
                held.lock().expect("nobody fails in it").recv().expect("it is let go");
            }));
            has_begun.recv().await.expect("it is being built");
            if !waits {
                builds.abort();
                assert!(builds.await.is_err_and(|ended| ended.is_cancelled()));
            }
            go.send(()).expect("it is held");
            eventually(|| async { !index.is_rebuilding() }).await;
            assert_eq!(named() != stood, waits, "the control is one that is waited for");
        }
        other.reader().finds("نادرة", &[&live.id]).await;
        let ids = all_published_ids(room.app.db.published()).await.expect("the ids can be read");
        assert_eq!(ids, std::slice::from_ref(&live.id));
    }
}
