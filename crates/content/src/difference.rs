//! What is different between two documents: block beside block, and within a block word beside word.
//!
//! A block is known again by its id. One that came in anew (an import gives new ids) is known by its words, and where these
//! changed too, by how alike they are to a block that left the same place.

use std::collections::HashSet;

use text::difference::{Sides, Step, align, compare, likeness};

use crate::tree::*;
use crate::walk;

/// Blocks with less than this in common, in hundredths of their words, are not the same block rewritten.
const ALIKE: usize = 40;
/// So many blocks that left are looked at for one that came.
const LOOKED_AT: usize = 8;

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Nothing.
    Same,
    /// Its words are the same and something else is not: a mark, a link, a size.
    Restyled,
    /// Its words changed.
    Changed,
    /// It came.
    Added,
    /// It left.
    Removed,
}

/// A part of a block, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which part: empty for the running words, else the attribute, such as `speaker` or `caption`.
    pub name: &'static str,
    /// Its words.
    pub sides: Sides,
}

/// A block, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its id: as it stands now, or as it stood when it left.
    pub id: BlockId,
    /// Its name in the JSON.
    pub name: &'static str,
    /// What became of it.
    pub what: What,
    /// Whether it stands at another place than before.
    pub moved: bool,
    /// Its language, where it is not the document's.
    pub lang: Option<String>,
    /// Its direction, where it is not the document's.
    pub dir: Option<Dir>,
    /// Its parts; those that are empty on both sides are left out.
    pub parts: Vec<Part>,
}

/// All blocks of both documents, in the order of the later one; what left stands where it was.
pub fn trees(before: &Tree, after: &Tree) -> Vec<Compared> {
    let (old, new) = (&before.content, &after.content);
    let shared = shared_ids(old, new);
    let (old_keys, new_keys) = (keys(old, &shared), keys(new, &shared));
    let mut compared = Vec::with_capacity(old.len().max(new.len()));
    let (mut left, mut came) = (Vec::new(), Vec::new());
    for step in align(&old_keys, &new_keys) {
        match step {
            Step::Same(was, is) => {
                gap(old, new, std::mem::take(&mut left), std::mem::take(&mut came), &mut compared);
                compared.push(pair(&old[was], &new[is], false));
            }
            // One that stands elsewhere now is shown there.
            Step::Removed(was) if new_keys.contains(&old_keys[was]) && is_id(&old_keys[was]) => {}
            Step::Removed(was) => left.push(was),
            Step::Added(is) => match was_at(&old_keys, &new_keys[is]) {
                Some(was) => {
                    gap(old, new, std::mem::take(&mut left), std::mem::take(&mut came), &mut compared);
                    compared.push(pair(&old[was], &new[is], true));
                }
                None => came.push(is),
            },
        }
    }
    gap(old, new, left, came, &mut compared);
    compared
}

/// By what a block is known on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    Id(String),
    Words(&'static str, String),
}

fn is_id(key: &Key) -> bool {
    matches!(key, Key::Id(_))
}

fn was_at(old: &[Key], key: &Key) -> Option<usize> {
    old.iter().position(|other| is_id(key) && other == key)
}

fn shared_ids<'a>(old: &'a [Block], new: &'a [Block]) -> HashSet<&'a str> {
    let ids = |blocks: &'a [Block]| -> HashSet<&'a str> {
        blocks.iter().map(|block| block.id().as_str()).filter(|id| !id.is_empty()).collect()
    };
    ids(old).intersection(&ids(new)).copied().collect()
}

fn keys(blocks: &[Block], shared: &HashSet<&str>) -> Vec<Key> {
    let key = |block: &Block| match block.id().as_str() {
        id if shared.contains(id) => Key::Id(id.to_owned()),
        _ => Key::Words(block.name(), words(block)),
    };
    blocks.iter().map(key).collect()
}

