//! Opens a section of an edition.

use ::store::StoreError;

use super::SectionError;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::sections::section::MOST_SECTIONS;
use crate::features::sections::{NotASection, Section, Sections, policy, store};
use crate::id::{EditionCode, SectionId};
use crate::routes::is_reserved_within_edition;

/// What a section begins with.
#[derive(Debug, Clone)]
pub struct NewSection {
    /// The edition it is to belong to.
    pub edition: EditionCode,
    /// Its segment of the address, for ever.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is about, in a sentence; may be empty.
    pub description: String,
    /// Its place among those beside it.
    pub position: i64,
    /// The section it is to be a part of.
    pub parent: Option<SectionId>,
}

/// Opens a section that is part of no other. Its address is one segment, unique in its edition, and never one of the
/// reserved words.
pub async fn open_section(
    app: &App,
    actor: &Actor,
    edition: &EditionCode,
    slug: &str,
    name: &str,
    description: &str,
    position: i64,
) -> Result<Section, SectionError> {
    let new = NewSection {
        edition: edition.clone(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        description: description.to_owned(),
        position,
        parent: None,
    };
    open_section_below(app, actor, new).await
}

/// Opens a section, as a part of another one when a parent is named. Its address does not say so: it stays when the
/// section is moved.
pub async fn open_section_below(app: &App, actor: &Actor, new: NewSection) -> Result<Section, SectionError> {
    policy::may_arrange(actor, &new.edition)?;
    let NewSection { edition, slug, name, description, position, parent } = new;
    if !text::slug::is_slug(&slug) || is_reserved_within_edition(&slug) || crate::id::is_short(&slug) {
        return Err(SectionError::BadSlug(slug));
    }
    let section = Section {
        id: SectionId(app.new_id()),
        edition,
        slug,
        name: String::new(),
        description: String::new(),
        position,
        parent,
        level: 1,
        closed: false,
        revision: 1,
    };
    let section = section.with_words(&name, &description)?;
    let (now, actor) = (app.now(), actor.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::hold_all(tx, &section.edition).await?;
                let all = store::in_edition(tx, &section.edition).await?;
                let level = place(Sections(&all), section.parent.as_ref())?;
                let section = Section { level, ..section };
                store::put(tx, &section, now).await.map_err(|error| refused(error, &section))?;
                let (edition, id) = (section.edition.clone(), section.id.clone());
                tx.record(Event::SectionSaved { edition, section: id }.into_log(&actor, now));
                Ok::<_, SectionError>(section)
            })
        })
        .await
}

/// The level that a new section gets.
fn place(all: Sections<'_>, parent: Option<&SectionId>) -> Result<i64, NotASection> {
    if all.0.len() >= MOST_SECTIONS {
        return Err(NotASection::TooMany);
    }
    let level = all.level_below(parent)?;
    let over = parent.and_then(|parent| all.by_id(parent));
    if over.is_some_and(|over| over.closed) { Err(NotASection::ParentClosed) } else { Ok(level) }
}

fn refused(error: StoreError, section: &Section) -> SectionError {
    match error {
        error if error.is_unique() => SectionError::SlugTaken(section.slug.clone()),
        StoreError::Foreign { .. } => SectionError::NoSuchEdition(section.edition.to_string()),
        error => error.into(),
    }
}
