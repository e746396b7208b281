//! Many questions that agree with each other, while others write.

use crate::{Query, params};

#[tokio::test]
async fn a_snapshot_sees_nothing_of_what_comes_after_it() {
    for test in super::with_probe().await {
        super::add(&test.db, 1).await.unwrap();
        let snapshot = test.db.read().snapshot().await.unwrap();
        super::add(&test.db, 2).await.unwrap();
        for _ in 0..2 {
            let (count,): (i64,) = snapshot.one(&super::COUNT, params![]).await.unwrap();
            assert_eq!(count, 1, "{}", test.dialect());
        }
        assert_eq!(super::count(&test.db).await, 2, "the control: {}", test.dialect());
        let changed: Result<Vec<(i64,)>, _> = snapshot.all(&super::ADD, params![3i64, "x"]).await;
        assert!(changed.is_err(), "it only reads");
    }
}