/// Blocks that left and blocks that came between the same neighbours: those that are alike are one block rewritten.
fn gap(old: &[Block], new: &[Block], left: Vec<usize>, came: Vec<usize>, compared: &mut Vec<Compared>) {
    let mut waiting = left.into_iter().collect::<std::collections::VecDeque<_>>();
    for is in came {
        let found = waiting.iter().take(LOOKED_AT).position(|was| are_alike(&old[*was], &new[is]));
        match found {
            Some(at) => {
                let gone = waiting.drain(..at).collect::<Vec<_>>();
                compared.extend(gone.into_iter().map(|was| alone(&old[was], What::Removed)));
                if let Some(was) = waiting.pop_front() {
                    compared.push(pair(&old[was], &new[is], false));
                }
            }
            None => compared.push(alone(&new[is], What::Added)),
        }
    }
    compared.extend(waiting.into_iter().map(|was| alone(&old[was], What::Removed)));
}

fn are_alike(was: &Block, is: &Block) -> bool {
    was.name() == is.name() && likeness(&words(was), &words(is)) >= ALIKE
}

fn words(block: &Block) -> String {
    parts(block).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

fn pair(was: &Block, is: &Block, moved: bool) -> Compared {
    let (before, after) = (parts(was), parts(is));
    let names = before.iter().chain(&after).map(|(name, _)| *name);
    let mut seen: Vec<&'static str> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    let text = |parts: &[(&'static str, String)], wanted: &str| {
        parts.iter().find(|(name, _)| *name == wanted).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let parts: Vec<Part> = seen
        .into_iter()
        .map(|name| Part { name, sides: compare(&text(&before, name), &text(&after, name)) })
        .collect();
    let what = match (parts.iter().all(|part| part.sides.is_same()), was.without_id() == is.without_id()) {
        (true, true) => What::Same,
        (true, false) => What::Restyled,
        (false, _) => What::Changed,
    };
    Compared { moved, what, parts, ..bare(is) }
}

fn alone(block: &Block, what: What) -> Compared {
    let side = |text: &str| match what {
        What::Added => compare("", text),
        _ => compare(text, ""),
    };
    let parts = parts(block).into_iter().map(|(name, text)| Part { name, sides: side(&text) }).collect();
    Compared { what, parts, ..bare(block) }
}

fn bare(block: &Block) -> Compared {
    let (lang, dir) = match block {
        Block::Paragraph(b) => (b.attrs.lang.clone(), b.attrs.dir),
        Block::Heading(b) => (b.attrs.lang.clone(), b.attrs.dir),
        Block::Quote(b) => (b.attrs.lang.clone(), b.attrs.dir),
        Block::Statement(b) => (b.attrs.lang.clone(), b.attrs.dir),
        _ => (None, None),
    };
    let (id, name) = (block.id().clone(), block.name());
    Compared { id, name, what: What::Same, moved: false, lang, dir, parts: Vec::new() }
}

