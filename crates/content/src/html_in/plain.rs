//! Plain text in.

use super::ImportError;
use crate::tree::*;

/// Paragraphs from plain text. Empty lines part paragraphs; where the text has none, every line is one.
/// Single line ends inside a paragraph become line breaks.
pub fn plain_in(text: &str, new_id: &mut dyn FnMut() -> String) -> Result<Tree, ImportError> {
    if text.len() > crate::limits::HTML_BYTES {
        return Err(ImportError::TooLarge { bytes: text.len() });
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let lines: Vec<String> = text.split('\n').map(|line| line.trim().replace('\u{a0}', " ")).collect();
    let has_gaps = lines
        .iter()
        .skip_while(|l| l.is_empty())
        .collect::<Vec<_>>()
        .split(|l| l.is_empty())
        .nth(1)
        .is_some_and(|after| !after.is_empty());
    let groups: Vec<&[String]> = if has_gaps {
        lines.split(|line| line.is_empty()).filter(|group| !group.is_empty()).collect()
    } else {
        lines.chunks(1).filter(|line| !line[0].is_empty()).collect()
    };
    let blocks = groups.into_iter().map(|group| Block::Paragraph(Paragraph::of(broken(group)))).collect();
    let tree = crate::canonical(Tree::new(blocks), new_id);
    crate::read::check_rules(&tree)?;
    Ok(tree)
}

fn broken(lines: &[String]) -> Vec<Inline> {
    let mut content = Vec::with_capacity(lines.len() * 2);
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            content.push(Inline::hard_break());
        }
        content.push(Inline::text(line.as_str()));
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_out::text;

    fn check(given: &str, paragraphs: usize, wanted: &str) {
        let mut n = 0;
        let tree = plain_in(given, &mut || {
            n += 1;
            format!("para{n:04}")
        })
        .expect("fits");
        assert_eq!((tree.content.len(), text(&tree).as_str()), (paragraphs, wanted), "{given:?}");
    }

    #[test]
    fn plain_text_becomes_paragraphs() {
        check("", 1, "");
        check("سطر", 1, "سطر");
        check("أول\nثانٍ", 2, "أول\n\nثانٍ");
        check("أول\r\n\r\nثانٍ\r\nثالث\n\n\n", 2, "أول\n\nثانٍ\nثالث");
        check("\n\nأول\nثانٍ\n", 2, "أول\n\nثانٍ");
    }
}
