//! One language in one voice: finds a message and fills it in.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use unic_langid::LanguageIdentifier;

use super::Voice;
use crate::LocaleError;
use text::digits::Digits;
use text::tanwin::{Tanwin, spelled};

type Bundle = FluentBundle<Arc<FluentResource>>;

/// Stands after a printed number until the space behind it has become a no-break space.
const AFTER_NUMBER: char = '\u{E000}';
const NO_BREAK_SPACE: &str = "\u{00A0}";

/// A value that goes into a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(Cow<'a, str>),
    /// A whole number: chooses the plural form and is printed in the voice's digits.
    Number(i64),
}

/// The side a language starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

/// A language in one voice. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Locale {
    words: Arc<Words>,
    voice: Arc<Voice>,
    /// The voice for one date at a time: the Hijri date is a helper of its own.
    plain: Arc<Voice>,
    tanwin: Tanwin,
}

/// A language's messages, once for each set of digits, because Fluent's number printer takes no settings. Each is made when
/// somebody first speaks so: of all that there could be, a site speaks two or three.
pub(super) struct Words {
    code: String,
    id: LanguageIdentifier,
    /// Later ones stand over earlier ones.
    resources: Vec<Arc<FluentResource>>,
    direction: Direction,
    latn: OnceLock<Spoken>,
    arab: OnceLock<Spoken>,
    arabext: OnceLock<Spoken>,
}

/// The messages in one set of digits.
struct Spoken {
    bundle: Bundle,
    /// Those without parts, which most on a page are, as they are printed.
    ready: HashMap<String, Arc<str>>,
}

impl Locale {
    pub(super) fn new(words: Words) -> Result<Locale, LocaleError> {
        let voice = words.usual_voice()?;
        Ok(Locale::speaking(Arc::new(words), voice))
    }

    /// The same language in another voice (one site's digits, months, zone).
    pub fn with_voice(&self, voice: Voice) -> Locale {
        Locale { tanwin: self.tanwin, ..Locale::speaking(self.words.clone(), voice) }
    }

    /// The same with its messages in this spelling.
    pub fn with_tanwin(self, tanwin: Tanwin) -> Locale {
        Locale { tanwin, ..self }
    }

    fn speaking(words: Arc<Words>, voice: Voice) -> Locale {
        let plain = Voice { hijri: false, ..voice.clone() };
        Locale { words, voice: Arc::new(voice), plain: Arc::new(plain), tanwin: Tanwin::default() }
    }

    /// The language code, as in `lang`.
    pub fn code(&self) -> &str {
        &self.words.code
    }

    /// The direction of the language.
    pub fn dir(&self) -> Direction {
        self.words.direction
    }

    /// The voice it speaks in.
    pub fn voice(&self) -> &Voice {
        &self.voice
    }

    /// The voice without its Hijri date.
    pub(crate) fn plain_voice(&self) -> &Voice {
        &self.plain
    }

    /// The message with its arguments. An unknown id comes back as itself and is logged: for words that
    /// must never stop a page. Templates use [`Locale::try_message`], which refuses.
    pub fn message(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.try_message(id, args).unwrap_or_else(|error| {
            tracing::error!(%error, "message");
            id.to_owned()
        })
    }

    /// A message without parts, as it stands ready; `None` when it has parts or there is none.
    pub(crate) fn ready(&self, id: &str) -> Option<Arc<str>> {
        let ready = self.words.spoken(self.voice.digits).ready.get(id)?;
        Some(match self.tanwin {
            Tanwin::BeforeAlif => ready.clone(),
            tanwin => Arc::from(spelled(ready, tanwin)),
        })
    }

    /// The message with its arguments, or why there is none. A space after a number does not break.
    pub fn try_message(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Result<String, LocaleError> {
        let message = self.unspelled(id, args)?;
        Ok(match self.tanwin {
            // The messages are written so.
            Tanwin::BeforeAlif => message,
            tanwin => spelled(&message, tanwin).into_owned(),
        })
    }

    fn unspelled(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Result<String, LocaleError> {
        let spoken = self.words.spoken(self.voice.digits);
        if args.is_empty()
            && let Some(ready) = spoken.ready.get(id)
        {
            return Ok(ready.as_ref().to_owned());
        }
        let bundle = &spoken.bundle;
        let no_message =
            || LocaleError::NoSuchMessage { id: id.to_owned(), language: self.words.code.clone() };
        let pattern = bundle.get_message(id).and_then(|message| message.value()).ok_or_else(no_message)?;
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(*name, value.to_fluent(&self.words.code));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors);
        match errors.first() {
            None => Ok(glue_numbers(&text)),
            Some(error) => Err(LocaleError::BadArguments {
                id: id.to_owned(),
                language: self.words.code.clone(),
                why: error.to_string(),
            }),
        }
    }
}

impl Words {
    pub(super) fn new(code: &str, resources: &[Arc<FluentResource>]) -> Result<Words, LocaleError> {
        let bad = |_| LocaleError::BadCode { file: super::file_of(code), code: code.to_owned() };
        Ok(Words {
            code: code.to_owned(),
            id: code.parse().map_err(bad)?,
            direction: direction(code, resources)?,
            resources: resources.to_vec(),
            latn: OnceLock::new(),
            arab: OnceLock::new(),
            arabext: OnceLock::new(),
        })
    }

    fn spoken(&self, digits: Digits) -> &Spoken {
        let (spoken, set_digits): (_, fn(&mut Bundle)) = match digits {
            Digits::Latn => (&self.latn, |bundle| bundle.set_formatter(Some(print_latn))),
            Digits::Arab => (&self.arab, |bundle| bundle.set_formatter(Some(print_arab))),
            Digits::Arabext => (&self.arabext, |bundle| bundle.set_formatter(Some(print_arabext))),
        };
        spoken.get_or_init(|| Spoken::new(self, set_digits))
    }

