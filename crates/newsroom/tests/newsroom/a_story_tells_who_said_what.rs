//! Beside a story's timeline stands what was said in it last: one statement of each speaker, of what readers can see.

use content::tree::Statement;

use crate::kit::{Answer, Colleague, DAY, HOUR, Live, Newsroom, newsrooms, piece, statement};

async fn told(room: &Newsroom, layla: &Colleague<'_>, story: &str, headline: &str, said: Statement) -> Live {
    room.the_clock_reaches(room.now() + HOUR).await;
    let live = layla.publishes(piece(headline).lead("مقدمة").block(said)).await;
    layla.places(story, &live.id).await.expects(200);
    live
}

/// What the page says in its box, in order.
fn box_of(page: &Answer) -> String {
    let body = page.body();
    let part = body.split("<aside class=\"rail told\"").nth(1).and_then(|rest| rest.split("</aside>").next());
    part.unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_each_speaker_the_latest_words_stand_beside_the_timeline() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let story = layla.opens_story("ar", "مياه النهر").await;
        let address = layla.asks(axum::http::Method::GET, &format!("/stories/{story}"), None).await.json();
        let slug = address["slug"].as_str().expect("it has a slug").to_owned();
        let page = format!("/ar/story/{}/", text::percent::path(&slug));
        let mut dated = statement("هند السرّاج", "وزيرة", "لن نتأخر يومًا.");
        dated.attrs.date = "2026-11".to_owned();
        let first = told(&room, &layla, &story, "خبر أول", dated).await;
        reader.sees(&page, "قالوا في هذا الملف").await;
        let shown = box_of(&reader.opens(&page).await);
        assert!(shown.contains("<time datetime=\"2026-11\">نوفمبر 2026</time>"), "{shown}");
        assert!(shown.contains(&format!("href=\"{}#b-", first.href)), "it leads to where it stands: {shown}");

        let mut foreign = statement("Jean Duval", "", "Nous verrons.");
        foreign.attrs.lang = Some("fr".to_owned());
        let day: String = text::dates::iso(room.now() - DAY, "UTC").chars().take(10).collect();
        foreign.attrs.date = day.clone();
        told(&room, &layla, &story, "خبر ثان", foreign).await;
        let last = told(&room, &layla, &story, "خبر ثالث", statement("هند السرّاج", "وزيرة", "تأخرنا.")).await;
        let draft = layla.writes(piece("مسودة").block(statement("المجهول", "", "لا يُقال."))).await;
        layla.places(&story, &draft).await.expects(200);
        reader.sees(&page, "تأخرنا.").await;
        let shown = box_of(&reader.opens(&page).await);
        let (hind, jean) = (shown.find("تأخرنا."), shown.find("Nous verrons."));
        assert!(hind.is_some() && hind < jean, "the latest first: {shown}");
        assert!(!shown.contains("لن نتأخر"), "one of each: {shown}");
        assert!(shown.contains("<blockquote lang=\"fr\" dir=\"auto\">"), "{shown}");
        assert!(!shown.contains("المجهول"), "{shown}");
        let said =
            shown.split(&format!("datetime=\"{day}\">")).nth(1).and_then(|rest| rest.split('<').next());
        let said = said.expect("the day it was said stands there");
        assert!(!said.contains(&day[..4]), "the year of now is plain, as of days of publication: {said}");

        layla.withdraws(&last.id, "خطأ").await.expects(200);
        reader.sees(&page, "لن نتأخر يومًا.").await;
        assert!(!box_of(&reader.opens(&page).await).contains("تأخرنا."));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_in_which_nobody_said_anything_has_no_such_box() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let story = layla.opens_story("ar", "ملف صامت").await;
        let unnamed = statement("", "", "قال أحدهم.");
        let live = told(&room, &layla, &story, "خبر", unnamed).await;
        reader.sees(&live.href, "قال أحدهم.").await;
        let page = format!("/ar/story/{}/", text::percent::path("ملف-صامت"));
        assert!(box_of(&reader.opens(&page).await.expects(200)).is_empty());
    }
}
