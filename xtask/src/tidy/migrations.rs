//! One list of migrations for both databases, numbered from 1 without holes: `0007_comments.sql`, or where no text
//! suits both the pair `0007_comments.sqlite.sql` and `0007_comments.postgres.sql`.

use std::collections::BTreeMap;

use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str = "migrations are numbered from 0001 without holes, one text or a pair each";

const FOLDER: &str = "migrations/";

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut steps: BTreeMap<usize, Vec<(&str, &str)>> = BTreeMap::new();
    for path in sources
        .tree
        .files()
        .filter_map(|file| file.path.strip_prefix(FOLDER))
        .filter(|path| path.ends_with(".sql"))
    {
        match numbered(path) {
            Some((number, name)) => steps.entry(number).or_default().push((name, path)),
            None => findings.push(Finding::at(
                &format!("{FOLDER}{path}"),
                1,
                "a migration is called NNNN_what_it_does.sql, in small letters",
            )),
        }
    }
    for (expected, (number, step)) in (1..).zip(&steps) {
        let path = format!("{FOLDER}{}", step[0].1);
        if *number != expected {
            findings.push(Finding::at(
                &path,
                1,
                format!("number {expected:04} is missing before {number:04}"),
            ));
            break;
        }
        let names: Vec<&str> = step.iter().map(|(name, _)| *name).collect();
        let single = names.len() == 1 && !names[0].contains('.');
        if !single && !is_pair(&names) {
            findings.push(Finding::at(
                &path,
                1,
                format!(
                    "{number:04} is neither one text nor a pair of .sqlite.sql and .postgres.sql: {}",
                    names.join(", ")
                ),
            ));
        }
    }
    findings
}

fn numbered(path: &str) -> Option<(usize, &str)> {
    let (number, name) = path.strip_suffix(".sql")?.split_once('_')?;
    let small = name
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_.".contains(letter));
    let four = number.len() == 4 && number.bytes().all(|digit| digit.is_ascii_digit());
    (four && small && !name.is_empty()).then(|| number.parse().ok().map(|number| (number, name)))?
}

fn is_pair(names: &[&str]) -> bool {
    let stems: Vec<_> = names.iter().filter_map(|name| name.split_once('.')).collect();
    matches!(stems.as_slice(), [(a, "postgres"), (b, "sqlite")] if a == b) && names.len() == 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    fn check_names(names: &[&str], wanted: usize) {
        let paths: Vec<String> = names.iter().map(|name| format!("{FOLDER}{name}")).collect();
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
        let findings = found(check, &files);
        assert_eq!(findings.len(), wanted, "{names:?}: {findings:?}");
    }

    #[test]
    fn a_hole_a_twin_and_a_strange_name_are_found() {
        check_names(&["0001_a.sql", "0003_b.sql"], 1);
        check_names(&["0001_a.sql", "0001_b.sql"], 1);
        check_names(&["0001_a.sqlite.sql"], 1);
        check_names(&["1_a.sql"], 1);
    }

    #[test]
    fn a_list_with_a_pair_is_not() {
        check_names(&["0001_a.sql", "0002_b.postgres.sql", "0002_b.sqlite.sql", "0003_c.sql"], 0);
        check_names(&[], 0);
    }
}
