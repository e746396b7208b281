//! Many programs and people write one article at the same time: of those who began at the same revision one is first, every
//! other is told so and given what stands, and what readers see is always one whole revision.
//!
//! `KHABAR_FULL=1` takes the full measure: a thousand saves for each number of writers.

use std::collections::BTreeSet;

use axum::http::Method;
use futures_util::future::join_all;
use newsroom::features::accounts::Actor;
use newsroom::features::articles::actions::rebuild_published;
use newsroom::features::articles::revision_of;
use newsroom::id::{ArticleId, RevisionNumber};
use serde_json::{Value, json};

use crate::kit::store::{published_rows, rows_of};
use crate::kit::{Colleague, Newsroom, full, newsrooms, piece};

/// What a writer does who is told that another was faster.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    /// Goes on from what stands, which she was given with the refusal.
    GoesOn,
    /// Sends her own old text again, on whatever stands: as if nobody had compared.
    Insists,
}

fn of(paragraphs: &[usize]) -> crate::kit::Piece {
    paragraphs.iter().fold(piece("خبر"), |piece, number| piece.paragraph(&number.to_string()))
}

fn numbers(article: &Value) -> Vec<usize> {
    let blocks = article["content"]["body"]["content"].as_array().expect("it has a body");
    let text = |block: &Value| block["content"][0]["text"].as_str().and_then(|text| text.parse().ok());
    blocks.iter().map(|block| text(block).expect("each paragraph is a number")).collect()
}

/// Each counts up in a paragraph of her own. Returns what was accepted: the revision, whose paragraph, what it said.
async fn counts_up(
    writer: &Colleague<'_>,
    id: &ArticleId,
    n: usize,
    turns: usize,
    then: Then,
) -> (Vec<(i64, usize, usize)>, usize) {
    let (mut accepted, mut refused) = (Vec::new(), 0);
    let mut article = writer.reads(id).await;
    for turn in 1..=turns {
        let mut said = numbers(&article);
        let mut on = article["revision"].as_i64().expect("a number");
        loop {
            said[n] = turn;
            let answer = writer.revises(id, on, of(&said)).await;
            match answer.status.as_u16() {
                201 => {
                    article = answer.json();
                    accepted.push((article["revision"].as_i64().expect("a number"), n, turn));
                    break;
                }
                409 => {
                    let told = answer.json();
                    assert_eq!(told["code"], "overtaken");
                    // Her own text is still hers, and with the refusal she has the other.
                    let stands = &told["stands"];
                    let now = stands["revision"].as_i64().expect("what stands is told");
                    assert!(now > on, "{now} does not follow {on}");
                    (refused, on) = (refused + 1, now);
                    if then == Then::GoesOn {
                        said = numbers(stands);
                    }
                }
                other => panic!("a save is answered with {other}: {}", answer.body()),
            }
        }
    }
    (accepted, refused)
}

struct Raced {
    id: ArticleId,
    accepted: Vec<(i64, usize, usize)>,
    refused: usize,
    end: Value,
}

async fn race(room: &Newsroom, writers: usize, saves: usize, then: Then) -> Raced {
    let mut people = Vec::new();
    for n in 0..writers {
        people.push(room.editor(&format!("محررة {n}")).await);
    }
    let id = people[0].writes(of(&vec![0; writers])).await;
    let work = people.iter().enumerate().map(|(n, one)| counts_up(one, &id, n, saves / writers, then));
    let (accepted, refused): (Vec<_>, Vec<_>) = join_all(work).await.into_iter().unzip();
    let end = people[0].reads(&id).await;
    Raced { id, accepted: accepted.concat(), refused: refused.iter().sum(), end }
}

