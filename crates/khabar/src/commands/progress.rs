//! A progress bar that hears how far an errand has come.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use crate::errands::{Ear, Word};

/// A bar of `unit`s (nothing is drawn when `hidden`), and the ear that moves it.
pub fn bar(unit: &str, hidden: bool) -> (ProgressBar, Ear) {
    let bar = if hidden { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
    let moving = bar.clone();
    let style = ProgressStyle::with_template(&format!(
        "{{bar:30}} {{pos}}/{{len}} {unit} · {{per_sec}} · {{wide_msg}}"
    ));
    let ear: Ear = Arc::new(move |word| match word {
        Word::Total(count) => {
            moving.set_length(count);
            if let Ok(style) = &style {
                moving.set_style(style.clone());
            }
        }
        Word::Done(count, what) => {
            moving.set_position(count);
            moving.set_message(what);
        }
        Word::Result(_) | Word::Failed(_) => {}
    });
    (bar, ear)
}
