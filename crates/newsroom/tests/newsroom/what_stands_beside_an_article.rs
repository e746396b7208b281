//! What stands beside an article: chosen by the words of its text when something is published, kept, looked at again when a
//! better one comes or one leaves, and put right by editors.

use std::time::Duration;

use axum::http::Method;
use newsroom::features::accounts::{Actor, Role};
use newsroom::features::articles::actions::rebuild_published;
use serde_json::json;

use crate::kit::store::{difference, rows_of};
use crate::kit::{AtDesk, Colleague, HOUR, Newsroom, Piece, eventually, newsrooms, piece};

const FLOOD: &str = "فاض نهر الزرقان على قرى السهلة مساء الأحد، وقطعت السيول جسر المرج ونقلت فرق الإنقاذ عائلات إلى مدرسة الوادي";
const AFTER: &str =
    "عادت عائلات قرى السهلة إلى بيوتها بعد انحسار نهر الزرقان، وبدأ الجيش ترميم جسر المرج الذي قطعته السيول";
const COST: &str = "قدّرت الوزارة خسائر عائلات قرى السهلة وبيوتها بعد فيضان نهر الزرقان بمليون دينار، ويشمل ذلك ترميم جسر المرج ومدرسة الوادي";
const MATCH: &str =
    "فاز المنتخب بهدفين في مباراة الذهاب وسجل اللاعب الشاب هدفه الأول أمام جمهور كبير في الملعب";

const OTHERS: [&str; 8] = [
    "ارتفعت أسعار القمح في الأسواق العالمية ثلاثة بالمئة",
    "افتتح المتحف معرضا للخط الكوفي يستمر شهرين",
    "أقر البرلمان قانون الضريبة الجديد بأغلبية كبيرة",
    "أطلقت الجامعة برنامجا لتدريب المعلمين على الحاسوب",
    "سجلت درجات الحرارة رقما لم تعرفه العاصمة منذ قرن",
    "وقعت الشركتان عقد اندماج قيمته ملياران",
    "عثر علماء الآثار على لوح طيني عمره أربعة آلاف سنة",
    "ألغت شركة الطيران رحلاتها بسبب إضراب العاملين",
];

fn told(headline: &str, text: &str) -> Piece {
    piece(headline).paragraph(text)
}

/// The block of what stands beside the article at an address; empty where there is none.
async fn beside(room: &Newsroom, href: &str) -> String {
    let body = room.reader().opens(href).await.expects(200).body();
    let block = body.split("aria-labelledby=\"related\"").nth(1).unwrap_or_default();
    block.split("</section>").next().unwrap_or_default().to_owned()
}

/// Waits until these headlines stand beside it, and nothing else does.
async fn stand(room: &Newsroom, href: &str, wanted: &[&str]) {
    wait(room, href, wanted, |_| true).await;
}

/// The same, in this order.
async fn stand_so(room: &Newsroom, href: &str, wanted: &[&str]) {
    wait(room, href, wanted, |places| places.is_sorted()).await;
}

