//! What follows from each event: one exhaustive match. A new event does not compile until someone has decided what
//! it makes stale, what it takes away at once, what is to be indexed, and what is to be read back as a receipt.
//!
//! `consumers/` carries this out, each consumer with a cursor of its own: `pages` and `search` on every node (the
//! second keeps its cursor inside the index), `receipts` and `related` once for the whole newsroom.

use crate::event::Event;
use crate::id::{ArticleId, EditionCode, ReceiptId, StoryId};
use crate::tag::Tag;

/// What follows from one event.
#[derive(Debug, Default, PartialEq)]
pub struct Reactions {
    /// Pages that are out of date: the next reader still gets the old one, while it is made anew behind.
    pub stale: Vec<Tag>,
    /// Pages that must not be seen again as they are: whoever asks next waits for the new one.
    pub gone: Vec<Tag>,
    /// Of these, what was itself taken from readers. A copy that cannot make pages anew at once lets these alone go: a page that
    /// only names them stays until it is made anew, for it is still there to be read.
    pub taken: Vec<Tag>,
    /// Articles whose place in the search index is to be looked at again.
    pub index: Vec<ArticleId>,
    /// Articles whose place in the desk's own index is to be looked at again.
    pub desk_index: Vec<ArticleId>,
    /// Whether the whole search index is to be made anew.
    pub index_all: bool,
    /// Articles of which it is to be looked what stands beside them, and beside their nearest.
    pub relate: Vec<ArticleId>,
    /// The same of the newest pieces of these stories.
    pub relate_pieces: Vec<StoryId>,
    /// Whether the search of every node takes the newsroom's synonyms again.
    pub synonyms: bool,
    /// Stories that the desk's suggestions are to look at again.
    pub shelve: Vec<StoryId>,
    /// The receipt to complete by looking at the site as a reader does.
    pub receipt: Option<ReceiptId>,
}

