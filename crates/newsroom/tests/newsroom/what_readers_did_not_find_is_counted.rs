//! What readers looked for and did not find is counted for the chief, by its words alone; and a synonym she adds is known to every
//! node's search.

use newsroom::features::accounts::Role;
use newsroom::features::search_console::actions::{count_unanswered, forget_unanswered};
use newsroom::features::search_console::unanswered;

use crate::kit::store::{all_rows, rows_of};
use crate::kit::{DAY, Newsroom, eventually, newsrooms, piece};

const CONSOLE: &str = "/desk/search-console";

async fn counted(room: &Newsroom) -> Vec<String> {
    count_unanswered(&room.app).await.expect("it is counted");
    let mut rows = rows_of(&room.app.db, |table| table == "unanswered_query").await;
    rows.remove("unanswered_query").expect("the table is known")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_without_an_answer_is_counted_by_day_and_by_its_folded_words() {
    for room in newsrooms().await {
        let (chief, app) = (room.colleague("رئيسة التحرير", Role::Chief).await, &room.app);
        let desk = chief.at_desk().await;
        for words in ["أسعار الخبز", "اسعار  الخبز", "أسعارُ الخبز"] {
            unanswered(app, &"ar".into(), words);
        }
        unanswered(app, &"en".into(), "price of bread");
        for own in ["someone@example.org", "0501234567", &"خ".repeat(81)] {
            unanswered(app, &"ar".into(), own);
        }
        assert_eq!(counted(&room).await.len(), 2, "{:?}", room.dialect());
        unanswered(app, &"ar".into(), "اسعار الخبز");
        let rows = counted(&room).await;
        assert!(rows.iter().any(|row| row.ends_with("أسعار الخبز ¦ 4")), "{rows:?}");

        let page = desk.opens(CONSOLE).await.expects(200);
        assert!(page.says("أسعار الخبز") && page.says("4 times") && !page.says("price of bread"));
        assert!(desk.opens(&format!("{CONSOLE}?edition=en")).await.expects(200).says("price of bread"));
        room.the_clock_reaches(room.now() + 8 * DAY).await;
        let desk = chief.at_desk().await;
        assert!(!desk.opens(CONSOLE).await.expects(200).says("أسعار الخبز"), "a week shows a week");
        assert!(desk.opens(&format!("{CONSOLE}?days=30")).await.expects(200).says("أسعار الخبز"));
        room.the_clock_reaches(room.now() + 61 * DAY).await;
        forget_unanswered(app).await.expect("it is forgotten");
        assert!(counted(&room).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_day_has_an_end() {
    for room in newsrooms().await {
        for part in 0..3 {
            for number in 0..900 {
                unanswered(&room.app, &"ar".into(), &format!("كلمة {part} {number}"));
            }
            count_unanswered(&room.app).await.expect("it is counted");
        }
        assert_eq!(counted(&room).await.len(), 2_000, "{:?}", room.dialect());
        unanswered(&room.app, &"ar".into(), "كلمة 0 1");
        let rows = counted(&room).await;
        assert!(
            rows.iter().any(|row| row.ends_with("كلمة 0 1 ¦ 2")),
            "what is counted already is counted on"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_synonym_is_known_to_every_node_and_its_change_is_in_the_trail() {
    for room in newsrooms().await {
        let (chief, layla) = (room.colleague("رئيسة", Role::Chief).await, room.editor("ليلى").await);
        let live = layla.publishes(piece("قرار من النيابة العامة").paragraph("نص")).await;
        let beside = room.beside().await;
        let (reader, other) = (room.reader(), beside.reader());
        reader.finds("الادعاء", &[]).await;
        let desk = chief.at_desk().await;
        let add = format!("{CONSOLE}/synonyms");
        desk.sends(&add, &[("spellings", "النيابة العامة، الادعاء")]).await.expects(303);
        reader.finds("الادعاء", &[&live.id]).await;
        other.finds("الادعاء", &[&live.id]).await;

        let id = group(&room).await;
        let change = format!("{CONSOLE}/synonyms/{id}");
        let late = [("spellings", "النيابة العامة، المدعي"), ("revision", "7"), ("order", "change")];
        let overtaken = desk.sends(&change, &late).await.expects(409);
        for words in ["value=\"النيابة العامة، المدعي\"", "النيابة العامة، الادعاء"]
        {
            assert!(overtaken.body().contains(words), "hers and what stands: {}", overtaken.body());
        }
        let changed = [("spellings", "النيابة العامة، المدعي"), ("revision", "1"), ("order", "change")];
        desk.sends(&change, &changed).await.expects(303);
        reader.finds("الادعاء", &[]).await;
        other.finds("المدعي", &[&live.id]).await;
        desk.sends(&change, &[("revision", "2"), ("order", "remove")]).await.expects(303);
        other.finds("المدعي", &[]).await;
        desk.sends(&change, &[("revision", "2"), ("order", "remove")]).await.expects(404);

        eventually(|| async {
            let trail = &rows_of(&room.app.db, |table| table == "trail").await["trail"];
            let of = |kind: &str| trail.iter().filter(|row| row.contains(kind) && row.contains(&id)).count();
            of("synonyms_saved") == 2 && of("synonyms_removed") == 1
        })
        .await;
    }
}

async fn group(room: &Newsroom) -> String {
    let rows = rows_of(&room.app.db, |table| table == "synonyms").await;
    rows["synonyms"][0].split(" ¦ ").next().expect("it has an id").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_group_is_refused_and_nobody_below_a_chief_is_let_in() {
    for room in newsrooms().await {
        let (chief, editor) = (room.colleague("رئيسة", Role::Chief).await, room.editor("ليلى").await);
        let (desk, hers) = (chief.at_desk().await, editor.at_desk().await);
        let add = format!("{CONSOLE}/synonyms");
        hers.opens(CONSOLE).await.expects(403);
        assert!(!hers.opens("/desk").await.expects(200).body().contains(CONSOLE));
        assert!(desk.opens("/desk").await.expects(200).body().contains(CONSOLE));
        let before = all_rows(&room.app.db).await;
        hers.sends(&add, &[("spellings", "أ، ب")]).await.expects(403);
        for no_group in ["", "كلمة", "أحمد، احمد"] {
            let again = desk.sends(&add, &[("spellings", no_group)]).await.expects(422);
            // What was typed stands in the form again, under the reason.
            assert!(again.body().contains(&format!("value=\"{no_group}\"")), "{}", again.body());
            assert!(again.says("two to twelve words"), "{}", again.words());
        }
        assert!(before["synonyms"] == all_rows(&room.app.db).await["synonyms"]);
    }
}
