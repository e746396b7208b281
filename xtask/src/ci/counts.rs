//! What the test runners say at their end, and the lines in which a test says that it could not run.

/// How a step's counts are read from what it prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// It counts nothing.
    None,
    /// One line: `Summary [ 1.2s] 3 tests run: 3 passed, 0 skipped`, and after it one for each test that passed only when
    /// it was run again.
    Nextest,
    /// One line for each test program: `test result: ok. 3 passed; …`. They are added up.
    CargoTest,
    /// Node's own runner: `# tests 3`, `# pass 3`, …
    Node,
}

impl Counter {
    /// The counts in a step's output, in the words of its runner.
    pub fn read(self, lines: &[String]) -> Vec<String> {
        match self {
            Counter::None => Vec::new(),
            Counter::Nextest => nextest_summary(lines),
            Counter::CargoTest => added_up(lines),
            Counter::Node => lines.iter().filter(|line| is_node_count(line)).cloned().collect(),
        }
    }
}

/// What a line says could not be run, if that is what it says.
pub fn not_run(line: &str) -> Option<&str> {
    let (before, what) = line.split_once("NOT RUN: ")?;
    let alone = !before.contains(char::is_alphanumeric);
    (alone && !what.trim().is_empty()).then(|| what.trim())
}

/// A line without the signs that colour it on a terminal.
pub fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, sequence)) = rest.split_once("\u{1b}[") {
        text.push_str(before);
        rest = sequence.find(|sign: char| sign.is_ascii_alphabetic()).map_or("", |end| &sequence[end + 1..]);
    }
    text + rest.trim_end_matches('\r')
}

fn nextest_summary(lines: &[String]) -> Vec<String> {
    let from_there = lines.iter().skip_while(|line| !is_nextest_summary(line));
    let told = |line: &&String| is_nextest_summary(line) || line.trim_start().starts_with("FLAKY ");
    from_there.filter(told).cloned().collect()
}

fn is_nextest_summary(line: &str) -> bool {
    line.trim_start().starts_with("Summary [") && (line.contains(" run:") || line.contains(" run "))
}

fn is_node_count(line: &str) -> bool {
    let line = line.trim_start_matches(['#', 'ℹ']);
    let mut words = line.split_whitespace();
    let word = words.next().unwrap_or_default();
    let number = words.next().is_some_and(|text| text.parse::<u64>().is_ok());
    number
        && words.next().is_none()
        && ["tests", "pass", "fail", "cancelled", "skipped", "todo"].contains(&word)
}

fn added_up(lines: &[String]) -> Vec<String> {
    const NAMES: [&str; 3] = ["passed", "failed", "ignored"];
    let results: Vec<_> =
        lines.iter().filter_map(|line| line.trim_start().strip_prefix("test result: ")).collect();
    if results.is_empty() {
        return Vec::new();
    }
    let sums = NAMES.map(|name| results.iter().map(|result| count(result, name)).sum::<u64>());
    let verdict = if results.iter().all(|result| result.starts_with("ok")) { "ok" } else { "FAILED" };
    vec![format!(
        "test result: {verdict}. {} passed; {} failed; {} ignored; {} test programs",
        sums[0],
        sums[1],
        sums[2],
        results.len()
    )]
}

fn count(result: &str, name: &str) -> u64 {
    let before = result.split(['.', ';']).find_map(|part| part.trim().strip_suffix(name));
    before.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_counts(counter: Counter, output: &str, wanted: &[&str]) {
        let lines: Vec<String> = output.lines().map(plain).collect();
        assert_eq!(counter.read(&lines), wanted);
    }

    #[test]
    fn each_runner_is_understood() {
        check_counts(
            Counter::Nextest,
            "\u{1b}[32;1m     Summary\u{1b}[0m [   0.012s] 3 tests run: 3 passed, 0 skipped",
            &["     Summary [   0.012s] 3 tests run: 3 passed, 0 skipped"],
        );
        check_counts(
            Counter::Nextest,
            "   FLAKY 2/2 [ 0.2s] a b\n  Summary [ 0.5s] 3 tests run: 3 passed (1 flaky), 0 skipped\n   FLAKY 2/2 [ 0.2s] a b",
            &["  Summary [ 0.5s] 3 tests run: 3 passed (1 flaky), 0 skipped", "   FLAKY 2/2 [ 0.2s] a b"],
        );
        check_counts(
            Counter::Node,
            "ok 1 - tests 3\n# tests 3\n# pass 3\n# fail 0\n# duration_ms 5.2",
            &["# tests 3", "# pass 3", "# fail 0"],
        );
        check_counts(Counter::Node, "ℹ tests 3", &["ℹ tests 3"]);
    }

    #[test]
    fn results_of_many_programs_are_added_up() {
        let output = "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
                      test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        check_counts(
            Counter::CargoTest,
            output,
            &["test result: FAILED. 5 passed; 1 failed; 1 ignored; 2 test programs"],
        );
        check_counts(Counter::CargoTest, "", &[]);
    }

    #[test]
    fn a_test_that_could_not_run_is_heard() {
        assert_eq!(not_run("NOT RUN: a (b)"), Some("a (b)"));
        assert_eq!(not_run("  # NOT RUN: a (b)"), Some("a (b)"));
        assert_eq!(not_run("prints NOT RUN: a"), None);
    }
}
