//! What it takes to bring in a whole site from WordPress, without pictures, into SQLite: posts a second, and the memory at
//! its highest for two sizes of file, which must not grow with the file.

use std::fs;

use anyhow::Context;
use serde_json::Value;

use super::Plan;
use crate::report::{Figure, Report};
use crate::seed;
use crate::tools::newsroom;

const TARGET: f64 = 2_000.0;
/// What the highest memory of the larger file may be, by that of the smaller one.
const GROWTH: f64 = 1.5;

/// Imports both files, each into a newsroom of its own.
pub fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let mut peaks = Vec::new();
    for count in plan.imports {
        let folder = plan.folder.join(format!("import-{count}"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let (data, file) = (folder.join("newsroom"), folder.join("export.xml"));
        seed::opened(&data)?;
        let bytes = seed::export(&file, count)?;
        let path = file.to_str().context("the folder's name is no text")?;
        let run = newsroom::measured(&data, &["import", "wordpress", "--publish", "--json", path])?;
        let said: Value = serde_json::from_str(&run.printed).context("the import's report")?;
        anyhow::ensure!(said["published"] == count, "{} of {count} posts were published", said["published"]);
        let (rate, megabytes) = (count as f64 / run.seconds, bytes >> 20);
        let figure = Figure::new(format!("import {count} posts ({megabytes} MB)"), rate, "/s");
        report.add(figure.target("≥ 2,000", rate >= TARGET));
        let peak = run.peak as f64 / f64::from(1 << 20);
        report.add(Figure::new(format!("import {count} posts: memory at its highest"), peak, "MB"));
        peaks.push(peak);
        fs::remove_dir_all(&folder)?;
    }
    if let [small, large] = peaks[..] {
        let figure =
            Figure::new("import: memory of the larger file by the smaller one's", large / small, "×");
        report.add(figure.target("≤ 1.5", large / small <= GROWTH));
    }
    Ok(())
}
