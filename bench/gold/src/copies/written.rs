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
    for (figure, share, least) in
        [("copies", found("copy"), 0.995), ("contained", found("contains"), 0.99), ("precision", right, 1.0)]
    {
        // Without an answer the figure is not a number, which is below every bar.
        out.add(
            format!("{name}.{figure}"),
            share.value().unwrap_or(f64::NAN),
            "1",
            Some(Bar::AtLeast(least)),
        );
    }
    Ok(())
}
