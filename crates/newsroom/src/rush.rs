//! A rush: many articles go out at one moment, because their time has come. What no reader waits for gives way to them, and not
//! for long.

use std::time::Duration;

use tokio::sync::watch;

/// So many at once are a rush.
const MANY: usize = 16;
/// Nobody gives way for longer: whatever else there is has to go on.
const LONGEST: Duration = Duration::from_secs(10);

/// How much goes out by the clock at this moment.
pub struct Rush {
    going_out: watch::Sender<usize>,
}

/// One that goes out, until this is dropped.
pub struct GoingOut<'r>(&'r Rush);

impl Default for Rush {
    fn default() -> Rush {
        Rush { going_out: watch::Sender::new(0) }
    }
}

impl Rush {
    /// One more goes out.
    pub fn goes_out(&self) -> GoingOut<'_> {
        self.going_out.send_modify(|out| *out += 1);
        GoingOut(self)
    }

    /// Whether there is one now.
    pub fn is_on(&self) -> bool {
        *self.going_out.borrow() >= MANY
    }

    /// Returns when there is no rush, or after ten seconds of one.
    pub async fn give_way(&self) {
        let mut seen = self.going_out.subscribe();
        let over = seen.wait_for(|out| *out < MANY);
        // Over or not: whoever gave way goes on.
        let _ = tokio::time::timeout(LONGEST, over).await;
    }
}

impl Drop for GoingOut<'_> {
    fn drop(&mut self) {
        self.0.going_out.send_modify(|out| *out = out.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn whoever_can_wait_gives_way_to_a_rush() {
        let rush = Rush::default();
        let few: Vec<_> = (1..MANY).map(|_| rush.goes_out()).collect();
        assert_eq!(rush.give_way().now_or_never(), Some(()), "a few are no rush");
        let one_more = rush.goes_out();
        let mut waits = Box::pin(rush.give_way());
        assert_eq!(waits.as_mut().now_or_never(), None);
        drop(one_more);
        waits.await;
        drop(few);
    }
}
