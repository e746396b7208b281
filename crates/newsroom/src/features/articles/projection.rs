//! What readers may see of a revision: one pure function from the materials to the published rows, used by publishing,
//! by rebuilding and by every preview.

use std::borrow::Cow;
use std::collections::HashMap;

use content::Tree;
use content::html_out::{self, Labels, NoteLink, RelatedView, RenderContext};
use content::tree::{Authority, BlockId, Dir};
use content::{text_out, walk};
use text::dates::Precision;

use super::published::TeaserRow;
use super::{Article, ArticleKind, Headlines, PictureTold, Revision};
use crate::features::archive::Day;
use crate::features::authors::Author;
use crate::features::corrections::Correction;
use crate::features::editions::{Direction, Edition};
use crate::features::galleries::{self, GalleryPicture};
use crate::features::media_library::{Picture, PicturePlace, PictureRow};
use crate::features::pages::{Attached, Voiced};
use crate::features::recordings::{self, Recording};
use crate::features::sections::Place;
use crate::features::sources::Source;
use crate::features::speakers::page_of;
use crate::features::statements::Statement;
use crate::features::topics::Topic;
use crate::id::{ArticleId, AuthorId, EditionCode, MediaId, RevisionNumber, SectionId, TopicId};

/// How long a description may be.
const DESCRIPTION_WORDS: usize = 40;

/// All that a projection is made of, read beforehand.
pub struct Materials {
    pub article: Article,
    pub revision: Revision,
    pub edition: Edition,
    pub authors: Vec<Author>,
    pub topics: Vec<Topic>,
    pub pictures: Vec<Picture>,
    pub related: Vec<TeaserRow>,
    pub corrections: Vec<Correction>,
    pub filed: Place,
}

/// The published rows of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    pub article: ArticleId,
    pub edition: EditionCode,
    pub section: SectionId,
    /// The sections over it.
    pub filed: Place,
    pub kind: ArticleKind,
    pub slug: String,
    pub lang: String,
    pub dir: Direction,
    pub kicker: String,
    pub headline: String,
    pub headlines: Headlines,
    pub lead: String,
    pub description: String,
    pub place: String,
    pub sources: Vec<Source>,
    pub picture: Option<MediaId>,
    pub words: i64,
    pub published_at: i64,
    /// How far that is known.
    pub dated_to: Precision,
    /// The day of that, by the edition's clock; none where it is not known.
    pub day: Day,
    pub licence: String,
    pub updated_at: Option<i64>,
    pub revision: RevisionNumber,
    pub html: String,
    pub plain: String,
    pub authors: Vec<AuthorId>,
    pub topics: Vec<TopicId>,
    pub pictures: Vec<MediaId>,
    /// The same, and what of each is told in the library's words.
    pub told: Vec<PictureTold>,
    pub statements: Vec<Statement>,
    /// The pictures of a gallery, in order.
    pub gallery: Vec<GalleryPicture>,
    /// The recording of a video or an audio piece, with its transcript as HTML.
    pub recording: Option<(Recording, String)>,
    /// The pictures of a gallery, the seconds of a recording; 0 of all others.
    pub extent: i64,
}

impl Projection {
    /// The source chain as the published row holds it.
    pub fn sources_json(&self) -> String {
        serde_json::to_string(&self.sources).expect("sources are plain text")
    }

    /// Whether a block stands on the page, so that its anchor can be led to.
    pub fn has_block(&self, block: &str) -> bool {
        !block.is_empty() && self.html.contains(&format!(" id=\"b-{block}\""))
    }

    /// The language of a block: its own where it says one, and else the article's.
    pub fn language_of(&self, block: &str) -> &str {
        let at = self.html.split_once(&format!(" id=\"b-{block}\"")).filter(|_| !block.is_empty());
        // A statement is a figure, and its words are a quotation inside.
        let within = at.map(|(_, rest)| rest.strip_prefix("><blockquote").unwrap_or(rest));
        let own = within.and_then(|rest| rest.strip_prefix(" lang=\""));
        own.and_then(|rest| rest.split('"').next()).unwrap_or(&self.lang)
    }
}

