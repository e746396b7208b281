//! Runs one step: shows what it prints, keeps it in `.test/logs`, listens for what could not be run, and ends it when it
//! takes too long.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::counts::{not_run, plain};
use super::tools::Tools;
use super::{Step, Work};
use crate::tidy;

/// Much longer than any step takes on two cores from a clean clone: what takes so long has come to a stop.
const LONGEST_STEP: Duration = Duration::from_secs(50 * 60);
/// Where nextest writes what passing tests print.
const HIDDEN_OUTPUT: &str = "target/nextest/ci/junit.xml";

/// What came of the steps so far.
#[derive(Default)]
pub struct Outcome {
    /// Names of the steps that failed.
    pub failed: Vec<&'static str>,
    passed: usize,
    /// What could not be run, and how often that was said.
    not_run: BTreeMap<String, usize>,
    counts: Vec<(&'static str, Vec<String>)>,
}

impl Outcome {
    /// The last lines of a run: what failed, what was not run, the counts.
    pub fn summary(&self) -> String {
        let mut text = format!("\n{} steps passed, {} failed", self.passed, self.failed.len());
        text.extend(self.failed.iter().map(|name| format!("\n  FAILED: {name}")));
        let _ = writeln!(text, "\nNOT RUN: {}", self.not_run.len());
        text.extend(self.not_run.iter().map(|(what, times)| match times {
            1 => format!("  {what}\n"),
            _ => format!("  {what} ({times} times)\n"),
        }));
        for (name, lines) in &self.counts {
            let _ = writeln!(text, "{name}:");
            text.extend(lines.iter().map(|line| format!("{line}\n")));
        }
        text
    }

    fn hear(&mut self, line: &str) {
        if let Some(what) = not_run(line) {
            *self.not_run.entry(what.to_owned()).or_default() += 1;
        }
    }
}

/// Runs a step and adds what came of it.
pub fn run(tools: &Tools, step: Step, outcome: &mut Outcome) -> Result<()> {
    println!("\n=== {}", step.name);
    let started = Instant::now();
    let passed = match step.work {
        Work::NotRun(why) => {
            println!("NOT RUN: {why}");
            outcome.hear(&format!("NOT RUN: {why}"));
            return Ok(());
        }
        Work::Tidy => tidy::report(&tools.root)?,
        Work::Run { command, counter } => {
            println!("$ {}", command.join(" "));
            let (passed, lines) = run_command(tools, &command, step.name)?;
            lines.iter().for_each(|line| outcome.hear(line));
            outcome
                .counts
                .extend(Some((step.name, counter.read(&lines))).filter(|(_, counts)| !counts.is_empty()));
            passed
        }
    };
    println!(
        "=== {}: {} in {:.0} s",
        step.name,
        if passed { "passed" } else { "FAILED" },
        started.elapsed().as_secs_f64()
    );
    if passed {
        outcome.passed += 1;
    } else {
        outcome.failed.push(step.name);
    }
    Ok(())
}

/// Listens to what passing tests printed where the runner did not show it.
pub fn read_hidden_output(root: &Path, outcome: &mut Outcome) {
    let shown = outcome.counts.iter().any(|(_, lines)| lines.iter().any(|line| line.contains("Summary [")));
    if !shown {
        return;
    }
    let text = std::fs::read_to_string(root.join(HIDDEN_OUTPUT)).unwrap_or_default();
    for line in text.lines() {
        // The first line of an output follows its tag.
        let line = line.rsplit_once("<system-out>").map_or(line, |(_, first)| first);
        let line = line.trim_end_matches("</system-out>");
        outcome.hear(
            &line.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"),
        );
    }
}

fn run_command(tools: &Tools, command: &[String], name: &str) -> Result<(bool, Vec<String>)> {
    let (program, arguments) = command.split_first().context("a step has a program")?;
    let logs = tools.root.join(".test/logs");
    std::fs::create_dir_all(&logs)?;
    let mut log = File::create(logs.join(format!("{}.log", name.replace(' ', "-"))))?;
    let mut child = Command::new(program)
        .args(arguments)
        .envs(tools.surroundings())
        .current_dir(&tools.root)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting {program}"))?;
    let heard = listen(&mut child);
    let deadline = Instant::now() + LONGEST_STEP;
    let mut lines = Vec::new();
    loop {
        match heard.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                println!("{line}");
                let line = plain(&line);
                writeln!(log, "{line}")?;
                lines.push(line);
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                println!("ended after {} minutes", LONGEST_STEP.as_secs() / 60);
                end(child.id());
                break;
            }
        }
    }
    Ok((child.wait()?.success(), lines))
}

/// The lines of both outputs, as they come.
fn listen(child: &mut Child) -> mpsc::Receiver<String> {
    let (said, heard) = mpsc::channel();
    let outputs: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|output| Box::new(output) as _),
        child.stderr.take().map(|output| Box::new(output) as _),
    ];
    for output in outputs.into_iter().flatten() {
        let said = said.clone();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            let mut line = Vec::new();
            while output.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                let text = String::from_utf8_lossy(&line).trim_end_matches('\n').to_owned();
                line.clear();
                if said.send(text).is_err() {
                    break;
                }
            }
        });
    }
    heard
}

/// Ends a process and all that descend from it.
fn end(process: u32) {
    let mut family = vec![process];
    let parents = parents();
    let mut looked_at = 0;
    while let Some(parent) = family.get(looked_at).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
        looked_at += 1;
    }
    let family: Vec<String> = family.iter().map(u32::to_string).collect();
    let _ = Command::new("kill").arg("-KILL").args(family).status();
}

/// Every process of this machine with its parent.
fn parents() -> Vec<(u32, u32)> {
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    let ids = processes.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    ids.filter_map(|id| {
        let about = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // After the name, which may hold anything and ends in the last bracket, come the state and the parent.
        let parent = about.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
        Some((id, parent))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_the_last_lines() {
        let mut outcome = Outcome { passed: 1, failed: vec!["lints"], ..Outcome::default() };
        outcome.hear("NOT RUN: a (b)");
        outcome.hear("NOT RUN: a (b)");
        outcome.counts.push(("tests", vec!["5 passed".into()]));
        let summary = outcome.summary();
        assert!(summary.contains("FAILED: lints\nNOT RUN: 1\n  a (b) (2 times)\n"), "{summary}");
        assert!(summary.ends_with("tests:\n5 passed\n"), "{summary}");
    }

    #[test]
    fn a_process_is_ended_with_its_children() {
        let child = Command::new("sh").args(["-c", "sleep 60 & sleep 60"]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(200));
        let family = parents();
        let children: Vec<_> =
            family.iter().filter(|(_, parent)| *parent == child.id()).map(|(id, _)| *id).collect();
        assert!(!children.is_empty());
        end(child.id());
        let mut child = child;
        child.wait().unwrap();
        std::thread::sleep(Duration::from_millis(100));
        let still = |id: &u32| {
            std::fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|about| !about.contains(") Z "))
        };
        assert!(!children.iter().any(still));
    }
}
