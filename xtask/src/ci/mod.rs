//! The whole CI as a readable list. Start at [`steps`]: the order in which a broken thing is found soonest. `./test`
//! brings what the steps need (PostgreSQL, a browser) and then runs them through here.

mod counts;
mod doc_tests;
mod runner;
mod tools;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use crate::supply;
use counts::Counter;
use tools::Tools;

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Full,
    /// Without what needs Node and Chromium.
    Quick,
}

/// One step.
struct Step {
    name: &'static str,
    work: Work,
}

enum Work {
    /// A program with its arguments.
    Run { command: Vec<String>, counter: Counter },
    /// The rules of the house, in this process.
    Tidy,
    /// Cannot be run here, for this reason.
    NotRun(String),
}

/// The steps as text.
pub fn list(root: &Path) -> Result<String> {
    let mut text = String::new();
    for step in steps(root, &Tools::find(root), Extent::Full)? {
        match step.work {
            Work::Run { command, .. } => writeln!(text, "{:<22}{}", step.name, command.join(" "))?,
            Work::Tidy => writeln!(text, "{:<22}cargo xtask tidy", step.name)?,
            Work::NotRun(why) => writeln!(text, "{:<22}NOT RUN: {why}", step.name)?,
        }
    }
    Ok(text)
}

/// Runs the steps, all of them even when one fails, and prints what was not run and the counts as the last lines.
pub fn run(root: &Path, extent: Extent) -> Result<bool> {
    let tools = Tools::find(root);
    let mut outcome = runner::Outcome::default();
    for step in steps(root, &tools, extent)? {
        runner::run(&tools, step, &mut outcome)?;
    }
    runner::read_hidden_output(root, &mut outcome);
    print!("{}", outcome.summary());
    Ok(outcome.failed.is_empty())
}

/// What is run, in order. All cargo steps build the same thing (`--workspace --all-targets`), so that nothing is
/// compiled twice.
fn steps(root: &Path, tools: &Tools, extent: Extent) -> Result<Vec<Step>> {
    let mut steps = vec![
        cargo("format", &["fmt", "--all", "--check"], Counter::None),
        Step { name: "rules", work: Work::Tidy },
        licences(tools),
        advisories(tools),
    ];
    steps.extend(audit(tools)?);
    steps.extend(build_and_lints(tools));
    steps.push(rust_tests(tools));
    steps.extend(doc_tests(root)?);
    steps.push(fuzz(tools, extent));
    steps.push(bundle(tools, extent));
    steps.extend(browser("editor in a browser", "tests/editor", tools, extent));
    steps.extend(browser("journeys in a browser", "tests/journeys/browser", tools, extent));
    Ok(steps)
}

/// `clippy -D warnings` while it is built ([`Tools::surroundings`]), or, where that cannot be, before.
fn build_and_lints(tools: &Tools) -> Vec<Step> {
    let build = ["build", "--locked", "--workspace", "--all-targets"];
    if tools.clippy {
        return vec![cargo("build and lints", &build, Counter::None)];
    }
    let lints = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    vec![cargo("lints", &lints, Counter::None), cargo("build", &build, Counter::None)]
}

fn rust_tests(tools: &Tools) -> Step {
    if tools.nextest {
        let at_once = at_once().to_string();
        let arguments = [
            "nextest",
            "run",
            "--locked",
            "--workspace",
            "--all-targets",
            "--no-fail-fast",
            "--config-file",
            "xtask/nextest.toml",
            "--profile",
            "ci",
            "--test-threads",
            &at_once,
        ];
        return cargo("tests", &arguments, Counter::Nextest);
    }
    let arguments =
        ["test", "--locked", "--workspace", "--all-targets", "--no-fail-fast", "--", "--show-output"];
    cargo("tests", &arguments, Counter::CargoTest)
}

/// One test more than there are cores: many wait, for a server to start, for a time to come.
fn at_once() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get() + 1)
}

/// Documentation is compiled only where it holds code to run.
fn doc_tests(root: &Path) -> Result<Option<Step>> {
    let crates = doc_tests::crates_with_examples(root)?;
    if crates.is_empty() {
        return Ok(None);
    }
    let mut arguments = vec!["test", "--locked", "--doc", "--no-fail-fast"];
    arguments.extend(crates.iter().flat_map(|name| ["-p", name.as_str()]));
    Ok(Some(cargo("examples in the docs", &arguments, Counter::CargoTest)))
}

