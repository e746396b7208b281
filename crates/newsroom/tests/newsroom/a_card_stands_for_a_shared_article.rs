//! Where an article's address is shared, a picture with its headline stands for it: drawn once it is published, gone with it.

use newsroom::features::accounts::Actor;
use newsroom::features::editions::actions::save_edition;
use newsroom::features::editions::editions;
use serde_json::json;

use crate::kit::store::rows_of;
use crate::kit::{Answer, HOUR, Newsroom, eventually, newsrooms, piece};

/// What the page says in this Open Graph property.
fn property(page: &Answer, name: &str) -> Option<String> {
    let body = page.body();
    let meta = body.split(&format!("<meta property=\"{name}\" content=\"")).nth(1)?.split('"').next()?;
    Some(meta.replace("&#x2f;", "/"))
}

/// The address of the card that the page names.
fn card_of(room: &Newsroom, page: &Answer) -> Option<String> {
    let image = property(page, "og:image")?;
    image
        .strip_prefix(&room.app.absolute(""))?
        .starts_with("/media/")
        .then(|| image[room.app.absolute("").len()..].to_owned())
}

async fn cards_kept(room: &Newsroom) -> usize {
    rows_of(&room.app.db, |table| table == "card").await["card"].len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_published_article_gets_a_card_with_its_words() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("البرلمان يقر قانون المياه").paragraph("نص")).await;
        let reader = room.reader();
        let page = reader.meets(&live.href, 200).await;
        assert_eq!(card_of(&room, &page), None, "until it is drawn the theme's picture stands there");
        room.due_work_is_done().await;
        reader.sees(&live.href, "-1200.webp").await;
        let page = reader.meets(&live.href, 200).await;
        let card = card_of(&room, &page).expect("the page names its card");
        assert_eq!(property(&page, "og:image:width").as_deref(), Some("1200"));
        assert_eq!(property(&page, "og:image:height").as_deref(), Some("630"));
        assert_eq!(property(&page, "og:image:alt").as_deref(), Some("البرلمان يقر قانون المياه"));
        assert!(page.body().contains("name=\"twitter:card\" content=\"summary_large_image\""));
        let drawn = reader.meets(&card, 200).await;
        assert_eq!(drawn.header("content-type"), "image/webp");
        assert!(drawn.bytes.starts_with(b"RIFF") && drawn.bytes.len() > 2_000);
        room.due_work_is_done().await;
        assert_eq!(card_of(&room, &reader.meets(&live.href, 200).await), Some(card), "it is drawn once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_that_says_what_is_no_longer_so_is_gone_at_once() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("العنوان الأول").paragraph("نص")).await;
        room.due_work_is_done().await;
        let reader = room.reader();
        reader.sees(&live.href, "-1200.webp").await;
        let first = card_of(&room, &reader.meets(&live.href, 200).await).expect("it has a card");
        layla.revises(&live.id, 1, piece("العنوان المصوب").paragraph("نص")).await.expects(201);
        layla.corrects(&live.id, "كان العنوان خطأ", json!({"revision": 2})).await.expects(201);
        reader.meets(&first, 404).await;
        assert_eq!(card_of(&room, &reader.meets(&live.href, 200).await), None);
        room.due_work_is_done().await;
        reader.sees(&live.href, "-1200.webp").await;
        let second = card_of(&room, &reader.meets(&live.href, 200).await).expect("it has a card again");
        assert_ne!(first, second);
        reader.meets(&second, 200).await;

        layla.withdraws(&live.id, "خطأ").await.expects(200);
        reader.meets(&second, 404).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_is_drawn_again_when_what_stands_around_its_words_changes() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("البرلمان يقر قانون المياه").paragraph("نص")).await;
        room.due_work_is_done().await;
        let reader = room.reader();
        reader.sees(&live.href, "-1200.webp").await;
        let first = card_of(&room, &reader.meets(&live.href, 200).await).expect("it has a card");
        let mut edition = editions(room.app.db.read()).await.expect("editions").remove(0);
        // The control: what does not stand on the card changes nothing.
        edition.tagline = "كل صباح".to_owned();
        save_edition(&room.app, &Actor::Console, edition.clone()).await.expect("the edition is saved");
        room.due_work_is_done().await;
        reader.sees(&live.href, "-1200.webp").await;
        assert_eq!(card_of(&room, &reader.meets(&live.href, 200).await), Some(first.clone()));

        edition.name = "خبر اليوم".to_owned();
        save_edition(&room.app, &Actor::Console, edition).await.expect("the edition is saved");
        reader.meets(&first, 200).await;
        room.due_work_is_done().await;
        reader.meets(&first, 404).await;
        let names_another = async || {
            let page = reader.meets(&live.href, 200).await;
            card_of(&room, &page).is_some_and(|card| card != first)
        };
        eventually(names_another).await;
        let second = card_of(&room, &reader.meets(&live.href, 200).await).expect("it has a card again");
        reader.meets(&second, 200).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_drawn_of_what_readers_may_not_see() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let draft = layla.writes(piece("مسودة").paragraph("نص")).await;
        let scheduled = layla.writes(piece("مجدول").paragraph("نص")).await;
        layla.schedules(&scheduled, room.now() + HOUR).await.expects(202);
        let until = room.now() + HOUR;
        let embargoed = layla.writes(piece("محظور").paragraph("نص").embargoed_until(until)).await;
        layla.posts(&embargoed, "publication", json!({})).await.expects(409);
        let withdrawn = layla.publishes(piece("يُسحب قبل أن يُرسم").paragraph("نص")).await;
        layla.withdraws(&withdrawn.id, "خطأ").await.expects(200);
        room.due_work_is_done().await;
        for id in [&draft, &scheduled, &embargoed, &withdrawn.id] {
            // Whoever asks for it by hand gets nothing either: only what is published is read.
            newsroom::features::cards::actions::draw_card(
                &room.app,
                &newsroom::features::accounts::Actor::Console,
                id,
            )
            .await
            .expect("there is nothing to do");
        }
        assert_eq!(cards_kept(&room).await, 0, "{:?}", room.dialect());
        // The control: what is published is drawn.
        room.the_clock_reaches(until).await;
        room.due_work_is_done().await;
        assert_eq!(cards_kept(&room).await, 1, "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_fonts_have_no_letters_for_is_tried_once_for_its_words() {
    for room in newsrooms().await {
        let (layla, reader) = (room.editor("ليلى").await, room.reader());
        let live = layla.publishes(piece("خبر من 臺灣").paragraph("نص")).await;
        room.due_work_is_done().await;
        let kept = async || rows_of(&room.app.db, |table| table == "card").await["card"].clone();
        let first = kept().await;
        assert_eq!(first.len(), 1, "it is known that there is none");
        assert_eq!(card_of(&room, &reader.meets(&live.href, 200).await), None);
        for _ in 0..3 {
            room.the_clock_reaches(room.now() + HOUR).await;
        }
        layla.publishes_again(&live.id).await;
        room.due_work_is_done().await;
        assert_eq!(kept().await, first, "{:?}: nobody tried again", room.dialect());
        layla.revises(&live.id, 1, piece("خبر من تايوان").paragraph("نص")).await.expects(201);
        layla.publishes_again(&live.id).await;
        // A piece that is not just out lets others go first.
        room.the_clock_reaches(room.now() + HOUR).await;
        reader.sees(&live.href, "-1200.webp").await;
        // And back: the drawn one goes.
        let card = card_of(&room, &reader.meets(&live.href, 200).await).expect("it has a card");
        layla.revises(&live.id, 2, piece("خبر من 臺灣").paragraph("نص")).await.expects(201);
        layla.publishes_again(&live.id).await;
        room.the_clock_reaches(room.now() + HOUR).await;
        reader.meets(&card, 404).await;
        assert_eq!(kept().await.len(), 1);
    }
}
