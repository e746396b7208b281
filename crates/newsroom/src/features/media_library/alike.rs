//! Pictures that look alike: pointed out to whoever brings one in, and never in anybody's way.

use ::store::{Query, StoreError};
use serde::Serialize;

use super::{Picture, store};
use crate::id::MediaId;

/// Two that differ in more of their sixty-four bits are two pictures.
const MOST_DIFFERENT: u32 = 7;
/// So many are pointed out.
const POINTED_OUT: usize = 5;

/// A picture of the library that looks like another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// Its id.
    pub id: MediaId,
    /// What is seen.
    pub caption: String,
}

/// The pictures that look most like this one; the same file is not among them.
pub async fn alike(q: &impl Query, picture: &Picture) -> Result<Vec<Alike>, StoreError> {
    let likeness = picture.likeness.as_deref().and_then(|name| name.parse::<media::Likeness>().ok());
    let Some(likeness) = likeness else { return Ok(Vec::new()) };
    let near = store::near(q, picture, &likeness.quarters().map(one_bit_away)).await?;
    let mut found: Vec<(u32, Alike)> = near
        .into_iter()
        .filter_map(|(id, caption, name)| {
            let distance = likeness.distance(name.parse().ok()?);
            (distance <= MOST_DIFFERENT).then_some((distance, Alike { id, caption }))
        })
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    Ok(found.into_iter().take(POINTED_OUT).map(|(_, alike)| alike).collect())
}

/// A quarter and those that differ from it in one bit, as they stand in names. Seven differences in four quarters leave one of
/// them with one at most.
fn one_bit_away(quarter: u16) -> Vec<String> {
    let flipped = (0..16).map(|bit| quarter ^ (1 << bit));
    std::iter::once(quarter).chain(flipped).map(|quarter| format!("{quarter:04x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_differs_in_seven_bits_is_met() {
        let likeness = media::Likeness(0x9d3a_0000_ffff_1234);
        let quarters = likeness.quarters().map(one_bit_away);
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..2_000 {
            let mut other = likeness;
            for _ in 0..MOST_DIFFERENT {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                other.0 ^= 1 << (state % 64);
            }
            let name = other.to_string();
            let is_met = quarters
                .iter()
                .enumerate()
                .any(|(place, quarter)| quarter.iter().any(|part| *part == name[place * 4..place * 4 + 4]));
            assert!(is_met, "{name}");
        }
    }
}
