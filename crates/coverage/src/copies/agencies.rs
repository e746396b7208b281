//! Names of news agencies as credit lines write them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use text::fold::fold;

use crate::letters::is_alphanumeric;

/// Whether this is an agency's name, or several of them: «رويترز»، «أ.ف.ب», "AFP", «د ب أ + وكالات».
pub fn is_agencies(words: &str) -> bool {
    is_agency(words)
        || words
            .split(['،', ',', '؛', ';', '+', '&', '/', '-', '–'])
            .flat_map(|part| part.split(" و"))
            .all(is_agency)
}

fn is_agency(name: &str) -> bool {
    let joined = joined(name);
    KNOWN.contains(joined.strip_prefix("وكاله").unwrap_or(&joined))
}

/// Folded, without the dots and spaces that initials are written with or without.
fn joined(name: &str) -> String {
    fold(name).chars().filter(|letter| is_alphanumeric(*letter)).collect()
}

static KNOWN: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| ARABIC.iter().chain(LATIN).map(|name| joined(name)).collect());

const ARABIC: &[&str] = &[
    "وكالات",
    "الوكالات",
    "رويترز",
    "أ ف ب",
    "أف ب",
    "ا ف ب",
    "فرانس برس",
    "الصحافة الفرنسية",
    "الأنباء الفرنسية",
    "الفرنسية",
    "أ ب",
    "أسوشيتد برس",
    "أسوشييتد برس",
    "اسوشيتدبرس",
    "د ب أ",
    "الأنباء الألمانية",
    "الألمانية",
    "الأناضول",
    "أناضول",
    "شينخوا",
    "سبوتنيك",
    "تاس",
    "إنترفاكس",
    "نوفوستي",
    "إفي",
    "أنسا",
    "آكي",
    "بلومبرغ",
    "كيودو",
    "يونهاب",
    "يو بي آي",
    "أ ش أ",
    "الشرق الأوسط",
    "أنباء الشرق الأوسط",
    "واس",
    "الأنباء السعودية",
    "وام",
    "أنباء الإمارات",
    "قنا",
    "الأنباء القطرية",
    "كونا",
    "بنا",
    "العمانية",
    "بترا",
    "وفا",
    "معا",
    "صفا",
    "سانا",
    "سبأ",
    "سبأنت",
    "واع",
    "نينا",
    "الوطنية للإعلام",
    "المركزية",
    "سونا",
    "وال",
    "وات",
    "واج",
    "وأج",
    "وم ع",
    "إرنا",
    "فارس",
    "تسنيم",
    "مهر",
];

const LATIN: &[&str] = &[
    "agencies",
    "Reuters",
    "Thomson Reuters",
    "AFP",
    "Agence France-Presse",
    "Agence France Presse",
    "AP",
    "Associated Press",
    "The Associated Press",
    "dpa",
    "DPA International",
    "epd",
    "KNA",
    "APA",
    "SDA",
    "Keystone-SDA",
    "PA",
    "PA Media",
    "Press Association",
    "AAP",
    "UPI",
    "Bloomberg",
    "Xinhua",
    "Kyodo",
    "Yonhap",
    "PTI",
    "ANI",
    "IANS",
    "TASS",
    "Interfax",
    "RIA Novosti",
    "Sputnik",
    "Ukrinform",
    "EFE",
    "ANSA",
    "Lusa",
    "Belga",
    "ANP",
    "TT",
    "NTB",
    "Ritzau",
    "STT",
    "PAP",
    "CTK",
    "MTI",
    "AA",
    "Anadolu",
    "Anadolu Agency",
    "DHA",
    "IHA",
    "SPA",
    "WAM",
    "QNA",
    "KUNA",
    "BNA",
    "Petra",
    "WAFA",
    "SANA",
    "NNA",
    "MENA",
    "TAP",
    "APS",
    "MAP",
    "SUNA",
    "IRNA",
    "ISNA",
    "GNA",
    "NAN",
    "SAPA",
];
