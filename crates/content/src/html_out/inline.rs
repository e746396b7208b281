//! Lines: marks become elements, numbers and addresses that a right-to-left line would reorder are isolated.

use text::bidi::left_to_right_parts;

use super::writer::{Attr, Tag, Writer};
use crate::href;
use crate::tree::*;

/// Writes a line that reads in direction `dir`.
pub(super) fn line(out: &mut Writer, line: &[Inline], dir: Dir) {
    run(out, line, &mut Vec::new(), dir);
}

/// Writes words that carry no marks (captions, roles) inside a line of direction `dir`.
pub(super) fn words(out: &mut Writer, words: &str, dir: Dir) {
    if dir == Dir::Ltr {
        return out.text(words);
    }
    let mut written = 0;
    for part in left_to_right_parts(words) {
        out.text(&words[written..part.start]);
        out.leaf(Tag::Bdi, &[Attr::Dir("ltr")], &words[part.clone()]);
        written = part.end;
    }
    out.text(&words[written..]);
}

/// Elements are nested by how far a mark reaches, so that an isolated run or a link is one element even when a
/// part of it is bold. `done` holds the ranks of the marks around this part; recursion is as deep as there are marks.
fn run(out: &mut Writer, nodes: &[Inline], done: &mut Vec<usize>, dir: Dir) {
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        let Inline::Text(text) = node else {
            out.void(Tag::Br, &[]);
            at += 1;
            continue;
        };
        let widest = text
            .marks
            .iter()
            .filter(|mark| !done.contains(&mark.rank()))
            .map(|mark| (reach(nodes, at, mark), outward(mark), mark))
            .max_by_key(|(reach, outward, _)| (*reach, *outward));
        let Some((reach, _, mark)) = widest else {
            // Inside an isolate the writer has decided the direction already.
            if done.contains(&ISOLATE) {
                out.text(&text.text)
            } else {
                words(out, &text.text, dir)
            }
            at += 1;
            continue;
        };
        let opened = open(out, mark);
        done.push(mark.rank());
        run(out, &nodes[at..at + reach], done, dir);
        done.pop();
        if opened {
            out.close();
        }
        at += reach;
    }
}

const ISOLATE: usize = 6;

/// How many nodes from `at` on carry `mark`.
fn reach(nodes: &[Inline], at: usize, mark: &Mark) -> usize {
    nodes[at..]
        .iter()
        .take_while(|node| matches!(node, Inline::Text(text) if text.marks.contains(mark)))
        .count()
}

/// Which of two equally wide marks stands outside.
fn outward(mark: &Mark) -> usize {
    match mark {
        Mark::Link { .. } => 8,
        Mark::Isolate { .. } => 7,
        other => 6 - other.rank(),
    }
}

fn open(out: &mut Writer, mark: &Mark) -> bool {
    match mark {
        Mark::Bold => out.open(Tag::Strong, &[]),
        Mark::Emphasis => out.open(Tag::Em, &[]),
        Mark::Strike => out.open(Tag::S, &[]),
        Mark::Superscript => out.open(Tag::Sup, &[]),
        Mark::Subscript => out.open(Tag::Sub, &[]),
        Mark::Link { attrs } if href::check(&attrs.href).is_err() => return false,
        Mark::Link { attrs } => out.open(Tag::A, &[Attr::Href(&attrs.href), Attr::Title(&attrs.title)]),
        Mark::Isolate { attrs } => match attrs.dir {
            RunDir::Auto => out.open(Tag::Bdi, &[Attr::Lang(&attrs.lang)]),
            RunDir::Ltr => out.open(Tag::Bdi, &[Attr::Lang(&attrs.lang), Attr::Dir("ltr")]),
            RunDir::Rtl => out.open(Tag::Bdi, &[Attr::Lang(&attrs.lang), Attr::Dir("rtl")]),
        },
    }
    true
}
