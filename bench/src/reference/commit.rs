//! What a synced commit costs on this disk, with nothing around it.

use std::path::Path;
use std::time::Instant;

use super::store;

/// The milliseconds of so many commits of one row of 4 kB each, on a file in `folder`.
pub fn measure(folder: &Path, count: i64) -> anyhow::Result<Vec<f64>> {
    let path = folder.join("bench-commit.db");
    let connection = store::open(&path)?;
    let body = "x".repeat(4 << 10);
    let mut taken = Vec::new();
    for id in 0..count {
        let begun = Instant::now();
        store::put(&connection, id, &body)?;
        taken.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    drop(connection);
    std::fs::remove_file(path)?;
    Ok(taken)
}
