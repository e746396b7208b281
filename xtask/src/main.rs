//! What the project does to itself: `cargo xtask tidy` runs the rules of the house over the sources, `cargo xtask
//! new-feature NAME` lays out a feature, `cargo xtask ci` is the whole CI as a readable list.

mod archive;
mod ci;
mod fuzz;
mod new_feature;
mod sources;
mod supply;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

const USAGE: &str = "\
Usage: cargo xtask <command>

  tidy                  check the rules of the house; exit code 1 when one is broken
  tidy rules            list the rules
  new-feature NAME      lay out crates/newsroom/src/features/NAME
  archive               make demo/archive anew from the texts in KHABAR_CORPORA
  licences              check licences, banned crates and registries against deny.toml
  advisories FOLDER     check Cargo.lock against the RustSec advisories in FOLDER
  sbom                  print what the program is made of, as CycloneDX JSON
  fuzz [SECONDS]        run each fuzz target so long (60), where cargo-fuzz is installed
  ci                    print the steps of the CI
  ci run [--quick]      run them (use ./test, which also brings PostgreSQL and a browser);
                        --quick leaves out what needs Node and Chromium";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<bool> {
    match arguments {
        ["tidy"] => tidy::report(&root()?),
        ["tidy", "rules"] => {
            print!("{}", tidy::list());
            Ok(true)
        }
        ["new-feature", name] => new_feature::lay_out(&root()?, name).map(|()| true),
        ["archive"] => archive::make(&root()?).map(|()| true),
        ["licences"] => supply::licences(&root()?),
        ["advisories", folder] => supply::advisories(&root()?, Path::new(folder)),
        ["sbom"] => {
            print!("{}", supply::sbom(&root()?)?);
            Ok(true)
        }
        ["fuzz"] => fuzz::run(&root()?, fuzz::SECONDS),
        ["fuzz", seconds] => fuzz::run(&root()?, seconds.parse().context("a number of seconds")?),
        ["ci"] => {
            print!("{}", ci::list(&root()?)?);
            Ok(true)
        }
        ["ci", "run"] => ci::run(&root()?, ci::Extent::Full),
        ["ci", "run", "--quick"] => ci::run(&root()?, ci::Extent::Quick),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => anyhow::bail!("unknown command\n\n{USAGE}"),
    }
}

/// The folder of the workspace: where cargo runs it, and not where it was built, in case a folder of built things was copied.
fn root() -> Result<PathBuf> {
    let built = || Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
    let own = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(built, PathBuf::from);
    Ok(own.parent().context("xtask lies inside the workspace")?.to_path_buf())
}
