//! Every change is kept: who made it, when and why; what changed is told by whole words, and what stood can stand again.

use axum::http::Method;
use serde_json::{Value, json};

use crate::kit::{Colleague, MINUTE, newsrooms, piece};
use newsroom::id::ArticleId;

/// A side of a comparison, with what changed in brackets.
fn side(part: &Value, side: &str) -> String {
    let runs = part[side].as_array().expect("a side is a list of runs");
    let one = |run: &Value| {
        let text = run["text"].as_str().expect("a run has a text");
        if run["change"] == "same" { text.to_owned() } else { format!("[{text}]") }
    };
    runs.iter().map(one).collect()
}

async fn compared(person: &Colleague<'_>, id: &ArticleId, query: &str) -> Value {
    person.asks(Method::GET, &format!("/articles/{id}/comparison{query}"), None).await.expects(200).json()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_changed_is_told_by_whole_words_on_both_sides() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla
            .publishes(piece("مقتل 5 أشخاص").paragraph("قال الوزير إن المحادثات مستمرة.").by("سلمى"))
            .await;
        let body = layla.reads(&live.id).await["content"]["body"].clone();
        let mut changed = body.clone();
        changed["content"][0]["content"][0]["text"] = json!("قال المتحدث إن المحادثات مستمرة.");
        let new = json!({"expected": 1, "content": {"headline": "مقتل 7 أشخاص", "body": changed, "authors": ["هدى"], "note": "حصيلة جديدة"}});
        layla.posts(&live.id, "revisions", new).await.expects(201);
        let told = compared(&layla, &live.id, "").await;
        assert_eq!(
            (told["from"].as_i64(), told["to"].as_i64()),
            (Some(1), Some(2)),
            "the live one and the newest"
        );
        let line = |name: &str| {
            told["lines"]
                .as_array()
                .expect("lines")
                .iter()
                .find(|line| line["name"] == name)
                .expect("the line is there")
                .clone()
        };
        assert_eq!(side(&line("headline"), "before"), "مقتل [5] أشخاص");
        assert_eq!(side(&line("headline"), "after"), "مقتل [7] أشخاص");
        assert_eq!(side(&line("authors"), "after"), "[هدى]", "people are told by their names");
        let block = &told["blocks"][0];
        assert_eq!((&block["what"], &block["id"]), (&json!("changed"), &body["content"][0]["attrs"]["id"]));
        assert_eq!(side(&block["parts"][0], "before"), "قال [الوزير] إن المحادثات مستمرة.");
        assert_eq!(side(&block["parts"][0], "after"), "قال [المتحدث] إن المحادثات مستمرة.");
        layla
            .asks(Method::GET, &format!("/articles/{}/comparison?from=1&to=9", live.id), None)
            .await
            .expects(404);
        layla.asks(Method::GET, &format!("/articles/{}/comparison?from=x", live.id), None).await.expects(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_says_who_when_and_why_and_which_one_readers_see() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        room.the_clock_reaches(room.now() + MINUTE).await;
        let new = json!({"expected": 1, "content": {"headline": "خبر أدق", "body_html": "<p>نص</p>", "note": "بعد اتصال بالوزارة"}});
        samer.posts(&live.id, "revisions", new).await.expects(201);
        let path = format!("/articles/{}/revisions", live.id);
        let listed = layla.asks(Method::GET, &path, None).await.expects(200).json();
        let told: Vec<_> = listed["revisions"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| {
                (one["number"].as_i64(), one["name"].as_str(), one["note"].as_str(), one["live"].as_bool())
            })
            .collect();
        assert_eq!(
            told,
            [
                (Some(2), Some("سامر"), Some("بعد اتصال بالوزارة"), Some(false)),
                (Some(1), Some("ليلى"), Some(""), Some(true)),
            ]
        );
        assert!(listed["next"].is_null());
        let older = layla.asks(Method::GET, &format!("{path}?before=2"), None).await.expects(200).json();
        assert_eq!(older["revisions"].as_array().map(Vec::len), Some(1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stood_stands_again_whole_or_in_part_and_readers_see_nothing_of_it_yet() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla
            .publishes(piece("العنوان الأول").paragraph("الفقرة الأولى").paragraph("الفقرة الثانية"))
            .await;
        let first = layla.reads(&live.id).await["content"]["body"].clone();
        let mut without = first.clone();
        without["content"].as_array_mut().expect("blocks").pop();
        without["content"][0]["content"][0]["text"] = json!("فقرة أخرى");
        let new = json!({"expected": 1, "content": {"headline": "العنوان الثاني", "body": without}});
        layla.posts(&live.id, "revisions", new).await.expects(201);
        layla.publishes_again(&live.id).await;

        let lost = &first["content"][1]["attrs"]["id"];
        let back = json!({"expected": 2, "from": 1, "block": lost, "note": "حُذفت سهوًا"});
        let answer = layla.posts(&live.id, "restoration", back).await.expects(201);
        assert_eq!(answer.json()["revision"], 3);
        let now = layla.reads(&live.id).await;
        assert_eq!(now["content"]["headline"], "العنوان الثاني");
        let words: Vec<_> = now["content"]["body"]["content"]
            .as_array()
            .expect("blocks")
            .iter()
            .map(|block| block["content"][0]["text"].as_str())
            .collect();
        assert_eq!(words, [Some("فقرة أخرى"), Some("الفقرة الثانية")]);
        room.reader().misses(&live.href, "الفقرة الثانية").await;

        layla
            .posts(&live.id, "restoration", json!({"expected": 3, "from": 1, "line": "headline"}))
            .await
            .expects(201);
        assert_eq!(layla.reads(&live.id).await["content"]["headline"], "العنوان الأول");
        layla.posts(&live.id, "restoration", json!({"expected": 4, "from": 1})).await.expects(201);
        assert_eq!(layla.reads(&live.id).await["content"]["body"], first);

        layla.posts(&live.id, "restoration", json!({"expected": 1, "from": 1})).await.expects(409);
        layla.posts(&live.id, "restoration", json!({"expected": 5, "from": 77})).await.expects(404);
        for part in [json!({"line": "nothing"}), json!({"block": "00000000"})] {
            let mut wanted = json!({"expected": 5, "from": 1});
            wanted.as_object_mut().expect("an object").extend(part.as_object().expect("an object").clone());
            layla.posts(&live.id, "restoration", wanted).await.expects(404);
        }
        assert_eq!(layla.reads(&live.id).await["revision"], 5, "what was refused changed nothing");
    }
}
