//! The media library: every picture by what is looked for, many files at once, and what is said of a picture that readers see.

use newsroom::features::accounts::Role;
use newsroom::features::media_library::actions::fold_pictures;
use serde_json::json;
use store::{StoreError, params, sql};

use crate::kit::{DAY, HOUR, NewPicture, newsrooms, piece, png};

sql! {
    UNFOLD = "tests.unfold": "update media set folded = null";
}

/// A picture with these words.
fn said(shade: u8, caption: &str, credit: &str) -> NewPicture {
    NewPicture::new(shade).with("caption", caption).with("credit", credit)
}

/// A moment as the form of the library has it.
fn wall(at: i64) -> String {
    text::dates::iso(at, "Asia/Beirut").chars().take(16).collect()
}

/// The form of a picture with these rights.
fn rights<'a>(from: &'a str, until: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("caption", "شرح الحقوق"),
        ("credit", "وكالة"),
        ("rights_from", from),
        ("rights_until", until),
        ("focal_x", "50"),
        ("focal_y", "50"),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_library_finds_pictures_however_they_are_spelled() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        layla.uploads(said(1, "جلسة المُحادثات في جنيف", "وكالة")).await;
        layla.uploads(said(2, "الرئيس أحمد", "")).await;
        let soon = text::dates::iso(room.now() + DAY, "UTC");
        layla.uploads(said(3, "Geneva lake", "Agency").with("rights_until", &soon)).await;
        noor.uploads(said(4, "سوق المدينة 50%", "نور").with("archive", "true").with("taken_on", "1998-05"))
            .await;
        let (desk, hers) = (layla.at_desk().await, noor.at_desk().await);
        let all = ["جلسة المُحادثات في جنيف", "الرئيس أحمد", "Geneva lake", "سوق المدينة 50%"];
        for (query, found) in [
            ("", vec![0, 1, 2, 3]),
            ("words=%D9%85%D8%AD%D8%A7%D8%AF%D8%AB%D8%A7%D8%AA", vec![0]),
            ("words=%D8%A7%D8%AD%D9%85%D8%AF", vec![1]),
            ("words=GENEVA", vec![2]),
            ("words=agency%20lake", vec![2]),
            ("words=50%25", vec![3]),
            ("words=%25", vec![3]),
            ("mine=yes", vec![0, 1, 2]),
            ("uncredited=yes", vec![1]),
            ("ending=yes", vec![2]),
            ("archive=yes", vec![3]),
            ("archive=yes&words=geneva", vec![]),
        ] {
            let page = desk.opens(&format!("/desk/library?{query}")).await.expects(200);
            for (place, caption) in all.iter().enumerate() {
                let is_there = page.says(caption);
                assert_eq!(is_there, found.contains(&place), "{:?}: {query}: {caption}", room.dialect());
            }
        }
        let page = hers.opens("/desk/library?mine=yes").await.expects(200);
        assert!(page.says(all[3]) && !page.says(all[0]), "mine is whoever asks");
        let moderator = room.colleague("مشرفة", Role::Moderator).await.at_desk().await.cookie.clone();
        assert!(!moderator.is_empty());

        // What came in before words were folded is folded by the clock.
        room.app
            .db
            .write(|tx| Box::pin(async move { tx.execute(&UNFOLD, params![]).await.map(drop) }))
            .await
            .unwrap_or_else(|error: StoreError| panic!("{error}"));
        let asked = "/desk/library?words=%D8%A7%D8%AD%D9%85%D8%AF";
        assert!(!desk.opens(asked).await.says(all[1]), "the control");
        fold_pictures(&room.app).await.expect("they are folded");
        assert!(desk.opens(asked).await.says(all[1]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_the_library_meet_without_a_hole() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let mut ids = Vec::new();
        for shade in 0..20 {
            ids.push(layla.uploads(NewPicture::new(shade)).await);
        }
        // They came in at the same held moment: their ids alone order them.
        ids.sort();
        let desk = layla.at_desk().await;
        let first = desk.opens("/desk/library").await.expects(200);
        let before = &ids[5];
        assert!(first.body().contains(&format!("before={before}\"")), "{:?}", room.dialect());
        let second = desk.opens(&format!("/desk/library?before={before}")).await.expects(200);
        for (place, id) in ids.iter().enumerate() {
            let listed = [&first, &second].map(|page| page.body().contains(&format!("/desk/library/{id}\"")));
            assert_eq!(listed, [place >= 5, place < 5], "{:?}: {place}", room.dialect());
        }
        assert!(!second.body().contains("rel=\"next\""));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_files_come_in_at_once_and_each_has_its_result() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let desk = layla.at_desk().await;
        let files = [
            ("سوق.png", png(64, 48, 9)),
            ("بيان.pdf", b"%PDF-1.7 text".to_vec()),
            ("فارغ.png", Vec::new()),
            ("سوق مرة أخرى.png", png(64, 48, 9)),
        ];
        let page = desk.brings("/desk/library", &files).await.expects(200);
        assert!(page.says("سوق.png") && page.says("is in the library."), "{:?}", room.dialect());
        assert!(page.says("PDF files are not taken"), "{}", page.words());
        assert!(page.says("the file is empty"));
        assert!(page.says("The library has the same file already"));
        assert!(page.says("The file says nothing of itself"));
        let listed = desk.opens("/desk/library").await.expects(200).body();
        assert_eq!(listed.matches("data-picture=").count(), 2);
        // The requests of the page's script say the same.
        let refused = desk.sends_bytes("POST", "/desk/media", b"%PDF-1.7 text".to_vec()).await.expects(422);
        assert!(refused.says("PDF files are not taken"));
        let taken = desk.sends_bytes("POST", "/desk/media", png(64, 48, 9)).await.expects(201).json();
        assert!(taken["twin"].is_string(), "{taken}");
        let huda = room.colleague("هدى", Role::Contributor).await;
        huda.at_desk().await.brings("/desk/library", &files[..1]).await.expects(403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_saved_in_the_library_reaches_readers_from_who_may_publish() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        let id = layla.uploads(said(5, "شرح أول", "وكالة")).await;
        let shows = piece("خبر مصوّر").paragraph("نص").picture_in_text(&id).with("picture", id.as_str());
        let live = layla.publishes(shows).await;
        layla.finished_receipt(&live.id).await;
        let page = format!("/desk/library/{id}");
        let fields = [
            ("caption", "شرح ثانٍ"),
            ("alt", "وصف"),
            ("credit", "خبر"),
            ("source", "بريد المكتب"),
            ("licence", "CC BY 4.0"),
            ("rights_from", ""),
            ("rights_until", ""),
            ("archive", "yes"),
            ("taken_on", "1998-05"),
            ("focal_x", "15"),
            ("focal_y", "88"),
        ];
        let with = |change: &[(&'static str, &'static str)]| {
            let mut all: Vec<(&str, &str)> = fields.to_vec();
            for (name, value) in change {
                all.retain(|(other, _)| other != name);
                all.push((name, value));
            }
            all
        };
        // A journalist describes it; readers see that with the next publication.
        let (hers, desk) = (noor.at_desk().await, layla.at_desk().await);
        assert!(hers.opens(&page).await.expects(200).says("with the next publication of each article"));
        let sent = hers.sends(&page, &with(&[])).await.expects(303);
        assert!(sent.header("location").ends_with("?saved=0"), "{}", sent.header("location"));
        room.reader().misses(&live.href, "شرح ثانٍ").await;
        // Nor does she change how long it is shown.
        let late = with(&[("rights_until", "2026-11-20T10:00"), ("caption", "شرح ثالث")]);
        let refused = hers.sends(&page, &late).await.expects(422);
        assert!(refused.says("is changed by an editor") && refused.says("شرح ثالث"));
        room.reader().meets(&live.href, 200).await;

        // An editor's word reaches readers at once: words, focal point and all.
        let sent = desk.sends(&page, &with(&[])).await.expects(303);
        assert!(sent.header("location").ends_with("?saved=1"));
        assert!(desk.opens(sent.header("location")).await.says("One published article shows it"));
        room.reader().sees(&live.href, "شرح ثانٍ").await;
        let told = room.reader().opens(&live.href).await.body();
        assert!(told.contains("f-18"), "{:?}: the focal point cuts it", room.dialect());
        assert!(told.contains("1998") && !told.contains("بريد المكتب"), "the source is for colleagues");
        let again = desk.sends(&page, &with(&[])).await.expects(303);
        assert!(again.header("location").ends_with("?saved=0"), "what stands so is left alone");
        for (field, value) in [
            ("focal_x", "far"),
            ("taken_on", "yesterday"),
            ("rights_until", "soon"),
            ("credit", Box::leak("ط".repeat(1_001).into_boxed_str())),
        ] {
            desk.sends(&page, &with(&[(field, value)])).await.expects(422);
        }
        let turned = with(&[("rights_from", "2026-11-25T10:00"), ("rights_until", "2026-11-24T10:00")]);
        desk.sends(&page, &turned).await.expects(422);

        // The right ends tomorrow, then it ends now.
        let name = told.split("/media/").nth(1).and_then(|rest| rest.split('-').next()).expect("a picture");
        let file = format!("/media/{name}-64.webp");
        room.reader().meets(&file, 200).await;
        let wall = |at: i64| text::dates::iso(at, "Asia/Beirut").chars().take(16).collect::<String>();
        let tomorrow: &'static str = Box::leak(wall(room.now() + DAY).into_boxed_str());
        desk.sends(&page, &with(&[("rights_until", tomorrow)])).await.expects(303);
        room.reader().meets(&file, 200).await;
        room.the_clock_reaches(room.now() + DAY + HOUR).await;
        room.reader().meets(&file, 404).await;
        room.reader().misses(&live.href, name).await;
        assert!(layla.at_desk().await.opens(&page).await.says("We may not show it now"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_that_is_ended_by_hand_takes_the_picture_away_at_once() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.uploads(said(6, "شرح", "وكالة")).await;
        let live = layla.publishes(piece("خبر مصوّر").paragraph("نص").with("picture", id.as_str())).await;
        layla.finished_receipt(&live.id).await;
        let told = room.reader().opens(&live.href).await.body();
        let name = told.split("/media/").nth(1).and_then(|rest| rest.split('-').next()).expect("a picture");
        let fields = [
            ("caption", "شرح"),
            ("credit", "وكالة"),
            ("rights_until", "2020-01-01T00:00"),
            ("focal_x", "50"),
            ("focal_y", "50"),
        ];
        layla.at_desk().await.sends(&format!("/desk/library/{id}"), &fields).await.expects(303);
        room.reader().meets(&format!("/media/{name}-64.webp"), 404).await;
        room.reader().misses(&live.href, name).await;
        room.reader().misses("/ar/", name).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_library_says_where_a_picture_is_shown() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.uploads(said(7, "شرح", "وكالة")).await;
        let desk = layla.at_desk().await;
        let page = format!("/desk/library/{id}");
        assert!(desk.opens(&page).await.expects(200).says("No article shows it."));
        layla.publishes(piece("خبر منشور").paragraph("نص").picture_in_text(&id)).await;
        layla.writes(piece("خبر قيد العمل").paragraph("نص").with("picture", id.as_str())).await;
        layla.writes(piece("خبر آخر").paragraph("نص")).await;
        let told = desk.opens(&page).await.expects(200);
        assert!(told.says("خبر منشور") && told.says("خبر قيد العمل") && !told.says("خبر آخر"));
        desk.opens("/desk/library/01none").await.expects(404);
        let patched = desk
            .sends_bytes(
                "PATCH",
                &format!("/desk/media/{id}"),
                json!({"archive": true}).to_string().into_bytes(),
            )
            .await
            .expects(200)
            .json();
        assert_eq!(patched["archive"], json!(true));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rights_are_changed_by_editors_alone_and_what_they_extend_comes_back() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        let until = room.now() + HOUR;
        let ends = said(8, "شرح الحقوق", "وكالة").with("rights_until", &text::dates::iso(until, "UTC"));
        let id = layla.uploads(ends).await;
        let live = layla.publishes(piece("خبر مصوّر").paragraph("نص").with("picture", id.as_str())).await;
        layla.finished_receipt(&live.id).await;
        room.reader().sees(&live.href, "شرح الحقوق").await;
        room.the_clock_reaches(until + HOUR).await;
        room.reader().misses(&live.href, "شرح الحقوق").await;

        // No page shows it now; that does not make it hers.
        let (hers, desk) = (noor.at_desk().await, layla.at_desk().await);
        let page = format!("/desk/library/{id}");
        let longer = wall(room.now() + DAY);
        let refused = hers.sends(&page, &rights("", &longer)).await.expects(422);
        assert!(refused.says("is changed by an editor"), "{:?}", room.dialect());
        room.due_work_is_done().await;
        room.reader().misses(&live.href, "شرح الحقوق").await;

        // Nor is one that waits in somebody's scheduled piece; its words are for everyone to put right.
        let waiting = layla.uploads(said(9, "شرح آخر", "وكالة")).await;
        let later = layla.writes(piece("خبر الغد").paragraph("نص").with("picture", waiting.as_str())).await;
        layla.schedules(&later, room.now() + 3 * DAY).await.expects(202);
        let other = format!("/desk/library/{waiting}");
        hers.sends(&other, &rights("", &longer)).await.expects(422);
        hers.sends(&other, &rights("", "")).await.expects(303);

        // An editor's extension brings it back to where it was.
        desk.sends(&page, &rights("", &longer)).await.expects(303);
        room.due_work_is_done().await;
        room.reader().sees(&live.href, "شرح الحقوق").await;
        room.the_clock_reaches(room.now() + DAY + HOUR).await;
        room.reader().misses(&live.href, "شرح الحقوق").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_that_begins_later_than_was_said_is_waited_for() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let from = room.now() + HOUR;
        let begins = said(10, "شرح الحقوق", "وكالة").with("rights_from", &text::dates::iso(from, "UTC"));
        let id = layla.uploads(begins).await;
        let live = layla.publishes(piece("خبر مصوّر").paragraph("نص").with("picture", id.as_str())).await;
        let later = room.now() + 3 * HOUR;
        let desk = layla.at_desk().await;
        desk.sends(&format!("/desk/library/{id}"), &rights(&wall(later), "")).await.expects(303);
        room.the_clock_reaches(from + HOUR).await;
        room.reader().misses(&live.href, "شرح الحقوق").await;
        room.the_clock_reaches(later).await;
        room.reader().sees(&live.href, "شرح الحقوق").await;
    }
}

/// The form of a picture with this caption, filled in over what `seen` stands for.
fn captioned<'a>(caption: &'a str, seen: &'a str) -> [(&'a str, &'a str); 5] {
    [("caption", caption), ("credit", "وكالة"), ("focal_x", "50"), ("focal_y", "50"), ("seen", seen)]
}

/// What stands in a form for what it showed.
fn seen_on(page: &str) -> String {
    let value = page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    value.filter(|value| !value.is_empty()).expect("the form says what it showed").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_overwrites_what_a_colleague_wrote_meanwhile() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        let id = layla.uploads(said(11, "شرح أول", "وكالة")).await;
        let (hers, desk) = (noor.at_desk().await, layla.at_desk().await);
        let page = format!("/desk/library/{id}");
        let seen = seen_on(&hers.opens(&page).await.expects(200).body());
        desk.sends(&page, &captioned("كتبته المحررة", &seen)).await.expects(303);

        // Hers stays in the fields, what stands there is told, and nothing is kept.
        let refused = hers.sends(&page, &captioned("كتبته الزميلة", &seen)).await.expects(409);
        assert!(refused.says("A colleague changed what is said of this picture"), "{:?}", room.dialect());
        assert!(refused.says("كتبته الزميلة") && refused.says("كتبته المحررة"), "{}", refused.words());
        let stored = desk.opens(&page).await.expects(200);
        assert!(stored.says("كتبته المحررة") && !stored.says("كتبته الزميلة"));

        // A mistake in a stale form does not make it a fresh one.
        let far = captioned("كتبته الزميلة", &seen).map(|(name, value)| match name {
            "focal_x" => (name, "far"),
            _ => (name, value),
        });
        let unread = hers.sends(&page, &far).await.expects(422);
        assert_eq!(seen_on(&unread.body()), seen);

        // Whoever has seen it decides; a program that says nothing of what it saw goes on as before.
        let now_seen = seen_on(&refused.body());
        assert_ne!(now_seen, seen);
        hers.sends(&page, &captioned("كتبته الزميلة", &now_seen)).await.expects(303);
        assert!(desk.opens(&page).await.says("كتبته الزميلة"));
        desk.sends(&page, &captioned("شرح البرنامج", "")).await.expects(303);
        assert!(desk.opens(&page).await.says("شرح البرنامج"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_does_an_editor_that_saves_by_itself() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        let id = layla.uploads(said(12, "شرح أول", "وكالة")).await;
        let (hers, desk) = (noor.at_desk().await, layla.at_desk().await);
        let path = format!("/desk/media/{id}");
        let says = async |who: &crate::kit::AtDesk<'_>, said: serde_json::Value| {
            who.sends_bytes("PATCH", &path, said.to_string().into_bytes()).await
        };
        let stood = json!({"caption": "شرح أول", "credit": "وكالة"});
        says(&desk, json!({"caption": "كتبته المحررة", "before": stood})).await.expects(200);

        // She began from what stood before: nothing of hers is taken, her credit neither, and what stands there stays.
        let refused =
            says(&hers, json!({"caption": "كتبته الزميلة", "credit": "نور", "before": stood})).await;
        assert_eq!(refused.expects(409).json()["code"], "changed_meanwhile");
        let stands = desk.opens(&path).await.expects(200).json();
        assert_eq!((&stands["caption"], &stands["credit"]), (&json!("كتبته المحررة"), &json!("وكالة")));

        // Of something else she may speak, of the same in the same words too, and once she has seen it, in others.
        says(&hers, json!({"credit": "نور", "before": stood})).await.expects(200);
        says(&hers, json!({"caption": "كتبته المحررة", "before": stood})).await.expects(200);
        says(&hers, json!({"caption": "كتبته الزميلة", "before": {"caption": "كتبته المحررة"}}))
            .await
            .expects(200);
        let focal = |to: [u8; 2], before: [u8; 2]| json!({"focal": to, "before": {"focal": before}});
        says(&hers, focal([10, 20], [50, 50])).await.expects(200);
        says(&desk, focal([30, 40], [50, 50])).await.expects(409);
        let stands = desk.opens(&path).await.expects(200).json();
        assert_eq!((&stands["caption"], &stands["credit"]), (&json!("كتبته الزميلة"), &json!("نور")));
    }
}
