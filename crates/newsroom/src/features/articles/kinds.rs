//! Pieces that are more than their text: galleries, and what is watched or heard. Each has a template of its own; an
//! ordinary article asks nothing here.

use axum::http::HeaderValue;
use serde::Serialize;
use serde_json::{Value, json};
use theme::{PageCheck, PageTemplate, Surroundings};

use super::jsonld::NewsArticle;
use super::published::ArticleRow;
use super::site::{ArticlePage, Shown};
use super::{ArticleKind, jsonld};
use crate::app::App;
use crate::features::galleries::{self, ShownPicture};
use crate::features::pages::{Head, OpenGraph, Voiced};
use crate::features::recordings::{self, PublishedRecording, Recording, RecordingView};
use crate::routes::{PageError, samples};

/// What an article's page shows beyond its text.
pub(crate) enum Piece {
    /// Nothing.
    Plain,
    /// Its pictures.
    Gallery(Vec<ShownPicture>),
    /// Its recording.
    Recording(Box<(RecordingView, PublishedRecording)>),
}

#[derive(Serialize)]
struct GalleryPage {
    head: Head,
    page: Shown,
}

#[derive(Serialize)]
struct RecordingPage {
    head: Head,
    page: Recorded,
}

#[derive(Serialize)]
struct Recorded {
    #[serde(flatten)]
    shown: Shown,
    recording: RecordingView,
}

impl PageTemplate for GalleryPage {
    const TEMPLATE: &'static str = "galleries/gallery.html";

    fn samples() -> Vec<Self> {
        let full = Shown { picture: None, label: Some("صور".to_owned()), ..samples::article() };
        let bare = Shown { related: Vec::new(), latest: Vec::new(), story: None, ..samples::article() };
        [full, bare].map(|page| GalleryPage { head: samples::full_head(), page }).into()
    }
}

impl PageTemplate for RecordingPage {
    const TEMPLATE: &'static str = "recordings/recording.html";

    fn samples() -> Vec<Self> {
        let page = |recording, shown| RecordingPage {
            head: samples::full_head(),
            page: Recorded { shown, recording },
        };
        let with_picture = sample_recordings();
        let bare = || Shown { picture: None, related: Vec::new(), latest: Vec::new(), ..samples::article() };
        let without: Vec<_> = with_picture.iter().map(|view| page(view.clone(), bare())).collect();
        with_picture.into_iter().map(|view| page(view, samples::article())).chain(without).collect()
    }
}

/// Recordings as they come: framed, of a file, in words alone, on a page of another site.
pub(crate) fn sample_recordings() -> Vec<RecordingView> {
    let embedded = RecordingView {
        is_audio: false,
        page: Some("https://vimeo.com/1".to_owned()),
        player: Some("https://player.vimeo.com/video/1".to_owned()),
        provider: "Vimeo".to_owned(),
        file: None,
        is_own: false,
        length: Some("4:05".to_owned()),
        length_iso: Some("PT4M5S".to_owned()),
        caption: "ما قاله <الوزير>".to_owned(),
        transcript: "<p>نص</p>".to_owned(),
    };
    let file = |is_audio| RecordingView {
        is_audio,
        page: None,
        player: None,
        provider: String::new(),
        file: Some("https://v.example/a.mp4?a=1&b=2".to_owned()),
        ..embedded.clone()
    };
    let words = RecordingView {
        page: None,
        player: None,
        length: None,
        length_iso: None,
        caption: String::new(),
        transcript: String::new(),
        ..embedded.clone()
    };
    let linked = RecordingView { player: None, ..embedded.clone() };
    let own = RecordingView {
        file: Some("/media/0123456789abcdef0123456789abcdef.mp4".to_owned()),
        is_own: true,
        ..file(false)
    };
    vec![embedded.clone(), file(false), file(true), own, words, linked]
}

/// The pages of the kinds that have their own, for checking a theme.
pub fn checks() -> [PageCheck; 2] {
    let site = samples::site();
    [PageCheck::of::<GalleryPage>(&site), PageCheck::of::<RecordingPage>(&site)]
}

impl Piece {
    /// The recording, where it is one.
    pub(crate) fn recording(self) -> Option<RecordingView> {
        match self {
            Piece::Recording(recording) => Some(recording.0),
            _ => None,
        }
    }

    /// What there is of an article beyond its text.
    pub(super) async fn of(app: &App, article: &ArticleRow, voiced: &Voiced<'_>) -> Result<Piece, PageError> {
        let published = app.db.published();
        Ok(match article.kind {
            ArticleKind::Gallery => Piece::Gallery(galleries::pictures_of(published, &article.id).await?),
            ArticleKind::Video | ArticleKind::Audio => {
                match recordings::recording_of(published, &article.id).await? {
                    Some(row) => {
                        let view = RecordingView::new(&row, article.kind == ArticleKind::Audio, voiced);
                        Piece::Recording(Box::new((view, row)))
                    }
                    None => Piece::Plain,
                }
            }
            _ => Piece::Plain,
        })
    }

