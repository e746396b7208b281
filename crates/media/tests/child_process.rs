//! The decoding child: it does the work, it is held within its bounds, and its end is reported.

mod support;

use image::ImageFormat;
use media::{Plan, Refused, RenditionError, make_renditions, make_renditions_here};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use support::*;

fn child() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_media-test-child"))
}

/// A program that does what the script says instead of decoding.
fn impostor(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("impostor.sh");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("made a program");
    path
}

async fn with_impostor(script: &str, plan: &Plan) -> RenditionError {
    let folder = tempfile::tempdir().expect("a folder");
    let program = impostor(folder.path(), script);
    make_renditions(&program, &png(64, 48), plan).await.expect_err("an impostor makes nothing")
}

#[tokio::test]
async fn the_child_makes_what_the_parent_would() {
    let original = jpeg_full_of("canary", 6);
    let plan = Plan::default();
    let made = make_renditions(&child(), &original, &plan).await.expect("made");
    assert_eq!(made, make_renditions_here(&original, &plan).expect("made"));
    assert_eq!((made.width, made.height), (300, 400));
}

#[tokio::test]
async fn a_refusal_in_the_child_comes_back_in_words() {
    let liar = png_claiming(6_000, 6_000, &png(8, 8));
    let error = make_renditions(&child(), &liar, &Plan::default()).await.expect_err("refused");
    assert!(matches!(error, RenditionError::Refused(Refused::Damaged { .. })), "{error}");
    let error = make_renditions(&child(), b"<svg/>", &Plan::default()).await.expect_err("refused");
    assert!(matches!(error, RenditionError::Refused(Refused::Foreign { .. })), "{error}");
}

#[tokio::test]
async fn a_hog_is_stopped_by_its_memory_limit() {
    // The file and its pixels are 9 MB each: either is allowed, but both do not fit in 15.
    let hog = encoded(&noise(2_000, 1_500), ImageFormat::Png);
    let plan =
        |memory| Plan { memory, widths: vec![64], timeout: Duration::from_secs(60), ..Plan::default() };
    let error = make_renditions(&child(), &hog, &plan(15 << 20)).await.expect_err("stopped");
    assert!(
        matches!(error, RenditionError::OutOfMemory) && !error.may_pass(),
        "stopped by the limit and told so: {error}"
    );
    assert!(make_renditions_here(&hog, &plan(15 << 20)).is_ok(), "control: without the limit it succeeds");
    assert!(
        make_renditions(&child(), &hog, &plan(256 << 20)).await.is_ok(),
        "control: with more it succeeds"
    );
}

#[tokio::test]
async fn a_slow_child_is_ended_in_time() {
    let plan = Plan { timeout: Duration::from_millis(300), ..Plan::default() };
    let begun = Instant::now();
    let error = with_impostor("exec sleep 60", &plan).await;
    assert!(matches!(error, RenditionError::TimedOut(_)) && error.may_pass(), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(5));
    let slow = encoded(&noise(2_000, 2_000), ImageFormat::Png);
    let hurried = Plan { timeout: Duration::from_millis(5), ..Plan::default() };
    let error = make_renditions(&child(), &slow, &hurried).await.expect_err("ended");
    assert!(matches!(error, RenditionError::TimedOut(_)), "{error}");
}

#[tokio::test]
async fn the_end_of_a_child_is_reported() {
    let plan = Plan { timeout: Duration::from_secs(5), ..Plan::default() };
    let killed = with_impostor("echo why >&2; kill -9 $$", &plan).await;
    assert!(matches!(&killed, RenditionError::Killed { signal: 9, said } if said == "why"), "{killed}");
    assert!(killed.may_pass());
    let failed = with_impostor("cat >/dev/null; echo broken >&2; exit 7", &plan).await;
    assert!(matches!(&failed, RenditionError::Failed { code: 7, said } if said == "broken"), "{failed}");
    let missing = make_renditions(Path::new("/nowhere/at/all"), &png(8, 8), &plan).await;
    assert!(matches!(missing, Err(RenditionError::NotStarted(_))));
}

#[tokio::test]
async fn a_child_that_somebody_ended_is_started_once_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let been = folder.path().join("been-here");
    let script = format!(
        "if [ -e '{been}' ]; then exec '{child}' \"$1\"; fi\n: > '{been}'\nkill -9 $$",
        been = been.display(),
        child = child().display()
    );
    let program = impostor(folder.path(), &script);
    let made = make_renditions(&program, &png(64, 48), &Plan::default()).await.expect("the second one works");
    assert!(been.exists() && made.width == 64);
}

#[tokio::test]
async fn a_child_that_talks_without_end_or_nonsense_is_not_believed() {
    let plan = Plan { timeout: Duration::from_secs(20), ..Plan::default() };
    for script in [
        "cat /dev/zero",
        "echo nonsense",
        "true",
        "printf 'E\\002\\000\\000\\000{}'",
        "printf 'P\\014\\000\\000\\000\\100\\000\\000\\000\\060\\000\\000\\000<svg'",
    ] {
        let error = with_impostor(script, &plan).await;
        assert!(matches!(error, RenditionError::BadAnswer(_)), "{script}: {error}");
    }
    let error =
        with_impostor("yes complaint >&2", &Plan { timeout: Duration::from_millis(500), ..plan }).await;
    assert!(matches!(error, RenditionError::TimedOut(_)), "{error}");
}

#[tokio::test]
async fn photographs_stay_near_the_aimed_length() {
    let Some(folder) = corpus("wordpress-theme-photos-cc0", "photographs stay near the aimed length") else {
        return;
    };
    let plan = Plan { timeout: Duration::from_secs(60), ..Plan::default() };
    let (mut count, mut within) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "webp") {
            let original = std::fs::read(&path).expect("a photograph");
            let made = make_renditions(&child(), &original, &plan).await.expect("made");
            let list: Vec<String> =
                made.renditions.iter().map(|r| format!("{}:{}k", r.width, r.bytes.len() >> 10)).collect();
            println!("{:?} {}x{} {}", path.file_name(), made.width, made.height, list.join(" "));
            if let Some(at_640) = made.renditions.iter().find(|rendition| rendition.width == 640) {
                let aim = 45.0 * 1024.0 * f64::from(at_640.height) / 427.0;
                count += 1;
                within += usize::from(at_640.bytes.len() as f64 <= aim * 1.1);
            }
        }
    }
    println!("{within} of {count} within the aim at 640");
    assert!(count > 10 && within * 10 >= count * 7, "{within} of {count}");
}
