//! The figures, as a table and as JSON.

use std::fs;
use std::path::Path;

use serde::Serialize;

/// One figure beside its reference.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What was measured.
    pub figure: String,
    /// What came out.
    pub value: f64,
    /// In what; `1` for a share of a whole.
    pub unit: &'static str,
    /// What the reference came to in the same run.
    pub reference: Option<f64>,
    /// Value by reference.
    pub ratio: Option<f64>,
    /// The smallest and largest window.
    pub spread: Option<[f64; 2]>,
    /// What it should be, in words.
    pub target: Option<String>,
    /// Whether it is; `None` where there is no target, or the machine was too unsteady to say.
    pub met: Option<bool>,
}

impl Figure {
    /// A bare figure.
    pub fn new(figure: impl Into<String>, value: f64, unit: &'static str) -> Figure {
        let (figure, none) = (figure.into(), None);
        Figure { figure, value, unit, reference: none, ratio: none, spread: None, target: None, met: None }
    }

    /// The smallest and largest window.
    pub fn spread(mut self, spread: crate::stats::Spread) -> Figure {
        self.spread = Some([spread.least, spread.most]);
        self
    }

    /// What the reference came to.
    pub fn beside(mut self, reference: f64) -> Figure {
        self.reference = Some(reference);
        self.ratio = (reference != 0.0).then(|| self.value / reference);
        self
    }

    /// What it should be, and whether it is.
    pub fn target(mut self, words: impl Into<String>, met: impl Into<Option<bool>>) -> Figure {
        self.target = Some(words.into());
        self.met = met.into();
        self
    }
}

/// All figures of a run.
#[derive(Default)]
pub struct Report {
    figures: Vec<Figure>,
}

impl Report {
    /// Prints what machine this is.
    pub fn begin() -> Report {
        machine().iter().for_each(|line| println!("{line}"));
        Report::default()
    }

    /// Adds a figure and prints it at once.
    pub fn add(&mut self, figure: Figure) {
        println!("{}", line(&figure));
        self.figures.push(figure);
    }

    /// Says what could not be measured here.
    pub fn not_run(&self, what: &str, why: &str) {
        println!("NOT RUN: {what} ({why})");
    }

    /// Prints the whole table, and writes the JSON.
    pub fn end(self, json: Option<&Path>) -> anyhow::Result<()> {
        println!("\n{}", "-".repeat(120));
        self.figures.iter().for_each(|figure| println!("{}", line(figure)));
        let missed = self.figures.iter().filter(|figure| figure.met == Some(false)).count();
        println!("{} figures, {missed} short of their target", self.figures.len());
        if let Some(path) = json {
            fs::write(path, serde_json::to_string_pretty(&self.figures)?)?;
        }
        Ok(())
    }
}

fn line(figure: &Figure) -> String {
    let (value, unit) = match figure.unit {
        "1" => (format!("{:.4}", figure.value), ""),
        unit => (short(figure.value), unit),
    };
    let mut line = format!("{:<58} {value:>10} {unit:<8}", figure.figure);
    let spread = figure.spread.map(|[least, most]| format!("[{}–{}]", short(least), short(most)));
    line.push_str(&format!(" {:<17}", spread.unwrap_or_default()));
    let beside = figure.reference.map(|reference| {
        let ratio = figure.ratio.map(|ratio| format!(" ×{ratio:.2}")).unwrap_or_default();
        format!("reference {}{ratio}", short(reference))
    });
    line.push_str(&format!(" {:<28}", beside.unwrap_or_default()));
    let verdict = match figure.met {
        Some(true) => " met",
        Some(false) => " MISSED",
        None if figure.target.is_some() => " not judged",
        None => "",
    };
    line.push_str(&figure.target.as_ref().map(|target| format!(" {target}:{verdict}")).unwrap_or_default());
    line.trim_end().to_owned()
}

fn short(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn machine() -> [String; 3] {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let (cpu, memory) = (read("/proc/cpuinfo"), read("/proc/meminfo"));
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    [
        format!(
            "machine: {cores} cores, {}, memory {}",
            field(&cpu, "model name"),
            field(&memory, "MemTotal")
        ),
        format!("kernel:  {}", read("/proc/sys/kernel/osrelease").trim()),
        format!("load:    {} (others at work make every figure worse)", read("/proc/loadavg").trim()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_was_missed() {
        let figure = Figure::new("pages", 3000.0, "/s").beside(6000.0).target("≥ 4,000", false);
        let line = line(&figure);
        assert!(line.contains("×0.50") && line.ends_with("≥ 4,000: MISSED"), "{line}");
    }
}
