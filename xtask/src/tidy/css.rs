//! Styles are written once for both directions, and for Arabic first: sides are called start and end, letters stay
//! joined (no spacing between them) and upright.

use crate::sources::File;
use crate::tidy::{Finding, Sources};

pub const DEMANDS: &str = "CSS says start and end, never left and right; no letter-spacing, no italics";

const SIDED: &[&str] = &["left", "right"];
const FOUR_SIDED: &[&str] = &[
    "border-color",
    "border-style",
    "border-width",
    "inset",
    "margin",
    "padding",
    "scroll-margin",
    "scroll-padding",
];
const ALIGNED: &[&str] = &["caption-side", "clear", "float", "text-align", "text-align-last"];

pub fn check(sources: &Sources<'_>) -> Vec<Finding> {
    let sheets =
        sources.tree.files().filter(|file| file.path.ends_with(".css") && !file.path.contains("/dist/"));
    sheets.flat_map(in_sheet).collect()
}

fn in_sheet(file: &File) -> Vec<Finding> {
    let declarations = declarations(&file.text);
    declarations
        .into_iter()
        .filter_map(|(line, property, value)| {
            let instead = wrong(&property, &value)?;
            Some(Finding::at(&file.path, line, format!("`{property}: {value}`: {instead}")))
        })
        .collect()
}

fn wrong(property: &str, value: &str) -> Option<&'static str> {
    let words: Vec<&str> = value.split_whitespace().filter(|word| !word.starts_with('!')).collect();
    let sided = |word: &&str| SIDED.contains(word);
    if property.split('-').any(|part| sided(&part)) {
        return Some(
            "use the logical property (inset-inline-start, margin-inline-end, border-start-start-radius …)",
        );
    }
    if ALIGNED.contains(&property) && words.iter().any(sided) {
        return Some("use start or end");
    }
    if FOUR_SIDED.contains(&property) && words.len() == 4 && !value.contains('(') && words[1] != words[3] {
        return Some("four values name left and right: use the -inline and -block properties");
    }
    if property == "letter-spacing" && !["0", "normal"].contains(&value) {
        return Some("space between letters tears Arabic words apart");
    }
    let slanted = |word: &&str| ["italic", "oblique"].contains(word);
    if ["font", "font-style"].contains(&property) && words.iter().any(slanted) {
        return Some("Arabic has no italics: use weight, size or colour");
    }
    None
}

/// Line, property and value of each declaration.
fn declarations(sheet: &str) -> Vec<(usize, String, String)> {
    let sheet = without_comments(sheet);
    let mut found = Vec::new();
    let (mut line, mut begin) = (1, 0);
    for (at, sign) in sheet.char_indices() {
        if !matches!(sign, ';' | '{' | '}') {
            continue;
        }
        let piece = &sheet[begin..at];
        let blank = piece.len() - piece.trim_start().len();
        let here = line + lines(&piece[..blank]);
        if let Some((property, value)) = piece.split_once(':').filter(|_| sign != '{') {
            let property = property.trim().to_lowercase();
            let named = !property.is_empty()
                && property.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
            if named && !property.starts_with("--") {
                found.push((here, property, value.trim().to_lowercase()));
            }
        }
        line += lines(piece);
        begin = at + 1;
    }
    found
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// The sheet with its comments blanked, line ends kept.
fn without_comments(sheet: &str) -> String {
    let mut left = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        left.push_str(before);
        let (comment, after) = comment.split_once("*/").unwrap_or((comment, ""));
        left.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    left.push_str(rest);
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    fn check_sheet(sheet: &str, wanted: usize) {
        let findings = found(check, &[("themes/default/assets/a.css", sheet)]);
        assert_eq!(findings.len(), wanted, "{sheet}: {findings:?}");
    }

    #[test]
    fn a_physical_side_is_found() {
        check_sheet("a { margin-left: 1px; }", 1);
        check_sheet("a { left: 0 }", 1);
        check_sheet("a { border-top-right-radius: 1px }", 1);
        check_sheet("a { text-align: right; float: left }", 2);
        check_sheet("a { padding: 1px 2px 3px 4px }", 1);
    }

    #[test]
    fn torn_and_slanted_letters_are_found() {
        check_sheet("a { letter-spacing: .02em }", 1);
        check_sheet("a { font-style: italic }", 1);
        check_sheet("a { font: italic 1rem serif }", 1);
    }

    #[test]
    fn logical_styles_are_not() {
        check_sheet(
            "a:hover { margin-inline-start: 1px; text-align: start; padding: 1px 2px; inset: 0 1px 2px 1px }",
            0,
        );
        check_sheet(
            "a { letter-spacing: 0 } /* left: 0; */ .left:hover b { color: red } @media (width > 1px) { a { --left: 1 } }",
            0,
        );
    }

    #[test]
    fn the_line_is_that_of_the_declaration() {
        let findings = found(check, &[("a.css", "a {\n  color: red;\n  /* x\n y */\n  left: 0;\n}")]);
        assert!(findings[0].starts_with("a.css:5:"), "{findings:?}");
    }
}
