//! Files a page links to, under names that change with their contents.
//!
//! `base.css` is served as `base.<mark of its bytes>.css`, so its address may be cached for ever. Style
//! sheets are rewritten when the theme is loaded: `url(fonts/x.woff2)` becomes the marked name.

mod style_sheet;

use std::collections::{BTreeMap, HashMap};
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
    /// The name with the mark in it, relative to `/assets/`, for example `fonts/head-arabic.1f2e3d4c5b.woff2`.
    pub hashed_name: String,
}

/// All assets of a theme, by plain and by marked name.
#[derive(Default)]
pub(crate) struct Assets {
    by_hashed: HashMap<String, Arc<Asset>>,
    by_name: BTreeMap<String, Arc<Asset>>,
}

impl Assets {
    /// Marks and rewrites every file under `assets/`.
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
        let asset = Arc::new(Asset {
            hashed_name: hashed_name(name, &mark),
            content_type: content_type(name),
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
