//! The same markers, and five who ask: a stranger, somebody with a token that opens nothing, a contributor who did not write it,
//! the editor of another section, and the machines that read feeds and maps. None is told a word before its time; all are then.
//!
//! `KHABAR_FULL=1` asks a hundred thousand times before that.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use newsroom::features::accounts::actions::give_remit;
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::features::sections::by_slug;

use crate::kit::distance::{distance, least_likely, likelihood};
use crate::kit::store::rows_of;
use crate::kit::{Answer, Colleague, Crawl, HOUR, Newsroom, full, newsrooms, piece};
use crate::nothing_unpublished_is_told::{Markers, marked, picture_names};

/// Who asks, what they send along, and whether the house's own addresses are closed to them.
struct Asker {
    name: &'static str,
    headers: Vec<(&'static str, String)>,
    is_outside: bool,
}

async fn askers(room: &Newsroom) -> Vec<Asker> {
    let token = |person: &Colleague<'_>| vec![("authorization", format!("Bearer {}", person.token))];
    let (moderator, contributor) =
        (room.colleague("مشرفة", Role::Moderator).await, room.colleague("مساهم", Role::Contributor).await);
    let editor = room.colleague("محررة العالم", Role::Journalist).await;
    let world = by_slug(room.app.db.read(), &"ar".into(), "world").await.expect("it is read");
    let remit = Remit { edition: "ar".into(), section: world.map(|section| section.id), role: Role::Editor };
    give_remit(&room.app, &Actor::Console, &editor.account, remit).await.expect("her section");
    let mut as_editor = token(&editor);
    as_editor.push(("cookie", editor.at_desk().await.cookie));
    let mut as_contributor = token(&contributor);
    as_contributor.push(("cookie", contributor.at_desk().await.cookie));
    let machine = vec![
        ("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)".to_owned()),
        (
            "accept",
            "application/rss+xml, application/feed+json, application/activity+json, */*;q=0.1".to_owned(),
        ),
    ];
    let asker = |name, headers, is_outside| Asker { name, headers, is_outside };
    vec![
        asker("a stranger", Vec::new(), true),
        asker("a token without rights", token(&moderator), true),
        asker("a contributor", as_contributor, true),
        asker("another section's editor", as_editor, false),
        asker("a machine", machine, true),
    ]
}

/// Every address of the house that only reads, with all that is known in its gaps.
async fn of_the_house(room: &Newsroom) -> BTreeSet<String> {
    let rows =
        rows_of(&room.app.db, |table| matches!(table, "article" | "media" | "story" | "section" | "account"))
            .await;
    let ids = |table: &str| -> Vec<String> {
        rows[table].iter().filter_map(|row| row.split(" ¦ ").next()).map(str::to_owned).collect()
    };
    let matrix: toml::Table = include_str!("../../access.toml").parse().expect("the matrix is well formed");
    let mut paths = BTreeSet::new();
    for row in matrix["route"].as_array().expect("rows") {
        let surface = row["surface"].as_str().unwrap_or_default();
        let reads =
            row["methods"].as_array().into_iter().flatten().any(|method| method.as_str() == Some("GET"));
        if surface == "site" || !reads {
            continue;
        }
        let path = row["path"].as_str().unwrap_or_default();
        let path = if surface == "api" && !path.starts_with("/api") {
            format!("/api/v1{path}")
        } else {
            path.to_owned()
        };
        let id = if path.contains("/media/{id}") { "media" } else { "article" };
        let gaps = [
            ("{id}", ids(id)),
            ("{story}", ids("story")),
            ("{section}", ids("section")),
            ("{account}", ids("account")),
        ];
        let mut filled = vec![path];
        for (gap, values) in &gaps {
            filled = filled
                .into_iter()
                .flat_map(|path| match path.contains(gap) {
                    true => values.iter().map(|value| path.replace(gap, value)).collect(),
                    false => vec![path],
                })
                .collect();
        }
        let known = [("{edition}", "ar"), ("{front}", "ar"), ("{page}", "about"), ("{name}", "editor.css")];
        let known = |path: String| known.iter().fold(path, |path, (gap, value)| path.replace(gap, value));
        paths.extend(filled.into_iter().map(known).filter(|path| !path.contains('{')));
    }
    let lists: Vec<String> = ["articles", "stories"].map(|list| format!("/api/v1/{list}?edition=ar")).into();
    paths.extend(lists);
    paths.insert("/desk/articles?edition=ar&words=%D8%AE%D8%A8%D8%B1".to_owned());
    paths.insert("/desk/names?edition=ar&of=topics&q=a".to_owned());
    paths
}

/// What was told before its time, by whom it was asked.
async fn told(room: &Newsroom, asker: &Asker, markers: &Markers) -> (usize, Vec<String>) {
    let mut crawl = Crawl::by(room, asker.headers.clone()).await;
    if asker.is_outside {
        crawl.and_asks(room, of_the_house(room).await).await;
    }
    let mut found = Vec::new();
    for (what, marker) in markers {
        found.extend(
            crawl.tells(marker).into_iter().map(|place| format!("{}: the {what} at {place}", asker.name)),
        );
    }
    (crawl.len(), found)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_ask_before_the_time_and_none_is_told() {
    let wanted = if full() { 100_000 } else { 0 };
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        layla.publishes(piece("خبر للجميع").paragraph("نص").about("موضوع")).await;
        let askers = askers(&room).await;
        let until = room.now() + HOUR;
        let kept = marked(&layla, "embargoed").await;
        let id = layla.writes(kept.piece.embargoed_until(until)).await;
        layla.schedules(&id, until).await.expects(202);
        let open = layla.opens_story("ar", "ملف للجميع").await;
        layla.places(&open, &id).await.expects(200);
        let mut markers = kept.markers;
        markers.extend(
            picture_names(&room).await.into_iter().map(|name| ("picture's public name".to_owned(), name)),
        );

        let mut asked = 0;
        while asked < wanted {
            for asker in &askers {
                let (count, found) = told(&room, asker, &markers).await;
                asked += count;
                assert!(found.is_empty(), "{:?}: {found:#?}", room.dialect());
            }
            // Time goes on, to the last moment before.
            room.the_clock_reaches(room.now() + (until - room.now()) / 2).await;
        }
        room.the_clock_reaches(until - 1).await;
        for asker in &askers {
            let (count, found) = told(&room, asker, &markers).await;
            asked += count;
            assert!(found.is_empty(), "{:?}: {found:#?}", room.dialect());
        }
        println!("{:?}: {asked} answers before its time, none tells", room.dialect());
        // The control: its time has come, and everybody finds it.
        room.the_clock_reaches(until).await;
        for asker in &askers {
            let (_, found) = told(&room, asker, &markers).await;
            assert!(found.len() > 20, "{:?}: {} finds {} of it", room.dialect(), asker.name, found.len());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_whose_name_was_guessed_is_as_one_that_never_was() {
    let rounds = if full() { 5_000 } else { 60 };
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let picture = layla.uploads(crate::kit::NewPicture::new(3)).await;
        let secret = piece("محظور").paragraph("نص").with("picture", picture.as_str());
        let id = layla.writes(secret.embargoed_until(room.now() + HOUR)).await;
        layla.schedules(&id, room.now() + HOUR).await.expects(202);
        let name = picture_names(&room).await.pop().expect("it has a name");
        // As long, and of nobody.
        let other: String = name.chars().rev().collect();
        let asks = async |path: String| -> (Answer, u128) {
            let request = Request::get(&path).header(header::HOST, room.app.public_host());
            let begun = std::time::Instant::now();
            let answer = room.ask(request.body(Body::empty()).expect("well formed")).await;
            (answer, begun.elapsed().as_nanos())
        };
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for round in 0..rounds {
            let width = [64, 320, 640, 1_200][round % 4];
            // Whichever is asked second finds the machine otherwise: they take turns.
            let mut both = [(&name, &mut known, None), (&other, &mut unknown, None)];
            if round % 2 == 1 {
                both.reverse();
            }
            for (name, times, told) in &mut both {
                let (answer, took) = asks(format!("/media/{name}-{width}.webp")).await;
                times.push(took);
                *told = Some(answer);
            }
            let [(.., first), (.., second)] = both;
            let (first, second) = (first.expect("it was asked"), second.expect("it was asked"));
            assert_eq!(first.status.as_u16(), 404);
            let whole = |answer: &Answer| {
                answer
                    .whole()
                    .lines()
                    .filter(|line| !line.starts_with("date:"))
                    .collect::<Vec<_>>()
                    .join("\n")
            };
            assert_eq!(whole(&first), whole(&second), "{:?}", room.dialect());
        }
        known.sort_unstable();
        unknown.sort_unstable();
        println!(
            "{:?}: {rounds} guesses, all 404 and byte for byte those of a name that never was; median {} µs and {} µs, distance {:.4}, p {:.3}",
            room.dialect(),
            known[rounds / 2] / 1_000,
            unknown[rounds / 2] / 1_000,
            distance(&known, &unknown),
            likelihood(&known, &unknown)
        );
        let p = likelihood(&known, &unknown);
        assert!(p > least_likely(), "{:?}: the time it takes tells of it", room.dialect());
        room.the_clock_reaches(room.now() + HOUR).await;
        let (answer, _) = asks(format!("/media/{name}-64.webp")).await;
        assert_eq!(answer.status.as_u16(), 200, "the control: after its time it is there");
    }
}
