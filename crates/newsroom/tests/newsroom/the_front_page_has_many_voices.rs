//! The home page by itself, when nobody arranged it: opinions and what is seen before it is read have places of their own,
//! nothing stands there twice, and nothing old leads.

use crate::kit::{HOUR, NewPicture, newsrooms, piece};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn opinions_stand_together_with_their_authors_and_nowhere_else() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(40)).await;
        for number in 0..24 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        let voice = piece("الماء الرخيص أغلى").of_kind("opinion").by("سلمى الخوّاص").paragraph("رأي");
        let live = layla.publishes(voice.with("picture", picture.clone())).await;
        for number in 24..60 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        let gallery =
            piece("المدينة في صورتين").of_kind("gallery").paragraph("تمهيد").picture_in_text(&picture);
        layla.publishes(gallery).await;
        for number in 60..90 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        room.settles().await;
        let home = room.reader().opens("/ar/").await.expects(200).body();
        let voices = home.split("id=\"voices\"").nth(1).and_then(|rest| rest.split("</section>").next());
        let voices = voices.expect("opinions have a block");
        assert!(voices.contains("الماء الرخيص أغلى") && voices.contains("سلمى الخوّاص"), "{voices}");
        assert!(!voices.contains("<img"), "a voice is words: {voices}");
        let reel = home.split("id=\"reel\"").nth(1).and_then(|rest| rest.split("</section>").next());
        assert!(reel.expect("pictures have a block").contains("المدينة في صورتين"));
        assert_eq!(home.matches(live.id.as_str()).count(), 1, "{:?}: it stands there once", room.dialect());
    }
}

/// A section of opinions alone is the place of opinions, and no second one below it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_of_opinions_is_their_place() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for number in 0..7 {
            let voice = piece(&format!("رأي {number}")).of_kind("opinion").in_section("ar", "world");
            layla.publishes(voice.by("سلمى الخوّاص").paragraph("نص")).await;
        }
        for number in 0..40 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        room.settles().await;
        let home = room.reader().opens("/ar/").await.expects(200).body();
        let blocks: Vec<&str> = home.split("<h2 id=").skip(1).collect();
        let of_world = blocks.iter().filter(|block| block.contains("<a href=\"/ar/world/\">العالم</a></h2>"));
        let of_world: Vec<_> = of_world.collect();
        assert_eq!(of_world.len(), 1, "{:?}: {home}", room.dialect());
        assert!(of_world[0].starts_with("\"voices\"") && of_world[0].contains("رأي 6"));
        // The control: with one piece of news among them the section has its block, and opinions have theirs.
        layla.publishes(piece("خبر من العالم").in_section("ar", "world").paragraph("نص")).await;
        for number in 40..80 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        room.reader().sees("/ar/", "خبر 79").await;
        let home = room.reader().opens("/ar/").await.expects(200).body();
        assert!(home.split("<h2 id=\"block-").any(|block| block.contains("خبر من العالم")), "{home}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_picture_leads_no_block() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(40)).await;
        let old = piece("من الشهر الماضي").in_section("ar", "world").paragraph("نص");
        layla.publishes(old.with("picture", picture.clone())).await;
        room.the_clock_reaches(room.now() + 30 * 24 * HOUR).await;
        for number in 0..3 {
            let new = piece(&format!("من اليوم {number}")).in_section("ar", "world").paragraph("نص");
            layla.publishes(new).await;
        }
        for number in 0..30 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        room.settles().await;
        let block = |home: &str| {
            let from = home.find("<a href=\"/ar/world/\">العالم</a></h2>").expect("the section has a block");
            home[from..].split("</section>").next().unwrap_or_default().to_owned()
        };
        let shown = block(&room.reader().opens("/ar/").await.expects(200).body());
        let (new, old) = (shown.find("من اليوم"), shown.find("من الشهر الماضي"));
        assert!(new.is_some() && new < old, "{:?}: {shown}", room.dialect());
        // The control: a picture of today leads before newer words.
        let today = piece("صورة اليوم").in_section("ar", "world").paragraph("نص");
        layla.publishes(today.with("picture", picture)).await;
        layla.publishes(piece("أحدث منها").in_section("ar", "world").paragraph("نص")).await;
        for number in 30..60 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        room.settles().await;
        room.reader().sees("/ar/", "أحدث منها").await;
        let shown = block(&room.reader().opens("/ar/").await.expects(200).body());
        assert!(shown.find("صورة اليوم") < shown.find("أحدث منها"), "{:?}: {shown}", room.dialect());
    }
}
