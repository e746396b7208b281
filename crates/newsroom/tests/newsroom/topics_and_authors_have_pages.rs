//! What a piece is about and who signed it lead on: to a page with everything else, and to feeds of it.

use crate::kit::{Newsroom, newsrooms, piece};

const TOPIC: &str = "/ar/topic/%D9%86%D9%87%D8%B1-%D8%A7%D9%84%D9%84%D8%AC%D9%8A%D9%86/";
const AUTHOR: &str = "/ar/author/%D8%B3%D9%84%D9%85%D9%89-%D8%A7%D9%84%D8%AE%D9%88%D8%A7%D8%B5/";
const FEEDS: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];

fn about_the_river(headline: &str) -> crate::kit::Piece {
    piece(headline).paragraph("نص الخبر.").about("نهر اللجين").by("سلمى الخوّاص")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_leads_to_its_topic_and_author_and_they_lead_back() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let older = layla.publishes(about_the_river("الأقدم عن النهر")).await;
        room.the_clock_reaches(room.now() + 60_000_000).await;
        let newer = layla.publishes(about_the_river("الأحدث عن النهر")).await;
        layla.publishes(piece("خبر عن شيء آخر").paragraph("نص").about("الرياضة").by("سامر")).await;
        let reader = room.reader();
        let page = reader.opens(&newer.href).await.expects(200);
        for address in [TOPIC, AUTHOR] {
            assert!(page.body().contains(&format!("href=\"{address}\"")), "{address}: {}", page.body());
            let list = reader.opens(address).await.expects(200);
            let words = list.words();
            let places = ["الأحدث عن النهر", "الأقدم عن النهر"].map(|headline| words.find(headline));
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{address}: {places:?}");
            let body = list.body();
            let main = body.split("class=\"rail\"").next().expect("a main part");
            assert!(!main.contains("خبر عن شيء آخر"), "{address} lists what is not its own");
            for id in [&newer.id, &older.id] {
                assert!(list.body().contains(id.as_str()), "{address}");
            }
            assert!(list.body().contains("\"@type\":"), "{address} says nothing to machines");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sections_topics_and_authors_have_feeds_of_their_own() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let river = layla.publishes(about_the_river("خبر عن النهر")).await;
        let sport =
            piece("خبر عن الملعب").in_section("ar", "world").paragraph("نص").about("الرياضة").by("سامر");
        let other = layla.publishes(sport).await;
        let reader = room.reader();
        for home in ["/ar/politics/", TOPIC, AUTHOR] {
            let page = reader.opens(home).await.expects(200);
            for file in FEEDS {
                let address = format!("{home}{file}");
                assert!(page.body().contains(&format!("href=\"{address}\"")), "{home} does not name {file}");
                reader.sees(&address, river.id.as_str()).await;
                reader.misses(&address, other.id.as_str()).await;
            }
            reader.meets(&format!("{home}feed.xml"), 404).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_published_opens_no_page_and_what_is_withdrawn_closes_it() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        layla.writes(about_the_river("مسودة عن النهر")).await;
        nothing_there(&room).await;
        let live = layla.publishes(about_the_river("خبر عن النهر")).await;
        for address in [TOPIC, AUTHOR] {
            room.reader().sees(address, "خبر عن النهر").await;
            room.reader().misses(address, "مسودة عن النهر").await;
        }
        layla.withdraws(&live.id, "خطأ في المصدر").await.expects(200);
        room.settles().await;
        nothing_there(&room).await;
    }
}

async fn nothing_there(room: &Newsroom) {
    for address in [TOPIC, AUTHOR] {
        room.reader().meets(address, 404).await;
        for file in FEEDS {
            room.reader().meets(&format!("{address}{file}"), 404).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_no_list_has_is_refused() {
    for room in newsrooms().await {
        room.editor("ليلى").await.publishes(about_the_river("خبر عن النهر")).await;
        let reader = room.reader();
        for query in ["?page=0", "?page=2", "?page=-1", "?page=99999999999999999999", "?page=x"] {
            let status = reader.opens(&format!("{TOPIC}{query}")).await.status.as_u16();
            assert_eq!(status, 404, "{query}");
        }
        let lost = [TOPIC, AUTHOR, "/ar/latest/", "/ar/corrections/", "/ar/follow/", "/ar/politics/"];
        for address in lost {
            let answer = reader.meets(address.trim_end_matches('/'), 301).await;
            assert_eq!(answer.header("location"), address);
        }
        let lower = reader.meets(&TOPIC.to_lowercase(), 301).await;
        assert_eq!(lower.header("location"), TOPIC, "one page has one address");
        for address in ["/ar/topic/", "/ar/author/", "/ar/topic/%00/", "/en/topic/%D9%86/", "/ar/topic/a/b/c"]
        {
            let status = reader.opens(address).await.status.as_u16();
            assert!(status == 404 || status == 400, "{address}: {status}");
        }
    }
}
