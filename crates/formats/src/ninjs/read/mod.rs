//! Takes the values out of a tree that was checked.
//!
//! The versions name the same things differently: `versioncreated` and `versionCreated` are one member here
//! ([`member`]), and the plural lists of 2.x and 3.x stand beside the singular ones of 1.x.

mod media;
mod subjects;
mod wording;

use super::json::Json;
use super::{
    Association, Byline, EventDetails, Kind, NinjsItem, NinjsVersion, PubStatus, RoleText, SubjectKind, date,
};

/// The item a checked tree says. Members of a wrong type are passed over, never a panic.
pub fn item(version: NinjsVersion, tree: &Json) -> NinjsItem {
    let renditions = media::renditions(tree);
    let body = wording::body(version, tree);
    let kind = kind(tree, &renditions, &body);
    let descriptions = wording::descriptions(version, tree);
    let subjects = subjects::subjects(version, tree);
    let by = text(tree, if version == NinjsVersion::V1 { "byline" } else { "by" });
    let copyright_holder = text(tree, "copyrightHolder");
    let genres = subjects.iter().filter(|subject| subject.kind == SubjectKind::Genre);
    NinjsItem {
        version,
        uri: text(tree, "uri").unwrap_or_default(),
        kind,
        profile: text(tree, "profile"),
        is_partial: matches!(text(tree, "representationType").as_deref(), Some("partial" | "incomplete")),
        item_version: text(tree, "version"),
        language: text(tree, "language"),
        pubstatus: pubstatus(tree),
        urgency: number(tree, "urgency").filter(|urgency| (1..=9).contains(urgency)),
        headlines: wording::headlines(version, tree),
        summary: wording::summary(kind, &descriptions),
        caption: wording::caption(kind, &descriptions),
        descriptions,
        body,
        bylines: bylines(by.as_deref(), version, tree),
        credit: credit(by.as_deref(), copyright_holder.as_deref()),
        by,
        infosources: subjects::infosources(version, tree),
        genres: genres.filter_map(|genre| genre.name.clone().or_else(|| genre.code.clone())).collect(),
        subjects,
        located: text(tree, "located"),
        first_created: moment(tree, "firstCreated"),
        version_created: moment(tree, "versionCreated"),
        content_created: moment(tree, "contentCreated"),
        embargoed: moment(tree, "embargoedUntil").or_else(|| moment(tree, "embargoed")),
        embargoed_reason: text(tree, "embargoedReason"),
        expires: moment(tree, "expires"),
        copyright_holder,
        copyright_notice: text(tree, "copyrightNotice"),
        usage_terms: text(tree, "usageTerms"),
        rights: member(tree, "rightsInfo")
            .and_then(|rights| text(rights, "linkedRights").or_else(|| text(rights, "encodedRights"))),
        ednote: text(tree, "edNote"),
        slugline: text(tree, "slugline"),
        associations: associations(version, tree),
        renditions,
        alt_ids: alt_ids(tree),
        event: event(tree),
        unknown: not_kept(tree),
    }
}

/// A member by its 3.x name, or by the same name in lower case.
fn member<'a>(tree: &'a Json, name: &str) -> Option<&'a Json> {
    tree.member(name).or_else(|| tree.member(&name.to_ascii_lowercase()))
}

