//! How a language puts a date together, and its names where there is one set of them. Arabic and English names, of which
//! there are more, are in `names.rs`.

use super::MonthStyle;

/// The language that dates are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    Arabic,
    English,
    Persian,
    Urdu,
    Hebrew,
    Kurdish,
    French,
    Turkish,
}

impl MonthStyle {
    /// The language that the names of the months are of.
    pub fn tongue(self) -> Tongue {
        match self {
            MonthStyle::English => Tongue::English,
            MonthStyle::Persian | MonthStyle::Solar => Tongue::Persian,
            MonthStyle::Urdu => Tongue::Urdu,
            MonthStyle::Hebrew => Tongue::Hebrew,
            MonthStyle::Kurdish => Tongue::Kurdish,
            MonthStyle::French => Tongue::French,
            MonthStyle::Turkish => Tongue::Turkish,
            _ => Tongue::Arabic,
        }
    }
}

impl Tongue {
    /// The comma between the parts of a date.
    pub fn comma(self) -> &'static str {
        match self {
            Tongue::Arabic | Tongue::Persian | Tongue::Urdu | Tongue::Kurdish => "،",
            _ => ",",
        }
    }

    /// Whether the script is Arabic.
    pub(super) fn is_arabic_script(self) -> bool {
        self.comma() == "،"
    }

    /// A day of a month, with its year or without.
    pub(super) fn date(self, day: i8, month: &str, year: Option<i16>) -> String {
        let first = match self {
            Tongue::French if day == 1 => format!("1er {month}"),
            Tongue::Hebrew => format!("{day} ב{month}"),
            Tongue::Kurdish => format!("{day}ی {month}"),
            _ => format!("{day} {month}"),
        };
        year.map_or(first.clone(), |year| self.with_year(&first, year))
    }

    /// A month, or what ends with one, of a year.
    pub(super) fn with_year(self, month: &str, year: i16) -> String {
        if self == Tongue::Kurdish { format!("{month}ی {year}") } else { format!("{month} {year}") }
    }

    /// A date with its day of the week.
    pub(super) fn with_weekday(self, weekday: &str, date: &str) -> String {
        match self {
            Tongue::Persian | Tongue::French => format!("{weekday} {date}"),
            Tongue::Turkish => format!("{date} {weekday}"),
            Tongue::Hebrew => format!("יום {weekday}, {date}"),
            _ => format!("{weekday}{} {date}", self.comma()),
        }
    }

    /// The time of a city.
    pub(super) fn time_of(self, city: &str) -> String {
        match self {
            Tongue::Arabic => format!("بتوقيت {city}"),
            Tongue::English => format!("{city} time"),
            Tongue::Persian => format!("به وقت {city}"),
            Tongue::Urdu => format!("{city} کا وقت"),
            Tongue::Hebrew => format!("שעון {city}"),
            Tongue::Kurdish => format!("بە کاتی {city}"),
            Tongue::French => format!("heure de {city}"),
            Tongue::Turkish => format!("{city} saati"),
        }
    }

    /// Universal time.
    pub(super) fn greenwich(self) -> &'static str {
        match self {
            Tongue::Arabic => "بتوقيت غرينتش",
            Tongue::English => "GMT",
            Tongue::Persian => "به وقت گرینویچ",
            Tongue::Urdu => "گرینچ کا وقت",
            Tongue::Hebrew => "שעון גריניץ׳",
            Tongue::Kurdish => "بە کاتی گرینیچ",
            Tongue::French => "heure de Greenwich",
            Tongue::Turkish => "Greenwich saati",
        }
    }

    pub(super) fn half_of_day(self, afternoon: bool) -> &'static str {
        let (before, after) = match self {
            Tongue::Arabic => ("ص", "م"),
            Tongue::English => ("am", "pm"),
            Tongue::Persian => ("ق.ظ.", "ب.ظ."),
            Tongue::Urdu => ("قبل دوپہر", "بعد دوپہر"),
            Tongue::Hebrew => ("לפנה״צ", "אחה״צ"),
            Tongue::Kurdish => ("پ.ن.", "د.ن."),
            Tongue::French => ("du matin", "de l’après-midi"),
            Tongue::Turkish => ("ÖÖ", "ÖS"),
        };
        if afternoon { after } else { before }
    }
}

/// Cities by their names in languages other than Arabic and English; where there is none, the English name stands.
pub(super) const CITIES: [(Tongue, &str, &str); 20] = [
    (Tongue::Persian, "Asia/Tehran", "تهران"),
    (Tongue::Persian, "Asia/Kabul", "کابل"),
    (Tongue::Persian, "Asia/Dushanbe", "دوشنبه"),
    (Tongue::Urdu, "Asia/Karachi", "اسلام آباد"),
    (Tongue::Urdu, "Asia/Kolkata", "دہلی"),
    (Tongue::Hebrew, "Asia/Jerusalem", "ירושלים"),
    (Tongue::Kurdish, "Asia/Baghdad", "هەولێر"),
    (Tongue::French, "Asia/Beirut", "Beyrouth"),
    (Tongue::French, "Africa/Cairo", "Le Caire"),
    (Tongue::French, "Africa/Algiers", "Alger"),
    (Tongue::French, "Africa/Casablanca", "Rabat"),
    (Tongue::French, "Europe/Brussels", "Bruxelles"),
    (Tongue::French, "Europe/London", "Londres"),
    (Tongue::French, "Europe/Zurich", "Genève"),
    (Tongue::French, "America/New_York", "Washington"),
    (Tongue::Turkish, "Europe/Istanbul", "İstanbul"),
    (Tongue::Turkish, "Asia/Beirut", "Beyrut"),
    (Tongue::Turkish, "Asia/Nicosia", "Lefkoşa"),
    (Tongue::Turkish, "Europe/London", "Londra"),
    (Tongue::Turkish, "Africa/Cairo", "Kahire"),
];

pub(super) const PERSIAN: [&str; 12] = [
    "ژانویه",
    "فوریه",
    "مارس",
    "آوریل",
    "مه",
    "ژوئن",
    "ژوئیه",
    "اوت",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
];
pub(super) const SOLAR: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
pub(super) const URDU: [&str; 12] =
    ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"];
pub(super) const HEBREW: [&str; 12] = [
    "ינואר",
    "פברואר",
    "מרץ",
    "אפריל",
    "מאי",
    "יוני",
    "יולי",
    "אוגוסט",
    "ספטמבר",
    "אוקטובר",
    "נובמבר",
    "דצמבר",
];
pub(super) const KURDISH: [&str; 12] = [
    "کانوونی دووەم",
    "شوبات",
    "ئازار",
    "نیسان",
    "ئایار",
    "حوزەیران",
    "تەمووز",
    "ئاب",
    "ئەیلوول",
    "تشرینی یەکەم",
    "تشرینی دووەم",
    "کانوونی یەکەم",
];
pub(super) const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
pub(super) const TURKISH: [&str; 12] = [
    "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım",
    "Aralık",
];

pub(super) const WEEKDAYS_PERSIAN: [&str; 7] =
    ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"];
pub(super) const WEEKDAYS_URDU: [&str; 7] = ["پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار"];
pub(super) const WEEKDAYS_HEBREW: [&str; 7] = ["שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת", "ראשון"];
pub(super) const WEEKDAYS_KURDISH: [&str; 7] =
    ["دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "هەینی", "شەممە", "یەکشەممە"];
pub(super) const WEEKDAYS_FRENCH: [&str; 7] =
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
pub(super) const WEEKDAYS_TURKISH: [&str; 7] =
    ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"];
