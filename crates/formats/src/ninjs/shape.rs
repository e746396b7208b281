//! The little language the schemas are written in here, and the check of a tree against it.

use super::json::Json;
use super::{Fault, Unknown, date, uri};

/// What a value must be.
pub enum Shape {
    Text,
    Uri,
    /// A date and time with an offset.
    DateTime,
    /// A date that may stop at the year, month or day.
    Date,
    Number,
    Integer,
    /// A whole number from the first to the second.
    Within(i64, i64),
    /// One of a few words.
    OneOf(&'static [&'static str]),
    List(&'static Shape),
    Record(&'static Record),
    /// An object whose members are all of one shape; names begin with a letter, digit or underscore.
    Named(&'static Shape),
    /// An object of which nothing more is asked.
    Object,
}

/// What an object may have.
pub struct Record {
    /// Members by name, in groups that records share.
    pub members: &'static [&'static [(&'static str, Shape)]],
    /// Members whose name begins so and goes on with a letter, digit or underscore.
    pub prefixed: &'static [(&'static str, Shape)],
    pub required: &'static [&'static str],
    pub choice: Choice,
    /// Whether the schema allows members it does not name.
    pub is_open: bool,
}

/// Conditions among members.
pub enum Choice {
    Free,
    ExactlyOne(&'static [&'static str; 2], &'static str),
    /// One beginning or one end, planned or fixed.
    BeginningOrEnd,
}

/// A record of members that are all optional and the only ones allowed.
pub const fn closed(members: &'static [&'static [(&'static str, Shape)]]) -> Record {
    Record { members, prefixed: &[], required: &[], choice: Choice::Free, is_open: false }
}

/// The most unknown members that are named in a report.
const MOST_REPORTED: usize = 100;

/// Checks a tree. Gives the places of members nobody knows, where those are allowed.
///
/// # Errors
/// The place of the first fault, and the fault.
pub fn check(tree: &Json, record: &'static Record, unknown: Unknown) -> Result<Vec<String>, (String, Fault)> {
    let mut check = Check { place: String::new(), unknown, stray: Vec::new() };
    match check.record(tree, record) {
        Ok(()) => Ok(check.stray),
        Err(fault) => Err((check.place, fault)),
    }
}

/// `place` is cut back only when a member was right, so after a fault it names the member at fault.
struct Check {
    place: String,
    unknown: Unknown,
    stray: Vec<String>,
}

impl Check {
    fn record(&mut self, tree: &Json, record: &'static Record) -> Result<(), Fault> {
        let members = self.members(tree)?;
        for (name, value) in members {
            self.at(name, |check| check.member(name, value, record))?;
        }
        let has = |name: &str| members.iter().any(|(own, _)| own == name);
        if let Some(missing) = record.required.iter().find(|name| !has(name)) {
            return Err(Fault::Missing(missing));
        }
        match record.choice {
            Choice::ExactlyOne(names, why) if !one_of(names, has) => Err(Fault::Choice(why)),
            Choice::BeginningOrEnd if !BEGINNINGS_AND_ENDS.iter().any(|names| one_of(names, has)) => {
                Err(Fault::Choice("one beginning or one end must be given, fixed or expected"))
            }
            _ => Ok(()),
        }
    }

    fn member(&mut self, name: &str, value: &Json, record: &'static Record) -> Result<(), Fault> {
        let named = record.members.iter().flat_map(|group| group.iter()).find(|(own, _)| *own == name);
        let prefixed = || {
            record.prefixed.iter().find(|(prefix, _)| name.strip_prefix(prefix).is_some_and(begins_a_name))
        };
        match named.or_else(prefixed) {
            Some((_, shape)) => self.value(value, shape),
            None if record.is_open || self.unknown == Unknown::Report => {
                self.report();
                Ok(())
            }
            None => Err(Fault::UnknownMember),
        }
    }

    fn value(&mut self, value: &Json, shape: &'static Shape) -> Result<(), Fault> {
        match shape {
            Shape::Text => text(value).map(|_| ()),
            Shape::Uri => self.address(text(value)?),
            Shape::DateTime => passes(date::moment(text(value)?).is_some(), Fault::NotDateTime),
            Shape::Date => passes(date::is_truncated(text(value)?), Fault::NotDate),
            Shape::OneOf(allowed) => passes(allowed.contains(&text(value)?), Fault::NotOneOf { allowed }),
            Shape::Number => value.number().map(|_| ()).ok_or_else(|| wrong(value, "a number")),
            Shape::Integer => whole(value).map(|_| ()),
            Shape::Within(least, most) => {
                let number = whole(value)?;
                let is_within = number >= *least as f64 && number <= *most as f64;
                passes(is_within, Fault::OutOfRange { least: *least, most: *most })
            }
            Shape::List(shape) => self.list(value, shape),
            Shape::Record(record) => self.record(value, record),
            Shape::Named(shape) => self.named(value, shape),
            Shape::Object => self.members(value).map(|_| ()),
        }
    }

    fn address(&mut self, text: &str) -> Result<(), Fault> {
        if uri::is_uri(text) {
            return Ok(());
        }
        let is_bearable = !text.trim().is_empty() && !text.chars().any(char::is_control);
        if self.unknown == Unknown::Report && is_bearable {
            self.report();
            return Ok(());
        }
        Err(Fault::NotUri)
    }

    fn report(&mut self) {
        if self.stray.len() < MOST_REPORTED {
            self.stray.push(self.place.clone());
        }
    }

    fn list(&mut self, value: &Json, shape: &'static Shape) -> Result<(), Fault> {
        let Json::List(values) = value else {
            return Err(if *value == Json::TooDeep { Fault::TooDeep } else { wrong(value, "an array") });
        };
        for (index, value) in values.iter().enumerate() {
            self.at(&index.to_string(), |check| check.value(value, shape))?;
        }
        Ok(())
    }

    fn named(&mut self, value: &Json, shape: &'static Shape) -> Result<(), Fault> {
        for (name, value) in self.members(value)? {
            self.at(name, |check| {
                if begins_a_name(name) { check.value(value, shape) } else { Err(Fault::UnknownMember) }
            })?;
        }
        Ok(())
    }

    fn members<'a>(&mut self, value: &'a Json) -> Result<&'a [(String, Json)], Fault> {
        match value {
            Json::Object(members) => match &members.twice {
                None => Ok(&members.all),
                Some(name) => {
                    self.place.push('/');
                    self.place.push_str(&shortened(name));
                    Err(Fault::DuplicateMember)
                }
            },
            Json::TooDeep => Err(Fault::TooDeep),
            other => Err(wrong(other, "an object")),
        }
    }

    fn at(&mut self, name: &str, judge: impl FnOnce(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let length = self.place.len();
        self.place.push('/');
        self.place.push_str(&shortened(name));
        judge(self)?;
        self.place.truncate(length);
        Ok(())
    }
}

const BEGINNINGS_AND_ENDS: [[&str; 2]; 2] =
    [["startDate", "expectedStartDate"], ["endDate", "expectedEndDate"]];

fn one_of(names: &[&str], has: impl Fn(&str) -> bool) -> bool {
    names.iter().filter(|name| has(name)).count() == 1
}

fn begins_a_name(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A member's name as a JSON pointer writes it, cut where a stranger's name would fill the message.
fn shortened(name: &str) -> String {
    name.chars().take(80).collect::<String>().replace('~', "~0").replace('/', "~1")
}

fn text(value: &Json) -> Result<&str, Fault> {
    value.text().ok_or_else(|| wrong(value, "a text"))
}

fn whole(value: &Json) -> Result<f64, Fault> {
    value.number().filter(|number| number.fract() == 0.0).ok_or_else(|| wrong(value, "a whole number"))
}

fn wrong(value: &Json, wanted: &'static str) -> Fault {
    Fault::WrongType { wanted, found: value.name() }
}

fn passes(is_right: bool, fault: Fault) -> Result<(), Fault> {
    if is_right { Ok(()) } else { Err(fault) }
}
