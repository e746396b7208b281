//! Ids are text made by the program. Those that stand in an address are short and have a shape no slug can
//! have: twelve upper-case letters and digits, while slugs never hold an upper-case Latin letter.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

/// Makes a type for the id of one noun, so that an article's id cannot be passed for a section's.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<&$name> for store::Value {
            fn from(id: &$name) -> Self {
                store::Value::from(id.as_str())
            }
        }

        impl store::ListItem for $name {
            fn write(&self, out: &mut String) {
                store::ListItem::write(self.as_str(), out);
            }
        }

        impl store::FromValue for $name {
            const WANTED: &'static str = <String as store::FromValue>::WANTED;

            fn from_cell(cell: store::Cell<'_>) -> Option<Self> {
                <String as store::FromValue>::from_cell(cell).map(Self)
            }
        }
    };
}

id!(
    /// An edition's code: the first segment of its addresses, such as `ar`.
    EditionCode
);
id!(
    /// A section.
    SectionId
);
id!(
    /// A topic.
    TopicId
);
id!(
    /// An author.
    AuthorId
);
id!(
    /// An article: the short id in its address, which alone decides what is shown.
    ArticleId
);
id!(
    /// A story.
    StoryId
);
id!(
    /// A picture or another piece of media.
    MediaId
);
id!(
    /// A recording that is a file of ours.
    RecordingFileId
);
id!(
    /// A file that comes in pieces.
    UploadId
);
id!(
    /// A person's account.
    AccountId
);
id!(
    /// A token of the API.
    TokenId
);
id!(
    /// A session at the desk.
    SessionId
);
id!(
    /// A passkey.
    PasskeyId
);
id!(
    /// A correction.
    CorrectionId
);
id!(
    /// A publish receipt.
    ReceiptId
);
id!(
    /// A standing page.
    StandingPageId
);
id!(
    /// A redirect.
    RedirectId
);
id!(
    /// A front: an edition's code for its home page, a section's id for the front of a section.
    FrontId
);
id!(
    /// A breaking alert.
    AlertId
);

id!(
    /// A note beside an article.
    NoteId
);
id!(
    /// A group of spellings that search takes for one another.
    SynonymsId
);

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The beginning of 2024 in milliseconds: the short ids count from here, to last 34 years in eight letters.
const SHORT_EPOCH_MS: i64 = 1_704_067_200_000;

/// Makes short ids: milliseconds since 2024 and 20 random bits, in twelve letters that sort by time.
///
/// A busy import takes several in a millisecond, and among a million of them two would meet by chance. So each is
/// greater than the one before; only two nodes can still meet, in the same millisecond, once in a million.
#[derive(Debug, Default)]
pub struct ShortIds {
    last: AtomicU64,
}

impl ShortIds {
    /// The next id at that time (microseconds since 1970 UTC).
    pub fn next(&self, now_micros: i64, random: u32) -> String {
        let ms = (now_micros / 1000 - SHORT_EPOCH_MS).clamp(0, (1 << 40) - 1) as u64;
        let wanted = (ms << 20) | u64::from(random & 0xF_FFFF);
        let above = |last: u64| Some(wanted.max(last + 1));
        let last = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, above).unwrap_or_default();
        let bits = wanted.max(last + 1);
        (0..12).map(|i| ALPHABET[((bits >> (55 - 5 * i)) & 31) as usize] as char).collect()
    }
}

/// Whether a path segment has the shape of a short id.
pub fn is_short(segment: &str) -> bool {
    segment.len() == 12 && segment.bytes().all(|b| ALPHABET.contains(&b))
}

/// A number of one article's revisions, from 1 up.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct RevisionNumber(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ids_sort_by_time_and_are_never_slugs() {
        let ids = ShortIds::default();
        let early = ids.next(1_764_000_000_000_000, 7);
        let late = ids.next(1_764_000_000_001_000, 3);
        assert!(early < late, "{early} {late}");
        assert!(is_short(&early));
        assert!(!is_short("0k3f9qx2mb01"));
        assert_ne!(text::slug::slug(&early, text::slug::SlugStyle::Arabic), early);
    }
    #[test]
    fn no_two_are_the_same_however_little_time_and_chance_there_is() {
        let ids = ShortIds::default();
        let made: Vec<String> =
            (0..5_000).map(|n| ids.next(1_764_000_000_000_000, 0xF_FFFF - n % 3)).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(made.iter().all(|id| is_short(id)));
        let back = ids.next(1_763_000_000_000_000, 0);
        assert!(back > made[4_999], "a clock that is set back does not repeat them");
    }
}
