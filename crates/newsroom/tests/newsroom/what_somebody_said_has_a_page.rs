//! All that somebody said in what readers see, on one page, which every statement leads to.

use serde_json::{Value, json};

use crate::kit::{Answer, HOUR, newsrooms, piece, statement};

const HIND: &str = "/ar/speaker/%D9%87%D9%86%D8%AF-%D8%A7%D9%84%D8%B3%D8%B1%D8%A7%D8%AC/";

fn structured(page: &Answer) -> Value {
    let body = page.body();
    let script = body.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    serde_json::from_str(script.expect("the page speaks to machines")).expect("it is JSON")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_leads_to_all_that_its_speaker_said() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let mut dated = statement("هند السرّاج", "وزيرة", "لن نتأخر يومًا.");
        (dated.attrs.date, dated.attrs.source) = ("2026-11".to_owned(), "محضر الجلسة".to_owned());
        let first = layla.publishes(piece("خبر أول").block(dated)).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        // Written with other vowels it is the same name; another edition is another page; another person is nobody here.
        let other = statement("هند السراج", "نائبة", "تأخرنا.");
        let second = piece("خبر ثان").block(other).block(statement("سامر", "", "لا أعلم."));
        let second = layla.publishes(second).await;
        let abroad =
            piece("World").in_section("en", "world").block(statement("هند السراج", "", "In English."));
        layla.publishes(abroad).await;
        let silent =
            piece("خبر بلا قائل").block(statement("", "", "قال أحدهم.")).block(statement("…", "", "؟"));
        let silent = layla.publishes(silent).await;

        let linked = format!("<strong><a href=\"{HIND}\"><bdi>هند السرّاج</bdi></a></strong>");
        let body = reader.opens(&first.href).await.expects(200).body();
        assert!(body.contains(&linked), "{:?}: {body}", room.dialect());
        let told = structured(&reader.opens(&first.href).await);
        let speaker = &told["hasPart"][0]["spokenByCharacter"];
        assert_eq!(speaker["url"], json!(room.app.absolute(HIND)), "{told}");
        assert!(!reader.opens(&silent.href).await.body().contains("/speaker/"), "nobody has no page");

        let page = reader.opens(HIND).await.expects(200);
        let words = page.words();
        let places = ["تأخرنا.", "لن نتأخر يومًا."].map(|said| words.find(said));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words}");
        assert!(words.contains("نوفمبر 2026") && words.contains("محضر الجلسة"), "{words}");
        assert!(!words.contains("لا أعلم") && !words.contains("In English"), "{words}");
        assert!(page.body().contains(&format!("href=\"{}#b-", second.href)), "{}", page.body());
        let told = structured(&page);
        assert_eq!(told["hasPart"][0]["@type"], json!("Quotation"), "{told}");
        assert_eq!(told["hasPart"][1]["dateCreated"], json!("2026-11"));
        assert_eq!(told["about"]["@type"], json!("Person"));
        let bare = reader.opens(HIND.trim_end_matches('/')).await.expects(301);
        assert_eq!(bare.header("location"), HIND);
        for nobody in ["/ar/speaker/nobody/", "/ar/speaker/…/", &format!("{HIND}?page=2"), "/xx/speaker/a/"]
        {
            reader.meets(nobody, 404).await;
        }
        reader
            .sees("/en/speaker/%D9%87%D9%86%D8%AF-%D8%A7%D9%84%D8%B3%D8%B1%D8%A7%D8%AC/", "In English.")
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_changed_or_taken_back_is_not_quoted_any_more() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let said = |words: &str| piece("خبر").block(statement("هند السرّاج", "وزيرة", words));
        let live = layla.publishes(said("قول أول")).await;
        reader.sees(HIND, "قول أول").await;
        layla.revises(&live.id, 1, said("قول مصحح")).await.expects(201);
        reader.misses(HIND, "قول مصحح").await;
        layla.publishes_again(&live.id).await;
        reader.sees(HIND, "قول مصحح").await;
        reader.misses(HIND, "قول أول").await;
        let draft = layla.writes(said("سر لم ينشر")).await;
        reader.misses(HIND, "سر لم ينشر").await;
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        reader.meets(HIND, 404).await;
        layla.publishes_again(&draft).await;
        reader.sees(HIND, "سر لم ينشر").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn much_that_was_said_stands_on_several_pages_and_a_story_leads_there() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let per_page = room.app.config.section_page;
        let mut long = piece("خبر طويل");
        for number in 0..=per_page {
            long = long.block(statement("هند السرّاج", "وزيرة", &format!("القول رقم {number}.")));
        }
        let live = layla.publishes(long).await;
        let older = reader.opens(HIND).await.expects(200);
        assert!(older.body().contains(&format!("href=\"{HIND}?page=2\"")), "{}", older.body());
        let pages = [older.words(), reader.opens(&format!("{HIND}?page=2")).await.expects(200).words()];
        for number in 0..=per_page {
            let said = format!("القول رقم {number}.");
            assert_eq!(pages.iter().filter(|page| page.contains(&said)).count(), 1, "{said}");
        }
        let story = layla.opens_story("ar", "مياه النهر").await;
        layla.places(&story, &live.id).await.expects(200);
        let page = format!("/ar/story/{}/", text::percent::path("مياه-النهر"));
        reader.sees(&page, "القول رقم").await;
        let body = reader.opens(&page).await.body();
        assert!(body.contains(&format!("<a href=\"{HIND}\"><bdi>هند السرّاج</bdi></a>")), "{body}");
    }
}
