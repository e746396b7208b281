//! Markers of 128 random bits in every field of articles that readers may not see, and a crawler that asks everything a
//! stranger can ask: not one marker may come back. The controls show that the crawler finds what is there to be found.

use axum::routing::get;
use content::tree::{Gallery, IdAttrs, Picture, PictureAttrs, StatementAttrs};
use newsroom::features::articles::{article_by_id, revision_of};
use newsroom::id::ArticleId;
use serde_json::json;

use crate::kit::store::rows_of;
use crate::kit::{Colleague, Crawl, HOUR, MINUTE, NewPicture, Newsroom, Piece, newsrooms, piece, statement};

/// The markers of one article: what each is in, and the marker.
pub type Markers = Vec<(String, String)>;

pub struct Marked {
    pub piece: Piece,
    pub markers: Markers,
}

/// A piece with a marker in every field that holds text.
pub async fn marked(writer: &Colleague<'_>, label: &str) -> Marked {
    let mut markers = Markers::new();
    let mut mark = |what: &str| {
        let marker = data_encoding::HEXLOWER.encode(&writer.room.app.random::<16>());
        markers.push((format!("{label}: {what}"), marker.clone()));
        marker
    };
    let mut picture = |what: &str, shade| {
        let said = |field: &str| format!("{what} {field}");
        NewPicture::new(shade)
            .with("caption", &mark(&said("caption")))
            .with("alt", &mark(&said("alt")))
            .with("credit", &mark(&said("credit")))
    };
    let (lead, inside, own) =
        (picture("lead picture", 10), picture("picture in text", 20), picture("picture with own words", 30));
    let beside = picture("picture in a gallery", 50);
    let (lead, inside, own) =
        (writer.uploads(lead).await, writer.uploads(inside).await, writer.uploads(own).await);
    let beside = PictureAttrs { media: writer.uploads(beside).await, ..PictureAttrs::default() };
    let words = statement(&mark("speaker"), &mark("speaker's role"), &mark("statement"));
    let words = content::tree::Statement {
        attrs: StatementAttrs {
            to: mark("statement to"),
            place: mark("statement place"),
            source: mark("statement source"),
            href: format!("https://example.org/{}", mark("statement address")),
            ..words.attrs
        },
        ..words
    };
    let own = PictureAttrs {
        media: own,
        caption: mark("own caption"),
        alt: mark("own alt"),
        credit: mark("own credit"),
        ..PictureAttrs::default()
    };
    let headlines = json!({
        "web": mark("web headline"), "short": mark("short headline"), "search": mark("search headline"), "social": mark("social headline"),
    });
    let recording = json!({
        "embed": format!("https://www.youtube.com/watch?v={}", mark("recording")), "seconds": 5,
        "caption": mark("recording caption"), "transcript_html": format!("<p>{}</p>", mark("transcript")),
    });
    let piece = piece(&mark("headline"))
        .of_kind("video")
        .with("recording", recording)
        .with("headlines", headlines)
        .with("kicker", mark("kicker"))
        .with("place", mark("place"))
        .with("note", mark("note"))
        .with("picture", lead)
        .lead(&mark("lead"))
        .paragraph(&mark("paragraph"))
        .block(words)
        .picture_in_text(&inside)
        .block(Gallery {
            attrs: IdAttrs::default(),
            content: vec![Picture { attrs: own }, Picture { attrs: beside }],
        })
        .source(
            "agency",
            &mark("source"),
            &format!("https://example.org/{}", mark("source address")),
            &mark("source detail"),
        )
        .by(&mark("author"))
        .about(&mark("topic"));
    Marked { piece, markers }
}

/// A note beside the article, with a marker in what it says and in the passage it is about.
async fn noted(writer: &Colleague<'_>, id: &ArticleId, label: &str) -> Markers {
    let marker = || data_encoding::HEXLOWER.encode(&writer.room.app.random::<16>());
    let (body, quoted) = (marker(), marker());
    let note = json!({"body": body, "quoted": quoted, "block": "b1"}).to_string().into_bytes();
    let desk = writer.at_desk().await;
    desk.sends_bytes("POST", &format!("/desk/articles/{id}/notes"), note).await.expects(201);
    vec![(format!("{label}: note"), body), (format!("{label}: passage of a note"), quoted)]
}

/// The public names of all pictures there are.
pub async fn picture_names(room: &Newsroom) -> Vec<String> {
    let rows = rows_of(&room.app.db, |table| table == "media").await;
    rows["media"].iter().filter_map(|row| row.split(" ¦ ").nth(15)).map(str::to_owned).collect()
}

