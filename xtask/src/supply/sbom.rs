//! What the program is made of, as CycloneDX 1.5: every crate that is built into `khabar` on one of the platforms, with its
//! licence, its hash and what it needs. It says no time and no chance: the same sources give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// The program that is told of.
const PROGRAM: &str = "khabar";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Needed>,
}

#[derive(Deserialize)]
struct Needed {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// A crate and what it needs, each by its address.
struct Part {
    package: Package,
    needs: BTreeSet<String>,
}

/// The list as JSON.
pub fn write(root: &Path, targets: &[String]) -> Result<String> {
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    for target in targets {
        for (address, part) in built(&metadata(root, target)?)? {
            match parts.get_mut(&address) {
                Some(known) => known.needs.extend(part.needs),
                None => drop(parts.insert(address, part)),
            }
        }
    }
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let lock: Lock = toml::from_str(&lock).context("Cargo.lock is not understood")?;
    let hashes: BTreeMap<(&str, &str), &str> = lock
        .package
        .iter()
        .filter_map(|one| Some(((one.name.as_str(), one.version.as_str()), one.checksum.as_deref()?)))
        .collect();
    Ok(serde_json::to_string_pretty(&document(&parts, &hashes)?)? + "\n")
}

fn metadata(root: &Path, target: &str) -> Result<String> {
    let asked = ["metadata", "--locked", "--format-version", "1", "--filter-platform", target];
    let output = Command::new("cargo").args(asked).current_dir(root).output().context("starting cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "cargo metadata for {target}: {said}");
    String::from_utf8(output.stdout).context("cargo metadata")
}

/// The program and all that is built for it, tests left out.
fn built(metadata: &str) -> Result<BTreeMap<String, Part>> {
    let metadata: Metadata = serde_json::from_str(metadata).context("cargo metadata")?;
    let mut packages: BTreeMap<String, Package> =
        metadata.packages.into_iter().map(|package| (package.id.clone(), package)).collect();
    let nodes: BTreeMap<&str, &Node> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let program = packages.values().find(|package| package.name == PROGRAM && package.source.is_none());
    let mut waiting = vec![program.with_context(|| format!("there is no {PROGRAM}"))?.id.clone()];
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        if found.contains_key(&id) {
            continue;
        }
        let node = nodes.get(id.as_str()).with_context(|| format!("{id} is not resolved"))?;
        let is_built =
            |needed: &&Needed| needed.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev"));
        let needs: Vec<String> = node.deps.iter().filter(is_built).map(|needed| needed.pkg.clone()).collect();
        waiting.extend(needs.iter().cloned());
        found.insert(id, needs);
    }
    let addresses: BTreeMap<&str, String> =
        found.keys().filter_map(|id| Some((id.as_str(), address(packages.get(id)?)))).collect();
    let needs: Vec<(String, BTreeSet<String>)> = found
        .iter()
        .map(|(id, needs)| {
            (id.clone(), needs.iter().filter_map(|id| addresses.get(id.as_str()).cloned()).collect())
        })
        .collect();
    let parts = needs.into_iter().filter_map(|(id, needs)| {
        let package = packages.remove(&id)?;
        Some((address(&package), Part { package, needs }))
    });
    Ok(parts.collect())
}

fn address(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

fn document(parts: &BTreeMap<String, Part>, hashes: &BTreeMap<(&str, &str), &str>) -> Result<Value> {
    let is_program = |part: &Part| part.package.name == PROGRAM && part.package.source.is_none();
    let (own, program) =
        parts.iter().find(|(_, part)| is_program(part)).context("the program is not in it")?;
    let component = |address: &String, part: &Part, kind: &str| {
        let Package { name, version, license, repository, .. } = &part.package;
        let mut told =
            json!({"type": kind, "bom-ref": address, "name": name, "version": version, "purl": address});
        if let Some(licence) = license {
            // Older crates write «MIT/Apache-2.0».
            told["licenses"] = json!([{"expression": licence.replace('/', " OR ")}]);
        }
        if let Some(hash) = hashes.get(&(name.as_str(), version.as_str())) {
            told["hashes"] = json!([{"alg": "SHA-256", "content": hash}]);
        }
        if let Some(repository) = repository {
            told["externalReferences"] = json!([{"type": "vcs", "url": repository}]);
        }
        told
    };
    let libraries: Vec<Value> = parts
        .iter()
        .filter(|(address, _)| *address != own)
        .map(|(address, part)| component(address, part, "library"))
        .collect();
    let needs: Vec<Value> =
        parts.iter().map(|(address, part)| json!({"ref": address, "dependsOn": part.needs})).collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(own, program, "application")},
        "components": libraries,
        "dependencies": needs,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: &str = "x86_64-unknown-linux-gnu";

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
    }

