//! Gives an article a new revision. What readers see stays as it is until the revision is published.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::event::Event;
use crate::features::accounts::{Actor, NotAllowed};
use crate::features::articles::{Article, ArticleKind, Content, Headlines, Revision, policy, store};
use crate::features::media_library::pictures_by_ids;
use crate::features::recordings::{NotARecording, Recording, RecordingAt, file_by_id};
use crate::features::sittings;
use crate::features::sources::Source;
use crate::features::workflow::HeldBack;
use crate::id::{ArticleId, RevisionNumber};

/// What a writer hands in.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What the article is to say.
    pub content: Content,
    /// Why, in a few words; may be empty.
    pub note: String,
}

/// Why a draft was not taken. What was written is still in the writer's hands.
#[derive(Debug, thiserror::Error)]
pub enum RevisionRefused {
    /// The actor may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such article.
    #[error("there is no article {0}")]
    NoSuchArticle(String),
    /// There is no such section in this edition.
    #[error("there is no section {0} in this edition")]
    NoSuchSection(String),
    /// The section takes no new pieces.
    #[error("the section «{0}» is closed and takes no new pieces: choose another, or have it reopened")]
    SectionClosed(String),
    /// Somebody else saved in between.
    #[error(
        "this was written on revision {expected}, and the article has reached revision {latest} meanwhile"
    )]
    Overtaken {
        /// The revision the writer had before them.
        expected: i64,
        /// The newest one.
        latest: i64,
    },
    /// A line is longer than it may be.
    #[error("{field} is {letters} letters long; at most {most} fit")]
    TooLong {
        /// Which line.
        field: &'static str,
        /// How long it is.
        letters: usize,
        /// How long it may be.
        most: usize,
    },
    /// A picture is named that the library does not have.
    #[error("the media library has no picture {0}")]
    NoSuchPicture(String),
    /// An address of a source cannot be used.
    #[error("`{0}` cannot be the address of a source")]
    BadSource(String),
    /// The recording cannot be one.
    #[error(transparent)]
    BadRecording(#[from] NotARecording),
    /// It is before readers, and the section it is to be filed under asks for what it lacks.
    #[error("readers see it, and the section it is to stand in asks for more: {0}")]
    HeldBack(HeldBack),
    /// The database did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<HeldBack> for RevisionRefused {
    fn from(error: HeldBack) -> Self {
        match error {
            HeldBack::Store(error) => error.into(),
            error => RevisionRefused::HeldBack(error),
        }
    }
}

/// Saves a draft as the next revision, when the article still stands at `expected`. A draft that says exactly what the
/// newest revision says makes none, and that revision is returned.
pub async fn revise(
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    expected: RevisionNumber,
    draft: Draft,
) -> Result<Revision, RevisionRefused> {
    let (app_in, actor, id) = (app.clone(), actor.clone(), id.clone());
    app.db
        .write(move |tx| Box::pin(async move { revise_in(tx, &app_in, &actor, &id, expected, draft).await }))
        .await
}

/// The same inside a transaction that does more.
pub async fn revise_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    id: &ArticleId,
    expected: RevisionNumber,
    draft: Draft,
) -> Result<Revision, RevisionRefused> {
    let no_such = || RevisionRefused::NoSuchArticle(id.to_string());
    store::hold_article(tx, id).await?;
    let article = store::article_by_id(tx, id).await?.ok_or_else(no_such)?;
    policy::may_revise(actor, &article)?;
    let overtaken =
        |latest: RevisionNumber| RevisionRefused::Overtaken { expected: expected.0, latest: latest.0 };
    if article.latest_revision != expected {
        return Err(overtaken(article.latest_revision));
    }
    // Somebody is writing at the desk, and has gone further than this draft's writer could see.
    if sittings::is_open(tx, id).await? {
        return Err(overtaken(RevisionNumber(expected.0 + 1)));
    }
    let Draft { content, note } = draft;
    let content = checked(tx, app, article.kind, content).await?;
    if store::digest_of(tx, id, expected).await?.as_deref() == Some(content.digest().as_str()) {
        return store::revision_of(tx, id, expected).await?.ok_or_else(no_such);
    }
    set_down_in(tx, app, actor, actor.signature(), &article, Draft { content, note }).await
}

