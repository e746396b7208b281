//! Readers find what is published by the words in it, however they spell them, and nothing else.

use crate::kit::{Newsroom, newsrooms, piece};

fn asks(edition: &str, words: &str) -> String {
    format!("/{edition}/search/?q={}", text::percent::component(words))
}

/// Opens the search page until it says this: the index says how far it is a moment before it can be asked.
async fn finds(room: &Newsroom, edition: &str, words: &str, said: &str) -> crate::kit::Answer {
    for _ in 0..100 {
        let answer = room.reader().opens(&asks(edition, words)).await.expects(200);
        if answer.says(said) {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("“{words}” does not find “{said}”");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_word_is_found_in_every_spelling_and_marked_whole() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla
            .publishes(
                piece("انطلاق المحادثات في جنيف").paragraph("بدأت اليوم محادثاتٌ <بين> الطرفين في جنيف."),
            )
            .await;
        layla.publishes(piece("خبر عن المطر").paragraph("أمطار على الساحل.")).await;
        let answer = finds(&room, "ar", "محادثات", "انطلاق المحادثات").await;
        let body = answer.body();
        assert!(body.contains("<mark>المحادثات</mark>") && body.contains("<mark>محادثاتٌ</mark>"), "{body}");
        assert!(body.contains(&live.href) && answer.says("نتيجة واحدة"));
        assert!(body.contains("&lt;بين&gt;") && !body.contains("<بين>"));
        assert!(!answer.says("خبر عن المطر") || body.contains("class=\"foot\""));
        for spelled in ["المحادثات", "مُحادثات", "محـادثات", "«في جنيف»"] {
            finds(&room, "ar", spelled, "انطلاق المحادثات").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_is_published_in_this_edition_is_found() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let gone = layla.publishes(piece("الزعفران المسحوب").paragraph("نص")).await;
        layla.publishes(piece("الزعفران الباقي").paragraph("نص")).await;
        layla.writes(piece("الزعفران المسودة").paragraph("نص")).await;
        layla.publishes(piece("Saffron abroad").in_section("en", "world").paragraph("زعفران")).await;
        finds(&room, "ar", "الزعفران", "نتيجتان").await;
        layla.withdraws(&gone.id, "خطأ").await.expects(200);
        let answer = finds(&room, "ar", "الزعفران", "نتيجة واحدة").await;
        assert!(!answer.body().contains(gone.id.as_str()) && !answer.says("المسودة"));
        assert!(!answer.says("Saffron"), "{}", answer.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_and_too_much_are_told_in_words() {
    for room in newsrooms().await {
        let reader = room.reader();
        let empty = reader.opens("/ar/search/").await.expects(200);
        assert!(empty.body().contains("role=\"search\"") && empty.body().contains("content=\"noindex\""));
        for nothing in ["", "   ", "\u{200f}"] {
            assert!(reader.opens(&asks("ar", nothing)).await.expects(200).says("ابحث بكلمة أو أكثر"));
        }
        let none = reader.opens(&asks("ar", "زنبق\"><script>")).await.expects(200);
        assert!(none.says("لا نتائج عن") && none.says("راجع الكتابة"), "{}", none.words());
        assert_eq!(none.body().matches("<script>").count(), 1, "the one that every page has");
        assert!(reader.opens(&asks("en", "saffron")).await.expects(200).says("Nothing found for saffron"));
        let long = reader.opens(&asks("ar", &"خ".repeat(201))).await.expects(400);
        assert!(long.says("هذه عبارة طويلة") && long.says("200 حرف"), "{}", long.words());
        for page in ["0", "26", "x", "-1"] {
            reader.meets(&format!("{}&page={page}", asks("ar", "خبر")), 404).await;
        }
        reader.meets("/ar/search", 301).await;
        reader.meets("/xx/search/?q=a", 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_results_go_on_page_by_page() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for number in 1..=21 {
            layla.publishes(piece(&format!("الزيتون {number};")).paragraph("نص")).await;
        }
        let first = finds(&room, "ar", "الزيتون", "21 نتيجة").await;
        let next = first
            .body()
            .split("rel=\"next\" href=\"")
            .nth(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().replace("&amp;", "&"));
        let second = room.reader().opens(&next.expect("there is more")).await.expects(200);
        assert_eq!(second.body().matches("<article").count(), 1);
        room.reader().meets(&format!("{}&page=3", asks("ar", "الزيتون")), 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_is_kept_nowhere() {
    for room in newsrooms().await {
        // Nothing was published: nothing but this test asks for a page, no receipt that reads back what readers see.
        let kept = || room.app.cache.stats().pages;
        let before = kept();
        for number in 0..20 {
            let answer = room.reader().opens(&asks("ar", &format!("سؤال {number}"))).await.expects(200);
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        assert_eq!(kept(), before, "{:?}", room.dialect());
        // The control: a page is kept, and once, whatever is asked of it.
        for number in 0..20 {
            room.reader().opens(&format!("/ar/?q={number}")).await.expects(200);
        }
        assert_eq!(kept(), before + 1, "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_nobody_keeps_is_small_on_its_way() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        layla.publishes(piece("الزعفران في السوق").paragraph("نص")).await;
        let plain = finds(&room, "ar", "الزعفران", "نتيجة واحدة").await;
        let asked = axum::http::Request::get(asks("ar", "الزعفران")).header("accept-encoding", "br, gzip");
        let small = room.reader().asks(asked).await.expects(200);
        assert_eq!((small.header("content-encoding"), small.header("cache-control")), ("br", "no-store"));
        assert!(small.bytes.len() * 2 < plain.bytes.len(), "{} of {}", small.bytes.len(), plain.bytes.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_were_taken_out_are_not_quoted_while_the_index_is_behind() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let text = |words: &str| piece("خبر النهر").lead("مقدمة").paragraph(words);
        let live = layla.publishes(text("قال الوزير إن السدّ انهار")).await;
        let gone = layla.publishes(piece("خبر النهر الثاني").paragraph("السدّ")).await;
        finds(&room, "ar", "السدّ", "نتيجتان").await;
        // Nothing follows the log from here on.
        room.stops();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        layla.revises(&live.id, 1, text("قال الوزير إن السدّ سليم")).await.expects(201);
        layla.corrects(&live.id, "لم ينهر", serde_json::json!({"revision": 2})).await.expects(201);
        layla.withdraws(&gone.id, "خطأ").await.expects(200);
        let request = axum::http::Request::get(asks("ar", "السدّ")).body(axum::body::Body::empty());
        let answer = room.ask(request.expect("the request is well formed")).await.expects(200);
        assert!(!answer.says("انهار") && answer.says("مقدمة"), "{:?}: {}", room.dialect(), answer.words());
        assert!(!answer.body().contains(gone.id.as_str()), "what left is not named");
        assert!(answer.says("نتيجتان"), "all pages of a question name one number");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slip_of_the_finger_still_finds_and_the_better_known_word_is_proposed() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        layla.publishes(piece("الانتخابات البلدية في موعدها").paragraph("نص")).await;
        finds(&room, "ar", "الانتخابات", "نتيجة واحدة").await;
        let answer = finds(&room, "ar", "الانتخبات", "هل قصدت").await;
        assert!(
            answer.says("موعدها") && answer.body().contains("<mark>الانتخابات</mark>"),
            "{}",
            answer.words()
        );
        assert!(
            answer.body().contains(&asks("ar", "الانتخابات").replace('&', "&amp;")),
            "the proposal is a link"
        );
        assert!(!finds(&room, "ar", "الانتخابات", "موعدها").await.says("هل قصدت"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_plural_finds_its_singular() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        layla.publishes(piece("افتتاح مدرسة في الجبل").paragraph("نص")).await;
        finds(&room, "ar", "المدارس", "افتتاح مدرسة").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_narrowed_by_links_that_say_it_all() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for (number, section) in [(1, "politics"), (2, "politics"), (3, "world")] {
            let one = piece(&format!("الزيتون {number};")).in_section("ar", section).paragraph("نص");
            layla.publishes(one).await;
        }
        let all = finds(&room, "ar", "الزيتون", "3 نتائج").await;
        let narrowed = format!("{}&section=world", asks("ar", "الزيتون"));
        assert!(all.body().contains(&narrowed.replace('&', "&amp;")), "{}", all.body());
        let world = room.reader().opens(&narrowed).await.expects(200);
        assert!(world.says("نتيجة واحدة") && world.body().contains("class=\"chosen\""), "{}", world.words());
        let newest =
            room.reader().opens(&format!("{}&order=newest", asks("ar", "الزيتون"))).await.expects(200);
        assert!(newest.says("3 نتائج"), "{}", newest.words());
        room.reader().opens(&format!("{}&date=week", asks("ar", "الزيتون"))).await.expects(200);
        for nothing in
            ["section=nowhere", "author=nobody", "story=none", "kind=poem", "date=1200", "order=odd"]
        {
            room.reader().meets(&format!("{}&{nothing}", asks("ar", "الزيتون")), 404).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_be_meant_is_offered_while_it_is_typed() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("الزعفران في السوق").paragraph("نص")).await;
        finds(&room, "ar", "الزعفران", "نتيجة واحدة").await;
        let typed = |words: &str| format!("/ar/search/suggest?q={}", text::percent::component(words));
        let answer = room.reader().opens(&typed("الزعف")).await.expects(200);
        assert_eq!(answer.header("cache-control"), "private, max-age=60");
        let offers: serde_json::Value = serde_json::from_str(&answer.body()).expect("is JSON");
        assert_eq!(offers[0]["what"], "headline", "{offers}");
        assert_eq!(offers[0]["href"], live.href.as_str());
        assert!(offers.as_array().is_some_and(|all| all.len() <= 8));
        for nothing in ["", "\u{200f}", "قسطرتشوف"] {
            assert_eq!(room.reader().opens(&typed(nothing)).await.expects(200).body(), "[]");
        }
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        let answer = room.reader().opens(&typed("الزعف")).await.expects(200);
        assert!(!answer.body().contains("headline"), "what left is not named: {}", answer.body());
    }
}
