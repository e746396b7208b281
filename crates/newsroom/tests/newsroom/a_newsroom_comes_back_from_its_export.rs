//! What is exported comes back into an empty newsroom: the same ids, addresses and words, and an export of it is the same, hash
//! for hash. What was changed on the way is refused with its place, and then nothing has come in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use axum::http::Method;
use newsroom::features::accounts::Role;
use newsroom::features::exports::actions::{ImportKhabarError, import_khabar};
use newsroom::features::exports::{Exported, MANIFEST, NOUNS, export};
use serde_json::json;

use crate::kit::store::{all_rows, difference, known_tables, rows_of};
use crate::kit::{
    DAY, HOUR, MINUTE, NewPicture, Newsroom, empty_newsrooms, film, newsrooms, piece, statement,
};

/// Words that stand where readers do not look: in drafts, notes, embargoed pieces and what colleagues are told.
const SECRETS: [&str; 4] = ["مسودة-سرية", "حظر-سري", "ملاحظة-سرية", "example.org"];

/// A newsroom with a history: what readers see, what they saw, and what they never do.
/// Returns the id of a piece that is pinned and may not be known of.
async fn with_a_history(room: &Newsroom) -> String {
    let layla = room.editor("ليلى").await;
    let chief = room.colleague("سلمى", Role::Admin).await;
    let shown = layla.uploads(NewPicture::new(1).with("caption", "صورة")).await;
    layla.uploads(NewPicture::new(2).with("caption", "مسودة-سرية")).await;
    let full = |headline: &str| {
        piece(headline)
            .lead("مقدمة")
            .paragraph("نص «فيه» أسطر\u{200f} وعلامات \\ \"")
            .by("سلمى الخوّاص")
            .about("المياه")
            .source("agency", "وكالة", "https://example.net/", "")
            .block(statement("سلمى حداد", "وزيرة", "قلت"))
    };
    let first = layla.publishes(full("الأول").with("picture", shown.clone())).await;
    room.the_clock_reaches(room.now() + MINUTE).await;
    layla.revises(&first.id, 1, full("الأول بعد التعديل").with("picture", shown)).await.expects(201);
    layla.publishes_again(&first.id).await;
    layla.revises(&first.id, 2, full("مسودة-سرية").about("مسودة-سرية").by("مسودة-سرية")).await.expects(201);
    let second = layla.publishes(full("الثاني").naming(&first.id)).await;
    layla.corrects(&second.id, "تصويب", json!({"on_top": true})).await.expects(201);
    let ours = layla.uploads_recording(film(7, 2_000)).await;
    layla.publishes(full("السدّ من الجو").of_kind("video").with("recording", json!({"ours": ours}))).await;
    layla.uploads_recording(film(8, 2_000)).await;
    let gone = layla.publishes(full("زال")).await;
    layla.withdraws(&gone.id, "خطأ").await.expects(200);
    let english = layla.publishes(full("English").in_section("en", "world").with("lang", "en")).await;
    let body = json!({"original": first.id});
    layla.asks(Method::PUT, &format!("/articles/{}/translation", english.id), Some(body)).await;
    layla.writes(full("مسودة-سرية")).await;
    let embargoed = layla.writes(full("حظر-سري").embargoed_until(room.now() + DAY)).await;
    let later = layla.writes(full("مسودة-سرية لاحقًا")).await;
    layla.schedules(&later, room.now() + DAY).await;
    let desk = layla.at_desk().await;
    let note = json!({"body": "ملاحظة-سرية"}).to_string().into_bytes();
    desk.sends_bytes("POST", &format!("/desk/articles/{}/notes", first.id), note).await.expects(201);

    let story = layla.opens_story("ar", "ملف المياه").await;
    layla.places(&story, &first.id).await.expects(200);
    layla.places(&story, &second.id).await.expects(200);
    layla.pins(&story, &second.id).await.expects(200);
    let small = layla.opens_story("ar", "ملف صغير").await;
    layla.places(&small, &second.id).await.expects(200);
    layla
        .asks(Method::POST, &format!("/stories/{small}/merger"), Some(json!({"into": story})))
        .await
        .expects(200);
    let old = json!({"path": "/old/1", "article": first.id});
    layla.asks(Method::POST, "/redirects", Some(old)).await.expects(201);
    let alert =
        json!({"edition": "ar", "words": "عاجل", "ends_at": text::dates::iso(room.now() + HOUR, "UTC")});
    layla.asks(Method::POST, "/alerts", Some(alert)).await.expects(201);
    let pins = json!({"expected": 0, "pins": [{"slot": "lead", "article": second.id}, {"slot": "lead", "article": embargoed}]});
    layla.asks(Method::PUT, "/fronts/ar", Some(pins)).await.expects(200);
    let about = json!({"expected": 0, "title": "من نحن", "body_html": "<p>غرفة أخبار.</p>"});
    chief.asks(Method::PUT, "/pages/ar/about", Some(about)).await.expects(200);
    chief.asks(Method::POST, "/pages/ar/about/publication", None).await.expects(200);
    let menu = json!({"links": [{"name": "من نحن", "href": "/ar/about/"}]});
    chief.asks(Method::PUT, "/menus/ar", Some(menu)).await.expects(200);
    room.settles().await;
    embargoed.to_string()
}

