//! Lays out a feature: the folder, its door, its noun, who may, its store, its verbs.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

/// Writes `crates/newsroom/src/features/NAME` and adds the module to the list of features.
pub fn lay_out(root: &Path, name: &str) -> Result<()> {
    let shaped = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    ensure!(
        shaped,
        "a feature is named in small letters and underscores, after its noun in the plural: `comments`"
    );
    let features = root.join("crates/newsroom/src/features");
    let folder = features.join(name);
    if folder.exists() {
        bail!("{} stands already", folder.display());
    }
    let list = features.join("mod.rs");
    let declared = declare(
        &std::fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?,
        name,
    );
    std::fs::create_dir_all(folder.join("actions"))?;
    for (file, text) in files(name) {
        let path = folder.join(file);
        std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        println!("{}", path.strip_prefix(root).unwrap_or(&path).display());
    }
    std::fs::write(&list, declared)?;
    println!(
        "\nNext: say in mod.rs what it is about, then its rules in {}.rs, then a verb in actions/.",
        singular(name)
    );
    println!(
        "Its words go into GLOSSARY.md, its tables into migrations/, its events into event.rs, its addresses into routes/."
    );
    Ok(())
}

/// The list of features with one more, in the order of the alphabet.
fn declare(list: &str, name: &str) -> String {
    let line = format!("pub mod {name};");
    let mut lines: Vec<&str> = list.lines().collect();
    let after = lines.iter().rposition(|known| known.starts_with("pub mod ") && *known < line.as_str());
    let first = lines.iter().position(|known| known.starts_with("pub mod "));
    lines.insert(after.map_or(first.unwrap_or(lines.len()), |index| index + 1), &line);
    lines.join("\n") + "\n"
}

fn files(name: &str) -> [(String, String); 5] {
    let noun = singular(name);
    let words = name.replace('_', " ");
    [
        (
            "mod.rs".into(),
            format!(
                "//! {}: what they are to the newsroom, in one sentence.\n\npub mod actions;\nmod {noun};\nmod policy;\nmod store;\n",
                capital(&words)
            ),
        ),
        (format!("{noun}.rs"), format!("//! The {} and its rules. No I/O.\n", noun.replace('_', " "))),
        (
            "policy.rs".into(),
            format!("//! Who may do what to {words}. What is not allowed here is refused.\n"),
        ),
        ("store.rs".into(), format!("//! All SQL of {words}.\n")),
        ("actions/mod.rs".into(), format!("//! What can be done to {words}, one file each.\n")),
    ]
}

fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_takes_its_place_in_the_alphabet() {
        assert_eq!(
            declare("//! All.\n\npub mod a;\npub mod c;\n", "b"),
            "//! All.\n\npub mod a;\npub mod b;\npub mod c;\n"
        );
        assert_eq!(declare("//! All.\n\npub mod b;\n", "a"), "//! All.\n\npub mod a;\npub mod b;\n");
        assert_eq!(declare("//! All.\n", "a"), "//! All.\npub mod a;\n");
    }

    #[test]
    fn a_noun_is_called_by_its_singular() {
        assert_eq!(
            ["stories", "comments", "media_library"].map(singular),
            ["story", "comment", "media_library"]
        );
    }
}
