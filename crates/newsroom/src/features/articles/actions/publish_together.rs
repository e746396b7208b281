//! Publishes what came due, all of it in one transaction: a thousand that are due in one second are some thirty commits.

use std::collections::{BTreeMap, BTreeSet};

use ::store::{StoreError, Tx};
use futures_util::future::join_all;

use super::place::{Ground, ground};
use super::publish::{Cleared, clear, follow, look_over, put_out};
use super::{Publication, PublishError};
use crate::app::App;
use crate::features::accounts::{self, Actor};
use crate::features::articles::article::Schedule;
use crate::features::articles::{Article, store};
use crate::features::workflow::{self, Holds};
use crate::id::{AccountId, ArticleId, SectionId, TokenId};
use crate::schedule::DuePublication;

/// Why what came due did not go out.
#[derive(Debug, thiserror::Error)]
pub enum NotOut {
    /// It was set for later meanwhile.
    #[error("it is due later than its job says")]
    Early,
    /// The one who set it may not publish any more, or the token it was set with was taken back.
    #[error("the one who set it may not publish it any more")]
    NotAllowed,
    /// It may not be published now.
    #[error(transparent)]
    Refused(PublishError),
}

impl From<StoreError> for NotOut {
    fn from(error: StoreError) -> NotOut {
        NotOut::Refused(error.into())
    }
}

/// What became of each; what is not scheduled any more is done with.
type Fates = BTreeMap<ArticleId, Result<(), NotOut>>;

/// Publishes these on the word of those who scheduled them, whose roles and tokens are read again now; what became of each, in
/// order. What may not go out is left as it is and keeps nobody else. Where one of them may be why the database refused all, each
/// is tried by itself.
pub async fn publish_together(app: App, due: Vec<DuePublication>) -> Vec<Result<(), NotOut>> {
    let mut fates = match in_one(&app, due.clone()).await {
        Ok(fates) => fates,
        Err(error) if due.len() == 1 || !may_be_of_one(&error) => {
            return due.iter().map(|_| Err(error.clone().into())).collect();
        }
        Err(error) => {
            tracing::warn!(%error, due = due.len(), "what came due goes out one by one");
            let mut fates = Fates::new();
            for one in &due {
                match in_one(&app, vec![one.clone()]).await {
                    Ok(fate) => fates.extend(fate),
                    Err(error) => drop(fates.insert(one.article.clone(), Err(error.into()))),
                }
            }
            fates
        }
    };
    due.iter().map(|one| fates.remove(&one.article).unwrap_or(Ok(()))).collect()
}

/// Whether it may be one of many that the database refused. A machine that takes nothing takes nothing of each either, and says so
/// after a while.
fn may_be_of_one(error: &StoreError) -> bool {
    !error.is_busy() && !error.is_of_the_disk()
}

async fn in_one(app: &App, due: Vec<DuePublication>) -> Result<Fates, StoreError> {
    let app_in = app.clone();
    app.db.write(move |tx| Box::pin(async move { publish_in(tx, &app_in, &due).await })).await
}

/// Those that one account, or the machine, set.
type Set = Vec<(Article, Schedule)>;

async fn publish_in(tx: &Tx, app: &App, due: &[DuePublication]) -> Result<Fates, StoreError> {
    let (mut fates, mut by_word) = (Fates::new(), BTreeMap::<Option<AccountId>, Set>::new());
    let ids: Vec<ArticleId> = due.iter().map(|one| one.article.clone()).collect();
    let held = store::held_articles(tx, &ids).await?;
    let grounds = grounds(tx, &held).await?;
    // Their sections are held by now: what is asked there is what is asked until the commit.
    let holds = workflow::holds_over(tx, &held).await?;
    let now = app.now();
    for article in held {
        match article.schedule.clone() {
            None => {}
            Some(schedule) if schedule.at > now => drop(fates.insert(article.id, Err(NotOut::Early))),
            Some(schedule) => by_word.entry(schedule.by.clone()).or_default().push((article, schedule)),
        }
    }
    let taken_back = taken_back(tx, due).await?;
    for (account, mut set) in by_word {
        let actor = match &account {
            None => Some(Actor::Console),
            Some(account) => accounts::on_the_word_of(tx, account).await?,
        };
        let may = |article: &Article| actor.is_some() && !taken_back.contains(&article.id);
        let refused = set.extract_if(.., |(article, _)| !may(article));
        fates.extend(refused.map(|(article, _)| (article.id, Err(NotOut::NotAllowed))));
        if let Some(actor) = actor {
            publish_set(tx, app, (&actor, set), (&grounds, &holds, now), &mut fates).await?;
        }
    }
    Ok(fates)
}