async fn exported(room: &Newsroom, name: &str, private: bool) -> (PathBuf, Exported) {
    let to = room.folder().join(name);
    let exported = export(&room.app, &to, private, |_| ()).await.expect("it is exported");
    (to, exported)
}

async fn brought(room: &Newsroom, from: &Path) -> Result<(), ImportKhabarError> {
    import_khabar(&room.app, from, |_| ()).await.map(drop)
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder can be listed") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is below").to_owned();
                found.insert(name, fs::read(&path).expect("a file can be read"));
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_comes_back_and_is_exported_the_same() {
    for private in [false, true] {
        let (befores, afters) = (newsrooms().await, empty_newsrooms().await);
        for (before, after) in befores.into_iter().zip(afters) {
            with_a_history(&before).await;
            let (from, first) = exported(&before, "first", private).await;
            let (_, again) = exported(&before, "again", private).await;
            assert_eq!(first, again, "the same newsroom gives the same bytes");
            after.the_clock_reaches_while_stopped(before.now());
            brought(&after, &from).await.expect("it comes back");
            let (back, second) = exported(&after, "second", private).await;
            assert!(first == second, "{:?}: {}", before.dialect(), differing(&files(&from), &files(&back)));

            // Readers see the same, at the same addresses.
            let published = |table: &str| {
                table.starts_with("published_") && !["published_related", "published_card"].contains(&table)
            };
            let (there, here) =
                (rows_of(&before.app.db, published).await, rows_of(&after.app.db, published).await);
            assert!(
                there == here,
                "{:?}, private {private}:\n{}",
                before.dialect(),
                difference(&there, &here)
            );
            after.settles().await;
            after.reader().sees("/ar/", "الأول بعد التعديل").await;
            after.reader().meets("/old/1", 301).await;
            after.reader().sees("/ar/search/?q=%D8%A7%D9%84%D8%AB%D8%A7%D9%86%D9%8A", "الثاني").await;
            let page = after.reader().opens("/ar/").await.body();
            let picture = page
                .split("/media/")
                .nth(1)
                .and_then(|rest| rest.split(['"', ' ']).next())
                .expect("a picture");
            after.reader().meets(&format!("/media/{picture}"), 200).await;

            // It can be worked with.
            let noor = after.editor("نور").await;
            noor.publishes(piece("خبر جديد").paragraph("نص")).await;
            assert!(matches!(brought(&after, &from).await, Err(ImportKhabarError::NotEmpty { .. })));
        }
    }
}

