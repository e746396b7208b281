//! Has libFuzzer look for what breaks the targets of `fuzz/targets`, each for some time, where cargo-fuzz and the nightly
//! compiler are installed. What it finds worth keeping stays in `.test/fuzz`; the seeds are written by hand.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// Seconds for each target when nothing is said.
pub const SECONDS: u32 = 60;

/// Runs each target so long; whether nothing was found.
pub fn run(root: &Path, seconds: u32) -> Result<bool> {
    if let Some(why) = missing() {
        println!("NOT RUN: fuzzing ({why})");
        return Ok(true);
    }
    let mut well = true;
    for target in targets(root)? {
        let told = one(root, &target, seconds)?;
        println!("{target}: {told}");
        well &= told.is_clean;
    }
    Ok(well)
}

/// Why it cannot be run here.
fn missing() -> Option<String> {
    let says = |arguments: &[&str]| {
        Command::new("cargo").args(arguments).output().is_ok_and(|output| output.status.success())
    };
    if !says(&["fuzz", "--version"]) {
        return Some("cargo-fuzz is not installed".to_owned());
    }
    (!says(&["+nightly", "--version"])).then(|| "there is no nightly compiler".to_owned())
}

fn targets(root: &Path) -> Result<Vec<String>> {
    let folder = root.join("fuzz/fuzz_targets");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// What became of one target.
struct Told {
    is_clean: bool,
    words: String,
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

fn one(root: &Path, target: &str, seconds: u32) -> Result<Told> {
    let (found, seeds) = (root.join(".test/fuzz").join(target), root.join("fuzz/corpus").join(target));
    std::fs::create_dir_all(&found).context("a folder for what is found")?;
    let mut command = Command::new("cargo");
    command.args(["+nightly", "fuzz", "run", "--sanitizer", "none", target]).args([&found, &seeds]);
    command.arg("--").arg(format!("-max_total_time={seconds}"));
    command.args(["-max_len=16384", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]);
    command.current_dir(root).env("RUSTFLAGS", "-C debuginfo=0");
    if std::env::var_os("CARGO_TARGET_DIR").is_none() {
        command.env("CARGO_TARGET_DIR", root.join("target/fuzz"));
    }
    let output = command.output().context("starting cargo fuzz")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let is_clean = output.status.success();
    let words = match inputs(&said) {
        Some(inputs) if is_clean => format!("{inputs} inputs in {seconds} s, clean"),
        _ => format!("FOUND SOMETHING\n{}", last_lines(&said)),
    };
    Ok(Told { is_clean, words })
}

fn inputs(said: &str) -> Option<u64> {
    let line = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    line.trim().parse().ok()
}

fn last_lines(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_read_from_what_it_says() {
        let said = "Done 12 runs\nstat::number_of_executed_units: 4567\nstat::average_exec_per_sec:  12";
        assert_eq!(inputs(said), Some(4567));
        assert_eq!(inputs("error"), None);
    }

    #[test]
    fn each_target_has_seeds() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let targets = targets(root).unwrap();
        assert!(targets.len() >= 10);
        for target in targets {
            assert!(root.join("fuzz/corpus").join(&target).is_dir(), "{target}");
        }
    }
}