    fn listed(document: &Value) -> BTreeSet<String> {
        let components = document["components"].as_array().unwrap().iter();
        components.map(|one| one["purl"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn every_crate_that_cargo_builds_in_is_listed_with_licence_and_hash() {
        let text = write(root(), &[TARGET.to_owned()]).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let listed = listed(&document);
        let asked =
            ["tree", "--locked", "-p", PROGRAM, "-e", "normal,build", "--prefix", "none", "--target", TARGET];
        let output = Command::new("cargo").args(asked).current_dir(root()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said = String::from_utf8(output.stdout).unwrap();
        let mut wanted = BTreeSet::new();
        for line in said.lines() {
            let mut words = line.split_whitespace();
            if let (Some(name), Some(version)) = (words.next(), words.next()) {
                wanted.insert(format!("pkg:cargo/{name}@{}", version.trim_start_matches('v')));
            }
        }
        wanted.retain(|one| !one.starts_with("pkg:cargo/khabar@"));
        assert!(wanted.len() > 200, "{}", wanted.len());
        let missing: Vec<_> = wanted.difference(&listed).collect();
        assert!(missing.is_empty(), "cargo builds these, and they are not listed: {missing:?}");
        // What other programs of the workspace switch on may be more, but is no other world.
        assert!(listed.len() < wanted.len() * 5 / 4, "{} listed, {} built", listed.len(), wanted.len());
        for one in document["components"].as_array().unwrap() {
            let is_ours = one["version"] == "0.1.0" && one["hashes"].is_null();
            assert!(
                is_ours || one["hashes"][0]["content"].as_str().is_some_and(|hash| hash.len() == 64),
                "{one}"
            );
            assert!(one["licenses"][0]["expression"].is_string(), "{one}");
        }
        println!("{} crates listed, of which cargo builds {} for one platform", listed.len(), wanted.len());
    }

    #[test]
    fn tests_are_left_out_and_what_builds_is_not() {
        let package = |name: &str| json!({"id": name, "name": name, "version": "1.0.0", "license": "MIT", "repository": null, "source": if name == PROGRAM { Value::Null } else { json!("registry") }});
        let needed = |name: &str, kind: Value| json!({"pkg": name, "dep_kinds": [{"kind": kind}]});
        let metadata = json!({
            "packages": [package(PROGRAM), package("a"), package("builds"), package("tests"), package("b")],
            "resolve": {"nodes": [
                {"id": PROGRAM, "deps": [needed("a", Value::Null), needed("builds", json!("build")), needed("tests", json!("dev"))]},
                {"id": "a", "deps": [needed("b", Value::Null), needed(PROGRAM, json!("dev"))]},
                {"id": "b", "deps": []}, {"id": "builds", "deps": []}, {"id": "tests", "deps": []}]},
        });
        let parts = built(&metadata.to_string()).unwrap();
        let document = document(&parts, &BTreeMap::from([(("a", "1.0.0"), "00")])).unwrap();
        let wanted = ["pkg:cargo/a@1.0.0", "pkg:cargo/b@1.0.0", "pkg:cargo/builds@1.0.0"];
        assert_eq!(listed(&document), wanted.map(str::to_owned).into());
        assert_eq!(document["metadata"]["component"]["name"], PROGRAM);
        assert_eq!(document["components"][0]["hashes"][0]["content"], "00");
        assert_eq!(
            document["dependencies"][0],
            json!({"ref": "pkg:cargo/a@1.0.0", "dependsOn": ["pkg:cargo/b@1.0.0"]})
        );
    }
}
