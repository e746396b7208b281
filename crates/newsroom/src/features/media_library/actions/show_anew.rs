//! Has readers see what is said of a picture now, wherever they see it.

use ::store::{StoreError, Tx};

use super::project_each::{Where, project_each};
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::articles::using_picture_after;
use crate::features::media_library::{Picture, picture_by_id};
use crate::id::{ArticleId, MediaId};
use crate::schedule;

/// So many articles are placed anew in one transaction; the others follow by themselves.
const AT_ONCE: i64 = 100;

/// Goes on with the articles after the one given. Safe to run twice.
pub async fn show_anew(
    app: &App,
    actor: &Actor,
    picture: &MediaId,
    after: &ArticleId,
) -> Result<(), StoreError> {
    let (app_in, actor, picture, after) = (app.clone(), actor.clone(), picture.clone(), after.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                match picture_by_id(tx, &picture).await? {
                    Some(picture) => show_anew_in(tx, &app_in, &actor, &picture, &after).await.map(drop),
                    None => Ok(()),
                }
            })
        })
        .await
}

/// The same inside a transaction that does more; says how many articles it placed.
pub(super) async fn show_anew_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    picture: &Picture,
    after: &ArticleId,
) -> Result<usize, StoreError> {
    let now = app.now();
    let articles = using_picture_after(tx, &picture.id, after, AT_ONCE).await?;
    let Some(last) = articles.last().cloned() else { return Ok(0) };
    if let Some(from) = picture.rights_from.filter(|from| *from > now) {
        for article in &articles {
            schedule::begin_rights_at(tx, app, article, &picture.id, from).await?;
        }
    }
    let placed = articles.len();
    let Where { sections, editions, stories } = project_each(tx, app, &articles, now).await?;
    let (id, is_shown) = (picture.id.clone(), picture.may_be_shown(now));
    let event = match is_shown {
        true => Event::PictureShownAnew { picture: id, articles, sections, editions, stories },
        false => Event::PictureRightsEnded { picture: id, articles, sections, editions, stories },
    };
    tx.record(event.into_log(actor, now));
    // Of a picture that may not be shown the others are placed by what ends its right, which nothing comes before.
    if placed as i64 == AT_ONCE && is_shown {
        schedule::show_picture_anew(tx, app, &picture.id, &last).await?;
    }
    Ok(placed)
}
