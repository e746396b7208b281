//! What comes from elsewhere: which licences it has, whether anybody warns of it. `deny.toml` says what is admitted; where
//! cargo-deny and cargo-audit are installed they are asked, and these checks are for everywhere else.

mod admitted;
mod advisories;
mod licences;
mod sbom;

use std::path::Path;

use anyhow::{Context, Result};

/// An advisory database whose newest word is older than so many days is no longer believed to know everything.
const OLD: i64 = 30;

/// Days since 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "how old the advisories are depends on the day on which they are asked"
)]
fn today() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs() / 86_400).unwrap_or(i64::MAX)
}

/// The rules of `deny.toml` that are kept here.
fn rules(root: &Path) -> Result<admitted::Rules> {
    let text = std::fs::read_to_string(root.join("deny.toml")).context("deny.toml cannot be read")?;
    admitted::Rules::read(&text)
}

/// Prints which crates may not be built in; whether there were none.
pub fn licences(root: &Path) -> Result<bool> {
    let rules = rules(root)?;
    let packages = licences::packages(root, &rules)?;
    let findings = licences::check(&packages, &rules);
    findings.iter().for_each(|finding| println!("{finding}"));
    println!("{} crates, {} findings", packages.len(), findings.len());
    Ok(findings.is_empty())
}

/// The advisories that `deny.toml` says are known and borne.
pub fn borne(root: &Path) -> Result<Vec<String>> {
    Ok(rules(root)?.ignored)
}

/// What the program is made of, as CycloneDX JSON.
pub fn sbom(root: &Path) -> Result<String> {
    sbom::write(root, &rules(root)?.targets)
}

/// Prints which crates of `Cargo.lock` the advisories in `database` warn of; whether none is known to be vulnerable.
pub fn advisories(root: &Path, database: &Path) -> Result<bool> {
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let locked = advisories::locked(&lock)?;
    let known = advisories::read(database)?;
    anyhow::ensure!(!known.is_empty(), "{} holds no advisories", database.display());
    let newest = known.iter().map(|advisory| advisory.date.as_str()).max().unwrap_or_default();
    let warned = advisories::matching(&locked, &known, &rules(root)?.ignored);
    warned.iter().for_each(|warning| println!("{warning}"));
    let vulnerable = warned.iter().filter(|warning| warning.is_vulnerability).count();
    let age = advisories::age_in_days(newest, today())?;
    println!(
        "{} crates against {} advisories, the newest of {newest}, {age} days ago: {vulnerable} vulnerable, {} with a notice",
        locked.len(),
        known.len(),
        warned.len() - vulnerable
    );
    if age > OLD {
        println!(
            "NOT RUN: known vulnerabilities of the last {age} days (the advisory database ends with {newest})"
        );
    }
    Ok(vulnerable == 0)
}
