//! What has once been reached is held.

use gold::{Accepted, Bar, Corpora, Measurements};

#[test]
fn no_figure_falls_by_more_than_a_point_below_what_was_accepted() {
    let corpora = Corpora::from_environment();
    let measured = gold::quality(&corpora).unwrap();
    measured.not_run.iter().for_each(|(what, why)| println!("NOT RUN: {what} ({why})"));
    for figure in &measured.measured {
        println!("{:<40} {:.4} {}", figure.name, figure.value, figure.unit);
    }
    let falls = Accepted::read().unwrap().falls(&measured, &corpora);
    assert!(falls.is_empty(), "these are worse than they were: {falls:#?}");
}

/// The control: what the test above compares with must be able to fail.
#[test]
fn a_broken_measure_is_found() {
    let figures = |found: f64, disturbed: f64| {
        let mut measurements = Measurements::of_quality_alone();
        measurements.add("copies.gold.found", found, "1", Some(Bar::AtLeast(0.9)));
        measurements.add("stories.gold.disturbed", disturbed, "1", Some(Bar::AtMost(0.035)));
        measurements.add("copies.gold.speed", 1.0, "/s", None);
        measurements
    };
    let corpora = Corpora::none();
    let mut accepted = Accepted::default();
    accepted.take(&figures(0.95, 0.03));
    assert_eq!(accepted.0.len(), 2, "times are not accepted");
    let names = |measured: &Measurements| {
        accepted.falls(measured, &corpora).into_iter().map(|fall| fall.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&figures(0.95, 0.03)), [""; 0]);
    assert_eq!(names(&figures(0.941, 0.039)), [""; 0], "a point of leeway");
    assert_eq!(names(&figures(0.99, 0.0)), [""; 0], "better is not worse");
    assert_eq!(names(&figures(0.93, 0.03)), ["copies.gold.found"]);
    assert_eq!(names(&figures(f64::NAN, 0.03)), ["copies.gold.found"]);
    assert_eq!(names(&figures(0.95, 0.05)), ["stories.gold.disturbed"]);
    assert_eq!(names(&Measurements::default()).len(), 2, "what is not measured has fallen");
}

#[test]
fn what_the_public_sets_answer_is_not_asked_without_them() {
    let accepted = Accepted([("copies.ant.recall_50".to_owned(), 0.99)].into());
    assert!(accepted.falls(&Measurements::default(), &Corpora::none()).is_empty());
}
