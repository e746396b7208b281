//! Everything that can happen in the newsroom. An event carries ids and never text, so that whoever may read the
//! log learns nothing that is not published. `reactions.rs` says what follows from each.

use serde::{Deserialize, Serialize};
use store::NewEvent;

use crate::features::accounts::Actor;
use crate::id::{
    AccountId, AlertId, ArticleId, CorrectionId, EditionCode, FrontId, MediaId, NoteId, ReceiptId,
    RecordingFileId, RedirectId, RevisionNumber, SectionId, StandingPageId, StoryId, SynonymsId, TokenId,
};
use crate::reactions;
use crate::tag;

/// What changed of how somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessChange {
    /// Somebody came in.
    SignedIn,
    /// A password was set.
    Password,
    /// A second factor was set.
    FactorSet,
    /// The second factor was taken off.
    FactorRemoved,
    /// A code on paper was spent.
    CodeUsed,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// Somebody came in through the identity provider for the first time.
    ProviderKnown,
    /// Sessions were ended.
    SessionsEnded,
    /// The account may do nothing any more.
    Suspended,
    /// It may work again.
    Restored,
    /// Password and second factor were taken off, for somebody who lost them.
    Reset,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// An edition was opened or its settings changed.
    EditionSaved { edition: EditionCode },
    /// A section was opened or changed.
    SectionSaved { edition: EditionCode, section: SectionId },
    /// A section became a part of another one, or a root.
    SectionMoved { edition: EditionCode, section: SectionId },
    /// A section takes no new pieces any more.
    SectionClosed { edition: EditionCode, section: SectionId },
    /// A section takes pieces again.
    SectionReopened { edition: EditionCode, section: SectionId },
    /// An account was opened or changed.
    AccountSaved { account: AccountId },
    /// Somebody's password, second factor or sessions changed.
    AccessChanged { account: AccountId, what: AccessChange },
    /// A token was issued.
    TokenIssued { token: TokenId },
    /// A picture came in.
    PictureUploaded { picture: MediaId },
    /// A recording's file came in.
    RecordingUploaded { recording: RecordingFileId },
    /// What is said of a picture changed; readers see it with the next publication.
    PictureDescribed { picture: MediaId },
    /// Somebody said of a picture what its readers see with a second person's word.
    DescriptionAsked { picture: MediaId },
    /// Readers see what is said of a picture now, wherever they see it.
    PictureShownAnew {
        picture: MediaId,
        articles: Vec<ArticleId>,
        sections: Vec<SectionId>,
        editions: Vec<EditionCode>,
        stories: Vec<StoryId>,
    },
    /// A picture's rights began: it came to the pages of an article.
    PictureRightsBegun {
        picture: MediaId,
        article: ArticleId,
        section: SectionId,
        edition: EditionCode,
        #[serde(default)]
        stories: Vec<StoryId>,
    },
    /// A picture's rights ran out: it left every page.
    PictureRightsEnded {
        picture: MediaId,
        articles: Vec<ArticleId>,
        sections: Vec<SectionId>,
        editions: Vec<EditionCode>,
        #[serde(default)]
        stories: Vec<StoryId>,
    },
    /// An article was begun.
    ArticleCreated { article: ArticleId },
    /// An article got a new revision; readers see nothing of it.
    ArticleRevised { article: ArticleId, revision: RevisionNumber },
    /// A revision was put before readers: for the first time, or in place of an earlier one.
    ArticlePublished {
        article: ArticleId,
        edition: EditionCode,
        section: SectionId,
        revision: RevisionNumber,
        first: bool,
        receipt: ReceiptId,
        /// Other articles whose pages name this one.
        named_by: Vec<ArticleId>,
        /// The stories it is in.
        #[serde(default)]
        stories: Vec<StoryId>,
        /// The pictures that it shows: what is said of them reaches readers with it.
        #[serde(default)]
        pictures: Vec<MediaId>,
    },
    /// An article was filed under another section; `live`: readers find it there.
    ArticleFiled {
        article: ArticleId,
        edition: EditionCode,
        from: SectionId,
        to: SectionId,
        live: bool,
        #[serde(default)]
        stories: Vec<StoryId>,
    },
    /// A revision is to be published at a time.
    ArticleScheduled { article: ArticleId, revision: RevisionNumber },
    /// What was to be published at a time no longer is.
    ArticleUnscheduled { article: ArticleId },
    /// A schedule came due and was not carried out, because the one who set it may no longer publish.
    ScheduleHeld { article: ArticleId },
    /// An article's embargo was set, moved or lifted.
    EmbargoSet { article: ArticleId },
    /// An article left the site; its address answers that it is gone.
    ArticleWithdrawn {
        article: ArticleId,
        edition: EditionCode,
        section: SectionId,
        receipt: ReceiptId,
        named_by: Vec<ArticleId>,
        #[serde(default)]
        stories: Vec<StoryId>,
        /// What it showed.
        #[serde(default)]
        pictures: Vec<MediaId>,
    },
    /// A public correction was made.
    ArticleCorrected {
        article: ArticleId,
        edition: EditionCode,
        section: SectionId,
        correction: CorrectionId,
        receipt: ReceiptId,
        named_by: Vec<ArticleId>,
        #[serde(default)]
        stories: Vec<StoryId>,
        /// The pictures that it shows.
        #[serde(default)]
        pictures: Vec<MediaId>,
    },
    /// Articles of several editions became translations of each other: these are all of them.
    TranslationLinked { articles: Vec<ArticleId> },
    /// A share card was drawn for what an article says.
    CardDrawn { article: ArticleId },
    /// One of these articles was parted from the others.
    TranslationUnlinked { articles: Vec<ArticleId> },
    /// An import is done: the articles it published had events of their own, its receipt stands for all of them.
    BatchPublished { receipt: ReceiptId },
    /// A story was opened; it has no pieces yet.
    StoryOpened { story: StoryId, edition: EditionCode },
    /// What a story says of itself changed.
    StoryChanged { story: StoryId, edition: EditionCode, receipt: Option<ReceiptId> },
    /// A story rests.
    StoryPaused { story: StoryId, edition: EditionCode, receipt: Option<ReceiptId> },
    /// A story runs again.
    StoryResumed { story: StoryId, edition: EditionCode, receipt: Option<ReceiptId> },
    /// A story is over.
    StoryEnded { story: StoryId, edition: EditionCode, receipt: Option<ReceiptId> },
    /// Articles came into a story.
    StoryPiecesPlaced {
        story: StoryId,
        edition: EditionCode,
        articles: Vec<ArticleId>,
        receipt: Option<ReceiptId>,
    },
    /// An article left a story.
    StoryPieceTakenOut {
        story: StoryId,
        edition: EditionCode,
        article: ArticleId,
        receipt: Option<ReceiptId>,
    },
    /// A piece was put above the timeline of its story.
    StoryPiecePinned { story: StoryId, edition: EditionCode, article: ArticleId, receipt: Option<ReceiptId> },
    /// A pinned piece went back to its place.
    StoryPieceUnpinned {
        story: StoryId,
        edition: EditionCode,
        article: ArticleId,
        receipt: Option<ReceiptId>,
    },
    /// A story became part of another.
    StoriesMerged { story: StoryId, into: StoryId, edition: EditionCode, receipt: Option<ReceiptId> },
    /// Some pieces of a story left for a new one.
    StorySplit { story: StoryId, opened: StoryId, edition: EditionCode, receipt: Option<ReceiptId> },
    /// A standing page got a new revision; readers see nothing of it.
    StandingPageSaved { page: StandingPageId, revision: RevisionNumber },
    /// A standing page was put before readers.
    StandingPagePublished { edition: EditionCode, page: StandingPageId },
    /// A standing page was taken back from readers.
    StandingPageTakenDown { edition: EditionCode, page: StandingPageId },
    /// The links at the foot of an edition's pages were set.
    MenuSaved { edition: EditionCode },
    /// The links at the head of an edition's pages were set.
    HeadMenuSaved { edition: EditionCode },
    /// Where readers find an edition besides its site was set.
    ChannelsSet { edition: EditionCode },
    /// An old address leads on; `replaces`: it led elsewhere before.
    RedirectAdded { redirect: RedirectId, replaces: bool },
    /// An old address leads nowhere any more.
    RedirectRemoved { redirect: RedirectId },
    /// A front was arranged: a new version of it is live.
    FrontArranged { front: FrontId, edition: EditionCode, version: i64, receipt: Option<ReceiptId> },
    /// An earlier version of a front is live again.
    FrontWentBack { front: FrontId, edition: EditionCode, version: i64, receipt: Option<ReceiptId> },
    /// Pins of a front came or left by themselves: by the clock, or with their articles.
    FrontTurned { front: FrontId, edition: EditionCode },
    /// Pins that were set for later will not come: the one who set them may not arrange fronts any more.
    PinsHeld { front: FrontId, edition: EditionCode },
    /// An alert was raised; `stands`: readers see it already.
    AlertRaised {
        alert: AlertId,
        edition: EditionCode,
        stands: bool,
        #[serde(default)]
        receipt: Option<ReceiptId>,
    },
    /// An alert was changed; `stands`: readers see it, or saw it before.
    AlertChanged {
        alert: AlertId,
        edition: EditionCode,
        stands: bool,
        #[serde(default)]
        receipt: Option<ReceiptId>,
    },
    /// An alert began at its time.
    AlertBegan { alert: AlertId, edition: EditionCode },
    /// An alert ended; `stood`: readers saw it.
    AlertEnded {
        alert: AlertId,
        edition: EditionCode,
        stood: bool,
        #[serde(default)]
        receipt: Option<ReceiptId>,
    },
    /// The archive's days were counted anew, by the edition's other zone.
    DaysRecounted { edition: EditionCode },
    /// A revision was moved to a stage on its way to publication.
    CandidateMoved { article: ArticleId, revision: RevisionNumber },
    /// Somebody said of a revision that it may go out.
    CandidateApproved { article: ArticleId, revision: RevisionNumber },
    /// Somebody asked for a note for readers that goes out with a second person's word.
    NoteAsked { article: ArticleId, revision: RevisionNumber },
    /// A note for readers that waited for a second person was taken away.
    NoteDropped { article: ArticleId, revision: RevisionNumber },
    /// An article was given to somebody, or taken from whoever had it.
    ArticleAssigned { article: ArticleId, account: Option<AccountId> },
    /// What a section asks before something goes out was set.
    SectionRulesSet { edition: EditionCode, section: SectionId },
    /// The stages on the way to publication were set.
    StagesSet,
    /// A link shows an article to whoever holds it, before its readers see it.
    PreviewOpened { article: ArticleId },
    /// The links that showed an article do so no more.
    PreviewsEnded { article: ArticleId },
    /// Something was noted beside an article.
    NoteWritten { article: ArticleId, note: NoteId },
    /// A note is done with.
    NoteResolved { article: ArticleId, note: NoteId },
    /// A note is not done with after all.
    NoteReopened { article: ArticleId, note: NoteId },
    /// How much one person may change at once was set.
    BrakeSet,
    /// Somebody said that they mean to change very much.
    BrakeReleased { account: AccountId },
    /// Whether publishing at the desk asks for a second step was set.
    SecondFactorPolicySet,
    /// Somebody said that a machine's clock is right.
    ClockConfirmed,
    /// This is a copy of a newsroom: nothing goes out of it.
    CopyFound,
    /// Somebody said that what waits in a copy may go out.
    CopyLifted,
    /// Other articles stand beside these, or in another order.
    RelatedChosen { articles: Vec<ArticleId> },
    /// Somebody said of an article what is to stand beside it, or never.
    RelatedSet { article: ArticleId },
    /// A group of spellings was added or changed.
    SynonymsSaved { synonyms: SynonymsId },
    /// A group of spellings was removed.
    SynonymsRemoved { synonyms: SynonymsId },
    /// An editor said that a piece is not of the story that was suggested for it.
    SuggestionRefused { article: ArticleId, story: StoryId },
    /// An editor said that these pieces are not the beginning of a story.
    ProposalDismissed { articles: Vec<ArticleId> },
    /// An editor said that two stories that look like one are two.
    StoriesKeptApart { stories: Vec<StoryId> },
    /// All that readers see was made anew from the truth.
    PublishedRebuilt,
}

