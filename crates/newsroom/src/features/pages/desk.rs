//! The files of the desk's own screens, built from `desk/` and compiled in.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// `GET /desk/assets/{name}`
pub async fn asset(Path(name): Path<String>) -> Response {
    let file = match name.as_str() {
        "editor.js" => Some((
            "text/javascript; charset=utf-8",
            include_bytes!("../../../../../desk/dist/editor.js").as_slice(),
        )),
        "editor.css" => Some((
            "text/css; charset=utf-8",
            include_bytes!("../../../../../desk/dist/editor.css").as_slice(),
        )),
        "desk.css" => {
            Some(("text/css; charset=utf-8", include_bytes!("../../../../../desk/desk.css").as_slice()))
        }
        "keys.js" => {
            Some(("text/javascript; charset=utf-8", include_bytes!("../../../../../desk/keys.js").as_slice()))
        }
        "library.js" => Some((
            "text/javascript; charset=utf-8",
            include_bytes!("../../../../../desk/library.js").as_slice(),
        )),
        _ => None,
    };
    match file {
        Some((kind, bytes)) => {
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, max-age=60")], bytes)
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
