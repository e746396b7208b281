//! The files of the desk's own screens, built from `desk/` and compiled in.

use std::sync::LazyLock;

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use web::SameForAll;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const SHEET: &str = "text/css; charset=utf-8";

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
    /// Its contents in a few letters.
    mark: String,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let files: [(&str, &str, &[u8]); 8] = [
        ("editor.js", SCRIPT, include_bytes!("../../../../../desk/dist/editor.js")),
        ("editor.css", SHEET, include_bytes!("../../../../../desk/dist/editor.css")),
        ("desk.css", SHEET, include_bytes!("../../../../../desk/desk.css")),
        ("keys.js", SCRIPT, include_bytes!("../../../../../desk/keys.js")),
        ("library.js", SCRIPT, include_bytes!("../../../../../desk/library.js")),
        ("passkeys.js", SCRIPT, include_bytes!("../../../../../desk/passkeys.js")),
        ("pieces.js", SCRIPT, include_bytes!("../../../../../desk/dist/pieces.js")),
        ("receipt.js", SCRIPT, include_bytes!("../../../../../desk/receipt.js")),
    ];
    let marked = files.into_iter().map(|(name, kind, bytes)| {
        let mark = HEXLOWER.encode(&Sha256::digest(bytes)[..6]);
        Asset { name, kind, bytes, mark }
    });
    marked.collect()
});

/// The address of a file, with the mark of its contents: a browser asks once for what stands there.
pub fn asset_address(name: &str) -> String {
    let mark = ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.mark.as_str());
    format!("/desk/assets/{name}?v={mark}")
}

/// The mark in the address that was asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    v: String,
}

/// `GET /desk/assets/{name}`
pub async fn asset(Path(name): Path<String>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let lasts = match asked.v == asset.mark {
        true => "private, max-age=31536000, immutable",
        false => "private, max-age=60",
    };
    let mark = format!("W/\"{}\"", asset.mark);
    let has = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == mark.as_bytes());
    let told = [(header::CACHE_CONTROL, lasts.to_owned()), (header::ETAG, mark)];
    let mut response = match has {
        true => (StatusCode::NOT_MODIFIED, told).into_response(),
        false => (told, [(header::CONTENT_TYPE, asset.kind)], asset.bytes).into_response(),
    };
    response.extensions_mut().insert(SameForAll);
    response
}
