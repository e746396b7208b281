//! Advisories of the RustSec database, a folder of them, against the crates of a lock file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};
use semver::{Version, VersionReq};
use serde::Deserialize;

/// A crate of the lock file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    pub name: String,
    pub version: Version,
}

/// What somebody warns of.
#[derive(Debug, Clone)]
pub struct Advisory {
    pub id: String,
    pub package: String,
    pub date: String,
    /// It is no vulnerability: unmaintained, unsound, a notice.
    pub informational: Option<String>,
    /// Versions in which it is mended, and those that never had it.
    fine: Vec<VersionReq>,
}

/// A crate of ours that is warned of.
#[derive(Debug)]
pub struct Warning {
    pub is_vulnerability: bool,
    text: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[derive(Deserialize)]
struct Front {
    advisory: Head,
    #[serde(default)]
    versions: Versions,
}

#[derive(Deserialize)]
struct Head {
    id: String,
    package: String,
    date: String,
    informational: Option<String>,
    withdrawn: Option<String>,
}

#[derive(Default, Deserialize)]
struct Versions {
    #[serde(default)]
    patched: Vec<String>,
    #[serde(default)]
    unaffected: Vec<String>,
}

/// The crates of a lock file that come from a registry.
pub fn locked(lock: &str) -> Result<Vec<Locked>> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: Version,
        source: Option<String>,
    }
    let lock: Lock = toml::from_str(lock).context("Cargo.lock is not understood")?;
    let from_elsewhere = lock.package.into_iter().filter(|package| package.source.is_some());
    Ok(from_elsewhere.map(|Package { name, version, .. }| Locked { name, version }).collect())
}

/// The advisories about crates in a folder of the database, but for those that were withdrawn.
pub fn read(database: &Path) -> Result<Vec<Advisory>> {
    let mut advisories = Vec::new();
    let crates = database.join("crates");
    let folders =
        std::fs::read_dir(&crates).with_context(|| format!("{} cannot be read", crates.display()))?;
    for folder in folders {
        for file in std::fs::read_dir(folder?.path())? {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let text = std::fs::read_to_string(&path)?;
                advisories.extend(parse(&text).with_context(|| path.display().to_string())?);
            }
        }
    }
    Ok(advisories)
}

/// An advisory begins with a fenced block of TOML.
fn parse(text: &str) -> Result<Option<Advisory>> {
    let front = text.trim_start().strip_prefix("```toml").and_then(|rest| rest.split_once("\n```"));
    let (front, _) = front.context("an advisory begins with a block of TOML")?;
    let Front { advisory, versions } = toml::from_str(front)?;
    let Head { id, package, date, informational, withdrawn } = advisory;
    let ranges = versions.patched.iter().chain(&versions.unaffected);
    let fine = ranges.map(|range| VersionReq::parse(range).with_context(|| format!("`{range}`")));
    let fine = fine.collect::<Result<_>>()?;
    Ok(withdrawn.is_none().then_some(Advisory { id, package, date, informational, fine }))
}

/// How many days before `today` (days since 1970) a date like `2026-08-21` was.
pub fn age_in_days(date: &str, today: i64) -> Result<i64> {
    let parts: Vec<i64> = date.split('-').map_while(|part| part.parse().ok()).collect();
    let [year, month, day] = parts[..] else { anyhow::bail!("`{date}` is no date") };
    // Years that begin in March, so that the odd day stands at their end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    const TO_1970: i64 = 719_468;
    Ok(today - (days + (month * 153 + 2) / 5 + day - 1 - TO_1970))
}

/// Which of the crates are warned of.
pub fn matching(locked: &[Locked], advisories: &[Advisory], ignored: &[String]) -> Vec<Warning> {
    let mut about: BTreeMap<&str, Vec<&Advisory>> = BTreeMap::new();
    for advisory in advisories.iter().filter(|advisory| !ignored.contains(&advisory.id)) {
        about.entry(&advisory.package).or_default().push(advisory);
    }
    let mut warnings = Vec::new();
    for Locked { name, version } in locked {
        let warned =
            about.get(name.as_str()).into_iter().flatten().filter(|advisory| is_affected(version, advisory));
        warnings.extend(warned.map(|Advisory { id, informational, .. }| Warning {
            is_vulnerability: informational.is_none(),
            text: format!("{name} {version}: {id} ({})", informational.as_deref().unwrap_or("vulnerable")),
        }));
    }
    warnings
}

