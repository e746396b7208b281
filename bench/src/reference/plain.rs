//! The least that a page out of a database can cost here: a bare router, one row read by its key, 20 kB sent.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rusqlite::Connection;

use super::store;

/// How many rows there are.
pub const ROWS: i64 = 1_000;
const BYTES: usize = 20 << 10;

type Shared = Arc<Mutex<Connection>>;

/// Serves until it is stopped.
pub fn serve(listen: SocketAddr, folder: &Path) -> anyhow::Result<()> {
    let connection = store::open(&folder.join("plain.db"))?;
    connection.execute_batch("begin")?;
    for id in 0..ROWS {
        store::put(&connection, id, &"خبر ".repeat(BYTES / "خبر ".len()))?;
    }
    connection.execute_batch("commit")?;
    let router = Router::new().route("/{id}", get(piece)).with_state(Arc::new(Mutex::new(connection)));
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await?;
        Ok(axum::serve(listener, router).await?)
    })
}

async fn piece(State(connection): State<Shared>, Segment(id): Segment<i64>) -> Response {
    let read = store::body(&connection.lock().unwrap_or_else(PoisonError::into_inner), id);
    match read {
        Ok(Some(body)) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
