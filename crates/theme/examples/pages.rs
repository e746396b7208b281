//! Renders every sample of the built-in theme into a folder, for looking at and for the audits:
//! `cargo run -p theme --example pages -- OUT_DIR`, then serve the folder.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use theme::{Locales, Theme};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::args().nth(1).ok_or("usage: pages OUT_DIR")?);
    let theme_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/default");
    let (theme, locales) = (Theme::built_in()?, Locales::built_in()?);
    for file in fs::read_dir(theme_dir.join("samples"))? {
        let file = file?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            render(&theme, &locales, &file, &out)?;
        }
    }
    copy(&theme_dir.join("samples/img"), &out.join("img"))?;
    for name in [
        "base.css",
        "mark.svg",
        "fonts/head-arabic.woff2",
        "fonts/head-latin.woff2",
        "fonts/text-arabic.woff2",
    ] {
        let asset = theme.asset_named(name).ok_or(name)?;
        write(&out.join("assets").join(&asset.hashed_name), &asset.bytes)?;
    }
    Ok(())
}

fn render(theme: &Theme, locales: &Locales, file: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let sample: serde_json::Value = serde_json::from_slice(&fs::read(file)?)?;
    let locale = locales.get(sample["language"].as_str().ok_or("no language")?);
    let template = sample["template"].as_str().ok_or("no template")?;
    let html = theme.render_named(template, &sample["value"], &locale)?;
    let name = file.file_stem().ok_or("no name")?.to_string_lossy().into_owned();
    println!("{name}: {} bytes", html.len());
    write(&out.join(format!("{name}.html")), html.as_bytes())
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    for file in fs::read_dir(from)? {
        let file = file?.path();
        write(&to.join(file.file_name().ok_or("no name")?), &fs::read(&file)?)?;
    }
    Ok(())
}

fn write(to: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to.parent().ok_or("no folder")?)?;
    Ok(fs::write(to, bytes)?)
}