impl Event {
    /// The event's name in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::EditionSaved { .. } => "edition_saved",
            Event::SectionSaved { .. } => "section_saved",
            Event::SectionMoved { .. } => "section_moved",
            Event::SectionClosed { .. } => "section_closed",
            Event::SectionReopened { .. } => "section_reopened",
            Event::AccountSaved { .. } => "account_saved",
            Event::AccessChanged { .. } => "access_changed",
            Event::TokenIssued { .. } => "token_issued",
            Event::PictureUploaded { .. } => "picture_uploaded",
            Event::RecordingUploaded { .. } => "recording_uploaded",
            Event::PictureDescribed { .. } => "picture_described",
            Event::DescriptionAsked { .. } => "description_asked",
            Event::PictureShownAnew { .. } => "picture_shown_anew",
            Event::PictureRightsBegun { .. } => "picture_rights_begun",
            Event::PictureRightsEnded { .. } => "picture_rights_ended",
            Event::ArticleCreated { .. } => "article_created",
            Event::ArticleRevised { .. } => "article_revised",
            Event::ArticlePublished { .. } => "article_published",
            Event::ArticleFiled { .. } => "article_filed",
            Event::ArticleScheduled { .. } => "article_scheduled",
            Event::ArticleUnscheduled { .. } => "article_unscheduled",
            Event::ScheduleHeld { .. } => "schedule_held",
            Event::EmbargoSet { .. } => "embargo_set",
            Event::ArticleWithdrawn { .. } => "article_withdrawn",
            Event::ArticleCorrected { .. } => "article_corrected",
            Event::TranslationLinked { .. } => "translation_linked",
            Event::CardDrawn { .. } => "card_drawn",
            Event::TranslationUnlinked { .. } => "translation_unlinked",
            Event::BatchPublished { .. } => "batch_published",
            Event::StoryOpened { .. } => "story_opened",
            Event::StoryChanged { .. } => "story_changed",
            Event::StoryPaused { .. } => "story_paused",
            Event::StoryResumed { .. } => "story_resumed",
            Event::StoryEnded { .. } => "story_ended",
            Event::StoryPiecesPlaced { .. } => "story_pieces_placed",
            Event::StoryPieceTakenOut { .. } => "story_piece_taken_out",
            Event::StoryPiecePinned { .. } => "story_piece_pinned",
            Event::StoryPieceUnpinned { .. } => "story_piece_unpinned",
            Event::StoriesMerged { .. } => "stories_merged",
            Event::StorySplit { .. } => "story_split",
            Event::StandingPageSaved { .. } => "standing_page_saved",
            Event::StandingPagePublished { .. } => "standing_page_published",
            Event::StandingPageTakenDown { .. } => "standing_page_taken_down",
            Event::MenuSaved { .. } => "menu_saved",
            Event::HeadMenuSaved { .. } => "head_menu_saved",
            Event::ChannelsSet { .. } => "channels_set",
            Event::RedirectAdded { .. } => "redirect_added",
            Event::RedirectRemoved { .. } => "redirect_removed",
            Event::FrontArranged { .. } => "front_arranged",
            Event::FrontWentBack { .. } => "front_went_back",
            Event::FrontTurned { .. } => "front_turned",
            Event::PinsHeld { .. } => "pins_held",
            Event::AlertRaised { .. } => "alert_raised",
            Event::AlertChanged { .. } => "alert_changed",
            Event::AlertBegan { .. } => "alert_began",
            Event::AlertEnded { .. } => "alert_ended",
            Event::DaysRecounted { .. } => "days_recounted",
            Event::CandidateMoved { .. } => "candidate_moved",
            Event::CandidateApproved { .. } => "candidate_approved",
            Event::NoteAsked { .. } => "note_asked",
            Event::NoteDropped { .. } => "note_dropped",
            Event::ArticleAssigned { .. } => "article_assigned",
            Event::SectionRulesSet { .. } => "section_rules_set",
            Event::StagesSet => "stages_set",
            Event::PreviewOpened { .. } => "preview_opened",
            Event::PreviewsEnded { .. } => "previews_ended",
            Event::NoteWritten { .. } => "note_written",
            Event::NoteResolved { .. } => "note_resolved",
            Event::NoteReopened { .. } => "note_reopened",
            Event::BrakeSet => "brake_set",
            Event::BrakeReleased { .. } => "brake_released",
            Event::SecondFactorPolicySet => "second_factor_policy_set",
            Event::ClockConfirmed => "clock_confirmed",
            Event::CopyFound => "copy_found",
            Event::CopyLifted => "copy_lifted",
            Event::RelatedChosen { .. } => "related_chosen",
            Event::RelatedSet { .. } => "related_set",
            Event::SynonymsSaved { .. } => "synonyms_saved",
            Event::SynonymsRemoved { .. } => "synonyms_removed",
            Event::SuggestionRefused { .. } => "suggestion_refused",
            Event::ProposalDismissed { .. } => "proposal_dismissed",
            Event::StoriesKeptApart { .. } => "stories_kept_apart",
            Event::PublishedRebuilt => "published_rebuilt",
        }
    }

    /// The event as the log keeps it: with the one who did it, and the tags of all that it makes stale.
    pub fn into_log(self, actor: &Actor, at: i64) -> NewEvent {
        let follows = reactions::of(&self);
        let tags: Vec<_> = follows.stale.iter().chain(&follows.gone).cloned().collect();
        let kind = self.kind();
        let entry = Entry { actor: actor.to_string(), event: self };
        NewEvent {
            kind,
            data: serde_json::to_string(&entry).expect("an event is plain text and numbers"),
            tags: tag::names(&tags),
            quiet: actor.is_quiet(),
            at,
        }
    }

    /// Reads an event back from the log. `None` for a kind that this program does not know (a newer one wrote it).
    pub fn from_log(data: &str) -> Option<Event> {
        serde_json::from_str::<Entry>(data).ok().map(|entry| entry.event)
    }
}

#[derive(Serialize, Deserialize)]
struct Entry {
    actor: String,
    #[serde(flatten)]
    event: Event,
}
