//! Work that takes a processor for a while and that nobody waits for.

use std::thread;

use tokio::sync::oneshot;

/// How far such work steps back, as `nice` counts it: against a busy thread it gets a tenth of a processor.
const STEP_BACK: i32 = 10;

/// Does blocking work on a thread of its own, which the machine runs when no other thread of the process wants to. `None`
/// when it panicked or no thread could be begun.
pub async fn behind<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (answer, done) = oneshot::channel();
    let quiet = move || {
        // Of a thread, not of the process: Linux keeps it so.
        if let Err(error) = rustix::process::nice(STEP_BACK) {
            tracing::debug!(%error, "work behind is as urgent as all else");
        }
        let _ = answer.send(work());
    };
    if let Err(error) = thread::Builder::new().name("behind".into()).spawn(quiet) {
        tracing::warn!(%error, "no thread for work behind");
        return None;
    }
    done.await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_steps_back_answers_and_leaves_the_others_as_they_were() {
        // Where the process itself has stepped back already, the thread stands no further than the last step.
        let of_thread = || rustix::process::nice(0).expect("it can be asked");
        let before = of_thread();
        assert_eq!(behind(of_thread).await, Some((before + STEP_BACK).min(19)));
        assert_eq!(of_thread(), before);
        assert_eq!(behind(|| -> u8 { panic!("on purpose") }).await, None);
    }
}