/// Writes a draft that was checked down as the article's next revision, signed by whoever wrote it.
pub async fn set_down_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    created_by: String,
    article: &Article,
    draft: Draft,
) -> Result<Revision, RevisionRefused> {
    let (id, expected) = (&article.id, article.latest_revision);
    let (now, number) = (app.now(), RevisionNumber(expected.0 + 1));
    if !store::claim_number(tx, id, expected).await? {
        return Err(RevisionRefused::Overtaken { expected: expected.0, latest: number.0 });
    }
    let Draft { content, note } = draft;
    let revision = Revision { article: id.clone(), number, content, note, created_by, created_at: now };
    store::insert_revision(tx, &revision).await?;
    tx.record(Event::ArticleRevised { article: id.clone(), revision: number }.into_log(actor, now));
    Ok(revision)
}

/// A recording whose file, where it is one of ours, is there; it says how long it is where nobody did.
async fn with_file(tx: &Tx, recording: Recording) -> Result<Recording, RevisionRefused> {
    let Some(id) = recording.at.as_ref().and_then(RecordingAt::own) else { return Ok(recording) };
    match file_by_id(tx, id).await? {
        Some(file) if recording.seconds == 0 => Ok(Recording { seconds: file.seconds, ..recording }),
        Some(_) => Ok(recording),
        None => Err(NotARecording::NoSuchFile(id.to_string()).into()),
    }
}

/// The draft's content as it will be kept: cleaned, in canonical form, with every picture it names in the library.
pub async fn checked(
    tx: &Tx,
    app: &App,
    kind: ArticleKind,
    content: Content,
) -> Result<Content, RevisionRefused> {
    let content = clean(app, content);
    if content.recording.is_some() && !kind.is_recording() {
        return Err(NotARecording::OtherKind.into());
    }
    let recording = content.recording.map(|recording| recording.checked(&mut || app.new_id())).transpose()?;
    let recording = match recording {
        Some(recording) => Some(with_file(tx, recording).await?),
        None => None,
    };
    let content = Content { recording, ..content };
    let lines = [
        ("the headline", &content.headline, 300),
        ("the kicker", &content.kicker, 100),
        ("the lead", &content.lead, 2_000),
        ("the place", &content.place, 200),
        ("the licence", &content.licence, 500),
        ("the web headline", &content.headlines.web, 300),
        ("the short headline", &content.headlines.short, 200),
        ("the search headline", &content.headlines.search, 300),
        ("the social headline", &content.headlines.social, 300),
    ];
    for (field, line, most) in lines {
        let letters = line.chars().count();
        if letters > most {
            return Err(RevisionRefused::TooLong { field, letters, most });
        }
    }
    let fits = |words: &str| words.chars().count() <= 300;
    let sources_fit =
        content.sources.len() <= 50 && content.sources.iter().all(|s| fits(&s.name) && fits(&s.detail));
    if !sources_fit {
        return Err(RevisionRefused::TooLong {
            field: "the source chain",
            letters: content.sources.len(),
            most: 50,
        });
    }
    for source in &content.sources {
        let is_web = source.href.starts_with("https://") || source.href.starts_with("http://");
        if !source.href.is_empty() && (!is_web || content::href::check(&source.href).is_err()) {
            return Err(RevisionRefused::BadSource(source.href.clone()));
        }
    }
    let wanted = content.pictures();
    let found = pictures_by_ids(tx, &wanted).await?;
    match wanted.iter().find(|id| !found.iter().any(|picture| picture.id == **id)) {
        Some(missing) => Err(RevisionRefused::NoSuchPicture(missing.to_string())),
        None => Ok(content),
    }
}

fn clean(app: &App, content: Content) -> Content {
    use text::clean::{clean_line, clean_paragraph};
    let mut new_id = || app.new_id();
    let Headlines { web, short, search, social } = &content.headlines;
    let [web, short, search, social] = [web, short, search, social].map(|line| clean_line(line));
    let sources = content.sources.into_iter().map(|source| Source {
        name: clean_line(&source.name),
        detail: clean_line(&source.detail),
        ..source
    });
    Content {
        kicker: clean_line(&content.kicker),
        headline: clean_line(&content.headline),
        headlines: Headlines { web, short, search, social },
        sources: sources.collect(),
        lead: clean_paragraph(&content.lead),
        place: clean_line(&content.place),
        licence: clean_line(&content.licence),
        body: content::canonical(content.body, &mut new_id),
        ..content
    }
}
