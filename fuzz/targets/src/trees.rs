//! Texts of articles: whatever HTML comes in, the tree is sound; whatever calls itself a tree is one, or is refused.

use content::html_in::{ImportOptions, import};
use content::html_out::{Labels, RenderContext, render};
use content::tree::Dir;
use content::{Tree, canonical, parse};

/// Elements that stand in no text of an article.
const NO_ELEMENT: &[&str] =
    &["script", "iframe", "object", "svg", "style", "template", "base", "meta", "math", "embed"];
/// Schemes that no address there has.
const NO_SCHEME: &[&str] = &["javascript", "vbscript", "data"];

fn ids() -> impl FnMut() -> String {
    let mut given = 0;
    move || {
        given += 1;
        format!("f{given:011}")
    }
}

/// HTML comes in as a tree that is canonical, that reads back as itself, and that comes in again as it went out.
pub fn html_in(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let mut new_id = ids();
    let Ok(imported) = import(&html, ImportOptions::new("ar", Dir::Rtl, &mut new_id)) else { return };
    is_sound(&imported.tree);
    let mut new_id = ids();
    let again = import(&page(&imported.tree), ImportOptions::new("ar", Dir::Rtl, &mut new_id));
    let again = again.expect("what we write comes in");
    is_sound(&again.tree);
}

/// JSON is a tree within the limits, or is refused.
pub fn tree_json(bytes: &[u8]) {
    let Ok(json) = std::str::from_utf8(bytes) else { return };
    let Ok(tree) = parse(json) else { return };
    assert_eq!(parse(&tree.to_json()).as_ref(), Ok(&tree), "a tree does not read back as itself");
    let mut new_id = ids();
    is_sound(&canonical(tree, &mut new_id));
}

fn is_sound(tree: &Tree) {
    let read = parse(&tree.to_json());
    assert_eq!(read.as_ref(), Ok(tree), "a tree does not read back as itself");
    let mut new_id = ids();
    assert_eq!(&canonical(tree.clone(), &mut new_id), tree, "it was not canonical");
    let written = page(tree);
    if let Some(what) = runs(&written) {
        panic!("{what} in {written}");
    }
    assert!(content::text_out::word_count(tree) <= content::text_out::text(tree).len());
}

fn page(tree: &Tree) -> String {
    render(tree, &RenderContext::plain("ar", Dir::Rtl, Labels::NONE))
}

/// What in a page that we wrote would run, if there is any such thing. We quote each attribute, and no quote stands in its value.
fn runs(html: &str) -> Option<String> {
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.trim_start_matches('/').split(|sign: char| !sign.is_ascii_alphanumeric()).next();
        if NO_ELEMENT.iter().any(|one| name.is_some_and(|name| name.eq_ignore_ascii_case(one))) {
            return Some(format!("<{tag}>"));
        }
        let mut attribute = "";
        for (number, piece) in tag.split('"').enumerate() {
            if number % 2 == 0 {
                attribute = piece.split_whitespace().next_back().unwrap_or_default();
                let is_handler = attribute.starts_with("on") && attribute.ends_with('=');
                if is_handler || attribute == "srcdoc=" || attribute == "style=" {
                    return Some(attribute.to_owned());
                }
            } else if attribute == "href=" || attribute == "src=" {
                let scheme = piece.trim_start().split(':').next().unwrap_or_default();
                if NO_SCHEME.iter().any(|one| scheme.eq_ignore_ascii_case(one)) {
                    return Some(piece.to_owned());
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn what_would_run_is_seen_and_words_about_it_are_not() {
        let table = [
            ("<p>&lt;script&gt; onclick=1 javascript:x</p>", false),
            ("<p class=\"a\"><a href=\"https://a.example/javascript:1\">x</a></p>", false),
            ("<p><script>1</script></p>", true),
            ("<p onclick=\"x\">a</p>", true),
            ("<p class=\"a\" onclick=\"x\">a</p>", true),
            ("<a class=\"a\" href=\" JavaScript:x\">a</a>", true),
            ("<img src=\"data:x\">", true),
        ];
        for (html, seen) in table {
            assert_eq!(runs(html).is_some(), seen, "{html}");
        }
    }
}
