//! What the operator's machines ask, on an address of its own: alive, ready, counted.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};

/// The answers that the ops address gives.
#[derive(Clone)]
pub struct Ops {
    /// Whether this process can serve: `Err` says in a line why not.
    pub ready: Arc<dyn Fn() -> Result<(), String> + Send + Sync>,
    /// The metrics, as Prometheus reads them.
    pub metrics: Arc<dyn Fn() -> String + Send + Sync>,
}

/// `/health` (the process turns), `/ready` (it can serve) and `/metrics`.
pub fn router(ops: Ops) -> Router {
    let Ops { ready, metrics } = ops;
    Router::new()
        .route("/health", get(|| async { text(StatusCode::OK, "alive\n".to_owned()) }))
        .route(
            "/ready",
            get(move || async move {
                match ready() {
                    Ok(()) => text(StatusCode::OK, "ready\n".to_owned()),
                    Err(why) => text(StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {why}\n")),
                }
            }),
        )
        .route("/metrics", get(move || async move { prometheus(metrics()) }))
}

fn text(status: StatusCode, body: String) -> Response {
    (status, NOT_KEPT, body).into_response()
}

fn prometheus(body: String) -> Response {
    let kind = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (StatusCode::OK, NOT_KEPT, kind, body).into_response()
}

const NOT_KEPT: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];