/// What of a block is words, each part under its name.
fn parts(block: &Block) -> Vec<(&'static str, String)> {
    let lines: Vec<String> = walk::lines_of(block).iter().map(|line| isolated_text(line.content)).collect();
    let mut parts = vec![("", lines.join("\n"))];
    let mut add = |name: &'static str, text: &str| parts.push((name, text.to_owned()));
    match block {
        Block::Statement(b) => {
            let a = &b.attrs;
            add("speaker", &a.speaker);
            add("role", &a.role);
            add("to", &a.to);
            add("place", &a.place);
            add("date", &a.date);
            add("source", &a.source);
            add("href", &a.href);
        }
        Block::Picture(_) | Block::Gallery(_) => {
            let pictures = walk::pictures_of(block);
            let mut each = |name, of: fn(&PictureAttrs) -> &str| {
                let said: Vec<&str> =
                    pictures.iter().map(|a| of(a)).filter(|words| !words.is_empty()).collect();
                add(name, &said.join("\n"));
            };
            each("media", |a| &a.media);
            each("caption", |a| &a.caption);
            each("alt", |a| &a.alt);
            each("credit", |a| &a.credit);
        }
        Block::Audio(b) => {
            let a = &b.attrs;
            add("href", &a.href);
            add("title", &a.title);
            add("recorder", &a.credit);
            add("length", &a.length);
        }
        Block::Map(b) => {
            let a = &b.attrs;
            add("place", &a.place);
            add("degrees", &format!("{}, {}", a.latitude, a.longitude));
            add("caption", &a.caption);
            b.content.iter().for_each(|picture| add("media", &picture.attrs.media));
        }
        Block::File(b) => {
            let a = &b.attrs;
            add("href", &a.href);
            add("title", &a.title);
            add("format", &a.format);
            add("weight", &a.weight);
        }
        Block::Related(b) => add("article", &b.attrs.article),
        Block::Embed(b) => {
            add("href", &b.attrs.href);
            add("title", &b.attrs.title);
        }
        _ => {}
    }
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

/// The words of a line; a run that is isolated in it stays so.
fn isolated_text(line: &[Inline]) -> String {
    let mut text = String::new();
    for inline in line {
        match inline {
            Inline::Text(run) => match run.marks.iter().any(|mark| matches!(mark, Mark::Isolate { .. })) {
                true => text.push_str(&text::bidi::isolate(&run.text)),
                false => text.push_str(&run.text),
            },
            Inline::HardBreak(_) => text.push('\n'),
        }
    }
    text
}

impl Block {
    /// The block as JSON without any ids, for comparing.
    fn without_id(&self) -> serde_json::Value {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        forget_ids(&mut value);
        value
    }
}

fn forget_ids(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(members) => {
            if let Some(serde_json::Value::Object(attrs)) = members.get_mut("attrs") {
                attrs.remove("id");
            }
            members.values_mut().for_each(forget_ids);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(forget_ids),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block_id(name: &str) -> BlockId {
        BlockId::new(&format!("{name:0>8}")).expect("a short name becomes an id")
    }

    fn paragraph(id: &str, words: &str) -> Block {
        let attrs = TextAttrs { id: block_id(id), ..TextAttrs::default() };
        Block::Paragraph(Paragraph { attrs, content: vec![Inline::text(words)] })
    }

    fn told(before: Vec<Block>, after: Vec<Block>) -> Vec<(String, What, bool)> {
        let compared = trees(&Tree::new(before), &Tree::new(after));
        compared
            .into_iter()
            .map(|block| (block.id.as_str().trim_start_matches('0').to_owned(), block.what, block.moved))
            .collect()
    }

    fn fates(list: &[(&str, What, bool)]) -> Vec<(String, What, bool)> {
        list.iter().map(|(id, what, moved)| ((*id).to_owned(), *what, *moved)).collect()
    }

    #[test]
    fn a_block_is_known_by_its_id() {
        let before = vec![paragraph("a", "أولى"), paragraph("b", "ثانية قديمة"), paragraph("c", "ثالثة")];
        let after = vec![paragraph("a", "أولى"), paragraph("b", "كلام آخر تمامًا"), paragraph("d", "رابعة")];
        let wanted = [
            ("a", What::Same, false),
            ("b", What::Changed, false),
            ("d", What::Added, false),
            ("c", What::Removed, false),
        ];
        assert_eq!(told(before, after), fates(&wanted));
    }

    #[test]
    fn a_block_that_moved_is_shown_once() {
        let before = vec![paragraph("a", "أولى"), paragraph("b", "ثانية"), paragraph("c", "ثالثة")];
        let after = vec![paragraph("c", "ثالثة"), paragraph("a", "أولى"), paragraph("b", "ثانية")];
        let wanted = [("c", What::Same, true), ("a", What::Same, false), ("b", What::Same, false)];
        assert_eq!(told(before, after), fates(&wanted));
    }

    #[test]
    fn blocks_with_new_ids_are_known_by_their_words() {
        let before = vec![paragraph("a", "أولى"), paragraph("b", "قال الوزير إن المحادثات مستمرة")];
        let after = vec![
            paragraph("x", "أولى"),
            paragraph("y", "قال الوزير إن المحادثات توقفت"),
            paragraph("z", "جديد"),
        ];
        let wanted = [("x", What::Same, false), ("y", What::Changed, false), ("z", What::Added, false)];
        assert_eq!(told(before, after), fates(&wanted));
    }

    #[test]
    fn a_mark_alone_is_told_as_such_and_a_speaker_is_told_by_name() {
        let bold = Block::Paragraph(Paragraph {
            attrs: TextAttrs { id: block_id("a"), ..TextAttrs::default() },
            content: vec![Inline::marked("أولى", vec![Mark::Bold])],
        });
        assert_eq!(told(vec![paragraph("a", "أولى")], vec![bold]), fates(&[("a", What::Restyled, false)]));
        let statement = |speaker: &str| {
            let attrs = StatementAttrs {
                id: block_id("s"),
                speaker: speaker.to_owned(),
                ..StatementAttrs::default()
            };
            Block::Statement(Statement {
                attrs, content: vec![Paragraph::of(vec![Inline::text("سنعود")])]
            })
        };
        let compared = trees(&Tree::new(vec![statement("الوزير")]), &Tree::new(vec![statement("المتحدث")]));
        let changed: Vec<&str> =
            compared[0].parts.iter().filter(|part| !part.sides.is_same()).map(|part| part.name).collect();
        assert_eq!(changed, ["speaker"]);
    }

    #[test]
    fn the_pictures_of_a_gallery_are_told_line_by_line() {
        let gallery = |captions: &[(&str, &str)]| {
            let picture = |(media, caption): &(&str, &str)| Picture {
                attrs: PictureAttrs {
                    media: (*media).to_owned(),
                    caption: (*caption).to_owned(),
                    ..PictureAttrs::default()
                },
            };
            let content = captions.iter().map(picture).collect();
            Tree::new(vec![Block::Gallery(Gallery { attrs: IdAttrs { id: block_id("g") }, content })])
        };
        let before = gallery(&[("m1", "السوق القديم"), ("m2", "الميناء")]);
        for (after, wanted) in [
            (gallery(&[("m1", "السوق القديم"), ("m2", "الميناء")]), vec![]),
            (gallery(&[("m1", "السوق الجديد"), ("m2", "الميناء")]), vec!["caption"]),
            (gallery(&[("m2", "الميناء"), ("m1", "السوق القديم")]), vec!["media", "caption"]),
            (gallery(&[("m1", "السوق القديم"), ("m2", "الميناء"), ("m3", "")]), vec!["media"]),
        ] {
            let compared = trees(&before, &after);
            let [one] = compared.as_slice() else { panic!("one block: {compared:?}") };
            let changed = one.parts.iter().filter(|part| !part.sides.is_same()).map(|part| part.name);
            assert_eq!(changed.collect::<Vec<_>>(), wanted);
            assert_eq!(one.what, if wanted.is_empty() { What::Same } else { What::Changed });
        }
    }

    proptest! {
        /// Every block of both documents is shown, and none twice.
        #[test]
        fn every_block_is_shown_once(old in prop::collection::vec((0..8_u8, 0..4_u8), 0..9), new in prop::collection::vec((0..8_u8, 0..4_u8), 0..9)) {
            let blocks = |list: &[(u8, u8)]| {
                let mut seen = HashSet::new();
                let kept = list.iter().filter(|(id, _)| seen.insert(*id));
                kept.map(|(id, words)| paragraph(&format!("b{id}"), &format!("كلمة{words} نص"))).collect::<Vec<_>>()
            };
            let (before, after) = (Tree::new(blocks(&old)), Tree::new(blocks(&new)));
            let compared = trees(&before, &after);
            let text = |side: fn(&Sides) -> &Vec<text::difference::Run>| {
                let mut lines: Vec<String> = compared.iter().flat_map(|block| &block.parts)
                    .map(|part| side(&part.sides).iter().map(|run| run.text.as_str()).collect::<String>())
                    .filter(|line| !line.is_empty()).collect();
                lines.sort();
                lines
            };
            let lines = |tree: &Tree| {
                let mut lines: Vec<String> = walk::lines(tree).iter().map(|line| crate::text_out::line_text(line.content)).filter(|line| !line.is_empty()).collect();
                lines.sort();
                lines
            };
            prop_assert_eq!(text(|sides| &sides.before), lines(&before));
            prop_assert_eq!(text(|sides| &sides.after), lines(&after));
        }
    }
}
