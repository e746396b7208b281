//! A file that comes in pieces: whose it is, how much there may be of it, how long it waits, and what a server that was killed
//! still has of it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use newsroom::features::uploads::actions::forget_uploads;

use store::{StoreError, params, sql};

use crate::kit::store::all_rows;
use crate::kit::{AtDesk, Colleague, HOUR, film, newsrooms, newsrooms_with, png};

sql! {
    UNMADE = "tests.unmade": "update upload set made = '' where id = $1";
}

fn files(colleague: &Colleague<'_>) -> usize {
    colleague.room.app.uploads.names().expect("the folder is read").len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_killed_goes_on_where_the_disk_ends() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let bytes = film(3, 50_000);
        let upload = layla.begins_upload("recording", "a.mp4", bytes.len()).await.expects(201);
        let upload = upload.header("location").to_owned();
        layla.sends_piece(&upload, 0, bytes[..20_000].to_vec()).await.expects(204);
        // It is killed after more came, and before it noted so.
        let id = upload.rsplit('/').next().expect("an id");
        let mut piece = room.app.uploads.go_on(id, 20_000).expect("where it stands");
        piece.write(&bytes[20_000..30_000]).expect("there is room");
        drop(piece);
        room.stops();
        let after = room.beside().await;
        let layla = Colleague { room: &after, token: layla.token.clone(), account: layla.account.clone() };
        assert_eq!(layla.upload_stands_at(&upload).await, 30_000);
        layla.sends_piece(&upload, 30_000, bytes[30_000..].to_vec()).await.expects(204);
        assert_eq!(files(&layla), 0, "what was taken lies among the originals");
        let told = layla.tus("GET", &upload, &[], "").await.expects(200).json();
        assert_eq!(told["recording"]["bytes"], bytes.len());
        // Whoever did not hear the answer asks again, and nothing is made twice.
        assert_eq!(layla.upload_stands_at(&upload).await, bytes.len());
        layla.sends_piece(&upload, bytes.len(), "").await.expects(204);
        let again = layla.tus("GET", &upload, &[], "").await.expects(200).json();
        assert_eq!(told["recording"]["id"], again["recording"]["id"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_came_whole_is_made_by_whoever_asks_next() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let bytes = film(3, 5_000);
        let upload = layla.begins_upload("recording", "a.mp4", bytes.len()).await.expects(201);
        let upload = upload.header("location").to_owned();
        // All of it is on the disk, and the program was killed before it made anything of it.
        let id = upload.rsplit('/').next().expect("an id");
        room.app.uploads.go_on(id, 0).and_then(|mut piece| Ok(piece.write(&bytes)?)).expect("there is room");
        assert!(layla.tus("GET", &upload, &[], "").await.expects(200).json()["recording"].is_null());
        // Clients ask where it stands, and take the whole length for the end.
        assert_eq!(layla.upload_stands_at(&upload).await, bytes.len());
        assert!(layla.tus("GET", &upload, &[], "").await.expects(200).json()["recording"]["id"].is_string());
        layla.sends_piece(&upload, bytes.len(), "").await.expects(204);
        assert!(layla.tus("GET", &upload, &[], "").await.expects(200).json()["recording"]["id"].is_string());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_in_pieces_comes_to_the_library_as_one_in_one_piece() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let bytes = png(64, 48, 9);
        let upload = layla.begins_upload("picture", "a.png", bytes.len()).await.expects(201);
        let upload = upload.header("location").to_owned();
        let half = bytes.len() / 2;
        layla.sends_piece(&upload, 0, bytes[..half].to_vec()).await.expects(204);
        layla.sends_piece(&upload, half, bytes[half..].to_vec()).await.expects(204);
        let told = layla.tus("GET", &upload, &[], "").await.expects(200).json();
        assert_eq!((&told["picture"]["width"], &told["picture"]["mime"]), (&64.into(), &"image/png".into()));

        // As if the program had been killed between the library's row and the upload's: the picture is found, and not made twice.
        let id = upload.rsplit('/').next().expect("an id").to_owned();
        room.app.uploads.begin(&id).expect("its file is there again");
        room.app.uploads.go_on(&id, 0).and_then(|mut piece| Ok(piece.write(&bytes)?)).expect("there is room");
        let forgotten: Result<u64, StoreError> =
            room.app.db.write(|tx| Box::pin(async move { tx.execute(&UNMADE, params![id]).await })).await;
        assert_eq!(forgotten, Ok(1));
        assert_eq!(layla.upload_stands_at(&upload).await, bytes.len());
        let again = layla.tus("GET", &upload, &[], "").await.expects(200).json();
        assert_eq!(told["picture"]["id"], again["picture"]["id"], "{:?}", room.dialect());

        let upload =
            layla.begins_upload("picture", "a.png", 9).await.expects(201).header("location").to_owned();
        let refused = layla.sends_piece(&upload, 0, "no image.").await.expects(422).json();
        assert_eq!(refused["code"], "no_picture");
        layla.tus("HEAD", &upload, &[], "").await.expects(404);
        assert_eq!(files(&layla), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_recording_is_refused_and_gone() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        for (bytes, code) in [
            (b"<!doctype html><script>alert(1)</script>".to_vec(), "unknown"),
            (film(1, 0), "nothing"),
            (film(1, 100)[..120].to_vec(), "damaged"),
        ] {
            let upload = layla.begins_upload("recording", "film.mp4", bytes.len()).await.expects(201);
            let upload = upload.header("location").to_owned();
            let refused = layla.sends_piece(&upload, 0, bytes).await.expects(422).json();
            assert_eq!(refused["code"], code);
            layla.tus("HEAD", &upload, &[], "").await.expects(404);
        }
        assert_eq!(files(&layla), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_is_its_owners_alone() {
    for room in newsrooms().await {
        let (layla, sami) = (room.editor("ليلى").await, room.editor("سامي").await);
        let upload =
            layla.begins_upload("recording", "a.mp4", 100).await.expects(201).header("location").to_owned();
        let before = all_rows(&room.app.db).await;
        for method in ["HEAD", "GET", "DELETE"] {
            sami.tus(method, &upload, &[], "").await.expects(404);
        }
        sami.sends_piece(&upload, 0, "mine").await.expects(404);
        assert!(before == all_rows(&room.app.db).await, "a stranger changed something");
        let reader = Request::patch(&upload).header("tus-resumable", "1.0.0").body(Body::from("x"));
        room.ask(reader.expect("well formed")).await.expects(401);
        layla.tus("DELETE", &upload, &[], "").await.expects(204);
        layla.tus("HEAD", &upload, &[], "").await.expects(404);
        assert_eq!(files(&layla), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_protocol_is_kept() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let options = layla.tus("OPTIONS", "/uploads", &[], "").await.expects(204);
        assert_eq!((options.header("tus-version"), options.header("tus-resumable")), ("1.0.0", "1.0.0"));
        assert_eq!(options.header("tus-extension"), "creation,expiration,termination");
        assert_eq!(options.header("tus-max-size"), "2147483648");
        let begun = layla.begins_upload("recording", "a.mp4", 100).await.expects(201);
        assert!(begun.header("upload-expires").ends_with(" GMT"), "{}", begun.header("upload-expires"));
        let upload = begun.header("location").to_owned();
        let head = layla.tus("HEAD", &upload, &[], "").await.expects(200);
        assert_eq!((head.header("upload-length"), head.header("cache-control")), ("100", "no-store"));
        layla.tus("HEAD", &upload, &[("tus-resumable", "0.2")], "").await.expects(412);
        layla.tus("PATCH", &upload, &[("upload-offset", "0")], "x").await.expects(415);
        let bytes = ("content-type", "application/offset+octet-stream");
        layla.tus("PATCH", &upload, &[bytes], "x").await.expects(400);
        layla.sends_piece(&upload, 5, "x").await.expects(409);
        layla.sends_piece(&upload, 0, vec![0; 101]).await.expects(413);
        layla.tus("POST", "/uploads", &[("upload-length", "7")], "").await.expects(400);
        layla.tus("POST", "/uploads", &[("upload-length", "-7")], "").await.expects(400);
        layla.begins_upload("recording", "a.mp4", 0).await.expects(422);
        layla.begins_upload("script", "a.js", 10).await.expects(400);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_more_is_begun_than_there_is_room_for() {
    let small = |own: &mut newsroom::config::NewsroomConfig| {
        own.uploads.recording_megabytes = 2;
        own.uploads.at_once = 2;
        own.uploads.person_megabytes = 3;
        own.uploads.all_megabytes = 4;
    };
    for room in newsrooms_with(&small).await {
        let (layla, sami) = (room.editor("ليلى").await, room.editor("سامي").await);
        layla.begins_upload("recording", "a.mp4", (2 << 20) + 1).await.expects(413);
        layla.begins_upload("picture", "a.png", 51 << 20).await.expects(413);
        let first = layla.begins_upload("recording", "a.mp4", 2 << 20).await.expects(201);
        layla.begins_upload("recording", "b.mp4", 2 << 20).await.expects(429);
        layla.begins_upload("recording", "c.mp4", 100).await.expects(201);
        layla.begins_upload("recording", "d.mp4", 100).await.expects(429);
        sami.begins_upload("recording", "e.mp4", 2 << 20).await.expects(507);
        assert_eq!(files(&layla), 2, "what was refused left no file");
        layla.tus("DELETE", first.header("location"), &[], "").await.expects(204);
        sami.begins_upload("recording", "e.mp4", 2 << 20).await.expects(201);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_disk_is_not_filled_to_its_end() {
    // More than any disk has.
    let all_of_it = |own: &mut newsroom::config::NewsroomConfig| own.uploads.left_megabytes = u32::MAX;
    for room in newsrooms_with(&all_of_it).await {
        let layla = room.editor("ليلى").await;
        layla.begins_upload("recording", "a.mp4", 100).await.expects(507);
        assert_eq!(files(&layla), 0, "what was refused left no file");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_begin_at_once_are_counted_one_after_the_other() {
    let two = |own: &mut newsroom::config::NewsroomConfig| own.uploads.at_once = 2;
    for room in newsrooms_with(&two).await {
        let layla = room.editor("ليلى").await;
        let begun = (0..12).map(|_| layla.begins_upload("recording", "a.mp4", 100));
        let answers = futures_util::future::join_all(begun).await;
        let taken = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
        assert_eq!((taken, files(&layla)), (2, 2));
    }
}

/// The disk has to hold what everybody brings, whoever they are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_several_people_begin_at_once_is_counted_together() {
    let one_megabyte = |own: &mut newsroom::config::NewsroomConfig| own.uploads.all_megabytes = 1;
    for room in newsrooms_with(&one_megabyte).await {
        let people = [room.editor("ليلى").await, room.editor("سامي").await, room.editor("هدى").await];
        let begun =
            people.iter().cycle().take(12).map(|one| one.begins_upload("recording", "a.mp4", 400_000));
        let answers = futures_util::future::join_all(begun).await;
        let taken = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
        let full = answers.iter().filter(|answer| answer.status == StatusCode::INSUFFICIENT_STORAGE).count();
        assert_eq!((taken, full, files(&people[0])), (2, 10, 2));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_nobody_goes_on_with_is_swept() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let upload =
            layla.begins_upload("recording", "a.mp4", 100).await.expects(201).header("location").to_owned();
        room.the_clock_reaches(room.now() + 40 * HOUR).await;
        layla.sends_piece(&upload, 0, "ten bytes.").await.expects(204);
        // Whoever goes on with it has as long again.
        room.the_clock_reaches(room.now() + 40 * HOUR).await;
        assert_eq!(layla.upload_stands_at(&upload).await, 10);
        room.the_clock_reaches_while_stopped(room.now() + 10 * HOUR);
        layla.tus("HEAD", &upload, &[], "").await.expects(410);
        layla.sends_piece(&upload, 10, "more").await.expects(410);
        forget_uploads(&room.app).await.expect("they are swept");
        layla.tus("HEAD", &upload, &[], "").await.expects(404);
        assert_eq!(files(&layla), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_broke_off_is_listed_for_its_owner_until_it_is_over() {
    for room in newsrooms().await {
        let (layla, sami) = (room.editor("ليلى").await, room.editor("سامي").await);
        let (desk, other) = (layla.at_desk().await, sami.at_desk().await);
        let listed = async |desk: &AtDesk<'_>| {
            let told = desk.opens("/desk/uploads").await.expects(200).json();
            told["uploads"].as_array().expect("a list").clone()
        };
        assert!(listed(&desk).await.is_empty());
        let begins = async |purpose: &str, name: &str, length: usize| {
            let begun = layla.begins_upload(purpose, name, length).await.expects(201);
            begun.header("location").to_owned()
        };
        let picture = begins("picture", "سوق  الجمعة.png", 100).await;
        layla.sends_piece(&picture, 0, vec![0; 40]).await.expects(204);
        room.the_clock_reaches(room.now() + HOUR).await;
        let film = begins("recording", "a.mp4", 1_000).await;
        let id = |upload: &str| upload.rsplit('/').next().expect("an id").to_owned();
        let own = listed(&desk).await;
        assert_eq!(own.len(), 2, "{:?}", room.dialect());
        let wanted = serde_json::json!({
            "id": id(&picture), "purpose": "picture", "name": "سوق الجمعة.png", "length": 100, "offset": 40,
            "ends_at": room.now() + 47 * HOUR,
        });
        assert_eq!(own[0], wanted);
        assert_eq!((&own[1]["id"], &own[1]["offset"]), (&id(&film).into(), &0.into()));
        // Another's are told to nobody, and the library offers its owner to go on.
        assert!(listed(&other).await.is_empty());
        let library = desk.opens("/desk/library").await.expects(200);
        assert!(library.says("Uploads that broke off") && library.says("40%"), "{}", library.words());
        assert!(library.body().contains(&format!("data-upload=\"/desk/uploads/{}\"", id(&picture))));
        assert!(!other.opens("/desk/library").await.expects(200).says("Uploads that broke off"));

        // What is given up, made or over is listed no more.
        layla.tus("DELETE", &film, &[], "").await.expects(204);
        let bytes = png(64, 48, 9);
        let made = begins("picture", "b.png", bytes.len()).await;
        layla.sends_piece(&made, 0, bytes).await.expects(204);
        let own = listed(&desk).await;
        assert_eq!((own.len(), &own[0]["id"]), (1, &id(&picture).into()));
        room.the_clock_reaches_while_stopped(room.now() + 48 * HOUR);
        assert!(listed(&layla.at_desk().await).await.is_empty());
    }
}
