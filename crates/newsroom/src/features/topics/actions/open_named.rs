//! Finds the topics of these names, opening those that are new.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::topics::{Topic, TopicKind, store};
use crate::id::{EditionCode, TopicId};

/// The edition's topics of these names, in order and each once: (name, kind, code in its vocabulary). A name without a
/// letter is left out.
pub async fn open_named(
    tx: &Tx,
    app: &App,
    edition: &EditionCode,
    named: &[(String, TopicKind, String)],
) -> Result<Vec<TopicId>, StoreError> {
    let mut ids = Vec::new();
    for (name, kind, uri) in named {
        let (name, slug) =
            (text::clean::clean_line(name), text::slug::slug(name, text::slug::SlugStyle::Arabic));
        if slug.is_empty() {
            continue;
        }
        let (id, uri) = (TopicId(app.new_id()), uri.clone());
        let wanted = Topic { id, edition: edition.clone(), slug, name, kind: *kind, uri };
        let topic = store::find_or_open(tx, &wanted, app.now()).await?;
        if !ids.contains(&topic.id) {
            ids.push(topic.id);
        }
    }
    Ok(ids)
}
