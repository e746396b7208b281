//! Whose turn it is to build an index anew: one at a time does.

use std::time::{Duration, Instant};

use search::SearchError;
use store::consumer::ConsumerError;

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

/// What a consumer makes of what came of building its index: where another builds it, it waits for that and looks again, which may
/// find everything there.
pub(super) async fn unless_another_does(
    built: Result<u64, ConsumerError>,
    is_building: impl Fn() -> bool,
) -> Result<(), ConsumerError> {
    match built {
        Err(error) if is_under_way(&error) => {
            while is_building() {
                tokio::time::sleep(LOOKS_EVERY).await;
            }
            Ok(())
        }
        built => built.map(drop),
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
        let asked = Cell::new(0);
        let is_building = || {
            asked.set(asked.get() + 1);
            asked.get() < 3
        };
        assert!(unless_another_does(under_way(), is_building).await.is_ok());
        assert_eq!(asked.get(), 3);
        assert!(unless_another_does(Ok(7), || unreachable!("it was built")).await.is_ok());
        assert!(unless_another_does(failed(), || unreachable!("nobody else builds it")).await.is_err());
    }
}
