//! A map that names what is no longer there is worse than none.

use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str = "every path named in ARCHITECTURE.md exists";

const MAP: &str = "ARCHITECTURE.md";
/// Where a path in the map may begin.
const ROOTS: &[&str] = &["", "crates/", "crates/newsroom/", "crates/newsroom/src/"];
const ENDINGS: &[&str] = &[".css", ".html", ".md", ".mjs", ".rs", ".sql", ".toml", ".ts"];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let Some(map) = sources.tree.file(MAP) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut fenced = false;
    for (index, line) in map.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        for path in if fenced { in_drawing(line) } else { in_prose(line) } {
            let stands = sources
                .tree
                .paths()
                .any(|real| if fenced { ends_with(real, &path) } else { begins_at_a_root(real, &path) });
            if !stands {
                let message = format!("`{path}` does not exist: correct the map (a `*` stands for any name)");
                findings.push(Finding::at(MAP, index + 1, message));
            }
        }
    }
    findings
}

/// Paths between backticks and in links.
fn in_prose(line: &str) -> Vec<String> {
    let quoted = line.split('`').skip(1).step_by(2);
    let linked = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    quoted.chain(linked).filter_map(as_path).collect()
}

/// Paths in a drawing of the tree: only what cannot be anything else.
fn in_drawing(line: &str) -> Vec<String> {
    let pieces = line.split(|sign: char| sign.is_whitespace() || "│├└─·,;:()".contains(sign));
    pieces.filter(|piece| !piece.contains(['<', '{', '='])).filter_map(as_path).collect()
}

fn as_path(text: &str) -> Option<String> {
    let shaped = text.len() > 1
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-./*<>".contains(letter));
    let begins = text.starts_with(|letter: char| letter.is_ascii_alphanumeric() || "<*.".contains(letter));
    let is_file = ENDINGS.iter().any(|ending| text.ends_with(ending));
    let known = shaped
        && begins
        && (is_file || text.contains('/'))
        && !text.contains("//")
        && !text.starts_with("..");
    known.then(|| any_name(text.trim_end_matches('/')))
}

/// `<feature>` is written as `*`.
fn any_name(path: &str) -> String {
    let segments = path.split('/').map(|segment| match (segment.find('<'), segment.find('>')) {
        (Some(open), Some(close)) if open < close => {
            format!("{}*{}", &segment[..open], &segment[close + 1..])
        }
        _ => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

fn begins_at_a_root(real: &str, path: &str) -> bool {
    ROOTS.iter().filter_map(|root| real.strip_prefix(root)).any(|rest| fits(rest, path))
}

fn ends_with(real: &str, path: &str) -> bool {
    let (have, want) = (real.split('/').count(), path.split('/').count());
    have >= want && fits(real.splitn(have - want + 1, '/').last().unwrap_or(real), path)
}

fn fits(real: &str, path: &str) -> bool {
    let (real, path): (Vec<_>, Vec<_>) = (real.split('/').collect(), path.split('/').collect());
    real.len() == path.len() && real.iter().zip(path).all(|(name, pattern)| fits_name(name, pattern))
}

fn fits_name(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
        None => name == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    fn check_map(map: &str, wanted: usize) {
        let files = [
            (MAP, map),
            ("crates/newsroom/src/features/articles/store.rs", ""),
            ("crates/web/src/lib.rs", ""),
        ];
        let findings = found(check, &files);
        assert_eq!(findings.len(), wanted, "{map}: {findings:?}");
    }

    #[test]
    fn a_path_that_is_gone_is_found() {
        check_map("see `crates/web/src/gone.rs`", 1);
        check_map("see [this](docs/gone.md)", 1);
        check_map("see `features/*/gone.rs`", 1);
        check_map("```\n├─ wab/   the kit\n```", 1);
    }

    #[test]
    fn a_path_that_stands_is_not() {
        check_map(
            "see `crates/web/src/lib.rs`, `features/articles/`, `features/*/store.rs` and `features/<feature>/store.rs`",
            0,
        );
        check_map("```\n│  ├─ web/   the kit: lib.rs and more\n```", 0);
    }

    #[test]
    fn what_is_no_path_is_passed_over() {
        check_map(
            "`/{section}/{id}`, `GET /a`, `sql!`, `crate::features`, `https://example.org/a.md`, `cargo test`",
            0,
        );
    }
}
