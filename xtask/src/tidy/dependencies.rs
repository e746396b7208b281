//! Dependencies point one way: the binary knows the product, the product knows the toolkit, the toolkit knows the store
//! and pure text; nobody knows anybody above or beside.

use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str =
    "khabar → newsroom → {web jobs search media theme fetch bus} → store; formats and text know none of ours";

/// Each crate of ours and those of ours that it may know.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("backup", &[]),
    ("bus", TOOLKIT),
    ("card", &[]),
    ("content", &["text"]),
    ("coverage", &["text"]),
    ("fetch", TOOLKIT),
    ("formats", &[]),
    ("jobs", TOOLKIT),
    ("khabar", ALL),
    ("media", TOOLKIT),
    (
        "newsroom",
        &[
            "bus", "card", "content", "coverage", "fetch", "formats", "jobs", "media", "search", "store",
            "text", "theme", "web",
        ],
    ),
    ("search", TOOLKIT),
    ("store", &[]),
    ("text", &[]),
    ("theme", TOOLKIT),
    ("web", TOOLKIT),
];
const TOOLKIT: &[&str] = &["store", "text"];
const ALL: &[&str] = &[
    "backup", "bus", "card", "content", "fetch", "formats", "jobs", "media", "newsroom", "search", "store",
    "text", "theme", "web",
];
const TABLES: &[&str] = &["dependencies", "build-dependencies", "dev-dependencies"];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let manifests = sources.tree.files().filter_map(|file| {
        let name = file.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
        Some((name, file))
    });
    let mut findings = Vec::new();
    for (name, file) in manifests {
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(known, _)| *known == name) else {
            findings.push(Finding::at(
                &file.path,
                1,
                "a crate without a place: add it to MAY_KNOW in tidy/dependencies.rs, with those it may know",
            ));
            continue;
        };
        for (line, known) in known_by(&file.text) {
            let ours = MAY_KNOW.iter().any(|(crate_name, _)| *crate_name == known) && known != name;
            if ours && !allowed.contains(&known.as_str()) {
                let message = format!(
                    "{name} must not know {known}: pass in what is needed, or move the code to where both are known"
                );
                findings.push(Finding::at(&file.path, line, message));
            }
        }
    }
    findings
}

/// The crates a manifest names, with the lines they stand on.
fn known_by(manifest: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_table = false;
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(table) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            in_table = TABLES.iter().any(|known| table.ends_with(known));
            let single = TABLES.iter().find_map(|known| table.split_once(&format!("{known}.")));
            found.extend(single.map(|(_, name)| (index + 1, name.to_owned())));
        } else if in_table && let Some(end) = line.find(['.', ' ', '=']) {
            found.push((index + 1, line[..end].to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    fn check_manifest(name: &str, manifest: &str, wanted: usize) {
        let findings = found(check, &[(&format!("crates/{name}/Cargo.toml"), manifest)]);
        assert_eq!(findings.len(), wanted, "{name}: {findings:?}");
    }

    #[test]
    fn an_arrow_that_points_up_or_sideways_is_found() {
        check_manifest("store", "[dependencies]\nnewsroom.workspace = true", 1);
        check_manifest("web", "[dependencies]\nsearch = { path = \"../search\" }", 1);
        check_manifest("text", "[dev-dependencies]\ncontent.workspace = true", 1);
        check_manifest("formats", "[dependencies.text]\nworkspace = true", 1);
    }

    #[test]
    fn an_arrow_that_points_down_is_not() {
        check_manifest("khabar", "[dependencies]\nnewsroom.workspace = true\nweb.workspace = true", 0);
        check_manifest("web", "[dependencies]\nstore.workspace = true\naxum.workspace = true", 0);
    }

    #[test]
    fn a_new_crate_asks_for_its_place() {
        check_manifest("mail", "[dependencies]", 1);
    }
}
