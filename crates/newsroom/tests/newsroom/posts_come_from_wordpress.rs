//! A site that leaves WordPress brings its posts whole: under their dates, sections and authors, with their pictures, and
//! nothing that was not public there becomes public here. Its old addresses lead on.

use newsroom::features::imports::ItemOutcome;
use newsroom::features::imports::actions::{WordpressOptions, import_wordpress};

use crate::kit::store::{all_rows, difference, rows_of};
use crate::kit::wordpress::{Silent, export, import, post, published};
use crate::kit::{HOUR, Newsroom, newsrooms, png};

async fn id_of(room: &Newsroom, number: u32) -> String {
    let rows = rows_of(&room.app.db, |table| table == "imported").await;
    let uri = format!("https://old.example/?p={number}");
    let row =
        rows["imported"].iter().find(|row| row.split(" ¦ ").nth(1) == Some(&uri)).expect("the post came in");
    row.split(" ¦ ").nth(2).expect("it became an article").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_comes_whole_and_its_old_addresses_lead_to_it() {
    for room in newsrooms().await {
        let uploads = room.folder().join("uploads/2019/05");
        std::fs::create_dir_all(&uploads).expect("the folder can be made");
        for (name, shade) in [("front.png", 70), ("inside.png", 90), ("خريطة.png", 110)] {
            std::fs::write(uploads.join(name), png(64, 48, shade)).expect("the picture can be written");
        }
        let content = "الفقرة الأولى.\nبسطرين.\n\n[caption id=\"x\"]<img src=\"https://old.example/wp-content/uploads/2019/05/inside-64x48.png\" alt=\"بديل\" /> شرح الصورة[/caption]\n\n<h2>عنوان داخلي</h2>\nالفقرة الثانية.\n\n[gallery ids=\"92\"]\n\n[embed]https://www.youtube.com/watch?v=abc[/embed]";
        let more = "<excerpt:encoded><![CDATA[موجز <b>الخبر</b> &amp; خلاصته]]></excerpt:encoded>\
            <category domain=\"category\" nicename=\"parliament\"><![CDATA[البرلمان]]></category>\
            <category domain=\"category\" nicename=\"uncategorized\"><![CDATA[غير مصنف]]></category>\
            <category domain=\"post_tag\" nicename=\"water\"><![CDATA[المياه]]></category>\
            <category domain=\"author\" nicename=\"cap-salma\"><![CDATA[salma]]></category>\
            <category domain=\"author\" nicename=\"cap-guest\"><![CDATA[كاتب ضيف]]></category>\
            <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>ملاحظة قارئ قديم</wp:comment_content></wp:comment>\
            <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>91</wp:meta_value></wp:postmeta>";
        let attachment = |id: u32, name: &str, caption: &str| {
            format!(
                "<item><title>{name}</title><excerpt:encoded>{caption}</excerpt:encoded><wp:post_id>{id}</wp:post_id><wp:status>inherit</wp:status>\
                 <wp:post_type>attachment</wp:post_type><wp:attachment_url>https://old.example/wp-content/uploads/2019/05/{name}</wp:attachment_url></item>"
            )
        };
        let items = post(7, "البرلمان &amp; المياه", "publish", content, more)
            + &attachment(91, "front.png", "صورة الغلاف")
            + &attachment(92, "%d8%ae%d8%b1%d9%8a%d8%b7%d8%a9.png", "خريطة الأحواض");
        let path = export(&room, "whole", &items);
        let options = WordpressOptions { uploads: Some(room.folder().join("uploads")), ..published() };
        let report = import(&room, &path, options).await;
        let counts = (
            report.created,
            report.published,
            report.pictures,
            report.skipped,
            report.refused,
            report.comments,
        );
        assert_eq!(counts, (1, 1, 3, 2, 0, 1), "{report:?}");

        let reader = room.reader();
        let href = reader.meets("/2019/05/post-7/", 301).await.header("location").to_owned();
        assert!(href.starts_with("/ar/politics/"), "a category under a section files there: {href}");
        assert_eq!(reader.meets("/?p=7", 301).await.header("location"), href);
        let page = reader.opens(&href).await.expects(200);
        for words in [
            "البرلمان & المياه",
            "موجز الخبر & خلاصته",
            "الفقرة الأولى.",
            "شرح الصورة",
            "بديل",
            "عنوان داخلي",
            "صورة الغلاف",
            "خريطة الأحواض",
            "سلمى الخوّاص",
            "كاتب ضيف",
            "المياه",
            "2019",
            "youtube.com",
        ] {
            assert!(
                page.says(words),
                "{:?}: the page does not say “{words}”:\n{}",
                room.dialect(),
                page.words()
            );
        }
        for words in ["غير مصنف", "ملاحظة قارئ قديم", "[caption", "[gallery", "uploads"]
        {
            assert!(!page.says(words), "{:?}: the page says “{words}”", room.dialect());
        }
        let read = room.editor("ليلى").await.reads(&id_of(&room, 7).await.into()).await;
        assert_eq!(read["published_at"], "2019-05-01T07:00:00+00:00");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_public_there_is_not_public_here() {
    for room in newsrooms().await {
        let reader = room.reader();
        let zeros = "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>";
        let secret = "<wp:post_password>enter</wp:post_password>";
        let later = "<wp:post_date>2026-11-23 15:00:00</wp:post_date><wp:post_date_gmt>2026-11-23 13:00:00</wp:post_date_gmt>";
        let items = post(1, "مسودة سرية", "draft", "نص", zeros)
            + &post(2, "خاص سري", "private", "نص", "")
            + &post(3, "بكلمة سر", "publish", "نص", secret)
            + &post(4, "معلّق سري", "pending", "نص", zeros)
            + &post(5, "محذوف سري", "trash", "نص", "")
            + &post(6, "مجدول لاحقًا", "future", "نص", later)
            + &post(7, "منشور للجميع", "publish", "نص", "")
            + &post(8, "حالة غريبة", "embargoed-by-plugin", "نص", "");
        let path = export(&room, "statuses", &items);
        let report = import(&room, &path, published()).await;
        let counts = (report.created, report.published, report.scheduled, report.skipped, report.refused);
        assert_eq!(counts, (7, 1, 1, 1, 0), "{report:?}");
        let binned =
            report.items.iter().find(|item| item.outcome == ItemOutcome::Skipped).expect("it is told");
        assert!(
            binned.why.as_deref().is_some_and(|why| why.contains("bin")) && binned.place.contains("line "),
            "{binned:?}"
        );
        reader.sees("/ar/", "منشور للجميع").await;
        for (number, words) in [
            (1, "مسودة سرية"),
            (2, "خاص سري"),
            (3, "بكلمة سر"),
            (4, "معلّق سري"),
            (6, "مجدول لاحقًا"),
            (8, "حالة غريبة"),
        ] {
            reader.misses("/ar/", words).await;
            reader.meets(&format!("/2019/05/post-{number}/"), 404).await;
            reader.meets(&format!("/?p={number}"), 302).await;
        }
        room.the_clock_reaches(room.now() + HOUR).await;
        reader.sees("/ar/", "مجدول لاحقًا").await;
        reader.meets("/2019/05/post-6/", 301).await;
        reader.misses("/ar/", "بكلمة سر").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_file_twice_changes_nothing_and_a_new_one_what_is_new() {
    for room in newsrooms().await {
        let first = post(1, "الأول", "publish", "نص أول", "") + &post(2, "مسودة", "draft", "نص", "");
        let path = export(&room, "site", &first);
        assert_eq!(import(&room, &path, published()).await.created, 2);
        let before = all_rows(&room.app.db).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        let report = import(&room, &path, published()).await;
        let counts = (report.unchanged, report.created, report.updated, report.published, report.refused);
        assert_eq!(counts, (2, 0, 0, 0, 0), "{report:?}");
        let after = all_rows(&room.app.db).await;
        assert!(before == after, "{:?}:\n{}", room.dialect(), difference(&before, &after));

        // A year later: one was edited, the draft went on being written and then came out, one went back to draft.
        let second =
            post(1, "الأول", "publish", "نص بعد التعديل", "") + &post(2, "مسودة أخرى", "draft", "نص", "");
        let report = import(&room, &export(&room, "site", &second), published()).await;
        assert_eq!((report.updated, report.published, report.withdrawn), (2, 1, 0), "{report:?}");
        let third =
            post(1, "الأول", "draft", "نص بعد التعديل", "") + &post(2, "خرجت إلى الناس", "publish", "نص", "");
        let report = import(&room, &export(&room, "site", &third), published()).await;
        assert_eq!(
            (report.updated, report.published, report.withdrawn, report.refused),
            (1, 1, 1, 0),
            "{report:?}"
        );
        room.reader().sees("/ar/", "خرجت إلى الناس").await;
        room.reader().meets("/2019/05/post-1/", 410).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drafts_of_a_first_run_are_published_by_a_second_one_that_publishes() {
    for room in newsrooms().await {
        let path = export(&room, "site", &post(1, "ينتظر", "publish", "نص", ""));
        let report = import(&room, &path, WordpressOptions::default()).await;
        assert_eq!((report.created, report.published), (1, 0), "{report:?}");
        room.reader().meets("/2019/05/post-1/", 404).await;
        let report =
            import(&room, &path, WordpressOptions { publish: true, ..WordpressOptions::default() }).await;
        assert_eq!((report.created, report.updated, report.published), (0, 1, 1), "{report:?}");
        room.reader().meets("/2019/05/post-1/", 301).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_item_harms_no_other_and_a_torn_file_says_where() {
    for room in newsrooms().await {
        let good = post(1, "جيد", "publish", "نص", "");
        let torn = "\n<item><title>ممزق</b></item>";
        let empty = post(3, "", "publish", "", "");
        let other = post(4, "جيد أيضًا", "publish", "نص", "");
        let page =
            post(5, "من نحن", "publish", "نص", "").replace(">post</wp:post_type>", ">page</wp:post_type>");
        let product =
            post(6, "سلعة", "publish", "نص", "").replace(">post</wp:post_type>", ">product</wp:post_type>");
        let path = export(&room, "mixed", &(good + torn + &empty + &other + &page + &product));
        let report = import(&room, &path, published()).await;
        let counts = (report.created, report.published, report.refused, report.skipped, report.pages);
        assert_eq!(counts, (3, 2, 2, 1, 1), "{report:?}");
        let why = |part: &str| {
            let found =
                report.items.iter().find(|item| item.why.as_deref().is_some_and(|why| why.contains(part)));
            found.unwrap_or_else(|| panic!("nothing says “{part}”: {report:?}")).place.clone()
        };
        assert!(why("not well-formed").contains("line 4"), "{report:?}");
        assert!(why("no title").contains("line 5"));
        assert!(why("`product`").contains("line 8"));

        let text = std::fs::read_to_string(&path).expect("the file can be read");
        let cut = text.find("<content:encoded>").expect("it is there");
        std::fs::write(&path, &text[..cut]).expect("the file can be written");
        let report = import(&room, &path, published()).await;
        assert_eq!((report.created, report.refused), (0, 1), "{report:?}");
        assert!(report.items[0].why.as_deref().is_some_and(|why| why.contains("cut off")), "{report:?}");

        std::fs::write(&path, "<!DOCTYPE a [<!ENTITY b \"c\">]><rss/>").expect("the file can be written");
        let report = import(&room, &path, published()).await;
        assert!(
            report.items[0].why.as_deref().is_some_and(|why| why.contains("document type")),
            "{report:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_category_is_a_section_by_its_name_its_slug_or_by_word() {
    for room in newsrooms().await {
        let in_category = |id, slug: &str, name: &str| {
            let term =
                format!("<category domain=\"category\" nicename=\"{slug}\"><![CDATA[{name}]]></category>");
            post(id, &format!("خبر {id}"), "publish", "نص", &term)
        };
        let items = in_category(1, "alam", "العالم")
            + &in_category(2, "politics", "شؤون")
            + &in_category(3, "%d8%b1%d9%8a%d8%a7%d8%b6%d8%a9", "رياضة")
            + &in_category(4, "varia", "منوعات");
        let path = export(&room, "categories", &items);
        let map = vec![("رياضة".to_owned(), "politics".to_owned())];
        let report =
            import(&room, &path, WordpressOptions { map, section: Some("misc".to_owned()), ..published() })
                .await;
        assert_eq!(report.published, 4, "{report:?}");
        for (number, section) in [(1, "world"), (2, "politics"), (3, "politics"), (4, "misc")] {
            let answer = room.reader().meets(&format!("/2019/05/post-{number}/"), 301).await;
            let href = answer.header("location").to_owned();
            assert!(href.starts_with(&format!("/ar/{section}/")), "{number}: {href}");
            let page = room.reader().opens(&href).await.expects(200);
            assert_eq!(page.says("منوعات"), number == 4, "a category that is no section is a topic");
        }
        let unknown = WordpressOptions { map: vec![("a".to_owned(), "nowhere".to_owned())], ..published() };
        let refused =
            import_wordpress(&room.app, &[path], unknown, &Silent).await.expect_err("it is refused");
        assert!(refused.to_string().contains("there is no section `nowhere`"), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_picture_is_read_from_outside_the_uploads() {
    for room in newsrooms().await {
        let (uploads, outside) = (room.folder().join("uploads"), room.folder().join("outside"));
        for folder in [&uploads, &outside] {
            std::fs::create_dir_all(folder).expect("the folder can be made");
        }
        std::fs::write(outside.join("secret.png"), png(64, 48, 10)).expect("the picture can be written");
        std::fs::write(uploads.join("good.png"), png(64, 48, 20)).expect("the picture can be written");
        std::os::unix::fs::symlink(outside.join("secret.png"), uploads.join("link.png")).expect("a link");
        std::os::unix::fs::symlink(&outside, uploads.join("door")).expect("a link");
        let image = |src: &str| format!("<p>نص</p><img src=\"{src}\">");
        let base = "https://old.example/wp-content/uploads";
        let tricks = [
            format!("{base}/link.png"),
            format!("{base}/door/secret.png"),
            format!("{base}/../outside/secret.png"),
            format!("{base}/%2e%2e/outside/secret.png"),
            format!("{base}/..%2foutside%2fsecret.png"),
            format!("file://{}/secret.png", outside.display()),
            outside.join("secret.png").display().to_string(),
        ];
        let mut items = post(100, "الصورة السليمة", "publish", &image(&format!("{base}/good.png")), "");
        for (id, trick) in (1..).zip(&tricks) {
            items += &post(id, "حيلة", "publish", &image(trick), "");
        }
        let path = export(&room, "tricks", &items);
        let report = import(&room, &path, WordpressOptions { uploads: Some(uploads), ..published() }).await;
        assert_eq!((report.pictures, report.created, report.refused), (1, 8, 0), "{report:?}");
        let told = report
            .items
            .iter()
            .filter(|item| item.dropped.iter().any(|line| line.contains("picture")))
            .count();
        assert_eq!(told, tricks.len(), "{report:?}");
    }
}
