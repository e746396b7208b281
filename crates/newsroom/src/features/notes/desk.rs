//! The requests of the editor's panel of notes.

use ::store::StoreError;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use text::fold::fold_wide;
use web::Problem;

use super::actions::{NoteRefused, resolve, write_note};
use super::note::{NewNote, Note};
use super::{policy, store};
use crate::app::App;
use crate::features::accounts::{Account, Actor, Standing, accounts, standing_of};
use crate::features::articles::{Article, article_by_id};
use crate::id::{AccountId, ArticleId, NoteId};
use crate::routes::desk::{Desk, DeskError, Session};

/// How many colleagues are offered while a name is typed.
const OFFERED: usize = 8;
/// How many who have such a name are looked at until so many are found who may read the article.
const LOOKED_AT: usize = 200;

/// `GET /desk/articles/{id}/notes`
pub async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<ArticleId>,
) -> Result<Json<Value>, DeskError> {
    readable(&app, &desk.actor, &id).await?;
    let q = app.db.read();
    let (notes, named) = (store::notes_of(q, &id).await?, store::named_in(q, &id).await?);
    let told = |note: &Note| {
        let names: Vec<&str> =
            named.iter().filter(|(of, ..)| *of == note.id).map(|(.., name)| name.as_str()).collect();
        json!({
            "id": note.id, "parent": note.parent, "block": note.block, "quoted": note.quoted, "body": note.body,
            "by": note.by.1, "mine": note.by.0 == desk.account.id, "at": desk.words.when(&note.at), "named": names,
            "resolved": note.resolved.as_ref().map(|(by, at)| json!({"by": by, "at": desk.words.when(at)})),
        })
    };
    Ok(Json(json!({"notes": notes.iter().map(told).collect::<Vec<_>>()})))
}

#[derive(Deserialize)]
struct Written {
    parent: Option<NoteId>,
    #[serde(default)]
    block: String,
    #[serde(default)]
    quoted: String,
    body: String,
    #[serde(default)]
    named: Vec<AccountId>,
}

/// `POST /desk/articles/{id}/notes`
pub async fn write(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    readable(&app, &actor, &id).await?;
    let Written { parent, block, quoted, body, named } = match read(&bytes) {
        Ok(written) => written,
        Err(refused) => return Ok(*refused),
    };
    let new = NewNote { parent, block, quoted, body, named };
    match write_note(&app, &actor, &id, new).await {
        Ok(note) => Ok((StatusCode::CREATED, Json(json!({"id": note}))).into_response()),
        Err(error) => refused(error),
    }
}

#[derive(Deserialize)]
struct Resolution {
    resolved: bool,
}

/// `POST /desk/articles/{id}/notes/{note}/resolution`
pub async fn set_resolved(
    State(app): State<App>,
    Session(actor): Session,
    Path((id, note)): Path<(ArticleId, NoteId)>,
    bytes: Bytes,
) -> Result<Response, DeskError> {
    readable(&app, &actor, &id).await?;
    let Resolution { resolved } = match read(&bytes) {
        Ok(resolution) => resolution,
        Err(refused) => return Ok(*refused),
    };
    match resolve(&app, &actor, &id, &note, resolved).await {
        Ok(()) => Ok(Json(json!({"resolved": resolved})).into_response()),
        Err(error) => refused(error),
    }
}

/// What is typed after the `@`.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
}

/// `GET /desk/articles/{id}/colleagues?q=`: who may read the article and has a name that begins so, however it is spelled.
pub async fn colleagues(
    State(app): State<App>,
    Session(actor): Session,
    Path(id): Path<ArticleId>,
    Query(typed): Query<Typed>,
) -> Result<Json<Value>, DeskError> {
    let article = readable(&app, &actor, &id).await?;
    let q = app.db.read();
    let typed = fold_wide(typed.q.trim());
    let begins = |name: &str| {
        let name = fold_wide(name);
        name.starts_with(&typed) || name.split(' ').any(|part| part.starts_with(&typed))
    };
    let known = accounts(q)
        .await?
        .into_iter()
        .filter(|one| one.suspended_at.is_none() && Some(&one.id) != actor.account() && begins(&one.name));
    let mut names = Vec::new();
    for one in known.take(LOOKED_AT) {
        if takes_part(q, &one, &article).await? {
            names.push(json!({"id": one.id, "name": one.name}));
        }
        if names.len() == OFFERED {
            break;
        }
    }
    Ok(Json(json!({"names": names})))
}

/// Whether a colleague may read the article. A role that holds everywhere is known with the account; what remits add to it is
/// asked for only where the role does not reach.
async fn takes_part(q: &impl ::store::Query, one: &Account, article: &Article) -> Result<bool, StoreError> {
    let with = |standing: Standing| Actor::Scheduler { account: one.id.clone(), standing };
    if policy::may_take_part(&with(one.role.into()), article).is_ok() {
        return Ok(true);
    }
    let standing = standing_of(q, &one.id, one.role).await?;
    Ok(policy::may_take_part(&with(standing), article).is_ok())
}

async fn readable(app: &App, actor: &Actor, id: &ArticleId) -> Result<Article, DeskError> {
    let article = article_by_id(app.db.read(), id).await?.ok_or(DeskError::NotFound)?;
    policy::may_take_part(actor, &article)?;
    Ok(article)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Box<Response>> {
    serde_json::from_slice(bytes).map_err(|error| Box::new(unreadable(&error.to_string())))
}

fn unreadable(why: &str) -> Response {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").detail(why).into_response()
}

fn refused(error: NoteRefused) -> Result<Response, DeskError> {
    match error {
        NoteRefused::NotAllowed(error) => Err(error.into()),
        NoteRefused::Store(error) => Err(error.into()),
        NoteRefused::NoSuchArticle(_) | NoteRefused::NoSuchNote(_) => Err(DeskError::NotFound),
        error => Ok(unreadable(&error.to_string())),
    }
}