/// No one was told any of these.
fn check_untold(room: &Newsroom, crawl: &Crawl, markers: &Markers) {
    assert!(crawl.len() > 100, "{} questions are too few", crawl.len());
    for (what, marker) in markers {
        let told = crawl.tells(marker);
        assert!(told.is_empty(), "{:?}: the {what} was told at {told:?}", room.dialect());
    }
}

/// The search index holds none of these, and neither do the published tables and the log.
async fn check_unkept(room: &Newsroom, markers: &Markers) {
    let kept = rows_of(&room.app.db, |table| {
        table.starts_with("published_") || table == "event_log" || table == "job"
    })
    .await;
    for (what, marker) in markers {
        for (table, rows) in &kept {
            assert!(
                !rows.iter().any(|row| row.contains(marker)),
                "{:?}: {table} holds the {what}",
                room.dialect()
            );
        }
        room.reader().finds(marker, &[]).await;
    }
}

/// The n-th id among the markers.
fn id_at(markers: &Markers, place: usize) -> &str {
    let mut ids = markers.iter().filter(|(what, _)| what == "id");
    ids.nth(place).map_or("", |(_, id)| id.as_str())
}

/// The id is no secret's text, but it would say that there is something.
fn id_of(id: &ArticleId) -> Markers {
    vec![("id".to_owned(), id.0.clone())]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drafts_schedules_and_embargoes_leak_nothing() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        layla.publishes(piece("خبر للجميع").paragraph("نص").about("موضوع")).await;
        let mut secret = Markers::new();

        let draft = marked(&layla, "draft").await;
        let id = layla.writes(draft.piece.clone()).await;
        layla.revises(&id, 1, draft.piece.lead("مقدمة أحدث")).await.expects(201);
        layla.publishes(piece("خبر يسمي مسودة").paragraph("نص").naming(&id)).await;
        secret.extend(draft.markers);
        secret.extend(noted(&layla, &id, "draft").await);
        secret.extend(id_of(&id));

        let scheduled = marked(&layla, "scheduled").await;
        let id = layla.writes(scheduled.piece).await;
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        secret.extend(scheduled.markers);
        secret.extend(noted(&layla, &id, "scheduled").await);
        secret.extend(id_of(&id));

        let embargoed = marked(&layla, "embargoed").await;
        let id = layla.writes(embargoed.piece.embargoed_until(room.now() + HOUR)).await;
        layla.posts(&id, "publication", json!({})).await.expects(409);
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        secret.extend(embargoed.markers);
        secret.extend(id_of(&id));

        // All of them are in a story that readers see, and in one that is being prepared.
        let open = layla.opens_story("ar", "ملف للجميع").await;
        let shown = layla.publishes(piece("خبر في الملف").paragraph("نص").about("موضوع")).await;
        layla.places(&open, &shown.id).await.expects(200);
        let name = data_encoding::HEXLOWER.encode(&room.app.random::<16>());
        let prepared = layla.opens_story("ar", &name).await;
        secret.push(("name of a story without pieces".to_owned(), name));
        for (_, id) in secret.clone().iter().filter(|(what, _)| what == "id") {
            layla.places(&open, &ArticleId(id.clone())).await.expects(200);
            layla.places(&prepared, &ArticleId(id.clone())).await.expects(200);
            layla.pins(&open, &ArticleId(id.clone())).await.expects(200);
        }
        let of_story = json!({"explainer": id_at(&secret, 1), "cover": id_at(&secret, 2)});
        layla.changes(&open, of_story).await.expects(200);

        secret.extend(
            picture_names(&room).await.into_iter().map(|name| ("picture's public name".to_owned(), name)),
        );
        let crawl = Crawl::of(&room).await;
        check_untold(&room, &crawl, &secret);
        assert!(!crawl.tells("ملف للجميع").is_empty(), "the control: the story is there");
        secret.retain(|(what, _)| what != "id" && what != "picture's public name");
        check_unkept(&room, &secret).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_revision_leaks_nothing_while_the_old_one_stands() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر قائم").of_kind("video").paragraph("نص قديم")).await;
        Crawl::of(&room).await;
        let newer = marked(&layla, "newer revision").await;
        layla.revises(&live.id, 1, newer.piece).await.expects(201);
        let crawl = Crawl::of(&room).await;
        check_untold(&room, &crawl, &newer.markers);
        assert!(!crawl.tells("نص قديم").is_empty());
        check_unkept(&room, &newer.markers).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawn_article_leaves_nothing_behind() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let wrong = marked(&layla, "withdrawn").await;
        let names = picture_names(&room).await;
        let live = layla.publishes(wrong.piece).await;
        layla.publishes(piece("خبر يسمي خبرًا").paragraph("نص").naming(&live.id).about("آخر")).await;
        // Every page is in the cache when the article goes.
        assert!(!Crawl::of(&room).await.tells(&wrong.markers[0].1).is_empty());
        layla.withdraws(&live.id, "سُحب لخطأ").await.expects(200);
        let crawl = Crawl::of(&room).await;
        let text: Markers =
            wrong.markers.iter().filter(|(what, _)| *what != "withdrawn: headline").cloned().collect();
        check_untold(&room, &crawl, &text);
        // Its old address is known to those who had it: that one may be asked, and says nothing of its text.
        let headline =
            &wrong.markers.iter().find(|(what, _)| *what == "withdrawn: headline").expect("it has one").1;
        assert_eq!(crawl.tells(headline), Vec::<&str>::new());
        for name in &names {
            room.reader().meets(&format!("/media/{name}-64.webp"), 404).await;
        }
        assert!(!crawl.tells("سُحب لخطأ").is_empty());
        check_unkept(&room, &wrong.markers).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_crawler_finds_what_is_published() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let open = marked(&layla, "open").await;
        let names = picture_names(&room).await;
        let live = layla.publishes(open.piece).await;
        let notes = noted(&layla, &live.id, "open").await;
        let crawl = Crawl::of(&room).await;
        // Nor are the notes beside what readers see.
        check_untold(&room, &crawl, &notes);
        check_unkept(&room, &notes).await;
        let untold: Vec<&str> = open
            .markers
            .iter()
            .filter(|(_, marker)| crawl.tells(marker).is_empty())
            .map(|(what, _)| what.as_str())
            .collect();
        // A note is for colleagues, and what a picture says is said in the article's own words where it has some.
        let expected = [
            "open: picture with own words caption",
            "open: picture with own words alt",
            "open: picture with own words credit",
            "open: note",
        ];
        assert_eq!(untold, expected, "{:?}", room.dialect());
        assert!(names.iter().all(|name| !crawl.tells(name).is_empty()));
        let speaker = open.markers.iter().find(|(what, _)| what == "open: speaker").expect("it has one");
        room.reader().finds(&speaker.1, &[&live.id]).await;
        assert!(!crawl.tells(live.id.as_str()).is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leaky_page_is_caught() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let draft = marked(&layla, "draft").await;
        let id = layla.writes(draft.piece).await;
        let app = room.app.clone();
        let leak = get(move || {
            let (app, id) = (app.clone(), id.clone());
            async move {
                let article = article_by_id(app.db.read(), &id).await.expect("reads").expect("is there");
                let revision = revision_of(app.db.read(), &id, article.latest_revision)
                    .await
                    .expect("reads")
                    .expect("is there");
                revision.content.to_json()
            }
        });
        let crawl = Crawl::with(&room, axum::Router::new().route("/leak", leak), "/leak").await;
        let headline =
            &draft.markers.iter().find(|(what, _)| what == "draft: headline").expect("it has one").1;
        assert_eq!(crawl.tells(headline), ["/leak"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_that_ends_opens_everything_at_once() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let kept = marked(&layla, "embargoed").await;
        let until = room.now() + HOUR;
        let id = layla.writes(kept.piece.embargoed_until(until)).await;
        layla.schedules(&id, until).await.expects(202);
        room.the_clock_reaches(until - 1).await;
        check_untold(&room, &Crawl::of(&room).await, &kept.markers);
        room.the_clock_reaches(until + MINUTE).await;
        let crawl = Crawl::of(&room).await;
        assert!(
            !crawl
                .tells(
                    &kept.markers.iter().find(|(what, _)| what == "embargoed: lead").expect("it has one").1
                )
                .is_empty()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_holds_no_text_of_what_is_published_either() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let open = marked(&layla, "published").await;
        let live = layla.publishes(open.piece).await;
        layla.corrects(&live.id, &open.markers[0].1, json!({})).await.expects(201);
        layla.withdraws(&live.id, &open.markers[1].1).await.expects(200);
        let kept = rows_of(&room.app.db, |table| table == "event_log").await;
        let log = &kept["event_log"];
        assert!(
            log.iter().any(|row| row.contains(live.id.as_str())),
            "the control: the log names the article"
        );
        for (what, marker) in &open.markers {
            assert!(
                !log.iter().any(|row| row.contains(marker)),
                "{:?}: the log holds the {what}",
                room.dialect()
            );
        }
    }
}
