//! The figures, one file each, and how long and on which newsrooms they are measured.

mod cached;
mod cold;
mod flood;
mod import;
mod mirror;
mod schedule;
mod start;
mod visible;

use std::path::{Path, PathBuf};

use crate::report::Report;
use crate::seed::{self, Filled};
use crate::tools::{self, LOAD_CORE, pinned};

/// What is measured in this run, and how.
pub struct Plan {
    /// Windows of each load; the references' lie between.
    pub windows: usize,
    /// Seconds of a window.
    pub seconds: u32,
    /// How many articles are published one after the other.
    pub publications: usize,
    /// How many articles are due in one second.
    pub due: usize,
    /// How many posts are brought in from outside: of a smaller file and of a larger one.
    pub imports: [usize; 2],
    /// The sizes of the newsrooms.
    counts: Vec<usize>,
    only: Vec<String>,
    folder: PathBuf,
    scratch: tempfile::TempDir,
}

impl Plan {
    /// The plan for these wishes.
    pub fn new(quick: bool, full: bool, only: Vec<String>, folder: Option<PathBuf>) -> anyhow::Result<Plan> {
        let known = ["cached", "cold", "flood", "import", "mirror", "schedule", "visible", "start"];
        if let Some(unknown) = only.iter().find(|name| !known.contains(&name.as_str())) {
            anyhow::bail!("there is no figure `{unknown}`; there are {}", known.join(", "));
        }
        let counts = match (quick, full) {
            (true, _) => vec![1_000],
            (_, true) => vec![1_000, 100_000, 1_000_000],
            _ => vec![1_000, 100_000],
        };
        let (windows, seconds, publications, due) = if quick { (3, 1, 30, 100) } else { (7, 2, 200, 1_000) };
        let imports = if quick { [200, 800] } else { [10_000, 40_000] };
        let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("khabar-bench"));
        std::fs::create_dir_all(&folder)?;
        Ok(Plan {
            windows,
            seconds,
            publications,
            due,
            imports,
            counts,
            only,
            folder,
            scratch: tempfile::tempdir()?,
        })
    }

    /// A folder that goes away with the run.
    pub fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    /// Whether a newsroom of this size is measured.
    pub fn measures(&self, count: usize) -> bool {
        self.counts.contains(&count)
    }

    fn wants(&self, figure: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == figure)
    }
}

/// Measures everything that is wanted and possible.
pub fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    tools::newsroom::binary()?;
    // An import takes every core there is.
    if plan.wants("import") {
        import::measure(plan, report)?;
    }
    if plan.wants("schedule") {
        schedule::measure(plan, report)?;
    }
    if !["cached", "cold", "flood", "mirror", "visible", "start"].iter().any(|figure| plan.wants(figure)) {
        return Ok(());
    }
    anyhow::ensure!(tools::has("taskset"), "taskset (util-linux) is needed to keep server and load apart");
    let rooms: Vec<Filled> =
        plan.counts.iter().map(|count| seed::filled(&plan.folder, *count)).collect::<Result<_, _>>()?;
    // Filling takes every core; from here on this process is load.
    pinned::stay_on(LOAD_CORE)?;
    let has_wrk = tools::has("wrk");
    if !has_wrk {
        report.not_run("cached, cold, flood and start", "wrk is missing: apt-get install wrk");
    }
    rooms.iter().for_each(|room| seed_figures(room, report));
    let Some(smallest) = rooms.first() else { return Ok(()) };
    if plan.wants("start") && has_wrk {
        start::measure(plan, smallest, report)?;
    }
    if plan.wants("cached") && has_wrk {
        match tools::has("nginx") {
            true => cached::measure(plan, smallest, report)?,
            false => report.not_run("cached", "nginx is missing: apt-get install nginx-light"),
        }
    }
    if plan.wants("cold") && has_wrk {
        cold::measure(plan, &rooms, report)?;
    }
    if plan.wants("flood") && has_wrk {
        flood::measure(plan, smallest, report)?;
    }
    if plan.wants("visible") {
        for room in rooms.iter().take(2) {
            visible::measure(plan, room, report)?;
        }
    }
    if plan.wants("mirror") {
        for room in rooms.iter().take(2) {
            mirror::measure(plan, room, report)?;
        }
    }
    Ok(())
}

fn seed_figures(room: &Filled, report: &mut Report) {
    let count = room.log.articles;
    let rate = room.log.per_second;
    // A small newsroom is filled before the machine has warmed up.
    let is_telling = count >= 10_000;
    let figure = crate::report::Figure::new(format!("fill {count} articles"), rate, "/s");
    report.add(figure.target("≥ 3,000", is_telling.then_some(rate >= 3_000.0)));
    report.add(crate::report::Figure::new(
        format!("search index of {count} articles anew"),
        room.log.index_seconds,
        "s",
    ));
}
