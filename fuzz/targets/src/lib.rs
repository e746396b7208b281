//! What is given arbitrary bytes: a function for each thing of ours that reads what others wrote, and for what we write
//! from it. A function ends normally whatever it is given; it panics when a promise is broken.
//!
//! Two runners share them: `tests/replay.rs` feeds the seeds in `fuzz/corpus` and some thousands of inputs made from them,
//! with every `cargo test`; `cargo xtask fuzz` has libFuzzer look for new ones where cargo-fuzz is installed.

mod drawn;
mod feeds;
mod page_key;
mod readers;
mod trees;
mod words;

/// Something that takes arbitrary bytes.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, and that of its folder of seeds.
    pub name: &'static str,
    /// Takes them; panics when a promise is broken.
    pub take: fn(&[u8]),
    /// What a made input may hold, so that it gets past the first door.
    pub words: &'static [&'static str],
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "ninjs", take: readers::ninjs, words: words::NINJS },
    Target { name: "wxr", take: readers::wxr, words: words::WXR },
    Target { name: "feeds_out", take: feeds::out, words: words::MARKUP },
    Target { name: "html_in", take: trees::html_in, words: words::MARKUP },
    Target { name: "tree_json", take: trees::tree_json, words: words::TREE },
    Target { name: "picture_head", take: readers::picture_head, words: words::PICTURE },
    Target { name: "page_key", take: page_key::page_key, words: words::ADDRESS },
    Target { name: "desk_headers", take: readers::desk_headers, words: words::HEADERS },
    Target { name: "form_files", take: readers::form_files, words: words::FORM },
    Target { name: "search_words", take: readers::search_words, words: words::SEARCH },
    Target { name: "plain_text", take: readers::plain_text, words: words::TEXT },
];

/// The one of this name.
pub fn named(name: &str) -> Option<Target> {
    TARGETS.iter().find(|target| target.name == name).copied()
}

/// Has the one of this name take the bytes.
///
/// # Panics
/// When there is none, or a promise is broken.
pub fn take(name: &str, bytes: &[u8]) {
    let target = named(name).expect("the runners are generated from the list");
    (target.take)(bytes);
}
