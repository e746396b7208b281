//! A mirror holds what readers see as files, follows what is published within moments, and keeps nothing that was withdrawn.

use std::fs;
use std::path::{Path, PathBuf};

use newsroom::features::accounts::Role;
use newsroom::features::mirror::{Checked, Keeper, Key, check};
use serde_json::json;
use store::consumer::NodeConsumer;
use tokio_util::sync::CancellationToken;

use crate::kit::{DAY, HOUR, NewPicture, Newsroom, eventually, newsrooms, piece};

const SEED: [u8; 32] = [9; 32];

fn opened(room: &Newsroom) -> (Keeper, PathBuf) {
    let folder = room.folder().join("mirror");
    (Keeper::open(&room.app, &folder, Key::of(&SEED)).expect("the mirror opens"), folder)
}

fn checked(folder: &Path) -> Checked {
    check(folder, &Key::of(&SEED).public()).expect("it is signed")
}

/// The file of a page, as any file server finds it.
fn page(folder: &Path, href: &str) -> Option<String> {
    let path = text::percent::decoded(href.trim_matches('/')).expect("an address is percent-encoded");
    fs::read_to_string(folder.join(path).join("index.html")).ok()
}

/// All text in the mirror.
fn holds(folder: &Path, words: &str) -> bool {
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder can be listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if String::from_utf8_lossy(&fs::read(&path).expect("a file can be read")).contains(words) {
                return true;
            }
        }
    }
    false
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_site_is_there_and_signed() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(1)).await;
        let live =
            layla.publishes(piece("خبر السد").paragraph("نص").about("المياه").with("picture", picture)).await;
        let old = layla.publishes(piece("خبر قديم").paragraph("نص").by("كاتبة")).await;
        layla.writes(piece("مسودة-سرية").paragraph("نص")).await;
        layla.writes(piece("حظر-سري").paragraph("نص").embargoed_until(room.now() + DAY)).await;
        let gone = layla.publishes(piece("خبر مسحوب").paragraph("نص")).await;
        layla.withdraws(&gone.id, "خطأ").await.expects(200);
        room.settles().await;
        let (keeper, folder) = opened(&room);
        let pages = keeper.make_all(2, |_| ()).await.expect("it is made");
        let looked = checked(&folder);
        assert_eq!((looked.pages, &looked.wrong), (pages, &Vec::new()), "{:?}", room.dialect());
        for wanted in
            ["index.html", "ar/index.html", "en/index.html", "ar/rss.xml", "robots.txt", "sitemap.xml"]
        {
            assert!(folder.join(wanted).is_file(), "{:?}: {wanted}", room.dialect());
        }
        for live in [&live, &old] {
            assert!(page(&folder, &live.href).is_some_and(|page| page.contains("خبر")), "{}", live.href);
        }
        assert!(page(&folder, "/ar/latest/").is_some() && page(&folder, "/ar/archive/").is_some());
        assert!(fs::read_dir(folder.join("media")).expect("there are pictures").count() > 0);
        assert!(fs::read_dir(folder.join("assets")).expect("there are assets").count() > 2);
        assert!(page(&folder, &gone.href).is_none());
        for secret in ["مسودة-سرية", "حظر-سري"] {
            assert!(!holds(&folder, secret), "{secret}");
        }
        // The same page that readers get, and what the newsroom serves when it can make none.
        let served = room.reader().opens(&live.href).await.expects(200).bytes;
        assert_eq!(keeper.kept(&live.href).expect("it is held").bytes, served);
        assert!(keeper.kept(&gone.href).is_none() && keeper.kept("/desk/today").is_none());

        // Somebody else's signature, and somebody's hand.
        assert!(check(&folder, &Key::of(&[8; 32]).public()).is_err());
        fs::write(folder.join("ar/index.html"), "<p>x").expect("written");
        fs::write(folder.join("ar/added.html"), "<p>x").expect("written");
        let wrong = checked(&folder).wrong.join("\n");
        assert!(
            wrong.contains("ar/index.html was changed") && wrong.contains("added.html is in no list"),
            "{wrong}"
        );
        assert!(keeper.kept("/ar/").is_none(), "what was changed is not served");
        // Whoever takes it up again mends it.
        drop(keeper);
        let (keeper, _) = opened(&room);
        keeper.make_all(2, |_| ()).await.expect("it is made");
        assert_eq!(checked(&folder).wrong, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_is_followed() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(NewPicture::new(1)).await;
        let first = layla
            .publishes(piece("بناء السد").paragraph("نص").about("المياه").with("picture", picture))
            .await;
        let (keeper, folder) = opened(&room);
        let stop = CancellationToken::new();
        let running = tokio::spawn(keeper.clone().run(stop.clone()));
        let sees = async |href: &str, words: &str| {
            eventually(|| async { page(&folder, href).is_some_and(|page| page.contains(words)) }).await;
        };
        sees(&first.href, "بناء السد").await;
        sees("/ar/", "بناء السد").await;

        let second =
            layla.publishes(piece("فتح الجسر").paragraph("نص").about("المياه").naming(&first.id)).await;
        sees(&second.href, "فتح الجسر").await;
        for list in ["/ar/", "/ar/latest/", "/ar/politics/"] {
            sees(list, "فتح الجسر").await;
        }
        let topic = page(&folder, &second.href).expect("it is there");
        let topic =
            topic.split("href=\"/ar/topic/").nth(1).and_then(|rest| rest.split('"').next()).expect("a topic");
        sees(&format!("/ar/topic/{topic}"), "فتح الجسر").await;

        let has_both = |feed: String| feed.contains("بناء السد") && feed.contains("فتح الجسر");
        eventually(|| async { fs::read_to_string(folder.join("ar/feed.json")).is_ok_and(has_both) }).await;

        layla.corrects(&first.id, "التاريخ الصحيح أمس", json!({"on_top": true})).await.expects(201);
        sees("/ar/corrections/", "بناء السد").await;

        // Withdrawn: its page at once, its headline wherever it stood, and its picture.
        assert!(holds(&folder.join("media"), "WEBP"), "the control: there is a picture");
        layla.withdraws(&first.id, "خطأ").await.expects(200);
        // What names it can be read all the while: in its place stands the old page until the new one does.
        eventually(|| async {
            assert!(page(&folder, &second.href).is_some() && keeper.kept(&second.href).is_some());
            page(&folder, &first.href).is_none()
        })
        .await;
        assert!(keeper.kept(&first.href).is_none());
        // A feed holds it whole, and went with it; so did the page on which its correction quotes it.
        let corrections = page(&folder, "/ar/corrections/").unwrap_or_default();
        assert!(!corrections.contains("بناء السد"), "{corrections}");
        let feed = fs::read_to_string(folder.join("ar/feed.json")).unwrap_or_default();
        assert!(!feed.contains("بناء السد"), "{feed}");
        for list in ["/ar/", "/ar/latest/", "/ar/politics/", second.href.as_str()] {
            eventually(|| async {
                !page(&folder, list).expect("it stays readable").contains("بناء السد")
            })
            .await;
        }
        let is_without_pictures =
            || fs::read_dir(folder.join("media")).is_err() || !holds(&folder.join("media"), "WEBP");
        eventually(|| async { is_without_pictures() }).await;
        stop.cancel();
        running.await.expect("it ends");
        assert_eq!(checked(&folder).wrong, Vec::<String>::new(), "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_withdrawn_while_nobody_told_goes_before_all_else() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("بناء السد").paragraph("نص-باقٍ")).await;
        let gone = layla.publishes(piece("خبر مسحوب").paragraph("نص-مسحوب")).await;
        let (keeper, folder) = opened(&room);
        keeper.make_all(2, |_| ()).await.expect("it is made");
        layla.withdraws(&gone.id, "خطأ").await.expects(200);
        assert!(
            page(&folder, &gone.href).is_some() && holds(&folder, "نص-مسحوب"),
            "the control: it was not told"
        );
        // The log holds no more what happened since, as after a long time or a newsroom that was brought back.
        let head = room.app.db.log().head().await.expect("the log can be read");
        keeper.rebuild(head).await.expect("it begins again");
        assert!(page(&folder, &gone.href).is_none(), "{:?}", room.dialect());
        assert!(!holds(&folder, "نص-مسحوب"), "feeds have its text no more, {:?}", room.dialect());
        assert!(page(&folder, &live.href).is_some() && keeper.kept(&live.href).is_some(), "all else stays");
        keeper.make_all(2, |_| ()).await.expect("it is made");
        assert!(holds(&folder, "نص-باقٍ") && checked(&folder).wrong.is_empty(), "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mirror_of_later_days_says_nothing_that_the_newsroom_does_not() {
    let rooms = newsrooms().await;
    let [later, earlier] = &rooms[..] else {
        println!("NOT RUN: a mirror of another newsroom's later days (there is one database only)");
        return;
    };
    let layla = later.editor("ليلى").await;
    for number in 0..3 {
        layla.publishes(piece(&format!("خبر {number}")).paragraph("نص-لا-يُعرف")).await;
    }
    let (keeper, folder) = opened(later);
    keeper.make_all(2, |_| ()).await.expect("it is made");
    assert!(holds(&folder, "نص-لا-يُعرف"), "the control");
    drop(keeper);
    let heads = (later.app.db.log().head().await, earlier.app.db.log().head().await);
    assert!(heads.0.expect("it can be read") > heads.1.expect("it can be read"), "its log is longer");
    let keeper = Keeper::open(&earlier.app, &folder, Key::of(&SEED)).expect("the mirror opens");
    keeper.make_all(2, |_| ()).await.expect("it is made");
    assert!(!holds(&folder, "نص-لا-يُعرف") && checked(&folder).wrong.is_empty());
}

/// The files of a picture, as the lists name them.
fn files_of(folder: &Path, picture: &str) -> Vec<PathBuf> {
    let lists = fs::read_dir(folder.join(".well-known/khabar-mirror")).expect("a folder can be listed");
    let lists = lists.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let text: String = lists.filter_map(|list| fs::read_to_string(list).ok()).collect();
    let tag = format!("picture:{picture}");
    let lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let lines = lines.filter(|line| line.len() == 5 && line[3].split(' ').any(|named| named == tag));
    lines.map(|line| folder.join(line[1])).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_goes_with_its_rights_and_when_nothing_shows_it() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let end = room.now() + HOUR;
        let until = text::dates::iso(end, "UTC");
        let ends = layla.uploads(NewPicture::new(1).with("rights_until", &until)).await;
        let stays = layla.uploads(NewPicture::new(2)).await;
        let first = layla.publishes(piece("بناء السد").paragraph("نص").with("picture", ends.clone())).await;
        let second = layla.publishes(piece("فتح الجسر").paragraph("نص").with("picture", stays.clone())).await;
        room.settles().await;
        let (keeper, folder) = opened(&room);
        keeper.make_all(2, |_| ()).await.expect("it is made");
        let (ending, staying) = (files_of(&folder, &ends), files_of(&folder, &stays));
        for files in [&ending, &staying] {
            assert!(!files.is_empty() && files.iter().all(|file| file.is_file()), "{files:?}");
        }

        let stop = CancellationToken::new();
        let running = tokio::spawn(keeper.clone().run(stop.clone()));
        room.the_clock_reaches(end).await;
        eventually(|| async { !ending.iter().any(|file| file.exists()) }).await;
        assert!(staying.iter().all(|file| file.is_file()), "the control: the other one is there");
        eventually(|| async {
            page(&folder, &first.href).is_some_and(|page| page.contains("بناء السد"))
        })
        .await;

        // What a colleague said of a picture reaches readers with the next publication of what shows it, and the mirror with it.
        let noor = room.colleague("نور", Role::Journalist).await;
        let said = [("caption", "شرح جاء مع التصحيح"), ("focal_x", "50"), ("focal_y", "50")];
        noor.at_desk().await.sends(&format!("/desk/library/{stays}"), &said).await.expects(303);
        let tells = |files: &[PathBuf]| {
            let told =
                |file: &PathBuf| fs::read(file).ok().and_then(|bytes| media::Metadata::read(&bytes).caption);
            files.iter().all(|file| told(file).as_deref() == Some("شرح جاء مع التصحيح"))
        };
        assert!(!tells(&staying), "the control: nobody published it");
        layla.corrects(&second.id, "التاريخ الصحيح أمس", json!({"on_top": true})).await.expects(201);
        eventually(|| async { tells(&staying) }).await;

        layla.revises(&second.id, 1, piece("فتح الجسر").paragraph("نص")).await.expects(201);
        layla.publishes_again(&second.id).await;
        eventually(|| async { !staying.iter().any(|file| file.exists()) }).await;
        stop.cancel();
        running.await.expect("it ends");
        assert!(page(&folder, &second.href).is_some_and(|page| page.contains("فتح الجسر")));
        assert_eq!(checked(&folder).wrong, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_keeper_left_is_not_served() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        room.settles().await;
        let (keeper, folder) = opened(&room);
        keeper.make_all(1, |_| ()).await.expect("it is made");
        assert!(Keeper::open(&room.app, &folder, Key::of(&SEED)).is_err(), "one keeps it at a time");
        drop(keeper);
        // It had written a page and not listed it, and the page was withdrawn before the next start.
        let left = folder.join("ar/politics/ZZZZZZZZZZZZ/x/index.html");
        fs::create_dir_all(left.parent().expect("a folder")).expect("made");
        fs::write(&left, "زال").expect("written");
        layla.withdraws(&live.id, "خطأ").await.expects(200);
        let (keeper, _) = opened(&room);
        assert!(!left.exists());
        keeper.make_all(1, |_| ()).await.expect("it is made");
        assert!(page(&folder, &live.href).is_none() && keeper.kept(&live.href).is_none());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_holds_something_else_is_left_as_it_is() {
    let room = newsrooms().await.into_iter().next().expect("a newsroom in a file");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let inner = folder.path().join("letters/private");
    fs::create_dir_all(&inner).expect("made");
    fs::write(inner.join("one.txt"), "لي").expect("written");
    for place in [folder.path(), &folder.path().join("letters")] {
        let Err(error) = Keeper::open(&room.app, place, Key::of(&SEED)) else {
            panic!("a mirror was begun there")
        };
        assert!(error.to_string().contains("choose an empty folder"), "{error}");
        assert!(inner.join("one.txt").exists() && !place.join(".well-known").exists());
    }
}
