//! How an edition writes.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Outcome, Sender};
use crate::app::App;
use crate::features::editions::actions::{EditionError, save_edition_over};
use crate::features::editions::{Direction, Edition, edition_by_code};
use crate::id::EditionCode;
use crate::routes::desk::{Administrator, Desk, DeskError, Shell, Words};

#[derive(Template)]
#[template(path = "settings/desk/edition.html")]
struct OneEdition<'a> {
    words: &'a Words,
    shell: Shell<'a>,
    edition: Edition,
    choices: Vec<Choice>,
    /// What stands in the form.
    typed: Fields,
    /// What is so meanwhile, of fields in which it is otherwise here.
    theirs: Fields,
    /// The same of the Hijri date.
    hijri_theirs: Option<&'static str>,
    /// By what the edition is known again that the form was filled in over.
    base: String,
    /// A date and a time of now, as this edition writes them.
    sample: String,
    outcome: Outcome,
}

/// What a form holds, by field: a box that is not ticked is not there.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// The form of an edition as it is.
    fn of_edition(edition: &Edition) -> Fields {
        let voice = edition.voice.told();
        let mut fields = BTreeMap::from([
            ("name".to_owned(), edition.name.clone()),
            ("tagline".to_owned(), edition.tagline.clone()),
            ("lang".to_owned(), text::lang::primary(&edition.lang)),
            ("zone".to_owned(), edition.voice.dates.zone.clone()),
        ]);
        fields.extend(CHOICES.iter().map(|&(field, _)| (field.to_owned(), plain(&voice[field]))));
        fields.extend(edition.voice.dates.hijri.then(|| ("hijri".to_owned(), "yes".to_owned())));
        Fields(fields)
    }

    fn get(&self, field: &str) -> Option<&String> {
        self.0.get(field)
    }

    fn of(&self, field: &str) -> &str {
        self.get(field).map_or("", String::as_str)
    }

    fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// By what these are known again.
    fn digest(&self) -> String {
        data_encoding::HEXLOWER.encode(&Sha256::digest(json!(self.0).to_string()))
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(value) => value.clone(),
        other => other.to_string(),
    }
}

/// A setting that is one of several.
struct Choice {
    /// The field, and the end of the message that names it.
    field: &'static str,
    /// Each value with what it is called, and whether it is the one.
    values: Vec<(String, String, bool)>,
    /// What is so meanwhile, where it is otherwise here.
    theirs: Option<String>,
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

/// The screen of an edition, with the form as it was typed or else as the edition is.
fn page(
    app: &App,
    desk: &Desk,
    edition: Edition,
    typed: Option<Fields>,
    outcome: Outcome,
) -> Result<Response, DeskError> {
    let stored = Fields::of_edition(&edition);
    let typed = typed.unwrap_or_else(|| stored.clone());
    // Whoever was overtaken sees what the others set, and may put their own in its place.
    let is_overtaken = outcome == Outcome::Overtaken;
    let is_kept_base = typed.has("base") && !is_overtaken;
    let base = if is_kept_base { typed.of("base").to_owned() } else { stored.digest() };
    let mut theirs = Fields(BTreeMap::new());
    if is_overtaken {
        theirs.0.extend(stored.0.iter().filter(|(field, now)| typed.of(field) != now.as_str()).map(own));
    }
    let is_hijri = if stored.has("hijri") { "desk-set-on" } else { "desk-set-off" };
    let page = OneEdition {
        words: &desk.words,
        shell: desk.shell(app, "settings"),
        choices: choices(&desk.words, &edition, &typed, &theirs),
        hijri_theirs: (is_overtaken && stored.has("hijri") != typed.has("hijri")).then_some(is_hijri),
        sample: text::dates::date_time(app.now(), &edition.voice.dates),
        edition,
        typed,
        theirs,
        base,
        outcome,
    };
    Ok((outcome.status(), Html(page.render()?)).into_response())
}

fn own((field, value): (&String, &String)) -> (String, String) {
    (field.clone(), value.clone())
}

fn choices(words: &Words, edition: &Edition, typed: &Fields, theirs: &Fields) -> Vec<Choice> {
    let stored = Fields::of_edition(edition);
    let choice = |field: &'static str, mut offered: Vec<(String, String)>, unlisted: &str| {
        let now = stored.of(field);
        // What the edition has stays possible, whoever set it and however: else the first of the list would be sent for it.
        if offered.iter().all(|(value, _)| value != now) {
            offered.push((now.to_owned(), unlisted.to_owned()));
        }
        let typed = typed.of(field);
        let chosen = if offered.iter().any(|(value, _)| value == typed) { typed } else { now };
        let called = |wanted: &String| {
            offered.iter().find(|(value, _)| value == wanted).map(|(_, called)| called.clone())
        };
        let theirs = theirs.get(field).and_then(called);
        let chosen = chosen.to_owned();
        let values = offered.into_iter().map(|(value, called)| {
            let is_chosen = value == chosen;
            (value, called, is_chosen)
        });
        Choice { field, values: values.collect(), theirs }
    };
    let languages = LANGUAGES.map(|(code, called)| (code.to_owned(), called.to_owned()));
    let lang = choice("lang", languages.to_vec(), text::lang::endonym(&edition.lang));
    let others = CHOICES.iter().map(|&(field, values)| {
        let called = |value: &str, shown: &str| {
            if shown.is_empty() { words.say(&format!("desk-set-{field}-{value}")) } else { shown.to_owned() }
        };
        let offered = values.iter().map(|(value, shown)| ((*value).to_owned(), called(value, shown)));
        choice(field, offered.collect(), stored.of(field))
    });
    std::iter::once(lang).chain(others).collect()
}