    /// The same of an article that readers do not see yet; `recording` is its recording, with the transcript as HTML.
    pub(super) fn drafted(
        kind: ArticleKind,
        recording: Option<(Recording, String)>,
        voiced: &Voiced<'_>,
    ) -> Piece {
        match recording {
            Some((recording, transcript)) => {
                let row = PublishedRecording::of(recording, transcript);
                let view = RecordingView::new(&row, kind == ArticleKind::Audio, voiced);
                Piece::Recording(Box::new((view, row)))
            }
            None if kind == ArticleKind::Gallery => Piece::Gallery(Vec::new()),
            None => Piece::Plain,
        }
    }

    /// The page, and its policy where it may load more than the site's own.
    pub(super) fn rendered(
        self,
        app: &App,
        head: Head,
        page: Shown,
        surroundings: &Surroundings,
    ) -> Result<(Vec<u8>, Option<HeaderValue>), PageError> {
        let (frames, own) = match &self {
            Piece::Recording(recording) => recording.0.origins(),
            _ => (None, None),
        };
        let media = recordings::origins_in(&page.body_html, own);
        let policy = web::headers::site_policy(frames.as_deref(), media.as_deref());
        let html = match self {
            Piece::Plain => app.theme.render(&ArticlePage { head, page }, surroundings)?,
            Piece::Gallery(_) => app.theme.render(&GalleryPage { head, page }, surroundings)?,
            Piece::Recording(recording) => {
                let page = Recorded { shown: page, recording: recording.0 };
                app.theme.render(&RecordingPage { head, page }, surroundings)?
            }
        };
        Ok((html, policy))
    }

    /// What it adds for those who share its address.
    pub(super) fn open_graph(&self, app: &App) -> Vec<OpenGraph> {
        let Piece::Recording(recording) = self else { return Vec::new() };
        let view = &recording.0;
        let Some(address) = view.player.clone().or(address_of(app, view)) else { return Vec::new() };
        let (property, kind) =
            if view.is_audio { ("og:audio", "og:audio:type") } else { ("og:video", "og:video:type") };
        let mut told = vec![OpenGraph { property, content: address }];
        let mime = match (&view.player, &recording.1.own) {
            (Some(_), _) => Some("text/html".to_owned()),
            (None, own) => own.as_ref().map(|own| own.mime.clone()),
        };
        told.extend(mime.map(|content| OpenGraph { property: kind, content }));
        told
    }

    /// The structured data of the article, as JSON, with what the kind adds.
    pub(super) fn told(
        &self,
        app: &App,
        article: &ArticleRow,
        page: &Shown,
        news: &NewsArticle<'_>,
    ) -> serde_json::Result<String> {
        if matches!(self, Piece::Plain) {
            return serde_json::to_string(news);
        }
        let mut value = serde_json::to_value(news)?;
        self.tell(app, article, page, &mut value);
        Ok(value.to_string())
    }

    fn tell(&self, app: &App, article: &ArticleRow, page: &Shown, value: &mut Value) {
        match self {
            Piece::Plain => {}
            Piece::Gallery(pictures) => {
                let licence = app.absolute(&format!("/{}/credits/", article.edition));
                let image = |ShownPicture(picture): &ShownPicture| {
                    let mut image = json!(jsonld::image_object(app, picture)?);
                    image["license"] = json!(licence);
                    Some(image)
                };
                let images: Vec<Value> = pictures.iter().filter_map(image).collect();
                if !images.is_empty() {
                    value["image"] = images.into();
                }
                value["@type"] = json!(["NewsArticle", "ImageGallery"]);
            }
            Piece::Recording(recording) => {
                let (view, row) = recording.as_ref();
                let member = if view.is_audio { "audio" } else { "video" };
                value[member] = recording_object(app, article, page, (view, row));
            }
        }
    }
}

/// The address of its file in full.
fn address_of(app: &App, view: &RecordingView) -> Option<String> {
    view.file.as_ref().map(|file| if view.is_own { app.absolute(file) } else { file.clone() })
}

fn recording_object(
    app: &App,
    article: &ArticleRow,
    page: &Shown,
    (view, row): (&RecordingView, &PublishedRecording),
) -> Value {
    let or = |words: &str, other: &str| if words.is_empty() { other.to_owned() } else { words.to_owned() };
    let poster = article.picture.as_ref().and_then(|picture| picture.largest());
    let told = [
        ("@type", json!(if view.is_audio { "AudioObject" } else { "VideoObject" })),
        ("name", json!(article.headline)),
        ("description", json!(or(&row.caption, &article.description))),
        ("thumbnailUrl", json!(poster.map(|(address, _)| app.absolute(&address)))),
        ("uploadDate", json!(page.published.iso)),
        ("inLanguage", json!(article.lang)),
        ("duration", json!(view.length_iso)),
        ("transcript", json!(Some(&row.spoken).filter(|spoken| !spoken.is_empty()))),
        ("embedUrl", json!(view.player)),
        ("contentUrl", json!(address_of(app, view))),
        ("encodingFormat", json!(row.own.as_ref().map(|own| &own.mime))),
        ("contentSize", json!(row.own.as_ref().map(|own| own.bytes.to_string()))),
        ("url", json!(page.share_url)),
    ];
    told.into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