/// How much of what was accepted is not in the text.
fn lost(raced: &Raced) -> usize {
    let end = numbers(&raced.end);
    let most = |n: usize| raced.accepted.iter().filter(|one| one.1 == n).map(|one| one.2).max().unwrap_or(0);
    end.iter().enumerate().map(|(n, said)| most(n).saturating_sub(*said)).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_revision_has_one_winner_and_nothing_accepted_is_lost() {
    let saves = if full() { 1_000 } else { 160 };
    for room in newsrooms().await {
        for writers in [2, 4, 8] {
            let raced = race(&room, writers, saves, Then::GoesOn).await;
            assert_eq!(raced.accepted.len(), saves / writers * writers);
            let made: BTreeSet<i64> = raced.accepted.iter().map(|one| one.0).collect();
            let expected: BTreeSet<i64> = (2..).take(raced.accepted.len()).collect();
            assert_eq!(made, expected, "{:?}: each number was given once", room.dialect());
            assert_eq!(lost(&raced), 0, "{:?}", room.dialect());
            // The history has every accepted save, and each changed its writer's paragraph alone.
            let mut before = vec![0; writers];
            let mut accepted = raced.accepted.clone();
            accepted.sort_unstable();
            for (number, n, turn) in accepted {
                let kept = revision_of(room.app.db.read(), &raced.id, RevisionNumber(number)).await;
                let kept = kept.expect("it is read").expect("it is there");
                before[n] = turn;
                let kept = json!({"content": serde_json::to_value(&kept.content).expect("JSON")});
                assert_eq!(numbers(&kept), before, "{:?}: revision {number}", room.dialect());
            }
            println!("{:?}: {writers} writers, {saves} saves: {} refused", room.dialect(), raced.refused);
            assert!(raced.refused > 0, "nobody was ever overtaken: this was no race");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_comparison_the_race_does_find_what_is_lost() {
    for room in newsrooms().await {
        let raced = race(&room, 4, 120, Then::Insists).await;
        assert!(lost(&raced) > 0, "{:?}", room.dialect());
    }
}

/// Revision and headline of what readers see of an article.
async fn live(room: &Newsroom, id: &ArticleId) -> Option<(i64, String)> {
    let rows = rows_of(&room.app.db, |table| table == "published_article").await;
    let row = rows["published_article"].iter().find(|row| row.starts_with(id.as_str()))?.clone();
    let cells: Vec<&str> = row.split(" ¦ ").collect();
    Some((cells[20].parse().expect("a revision"), cells[8].to_owned()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn publishing_and_withholding_race_with_saving_and_readers_see_whole_revisions() {
    let rounds = if full() { 400 } else { 60 };
    for room in newsrooms().await {
        let (writer, layla, samer) =
            (room.editor("كاتبة").await, room.editor("ليلى").await, room.editor("سامر").await);
        let id = writer.writes(piece("خبر 1").paragraph("نص")).await;
        layla.publishes_again(&id).await;
        let saving = async {
            for number in 2..rounds {
                let piece = piece(&format!("خبر {number}")).paragraph("نص");
                writer.revises(&id, number - 1, piece).await.expects(201);
            }
        };
        let publishing = |who: &'static str| {
            let person = if who == "layla" { &layla } else { &samer };
            let id = &id;
            async move {
                let mut at = 0;
                for _ in 0..rounds / 2 {
                    let answer = person.posts(id, "publication", json!({})).await;
                    // Both may publish the same one; what is refused is refused whole.
                    if answer.status == 200 {
                        at = at.max(answer.json()["revision"].as_i64().expect("a number"));
                    } else {
                        assert_eq!(answer.status, 409, "{}", answer.body());
                    }
                }
                at
            }
        };
        let scheduling = async {
            for _ in 0..rounds / 4 {
                let at = text::dates::iso(room.now() + crate::kit::HOUR, "UTC");
                writer.posts(&id, "publication", json!({"at": at})).await;
                writer.asks(Method::DELETE, &format!("/articles/{id}/schedule"), None).await;
            }
        };
        let looking = async {
            let mut seen = 0;
            for _ in 0..rounds {
                let (revision, headline) = live(&room, &id).await.expect("it is before readers");
                assert_eq!(headline, format!("خبر {revision}"), "{:?}: a half state", room.dialect());
                assert!(revision >= seen, "{:?}: {revision} after {seen}", room.dialect());
                seen = revision;
                tokio::task::yield_now().await;
            }
        };
        let (.., layla_at, samer_at, (), ()) =
            tokio::join!(saving, publishing("layla"), publishing("samer"), scheduling, looking);
        let (revision, _) = live(&room, &id).await.expect("it is there");
        assert_eq!(revision, layla_at.max(samer_at));
        assert_eq!(writer.reads(&id).await["live_revision"], revision);
        let stood = published_rows(&room.app.db).await;
        rebuild_published(&room.app, &Actor::Console, |_| ()).await.expect("it is rebuilt");
        assert!(stood == published_rows(&room.app.db).await, "{:?}: a half state", room.dialect());
    }
}
