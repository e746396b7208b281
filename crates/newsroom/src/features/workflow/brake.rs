//! The brake: nobody changes the whole site by one slip of the hand, or by a program gone wild.

use serde::{Deserialize, Serialize};

const MICROS_PER_MINUTE: i64 = 60_000_000;
/// How long a release holds, in microseconds.
pub const RELEASED_FOR: i64 = 15 * MICROS_PER_MINUTE;

/// How much one person may change before readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Brake {
    /// Publications and corrections.
    pub publications: i64,
    /// Withdrawals.
    pub withdrawals: i64,
    /// In so many minutes.
    pub minutes: i64,
}

/// The brake cannot be set so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the brake counts between 1 and 100,000 changes in 1 to 1,440 minutes")]
pub struct NotABrake;

impl Brake {
    /// The brake, when its numbers can be counted with.
    pub fn checked(self) -> Result<Brake, NotABrake> {
        let counts = [self.publications, self.withdrawals];
        let fits =
            counts.iter().all(|count| (1..=100_000).contains(count)) && (1..=1_440).contains(&self.minutes);
        if fits { Ok(self) } else { Err(NotABrake) }
    }

    /// From when on changes count at `now`.
    pub fn since(self, now: i64) -> i64 {
        now.saturating_sub(self.minutes * MICROS_PER_MINUTE)
    }

    /// Whether what readers see from `at` on counts at `now`. What is set for later than the brake looks back is seen by others
    /// first, and can be taken back.
    pub fn counts(self, now: i64, at: i64) -> bool {
        at <= now.saturating_add(self.minutes * MICROS_PER_MINUTE)
    }

    /// How many changes of a sort one person may make in that time.
    pub fn most(self, withdraws: bool) -> i64 {
        if withdraws { self.withdrawals } else { self.publications }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_for_soon_counts_and_for_later_does_not() {
        let brake = Brake { publications: 20, withdrawals: 20, minutes: 10 };
        let (now, minutes) = (1_000_000_000, |count| count * MICROS_PER_MINUTE);
        for (at, counts) in [
            (0, true),
            (now, true),
            (now + 1, true),
            (now + minutes(10), true),
            (now + minutes(10) + 1, false),
            (i64::MAX, false),
        ] {
            assert_eq!(brake.counts(now, at), counts, "{at}");
        }
    }
}
