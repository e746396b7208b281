//! Readers are served through a connection to which the engine itself refuses everything that is not published.

use crate::kit::store::{rows_of, truth_in_reach_of_readers};
use crate::kit::{newsrooms, piece};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_truth_is_refused_by_the_engine() {
    for room in newsrooms().await {
        room.editor("ليلى").await.writes(piece("مسودة").paragraph("نص")).await;
        assert_eq!(truth_in_reach_of_readers(&room.app.db).await, Vec::<&str>::new());
        // The same statements read the same tables through the desk's connection.
        let truth =
            rows_of(&room.app.db, |table| matches!(table, "article" | "revision" | "account" | "token"))
                .await;
        assert!(truth.values().all(|rows| rows.len() == 1), "{truth:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_and_every_count_is_tried() {
    for room in newsrooms().await {
        let proofs = room.app.db.prove_published().await.expect("the proof runs");
        let broken: Vec<_> = proofs.iter().filter(|proof| !proof.holds()).collect();
        assert!(broken.is_empty(), "{:?}: {broken:?}", room.dialect());
        for table in ["article", "revision", "account", "token"] {
            let count = format!("select count(*) from \"{table}\"");
            let proof = proofs.iter().find(|proof| proof.attempt == count).expect("every table is counted");
            assert!(proof.should_be_refused && proof.refusal.is_some(), "{proof:?}");
        }
        assert!(
            proofs.iter().any(|proof| !proof.should_be_refused),
            "nothing shows that published tables can be read"
        );
    }
}
