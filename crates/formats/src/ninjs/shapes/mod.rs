//! The schemas of ninjs 1.6, 2.2 and 3.1 as tables, one file a version. Earlier versions of a generation are parts of
//! its last one.

mod v1;
mod v2;
mod v3;

use super::NinjsVersion;
use super::shape::{Choice, Record, Shape, closed};

use Shape::{DateTime, List, OneOf, Text, Uri};

/// The table of an item.
pub fn item(version: NinjsVersion) -> &'static Record {
    match version {
        NinjsVersion::V1 => &v1::ITEM,
        NinjsVersion::V2 => &v2::ITEM,
        NinjsVersion::V3 => &v3::ITEM,
    }
}

const PUB_STATUS: Shape = OneOf(&["usable", "withheld", "canceled"]);
const KIND: Shape = OneOf(&["text", "audio", "video", "picture", "graphic", "composite", "component"]);
const PERCENT: Shape = Shape::Within(0, 100);

const CONTACT_MEMBERS: &[(&str, Shape)] =
    &[("type", Text), ("role", Text), ("lang", Text), ("name", Text), ("value", Text)];
const VALUE_OR_ADDRESS: Choice =
    Choice::ExactlyOne(&["value", "address"], "a contact must have either a value or an address");

static CONTACT: Record = Record {
    choice: VALUE_OR_ADDRESS,
    ..closed(&[CONTACT_MEMBERS, &[("address", Shape::Record(&ADDRESS))]])
};
static CONTACT_CAMEL: Record = Record {
    choice: VALUE_OR_ADDRESS,
    ..closed(&[CONTACT_MEMBERS, &[("address", Shape::Record(&ADDRESS_CAMEL))]])
};
const ADDRESS_MEMBERS: &[(&str, Shape)] =
    &[("lines", List(&Text)), ("locality", Text), ("area", Text), ("country", Text)];
static ADDRESS: Record = closed(&[ADDRESS_MEMBERS, &[("postalcode", Text)]]);
static ADDRESS_CAMEL: Record = closed(&[ADDRESS_MEMBERS, &[("postalCode", Text)]]);

static STANDARD: Record = closed(&[&[("name", Text), ("version", Text), ("schema", Uri)]]);
static DIGITAL_SOURCE: Record = closed(&[&[("name", Text), ("uri", Uri), ("literal", Text)]]);

/// Rights of 1.x and 2.x; other members are allowed.
static RIGHTS: Record = Record {
    choice: Choice::ExactlyOne(&["linkedrights", "encodedrights"], "rights must be either linked or encoded"),
    is_open: true,
    ..closed(&[&[("langid", Uri), ("linkedrights", Uri), ("encodedrights", Text)]])
};

/// Members of 1.x and 2.x that did not change between them.
const LOWER_CASE: &[(&str, Shape)] = &[
    ("uri", Uri),
    ("type", KIND),
    ("profile", Text),
    ("version", Text),
    ("firstcreated", DateTime),
    ("versioncreated", DateTime),
    ("contentcreated", DateTime),
    ("embargoed", DateTime),
    ("pubstatus", PUB_STATUS),
    ("urgency", Shape::Number),
    ("copyrightholder", Text),
    ("copyrightnotice", Text),
    ("usageterms", Text),
    ("ednote", Text),
    ("language", Text),
    ("title", Text),
    ("slugline", Text),
    ("located", Text),
    ("expires", DateTime),
    ("rightsinfo", Shape::Record(&RIGHTS)),
    ("digitalsourcetype", Shape::Record(&DIGITAL_SOURCE)),
];

/// What something is called, and how it relates to the item, from 2.0 on.
const CONCEPT: &[(&str, Shape)] = &[("name", Text), ("rel", Text), ("uri", Uri), ("literal", Text)];

static CONCEPT_ALONE: Record = closed(&[CONCEPT]);

static SUBJECT: Record =
    closed(&[CONCEPT, &[("creator", Text), ("relevance", PERCENT), ("confidence", PERCENT)]]);

static GENRE: Record = closed(&[&[("name", Text), ("uri", Text), ("literal", Text)]]);

static ALT_ID: Record = closed(&[&[("role", Text), ("value", Text)]]);

static TRUST_INDICATOR: Record = closed(&[&[("role", Uri), ("title", Text), ("href", Uri)]]);
