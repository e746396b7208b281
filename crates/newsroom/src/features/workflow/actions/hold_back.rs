//! Asks, inside the transaction that would publish or withdraw, whether anything holds it back.

use ::store::{Query, StoreError, Tx};
use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::{try_join, try_join_all};

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::{Article, Revision};
use crate::features::machine;
use crate::features::media_library::{hold_pictures, pictures_by_ids};
use crate::features::workflow::{Finding, Rule, SectionRules, check, policy, store};
use crate::id::{AccountId, ArticleId, SectionId};

/// Why something does not go out.
#[derive(Debug, thiserror::Error)]
pub enum HeldBack {
    /// The section asks for what the revision lacks.
    #[error("its section lets nothing out without: {}", names(.0))]
    Checklist(Vec<Rule>),
    /// Nobody else has approved exactly this revision.
    #[error("its section asks for two people: somebody else than you has to approve revision {0} first")]
    SecondPerson(i64),
    /// Nobody else has sent exactly this note for readers. It is kept until somebody does.
    #[error(
        "its section asks for two people: the note is kept, and goes out when somebody else than you sends the same"
    )]
    SecondPersonForNote,
    /// A note that somebody else wrote waits for its second person. It is not written over, and this one is not kept.
    #[error(
        "another note waits for a second person: agree to that one or refuse it, or publish a newer revision, which it does not go out with"
    )]
    AnotherNoteWaits,
    /// The actor changed very much in a short time.
    #[error(
        "you changed what readers see {changes} times in {minutes} minutes: say that you mean it, and go on"
    )]
    Brake {
        /// How many changes that were.
        changes: i64,
        /// In how many minutes.
        minutes: i64,
    },
    /// This is a copy of a newsroom, and nobody has said that it may go out.
    #[error(
        "this newsroom is a copy that was restored or cloned: nothing goes out of it until somebody at the machine says so, with `khabar restored lift`"
    )]
    Restored,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl HeldBack {
    /// What held it, for programs; also the end of its messages.
    pub fn code(&self) -> &'static str {
        match self {
            HeldBack::Checklist(_) => "checklist",
            HeldBack::SecondPerson(_) | HeldBack::SecondPersonForNote => "second_person",
            HeldBack::AnotherNoteWaits => "changed_meanwhile",
            HeldBack::Brake { .. } => "brake",
            HeldBack::Restored => "restored",
            HeldBack::Store(_) => "store",
        }
    }
}

fn names(rules: &[Rule]) -> String {
    rules.iter().map(|rule| rule.as_str()).collect::<Vec<_>>().join(", ")
}

/// What may hold some articles back where they are filed, asked once for all of them.
pub struct Holds {
    restored: bool,
    rules: BTreeMap<SectionId, SectionRules>,
    /// Those that were waiting there when their section ceased to ask for a second person.
    due: BTreeSet<ArticleId>,
}

/// Asks what may hold these back.
pub async fn holds_over(tx: &Tx, articles: &[Article]) -> Result<Holds, StoreError> {
    let mut filed: BTreeMap<&SectionId, Vec<ArticleId>> = BTreeMap::new();
    for article in articles {
        filed.entry(&article.section).or_default().push(article.id.clone());
    }
    let asked = filed.into_iter().map(|(section, articles)| async move {
        Ok::<_, StoreError>((section.clone(), store::rules_for(tx, section, &articles).await?))
    });
    let (restored, asked) = try_join(machine::restored(tx), try_join_all(asked)).await?;
    let (mut rules, mut due) = (BTreeMap::new(), BTreeSet::new());
    for (section, (asks, waited)) in asked {
        rules.insert(section, asks);
        due.extend(waited);
    }
    Ok(Holds { restored: restored.is_some(), rules, due })
}

/// Refuses a publication of `revision` at `at` that the section's rules or the brake hold back. Who acts without an account (an
/// import, the machine's own console) answers for it elsewhere. A publication for later counts on the brake as it is set, where
/// it is for soon; not when the clock carries it out.
pub async fn hold_back(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    what: (&Article, &Revision),
    at: i64,
) -> Result<(), HeldBack> {
    let holds = holds_over(tx, std::slice::from_ref(what.0)).await?;
    hold_back_by(tx, app, actor, what, &holds, at).await
}

/// The same once that was asked.
pub async fn hold_back_by(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (article, revision): (&Article, &Revision),
    holds: &Holds,
    at: i64,
) -> Result<(), HeldBack> {
    if holds.restored {
        return Err(HeldBack::Restored);
    }
    let Some(account) = actor.account() else { return Ok(()) };
    if !matches!(actor, Actor::Scheduler { .. }) {
        count(tx, app, account, false, at).await?;
    }
    let rules = holds.rules.get(&article.section).cloned();
    // Nothing goes out of a section that was not asked.
    let rules = rules.ok_or_else(|| StoreError::Database(format!("{} was not asked", article.section)))?;
    let asks = rules.two_persons || holds.due.contains(&article.id);
    found_there(tx, account, (article, revision), (&article.section, (rules, asks)), at).await
}