/// The rows that readers are given of a revision, as it stands at `voiced.now()`.
pub fn project(materials: &Materials, voiced: &Voiced<'_>) -> Projection {
    let Materials { article, revision, edition, .. } = materials;
    let content = &revision.content;
    let shown: HashMap<&str, &Picture> = materials
        .pictures
        .iter()
        .filter(|picture| picture.may_be_shown(voiced.now()))
        .map(|picture| (picture.id.as_str(), picture))
        .collect();
    let told = content.pictures_told().into_iter();
    let told: Vec<PictureTold> = told.filter(|told| shown.contains_key(told.picture.as_str())).collect();
    let lang = content.lang.clone().unwrap_or_else(|| edition.lang.clone());
    let (body, gallery) = match article.kind {
        ArticleKind::Gallery => {
            let (tree, pictures) =
                galleries::laid_out(&content.body, content.picture.as_ref(), |id| shown.contains_key(id));
            (Cow::Owned(tree), pictures)
        }
        _ => (Cow::Borrowed(&content.body), Vec::new()),
    };
    let mut plain = text_out::search_text(&body);
    let words = text::words::count_words(&plain);
    let recording = content.recording.as_ref().filter(|_| article.kind.is_recording());
    if let Some(spoken) =
        recording.map(|recording| [recording.caption.clone(), recording.spoken()].join("\n\n"))
    {
        plain = [plain, spoken].join("\n\n").trim().to_owned();
    }
    let extent = recording.map_or(gallery.len() as i64, |recording| recording.seconds);
    let published_at = article.first_published_at.unwrap_or(voiced.now());
    let headline = if content.headlines.web.is_empty() { &content.headline } else { &content.headlines.web };
    Projection {
        article: article.id.clone(),
        edition: article.edition.clone(),
        section: article.section.clone(),
        filed: materials.filed.clone(),
        kind: article.kind,
        slug: article.slug.clone(),
        dir: Direction::of(&lang),
        kicker: content.kicker.clone(),
        headline: headline.clone(),
        headlines: content.headlines.clone(),
        lead: content.lead.clone(),
        description: description(content),
        place: content.place.clone(),
        sources: content.sources.clone(),
        picture: content
            .picture
            .clone()
            .filter(|id| shown.contains_key(id.as_str()))
            .or_else(|| gallery.first().map(|first| first.picture.clone())),
        words: words as i64,
        published_at,
        dated_to: content.dated_to,
        day: match content.dated_to.has_day() {
            true => Day::of(published_at, voiced.zone()),
            false => Day::none_of(published_at),
        },
        licence: content.licence.clone(),
        updated_at: article.updated_at,
        revision: revision.number,
        html: html(materials, voiced, &shown, &lang, (&body, &gallery)),
        plain,
        authors: known(&content.authors, &materials.authors, |author| &author.id),
        topics: known(&content.topics, &materials.topics, |topic| &topic.id),
        pictures: told.iter().map(|told| told.picture.clone()).collect(),
        told,
        statements: statements(materials, &lang),
        recording: recording.map(|recording| (recording.clone(), transcript(recording, voiced, &lang))),
        extent,
        gallery,
        lang,
    }
}

/// What search engines and share cards say: the lead, or else the beginning of the text.
fn description(content: &super::Content) -> String {
    let from = if content.lead.is_empty() {
        text_out::excerpt(&content.body, DESCRIPTION_WORDS)
    } else {
        content.lead.clone()
    };
    text::words::truncate_words(&from, DESCRIPTION_WORDS)
}

fn html(
    materials: &Materials,
    voiced: &Voiced<'_>,
    shown: &HashMap<&str, &Picture>,
    lang: &str,
    (body, gallery): (&Tree, &[GalleryPicture]),
) -> String {
    let (caption, read_also, embed) =
        (label(voiced, "picture-caption"), voiced.message("read-also"), voiced.message("embed-from"));
    let (source, to) = (label(voiced, "statement-source"), before(voiced, "statement-to"));
    let (attached, plays) = (Attached::new(voiced), recordings::Plays::default());
    let labels = Labels {
        caption: &caption,
        source: &source,
        read_also: &read_also,
        embed: &embed,
        to: &to,
        ..attached.labels()
    };
    let related: HashMap<&str, &TeaserRow> =
        materials.related.iter().map(|row| (row.id.as_str(), row)).collect();
    let context = RenderContext {
        lang,
        dir: if Direction::of(lang) == Direction::Rtl { Dir::Rtl } else { Dir::Ltr },
        labels,
        picture: &|id| shown.get(id).map(|picture| picture_in_text(picture, voiced)),
        related: &|id| related.get(id).map(|row| related_in_text(row, voiced)),
        date_words: &|iso| voiced.partial_date(iso),
        speaker: &|name| page_of(&materials.article.edition, name),
        embed: &|_| false,
        plays: &|file| plays.may(file),
        hear: &|site| voiced.worded("recording-hear", &[("site", site.into())]),
        map: &|site| voiced.worded("map-open", &[("site", site.into())]),
        digits: &|number| voiced.digits(number),
        first_picture_eager: materials.revision.content.picture.is_none() || !gallery.is_empty(),
        sizes: if gallery.is_empty() { PicturePlace::ARTICLE.sizes } else { PicturePlace::GALLERY.sizes },
        sizes_in_gallery: PicturePlace::SET.sizes,
        number: &|place| number(place, gallery.len(), voiced),
        notes: &|block| notes(&materials.corrections, block, voiced),
    };
    html_out::render(body, &context)
}

