//! What is installed here.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Clippy as the compiler of a crate.
pub const CLIPPY: &str = "clippy-driver";

/// The programs that a step may need.
pub struct Tools {
    pub root: PathBuf,
    pub nextest: bool,
    pub clippy: bool,
    pub deny: bool,
    pub audit: bool,
    pub fuzz: bool,
    pub node: bool,
    pub npm: bool,
    pub chromium: bool,
    /// The folder of the advisory database, when the corpora hold one.
    pub advisories: Option<String>,
}

impl Tools {
    /// Looks for them on the path.
    pub fn find(root: &Path) -> Tools {
        let corpora = std::env::var_os("KHABAR_CORPORA").map(|folder| root.join(folder).join("rustsec"));
        Tools {
            root: root.to_path_buf(),
            nextest: is_installed("cargo-nextest"),
            clippy: answers(CLIPPY),
            deny: is_installed("cargo-deny"),
            audit: is_installed("cargo-audit"),
            fuzz: is_installed("cargo-fuzz"),
            node: is_installed("node"),
            npm: is_installed("npm"),
            chromium: is_installed("chromium"),
            advisories: corpora
                .filter(|folder| folder.is_dir())
                .map(|folder| folder.to_string_lossy().into_owned()),
        }
    }

    /// What cargo is told by its surroundings. Clippy's own command looks at all crates of everybody beside the build and shares
    /// nothing with it: nearly half as long as the build takes. So here it compiles our crates, and judges them while it does;
    /// every step is told the same, or the next one would compile them anew. It leaves out what the compiler itself would
    /// make shorter: what newsrooms run is never built so.
    pub fn surroundings(&self) -> Vec<(&'static str, &'static str)> {
        if !self.clippy {
            return Vec::new();
        }
        vec![
            ("RUSTC_WORKSPACE_WRAPPER", CLIPPY),
            ("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"),
        ]
    }

    #[cfg(test)]
    pub fn none(root: &Path) -> Tools {
        let root = root.to_path_buf();
        Tools {
            root,
            nextest: false,
            clippy: false,
            deny: false,
            audit: false,
            fuzz: false,
            node: false,
            npm: false,
            chromium: false,
            advisories: None,
        }
    }

    #[cfg(test)]
    pub fn all(root: &Path) -> Tools {
        let root = root.to_path_buf();
        Tools {
            root,
            nextest: true,
            clippy: true,
            deny: true,
            audit: true,
            fuzz: true,
            node: true,
            npm: true,
            chromium: true,
            advisories: None,
        }
    }
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Whether a program starts. rustup puts the names of all its programs on the path, also of those that a toolchain lacks.
fn answers(program: &str) -> bool {
    let asked = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}
