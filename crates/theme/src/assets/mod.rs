//! Files a page links to, under names that change with their contents, ready compressed.
//!
//! `base.css` is served as `base.<mark of its bytes>.css`, so its address may be cached for ever. Style
//! sheets are rewritten when the theme is loaded: `url(fonts/x.woff2)` becomes the marked name.

mod style_sheet;

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::sync::Arc;

use bytes::Bytes;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::ThemeError;
use crate::files::{self, Files};

/// Where assets live on the site.
pub(crate) const PREFIX: &str = "/assets/";

/// One file of a theme, as it goes out.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The file as it is.
    pub bytes: Bytes,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// A strong entity tag with its quotes.
    pub etag: String,
    /// The name with the mark in it, relative to `/assets/`, for example `fonts/head-arabic.1f2e3d4c5b.woff2`.
    pub hashed_name: String,
    /// The file as brotli, when that is smaller.
    pub br: Option<Bytes>,
    /// The file as gzip, when that is smaller.
    pub gzip: Option<Bytes>,
}

/// All assets of a theme, by plain and by marked name.
#[derive(Default)]
pub(crate) struct Assets {
    by_hashed: HashMap<String, Arc<Asset>>,
    by_name: BTreeMap<String, Arc<Asset>>,
}

impl Assets {
    /// Marks, rewrites and compresses every file under `assets/`.
    pub(crate) fn build(files: &Files) -> Result<Assets, ThemeError> {
        let mut assets = Assets::default();
        let is_sheet = |name: &str| name.ends_with(".css");
        for (name, bytes) in files.under("assets").filter(|(name, _)| !is_sheet(name)) {
            assets.add(name, bytes.to_vec());
        }
        for (name, bytes) in files.under("assets").filter(|(name, _)| is_sheet(name)) {
            let rewritten = style_sheet::rewrite(name, files::text(name, bytes)?, &assets)?;
            assets.add(name, rewritten.into_bytes());
        }
        Ok(assets)
    }

    /// Keeps serving what pages rendered before a reload still point at.
    pub(crate) fn keep_serving(&mut self, before: &Assets) {
        for asset in before.by_name.values() {
            self.by_hashed.entry(asset.hashed_name.clone()).or_insert_with(|| asset.clone());
        }
    }

    /// The asset under its marked name.
    pub(crate) fn hashed(&self, name: &str) -> Option<Arc<Asset>> {
        self.by_hashed.get(name).cloned()
    }

    /// The asset under its plain name.
    pub(crate) fn named(&self, name: &str) -> Option<Arc<Asset>> {
        self.by_name.get(name).cloned()
    }

    /// Plain names and the addresses they are served at.
    pub(crate) fn addresses(&self) -> HashMap<String, String> {
        let address =
            |(name, asset): (&String, &Arc<Asset>)| (name.clone(), format!("{PREFIX}{}", asset.hashed_name));
        self.by_name.iter().map(address).collect()
    }

    /// The sheets that may be written into a page: those that name no other file, and cannot end the element they stand in.
    pub(crate) fn sheets(&self) -> HashMap<String, Arc<Asset>> {
        let is_whole = |text: &[u8]| memchr::memmem::find(text, b"url(").is_none() && !text.contains(&b'<');
        let sheets = self.by_name.iter().filter(|(name, _)| name.ends_with(".css"));
        let whole = sheets.filter(|(_, asset)| is_whole(&asset.bytes));
        whole.map(|(name, asset)| (name.clone(), asset.clone())).collect()
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        let mark = HEXLOWER.encode(&Sha256::digest(&bytes)[..6]);
        let content_type = content_type(name);
        let squeeze = compresses(content_type);
        let asset = Arc::new(Asset {
            br: squeeze.then(|| brotli(&bytes)).filter(|br| br.len() < bytes.len()),
            gzip: squeeze.then(|| gzip(&bytes)).filter(|gz| gz.len() < bytes.len()),
            etag: format!("\"{mark}\""),
            hashed_name: hashed_name(name, &mark),
            content_type,
            bytes: bytes.into(),
        });
        self.by_hashed.insert(asset.hashed_name.clone(), asset.clone());
        self.by_name.insert(name.to_owned(), asset);
    }
}

fn hashed_name(name: &str, mark: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => format!("{stem}.{mark}.{extension}"),
        _ => format!("{name}.{mark}"),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn compresses(content_type: &str) -> bool {
    content_type.starts_with("text/") || content_type == "image/svg+xml" || content_type == "application/json"
}

/// From here on a file is not a reader's but the desk's.
const LARGE: usize = 64 * 1024;

/// As small as it gets. A debug build starts a newsroom for each of its tests: there the last seven hundredths are not worth a fifth of
/// such a start.
const BEST: u32 = if cfg!(debug_assertions) { 9 } else { 11 };

/// As small as it gets; a large file less so, because an encoder of the best quality takes twenty megabytes for it, which
/// the program then holds from its start on.
fn brotli(bytes: &[u8]) -> Bytes {
    let (quality, window) = if bytes.len() < LARGE { (BEST, 16) } else { (6, 18) };
    let mut out = brotli::CompressorWriter::new(Vec::new(), 4096, quality, window);
    out.write_all(bytes).expect("writing to a Vec does not fail");
    out.into_inner().into()
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).expect("writing to a Vec does not fail");
    out.finish().expect("writing to a Vec does not fail").into()
}