/// Everything that follows from `event`.
pub fn of(event: &Event) -> Reactions {
    match event {
        // The navigation stands on every page, and so does the way to a piece's section.
        Event::EditionSaved { edition }
        | Event::SectionSaved { edition, .. }
        | Event::SectionMoved { edition, .. }
        | Event::SectionClosed { edition, .. }
        | Event::SectionReopened { edition, .. } => {
            Reactions::default().stale([Tag::Edition(edition.clone())])
        }
        Event::ArticlePublished {
            article,
            edition,
            section,
            first,
            receipt,
            named_by,
            stories,
            pictures,
            ..
        } => {
            let page = Tag::Article(article.clone());
            let lists =
                [Tag::Section(section.clone()), Tag::Front(edition.clone()), Tag::Latest(edition.clone())];
            let naming = named_by.iter().cloned().map(Tag::Article);
            let reactions = Reactions::default().stale(lists).stale(naming).index(article).receipt(receipt);
            let reactions = reactions.relate([article]);
            let reactions = reactions.stale(with_lists(stories, edition));
            let reactions = reactions.stale(pictures.iter().cloned().map(Tag::Picture));
            // A first publication may follow a withdrawal, and its address must not go on saying "gone".
            if *first { reactions.gone([page]) } else { reactions.stale([page]) }
        }
        // Its address is another one: the old pages lead there.
        Event::ArticleFiled { article, edition, from, to, live: true, stories } => Reactions::default()
            .gone([Tag::Article(article.clone())])
            .stale([Tag::Section(from.clone()), Tag::Section(to.clone())])
            .stale([Tag::Front(edition.clone()), Tag::Latest(edition.clone())])
            .stale(with_lists(stories, edition))
            .relate([article])
            .index(article),
        Event::ArticleCreated { article }
        | Event::ArticleRevised { article, .. }
        | Event::ArticleFiled { article, live: false, .. } => Reactions::default().desk_index(article),
        Event::ArticleCorrected {
            article, edition, section, receipt, named_by, stories, pictures, ..
        } => Reactions::default()
            .stale(pictures.iter().cloned().map(Tag::Picture))
            .gone([Tag::Article(article.clone())])
            .stale(with_lists(stories, edition))
            .gone(named_by.iter().cloned().map(Tag::Article))
            .stale([Tag::Section(section.clone()), Tag::Front(edition.clone()), Tag::Latest(edition.clone())])
            .relate([article])
            .index(article)
            .receipt(receipt),
        Event::ArticleWithdrawn { article, edition, section, receipt, named_by, stories, pictures } => {
            Reactions::default()
                .gone(with_lists(stories, edition))
                .gone(named_by.iter().cloned().map(Tag::Article))
                // Where another article shows one of them, it is there again for whoever asks next.
                .taken(pictures.iter().cloned().map(Tag::Picture))
                .taken([Tag::Article(article.clone()), Tag::Text(article.clone())])
                .gone([
                    Tag::Section(section.clone()),
                    Tag::Front(edition.clone()),
                    Tag::Latest(edition.clone()),
                ])
                .relate(std::iter::once(article).chain(named_by))
                .index(article)
                .receipt(receipt)
        }
        Event::PictureRightsBegun { picture, article, section, edition, stories } => Reactions::default()
            .stale(with_lists(stories, edition))
            .gone([Tag::Picture(picture.clone())])
            .stale([Tag::Article(article.clone()), Tag::Section(section.clone())])
            .stale([Tag::Front(edition.clone()), Tag::Latest(edition.clone())]),
        Event::PictureShownAnew { picture, articles, sections, editions, stories } => Reactions::default()
            .stale([Tag::Picture(picture.clone())])
            .stale(stories.iter().cloned().map(Tag::Story))
            .stale(editions.iter().cloned().map(Tag::Stories))
            .stale(articles.iter().cloned().map(Tag::Article))
            .stale(sections.iter().cloned().map(Tag::Section))
            .stale(editions.iter().cloned().map(Tag::Front))
            .stale(editions.iter().cloned().map(Tag::Latest)),
        Event::PictureRightsEnded { picture, articles, sections, editions, stories } => Reactions::default()
            .gone(stories.iter().cloned().map(Tag::Story))
            .gone(editions.iter().cloned().map(Tag::Stories))
            .gone(articles.iter().cloned().map(Tag::Article))
            .gone(sections.iter().cloned().map(Tag::Section))
            .gone(editions.iter().cloned().map(Tag::Front))
            .gone(editions.iter().cloned().map(Tag::Latest))
            .taken([Tag::Picture(picture.clone())]),
        // Each names the others, in its text and for machines, and so do the maps.
        Event::TranslationLinked { articles } => {
            Reactions::default().stale(articles.iter().cloned().map(Tag::Article)).stale([Tag::Maps])
        }
        Event::TranslationUnlinked { articles } => {
            Reactions::default().gone(articles.iter().cloned().map(Tag::Article)).stale([Tag::Maps])
        }
        Event::DaysRecounted { edition } => Reactions::default().stale([Tag::Edition(edition.clone())]),
        Event::CardDrawn { article } => Reactions::default().stale([Tag::Article(article.clone())]),
        // Every page of the edition links to it.
        Event::StandingPagePublished { edition, .. } => {
            Reactions::default().stale([Tag::StandingPages(edition.clone()), Tag::Edition(edition.clone())])
        }
        Event::StandingPageTakenDown { edition, .. } => Reactions::default()
            .taken([Tag::StandingPages(edition.clone())])
            .stale([Tag::Edition(edition.clone())]),
        Event::MenuSaved { edition } | Event::HeadMenuSaved { edition } | Event::ChannelsSet { edition } => {
            Reactions::default().stale([Tag::Edition(edition.clone())])
        }
        Event::BatchPublished { receipt } => Reactions::default().receipt(receipt),
        Event::StoryChanged { story, edition, receipt }
        | Event::StoryPaused { story, edition, receipt }
        | Event::StoryResumed { story, edition, receipt }
        | Event::StoryEnded { story, edition, receipt }
        | Event::StoryPiecePinned { story, edition, receipt, .. }
        | Event::StoryPieceUnpinned { story, edition, receipt, .. } => {
            story_moved(edition, receipt).stale([Tag::Story(story.clone())]).shelve(story)
        }
        // What is found can be narrowed to a story.
        Event::StoryPiecesPlaced { story, edition, articles, receipt } => {
            let moved = story_moved(edition, receipt)
                .stale([Tag::Story(story.clone())])
                .stale(articles.iter().cloned().map(Tag::Article))
                .shelve(story);
            articles.iter().fold(moved, Reactions::index).relate(articles)
        }
        // What does not belong there is not to be seen there again, and an old address leads on at once.
        Event::StoryPieceTakenOut { story, edition, article, receipt } => story_moved(edition, receipt)
            .gone([Tag::Story(story.clone()), Tag::Article(article.clone())])
            .shelve(story)
            .relate([article])
            .index(article),
        Event::StoriesMerged { story, into, edition, receipt } => {
            let moved = story_moved(edition, receipt).shelve(story).shelve(into);
            moved.gone([Tag::Story(story.clone()), Tag::Story(into.clone())]).relate_pieces([into])
        }
        Event::StorySplit { story, opened, edition, receipt } => {
            let moved = story_moved(edition, receipt).shelve(story).shelve(opened);
            moved.gone([Tag::Story(story.clone()), Tag::Story(opened.clone())]).relate_pieces([story, opened])
        }
        // A new one stands where nothing was kept, and those it leads further still lead to it until they are made anew.
        Event::RedirectAdded { replaces: false, .. } => Reactions::default().stale([Tag::Redirects]),
        Event::RedirectAdded { replaces: true, .. } | Event::RedirectRemoved { .. } => {
            Reactions::default().gone([Tag::Redirects])
        }
        Event::FrontArranged { front, receipt, .. } | Event::FrontWentBack { front, receipt, .. } => {
            let reactions = Reactions { receipt: receipt.clone(), ..Reactions::default() };
            reactions.stale([Tag::Arrangement(front.clone())])
        }
        Event::FrontTurned { front, .. } => Reactions::default().stale([Tag::Arrangement(front.clone())]),
        // It stands on every page, and the next reader of each is to see it, or to see it no more.
        Event::AlertRaised { edition, stands: true, receipt, .. }
        | Event::AlertChanged { edition, stands: true, receipt, .. }
        | Event::AlertEnded { edition, stood: true, receipt, .. } => {
            let reactions = Reactions { receipt: receipt.clone(), ..Reactions::default() };
            reactions.gone([Tag::Edition(edition.clone())])
        }
        Event::AlertBegan { edition, .. } => Reactions::default().gone([Tag::Edition(edition.clone())]),
        Event::StoryOpened { story, .. } | Event::SuggestionRefused { story, .. } => {
            Reactions::default().shelve(story)
        }
        // What is suggested is made of what the desk finds.
        Event::ProposalDismissed { articles } => {
            articles.iter().fold(Reactions::default(), Reactions::desk_index)
        }
        Event::RelatedChosen { articles } => {
            Reactions::default().stale(articles.iter().cloned().map(Tag::Article))
        }
        // What was banned is not to be seen there again.
        Event::RelatedSet { article } => {
            Reactions::default().gone([Tag::Article(article.clone())]).relate([article])
        }
        Event::SynonymsSaved { .. } | Event::SynonymsRemoved { .. } => {
            Reactions { synonyms: true, ..Reactions::default() }
        }
        Event::PublishedRebuilt => {
            Reactions { index_all: true, ..Reactions::default() }.stale([Tag::Everything])
        }
        Event::AccountSaved { .. }
        | Event::AccessChanged { .. }
        | Event::TokenIssued { .. }
        | Event::PictureUploaded { .. }
        | Event::RecordingUploaded { .. }
        | Event::PictureDescribed { .. }
        | Event::DescriptionAsked { .. }
        | Event::ArticleScheduled { .. }
        | Event::ArticleUnscheduled { .. }
        | Event::ScheduleHeld { .. }
        | Event::EmbargoSet { .. }
        | Event::AlertRaised { stands: false, .. }
        | Event::AlertChanged { stands: false, .. }
        | Event::AlertEnded { stood: false, .. }
        | Event::PinsHeld { .. }
        | Event::CandidateMoved { .. }
        | Event::CandidateApproved { .. }
        | Event::NoteAsked { .. }
        | Event::NoteDropped { .. }
        | Event::ArticleAssigned { .. }
        | Event::SectionRulesSet { .. }
        | Event::StagesSet
        | Event::NoteWritten { .. }
        | Event::NoteResolved { .. }
        | Event::NoteReopened { .. }
        | Event::BrakeSet
        | Event::SecondFactorPolicySet
        | Event::ClockConfirmed
        | Event::CopyFound
        | Event::CopyLifted
        | Event::PreviewOpened { .. }
        | Event::PreviewsEnded { .. }
        | Event::BrakeReleased { .. }
        | Event::StoriesKeptApart { .. }
        | Event::StandingPageSaved { .. } => Reactions::default(),
    }
}

