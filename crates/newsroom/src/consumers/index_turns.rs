//! Whose turn it is to build an index anew, and for how long: one at a time does, and only while somebody waits for it.

use std::time::{Duration, Instant};

use search::SearchError;
use store::consumer::ConsumerError;
use tokio_util::sync::{CancellationToken, DropGuard};

/// Somebody who asked for it waits so long at most: sixteen times what a newsroom of a hundred thousand articles takes.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// Whoever waits looks this often.
const LOOKS_EVERY: Duration = Duration::from_millis(200);

/// Builds an index for somebody who asked for it, once nobody else does: a newsroom that has just started may be building one that it
/// lost.
pub(super) async fn in_turn<Building>(build: impl FnMut() -> Building) -> Result<u64, ConsumerError>
where
    Building: Future<Output = Result<u64, ConsumerError>>,
{
    in_turn_within(PATIENCE, build).await
}

async fn in_turn_within<Building>(
    patience: Duration,
    mut build: impl FnMut() -> Building,
) -> Result<u64, ConsumerError>
where
    Building: Future<Output = Result<u64, ConsumerError>>,
{
    let begun = Instant::now();
    loop {
        match build().await {
            Err(error) if is_under_way(&error) && begun.elapsed() < patience => {
                tokio::time::sleep(LOOKS_EVERY).await;
            }
            built => return built,
        }
    }
}

/// A consumer's building: where another builds its index, it waits for that and looks again, which may find everything there. It
/// gives up when the newsroom stops; the index stands as it was, and the next start builds it.
pub(super) async fn unless_another_does(
    stop: &CancellationToken,
    build: impl Future<Output = Result<u64, ConsumerError>>,
    is_building: impl Fn() -> bool,
) -> Result<(), ConsumerError> {
    tokio::select! {
        biased;
        () = stop.cancelled() => Err("the newsroom stops; what is not built is built at the next start".into()),
        ended = build_or_await(build, is_building) => ended,
    }
}

async fn build_or_await(
    build: impl Future<Output = Result<u64, ConsumerError>>,
    is_building: impl Fn() -> bool,
) -> Result<(), ConsumerError> {
    match build.await {
        Err(error) if is_under_way(&error) => {
            while is_building() {
                tokio::time::sleep(LOOKS_EVERY).await;
            }
            Ok(())
        }
        built => built.map(drop),
    }
}

/// Held by whoever waits for an index; the thread that builds it asks the other half, for it cannot be stopped from outside.
pub(super) fn somebody_waits() -> (DropGuard, Awaited) {
    let given_up = CancellationToken::new();
    (given_up.clone().drop_guard(), Awaited(given_up))
}

/// Whether anybody waits for what is built.
pub(super) struct Awaited(CancellationToken);

impl Awaited {
    /// Fails when nobody does any more.
    pub(super) fn still(&self) -> Result<(), String> {
        if self.0.is_cancelled() { Err("nobody waits for it any more".to_owned()) } else { Ok(()) }
    }
}

fn is_under_way(error: &ConsumerError) -> bool {
    matches!(error.downcast_ref::<SearchError>(), Some(SearchError::RebuildUnderWay))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn under_way() -> Result<u64, ConsumerError> {
        Err(SearchError::RebuildUnderWay.into())
    }

    fn failed() -> Result<u64, ConsumerError> {
        Err(SearchError::WriterEnded.into())
    }

    #[tokio::test]
    async fn who_asked_for_an_index_waits_for_another_and_for_nothing_else() {
        let begun = Instant::now();
        let tried = Cell::new(0);
        let built = in_turn(|| {
            tried.set(tried.get() + 1);
            std::future::ready(if tried.get() < 4 { under_way() } else { Ok(7) })
        });
        assert_eq!((built.await.expect("it is built"), tried.get()), (7, 4));
        assert!(begun.elapsed() >= LOOKS_EVERY * 3);
        tried.set(0);
        let not_built = in_turn(|| {
            tried.set(tried.get() + 1);
            std::future::ready(failed())
        });
        assert!(not_built.await.is_err());
        assert_eq!(tried.get(), 1, "what failed is not tried again");
        let never = in_turn_within(LOOKS_EVERY * 2, || std::future::ready(under_way()));
        assert!(never.await.is_err_and(|error| is_under_way(&error)), "there is an end to it");
    }

    #[tokio::test]
    async fn a_consumer_waits_for_another_builds_nothing_itself_and_hides_no_failure() {
        let stop = CancellationToken::new();
        let asked = Cell::new(0);
        let is_building = || {
            asked.set(asked.get() + 1);
            asked.get() < 3
        };
        assert!(unless_another_does(&stop, async { under_way() }, is_building).await.is_ok());
        assert_eq!(asked.get(), 3);
        let alone = || unreachable!("nobody else builds it");
        assert!(unless_another_does(&stop, async { Ok(7) }, alone).await.is_ok());
        assert!(unless_another_does(&stop, async { failed() }, alone).await.is_err());
    }

    #[tokio::test]
    async fn a_consumer_waits_for_nothing_once_the_newsroom_stops() {
        let stop = CancellationToken::new();
        let (waits, awaited) = somebody_waits();
        let built = async move {
            let _waits = waits;
            std::future::pending().await
        };
        let ended = unless_another_does(&stop, built, || true);
        let stops = async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            assert!(awaited.still().is_ok());
            stop.cancel();
        };
        assert!(tokio::join!(ended, stops).0.is_err());
        assert!(awaited.still().is_err(), "whoever builds it is told");
        let another = unless_another_does(&stop, async { under_way() }, || true);
        assert!(another.await.is_err(), "nor for another");
    }
}
