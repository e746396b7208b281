//! Opens a section of an edition.

use ::store::StoreError;

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed, Role, needs};
use crate::features::sections::{Section, store};
use crate::id::{EditionCode, SectionId};
use crate::routes::is_reserved_within_edition;

/// Why a section was not opened.
#[derive(Debug, thiserror::Error)]
pub enum SectionError {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The name is empty or too long.
    #[error("a section's name has between 1 and 100 letters")]
    BadName,
    /// The slug cannot stand in an address.
    #[error("`{0}` cannot be a section's address: one segment, and no reserved word")]
    BadSlug(String),
    /// The edition has a section at this address.
    #[error("the edition already has a section at `{0}`")]
    SlugTaken(String),
    /// There is no such edition.
    #[error("there is no edition `{0}`")]
    NoSuchEdition(String),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens a section. Its address is one segment, unique in its edition, and never one of the reserved words.
pub async fn open_section(
    app: &App,
    actor: &Actor,
    edition: &EditionCode,
    slug: &str,
    name: &str,
    description: &str,
    position: i64,
) -> Result<Section, SectionError> {
    needs(actor, Role::Admin)?;
    let name = text::clean::clean_line(name);
    if name.is_empty() || name.chars().count() > 100 {
        return Err(SectionError::BadName);
    }
    if !text::slug::is_slug(slug) || is_reserved_within_edition(slug) || crate::id::is_short(slug) {
        return Err(SectionError::BadSlug(slug.to_owned()));
    }
    let section = Section {
        id: SectionId(app.new_id()),
        edition: edition.clone(),
        slug: slug.to_owned(),
        name,
        description: text::clean::clean_line(description),
        position,
    };
    let (now, actor, saved) = (app.now(), actor.clone(), section.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::put(tx, &saved, now).await.map_err(|error| refused(error, &saved))?;
                tx.record(
                    Event::SectionSaved { edition: saved.edition, section: saved.id }.into_log(&actor, now),
                );
                Ok::<_, SectionError>(())
            })
        })
        .await?;
    Ok(section)
}

fn refused(error: StoreError, section: &Section) -> SectionError {
    match error {
        error if error.is_unique() => SectionError::SlugTaken(section.slug.clone()),
        StoreError::Foreign { .. } => SectionError::NoSuchEdition(section.edition.to_string()),
        error => error.into(),
    }
}
