//! Takes one block of an earlier document back into a later one.

use crate::tree::{Block, Tree};

/// The later document with this block as it stood in the earlier one: in the place of what it became; where it is gone, after
/// the nearest block before it that is still there. A block that the earlier one does not have leaves. `None` when neither has it.
pub fn put_back(latest: &Tree, earlier: &Tree, block: &str) -> Option<Tree> {
    let at = |tree: &Tree| tree.content.iter().position(|one| one.id().as_str() == block);
    if block.is_empty() {
        return None;
    }
    let mut content = latest.content.clone();
    match (at(earlier), at(latest)) {
        (None, None) => return None,
        (None, Some(is)) => drop(content.remove(is)),
        (Some(was), Some(is)) => content[is] = earlier.content[was].clone(),
        (Some(was), None) => {
            content.insert(place(&content, &earlier.content[..was]), earlier.content[was].clone())
        }
    }
    Some(Tree::new(content))
}

fn place(content: &[Block], before: &[Block]) -> usize {
    let still_there = |block: &Block| {
        content.iter().position(|one| one.id() == block.id() && !one.id().as_str().is_empty())
    };
    before.iter().rev().find_map(still_there).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{BlockId, Inline, Paragraph, TextAttrs};

    fn document(blocks: &[(&str, &str)]) -> Tree {
        let paragraph = |(id, words): &(&str, &str)| {
            let id = BlockId::new(&format!("{id:0>8}")).expect("a short name becomes an id");
            let attrs = TextAttrs { id, ..TextAttrs::default() };
            Block::Paragraph(Paragraph { attrs, content: vec![Inline::text(*words)] })
        };
        Tree::new(blocks.iter().map(paragraph).collect())
    }

    #[test]
    fn a_block_stands_as_it_stood() {
        let earlier = document(&[("a", "أ"), ("b", "ب"), ("c", "ت")]);
        for (latest, block, wanted) in [
            (&[("a", "أ"), ("b", "تغيّر")][..], "b", &[("a", "أ"), ("b", "ب")][..]),
            (&[("c", "ت"), ("a", "أ")], "b", &[("c", "ت"), ("a", "أ"), ("b", "ب")]),
            (&[("x", "جديد")], "a", &[("a", "أ"), ("x", "جديد")]),
            (&[("a", "أ"), ("x", "جديد")], "x", &[("a", "أ")]),
        ] {
            let block = format!("{block:0>8}");
            assert_eq!(put_back(&document(latest), &earlier, &block), Some(document(wanted)));
        }
        assert_eq!(put_back(&earlier, &earlier, "00000zzz"), None);
        assert_eq!(put_back(&earlier, &earlier, ""), None);
    }
}