async fn wait(room: &Newsroom, href: &str, wanted: &[&str], is_right: impl Fn(&[Option<usize>]) -> bool) {
    for _ in 0..200 {
        let block = beside(room, href).await;
        let places: Vec<Option<usize>> = wanted.iter().map(|headline| block.find(headline)).collect();
        let all = block.matches("<h3").count() == wanted.len() && places.iter().all(Option::is_some);
        if all && is_right(&places) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{:?}: {href}: {wanted:?} do not stand in\n{}", room.dialect(), beside(room, href).await);
}

/// What else is published: words are telling only among others.
async fn with_others(layla: &Colleague<'_>) {
    for text in OTHERS {
        layla.publishes(told("خبر آخر", text)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_near_stands_there_and_what_is_withdrawn_leaves() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        with_others(&layla).await;
        let flood = layla.publishes(told("فيضان في السهلة", FLOOD)).await;
        let sport = layla.publishes(told("فوز المنتخب", MATCH)).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        let after = layla.publishes(told("عودة إلى البيوت", AFTER)).await;
        stand(&room, &after.href, &["فيضان في السهلة"]).await;
        // Whoever still reads the older one is told how it went on.
        stand(&room, &flood.href, &["عودة إلى البيوت"]).await;
        assert!(beside(&room, &sport.href).await.is_empty(), "where nothing is near there is no block");

        room.the_clock_reaches(room.now() + HOUR).await;
        let cost = layla.publishes(told("خسائر السهلة", COST)).await;
        stand(&room, &after.href, &["خسائر السهلة", "فيضان في السهلة"]).await;

        layla.withdraws(&cost.id, "خطأ").await.expects(200);
        assert!(!beside(&room, &after.href).await.contains("خسائر السهلة"), "{:?}", room.dialect());
        let rows = rows_of(&room.app.db, |table| table == "published_related").await;
        assert!(!rows["published_related"].iter().any(|row| row.contains(cost.id.as_str())), "{rows:?}");
        stand(&room, &flood.href, &["عودة إلى البيوت"]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_and_the_other_edition_never_stand_there() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        with_others(&layla).await;
        let flood = layla.publishes(told("فيضان في السهلة", FLOOD)).await;
        let copy = format!("{FLOOD} وقالت البلدية إنها تتابع");
        let copy = layla.publishes(told("سيول تقطع الجسر", &copy)).await;
        let english = told("نص في طبعة أخرى", AFTER).in_section("en", "world").with("lang", "ar");
        layla.publishes(english).await;
        // The control: a text that is near and no copy stands beside both.
        let cost = layla.publishes(told("خسائر السهلة", COST)).await;
        stand(&room, &flood.href, &["خسائر السهلة"]).await;
        stand(&room, &copy.href, &["خسائر السهلة"]).await;
        // Of two that say the same one is enough.
        eventually(async || beside(&room, &cost.href).await.matches("<h3").count() == 1).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_stands_on_a_page_twice() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        with_others(&layla).await;
        let flood = layla.publishes(told("فيضان في السهلة", FLOOD)).await;
        let cost = layla.publishes(told("خسائر السهلة", COST)).await;
        let after = layla.publishes(told("عودة إلى البيوت", AFTER)).await;
        stand(&room, &cost.href, &["عودة إلى البيوت", "فيضان في السهلة"]).await;
        let page = room.reader().opens(&cost.href).await.expects(200).body();
        for live in [&flood, &after] {
            assert_eq!(page.matches(&format!("href=\"{}\"", live.href)).count(), 1, "{}", live.href);
        }
        // What is of the same story is told with the story.
        let story = layla.opens_story("ar", "فيضان الزرقان").await;
        layla.places(&story, &flood.id).await.expects(200);
        layla.places(&story, &cost.id).await.expects(200);
        stand(&room, &cost.href, &["عودة إلى البيوت"]).await;
        // And what the text names is in the text.
        let naming = told("عودة إلى البيوت", AFTER).naming(&flood.id);
        layla.revises(&after.id, 1, naming).await.expects(201);
        layla.publishes_again(&after.id).await;
        stand(&room, &after.href, &["خسائر السهلة"]).await;
        let path = format!("/stories/{story}/articles/{}", cost.id);
        layla.asks(Method::DELETE, &path, None).await.expects(200);
        stand(&room, &cost.href, &["عودة إلى البيوت", "فيضان في السهلة"]).await;
    }
}

async fn says(desk: &AtDesk<'_>, path: &str, order: &str, other: &str, status: u16) {
    desk.sends(path, &[("order", order), ("other", other)]).await.expects(status);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn editors_pin_and_ban() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        with_others(&layla).await;
        let flood = layla.publishes(told("فيضان في السهلة", FLOOD)).await;
        let sport = layla.publishes(told("فوز المنتخب", MATCH)).await;
        let after = layla.publishes(told("عودة إلى البيوت", AFTER)).await;
        let english = layla.publishes(told("World news", "text").in_section("en", "world")).await;
        stand_so(&room, &after.href, &["فيضان في السهلة"]).await;
        let (desk, path) = (layla.at_desk().await, format!("/desk/articles/{}/related", after.id));
        let page = desk.opens(&path).await.expects(200);
        assert!(page.says("both have") && page.says("السهلة"), "the reason is told: {}", page.words());
        let sheet = desk.opens(&format!("/desk/articles/{}/sheet", after.id)).await.expects(200);
        assert!(sheet.body().contains(&path), "the sheet leads there");

        let found = desk.opens(&format!("{path}?q={}", text::percent::path("المنتخب"))).await.expects(200);
        assert!(found.says("فوز المنتخب"), "{}", found.words());
        says(&desk, &path, "pin", sport.id.as_str(), 303).await;
        stand_so(&room, &after.href, &["فوز المنتخب", "فيضان في السهلة"]).await;
        says(&desk, &path, "ban", flood.id.as_str(), 303).await;
        assert!(!beside(&room, &after.href).await.contains("فيضان في السهلة"), "{:?}", room.dialect());
        stand_so(&room, &after.href, &["فوز المنتخب"]).await;
        let before = rows_of(&room.app.db, |table| table.starts_with("published_")).await;
        rebuild_published(&room.app, &Actor::Console, |_| ()).await.expect("the rows are made again");
        let rebuilt = rows_of(&room.app.db, |table| table.starts_with("published_")).await;
        assert!(before == rebuilt, "{}", difference(&before, &rebuilt));

        says(&desk, &path, "free", flood.id.as_str(), 303).await;
        stand_so(&room, &after.href, &["فوز المنتخب", "فيضان في السهلة"]).await;
        says(&desk, &path, "pin", flood.id.as_str(), 303).await;
        says(&desk, &path, "first", flood.id.as_str(), 303).await;
        stand_so(&room, &after.href, &["فيضان في السهلة", "فوز المنتخب"]).await;
        says(&desk, &path, "free", sport.id.as_str(), 303).await;
        stand_so(&room, &after.href, &["فيضان في السهلة"]).await;

        for other in [english.id.as_str(), after.id.as_str(), "NOTHING12345"] {
            says(&desk, &path, "pin", other, 409).await;
        }
        says(&desk, &path, "shout", flood.id.as_str(), 422).await;
        let huda = room.colleague("هدى", Role::Journalist).await;
        let huda = huda.at_desk().await;
        huda.opens(&path).await.expects(403);
        says(&huda, &path, "pin", sport.id.as_str(), 403).await;
        // A pin that left the site stands there again when it comes back.
        says(&desk, &path, "pin", sport.id.as_str(), 303).await;
        layla.withdraws(&sport.id, "خطأ").await.expects(200);
        assert!(!beside(&room, &after.href).await.contains("فوز المنتخب"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_stand_there_and_four_are_pinned_at_most() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let after = layla.publishes(told("عودة إلى البيوت", AFTER)).await;
        let mut others = Vec::new();
        for number in 1..=5 {
            others.push(layla.publishes(told(&format!("رياضة {number}."), &format!("كرة {number}"))).await);
        }
        let (desk, path) = (layla.at_desk().await, format!("/desk/articles/{}/related", after.id));
        for other in &others[..4] {
            says(&desk, &path, "pin", other.id.as_str(), 303).await;
        }
        says(&desk, &path, "pin", others[4].id.as_str(), 409).await;
        stand_so(&room, &after.href, &["رياضة 1.", "رياضة 2.", "رياضة 3.", "رياضة 4."]).await;
        let draft = layla.writes(told("مسودة", "نص")).await;
        desk.opens(&format!("/desk/articles/{draft}/related")).await.expects(404);
        layla.corrects(&after.id, "تصويب", json!({})).await.expects(201);
        eventually(async || beside(&room, &after.href).await.contains("رياضة 4.")).await;
    }
}

store::sql! {
    BEHIND = "tests.related_is_behind": "update consumer_cursor set seq = 0, owner = 'nobody', lease_until = $1 where name = 'related'";
    UP_TO_DATE = "tests.related_goes_on": "update consumer_cursor set lease_until = 0 where name = 'related'"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_says_that_it_is_being_chosen_before_it_says_that_nothing_was_found() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let lone = layla.publishes(told("فوز المنتخب", MATCH)).await;
        let (desk, path) = (layla.at_desk().await, format!("/desk/articles/{}/related", lone.id));
        eventually(async || desk.opens(&path).await.expects(200).says("no text near to it")).await;
        // Somebody else's turn it is, and they have not come to it.
        let runs = async |statement: &'static store::Statement, values: store::Params| {
            let done = room
                .app
                .db
                .write(move |tx| Box::pin(async move { tx.execute(statement, values).await.map(drop) }));
            done.await.unwrap_or_else(|error: store::StoreError| panic!("{error}"));
        };
        runs(&BEHIND, store::params![room.now() + HOUR]).await;
        let page = desk.opens(&path).await.expects(200);
        assert!(page.says("being chosen") && !page.says("no text near to it"), "{}", page.words());
        runs(&UP_TO_DATE, store::params![]).await;
        eventually(async || desk.opens(&path).await.expects(200).says("no text near to it")).await;
    }
}
