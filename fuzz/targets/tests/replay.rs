//! Every target takes its seeds, and inputs made from them. The same inputs in every run: a fault found here is found again.
//!
//! `KHABAR_FUZZ_INPUTS` says how many are made for each target (default 400). With `KHABAR_FUZZ_SECONDS` each takes others after them,
//! which no run had before, until so long after it began; an input that breaks a promise is printed. `KHABAR_FUZZ_START` beside it
//! makes those of another run again.

use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fuzz_targets::{TARGETS, Target};

/// Nothing of ours takes longer for an input of a few kilobytes, on a machine that does other things too.
const AT_MOST: Duration = Duration::from_secs(5);
const LONGEST: usize = 16 << 10;

fn inputs() -> usize {
    std::env::var("KHABAR_FUZZ_INPUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(400)
}

fn longer() -> Duration {
    let seconds = std::env::var("KHABAR_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(0))
}

/// Where what no run had before begins.
fn start() -> u64 {
    let said = std::env::var("KHABAR_FUZZ_START").ok().and_then(|start| start.parse().ok());
    // Each has keys of its own, from the system's chance.
    said.unwrap_or_else(|| RandomState::new().hash_one(0_u8)) | 1
}

fn corpus(target: &Target) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(target.name)
}

fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let folder = corpus(target);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("a folder of seeds")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} has no seeds in {}", target.name, folder.display());
    files.iter().map(|file| std::fs::read(file).expect("a seed can be read")).collect()
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn made(&mut self, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            self.change(&mut bytes, seeds, words);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>, seeds: &[Vec<u8>], words: &[&str]) {
        let (from, to) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
        let (from, to) = (from.min(to), from.max(to));
        match self.below(7) {
            0 if !bytes.is_empty() => {
                let at = self.below(bytes.len());
                bytes[at] ^= 1 << self.below(8);
            }
            1 if !bytes.is_empty() => {
                let at = self.below(bytes.len());
                bytes[at] = [0, 1, 0x7f, 0x80, 0xff, b'<', b'"', b'\\'][self.below(8)];
            }
            2 => drop(bytes.drain(from..to.min(from + 64))),
            3 => {
                let again = bytes[from..to.min(from + 256)].to_vec();
                bytes.splice(from..from, again);
            }
            4 => bytes.truncate(to),
            5 => {
                let other = &seeds[self.below(seeds.len())];
                let (start, length) = (self.below(other.len()), self.below(256));
                bytes.splice(from..from, other.iter().skip(start).take(length).copied());
            }
            _ => drop(bytes.splice(from..from, words[self.below(words.len())].bytes())),
        }
    }
}

/// Has the target take an input; keeps the input when a promise was broken.
fn take(target: &Target, bytes: &[u8], fault: &mut Option<String>) {
    let begun = Instant::now();
    let mut went = catch_unwind(AssertUnwindSafe(|| (target.take)(bytes)));
    let mut took = begun.elapsed();
    // What takes so long by itself does so again; a machine that stood still does not.
    if went.is_ok() && took > AT_MOST {
        let begun = Instant::now();
        went = catch_unwind(AssertUnwindSafe(|| (target.take)(bytes)));
        took = begun.elapsed();
    }
    if went.is_err() || took > AT_MOST {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.input", target.name));
        let _ = std::fs::write(&kept, bytes);
        let (name, shown) = (target.name, bytes.escape_ascii());
        *fault = Some(format!("{name}: see {} ({took:?}): {shown}", kept.display()));
    }
}

fn breaks_no_promise(name: &str) {
    let number = TARGETS.iter().position(|target| target.name == name).expect("it is in the list");
    let (target, mut fault, begun, mut taken) = (&TARGETS[number], None, Instant::now(), 0_u64);
    let seeds = seeds(target);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1));
    let made = (0..inputs()).map(|_| dice.made(&seeds, target.words));
    for bytes in seeds.iter().cloned().chain(made) {
        take(target, &bytes, &mut fault);
        taken += 1;
        if fault.is_some() {
            break;
        }
    }
    let start = start();
    if !longer().is_zero() {
        println!("{name}: what comes after {taken} inputs is made with KHABAR_FUZZ_START={start}");
    }
    let mut dice = Dice(start);
    while fault.is_none() && begun.elapsed() < longer() {
        take(target, &dice.made(&seeds, target.words), &mut fault);
        taken += 1;
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("{name}: {} seeds, {taken} inputs, {seconds:.1} s", seeds.len());
    assert!(fault.is_none(), "{}", fault.unwrap_or_default());
}

/// A test for each: they run side by side.
macro_rules! each_breaks_no_promise {
    ($($name:ident)*) => {
        const TESTED: &[&str] = &[$(stringify!($name)),*];
        $(#[test]
        fn $name() {
            breaks_no_promise(stringify!($name));
        })*
    };
}

each_breaks_no_promise!(
    ninjs wxr feeds_out html_in tree_json picture_head page_key desk_headers form_files search_words plain_text
);

#[test]
fn each_target_has_its_test() {
    assert_eq!(TARGETS.iter().map(|target| target.name).collect::<Vec<_>>(), TESTED);
}

/// The control: a promise that is broken for some of what is made is found broken.
#[test]
fn a_broken_promise_is_found() {
    fn never_a_quote(bytes: &[u8]) {
        assert!(!bytes.contains(&b'"'));
    }
    let target = Target { name: "control", take: never_a_quote, words: &["<p>"] };
    let (seeds, mut dice, mut fault) = (vec![b"<p>one</p>".to_vec()], Dice(7), None);
    for _ in 0..400 {
        let bytes = dice.made(&seeds, target.words);
        take(&target, &bytes, &mut fault);
        if fault.is_some() {
            break;
        }
    }
    assert!(fault.is_some());
}

#[test]
fn the_seeds_are_few_and_each_target_is_known_to_the_other_runner() {
    let mut bytes = 0;
    for target in TARGETS {
        bytes += seeds(target).iter().map(Vec::len).sum::<usize>();
        let other =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz_targets").join(format!("{}.rs", target.name));
        let text =
            std::fs::read_to_string(&other).unwrap_or_else(|error| panic!("{}: {error}", other.display()));
        assert!(text.contains(&format!("\"{}\"", target.name)), "{}", other.display());
    }
    assert!(bytes < 1 << 20, "{bytes} bytes of seeds");
}