/// A word that names what follows it, parted from that.
fn label(voiced: &Voiced<'_>, id: &str) -> String {
    voiced.message(id) + ": "
}

/// A word that stands before what follows it, parted from that.
fn before(voiced: &Voiced<'_>, id: &str) -> String {
    voiced.message(id) + " "
}

/// Which picture of a gallery it is; the pictures of other pieces are not counted.
fn number(place: usize, of: usize, voiced: &Voiced<'_>) -> Option<String> {
    let counted = |count: usize| theme::Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    (of > 0).then(|| voiced.worded("picture-of", &[("n", counted(place + 1)), ("count", counted(of))]))
}

/// The corrections of a block.
fn notes(corrections: &[Correction], block: &BlockId, voiced: &Voiced<'_>) -> Vec<NoteLink> {
    let on_it = corrections.iter().filter(|correction| correction.block == block.as_str());
    let note = |correction: &Correction| NoteLink {
        id: correction.id.to_string(),
        words: voiced.message(&format!("correction-{}", correction.kind.as_str())),
    };
    on_it.map(note).collect()
}

/// What is said in a recording, as HTML.
fn transcript(recording: &Recording, voiced: &Voiced<'_>, lang: &str) -> String {
    let Some(tree) = &recording.transcript else { return String::new() };
    let (source, to) = (label(voiced, "statement-source"), before(voiced, "statement-to"));
    let labels = Labels { source: &source, to: &to, ..Labels::NONE };
    let dir = if Direction::of(lang) == Direction::Rtl { Dir::Rtl } else { Dir::Ltr };
    let context = RenderContext {
        date_words: &|iso| voiced.partial_date(iso),
        embed: &|_| false,
        ..RenderContext::plain(lang, dir, labels)
    };
    html_out::render(tree, &context)
}

fn picture_in_text(picture: &Picture, voiced: &Voiced<'_>) -> html_out::PictureView {
    let row = PictureRow::of(picture);
    let view = row.view(voiced, PicturePlace::ARTICLE);
    html_out::PictureView {
        src: view.src,
        srcset: row.addresses(PicturePlace::ARTICLE),
        width: u32::try_from(view.width).unwrap_or(0),
        height: u32::try_from(view.height).unwrap_or(0),
        alt: view.alt,
        caption: view.caption,
        credit: view.credit,
        archive: view.archive,
        licence: view.licence.map(|licence| (licence.name, licence.href)),
        focal: Some((clamp_percent(picture.focal_x), clamp_percent(picture.focal_y))),
        tint: u8::try_from(picture.tint).ok(),
    }
}

fn clamp_percent(value: i64) -> u8 {
    u8::try_from(value.clamp(0, 100)).unwrap_or(50)
}

fn related_in_text(row: &TeaserRow, voiced: &Voiced<'_>) -> RelatedView {
    let kind = match row.kind {
        ArticleKind::News => Vec::new(),
        kind => vec![voiced.message(&format!("kind-{}", kind.as_str()))],
    };
    RelatedView {
        href: row.href(),
        headline: row.headline.clone(),
        kicker: row.kicker.clone(),
        meta: kind,
        picture: None,
    }
}

fn statements(materials: &Materials, lang: &str) -> Vec<Statement> {
    let body = &materials.revision.content.body;
    walk::statements(body)
        .into_iter()
        .map(|block| {
            let attrs = &block.attrs;
            let authority = match attrs.authority {
                Authority::Said => "said",
                Authority::Reported => "reported",
                Authority::Document => "document",
                Authority::Recording => "recording",
            };
            Statement {
                block: attrs.id.to_string(),
                speaker: attrs.speaker.to_string(),
                role: attrs.role.to_string(),
                to: attrs.to.to_string(),
                place: attrs.place.to_string(),
                date: attrs.date.to_string(),
                lang: attrs.lang.as_ref().map_or_else(|| lang.to_owned(), |own| own.to_string()),
                authority: authority.to_owned(),
                source: attrs.source.to_string(),
                href: attrs.href.to_string(),
                words: block
                    .content
                    .iter()
                    .map(|line| text_out::line_text(&line.content))
                    .collect::<Vec<_>>()
                    .join("\n"),
            }
        })
        .collect()
}

/// Those of `wanted` that are known, in the order wanted.
fn known<Id: PartialEq + Clone, Noun>(wanted: &[Id], nouns: &[Noun], id: impl Fn(&Noun) -> &Id) -> Vec<Id> {
    wanted.iter().filter(|wanted| nouns.iter().any(|noun| id(noun) == *wanted)).cloned().collect()
}
