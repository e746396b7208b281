//! What people did is kept for ever, and nobody changes it unseen: not an entry, not its absence, not the log it was made from.

use std::time::Duration;

use newsroom::features::accounts::{Actor, Role};
use newsroom::features::trail::{Fault, Verdict, verify};
use newsroom::features::workflow::Brake;
use newsroom::features::workflow::actions::set_brake;
use store::{Params, Query, Statement, params, sql};

use crate::kit::{Newsroom, eventually, newsrooms, piece};

sql! {
    ENTRIES = "tests.trail_entries": "select kind, actor, subject from trail order by position";
    TAKEN = "tests.trail_taken": "select seq from consumer_cursor where name = 'trail'";
    BLAME = "tests.trail_blame": "update trail set actor = 'console' where position = 2";
    UNBLAME = "tests.trail_unblame": "update trail set actor = $1 where position = 2";
    CUT_MIDDLE = "tests.trail_cut_middle": "update trail set position = 9000 where position = 2";
    PUT_MIDDLE = "tests.trail_put_middle": "update trail set position = 2 where position = 9000";
    LOG = "tests.trail_log": "update event_log set at = at + $1 where seq = (select event from trail where position = 3)";
    CUT_END = "tests.trail_cut_end": "delete from trail where position = (select max(position) from trail)";
}

async fn does(room: &Newsroom, statement: &'static Statement, values: Params) {
    let work = room.app.db.write(move |tx| Box::pin(async move { tx.execute(statement, values).await }));
    assert_eq!(work.await.expect("the row can be written"), 1, "{}", statement.name);
}

async fn entries(room: &Newsroom) -> Vec<(String, String, String)> {
    let head = room.app.db.log().head().await.expect("the log answers");
    eventually(|| async {
        let taken: Option<(i64,)> = room.app.db.read().optional(&TAKEN, params![]).await.expect("a cursor");
        taken.is_some_and(|(seq,)| seq >= head)
    })
    .await;
    room.app.db.read().all(&ENTRIES, params![]).await.expect("the trail can be read")
}

async fn verified(room: &Newsroom) -> Verdict {
    verify(&room.app, None).await.expect("the trail can be read")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_change_stands_in_the_trail_and_tampering_is_named() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        layla.withdraws(&live.id, "سبب").await.expects(200);
        let all = entries(&room).await;
        let of_it: Vec<&str> = all
            .iter()
            .filter(|(_, _, subject)| *subject == live.id.0)
            .map(|(kind, ..)| kind.as_str())
            .collect();
        assert_eq!(of_it, ["article_created", "article_published", "article_withdrawn"]);
        assert!(
            all.iter()
                .filter(|(_, _, subject)| *subject == live.id.0)
                .all(|(_, actor, _)| actor.starts_with("token:"))
        );
        assert!(
            !all.iter().any(|(kind, ..)| kind == "card_drawn"),
            "what the machine does over and over is not there"
        );

        // The control: nothing was touched, and nothing is found.
        let whole = verified(&room).await;
        assert_eq!((whole.entries, &whole.fault), (all.len() as i64, &None), "{:?}", room.dialect());

        let second = all[1].1.clone();
        let blamed = all[1].1 != "console";
        if blamed {
            does(&room, &BLAME, params![]).await;
        } else {
            does(&room, &UNBLAME, params!["user:somebody"]).await;
        }
        assert!(matches!(verified(&room).await.fault, Some(Fault::Changed { position: 2, .. })));
        does(&room, &UNBLAME, params![second]).await;
        does(&room, &CUT_MIDDLE, params![]).await;
        assert_eq!(verified(&room).await.fault, Some(Fault::Missing { position: 2 }));
        does(&room, &PUT_MIDDLE, params![]).await;
        does(&room, &LOG, params![1_i64]).await;
        assert!(matches!(verified(&room).await.fault, Some(Fault::LogDiffers { position: 3, .. })));
        does(&room, &LOG, params![-1_i64]).await;
        assert_eq!(verified(&room).await.fault, None, "all is back as it was");

        let kept = verify(&room.app, Some(&whole.seal)).await.expect("the trail can be read");
        assert_eq!(kept.fault, None);
        let other = verify(&room.app, Some("another")).await.expect("the trail can be read");
        assert!(matches!(other.fault, Some(Fault::NoSuchSeal { .. })));
        does(&room, &CUT_END, params![]).await;
        assert!(matches!(verified(&room).await.fault, Some(Fault::CutOff { .. })));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_make_one_chain() {
    for room in newsrooms().await {
        let other = room.beside().await;
        let layla = room.editor("ليلى").await;
        for number in 0..20 {
            layla.publishes(piece(&format!("خبر {number}")).paragraph("نص")).await;
        }
        room.stops();
        tokio::time::sleep(Duration::from_millis(50)).await;
        let last = layla.writes(piece("آخر خبر").paragraph("نص")).await;
        // The one that stopped gives its lease back, or it ends by itself; the other goes on.
        room.the_clock_reaches_while_stopped(room.now() + 60_000_000);
        let all = entries(&other).await;
        assert_eq!(all.last().map(|(_, _, subject)| subject.as_str()), Some(last.as_str()));
        assert_eq!(verified(&other).await.fault, None, "{:?}", room.dialect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_screen_finds_by_person_by_kind_and_by_subject() {
    for room in newsrooms().await {
        let chief = room.colleague("المديرة", Role::Admin).await;
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        let desk = layla.at_desk().await;
        desk.sends(&format!("/desk/articles/{id}/approval"), &[]).await.expects(303);
        let admin = Actor::User { account: chief.account.clone(), standing: Role::Admin.into() };
        let brake = Brake { publications: 9, withdrawals: 9, minutes: 9 };
        set_brake(&room.app, &admin, brake).await.expect("it is set");
        entries(&room).await;
        desk.opens("/desk/trail").await.expects(403);
        let desk = chief.at_desk().await;
        let page = desk.opens(&format!("/desk/trail?who={}", layla.account)).await.expects(200);
        let lines = page.body().matches("<li><div><b>").count();
        assert_eq!(
            lines,
            3,
            "what she wrote by her token, that she came in, what she approved: {}",
            page.words()
        );
        let page = desk.opens("/desk/trail?kind=candidate_approved").await.expects(200);
        assert!(page.says("approved a revision ليلى"), "{}", page.words());
        let page = desk.opens(&format!("/desk/trail?subject={id}")).await.expects(200);
        assert_eq!(page.body().matches("<li><div><b>").count(), 2);
        desk.opens("/desk/trail?before=x").await.expects(422);
        // A time that was taken back leaves its trace too; where there is none, nothing was done.
        layla.schedules(&id, room.now() + 3_600_000_000).await.expects(202);
        let hers = layla.at_desk().await;
        for _ in 0..2 {
            hers.sends(&format!("/desk/articles/{id}/schedule-removal"), &[]).await.expects(303);
        }
        entries(&room).await;
        let page = desk.opens("/desk/trail?kind=article_unscheduled").await.expects(200);
        assert_eq!(page.body().matches("<li><div><b>").count(), 1);
        assert!(page.says("took back a scheduled publication"), "{}", page.words());
    }
}
