//! What several ask for at the same time, done for all of them at once.

use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot;

/// Gathers what is asked for while an earlier turn is under way: the next turn does all of it, at most so many. One turn at a
/// time; who asks alone is served alone and at once.
#[derive(Debug)]
pub struct Together<Q, A> {
    most: usize,
    waiting: Mutex<Vec<(Q, oneshot::Sender<A>)>>,
    turn: tokio::sync::Mutex<()>,
}

impl<Q, A> Together<Q, A> {
    /// At most `most` in one turn.
    pub fn new(most: usize) -> Together<Q, A> {
        Together { most: most.max(1), waiting: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }

    /// Has this done with what others ask for; its own answer. `work` is given several and answers each, in order; it may be
    /// given what others asked for, and never this. `None` where the turn was broken off: nobody knows whether it was done.
    pub async fn ask<F>(&self, one: Q, work: impl Fn(Vec<Q>) -> F) -> Option<A>
    where
        F: Future<Output = Vec<A>>,
    {
        let (answer, mut answered) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push((one, answer));
        // Whoever was answered in another's turn does not wait for one.
        let _turn = tokio::select! {
            biased;
            answer = &mut answered => return answer.ok(),
            turn = self.turn.lock() => turn,
        };
        loop {
            match answered.try_recv() {
                Ok(answer) => return Some(answer),
                Err(oneshot::error::TryRecvError::Closed) => return None,
                Err(oneshot::error::TryRecvError::Empty) => {}
            }
            let (asked, answers) = self.take();
            let done = work(asked).await;
            for (answer, done) in answers.into_iter().zip(done) {
                // Who went away needs no answer.
                let _ = answer.send(done);
            }
        }
    }

    /// Those who have waited the longest.
    fn take(&self) -> (Vec<Q>, Vec<oneshot::Sender<A>>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let most = waiting.len().min(self.most);
        waiting.drain(..most).unzip()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::join_all;

    #[tokio::test]
    async fn what_is_asked_for_during_a_turn_is_done_in_the_next_and_each_has_its_own_answer() {
        let (together, turns) = (Together::new(4), Mutex::new(Vec::new()));
        let work = |asked: Vec<u32>| {
            turns.lock().expect("one at a time").push(asked.len());
            async move {
                tokio::task::yield_now().await;
                asked.into_iter().map(|one| one * 10).collect()
            }
        };
        let answers = join_all((0..10).map(|number| together.ask(number, work))).await;
        let wanted: Vec<_> = (0..10).map(|number| Some(number * 10)).collect();
        assert_eq!(answers, wanted);
        let turns = turns.into_inner().expect("over");
        assert_eq!(turns.iter().sum::<usize>(), 10, "each once: {turns:?}");
        assert!(turns.len() <= 4 && turns.iter().all(|many| *many <= 4), "{turns:?}");
    }

    #[tokio::test]
    async fn who_was_answered_waits_for_no_other_turn() {
        let together = Together::new(2);
        let (goes_on, goes) = (tokio::sync::Notify::new(), |asked: Vec<u32>| async { asked });
        let waits = |asked: Vec<u32>| async {
            goes_on.notified().await;
            asked
        };
        let mut first = Box::pin(together.ask(1, waits));
        assert!(futures_util::poll!(&mut first).is_pending());
        let mut others: Vec<_> = (2..5).map(|number| Box::pin(together.ask(number, goes))).collect();
        for other in &mut others {
            assert!(futures_util::poll!(other).is_pending());
        }
        // The second does the third's too; the turn after it is another's, who does nothing yet.
        goes_on.notify_one();
        assert_eq!(first.await, Some(1));
        assert_eq!(others.remove(0).await, Some(2));
        let _turn = together.turn.lock();
        assert_eq!(futures_util::poll!(&mut others[0]), std::task::Poll::Ready(Some(3)));
    }

    #[tokio::test]
    async fn who_goes_away_takes_nobody_with_them() {
        let together = Together::new(4);
        let never = |asked: Vec<u32>| async move {
            std::future::pending::<()>().await;
            asked
        };
        let at_once = |asked: Vec<u32>| async move { asked };
        let broken_off = {
            let mut first = Box::pin(together.ask(1, never));
            assert!(futures_util::poll!(&mut first).is_pending());
            // Waits for the turn of the first, and is not in it.
            let mut second = Box::pin(together.ask(2, at_once));
            assert!(futures_util::poll!(&mut second).is_pending());
            drop(first);
            second.await
        };
        assert_eq!(broken_off, Some(2));
        // In the turn of one who goes away: that is told, and nothing hangs.
        let mut first = Box::pin(together.ask(1, never));
        assert!(futures_util::poll!(&mut first).is_pending());
        drop(first);
        assert_eq!(together.ask(3, at_once).await, Some(3));
        // An answer that is missing is a turn that was broken off.
        assert_eq!(together.ask(4, |_| async { Vec::new() }).await, None);
    }
}