/// What each of them stands on, each section read once and held in one order.
async fn grounds(tx: &Tx, articles: &[Article]) -> Result<BTreeMap<SectionId, Ground>, StoreError> {
    let sections: BTreeMap<&SectionId, &Article> =
        articles.iter().map(|article| (&article.section, article)).collect();
    let mut grounds = BTreeMap::new();
    for (section, article) in sections {
        grounds.insert(section.clone(), ground(tx, article).await?);
    }
    Ok(grounds)
}

/// Those that were set with a token that was taken back since.
async fn taken_back(tx: &Tx, due: &[DuePublication]) -> Result<BTreeSet<ArticleId>, StoreError> {
    let mut known: BTreeMap<&TokenId, bool> = BTreeMap::new();
    let mut those = BTreeSet::new();
    for one in due {
        let Some(token) = &one.token else { continue };
        if !known.contains_key(token) {
            known.insert(token, accounts::token_is_taken_back(tx, token).await?);
        }
        if known.get(token) == Some(&true) {
            those.insert(one.article.clone());
        }
    }
    Ok(those)
}

/// Publishes what nothing holds back. All are looked over before any is written, and all stand before anything follows them; to a
/// server the questions of all go side by side.
async fn publish_set(
    tx: &Tx,
    app: &App,
    (actor, set): (&Actor, Set),
    (grounds, holds, now): (&BTreeMap<SectionId, Ground>, &Holds, i64),
    fates: &mut Fates,
) -> Result<(), StoreError> {
    let looked = join_all(set.into_iter().map(|(article, schedule)| async move {
        let id = article.id.clone();
        (id, look_over_due(tx, app, actor, (article, schedule), (grounds, holds, now)).await)
    }));
    let mut cleared = Vec::new();
    for (id, looked) in looked.await {
        match looked {
            Ok(one) => cleared.push(one),
            Err(PublishError::Store(error)) => return Err(error),
            Err(PublishError::NotAllowed(_)) => drop(fates.insert(id, Err(NotOut::NotAllowed))),
            Err(error) => drop(fates.insert(id, Err(NotOut::Refused(error)))),
        }
    }
    if cleared.is_empty() {
        return Ok(());
    }
    let out = put_out(tx, app, cleared, None, now).await?;
    follow(tx, app, actor, out, now).await
}

async fn look_over_due(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (article, schedule): (Article, Schedule),
    (grounds, holds, now): (&BTreeMap<SectionId, Ground>, &Holds, i64),
) -> Result<Cleared, PublishError> {
    let by_clock = schedule.by.is_some();
    let wanted = Publication { revision: Some(schedule.revision), by_clock, ..Publication::default() };
    let revision = look_over(tx, app, actor, &article, (&wanted, holds), now).await?;
    let ground = grounds.get(&article.section).cloned();
    let ground = ground.ok_or_else(|| StoreError::Database(format!("{} has no ground", article.id)))?;
    Ok(clear(app, article, revision, ground, &wanted, now)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_tried_by_itself_only_where_that_may_help() {
        let database = || StoreError::Database("revision 1 does not read back".to_owned());
        let table = [
            (database(), true),
            (StoreError::AfterFailure(String::new()), true),
            (StoreError::Busy(String::new()), false),
            (StoreError::DiskFull(String::new()), false),
            (StoreError::Disk(String::new()), false),
            (StoreError::WritesStopped, false),
        ];
        for (error, alone) in table {
            assert_eq!(may_be_of_one(&error), alone, "{error}");
        }
    }
}
