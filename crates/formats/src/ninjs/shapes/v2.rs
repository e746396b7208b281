//! ninjs 2.2.

use super::super::shape::{Record, Shape, closed};
use super::{ALT_ID, CONCEPT, CONCEPT_ALONE, GENRE, LOWER_CASE, STANDARD, SUBJECT, TRUST_INDICATOR};
use Shape::{List, Number, OneOf, Text, Uri};

pub static ITEM: Record = Record { required: &["uri"], ..closed(&[LOWER_CASE, MEMBERS]) };

static ASSOCIATION: Record =
    Record { required: &["name", "uri"], ..closed(&[LOWER_CASE, MEMBERS, &[("name", Text)]]) };

static MEMBERS: &[(&str, Shape)] = &[
    ("representationtype", OneOf(&["full", "partial"])),
    ("descriptions", List(&Shape::Record(&WORDING))),
    ("bodies", List(&Shape::Record(&BODY))),
    ("headlines", List(&Shape::Record(&WORDING))),
    ("people", List(&Shape::Record(&PERSON))),
    ("organisations", List(&Shape::Record(&ORGANISATION))),
    ("places", List(&Shape::Record(&PLACE))),
    ("subjects", List(&Shape::Record(&SUBJECT))),
    ("events", List(&Shape::Record(&CONCEPT_ALONE))),
    ("objects", List(&Shape::Record(&CONCEPT_ALONE))),
    ("infosources", List(&Shape::Record(&INFO_SOURCE))),
    ("by", Text),
    ("renditions", List(&Shape::Record(&RENDITION))),
    ("associations", List(&Shape::Record(&ASSOCIATION))),
    ("altids", List(&Shape::Record(&ALT_ID))),
    ("trustindicators", List(&Shape::Record(&TRUST_INDICATOR))),
    ("standard", Shape::Record(&STANDARD)),
    ("genres", List(&Shape::Record(&GENRE))),
];

const WORDED: &[(&str, Shape)] = &[("role", Text), ("contenttype", Text), ("value", Text)];
const CONTACT: &[(&str, Shape)] = &[("contactinfo", List(&Shape::Record(&super::CONTACT)))];

static WORDING: Record = Record { required: &["value"], ..closed(&[WORDED]) };
static BODY: Record =
    Record { required: &["value"], ..closed(&[WORDED, &[("charcount", Number), ("wordcount", Number)]]) };
static PERSON: Record = closed(&[CONCEPT, CONTACT]);
static PLACE: Record = closed(&[CONCEPT, CONTACT, &[("geojson", Shape::Object)]]);
static ORGANISATION: Record = closed(&[CONCEPT, CONTACT, &[("symbols", List(&Shape::Record(&SYMBOL)))]]);
static SYMBOL: Record =
    closed(&[&[("ticker", Text), ("exchange", Text), ("symboltype", Uri), ("symbol", Text)]]);
static INFO_SOURCE: Record =
    closed(&[&[("name", Text), ("role", Text), ("uri", Uri), ("literal", Text)], CONTACT]);
static RENDITION: Record = Record {
    required: &["name"],
    ..closed(&[&[
        ("name", Text),
        ("href", Uri),
        ("contenttype", Text),
        ("title", Text),
        ("height", Number),
        ("width", Number),
        ("sizeinbytes", Number),
        ("duration", Number),
        ("format", Text),
    ]])
};
