//! The only hand that writes HTML. It knows a closed list of elements, attributes and classes and escapes every
//! text; there is no way to hand it mark-up.

use crate::clean;
use crate::href;
use crate::read::{is_date, is_lang};
use crate::tree::BlockId;

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $name { $($variant),+ }

        impl $name {
            /// Every name of the list.
            #[cfg(test)]
            pub(super) const NAMES: &'static [&'static str] = &[$($text),+];

            fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}

names! {
    /// The elements a document may become.
    Tag {
        P = "p", H2 = "h2", H3 = "h3", H4 = "h4", Ul = "ul", Ol = "ol", Li = "li", Blockquote = "blockquote",
        Figure = "figure", Figcaption = "figcaption", Aside = "aside", Article = "article", Div = "div",
        Table = "table", Thead = "thead", Tbody = "tbody", Tr = "tr", Th = "th", Td = "td", Hr = "hr", Br = "br",
        Img = "img", A = "a", Strong = "strong", B = "b", Em = "em", S = "s", Sup = "sup", Sub = "sub", Bdi = "bdi",
        Span = "span", Time = "time", Audio = "audio", Details = "details", Summary = "summary",
    }
}

names! {
    /// The classes that need no number.
    Class {
        Say = "say", Fact = "fact", Row = "row", Too = "too", Kick = "kick", Meta = "meta", Sep = "sep", Pic = "pic",
        Square = "r1", Hidden = "vh", Wide = "wide", Embed = "embed", Button = "btn", Line = "line",
        Number = "num", Noted = "noted", Set = "set", Said = "said", Map = "map", Where = "where", File = "file", Heard = "heard",
    }
}