fn licences(tools: &Tools) -> Step {
    if !tools.deny {
        return cargo("licences", &["xtask", "licences"], Counter::None);
    }
    cargo(
        "licences",
        &["deny", "--locked", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"],
        Counter::None,
    )
}

fn advisories(tools: &Tools) -> Step {
    match &tools.advisories {
        // Ours says how old the database is.
        Some(folder) => cargo("known vulnerabilities", &["xtask", "advisories", folder], Counter::None),
        None => not_run(
            "known vulnerabilities",
            "known vulnerabilities (KHABAR_CORPORA names no folder with an advisory database)",
        ),
    }
}

/// Somebody else's eyes on the same database.
fn audit(tools: &Tools) -> Result<Option<Step>> {
    let Some(folder) = tools.advisories.as_ref().filter(|_| tools.audit) else { return Ok(None) };
    let borne = supply::borne(&tools.root)?;
    let mut arguments = vec!["audit", "--no-fetch", "--stale", "--db", folder];
    arguments.extend(borne.iter().flat_map(|id| ["--ignore", id.as_str()]));
    Ok(Some(cargo("cargo audit", &arguments, Counter::None)))
}

/// The seeds, and what is made of them, are taken with the other tests; this looks for what leads further into the code.
fn fuzz(tools: &Tools, extent: Extent) -> Step {
    match (tools.fuzz, extent) {
        (true, Extent::Full) => cargo("fuzz", &["xtask", "fuzz"], Counter::None),
        (true, Extent::Quick) => not_run("fuzz", "fuzzing (left out of the quick test)"),
        (false, _) => not_run("fuzz", "fuzzing that follows the code (cargo-fuzz is not installed)"),
    }
}

/// What the program carries of the editor is what its sources build.
fn bundle(tools: &Tools, extent: Extent) -> Step {
    let name = "the editor's bundle";
    if extent == Extent::Quick {
        return not_run(name, "the editor's bundle (left out of the quick test)");
    }
    if !tools.node || !tools.npm {
        return not_run(name, "the editor's bundle (Node is not installed)");
    }
    let command = ["sh", "xtask/with-node.sh", "desk", "check.mjs"].map(str::to_owned).to_vec();
    Step { name, work: Work::Run { command, counter: Counter::None } }
}

fn browser(name: &'static str, folder: &'static str, tools: &Tools, extent: Extent) -> Option<Step> {
    if !tools.root.join(folder).join("run.mjs").is_file() {
        return None;
    }
    let not = |why: &str| Some(Step { name, work: Work::NotRun(format!("{name} ({why})")) });
    if extent == Extent::Quick {
        return not("left out of the quick test");
    }
    if !tools.node || !tools.npm {
        return not("Node is not installed");
    }
    if !tools.chromium {
        return not("Chromium is not installed");
    }
    let command = ["sh", "xtask/with-node.sh", folder, "run.mjs"].map(str::to_owned).to_vec();
    Some(Step { name, work: Work::Run { command, counter: Counter::Node } })
}

fn cargo(name: &'static str, arguments: &[&str], counter: Counter) -> Step {
    let command = std::iter::once("cargo").chain(arguments.iter().copied()).map(str::to_owned).collect();
    Step { name, work: Work::Run { command, counter } }
}

fn not_run(name: &'static str, why: &str) -> Step {
    Step { name, work: Work::NotRun(why.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_and_not_left_out() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let steps = steps(root, &Tools::none(root), Extent::Full).unwrap();
        let said =
            |name: &str| steps.iter().any(|step| step.name == name && matches!(step.work, Work::NotRun(_)));
        assert!(said("known vulnerabilities") && said("journeys in a browser"));
        assert!(!said("licences"), "what is admitted is checked wherever cargo is");
    }

    #[test]
    fn our_crates_are_judged_while_they_are_built_or_before() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let judged = |tools: &Tools| {
            let with =
                |step: &Step| matches!(&step.work, Work::Run { command, .. } if command[1] == "clippy");
            (build_and_lints(tools).iter().any(with), !tools.surroundings().is_empty())
        };
        assert_eq!(judged(&Tools::none(root)), (true, false));
        assert_eq!(judged(&Tools::all(root)), (false, true));
    }

    #[test]
    fn the_quick_test_says_what_it_leaves_out() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let steps = steps(root, &Tools::all(root), Extent::Quick).unwrap();
        assert!(steps.iter().any(|step| matches!(&step.work, Work::NotRun(why) if why.contains("quick"))));
    }
}
