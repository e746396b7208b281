//! Publishing from the editor's page in one press. Its own requests are in `features/sittings/desk.rs`, the publish sheet
//! in `features/workflow/desk`, the list in `features/content_list`.

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::actions::{Publication, publish as publish_article};
use super::{policy, store as articles};
use crate::app::App;
use crate::features::sittings::actions::end as end_sitting;
use crate::id::ArticleId;
use crate::routes::desk::{DeskError, Session};

/// `POST /desk/articles/{id}/publication`
pub async fn publish(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
) -> Result<Redirect, DeskError> {
    let article = articles::article_by_id(app.db.read(), &id).await?.ok_or(DeskError::NotFound)?;
    policy::may_publish(&actor, &article)?;
    end_sitting(&app, &actor, &id).await.map_err(|error| DeskError::Refused(error.to_string()))?;
    let published = publish_article(&app, &actor, &id, Publication::default()).await;
    published.map_err(|error| DeskError::Refused(error.to_string()))?;
    Ok(Redirect::to(&format!("/desk/articles/{id}")))
}
