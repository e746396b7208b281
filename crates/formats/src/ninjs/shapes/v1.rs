//! ninjs 1.6.

use super::super::shape::{Record, Shape, closed};
use super::{LOWER_CASE, PERCENT, STANDARD};
use Shape::{List, Number, OneOf, Text, Uri};

pub static ITEM: Record = Record {
    prefixed: &[("description_", Text), ("body_", Text), ("headline_", Text)],
    required: &["uri"],
    ..closed(&[LOWER_CASE, MEMBERS])
};

static MEMBERS: &[(&str, Shape)] = &[
    ("mimetype", Text),
    ("representationtype", OneOf(&["complete", "incomplete"])),
    ("person", List(&Shape::Record(&PARTY))),
    ("organisation", List(&Shape::Record(&ORGANISATION))),
    ("place", List(&Shape::Record(&PLACE))),
    ("subject", List(&Shape::Record(&SUBJECT))),
    ("event", List(&Shape::Record(&THING))),
    ("object", List(&Shape::Record(&THING))),
    ("infosource", List(&Shape::Record(&PARTY))),
    ("byline", Text),
    ("headline", Text),
    ("charcount", Number),
    ("wordcount", Number),
    ("renditions", Shape::Named(&Shape::Record(&RENDITION))),
    ("associations", Shape::Named(&Shape::Record(&ITEM))),
    ("altids", Shape::Object),
    ("trustindicator", List(&Shape::Record(&TRUST_INDICATOR))),
    ("$standard", Shape::Record(&STANDARD)),
    ("genre", List(&Shape::Record(&GENRE))),
];

const CODED: &[(&str, Shape)] = &[("name", Text), ("rel", Text), ("scheme", Uri), ("code", Text)];
const CONTACT: &[(&str, Shape)] = &[("contactinfo", List(&Shape::Record(&super::CONTACT)))];

static THING: Record = closed(&[CODED]);
static PARTY: Record = closed(&[CODED, CONTACT]);
static PLACE: Record = Record { prefixed: &[("geometry_", Shape::Object)], ..closed(&[CODED, CONTACT]) };
static ORGANISATION: Record = closed(&[CODED, CONTACT, &[("symbols", List(&Shape::Record(&SYMBOL)))]]);
static SYMBOL: Record =
    closed(&[&[("ticker", Text), ("exchange", Text), ("symboltype", Uri), ("symbol", Text)]]);
static SUBJECT: Record =
    closed(&[CODED, &[("creator", Text), ("relevance", PERCENT), ("confidence", PERCENT)]]);
static GENRE: Record = closed(&[&[("name", Text), ("scheme", Uri), ("code", Text)]]);
static TRUST_INDICATOR: Record =
    closed(&[&[("scheme", Uri), ("code", Text), ("title", Text), ("href", Uri)]]);
static RENDITION: Record = closed(&[&[
    ("href", Uri),
    ("mimetype", Text),
    ("title", Text),
    ("height", Number),
    ("width", Number),
    ("sizeinbytes", Number),
    ("duration", Number),
    ("format", Text),
]]);