/// The same of asking for a second person: what waits changes nothing that readers see, and is not counted. That somebody else has
/// still to approve the revision holds nothing back here: that is asked for too.
pub async fn hold_back_asking(
    tx: &Tx,
    actor: &Actor,
    (article, revision): (&Article, &Revision),
    now: i64,
) -> Result<(), HeldBack> {
    if machine::restored(tx).await?.is_some() {
        return Err(HeldBack::Restored);
    }
    match hold_back_filing(tx, actor, (article, revision), &article.section, now).await {
        Err(HeldBack::SecondPerson(_)) => Ok(()),
        held => held,
    }
}

/// The same of filing a live piece under another section: its readers see it there from then on, so that what is asked there is
/// asked of the revision they see. Nothing is counted.
pub async fn hold_back_filing(
    tx: &Tx,
    actor: &Actor,
    (article, live): (&Article, &Revision),
    there: &SectionId,
    now: i64,
) -> Result<(), HeldBack> {
    match actor.account() {
        Some(account) => asked_there(tx, account, (article, live), there, now).await,
        None => Ok(()),
    }
}

/// Refuses what a section asks of a revision and does not find.
async fn asked_there(
    tx: &Tx,
    account: &AccountId,
    (article, revision): (&Article, &Revision),
    there: &SectionId,
    at: i64,
) -> Result<(), HeldBack> {
    let asked = asked_of(tx, article, there).await?;
    found_there(tx, account, (article, revision), (there, asked), at).await
}

/// The same once it is known what that is.
async fn found_there(
    tx: &Tx,
    account: &AccountId,
    (article, revision): (&Article, &Revision),
    (there, (rules, asks)): (&SectionId, (SectionRules, bool)),
    at: i64,
) -> Result<(), HeldBack> {
    if !asks && !rules.hold_something() {
        return Ok(());
    }
    let named = revision.content.pictures();
    if asks {
        hold_pictures(tx, &named).await?;
    }
    let pictures = pictures_by_ids(tx, &named).await?;
    let found = check(&revision.content, article.kind, &pictures, &rules, at);
    let blocking: Vec<Rule> =
        found.iter().filter(|finding| finding.blocks()).map(|Finding { rule, .. }| *rule).collect();
    if !blocking.is_empty() {
        return Err(HeldBack::Checklist(blocking));
    }
    if !asks {
        return Ok(());
    }
    let approvals = store::approvals_of(tx, &article.id, revision.number).await?;
    match approvals.iter().any(|one| policy::is_second_person(one, there, Some(account))) {
        true => Ok(()),
        false => Err(HeldBack::SecondPerson(revision.number.0)),
    }
}

/// What a section asks of an article, and whether that is a second person: because it asks everybody, or because this was waiting
/// when it ceased to.
pub async fn asked_of(
    q: &impl Query,
    article: &Article,
    there: &SectionId,
) -> Result<(SectionRules, bool), StoreError> {
    let (rules, due) = store::rules_for(q, there, std::slice::from_ref(&article.id)).await?;
    let asks = rules.two_persons || !due.is_empty();
    Ok((rules, asks))
}

/// The same of a withdrawal: nothing holds it back but the brake.
pub async fn hold_back_withdrawal(tx: &Tx, app: &App, actor: &Actor) -> Result<(), HeldBack> {
    match actor.account() {
        Some(account) => count(tx, app, account, true, app.now()).await,
        None => Ok(()),
    }
}

/// The live revisions of these are before readers: they and those before them are no candidates any more. A note that waited stays
/// where its asker finds it.
pub async fn over_with(tx: &Tx, articles: &[ArticleId]) -> Result<(), StoreError> {
    store::drop_candidates(tx, articles).await?;
    store::drop_due(tx, articles).await
}

/// Counts one more change. Each is a row of its own, so that people who publish at once do not wait for each other.
async fn count(tx: &Tx, app: &App, account: &AccountId, withdraws: bool, at: i64) -> Result<(), HeldBack> {
    let (brake, now) = (store::brake(tx).await?, app.now());
    if !brake.counts(now, at) {
        return Ok(());
    }
    let most = brake.most(withdraws);
    let changes = store::count_changes(tx, account, withdraws, brake.since(now), most).await?;
    if changes >= most && store::released_until(tx, account).await? <= now {
        return Err(HeldBack::Brake { changes, minutes: brake.minutes });
    }
    store::put_change(tx, &app.new_id(), account, withdraws, now).await?;
    Ok(())
}
