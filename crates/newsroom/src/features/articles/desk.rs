//! Articles at the desk: the list, and publishing. The editor's own requests are in `features/sittings/desk.rs`.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};

use super::actions::{Publication, publish as publish_article};
use super::{Article, policy, store as articles};
use crate::app::App;
use crate::features::editions::{self, Edition};
use crate::features::sittings::actions::end as end_sitting;
use crate::id::ArticleId;
use crate::routes::desk::{DeskError, Session};

const LISTED: i64 = 100;

#[derive(Template)]
#[template(path = "articles/desk/list.html")]
struct List {
    styles: String,
    editions: Vec<Listed>,
}

struct Listed {
    edition: Edition,
    articles: Vec<Line>,
}

struct Line {
    id: String,
    headline: String,
    state: &'static str,
}

/// `GET /desk`
pub async fn list(State(app): State<App>, Session(actor): Session) -> Result<Html<String>, DeskError> {
    let mut listed = Vec::new();
    for edition in editions::editions(app.db.read()).await? {
        let found = articles::articles_in(app.db.read(), &edition.code, LISTED).await?;
        let mut lines = Vec::with_capacity(found.len());
        for article in found.iter().filter(|article| policy::may_read(&actor, article).is_ok()) {
            let headline = articles::headline_of(app.db.read(), article).await?;
            lines.push(Line { id: article.id.0.clone(), headline, state: state(article) });
        }
        listed.push(Listed { edition, articles: lines });
    }
    let styles = app.theme.asset_address("base.css").unwrap_or_default();
    Ok(Html(List { styles, editions: listed }.render()?))
}

fn state(article: &Article) -> &'static str {
    match article {
        Article { withdrawn: Some(_), .. } => "مسحوب",
        Article { live_revision: Some(live), latest_revision, .. } if live != latest_revision => {
            "منشور، وله مسودة أحدث"
        }
        Article { live_revision: Some(_), .. } => "منشور",
        Article { schedule: Some(_), .. } => "مجدول",
        _ => "مسودة",
    }
}

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