/// A text that is not blank.
fn text(tree: &Json, name: &str) -> Option<String> {
    member(tree, name)?.text().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A whole number that fits.
fn number<N: TryFrom<u64>>(tree: &Json, name: &str) -> Option<N> {
    let number = member(tree, name)?.number()?;
    let is_whole = number.fract() == 0.0 && (0.0..9e15).contains(&number);
    if is_whole { N::try_from(number as u64).ok() } else { None }
}

fn moment(tree: &Json, name: &str) -> Option<i64> {
    date::moment(member(tree, name)?.text()?)
}

fn kind(tree: &Json, renditions: &[super::Rendition], body: &super::Body) -> Kind {
    match text(tree, "type").as_deref() {
        Some("text") => Kind::Text,
        Some("picture") => Kind::Picture,
        Some("video") => Kind::Video,
        Some("audio") => Kind::Audio,
        Some("graphic") => Kind::Graphic,
        Some("composite") => Kind::Composite,
        Some("component") => Kind::Component,
        Some("event") => Kind::Event,
        Some("planning") => Kind::Planning,
        _ if tree.member("eventDetails").is_some() => Kind::Event,
        _ if *body == super::Body::None => media::kind_of(renditions).unwrap_or(Kind::Text),
        _ => Kind::Text,
    }
}

fn pubstatus(tree: &Json) -> PubStatus {
    match text(tree, "pubStatus").as_deref() {
        Some("withheld") => PubStatus::Withheld,
        Some("canceled") => PubStatus::Canceled,
        _ => PubStatus::Usable,
    }
}

fn bylines(by: Option<&str>, version: NinjsVersion, tree: &Json) -> Vec<Byline> {
    let people = member(tree, if version == NinjsVersion::V1 { "person" } else { "people" });
    let makers = people.map(Json::list).unwrap_or_default().iter().filter_map(|person| {
        let role = text(person, "rel").filter(|rel| MAKERS.contains(&rel.to_ascii_lowercase().as_str()))?;
        Some(Byline { name: text(person, "name")?, role: Some(role) })
    });
    by.map(|name| Byline { name: name.to_owned(), role: None }).into_iter().chain(makers).collect()
}

/// How people who made an item are related to it.
const MAKERS: [&str; 8] =
    ["author", "creator", "writer", "reporter", "photographer", "contributor", "editor", "translator"];

fn credit(by: Option<&str>, holder: Option<&str>) -> Option<String> {
    match (by, holder) {
        (Some(by), Some(holder)) if !by.contains(holder) => Some(format!("{by} / {holder}")),
        (Some(by), _) => Some(by.to_owned()),
        (None, holder) => holder.map(str::to_owned),
    }
}

/// A map of items in 1.x, a list of items with names later. The depth of the tree is bounded, and this with it.
fn associations(version: NinjsVersion, tree: &Json) -> Vec<Association> {
    let Some(all) = member(tree, "associations") else { return Vec::new() };
    let named = all.members().iter().map(|(name, value)| (name.clone(), value));
    let listed = all.list().iter().map(|value| (text(value, "name").unwrap_or_default(), value));
    let read = |(name, value): (String, &Json)| Association {
        name,
        rel: text(value, "rel"),
        item: Box::new(item(version, value)),
    };
    named.chain(listed).map(read).collect()
}

fn alt_ids(tree: &Json) -> Vec<RoleText> {
    let Some(all) = member(tree, "altIds") else { return Vec::new() };
    let named = all.members().iter().filter_map(|(role, value)| {
        let text = match value {
            Json::Text(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            _ => return None,
        };
        Some(RoleText { role: role.clone(), text })
    });
    let listed = all.list().iter().filter_map(|value| {
        Some(RoleText { role: text(value, "role").unwrap_or_default(), text: text(value, "value")? })
    });
    named.chain(listed).collect()
}

fn event(tree: &Json) -> Option<EventDetails> {
    let details = tree.member("eventDetails")?;
    let dates = details.member("dates");
    let date = |names: [&str; 2]| names.iter().find_map(|name| text(dates?, name));
    Some(EventDetails {
        status: text(details, "eventStatus"),
        start: date(["startDate", "expectedStartDate"]),
        end: date(["endDate", "expectedEndDate"]),
        organiser: details.member("organiser").and_then(|organiser| text(organiser, "name")),
    })
}

/// Members of the standard that are not kept, so that a report can name them.
fn not_kept(tree: &Json) -> Vec<String> {
    let is_dropped = |name: &str| {
        matches!(
            name.to_ascii_lowercase().as_str(),
            "plannedcoverage" | "trustindicator" | "trustindicators" | "digitalsourcetype"
        )
    };
    tree.members().iter().filter(|(name, _)| is_dropped(name)).map(|(name, _)| format!("/{name}")).collect()
}