/// Which files differ, and their first lines that do.
fn differing(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) -> String {
    let mut out = String::new();
    for path in one.keys().chain(other.keys()) {
        let text = |files: &BTreeMap<PathBuf, Vec<u8>>| {
            files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
        };
        let (one, other) = (text(one), text(other));
        if one != other && !path.ends_with(MANIFEST) {
            let lines = one.lines().zip(other.lines().chain(std::iter::repeat("")));
            let first = lines.into_iter().find(|(one, other)| one != other);
            out.push_str(&format!("{}: {first:?}\n", path.display()));
        }
    }
    out
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_readers_never_see_is_in_no_public_export() {
    for room in newsrooms().await {
        let embargoed = with_a_history(&room).await;
        let (public, _) = exported(&room, "public", false).await;
        let (private, _) = exported(&room, "private", true).await;
        let holds = |folder: &Path, words: &str| {
            files(folder).into_values().any(|bytes| String::from_utf8_lossy(&bytes).contains(words))
        };
        for secret in SECRETS {
            assert!(!holds(&public, secret), "{:?}: {secret}", room.dialect());
            assert!(holds(&private, secret), "{:?}: the control: {secret}", room.dialect());
        }
        assert!(!holds(&public, &embargoed) && holds(&private, &embargoed), "{:?}", room.dialect());
        // What was said before, and what was withdrawn: that it was, and why, and no word of it.
        let lines = |noun: &str| {
            fs::read_to_string(public.join(format!("records/{noun}-0001.jsonl"))).expect("it is there")
        };
        assert!(lines("revisions").contains("الأول بعد التعديل") && lines("articles").contains("خطأ"));
        assert!(!lines("revisions").contains("زال"));
        // Nothing opens a door.
        let secrets = rows_of(&room.app.db, |table| table == "token").await;
        let hash = secrets["token"][0].split(" ¦ ").nth(3).expect("a hash").to_owned();
        assert!(!holds(&private, &hash));
    }
}

/// What is done to an export, in words and in deed, and what is said to it.
type Damage<'a> = (&'a str, Box<dyn Fn(&Path) + 'a>, &'a str);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_changed_on_the_way_is_refused_with_its_place() {
    let (befores, afters) = (newsrooms().await, empty_newsrooms().await);
    for (before, after) in befores.into_iter().zip(afters) {
        with_a_history(&before).await;
        let (from, _) = exported(&before, "export", true).await;
        let untouched = all_rows(&after.app.db).await;
        let original =
            files(&from).into_keys().find(|path| path.starts_with("originals")).expect("a picture");
        let articles = Path::new("records/articles-0001.jsonl");
        let change = |path: &'static str, from: &'static str, to: &'static str| {
            Box::new(move |root: &Path| {
                let text = fs::read_to_string(root.join(path)).expect("it can be read");
                assert!(text.contains(from), "{path} holds no {from}");
                fs::write(root.join(path), text.replacen(from, to, 1)).expect("it can be written");
            })
        };
        let damages: Vec<Damage<'_>> = vec![
            (
                "a missing file",
                Box::new(|root| fs::remove_file(root.join(articles)).expect("removed")),
                "articles-0001",
            ),
            (
                "a missing list",
                Box::new(|root| fs::remove_file(root.join(MANIFEST)).expect("removed")),
                MANIFEST,
            ),
            (
                "a changed word",
                change("records/articles-0001.jsonl", "\"news\"", "\"gews\""),
                "its hash is another",
            ),
            (
                "a longer file",
                change("records/articles-0001.jsonl", "\"news\"", "\"newss\""),
                "another length",
            ),
            ("a newer format", change(MANIFEST, "export 1", "export 2"), "version 2"),
            ("a way out", change(MANIFEST, "records/", "../../etc/"), "a path of this format"),
            ("a changed list", change(MANIFEST, "private", "public"), "hash of the whole"),
            (
                "a link",
                Box::new(|root| {
                    fs::rename(root.join(articles), root.join("elsewhere")).expect("moved");
                    std::os::unix::fs::symlink(root.join("elsewhere"), root.join(articles)).expect("linked");
                }),
                "no plain file",
            ),
            (
                "a picture of ten gigabytes",
                Box::new(|root| {
                    let file = fs::File::options().write(true).open(root.join(&original)).expect("it opens");
                    file.set_len(10 << 30).expect("a hole takes no room");
                }),
                "another length",
            ),
            (
                "a list of ten gigabytes",
                Box::new(|root| {
                    let file = fs::File::options().write(true).open(root.join(MANIFEST)).expect("it opens");
                    file.set_len(10 << 30).expect("a hole takes no room");
                }),
                "at most",
            ),
        ];
        for (what, damage, said) in damages {
            let copy = before.folder().join("copy");
            for (path, bytes) in files(&from) {
                fs::create_dir_all(copy.join(&path).parent().expect("a folder")).expect("made");
                fs::write(copy.join(path), bytes).expect("written");
            }
            damage(&copy);
            let refused = brought(&after, &copy).await.expect_err(what).to_string();
            assert!(refused.contains(said), "{what}: {refused}");
            fs::remove_dir_all(&copy).expect("removed");
        }
        let now = all_rows(&after.app.db).await;
        assert!(untouched == now, "{:?}: {}", after.dialect(), difference(&untouched, &now));
    }
}

