//! What machines, devices and slow connections ask of a site besides its pages.

use crate::kit::{DAY, NewPicture, newsrooms, piece};
use axum::http::Request;
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_of_two_days_is_mapped_and_no_older() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let old = layla.publishes(piece("خبر قديم").paragraph("نص")).await;
        room.the_clock_reaches(room.now() + 2 * DAY + 1).await;
        let new = layla.publishes(piece("خبر <جديد> & حديث").paragraph("نص")).await;
        layla.writes(piece("مسودة").paragraph("نص")).await;
        let map = reader.opens("/ar/news-sitemap.xml").await.expects(200);
        let body = map.body();
        assert!(body.contains(new.id.as_str()) && !body.contains(old.id.as_str()), "{body}");
        for sign in [
            "<news:name>خبر</news:name>",
            "<news:language>ar</news:language>",
            "<news:publication_date>2026-11-25T12:00:00",
            "<news:title>خبر &lt;جديد&gt; &amp; حديث</news:title>",
        ] {
            assert!(body.contains(sign), "{sign}: {body}");
        }
        assert!(!body.contains("مسودة"));
        reader.sees("/sitemap.xml", "/ar/news-sitemap.xml").await;
        assert!(reader.opens("/robots.txt").await.expects(200).says("Disallow: /*/search/"));
        reader.meets("/xx/news-sitemap.xml", 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lite_pages_say_the_same_and_load_nothing() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let picture = layla.uploads(NewPicture::new(7).with("caption", "النهر عند الجسر")).await;
        let full = piece("خبر كامل")
            .lead("مقدمة الخبر")
            .paragraph("الفقرة الأولى <هنا>.")
            .paragraph("الفقرة الثانية.")
            .by("سلمى الخوّاص")
            .source("agency", "Reuters", "", "")
            .with("picture", picture);
        let live = layla.publishes(full).await;
        let lite = format!("/ar/lite/{}", live.id);
        reader.sees("/ar/lite/", "خبر كامل").await;
        assert!(reader.opens("/ar/lite/").await.body().contains(&format!("href=\"{lite}\"")));
        let page = reader.opens(&lite).await.expects(200);
        for words in [
            "خبر كامل",
            "مقدمة الخبر",
            "الفقرة الأولى <هنا>.",
            "سلمى الخوّاص",
            "Reuters",
            "صورة: النهر عند الجسر",
        ] {
            assert!(page.says(words), "{words}: {}", page.body());
        }
        let body = page.body();
        assert!(body.contains("rel=\"canonical\"") && body.contains(&live.href));
        for heavy in [" src=", "url(", "stylesheet", ".css", "style=", "preload"] {
            assert!(!body.contains(heavy), "{heavy}");
        }
        layla.withdraws(&live.id, "نُشر قبل التحقق").await.expects(200);
        reader.meets(&lite, 410).await;
        assert!(reader.opens(&lite).await.says("نُشر قبل التحقق"), "the reason stands there too");
        reader.meets("/ar/lite/xyz", 404).await;
        reader.meets("/ar/lite", 301).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_headlines_on_the_lite_front_stay_small() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for number in 0..41 {
            let headline = format!("عنوان طويل بعض الشيء كما تكون العناوين في الصحف اليومية، رقمه {number};");
            layla.publishes(piece(&headline).paragraph("نص")).await;
        }
        let page = room.reader().opens("/ar/lite/").await.expects(200);
        assert_eq!(page.body().matches("<li>").count(), 40);
        let squeezed = Request::get("/ar/lite/").header("accept-encoding", "gzip");
        let page = room.reader().asks(squeezed).await.expects(200);
        assert_eq!(page.header("content-encoding"), "gzip");
        assert!(page.bytes.len() <= 6 * 1024, "{} bytes", page.bytes.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_and_a_reader_of_small_print_get_their_answers() {
    for room in newsrooms().await {
        let reader = room.reader();
        let manifest = reader.opens("/ar/manifest.webmanifest").await.expects(200);
        assert_eq!(manifest.header("content-type"), "application/manifest+json");
        let told = manifest.json();
        assert_eq!((told["dir"].as_str(), told["start_url"].as_str()), (Some("rtl"), Some("/ar/")));
        let icons = told["icons"].as_array().expect("it has icons");
        assert_eq!(icons.len(), 3);
        for icon in icons {
            let file = reader.meets(icon["src"].as_str().expect("it has an address"), 200).await;
            assert_eq!(Some(file.header("content-type")), icon["type"].as_str());
        }
        assert!(reader.opens("/ar/").await.body().contains("/ar/manifest.webmanifest"));
        let credits = reader.opens("/ar/credits/").await.expects(200);
        assert!(credits.says("SIL OFL 1.1") && !credits.says("Wikinews"), "only a sample has its texts");
        assert!(reader.opens("/en/offline/").await.expects(200).says("No connection"));
        let worker = reader.opens("/en/worker.js").await.expects(200);
        assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(worker.header("content-security-policy"), web::headers::SITE_CSP);
        assert_eq!(
            worker.header("service-worker-allowed"),
            "",
            "it looks after its edition and nothing above"
        );
        reader.meets("/xx/worker.js", 404).await;
        let told = reader.opens("/.well-known/security.txt").await.expects(200);
        assert_eq!(told.header("content-type"), "text/plain; charset=utf-8");
        for line in [
            "Contact: mailto:security@example.org",
            "Expires: 2026-12-31T00:00:00Z",
            "Preferred-Languages: ar, en",
        ] {
            assert!(told.body().contains(line), "{line}");
        }
        // What is out of date is not said.
        room.the_clock_reaches(room.now() + 40 * DAY).await;
        reader.meets("/.well-known/security.txt", 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_one_script_in_a_page_is_the_one_its_policy_names() {
    let hash = BASE64.encode(&Sha256::digest(theme::helpers::READER_CHOICES.as_bytes()));
    for room in newsrooms().await {
        let reader = room.reader();
        for (address, status) in
            [("/ar/", 200), ("/en/latest/", 200), ("/ar/search/?q=x", 200), ("/ar/nothing-here", 404)]
        {
            let page = reader.meets(address, status).await;
            let policy = page.header("content-security-policy");
            assert!(policy.contains(&format!("script-src 'self' 'sha256-{hash}';")), "{address}: {policy}");
            let head = page.head();
            let here: Vec<_> = head
                .iter()
                .filter(|tag| tag.name == "script" && tag.attribute("src").is_empty())
                .filter(|tag| tag.attribute("type") != "application/ld+json")
                .collect();
            assert_eq!(here.len(), 1, "{address}: {head:?}");
            assert_eq!(here[0].text, theme::helpers::READER_CHOICES, "{address}");
        }
    }
}
