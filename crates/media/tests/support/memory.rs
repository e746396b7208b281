//! How much this process has held.

use std::fs;

/// Watches the memory of this process from now on.
pub struct Watch {
    /// Kilobytes.
    begun: Option<u64>,
}

impl Watch {
    /// Begins: what was held at most before is forgotten where the system lets us.
    pub fn begin() -> Watch {
        let _ = fs::write("/proc/self/clear_refs", "5");
        Watch { begun: most_held() }
    }

    /// Bytes that were held at most since, beyond what was held then; `None` where the system does not tell.
    pub fn grown(&self) -> Option<u64> {
        Some(most_held()?.saturating_sub(self.begun?) << 10)
    }
}

fn most_held() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