/// A version before a release belongs to no range that does not name it: it is taken for affected.
fn is_affected(version: &Version, advisory: &Advisory) -> bool {
    !advisory.fine.iter().any(|range| range.matches(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADVISORY: &str = r#"```toml
[advisory]
id = "RUSTSEC-2026-0001"
package = "a"
date = "2026-01-02"

[versions]
patched = [">= 1.2.3, < 2.0.0", ">= 2.0.5"]
unaffected = ["< 1.1.0"]
```

# A fault
"#;

    fn warned(advisory: &str, version: &str) -> Option<bool> {
        let locked = [Locked { name: "a".into(), version: version.parse().unwrap() }];
        let advisories: Vec<_> = parse(advisory).unwrap().into_iter().collect();
        matching(&locked, &advisories, &[]).first().map(|warning| warning.is_vulnerability)
    }

    #[test]
    fn a_version_is_affected_between_those_that_are_fine() {
        let table = [
            ("1.0.9", false),
            ("1.1.0", true),
            ("1.2.2", true),
            ("1.2.3", false),
            ("1.2.3+build.5", false),
            ("2.0.0", true),
            ("2.0.4", true),
            ("2.0.5", false),
            ("2.1.0-rc.1", true),
        ];
        for (version, affected) in table {
            assert_eq!(warned(ADVISORY, version).is_some(), affected, "{version}");
        }
    }

    #[test]
    fn a_notice_is_no_vulnerability_and_what_was_withdrawn_is_nothing() {
        let more = |line: &str| ADVISORY.replace("package =", &format!("{line}\npackage ="));
        assert_eq!(warned(ADVISORY, "2.0.0"), Some(true));
        assert_eq!(warned(&more("informational = \"unmaintained\""), "2.0.0"), Some(false));
        assert_eq!(warned(&more("withdrawn = \"2026-02-01\""), "2.0.0"), None);
        let locked = [Locked { name: "a".into(), version: Version::new(2, 0, 0) }];
        let advisories: Vec<_> = parse(ADVISORY).unwrap().into_iter().collect();
        assert!(matching(&locked, &advisories, &["RUSTSEC-2026-0001".to_owned()]).is_empty());
        assert!(parse("# no block").is_err());
    }

    #[test]
    fn the_age_of_an_advisory_is_counted_in_days() {
        let table = [
            ("1970-01-01", 0, 0),
            ("2024-02-29", 19_783, 1),
            ("2024-03-01", 19_783, 0),
            ("2026-08-21", 20_779, 93),
        ];
        for (date, today, age) in table {
            assert_eq!(age_in_days(date, today).unwrap(), age, "{date}");
        }
        assert!(age_in_days("soon", 0).is_err());
    }

    #[test]
    fn ours_are_not_looked_up() {
        let lock = "[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry\"";
        assert_eq!(locked(lock).unwrap(), [Locked { name: "a".into(), version: Version::new(1, 0, 0) }]);
    }

    /// The control against the real thing: crates that are known to be warned of are found.
    #[test]
    fn known_vulnerabilities_are_found_in_the_database() {
        let Some(corpora) = std::env::var_os("KHABAR_CORPORA") else {
            println!("NOT RUN: known vulnerabilities in the advisory database (KHABAR_CORPORA is not set)");
            return;
        };
        let known = read(&Path::new(&corpora).join("rustsec")).unwrap();
        assert!(known.len() > 500, "{}", known.len());
        let seeded =
            [("abi_stable", "0.9.0", "0.9.1"), ("smallvec", "1.6.0", "1.6.1"), ("time", "0.2.7", "0.2.23")];
        for (name, affected, mended) in seeded {
            let warned = |version: &str| {
                let locked = [Locked { name: name.into(), version: version.parse().unwrap() }];
                matching(&locked, &known, &[]).iter().filter(|warning| warning.is_vulnerability).count()
            };
            assert!(warned(affected) > warned(mended), "{name} {affected}");
        }
    }
}
