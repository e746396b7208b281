//! All that rests on one source, at the desk: by the source chain and by statements, published or not, for whoever may read it.

use newsroom::features::accounts::Role;

use crate::kit::store::all_rows;
use crate::kit::{AtDesk, DAY, HOUR, newsrooms, piece, statement};

async fn resting(desk: &AtDesk<'_>, source: &str, more: &str) -> String {
    let path = format!("/desk/sources?source={}{more}", text::percent::path(source));
    let page = desk.opens(&path).await.expects(200);
    let body = page.body();
    let list = body.split("<ol class=\"desk-lines\"").nth(1).and_then(|rest| rest.split("</ol>").next());
    list.unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_chain_and_the_statements_are_asked_whatever_the_state() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let chain = |headline: &str| piece(headline).paragraph("نص").source("agency", "وكالة الأنباء", "", "");
        let live = layla.publishes(chain("منشور على وكالة")).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        layla.writes(chain("مسودة على وكالة")).await;
        let mut said = statement("هند", "", "قول");
        said.attrs.source = "وكالة الانباء".to_owned();
        layla.writes(piece("تصريح من وكالة").block(said)).await;
        layla.writes(piece("على غيرها").paragraph("نص").source("outlet", "صحيفة", "", "")).await;
        let left = layla.publishes(chain("تُركت لاحقًا")).await;
        layla.revises(&left.id, 1, piece("بلا مصدر الآن").paragraph("نص")).await.expects(201);
        room.the_clock_reaches(room.now() + 2 * DAY).await;
        layla.writes(chain("بعد يومين")).await;
        layla.writes(chain("World").in_section("en", "world")).await;

        let desk = layla.at_desk().await;
        let all = resting(&desk, "وكالة الأنباء", "").await;
        for headline in ["منشور على وكالة", "مسودة على وكالة", "تصريح من وكالة", "تُركت لاحقًا", "بعد يومين"]
        {
            assert_eq!(all.matches(headline).count(), 1, "{:?}: {headline}: {all}", room.dialect());
        }
        assert!(!all.contains("على غيرها") && !all.contains("World"), "{all}");
        assert_eq!(
            all.matches("as readers see it").count(),
            1,
            "what was left there is what readers see: {all}"
        );
        let drafts = resting(&desk, "وكالة الأنباء", "&state=draft").await;
        assert!(drafts.contains("مسودة على وكالة") && !drafts.contains("منشور على وكالة"), "{drafts}");
        let late = resting(&desk, "وكاله الانباء", "&from=2026-11-24").await;
        assert!(late.contains("بعد يومين") && !late.contains("منشور على وكالة"), "{late}");
        assert!(resting(&desk, "وكالة الأنباء", "&edition=en").await.contains("World"));
        assert!(
            resting(&desk, "وكالة", "").await.is_empty()
                || !resting(&desk, "وكالة", "").await.contains("منشور")
        );
        let near = desk.opens("/desk/sources?source=%D9%88%D9%83%D8%A7%D9%84%D8%A9").await.expects(200);
        assert!(near.says("وكالة الأنباء"), "a name that begins so is offered: {}", near.words());
        // The names are those of the edition that is looked at.
        layla.writes(piece("T").source("agency", "وكالة الشمال", "", "").in_section("en", "world")).await;
        for (edition, offered) in [("ar", false), ("en", true)] {
            let path = format!("/desk/sources?source=%D9%88%D9%83%D8%A7%D9%84%D8%A9&edition={edition}");
            let near = desk.opens(&path).await.expects(200);
            assert_eq!(
                near.says("وكالة الشمال"),
                offered,
                "{:?} {edition}: {}",
                room.dialect(),
                near.words()
            );
        }
        // The sheet leads here.
        let sheet = desk.opens(&format!("/desk/articles/{}/sheet", live.id)).await.expects(200);
        assert!(sheet.body().contains("/desk/sources?"), "{}", sheet.body());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contributor_is_told_of_what_readers_see_and_of_her_own() {
    for room in newsrooms().await {
        let (layla, huda) = (room.editor("ليلى").await, room.colleague("هدى", Role::Contributor).await);
        let chain =
            |headline: &str, source: &str| piece(headline).paragraph("نص").source("agency", source, "", "");
        let live = layla.publishes(chain("منشور للجميع", "وكالة س")).await;
        layla.revises(&live.id, 1, chain("عنوان سري جديد", "وكالة س")).await.expects(201);
        layla.writes(chain("مسودة سرية", "وكالة س")).await;
        layla.writes(chain("مسودة أخرى", "وكالة سرية")).await;
        huda.writes(chain("مسودة هدى", "وكالة س")).await;
        let (hers, all) = (huda.at_desk().await, layla.at_desk().await);
        let told = resting(&hers, "وكالة س", "").await;
        assert!(told.contains("منشور للجميع") && told.contains("مسودة هدى"), "{told}");
        assert!(told.contains(&live.href), "she reads it where readers do: {told}");
        assert!(!told.contains("سري") && !told.contains("مسودة أخرى"), "{told}");
        assert!(!hers.opens("/desk/sources?source=%D9%88").await.expects(200).says("وكالة سرية"));
        // The control: whoever reads drafts is told of them.
        let told = resting(&all, "وكالة س", "").await;
        assert!(told.contains("عنوان سري جديد") && told.contains("مسودة سرية"), "{told}");
        assert!(!told.contains("منشور للجميع"), "the newest revision stands for the article: {told}");
        room.colleague("مشرفة", Role::Moderator)
            .await
            .at_desk()
            .await
            .opens("/desk/sources")
            .await
            .expects(403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_what_rests_meet_without_a_hole() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for number in 0..57 {
            let headline = format!("خبر رقم {number}.");
            layla.writes(piece(&headline).paragraph("نص").source("agency", "وكالة", "", "")).await;
        }
        let desk = layla.at_desk().await;
        let first = desk.opens("/desk/sources?source=%D9%88%D9%83%D8%A7%D9%84%D8%A9").await.expects(200);
        let body = first.body();
        let mut links = body.split("href=\"");
        let next =
            links.find(|link| link.starts_with('?') && link.contains("after=")).expect("there are more");
        let next = next.split('"').next().expect("it ends").replace("&#38;", "&").replace("&amp;", "&");
        let second = desk.opens(&format!("/desk/sources{next}")).await.expects(200);
        for number in 0..57 {
            let headline = format!("خبر رقم {number}.");
            let times = [&first, &second].iter().filter(|page| page.says(&headline)).count();
            assert_eq!(times, 1, "{headline}");
        }
        assert!(!second.body().contains("after="));
    }
}

store::sql! {
    LOSE = "tests.lose_sources": "delete from revision_source";
    FORGET = "tests.forget_speakers": "update published_statement set speaker_slug = '', edition = '', published_at = 0";
    AS_BEFORE = "tests.as_before_speakers": "delete from newsroom_setting where name = 'names.sources_and_speakers'"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_of_sources_and_speakers_is_made_again_from_the_texts() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let mut said = statement("هند", "", "قول");
        said.attrs.source = "محضر".to_owned();
        let full = piece("خبر").block(said).source("agency", "وكالة", "", "");
        layla.writes(full.clone()).await;
        let live = layla.publishes(full.clone()).await;
        layla.revises(&live.id, 1, full.source("outlet", "صحيفة", "", "")).await.expects(201);
        let kept = async || {
            let mut rows = all_rows(&room.app.db).await;
            ["revision_source", "published_statement"].map(|table| rows.remove(table).expect("it is known"))
        };
        let before = kept().await;
        assert_eq!((before[0].len(), before[1].len()), (7, 1), "{before:?}");
        let lost = room.app.db.write(move |tx| {
            Box::pin(async move {
                tx.execute(&LOSE, store::params![]).await?;
                tx.execute(&FORGET, store::params![]).await?;
                tx.execute(&AS_BEFORE, store::params![]).await.map(drop)
            })
        });
        lost.await.unwrap_or_else(|error: store::StoreError| panic!("{error}"));
        // As a newsroom that is older than these rows: the first turn of the job makes them, and later ones do nothing.
        for _ in 0..2 {
            let done = newsroom::features::articles::actions::catch_up_names(&room.app).await;
            done.expect("they are made again");
        }
        assert_eq!(kept().await, before, "{:?}", room.dialect());
    }
}
