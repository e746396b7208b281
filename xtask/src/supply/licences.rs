//! The licences of the crates that are built in, the crates that must not be, and where they come from.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::admitted::Rules;

const REGISTRIES: [&str; 2] =
    ["registry+https://github.com/rust-lang/crates.io-index", "sparse+https://index.crates.io/"];

/// A crate, as cargo tells of it.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    /// `None`: it is one of ours.
    source: Option<String>,
    #[serde(default)]
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Clone, Deserialize)]
struct Dependency {
    name: String,
    req: String,
    /// `None`: it lies beside us.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
}

/// Every crate that is built on one of the platforms.
pub fn packages(root: &Path, rules: &Rules) -> Result<Vec<Package>> {
    let mut found = BTreeMap::new();
    for target in &rules.targets {
        let asked = ["metadata", "--locked", "--format-version", "1", "--filter-platform", target];
        let output =
            Command::new("cargo").args(asked).current_dir(root).output().context("starting cargo")?;
        let said = String::from_utf8_lossy(&output.stderr);
        anyhow::ensure!(output.status.success(), "cargo metadata for {target}: {said}");
        let metadata: Metadata = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
        let is_built = |id: &str| metadata.resolve.nodes.iter().any(|node| node.id == id);
        let built = metadata.packages.iter().filter(|package| is_built(&package.id));
        found.extend(built.map(|package| (package.id.clone(), package.clone())));
    }
    Ok(found.into_values().collect())
}

/// What is not admitted.
pub fn check(packages: &[Package], rules: &Rules) -> Vec<String> {
    let mut findings = Vec::new();
    for package in packages {
        let place = format!("{} {}", package.name, package.version);
        if let Some((_, why)) = rules.banned.iter().find(|(name, _)| *name == package.name) {
            findings.push(format!("{place} must not come in: {why}"));
        }
        match &package.source {
            None => {
                let from_elsewhere =
                    package.dependencies.iter().filter(|one| one.source.is_some() && one.req == "*");
                findings
                    .extend(from_elsewhere.map(|one| format!("{place} takes any version of {}", one.name)));
            }
            Some(source) => {
                findings.extend(licence_fault(package, rules).map(|fault| format!("{place} {fault}")));
                if !REGISTRIES.contains(&source.as_str()) {
                    findings.push(format!("{place} comes from {source}"));
                }
            }
        }
    }
    findings
}

fn licence_fault(package: &Package, rules: &Rules) -> Option<String> {
    let Some(licence) = &package.license else { return Some("names no licence".to_owned()) };
    // Older crates write «MIT/Apache-2.0».
    let expression = match spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX) {
        Ok(expression) => expression,
        Err(error) => return Some(format!("has a licence that is not understood: {}", error.reason)),
    };
    let is_admitted = |wanted: &spdx::LicenseReq| rules.licences.iter().any(|one| one.satisfies(wanted));
    (!expression.evaluate(is_admitted)).then(|| format!("has a licence that is not admitted: {licence}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        [graph]
        targets = ["x"]
        [licenses]
        allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "MPL-2.0"]
        [bans]
        deny = [{ crate = "openssl-sys", reason = "links OpenSSL" }]
    "#;

    fn found(name: &str, license: Option<&str>, source: Option<&str>) -> Vec<String> {
        let package = Package {
            id: name.into(),
            name: name.into(),
            version: "1.0.0".into(),
            license: license.map(str::to_owned),
            source: source.map(str::to_owned),
            dependencies: vec![
                Dependency { name: "beside".into(), req: "*".into(), source: None },
                Dependency { name: "any".into(), req: "*".into(), source: Some(REGISTRIES[0].into()) },
            ],
        };
        check(&[package], &Rules::read(RULES).unwrap())
    }

    #[test]
    fn a_licence_is_admitted_or_not() {
        let table = [
            (Some("MIT"), true),
            (Some("MIT OR GPL-3.0-only"), true),
            (Some("MIT/Apache-2.0"), true),
            (Some("(MIT OR Apache-2.0) AND MPL-2.0"), true),
            (Some("Apache-2.0 WITH LLVM-exception"), true),
            (Some("MIT AND GPL-3.0-only"), false),
            (Some("GPL-2.0"), false),
            (Some("AGPL-3.0-or-later"), false),
            (Some("MIT WITH LLVM-exception"), false),
            (Some("whatever"), false),
            (None, false),
        ];
        for (licence, admitted) in table {
            let findings = found("a", licence, Some(REGISTRIES[0]));
            assert_eq!(findings.is_empty(), admitted, "{licence:?}: {findings:?}");
        }
    }

    #[test]
    fn what_must_not_come_in_is_named_with_the_reason() {
        let findings = found("openssl-sys", Some("MIT"), Some(REGISTRIES[0]));
        assert_eq!(findings, ["openssl-sys 1.0.0 must not come in: links OpenSSL"]);
        let findings = found("a", Some("MIT"), Some("git+https://example.org/a"));
        assert_eq!(findings, ["a 1.0.0 comes from git+https://example.org/a"]);
    }

    #[test]
    fn ours_needs_no_licence_and_names_versions() {
        assert_eq!(found("ours", None, None), ["ours 1.0.0 takes any version of any"]);
    }
}
