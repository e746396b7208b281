//! Copies that were written for this: with edited leads and dropped paragraphs, and inside longer texts.

use coverage::copies::Copies;

use super::{Share, share};
use crate::{Bar, Measurements, Passage, Piece, written};

/// One language's: how many lead to what they were made of, and how much of what is called a copy is one.
pub fn measure(lang: &str, out: &mut Measurements) -> anyhow::Result<()> {
    let name = format!("copies.gold.{lang}");
    let Some(pieces) = written::<Piece>(&format!("stories.{lang}.jsonl"), &name, out)? else { return Ok(()) };
    let Some(passages) = written::<Passage>(&format!("copies.{lang}.jsonl"), &name, out)? else {
        return Ok(());
    };
    let mut copies = Copies::new();
    let mut wrong = 0;
    for piece in &pieces {
        wrong += copies.add(&piece.id, 0, &piece.text()).len();
    }
    let answers: Vec<(&Passage, Vec<String>)> = passages
        .iter()
        .map(|passage| (passage, copies.find(&passage.body).into_iter().map(|copy| copy.of).collect()))
        .collect();
    let found = |kind: &str| {
        share(
            answers
                .iter()
                .filter(|(passage, _)| passage.kind == kind)
                .map(|(passage, of)| of.contains(&passage.of)),
        )
    };
    let named = answers.iter().flat_map(|(passage, of)| of.iter().map(|of| *of == passage.of));
    let right = share(named);
    let right = Share { of: right.of + wrong, ..right };
    out.add(format!("{name}.copies"), found("copy").value(), "1", Some(Bar::AtLeast(0.995)));
    out.add(format!("{name}.contained"), found("contains").value(), "1", Some(Bar::AtLeast(0.99)));
    out.add(format!("{name}.precision"), right.value(), "1", Some(Bar::AtLeast(1.0)));
    Ok(())
}
