//! Names of months, weekdays and halves of the day.

use jiff::civil::Weekday;

use super::MonthStyle;
use super::tongues::{self, Tongue};

pub fn month(month: u8, style: MonthStyle) -> String {
    let name = |names: &[&'static str; 12]| {
        names.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
    };
    match style {
        MonthStyle::Gulf => name(&GULF).to_owned(),
        MonthStyle::Levant => name(&LEVANT).to_owned(),
        MonthStyle::MaghrebTn => name(&MAGHREB_TN).to_owned(),
        MonthStyle::MaghrebMa => name(&MAGHREB_MA).to_owned(),
        MonthStyle::English => name(&ENGLISH).to_owned(),
        MonthStyle::Persian => name(&tongues::PERSIAN).to_owned(),
        MonthStyle::Solar => name(&tongues::SOLAR).to_owned(),
        MonthStyle::Urdu => name(&tongues::URDU).to_owned(),
        MonthStyle::Hebrew => name(&tongues::HEBREW).to_owned(),
        MonthStyle::Kurdish => name(&tongues::KURDISH).to_owned(),
        MonthStyle::French => name(&tongues::FRENCH).to_owned(),
        MonthStyle::Turkish => name(&tongues::TURKISH).to_owned(),
        MonthStyle::Dual if name(&GULF).is_empty() => String::new(),
        MonthStyle::Dual => format!("{}/{}", name(&LEVANT), name(&GULF)),
    }
}

pub fn hijri_month(month: u8, tongue: Tongue) -> &'static str {
    let names = if tongue.is_arabic_script() { &HIJRI } else { &HIJRI_ENGLISH };
    names.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

pub fn weekday(weekday: Weekday, tongue: Tongue) -> &'static str {
    let names = match tongue {
        Tongue::Arabic => WEEKDAYS,
        Tongue::English => WEEKDAYS_ENGLISH,
        Tongue::Persian => tongues::WEEKDAYS_PERSIAN,
        Tongue::Urdu => tongues::WEEKDAYS_URDU,
        Tongue::Hebrew => tongues::WEEKDAYS_HEBREW,
        Tongue::Kurdish => tongues::WEEKDAYS_KURDISH,
        Tongue::French => tongues::WEEKDAYS_FRENCH,
        Tongue::Turkish => tongues::WEEKDAYS_TURKISH,
    };
    names[usize::from(weekday.to_monday_zero_offset().unsigned_abs()) % 7]
}

const GULF: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const LEVANT: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
const MAGHREB_TN: [&str; 12] = [
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const MAGHREB_MA: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const HIJRI: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];
const HIJRI_ENGLISH: [&str; 12] = [
    "Muharram",
    "Safar",
    "Rabi al-Awwal",
    "Rabi al-Akhir",
    "Jumada al-Ula",
    "Jumada al-Akhirah",
    "Rajab",
    "Shaban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qadah",
    "Dhu al-Hijjah",
];
const WEEKDAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const WEEKDAYS_ENGLISH: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