/// One attribute. A value that is not sound is not written, and neither is its name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Attr<'a> {
    /// `id="b-…"`.
    Id(&'a BlockId),
    /// `aria-labelledby="b-…"`.
    LabelledBy(&'a BlockId),
    /// Classes of the list.
    Classes(&'a [Class]),
    /// Classes of the place of a picture: those of the list, and its tint.
    Tinted(&'a [Class], Option<u8>),
    /// The class that keeps the focal point (per cent) in view.
    Focal(u8, u8),
    /// A language tag.
    Lang(&'a str),
    /// A direction.
    Dir(&'static str),
    /// A link.
    Href(&'a str),
    /// `href="#c-…"`: a link to a note on the same page.
    Note(&'a str),
    /// Words on hover.
    Title(&'a str),
    /// A picture's address.
    Src(&'a str),
    /// A picture's addresses and widths.
    Srcset(&'a [(String, u32)]),
    /// How wide the picture is shown.
    Sizes(&'a str),
    /// Pixels.
    Width(u32),
    /// Pixels.
    Height(u32),
    /// Words instead of a picture.
    Alt(&'a str),
    /// `loading="lazy"`.
    Lazy,
    /// `fetchpriority="high"`.
    Urgent,
    /// `decoding="async"`.
    Async,
    /// A machine's date.
    DateTime(&'a str),
    /// `scope="col"`.
    Column,
    /// `rel="noopener nofollow"` of a link that loads something foreign.
    Foreign,
    /// `rel="license"` of a link to the terms on which a picture is used.
    Licence,
    /// `controls`, of something that is played.
    Controls,
    /// `preload="none"`: nothing of it is loaded before a tap.
    PreloadNothing,
    /// `aria-label`.
    Label(&'a str),
    /// Marks what the page's script may load on a tap.
    EmbedMark,
}

/// HTML being written.
pub(super) struct Writer {
    out: String,
    open: Vec<Tag>,
    /// Off only in the test that shows the oracle can see.
    escapes: bool,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { out: String::new(), open: Vec::new(), escapes: true }
    }

    /// A writer with its guard down, so that a test can show that the guard is what keeps attacks out.
    #[cfg(test)]
    pub(super) fn without_escaping() -> Self {
        Self { out: String::new(), open: Vec::new(), escapes: false }
    }

    /// What was written; whatever is still open is closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    /// How much is written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Opens an element; [`Self::close`] closes it.
    pub(super) fn open(&mut self, tag: Tag, attrs: &[Attr<'_>]) {
        self.start(tag, attrs);
        self.open.push(tag);
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(tag.text());
            self.out.push('>');
        }
    }

    /// Writes an element that has no content.
    pub(super) fn void(&mut self, tag: Tag, attrs: &[Attr<'_>]) {
        self.start(tag, attrs);
    }

    /// Writes an element with a text inside.
    pub(super) fn leaf(&mut self, tag: Tag, attrs: &[Attr<'_>], text: &str) {
        self.open(tag, attrs);
        self.text(text);
        self.close();
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        if !self.escapes {
            self.out.push_str(text);
            return;
        }
        for c in text.chars().filter(|c| is_writable(*c)) {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                c => self.out.push(c),
            }
        }
    }

    fn start(&mut self, tag: Tag, attrs: &[Attr<'_>]) {
        self.out.push('<');
        self.out.push_str(tag.text());
        for attr in attrs {
            self.attr(attr);
        }
        self.out.push('>');
    }

    fn attr(&mut self, attr: &Attr<'_>) {
        match *attr {
            Attr::Id(id) if !id.is_none() => self.pair("id", &format!("b-{id}")),
            Attr::LabelledBy(id) if !id.is_none() => self.pair("aria-labelledby", &format!("b-{id}")),
            Attr::Classes(classes) => self.classes(classes, None),
            Attr::Tinted(classes, tint) => self.classes(classes, tint),
            Attr::Focal(x, y) if (x / 10, y / 10) != (5, 5) => {
                self.pair("class", &format!("f-{}{}", (x / 10).min(9), (y / 10).min(9)));
            }
            Attr::Lang(lang) if is_lang(lang) => self.pair("lang", lang),
            Attr::Dir(dir) => self.pair("dir", dir),
            Attr::Href(address) if href::check(address).is_ok() => self.pair("href", address),
            Attr::Note(id) if is_note(id) => self.pair("href", &format!("#c-{id}")),
            Attr::Title(text) if !text.is_empty() => self.pair("title", text),
            Attr::Src(address) if is_picture_address(address) => self.pair("src", address),
            Attr::Srcset(set) => self.srcset(set),
            Attr::Sizes(sizes) if !sizes.is_empty() => self.pair("sizes", sizes),
            Attr::Width(pixels) if pixels > 0 => self.pair("width", &pixels.to_string()),
            Attr::Height(pixels) if pixels > 0 => self.pair("height", &pixels.to_string()),
            Attr::Alt(text) => self.pair("alt", text),
            Attr::Lazy => self.pair("loading", "lazy"),
            Attr::Urgent => self.pair("fetchpriority", "high"),
            Attr::Async => self.pair("decoding", "async"),
            Attr::DateTime(date) if is_date(date) => self.pair("datetime", date),
            Attr::Column => self.pair("scope", "col"),
            Attr::Foreign => self.pair("rel", "noopener nofollow"),
            Attr::Licence => self.pair("rel", "license noopener"),
            Attr::Controls => self.pair("controls", ""),
            Attr::PreloadNothing => self.pair("preload", "none"),
            Attr::Label(text) if !text.is_empty() => self.pair("aria-label", text),
            Attr::EmbedMark => self.pair("data-embed", "tap"),
            _ => {}
        }
    }

    fn classes(&mut self, classes: &[Class], tint: Option<u8>) {
        let mut names: Vec<String> = classes.iter().map(|class| class.text().to_owned()).collect();
        names.extend(tint.map(|tint| format!("t-{}", tint.min(15))));
        if !names.is_empty() {
            self.pair("class", &names.join(" "));
        }
    }

    fn srcset(&mut self, set: &[(String, u32)]) {
        let sound: Vec<String> = set
            .iter()
            .filter(|(address, width)| *width > 0 && is_picture_address(address) && !address.contains(','))
            .map(|(address, width)| format!("{address} {width}w"))
            .collect();
        if !sound.is_empty() {
            self.pair("srcset", &sound.join(", "));
        }
    }

    fn pair(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        if self.escapes {
            for c in value.chars().filter(|c| is_writable(*c)) {
                match c {
                    '&' => self.out.push_str("&amp;"),
                    '<' => self.out.push_str("&lt;"),
                    '>' => self.out.push_str("&gt;"),
                    '"' => self.out.push_str("&quot;"),
                    '\'' => self.out.push_str("&#39;"),
                    c => self.out.push(c),
                }
            }
        } else {
            self.out.push_str(value);
        }
        self.out.push('"');
    }
}

/// Whether a picture's address may be written.
pub(super) fn is_picture_address(address: &str) -> bool {
    use href::HrefKind::{Http, Https, Site};
    matches!(href::check(address), Ok(Http | Https | Site))
}

/// Whether this may be the id of a note.
pub(super) fn is_note(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_writable(c: char) -> bool {
    matches!(c, '\n' | '\t') || !(c.is_control() || clean::is_noncharacter(c))
}
