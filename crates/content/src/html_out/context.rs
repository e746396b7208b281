//! What a document needs from outside to become a page.

use crate::tree::{BlockId, Dir, EmbedAttrs};

/// Everything the page knows and the document does not.
pub struct RenderContext<'a> {
    /// Language of the page, for instance `ar`.
    pub lang: &'a str,
    /// Direction of the page.
    pub dir: Dir,
    /// Words of the page's own.
    pub labels: Labels<'a>,
    /// The picture a media id stands for; `None` leaves the picture out.
    pub picture: &'a dyn Fn(&str) -> Option<PictureView>,
    /// The article an id stands for; `None` (unpublished, gone) leaves it out.
    pub related: &'a dyn Fn(&str) -> Option<RelatedView>,
    /// An ISO date or time in the page's words; `None` prints nothing.
    pub date_words: &'a dyn Fn(&str) -> Option<String>,
    /// The address of all that somebody said; `None` leads nowhere.
    pub speaker: &'a dyn Fn(&str) -> Option<String>,
    /// Whether an embed may be offered; refused ones become a plain link.
    pub embed: &'a dyn Fn(&EmbedAttrs) -> bool,
    /// Whether the page may play the file at this address; the others become a plain link.
    pub plays: &'a dyn Fn(&str) -> bool,
    /// On the button of a recording on another site, which is named: «استمع على SoundCloud».
    pub hear: &'a dyn Fn(&str) -> String,
    /// On the button that leads to a place, on a site that is named.
    pub map: &'a dyn Fn(&str) -> String,
    /// A number or a time in the page's digits.
    pub digits: &'a dyn Fn(&str) -> String,
    /// Whether the first picture is loaded at once (the page has no picture above the text).
    pub first_picture_eager: bool,
    /// Value of the `sizes` attribute for pictures with several widths; empty writes none.
    pub sizes: &'a str,
    /// The same for the pictures of a gallery inside the text, two of which stand beside each other.
    pub sizes_in_gallery: &'a str,
    /// Which picture of how many, in words, for the one at this place among those shown (from 0); `None` prints nothing.
    pub number: &'a dyn Fn(usize) -> Option<String>,
    /// The notes of the page on a block: each is led to from its end.
    pub notes: &'a dyn Fn(&BlockId) -> Vec<NoteLink>,
}

/// The way from a block to a note on it, elsewhere on the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteLink {
    /// The note's id: Latin letters and digits; its anchor is `c-` and the id. Nothing else is written.
    pub id: String,
    /// What kind of note it is, in words.
    pub words: String,
}

/// Words of the page's own, in its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels<'a> {
    /// Read out before a caption: «تعليق الصورة: ».
    pub caption: &'a str,
    /// Before a credit: «تصوير: »; empty prints the credit alone.
    pub credit: &'a str,
    /// Before a source: «المصدر: ».
    pub source: &'a str,
    /// Above a related article: «اقرأ أيضًا».
    pub read_also: &'a str,
    /// On the button of an embed: «عرض المحتوى من».
    pub embed: &'a str,
    /// Before whom a statement was addressed to: «إلى».
    pub to: &'a str,
    /// What a recording without a title is called: «تسجيل صوتي».
    pub audio: &'a str,
    /// Before the length of a recording: «المدة: ».
    pub length: &'a str,
    /// Over the words that are said in a recording: «نص التسجيل».
    pub transcript: &'a str,
    /// Before a document to download: «مستند».
    pub file: &'a str,
    /// A speaker nobody has named: «متحدث لم يُسمَّ»; empty prints nothing.
    pub unnamed: &'a str,
}

impl<'a> Labels<'a> {
    /// Words that say nothing, for a text that needs few.
    pub const NONE: Self = Self {
        caption: "",
        credit: "",
        source: "",
        read_also: "",
        embed: "",
        to: "",
        audio: "",
        length: "",
        transcript: "",
        file: "",
        unnamed: "",
    };
}

impl Labels<'static> {
    /// The Arabic words.
    pub const ARABIC: Self = Self {
        caption: "تعليق الصورة: ",
        credit: "",
        source: "المصدر: ",
        read_also: "اقرأ أيضًا",
        embed: "عرض المحتوى من",
        to: "إلى ",
        audio: "تسجيل صوتي",
        length: "المدة: ",
        transcript: "نص التسجيل",
        file: "مستند",
        unnamed: "",
    };

    /// The English words.
    pub const ENGLISH: Self = Self {
        caption: "Picture: ",
        credit: "",
        source: "Source: ",
        read_also: "Read also",
        embed: "Show content from",
        to: "to ",
        audio: "Recording",
        length: "Length: ",
        transcript: "Transcript",
        file: "Document",
        unnamed: "",
    };
}

/// A picture as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureView {
    /// Address of the rendition of middle size.
    pub src: String,
    /// Addresses with their widths in pixels.
    pub srcset: Vec<(String, u32)>,
    /// Width in pixels of `src`.
    pub width: u32,
    /// Height in pixels of `src`.
    pub height: u32,
    /// Words instead of the picture.
    pub alt: String,
    /// Words under it.
    pub caption: String,
    /// Whose it is.
    pub credit: String,
    /// The name of the licence it is used under, and its address.
    pub licence: Option<(String, Option<String>)>,
    /// «أرشيف (مايو 1998)», ready to print, when it is an archive picture.
    pub archive: Option<String>,
    /// Focal point in per cent from the left and top edge; becomes the class `f-XY` in tenths, none for the middle.
    pub focal: Option<(u8, u8)>,
    /// Average colour, one of 16; becomes the class `t-N` of the place the picture loads into.
    pub tint: Option<u8>,
}

/// Another article as a line inside the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RelatedView {
    /// Its address.
    pub href: String,
    /// Its headline.
    pub headline: String,
    /// Its kicker; empty prints nothing.
    pub kicker: String,
    /// A few words about it (kind, reading time), already in order.
    pub meta: Vec<String>,
    /// Its picture, when the page wants one there.
    pub picture: Option<PictureView>,
}

impl<'a> RenderContext<'a> {
    /// A page that knows nothing beyond its language: no pictures, no other articles, no dates in words.
    pub fn plain(lang: &'a str, dir: Dir, labels: Labels<'a>) -> Self {
        Self {
            lang,
            dir,
            labels,
            picture: &|_| None,
            related: &|_| None,
            date_words: &|_| None,
            speaker: &|_| None,
            embed: &|_| true,
            plays: &|_| true,
            hear: &|site| site.to_owned(),
            map: &|site| site.to_owned(),
            digits: &|text| text.to_owned(),
            first_picture_eager: false,
            sizes: "",
            sizes_in_gallery: "",
            number: &|_| None,
            notes: &|_| Vec::new(),
        }
    }
}