/// A line that is sound by itself, and refers to nothing: the list is made anew by whoever changed it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_refers_to_nothing_brings_nothing_in() {
    let (befores, afters) = (newsrooms().await, empty_newsrooms().await);
    for (before, after) in befores.into_iter().zip(afters) {
        with_a_history(&before).await;
        let (from, _) = exported(&before, "export", true).await;
        let untouched = all_rows(&after.app.db).await;
        let copy = before.folder().join("forged");
        fs::rename(&from, &copy).expect("moved");
        let path = copy.join("records/corrections-0001.jsonl");
        let line = fs::read_to_string(&path).expect("read");
        let article =
            line.split("\"article\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
        fs::write(&path, line.replace(article, "ZZZZZZZZZZZZ")).expect("written");
        list_anew(&copy);
        let refused = brought(&after, &copy).await.expect_err("it refers to nothing").to_string();
        assert!(refused.contains("corrections-0001.jsonl, line 1"), "{refused}");
        let now = all_rows(&after.app.db).await;
        assert!(untouched == now, "{:?}: {}", after.dialect(), difference(&untouched, &now));
    }
}

/// Writes the list of an export's files as they are now.
fn list_anew(folder: &Path) {
    use sha2::{Digest, Sha256};
    let hash = |bytes: &[u8]| data_encoding::HEXLOWER.encode(&Sha256::digest(bytes));
    let mut text = "khabar export 1 private\n".to_owned();
    for (path, bytes) in files(folder).into_iter().filter(|(path, _)| !path.ends_with(MANIFEST)) {
        text.push_str(&format!("{} {:>12} {}\n", hash(&bytes), bytes.len(), path.display()));
    }
    let whole = hash(text.as_bytes());
    fs::write(folder.join(MANIFEST), format!("{text}{whole} whole\n")).expect("written");
}

/// Tables that no export holds, and why.
const LEFT_OUT: [(&str, &[&str]); 6] = [
    (
        "the program's own machinery",
        &["schema_migration", "event_head", "event_log", "consumer_cursor", "job", "instance", "restored"],
    ),
    (
        "what opens a door, and who stood before it",
        &[
            "token",
            "signin_link",
            "desk_session",
            "recovery_code",
            "known_device",
            "sign_in_try",
            "passkey",
            "passkey_challenge",
            "provider_visit",
            "provider_identity",
            "preview_link",
        ],
    ),
    (
        "what was done in the other newsroom, sealed there",
        &["trail", "receipt", "reader_change", "brake_release"],
    ),
    ("what is made of the rest", &["live_naming", "revision_names", "revision_source", "card"]),
    ("who is at the desk just now", &["presence"]),
    ("what is still on its way in", &["upload"]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_and_field_is_exported_or_said_to_be_left_out() {
    // Fields of an exported table that stay.
    let left = ["account.password", "account.factor", "account.factor_step", "media.folded"];
    for (table, columns) in known_tables() {
        let is_left_out = LEFT_OUT.iter().any(|(_, tables)| tables.contains(&table.as_str()));
        let is_derived = table.starts_with("published_");
        let read = |noun: &&&newsroom::features::exports::Noun| {
            noun.all.text.contains(&format!(" from {table} where "))
        };
        let nouns: Vec<_> = NOUNS.iter().filter(read).collect();
        assert_eq!(nouns.is_empty(), is_left_out || is_derived, "{table}");
        for column in columns.iter().filter(|_| !nouns.is_empty()) {
            let is_said = left.contains(&format!("{table}.{column}").as_str());
            let is_there = nouns.iter().any(|noun| noun.fields.iter().any(|field| field.name == column));
            assert!(is_there != is_said, "{table}.{column}");
        }
    }
}