    fn usual_voice(&self) -> Result<Voice, LocaleError> {
        let plain = |id: &str| plain(&self.code, &self.resources, id);
        let choices = serde_json::json!({
            "digits": plain("language-digits")?,
            "months": plain("language-months")?,
            "hijri": plain("language-hijri")? == "yes",
            "zone": plain("language-zone")?,
        });
        serde_json::from_value(choices).map_err(|error| broken(&self.code, error.to_string()))
    }
}

fn direction(code: &str, resources: &[Arc<FluentResource>]) -> Result<Direction, LocaleError> {
    match plain(code, resources, "language-direction")? {
        "rtl" => Ok(Direction::Rtl),
        "ltr" => Ok(Direction::Ltr),
        other => Err(broken(code, format!("language-direction is rtl or ltr, not {other:?}"))),
    }
}

/// A message that says something of its language, without making ready all the others.
fn plain<'a>(code: &str, resources: &'a [Arc<FluentResource>], id: &str) -> Result<&'a str, LocaleError> {
    let entries = resources.iter().flat_map(|resource| resource.entries());
    let values = entries.filter_map(|entry| match entry {
        Entry::Message(message) if message.id.name == id => message.value.as_ref(),
        _ => None,
    });
    match values.last().map(|pattern| pattern.elements.as_slice()) {
        Some(
            [PatternElement::TextElement { value }]
            | [
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::StringLiteral { value }),
                },
            ],
        ) => Ok(value),
        Some(_) => {
            Err(broken(code, format!("{id} is plain text, without another message or a choice in it")))
        }
        None => Err(LocaleError::NoSuchMessage { id: id.to_owned(), language: code.to_owned() }),
    }
}

fn broken(code: &str, why: String) -> LocaleError {
    LocaleError::Broken { file: super::file_of(code), why }
}

impl Spoken {
    fn new(words: &Words, set_digits: fn(&mut Bundle)) -> Spoken {
        let mut bundle = Bundle::new_concurrent(vec![words.id.clone()]);
        bundle.set_use_isolating(false);
        set_digits(&mut bundle);
        words.resources.iter().for_each(|resource| bundle.add_resource_overriding(resource.clone()));
        let ready = |id: String| {
            let pattern = bundle.get_message(&id)?.value()?;
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut errors);
            errors.is_empty().then(|| (id, Arc::from(glue_numbers(&text))))
        };
        let ready = words.resources.iter().flat_map(|resource| ids_of(resource)).filter_map(ready).collect();
        Spoken { bundle, ready }
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("code", &self.code).finish_non_exhaustive()
    }
}

impl Arg<'_> {
    fn to_fluent(&self, language: &str) -> FluentValue<'_> {
        match self {
            Arg::Text(text) if text.contains(AFTER_NUMBER) => {
                let words = text.replace(AFTER_NUMBER, "");
                FluentValue::String(Cow::Owned(text::bidi::in_sentence(&words, language).into_owned()))
            }
            Arg::Text(text) => FluentValue::String(text::bidi::in_sentence(text, language)),
            Arg::Number(number) => number_of(*number, language),
        }
    }
}

/// The number as Fluent gets it. From 100 on its plural rules are not to be trusted: they leave out the
/// "modulo 100" of Arabic and call 103 "other", where it is "few". So there a smaller number of the right form
/// stands in for the choice of the form, and the number itself travels beside it, in an option that nothing
/// reads but our printer.
fn number_of(number: i64, language: &str) -> FluentValue<'static> {
    let magnitude = number.unsigned_abs();
    if magnitude < 100 {
        return FluentValue::from(number);
    }
    let form = text::plural::category(language, magnitude);
    let stand_in = (3..=100u64).find(|candidate| text::plural::category(language, *candidate) == form);
    match stand_in {
        None => FluentValue::from(number),
        Some(stand_in) => {
            let printed =
                FluentNumberOptions { currency: Some(number.to_string()), ..FluentNumberOptions::default() };
            FluentValue::Number(FluentNumber::new(stand_in as f64, printed))
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Arg::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Arg::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl Direction {
    /// The value of the `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Rtl => "rtl",
            Direction::Ltr => "ltr",
        }
    }
}

/// The ids of a file's messages.
pub(super) fn ids_of(resource: &FluentResource) -> Vec<String> {
    let id = |entry: &Entry<&str>| match entry {
        Entry::Message(message) if message.value.is_some() => Some(message.id.name.to_owned()),
        _ => None,
    };
    resource.entries().filter_map(id).collect()
}

fn print_latn<M>(value: &FluentValue, _: &M) -> Option<String> {
    print(value, Digits::Latn)
}

fn print_arab<M>(value: &FluentValue, _: &M) -> Option<String> {
    print(value, Digits::Arab)
}

fn print_arabext<M>(value: &FluentValue, _: &M) -> Option<String> {
    print(value, Digits::Arabext)
}

fn print(value: &FluentValue, digits: Digits) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let itself = number.options.currency.as_deref().map_or_else(|| number.as_string(), Cow::Borrowed);
    let mut printed = text::digits::localise(&itself, digits);
    printed.push(AFTER_NUMBER);
    Some(printed)
}

fn glue_numbers(text: &str) -> String {
    if !text.contains(AFTER_NUMBER) {
        return text.to_owned();
    }
    text.replace("\u{E000} ", NO_BREAK_SPACE).replace(AFTER_NUMBER, "")
}