/// `GET /desk/settings/editions/{edition}`
pub async fn show(
    State(app): State<App>,
    Administrator(desk): Administrator,
    Path(code): Path<EditionCode>,
) -> Result<Response, DeskError> {
    page(&app, &desk, found(&app, &code).await?, None, Outcome::Shown)
}

/// `POST /desk/settings/editions/{edition}`
pub async fn set(
    State(app): State<App>,
    Sender { desk, is_proven }: Sender,
    Path(code): Path<EditionCode>,
    Form(form): Form<Fields>,
) -> Result<Response, DeskError> {
    let edition = found(&app, &code).await?;
    let answer = |edition, typed, outcome| page(&app, &desk, edition, typed, outcome);
    if !is_proven {
        return answer(edition, Some(form), Outcome::ProveFirst);
    }
    let refused = Outcome::Refused("desk-set-refused");
    if form.has("base") && form.of("base") != Fields::of_edition(&edition).digest() {
        return answer(edition, Some(form), Outcome::Overtaken);
    }
    let wanted = filled(&edition, &form).filter(|_| form.has("base"));
    let Some(wanted) = wanted else { return answer(edition, Some(form), refused) };
    match save_edition_over(&app, &desk.actor, wanted, edition.clone()).await {
        Ok(saved) => answer(saved, None, Outcome::Done),
        Err(EditionError::Overtaken(theirs)) => answer(*theirs, Some(form), Outcome::Overtaken),
        Err(EditionError::UnknownZone(_)) => {
            answer(edition, Some(form), Outcome::Refused("desk-set-no-such-zone"))
        }
        Err(EditionError::BadCode(_)) => answer(edition, Some(form), refused),
        Err(EditionError::NotAllowed(error)) => Err(error.into()),
        Err(EditionError::Store(error)) => Err(error.into()),
    }
}

/// The edition as the form has it; `None` for what no form of ours sends.
fn filled(edition: &Edition, form: &Fields) -> Option<Edition> {
    let field = |name: &str| form.of(name);
    let line = |name: &str, most: usize| {
        let line = text::clean::clean_line(field(name));
        (line.chars().count() <= most).then_some(line)
    };
    let mut voice = Map::new();
    for (name, _) in CHOICES.iter().filter(|(name, _)| *name != "hijri_shift") {
        voice.insert((*name).to_owned(), field(name).into());
    }
    voice.insert("zone".to_owned(), field("zone").trim().into());
    voice.insert("hijri".to_owned(), json!(form.has("hijri")));
    let shift = field("hijri_shift").parse::<i8>().ok()?;
    let is_possible = (-1..=1).contains(&shift) || shift == edition.voice.dates.hijri_shift;
    voice.insert("hijri_shift".to_owned(), json!(is_possible.then_some(shift)?));
    // A country beside the language stays, `ar-LB`, and so does a language that the list has not.
    let (lang, dir) = if text::lang::primary(&edition.lang) == field("lang") {
        (edition.lang.clone(), edition.dir)
    } else {
        let (lang, _) = LANGUAGES.into_iter().find(|(code, _)| *code == field("lang"))?;
        (lang.to_owned(), Direction::of(lang))
    };
    Some(Edition {
        name: line("name", 100).filter(|name| !name.is_empty())?,
        tagline: line("tagline", 200)?,
        lang,
        dir,
        voice: edition.voice.with(voice).ok()?,
        ..edition.clone()
    })
}
