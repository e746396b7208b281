//! Style sheets: addresses become marked names, comments and needless space go.

use super::Assets;
use crate::ThemeError;

/// The sheet with every `url(…)` pointing at the marked name of a file of the theme.
pub(super) fn rewrite(sheet: &str, css: &str, assets: &Assets) -> Result<String, ThemeError> {
    let css = squeeze(css);
    let mut out = String::with_capacity(css.len());
    let mut rest = css.as_str();
    while let Some(at) = rest.find("url(") {
        out.push_str(&rest[..at + 4]);
        rest = &rest[at + 4..];
        let end = rest.find(')').ok_or_else(|| refused(sheet, rest, "it never ends"))?;
        let target = rest[..end].trim().trim_matches(['"', '\'']);
        out.push_str(&marked(sheet, target, assets)?);
        rest = &rest[end..];
    }
    out.push_str(rest);
    Ok(out)
}

fn marked(sheet: &str, target: &str, assets: &Assets) -> Result<String, ThemeError> {
    if target.starts_with("data:image/svg+xml") {
        return Ok(format!("\"{target}\""));
    }
    if target.starts_with('#') {
        return Ok(target.to_owned());
    }
    if target.contains(':') || target.starts_with('/') {
        return Err(refused(sheet, target, "only files of the theme, relative to the sheet"));
    }
    let folder = sheet.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = resolve(folder, target).ok_or_else(|| refused(sheet, target, "it leaves the theme"))?;
    let asset = assets.named(&name).ok_or_else(|| refused(sheet, target, "the theme has no such file"))?;
    let up = "../".repeat(if folder.is_empty() { 0 } else { folder.split('/').count() });
    Ok(format!("{up}{}", asset.hashed_name))
}

fn resolve(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Drops comments and the space around them, line ends and indents; strings are left alone.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
        } else if first == '"' || first == '\'' {
            let end = rest[1..].find(first).map_or(rest.len(), |end| end + 2);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if first.is_whitespace() {
            rest = rest.trim_start();
            let glued =
                out.ends_with(['{', '}', ';', ',']) || rest.starts_with(['{', '}']) || rest.starts_with("/*");
            if !glued && !out.is_empty() && !rest.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out.replace(";}", "}")
}

fn refused(sheet: &str, target: &str, why: &'static str) -> ThemeError {
    let target = target.chars().take(120).collect();
    ThemeError::AssetReference { sheet: sheet.to_owned(), target, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_a_font() -> Assets {
        let mut assets = Assets::default();
        assets.add("fonts/a.woff2", b"font".to_vec());
        assets
    }

    #[test]
    fn an_address_in_a_sheet_gets_the_mark_of_its_file() {
        let css = rewrite("base.css", "@font-face { src: url(\"fonts/a.woff2\") }", &with_a_font())
            .expect("good css");
        assert!(css.starts_with("@font-face{src: url(fonts/a."), "{css}");
        let deep = rewrite("deep/x.css", "a{b:url(../fonts/a.woff2)}", &with_a_font()).expect("good css");
        assert!(deep.starts_with("a{b:url(../fonts/a."), "{deep}");
    }

    #[test]
    fn a_sheet_cannot_point_outside_the_theme() {
        let refused = |css: &str| rewrite("base.css", css, &with_a_font()).is_err();
        assert!(!refused("a{b:url(fonts/a.woff2)}"), "the control is accepted");
        assert!(refused("a{b:url(https://elsewhere.example/x.png)}"));
        assert!(refused("a{b:url(//elsewhere.example/x.png)}"));
        assert!(refused("a{b:url(../../etc/passwd)}"));
        assert!(refused("a{b:url(missing.png)}"));
        assert!(refused("a{b:url(never-ends"));
    }

    #[test]
    fn comments_and_line_ends_go_but_strings_stay() {
        assert_eq!(
            squeeze("/* x */ a b > c {\n  d: \"  /* kept */ \";\n}\n\n/* end"),
            "a b > c{d: \"  /* kept */ \"}"
        );
    }
}
