//! Where more is asked than can be made, whoever has to wait is told so in the language of what was asked for, on a page that asks
//! for nothing else; and what is at hand goes on.

use axum::http::Request;
use web::Step;

use crate::kit::newsrooms;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_that_is_not_made_says_so_in_the_readers_language() {
    for room in newsrooms().await {
        for page in ["/ar/", "/en/"] {
            room.reader().opens(page).await.expects(200);
        }
        let calm = room.reader().opens("/ar/search/?q=before").await;
        assert_eq!(calm.status.as_u16(), 200, "the control: {}", calm.whole());
        room.is_pressed(Step::AtHand);
        for (path, lang, dir, words, again) in [
            ("/ar/search/?q=%D8%A7%D9%84%D9%85%D8%A7%D8%A1", "ar", "rtl", "الموقع مشغول الآن", "أعد المحاولة"),
            ("/en/search/?q=water", "en", "ltr", "The site is busy just now", "Try again"),
        ] {
            let answer = room.reader().asks(Request::get(path)).await;
            assert_eq!(answer.status.as_u16(), 503, "{:?}: {path}", room.dialect());
            assert!(
                answer.body().contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\">")),
                "{}",
                answer.whole()
            );
            assert!(answer.says(words), "{}", answer.whole());
            // The way on is the same address once more, and nothing is asked for beside it.
            assert!(answer.body().contains(&format!("<a href=\"\">{again}</a>")), "{}", answer.whole());
            answer.carries_its_sheet();
            assert!(!answer.body().contains("<script") && !answer.body().contains("<img"));
            assert!(answer.bytes.len() < 4_096, "{} bytes", answer.bytes.len());
            assert_eq!((answer.header("cache-control"), answer.header("retry-after")), ("no-store", "5"));
            let head = room.reader().asks(Request::head(path)).await;
            assert_eq!((head.status.as_u16(), head.bytes.len()), (503, 0), "{path}");
            room.reader().opens(&format!("/{lang}/")).await.expects(200);
        }
        room.is_pressed(Step::Calm);
        room.reader().opens("/ar/search/?q=after").await.expects(200);
    }
}
