//! Why something does not go out, in the words of whoever gave the order.

use super::{Refused, Way};
use crate::features::articles::NotPublishable;
use crate::features::articles::actions::PublishError;
use crate::features::workflow::HeldBack;
use crate::routes::desk::Words;

impl Refused {
    pub(super) fn of(words: &Words, error: &PublishError) -> Refused {
        let way = match error {
            PublishError::HeldBack(HeldBack::Brake { .. }) => Way::Release,
            _ => Way::None,
        };
        let words = match error {
            PublishError::HeldBack(held) => held_back_words(words, held),
            PublishError::NotPublishable(why) => not_publishable(words, why),
            PublishError::NotPublished => words.say("desk-not-published"),
            PublishError::TimeIsOver => words.say("desk-time-is-over"),
            PublishError::CorrectionsAreNow => words.say("desk-corrections-are-now"),
            PublishError::WithdrawalIsNoNote => words.say("desk-withdrawal-is-no-note"),
            PublishError::NoReason => words.say("desk-say-why"),
            other => other.to_string(),
        };
        Refused { words, way }
    }
}

/// What holds something back from its readers.
fn held_back_words(words: &Words, held: &HeldBack) -> String {
    match held {
        HeldBack::Checklist(rules) => {
            let named = rules.iter().map(|rule| words.say(&format!("desk-rule-{}", rule.as_str())));
            words.say_of("desk-held-by-checklist", &named.collect::<Vec<_>>().join(words.comma()))
        }
        HeldBack::SecondPerson(_) => words.say("desk-held-by-second-person"),
        HeldBack::SecondPersonForNote => words.say("desk-note-waits"),
        HeldBack::AnotherNoteWaits => words.say("desk-another-note-waits"),
        HeldBack::Brake { .. } => words.say("desk-held-by-brake"),
        HeldBack::Restored => words.say("desk-restored"),
        HeldBack::Store(error) => error.to_string(),
    }
}

/// What holds a piece that readers see back from another section.
pub(crate) fn filing_held_back_words(words: &Words, held: &HeldBack) -> String {
    match held {
        HeldBack::SecondPerson(_) => words.say("desk-filing-held-by-second-person"),
        held => held_back_words(words, held),
    }
}

fn not_publishable(words: &Words, why: &NotPublishable) -> String {
    match why {
        NotPublishable::EmbargoHolds { until } => {
            format!("{} \u{2068}{}\u{2069}", words.say("desk-embargo-until"), words.when(until))
        }
        NotPublishable::Withdrawn => words.say("desk-is-withdrawn"),
        NotPublishable::NoHeadline => words.say("desk-has-no-headline"),
        NotPublishable::NoText => words.say("desk-has-no-text"),
        NotPublishable::SectionClosed(_) => words.say("desk-held-for-section-closed"),
        NotPublishable::PictureRightsOver => words.say("desk-rights-over-by-then"),
        NotPublishable::ClockInDoubt => words.say("desk-clock-holds"),
    }
}
