//! How an edition writes.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::features::editions::actions::{EditionError, save_edition};
use crate::features::editions::{Direction, Edition, edition_by_code};
use crate::id::EditionCode;
use crate::routes::desk::{Administrator, Desk, DeskError, Words};

#[derive(Template)]
#[template(path = "settings/desk/edition.html")]
struct OneEdition<'a> {
    words: &'a Words,
    styles: String,
    here: &'static str,
    manages: bool,
    name: &'a str,
    edition: Edition,
    choices: Vec<Choice>,
    zone: String,
    hijri: bool,
    /// A date and a time of now, as this edition writes them.
    sample: String,
    done: bool,
    problem: Option<&'static str>,
}

/// A setting that is one of several.
struct Choice {
    /// The field, and the end of the message that names it.
    field: &'static str,
    /// Each value with what it is called, and whether it is the one.
    values: Vec<(&'static str, String, bool)>,
}

/// Languages in their own words, as an edition's pages can be written.
const LANGUAGES: [(&str, &str); 8] = [
    ("ar", "العربية"),
    ("en", "English"),
    ("fa", "فارسی"),
    ("ur", "اردو"),
    ("he", "עברית"),
    ("ckb", "کوردیی ناوەندی"),
    ("fr", "Français"),
    ("tr", "Türkçe"),
];
/// What an edition chooses among, in the order of the screen; values are those of its voice. What shows itself is shown as
/// it is, what does not has a message.
const CHOICES: [(&str, &[(&str, &str)]); 8] = [
    ("digits", &[("latn", "0123456789"), ("arab", "٠١٢٣٤٥٦٧٨٩"), ("arabext", "۰۱۲۳۴۵۶۷۸۹")]),
    (
        "months",
        &[
            ("gulf", "يناير، فبراير، مارس"),
            ("levant", "كانون الثاني، شباط، آذار"),
            ("maghreb_tn", "جانفي، فيفري، مارس"),
            ("maghreb_ma", "يناير… غشت، شتنبر"),
            ("dual", "كانون الثاني/يناير"),
            ("english", "January, February, March"),
            ("persian", "ژانویه، فوریه، مارس"),
            ("solar", "فروردین، اردیبهشت، خرداد"),
            ("urdu", "جنوری، فروری، مارچ"),
            ("hebrew", "ינואר, פברואר, מרץ"),
            ("kurdish", "کانوونی دووەم، شوبات، ئازار"),
            ("french", "janvier, février, mars"),
            ("turkish", "Ocak, Şubat, Mart"),
        ],
    ),
    ("clock", &[("h24", "13:40"), ("h12", "")]),
    ("hijri_shift", &[("-1", "−1"), ("0", "0"), ("1", "+1")]),
    ("week", &[("saturday", ""), ("sunday", ""), ("monday", "")]),
    ("quotes", &[("usual", ""), ("angle", "«…»"), ("curly", "“…”"), ("low", "„…“")]),
    ("tanwin", &[("before_alif", "خبرًا"), ("on_alif", "خبراً")]),
    ("slugs", &[("arabic", ""), ("transliterated", ""), ("id_only", "")]),
];
/// Zones that are offered; any other that exists can be typed.
pub(super) const ZONES: [&str; 26] = [
    "Africa/Algiers",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Khartoum",
    "Africa/Mogadishu",
    "Africa/Nouakchott",
    "Africa/Tripoli",
    "Africa/Tunis",
    "Asia/Aden",
    "Asia/Amman",
    "Asia/Baghdad",
    "Asia/Bahrain",
    "Asia/Beirut",
    "Asia/Damascus",
    "Asia/Dubai",
    "Asia/Gaza",
    "Asia/Hebron",
    "Asia/Jerusalem",
    "Asia/Kuwait",
    "Asia/Muscat",
    "Asia/Qatar",
    "Asia/Riyadh",
    "Europe/Istanbul",
    "Europe/London",
    "Europe/Paris",
    "UTC",
];

async fn found(app: &App, code: &EditionCode) -> Result<Edition, DeskError> {
    edition_by_code(app.db.read(), code).await?.ok_or(DeskError::NotFound)
}

fn page(
    app: &App,
    desk: &Desk,
    edition: Edition,
    said: (bool, Option<&'static str>),
) -> Result<Html<String>, DeskError> {
    let page = OneEdition {
        words: &desk.words,
        styles: app.theme.asset_address("base.css").unwrap_or_default(),
        here: "settings",
        manages: true,
        name: &desk.account.name,
        choices: choices(&desk.words, &edition),
        zone: edition.voice.dates.zone.clone(),
        hijri: edition.voice.dates.hijri,
        sample: text::dates::date_time(app.now(), &edition.voice.dates),
        edition,
        done: said.0,
        problem: said.1,
    };
    Ok(Html(page.render()?))
}

fn choices(words: &Words, edition: &Edition) -> Vec<Choice> {
    let voice = edition.voice.told();
    let lang = LANGUAGES
        .map(|(code, called)| (code, called.to_owned(), code == text::lang::primary(&edition.lang).as_str()));
    let lang = Choice { field: "lang", values: lang.to_vec() };
    let others = CHOICES.iter().map(|(field, values)| {
        let now = match &voice[*field] {
            Value::String(value) => value.clone(),
            other => other.to_string(),
        };
        let called = |value: &str, shown: &str| {
            if shown.is_empty() { words.say(&format!("desk-set-{field}-{value}")) } else { shown.to_owned() }
        };
        let values = values.iter().map(|(value, shown)| (*value, called(value, shown), *value == now));
        Choice { field, values: values.collect() }
    });
    std::iter::once(lang).chain(others).collect()
}

/// `GET /desk/settings/editions/{edition}`
pub async fn show(
    State(app): State<App>,
    Administrator(desk): Administrator,
    Path(code): Path<EditionCode>,
) -> Result<Html<String>, DeskError> {
    page(&app, &desk, found(&app, &code).await?, (false, None))
}

/// `POST /desk/settings/editions/{edition}`
pub async fn set(
    State(app): State<App>,
    Administrator(desk): Administrator,
    Path(code): Path<EditionCode>,
    Form(form): Form<Map<String, Value>>,
) -> Result<Response, DeskError> {
    let edition = found(&app, &code).await?;
    let refused = |edition, problem| {
        let page = self::page(&app, &desk, edition, (false, Some(problem)))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let Some(wanted) = filled(&edition, &form) else { return refused(edition, "desk-set-refused") };
    match save_edition(&app, &desk.actor, wanted.clone()).await {
        Ok(saved) => Ok(page(&app, &desk, saved, (true, None))?.into_response()),
        Err(EditionError::UnknownZone(_)) => refused(wanted, "desk-set-no-such-zone"),
        Err(EditionError::BadCode(_)) => refused(edition, "desk-set-refused"),
        Err(EditionError::NotAllowed(error)) => Err(error.into()),
        Err(EditionError::Store(error)) => Err(error.into()),
    }
}

/// The edition as the form has it; `None` for what no form of ours sends.
fn filled(edition: &Edition, form: &Map<String, Value>) -> Option<Edition> {
    let field = |name: &str| form.get(name).and_then(Value::as_str).unwrap_or_default();
    let line = |name: &str, most: usize| {
        let line = text::clean::clean_line(field(name));
        (line.chars().count() <= most).then_some(line)
    };
    let mut voice = Map::new();
    for (name, _) in CHOICES.iter().filter(|(name, _)| *name != "hijri_shift") {
        voice.insert((*name).to_owned(), field(name).into());
    }
    voice.insert("zone".to_owned(), field("zone").trim().into());
    voice.insert("hijri".to_owned(), json!(form.contains_key("hijri")));
    voice.insert("hijri_shift".to_owned(), json!(field("hijri_shift").parse::<i8>().ok()?));
    let lang = LANGUAGES.into_iter().map(|(code, _)| code).find(|code| *code == field("lang"))?;
    // A country beside the language stays: `ar-LB`.
    let lang =
        if text::lang::primary(&edition.lang) == lang { edition.lang.clone() } else { lang.to_owned() };
    Some(Edition {
        name: line("name", 100).filter(|name| !name.is_empty())?,
        tagline: line("tagline", 200)?,
        dir: Direction::of(&lang),
        lang,
        voice: edition.voice.with(voice).ok()?,
        ..edition.clone()
    })
}
