//! ninjs 3.1.

use super::super::shape::{Choice, Record, Shape, closed};
use super::{
    ALT_ID, CONCEPT, CONCEPT_ALONE, DIGITAL_SOURCE, GENRE, PUB_STATUS, STANDARD, SUBJECT, TRUST_INDICATOR,
};
use Shape::{Date, DateTime, Integer, List, Number, OneOf, Text, Uri, Within};

pub static ITEM: Record = Record { required: &["uri"], ..closed(&[MEMBERS]) };

static ASSOCIATION: Record =
    Record { required: &["name", "uri"], ..closed(&[MEMBERS, &[("name", Text), ("rel", Text)]]) };

static MEMBERS: &[(&str, Shape)] = &[
    ("uri", Uri),
    ("type", KIND),
    ("representationType", OneOf(&["full", "partial"])),
    ("profile", Text),
    ("version", Text),
    ("firstCreated", DateTime),
    ("versionCreated", DateTime),
    ("contentCreated", DateTime),
    ("embargoedUntil", DateTime),
    ("pubStatus", PUB_STATUS),
    ("urgency", Within(1, 9)),
    ("copyrightHolder", Text),
    ("copyrightNotice", Text),
    ("usageTerms", Text),
    ("edNote", Text),
    ("language", Text),
    ("descriptions", List(&Shape::Record(&WORDING))),
    ("bodies", List(&Shape::Record(&BODY))),
    ("headlines", List(&Shape::Record(&WORDING))),
    ("people", List(&Shape::Record(&PERSON))),
    ("organisations", List(&Shape::Record(&ORGANISATION))),
    ("places", List(&Shape::Record(&PLACE))),
    ("subjects", List(&Shape::Record(&SUBJECT))),
    ("events", List(&Shape::Record(&EVENT))),
    ("eventDetails", Shape::Record(&EVENT_DETAILS)),
    ("plannedCoverage", List(&Shape::Record(&COVERAGE))),
    ("objects", List(&Shape::Record(&CONCEPT_ALONE))),
    ("infoSources", List(&Shape::Record(&INFO_SOURCE))),
    ("title", Text),
    ("by", Text),
    ("slugline", Text),
    ("located", Text),
    ("renditions", List(&Shape::Record(&RENDITION))),
    ("associations", List(&Shape::Record(&ASSOCIATION))),
    ("altIds", List(&Shape::Record(&ALT_ID))),
    ("trustIndicators", List(&Shape::Record(&TRUST_INDICATOR))),
    ("standard", Shape::Record(&STANDARD)),
    ("genres", List(&Shape::Record(&GENRE))),
    ("expires", DateTime),
    ("rightsInfo", Shape::Record(&RIGHTS)),
    ("digitalSourceType", Shape::Record(&DIGITAL_SOURCE)),
];

const KIND: Shape =
    OneOf(&["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]);

const WORDED: &[(&str, Shape)] = &[("role", Text), ("contentType", Text), ("value", Text)];
const CONTACT: &[(&str, Shape)] = &[("contactInfo", List(&Shape::Record(&super::CONTACT_CAMEL)))];

static WORDING: Record = Record { required: &["value"], ..closed(&[WORDED]) };
static BODY: Record =
    Record { required: &["value"], ..closed(&[WORDED, &[("charCount", Integer), ("wordCount", Integer)]]) };
static PERSON: Record = closed(&[CONCEPT, CONTACT]);
static PLACE: Record = closed(&[CONCEPT, CONTACT, &[("geoJSON", Shape::Object)]]);
static EVENT: Record = closed(&[CONCEPT, &[("id", Text)]]);
static ORGANISATION: Record = closed(&[CONCEPT, CONTACT, &[("symbols", List(&Shape::Record(&SYMBOL)))]]);
static SYMBOL: Record = closed(&[&[("exchange", Text), ("symbolType", Uri), ("symbol", Text)]]);
static INFO_SOURCE: Record =
    closed(&[&[("name", Text), ("role", Text), ("uri", Uri), ("literal", Text)], CONTACT]);
static RIGHTS: Record = Record {
    choice: Choice::ExactlyOne(&["linkedRights", "encodedRights"], "rights must be either linked or encoded"),
    ..closed(&[&[("langId", Uri), ("linkedRights", Uri), ("encodedRights", Text)]])
};
static RENDITION: Record = Record {
    required: &["name"],
    ..closed(&[&[
        ("name", Text),
        ("href", Uri),
        ("contentType", Text),
        ("title", Text),
        ("width", Integer),
        ("height", Integer),
        ("sizeInBytes", Integer),
        ("duration", Number),
        ("format", Text),
        ("aspectRatio", Text),
        ("videoCodec", Text),
        ("frameRate", Number),
        ("poi", Shape::Record(&POINT)),
        ("transportProtocol", Text),
        ("scanType", OneOf(&["progressive", "interlaced"])),
        ("bitrate", Text),
    ]])
};
static POINT: Record = closed(&[&[("x", Integer), ("y", Integer)]]);

static EVENT_DETAILS: Record = closed(&[&[
    ("eventStatus", Uri),
    ("plannedCoverageStatus", Uri),
    ("dates", Shape::Record(&DATES)),
    ("organiser", Shape::Record(&ORGANISATION)),
]]);
static DATES: Record = Record {
    choice: Choice::BeginningOrEnd,
    ..closed(&[&[
        ("startDate", DateTime),
        ("endDate", DateTime),
        ("expectedStartDate", Date),
        ("expectedEndDate", Date),
        ("expectedDuration", Text),
        ("recurrence", Shape::Record(&RECURRENCE)),
    ]])
};
// The published schema asks of `recurrenceDates` to be an array and a text at once, which nothing can be. Its
// description means a list of dates.
static RECURRENCE: Record =
    closed(&[&[("recurrenceDates", List(&Date)), ("recurrenceRules", List(&Shape::Record(&RULE)))]]);
static RULE: Record = closed(&[&[
    ("frequency", OneOf(&["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"])),
    ("interval", Integer),
    ("until", DateTime),
    ("count", Integer),
]]);

static COVERAGE: Record = closed(&[&[
    ("uri", Uri),
    ("title", Text),
    ("pubStatus", PUB_STATUS),
    ("type", KIND),
    ("commissioned", Shape::Record(&COMMISSION)),
    ("dates", Shape::Record(&DATES)),
    ("audiences", List(&Shape::Record(&AUDIENCE))),
    ("exclAudience", List(&Text)),
    ("edNote", Text),
    ("urgency", Within(1, 9)),
    ("language", Text),
    ("itemCount", Shape::Record(&COUNT)),
    ("wordCount", Integer),
    ("renditions", List(&Shape::Record(&RENDITION))),
]]);
static COMMISSION: Record =
    closed(&[&[("by", Text), ("on", DateTime), ("references", List(&Shape::Record(&REFERENCE)))]]);
static REFERENCE: Record = closed(&[&[("name", Text), ("value", Text)]]);
static AUDIENCE: Record = closed(&[&[("audience", Text), ("significance", Integer)]]);
static COUNT: Record = closed(&[&[("rangeFrom", Integer), ("rangeTo", Integer)]]);
