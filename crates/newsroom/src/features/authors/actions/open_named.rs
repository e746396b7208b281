//! Finds the authors of these names, opening those that are new.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::authors::{Author, store};
use crate::id::{AuthorId, EditionCode};

/// The edition's authors of these names, in order and each once. A name without a letter is left out.
pub async fn open_named(
    tx: &Tx,
    app: &App,
    edition: &EditionCode,
    names: &[String],
) -> Result<Vec<AuthorId>, StoreError> {
    let mut ids = Vec::new();
    for name in names {
        let (name, slug) =
            (text::clean::clean_line(name), text::slug::slug(name, text::slug::SlugStyle::Arabic));
        if slug.is_empty() {
            continue;
        }
        let wanted =
            Author { id: AuthorId(app.new_id()), edition: edition.clone(), slug, name, role: String::new() };
        let author = store::find_or_open(tx, &wanted, app.now()).await?;
        if !ids.contains(&author.id) {
            ids.push(author.id);
        }
    }
    Ok(ids)
}
