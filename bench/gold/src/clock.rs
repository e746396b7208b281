//! How long this thread has worked: others at work on the machine do not count.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Begins to count when it is made.
#[derive(Debug, Clone, Copy)]
pub struct CpuClock(Duration);

impl CpuClock {
    /// Begins to count.
    pub fn start() -> CpuClock {
        CpuClock(now())
    }

    /// How much processor time this thread has taken since.
    pub fn taken(self) -> Duration {
        now().saturating_sub(self.0)
    }
}

fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}