/// The stories of an article, and the lists of stories when it is in one.
fn with_lists(stories: &[StoryId], edition: &EditionCode) -> impl Iterator<Item = Tag> {
    let lists = (!stories.is_empty()).then(|| Tag::Stories(edition.clone()));
    stories.iter().cloned().map(Tag::Story).chain(lists)
}

/// What follows from every change of a story: the lists that name it are out of date.
fn story_moved(edition: &EditionCode, receipt: &Option<ReceiptId>) -> Reactions {
    let lists = [Tag::Stories(edition.clone()), Tag::Front(edition.clone())];
    Reactions { receipt: receipt.clone(), ..Reactions::default() }.stale(lists)
}

impl Reactions {
    fn stale(mut self, tags: impl IntoIterator<Item = Tag>) -> Self {
        self.stale.extend(tags);
        self
    }

    fn gone(mut self, tags: impl IntoIterator<Item = Tag>) -> Self {
        self.gone.extend(tags);
        self
    }

    fn taken(mut self, tags: impl IntoIterator<Item = Tag> + Clone) -> Self {
        self.taken.extend(tags.clone());
        self.gone(tags)
    }

    fn index(mut self, article: &ArticleId) -> Self {
        self.index.push(article.clone());
        self.desk_index(article)
    }

    /// What the desk finds is more than what readers find, and never less.
    fn desk_index(mut self, article: &ArticleId) -> Self {
        self.desk_index.push(article.clone());
        self
    }

    fn shelve(mut self, story: &StoryId) -> Self {
        self.shelve.push(story.clone());
        self
    }

    fn relate<'a>(mut self, articles: impl IntoIterator<Item = &'a ArticleId>) -> Self {
        self.relate.extend(articles.into_iter().cloned());
        self
    }

    fn relate_pieces<'a>(mut self, stories: impl IntoIterator<Item = &'a StoryId>) -> Self {
        self.relate_pieces.extend(stories.into_iter().cloned());
        self
    }

    fn receipt(mut self, receipt: &ReceiptId) -> Self {
        self.receipt = Some(receipt.clone());
        self
    }
}
