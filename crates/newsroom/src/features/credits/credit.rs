//! What is owed to whom.

use serde::{Deserialize, Serialize};

/// A work of others, and the terms it is used on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// What it is.
    pub what: String,
    /// Whose it is.
    pub by: String,
    /// The name of its licence.
    pub licence: String,
    /// Where it comes from; may be empty.
    #[serde(default)]
    pub href: String,
}

/// A work that the program or its sample carries; names that differ by language are messages.
pub struct Carried {
    /// The message under which it is known.
    pub what: &'static str,
    /// Its maker, as they write themselves.
    pub by: &'static str,
    pub licence: &'static str,
    pub href: &'static str,
}

/// The fonts of the default theme.
pub const FONTS: &[Carried] = &[
    Carried {
        what: "credit-font-text",
        by: "The Noto Project Authors",
        licence: "SIL OFL 1.1",
        href: "https://github.com/notofonts/arabic",
    },
    Carried {
        what: "credit-font-head",
        by: "IBM Corp.",
        licence: "SIL OFL 1.1",
        href: "https://github.com/IBM/plex",
    },
];

/// What the program is made of that readers meet.
pub const SOFTWARE: &[Carried] = &[
    Carried { what: "credit-khabar", by: "The Khabar authors", licence: "Apache-2.0 / MIT", href: "" },
    Carried { what: "credit-stop-words", by: "Mohamed Taher Alrefaie", licence: "MIT", href: "" },
];

/// The texts of the sample newsroom.
pub const SAMPLE_TEXTS: &[Carried] = &[
    Carried { what: "credit-own-texts", by: "The Khabar authors", licence: "Apache-2.0 / MIT", href: "" },
    Carried {
        what: "credit-wikinews",
        by: "Arabic Wikinews",
        licence: "CC BY 2.5",
        href: "https://ar.wikinews.org/",
    },
];

/// The texts of the sample's archive.
pub const ARCHIVE_TEXTS: &[Carried] = &[
    Carried {
        what: "credit-muqtabas",
        by: "OpenArabicPE",
        licence: "CC BY-SA 4.0",
        href: "https://github.com/OpenArabicPE/journal_al-muqtabas",
    },
    Carried {
        what: "credit-picturingjordan",
        by: "Picturing Jordan",
        licence: "CC BY-SA 4.0",
        href: "https://picturingjordan.com/",
    },
];

/// The pictures of the sample newsroom.
pub const SAMPLE_PICTURES: &[Carried] = &[
    Carried { what: "credit-drawings", by: "The Khabar authors", licence: "Apache-2.0 / MIT", href: "" },
    Carried {
        what: "credit-photographs",
        by: "rawpixel",
        licence: "CC0 1.0",
        href: "https://www.rawpixel.com/public-domain",
    },
];
