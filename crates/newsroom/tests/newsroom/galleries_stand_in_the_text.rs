//! Pictures that stand together in a text: readers see each with its words, and whatever holds of a picture holds of those
//! in a gallery.

use content::tree::{Gallery, IdAttrs, Picture, PictureAttrs};
use serde_json::json;

use crate::kit::store::rows_of;
use crate::kit::{Colleague, HOUR, NewPicture, newsrooms, piece};

/// Uploads pictures of these credits.
async fn of(layla: &Colleague<'_>, credits: &[&str]) -> Vec<String> {
    let mut pictures = Vec::new();
    for (number, credit) in credits.iter().enumerate() {
        let picture = NewPicture::new(60 + number as u8).with("credit", credit);
        pictures.push(layla.uploads(picture.with("caption", &format!("شرح {credit}"))).await);
    }
    pictures
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_see_every_picture_of_a_gallery_with_its_words() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let pictures = of(&layla, &["كريم", "هند", "وكالة"]).await;
        let ids: Vec<&str> = pictures.iter().map(String::as_str).collect();
        let live = layla.publishes(piece("جولة في السوق").paragraph("نص").gallery_in_text(&ids)).await;
        let page = room.reader().meets(&live.href, 200).await;
        let body = page.body();
        let list = body.split("<ul class=\"set\"").nth(1).and_then(|rest| rest.split("</ul>").next());
        let list = list.unwrap_or_else(|| panic!("{:?}: there is no gallery: {body}", room.dialect()));
        assert_eq!(list.matches("<li><figure").count(), 3);
        for credit in ["كريم", "هند", "وكالة"] {
            assert!(page.says(&format!("شرح {credit} {credit}")), "{credit}: {}", page.words());
        }
        // Without pictures each is a link, with the same words.
        let lite = room.reader().meets(&format!("/ar/lite/{}", live.id), 200).await;
        assert!(!lite.body().contains("<img") && lite.says("شرح كريم") && lite.says("شرح وكالة"));
        // What is searched is what is said under them, as under any picture.
        let own =
            PictureAttrs {
                media: ids[0].to_owned(), caption: "زمرّدة".to_owned(), ..PictureAttrs::default()
            };
        let second = Picture { attrs: PictureAttrs { media: ids[1].to_owned(), ..PictureAttrs::default() } };
        let gallery = Gallery { attrs: IdAttrs::default(), content: vec![Picture { attrs: own }, second] };
        let found = layla.publishes(piece("خبر آخر").block(gallery)).await;
        layla.finished_receipt(&found.id).await;
        room.reader().finds("زمرّدة", &[&found.id]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_of_a_gallery_leaves_when_its_rights_end_and_the_others_stay() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (now, until) = (room.now(), room.now() + HOUR);
        let ends = NewPicture::new(70).with("caption", "تنتهي حقوقها");
        let ends = layla.uploads(ends.with("rights_until", &text::dates::iso(until, "UTC"))).await;
        let begins = NewPicture::new(71).with("caption", "تبدأ حقوقها");
        let begins = layla.uploads(begins.with("rights_from", &text::dates::iso(until, "UTC"))).await;
        let stays = layla.uploads(NewPicture::new(72).with("caption", "تبقى")).await;
        let live =
            layla.publishes(piece("خبر").paragraph("نص").gallery_in_text(&[&ends, &begins, &stays])).await;
        layla.finished_receipt(&live.id).await;
        let names = rows_of(&room.app.db, |table| table == "media").await;
        let file = |picture: &str| {
            let row = names["media"].iter().find(|row| row.starts_with(picture)).expect("it is there");
            format!("/media/{}-64.webp", row.split(" ¦ ").nth(15).expect("it has a name"))
        };
        for (at, seen) in [(now, [true, false, true]), (until, [false, true, true])] {
            room.the_clock_reaches(at).await;
            for ((picture, caption), seen) in
                [(&ends, "تنتهي حقوقها"), (&begins, "تبدأ حقوقها"), (&stays, "تبقى")].into_iter().zip(seen)
            {
                match seen {
                    true => room.reader().sees(&live.href, caption).await,
                    false => room.reader().misses(&live.href, caption).await,
                }
                room.reader().meets(&file(picture), if seen { 200 } else { 404 }).await;
            }
        }
        // A piece that was set for a time at which one may not be shown is refused.
        let later = layla.writes(piece("خبر الغد").gallery_in_text(&[&begins, &stays, &ends])).await;
        layla.schedules(&later, until + HOUR).await.expects(409);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_knows_the_pictures_of_a_gallery() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let (bare, other) =
            (layla.uploads(NewPicture::new(80)).await, layla.uploads(NewPicture::new(81)).await);
        let id = layla.writes(piece("خبر بألبوم").paragraph("نص").gallery_in_text(&[&bare, &other])).await;
        // Where it is shown.
        let page = layla.at_desk().await.opens(&format!("/desk/library/{bare}")).await.expects(200);
        assert!(page.says("خبر بألبوم"), "{:?}", room.dialect());
        // What it lacks, and what it has once the piece says it.
        let unmet = async |id| {
            let path = format!("/articles/{id}/workflow");
            let found = layla.asks(axum::http::Method::GET, &path, None).await.expects(200).json();
            let rules = found["checklist"].as_array().expect("a list").iter();
            let unmet = rules.filter(|one| one["met"] == json!(false)).map(|one| one["rule"].clone());
            unmet.collect::<Vec<_>>()
        };
        let lacks = unmet(&id).await;
        assert!(
            lacks.contains(&json!("picture_credit")) && lacks.contains(&json!("picture_alt")),
            "{lacks:?}"
        );
        let said = |media: &String| Picture {
            attrs: PictureAttrs {
                media: media.clone(),
                alt: "السوق".to_owned(),
                credit: "خبر".to_owned(),
                ..PictureAttrs::default()
            },
        };
        let gallery = Gallery { attrs: IdAttrs::default(), content: vec![said(&bare), said(&other)] };
        layla.revises(&id, 1, piece("خبر بألبوم").paragraph("نص").block(gallery)).await.expects(201);
        let lacks = unmet(&id).await;
        assert!(
            !lacks.contains(&json!("picture_credit")) && !lacks.contains(&json!("picture_alt")),
            "{lacks:?}"
        );
        // A picture that the library does not have, and one picture alone, are refused with their place.
        let unknown = piece("خبر").gallery_in_text(&[&bare, "01nosuchpicture0000000000x"]);
        layla.begins(unknown).await.expects(422);
        let alone = layla.begins(piece("خبر").gallery_in_text(&[&bare])).await.expects(422).json();
        assert!(alone.to_string().contains("at least 2"), "{alone}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_that_is_a_gallery_shows_those_of_its_text_one_by_one() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let pictures = of(&layla, &["كريم", "هند", "وكالة"]).await;
        let piece = piece("ألبوم").of_kind("gallery").with("picture", pictures[0].clone());
        let live = layla.publishes(piece.gallery_in_text(&[&pictures[1], &pictures[2]])).await;
        let page = room.reader().meets(&live.href, 200).await;
        assert!(!page.body().contains("class=\"set\""), "{:?}", room.dialect());
        assert!(page.says("1 من 3") && page.says("3 من 3"), "{}", page.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_in_a_gallery_is_told_and_can_be_put_back() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let pictures = of(&layla, &["كريم", "هند"]).await;
        let id =
            layla.writes(piece("خبر").paragraph("نص").gallery_in_text(&[&pictures[0], &pictures[1]])).await;
        let stood = layla.reads(&id).await["content"]["body"].clone();
        let mut changed = stood.clone();
        changed["content"][1]["content"][0]["attrs"]["caption"] = json!("بوابة السوق");
        let new = json!({"expected": 1, "content": {"headline": "خبر", "body": changed}});
        layla.posts(&id, "revisions", new).await.expects(201);

        let path = format!("/articles/{id}/comparison?from=1&to=2");
        let told = layla.asks(axum::http::Method::GET, &path, None).await.expects(200).json();
        let block = &told["blocks"][1];
        assert_eq!((&block["what"], &block["name"]), (&json!("changed"), &json!("gallery")), "{told}");
        let desk = layla.at_desk().await;
        let page = desk.opens(&format!("/desk/articles/{id}/revisions?from=1&to=2")).await.expects(200);
        assert!(page.says("Gallery") && page.says("بوابة السوق"), "{}", page.words());

        let gallery = stood["content"][1]["attrs"]["id"].as_str().expect("it has an id");
        let fields = [("expected", "2"), ("from", "1"), ("block", gallery)];
        desk.sends(&format!("/desk/articles/{id}/restoration"), &fields).await.expects(303);
        assert_eq!(layla.reads(&id).await["content"]["body"], stood, "{:?}", room.dialect());
    }
}
