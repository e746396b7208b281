//! The build needs cargo and a C compiler and nothing else, and the lock files name no host that a package came from.

use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str =
    "no package that builds or links what the house does without; package-lock.json without addresses";

const UNWANTED: &[(&str, &str)] = &[
    ("aws-lc-rs", "needs cmake and a second cryptography: use ring"),
    ("aws-lc-sys", "needs cmake and a second cryptography: use ring"),
    ("cmake", "the build needs a C compiler only"),
    ("native-tls", "links OpenSSL: use rustls with ring"),
    ("nasm-rs", "the build needs no assembler: switch the `asm` feature off"),
    ("openssl-sys", "links OpenSSL: use rustls with ring"),
];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in sources.tree.files() {
        let lines = file.text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        if file.path.ends_with("Cargo.lock") {
            for (line, text) in lines {
                let name = text.strip_prefix("name = \"").and_then(|rest| rest.strip_suffix('"'));
                if let Some((name, why)) = UNWANTED.iter().find(|(unwanted, _)| Some(*unwanted) == name) {
                    findings.push(Finding::at(
                        &file.path,
                        line,
                        format!("{name}: {why} (`cargo tree -i {name}` says who brings it)"),
                    ));
                }
            }
        } else if file.path.ends_with("package-lock.json") {
            let addresses = lines.filter(|(_, text)| text.starts_with("\"resolved\""));
            let message = "an address of a package host: put `omit-lockfile-registry-resolved=true` in .npmrc and write the lock file anew";
            findings.extend(addresses.map(|(line, _)| Finding::at(&file.path, line, message)));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn an_unwanted_package_is_found() {
        assert_eq!(
            found(check, &[("Cargo.lock", "[[package]]\nname = \"openssl-sys\"\nversion = \"0.9\"")]).len(),
            1
        );
        assert!(
            found(check, &[("Cargo.lock", "[[package]]\nname = \"ring\"\n dependencies = [\n \"cc\",")])
                .is_empty()
        );
    }

    #[test]
    fn an_address_in_a_lock_file_is_found() {
        assert_eq!(
            found(check, &[("desk/package-lock.json", "{\n\"resolved\": \"https://example.org/a.tgz\"\n}")])
                .len(),
            1
        );
    }
}
