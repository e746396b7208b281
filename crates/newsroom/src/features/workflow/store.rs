//! The SQL of what stands between writing and publishing.

use std::collections::BTreeSet;

use store::{FromRow, Query, Row, StoreError, Tx, list, params, sql};

use super::brake::Brake;
use super::{Candidate, SectionRules, Stage, WaitingNote};
use crate::features::accounts::Role;
use crate::id::{AccountId, ArticleId, EditionCode, MediaId, RevisionNumber, SectionId};

sql! {
    STAGES = "workflow.stages": "select code, name, role from stage order by position";
    // Those who set the stages do so one after the other. Their own rows come and go; the log's head is always there.
    HOLD_STAGES = "workflow.hold_stages": "select seq from event_head where id = 1 for_no_key_update()";
    DROP_STAGES = "workflow.drop_stages": "delete from stage";
    PUT_STAGE = "workflow.put_stage": "insert into stage (code, position, name, role) values ($1, $2, $3, $4)";

    CANDIDATES = "workflow.candidates":
        "select revision, stage, moved_by, moved_at from candidate where article = $1 order by revision";
    PUT_CANDIDATE = "workflow.put_candidate":
        "insert into candidate (article, revision, stage, moved_by, moved_at) values ($1, $2, $3, $4, $5)
         on conflict (article, revision) do update set stage = excluded.stage, moved_by = excluded.moved_by,
           moved_at = excluded.moved_at";
    DROP_CANDIDATES = "workflow.drop_candidates":
        "delete from candidate where article in in_list($1)
           and revision <= (select live_revision from article where article.id = candidate.article)";

    APPROVALS = "workflow.approvals":
        "select approval.account, account.name, approval.section, section.name, approval.given_at
         from approval join account on account.id = approval.account join section on section.id = approval.section
         where approval.article = $1 and approval.revision = $2
         order by approval.given_at, approval.account, approval.section";
    PUT_APPROVAL = "workflow.put_approval":
        "insert into approval (article, revision, account, section, given_at) values ($1, $2, $3, $4, $5)
         on conflict (article, revision, account, section) do nothing";
    // What was approved was approved with the words that its pictures had.
    DROP_APPROVALS_NAMING = "workflow.drop_approvals_naming":
        "delete from approval where exists (select 1 from revision_names names
           where names.named = $1 and names.article = approval.article and names.revision = approval.revision)";
    WAITING_NOTE = "workflow.waiting_note":
        "select waiting.revision, waiting.note, waiting.asked_by, account.name, waiting.asked_at
         from waiting_note waiting join account on account.id = waiting.asked_by where waiting.article = $1";
    PUT_WAITING_NOTE = "workflow.put_waiting_note":
        "insert into waiting_note (article, revision, note, asked_by, asked_at) values ($1, $2, $3, $4, $5)
         on conflict (article) do update set revision = excluded.revision, note = excluded.note,
           asked_by = excluded.asked_by, asked_at = excluded.asked_at";
    DROP_WAITING_NOTE = "workflow.drop_waiting_note":
        "delete from waiting_note where article = $1";
    DROP_APPROVALS_OF = "workflow.drop_approvals_of": "delete from approval where article = $1";
    ASKING = "workflow.asking":
        "select section.id, section.edition, section.name
         from section
           left join section above on above.id = section.parent
           left join section root on root.id = above.parent
           left join section_rules own on own.section = section.id
           left join section_rules over_it on over_it.section = above.id
           left join section_rules at_top on at_top.section = root.id
         where coalesce(own.two_persons, over_it.two_persons, at_top.two_persons, false)
         order by section.position, section.id";
    PUT_DUE = "workflow.put_due":
        "insert into second_person_due (section, article)
         select section, id from article where section = $1
           and (latest_revision > coalesce(live_revision, 0)
             or exists (select 1 from waiting_note waiting
               where waiting.article = article.id and waiting.revision >= article.live_revision))
         on conflict (section, article) do nothing";
    DROP_DUE_IN = "workflow.drop_due_in": "delete from second_person_due where section = $1";
    DROP_DUE = "workflow.drop_due":
        "delete from second_person_due where article in in_list($1)
           and exists (select 1 from article where article.id = second_person_due.article
             and article.section = second_person_due.section and article.latest_revision <= article.live_revision
             and not exists (select 1 from waiting_note waiting
               where waiting.article = article.id and waiting.revision >= article.live_revision))";

    ASSIGNMENT = "workflow.assignment":
        "select assignment.account, account.name, assignment.due_at
         from assignment join account on account.id = assignment.account where assignment.article = $1";
    PUT_ASSIGNMENT = "workflow.put_assignment":
        "insert into assignment (article, account, due_at, given_by, given_at) values ($1, $2, $3, $4, $5)
         on conflict (article) do update set account = excluded.account, due_at = excluded.due_at,
           given_by = excluded.given_by, given_at = excluded.given_at";
    DROP_ASSIGNMENT = "workflow.drop_assignment": "delete from assignment where article = $1";

    RULES_OVER = "workflow.rules_over":
        "select rules.two_persons, rules.weights, due.article
         from section
           left join section above on above.id = section.parent
           left join section root on root.id = above.parent
           left join section_rules rules on rules.section in (section.id, above.id, root.id)
           left join second_person_due due on due.section = section.id and due.article in in_list($2)
         where section.id = $1
         order by case when rules.section = section.id then 1 when rules.section = above.id then 2 else 3 end";
    OWN_RULES = "workflow.own_rules":
        "select two_persons, weights, revision from section_rules where section = $1";
    PUT_RULES = "workflow.put_rules":
        "insert into section_rules (section, two_persons, weights, revision) values ($1, $2, $3, $4)
         on conflict (section) do update set two_persons = excluded.two_persons, weights = excluded.weights,
           revision = excluded.revision
         where section_rules.revision = excluded.revision - 1";

    BRAKE = "workflow.brake": "select publications, withdrawals, minutes from brake where id = 1";
    PUT_BRAKE = "workflow.put_brake":
        "update brake set publications = $1, withdrawals = $2, minutes = $3 where id = 1";
    COUNT_CHANGES = "workflow.count_changes":
        "select count(*) from (select at from reader_change where account = $1 and withdraws = $2 and at > $3 limit $4) counted";
    PUT_CHANGE = "workflow.put_change": "insert into reader_change (id, account, withdraws, at) values ($1, $2, $3, $4)";
    FORGET_CHANGES = "workflow.forget_changes": "delete from reader_change where at < $1";
    RELEASED_UNTIL = "workflow.released_until": "select until_at from brake_release where account = $1";
    PUT_RELEASE = "workflow.put_release":
        "insert into brake_release (account, until_at) values ($1, $2)
         on conflict (account) do update set until_at = excluded.until_at";
}

impl FromRow for Candidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Candidate {
            revision: RevisionNumber(row.get(0)?),
            stage: row.get(1)?,
            moved_by: row.get(2)?,
            moved_at: row.get(3)?,
        })
    }
}

/// Who approved a revision, for which section, and when.
#[derive(Debug, Clone)]
pub struct Approval {
    pub account: AccountId,
    pub name: String,
    pub section: SectionId,
    pub section_name: String,
    pub at: i64,
}

impl FromRow for Approval {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Approval {
            account: AccountId(row.get(0)?),
            name: row.get(1)?,
            section: SectionId(row.get(2)?),
            section_name: row.get(3)?,
            at: row.get(4)?,
        })
    }
}

/// A section that asks for a second person.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking {
    pub section: SectionId,
    pub edition: EditionCode,
    pub name: String,
}

impl FromRow for Asking {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Asking { section: SectionId(row.get(0)?), edition: EditionCode(row.get(1)?), name: row.get(2)? })
    }
}

/// Who has an article, and until when.
#[derive(Debug, Clone)]
pub struct Assignment {
    pub account: AccountId,
    pub name: String,
    pub due_at: Option<i64>,
}

/// The stages in order.
pub async fn stages(q: &impl Query) -> Result<Vec<Stage>, StoreError> {
    let rows: Vec<(String, String, String)> = q.all(&STAGES, params![]).await?;
    // An unknown role (written by a newer program) lets nobody through but those who may do everything.
    let stage = |(code, name, role): (String, String, String)| Stage {
        code,
        name,
        role: role.parse().unwrap_or(Role::Admin),
    };
    Ok(rows.into_iter().map(stage).collect())
}

/// The stages in order; nobody sets others before the end of the transaction.
pub(super) async fn hold_stages(tx: &Tx) -> Result<Vec<Stage>, StoreError> {
    tx.optional::<(i64,)>(&HOLD_STAGES, params![]).await?;
    stages(tx).await
}

pub(super) async fn put_stages(tx: &Tx, stages: &[Stage]) -> Result<(), StoreError> {
    tx.send(&DROP_STAGES, params![]).await?;
    for (position, stage) in (1_i64..).zip(stages) {
        let values = params![stage.code.as_str(), position, stage.name.as_str(), stage.role.as_str()];
        tx.send(&PUT_STAGE, values).await?;
    }
    Ok(())
}

/// Where an article's revisions were moved to since the last publication.
pub async fn candidates_of(q: &impl Query, article: &ArticleId) -> Result<Vec<Candidate>, StoreError> {
    q.all(&CANDIDATES, params![article]).await
}

pub(super) async fn put_candidate(tx: &Tx, article: &ArticleId, one: &Candidate) -> Result<(), StoreError> {
    let values = params![article, one.revision.0, one.stage.as_str(), one.moved_by.as_str(), one.moved_at];
    tx.send(&PUT_CANDIDATE, values).await
}

/// Forgets of these articles what was moved somewhere up to the revision that is live.
pub(super) async fn drop_candidates(tx: &Tx, articles: &[ArticleId]) -> Result<(), StoreError> {
    tx.send(&DROP_CANDIDATES, params![list(articles)]).await
}

/// Nothing of those whose newest revision is live waits for a second person where they are filed, unless a note does.
pub(super) async fn drop_due(tx: &Tx, articles: &[ArticleId]) -> Result<(), StoreError> {
    tx.send(&DROP_DUE, params![list(articles)]).await
}

/// Who approved a revision, for whichever section.
pub async fn approvals_of(
    q: &impl Query,
    article: &ArticleId,
    revision: RevisionNumber,
) -> Result<Vec<Approval>, StoreError> {
    q.all(&APPROVALS, params![article, revision.0]).await
}

pub(super) async fn put_approval(
    tx: &Tx,
    (article, revision): (&ArticleId, RevisionNumber),
    account: &AccountId,
    section: &SectionId,
    now: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&PUT_APPROVAL, params![article, revision.0, account, section, now]).await? == 1)
}

/// Forgets the approvals of the revisions that name a picture: what is said of it is not what was approved any more.
pub async fn drop_approvals_naming(tx: &Tx, picture: &MediaId) -> Result<(), StoreError> {
    tx.send(&DROP_APPROVALS_NAMING, params![picture]).await
}

/// The note of an article that waits for its second person.
pub(super) async fn waiting_note(
    q: &impl Query,
    article: &ArticleId,
) -> Result<Option<WaitingNote>, StoreError> {
    let row: Option<(i64, String, AccountId, String, i64)> =
        q.optional(&WAITING_NOTE, params![article]).await?;
    let Some((revision, note, asked_by, asker, asked_at)) = row else { return Ok(None) };
    let note = serde_json::from_str(&note)
        .map_err(|error| StoreError::Database(format!("a waiting note does not read back: {error}")))?;
    Ok(Some(WaitingNote { revision: RevisionNumber(revision), note, asked_by, asker, asked_at }))
}

pub(super) async fn put_waiting_note(
    tx: &Tx,
    article: &ArticleId,
    waiting: &WaitingNote,
) -> Result<(), StoreError> {
    let note = serde_json::to_string(&waiting.note).expect("a note is words");
    let values = params![article, waiting.revision.0, note, &waiting.asked_by, waiting.asked_at];
    tx.send(&PUT_WAITING_NOTE, values).await
}

/// The note that waited waits no more.
pub(super) async fn drop_waiting_note(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&DROP_WAITING_NOTE, params![article]).await
}

/// Forgets the approvals of an article: what readers would see with it is not what was approved any more.
pub(super) async fn drop_approvals_of(tx: &Tx, article: &ArticleId) -> Result<(), StoreError> {
    tx.send(&DROP_APPROVALS_OF, params![article]).await
}

/// The sections that ask for a second person, by themselves or because one over them does.
pub async fn asking(q: &impl Query) -> Result<Vec<Asking>, StoreError> {
    q.all(&ASKING, params![]).await
}

/// Remembers what waits in the sections that ask no more, and forgets it of those that ask again. What was waiting is not let
/// out by that.
pub async fn note_lifted(tx: &Tx, asked: &[Asking]) -> Result<(), StoreError> {
    let ask = asking(tx).await?;
    for one in asked.iter().filter(|one| !ask.contains(one)) {
        tx.send(&PUT_DUE, params![&one.section]).await?;
    }
    for one in ask.iter().filter(|one| !asked.contains(one)) {
        tx.send(&DROP_DUE_IN, params![&one.section]).await?;
    }
    Ok(())
}

/// Who has an article.
pub(super) async fn assignment_of(
    q: &impl Query,
    article: &ArticleId,
) -> Result<Option<Assignment>, StoreError> {
    let row: Option<(AccountId, String, Option<i64>)> = q.optional(&ASSIGNMENT, params![article]).await?;
    Ok(row.map(|(account, name, due_at)| Assignment { account, name, due_at }))
}

pub(super) async fn put_assignment(
    tx: &Tx,
    article: &ArticleId,
    to: Option<(&AccountId, Option<i64>)>,
    by: &str,
    now: i64,
) -> Result<(), StoreError> {
    match to {
        Some((account, due_at)) => tx.send(&PUT_ASSIGNMENT, params![article, account, due_at, by, now]).await,
        None => tx.send(&DROP_ASSIGNMENT, params![article]).await,
    }
}

/// What is asked of the articles of a section: by itself, or by the nearest one over it that asks anything.
pub async fn rules_of(q: &impl Query, section: &SectionId) -> Result<SectionRules, StoreError> {
    rules_for(q, section, &[]).await.map(|(rules, _)| rules)
}

/// The same, and which of these articles were waiting there when the section ceased to ask for a second person. One question: of
/// what one who sets the rules says at once, nobody sees a half.
pub(super) async fn rules_for(
    q: &impl Query,
    section: &SectionId,
    articles: &[ArticleId],
) -> Result<(SectionRules, BTreeSet<ArticleId>), StoreError> {
    let rows: Vec<(Option<bool>, Option<String>, Option<String>)> =
        q.all(&RULES_OVER, params![section, list(articles)]).await?;
    let nearest = rows.first().and_then(|(two_persons, weights, _)| two_persons.zip(weights.as_ref()));
    let rules = match nearest {
        Some((two_persons, weights)) => rules(two_persons, weights)?,
        None => SectionRules::default(),
    };
    Ok((rules, rows.into_iter().filter_map(|(.., due)| due.map(ArticleId)).collect()))
}

/// What a section asks by itself, and how often that was set.
pub async fn own_rules(
    q: &impl Query,
    section: &SectionId,
) -> Result<Option<(SectionRules, i64)>, StoreError> {
    let row: Option<(bool, String, i64)> = q.optional(&OWN_RULES, params![section]).await?;
    let Some((two_persons, weights, revision)) = row else { return Ok(None) };
    Ok(Some((rules(two_persons, &weights)?, revision)))
}

fn rules(two_persons: bool, weights: &str) -> Result<SectionRules, StoreError> {
    let weights = serde_json::from_str(weights)
        .map_err(|error| StoreError::Database(format!("what a section asks does not read back: {error}")))?;
    Ok(SectionRules { two_persons, weights })
}

/// Sets what a section asks where the revision before this one stands; `false`: somebody else was faster.
pub(super) async fn put_rules(
    tx: &Tx,
    section: &SectionId,
    rules: &SectionRules,
    revision: i64,
) -> Result<bool, StoreError> {
    let weights = serde_json::to_string(&rules.weights).expect("weights are words");
    Ok(tx.execute(&PUT_RULES, params![section, rules.two_persons, weights, revision]).await? == 1)
}

/// The brake as it is set.
pub async fn brake(q: &impl Query) -> Result<Brake, StoreError> {
    let (publications, withdrawals, minutes) = q.one(&BRAKE, params![]).await?;
    Ok(Brake { publications, withdrawals, minutes })
}

pub(super) async fn put_brake(tx: &Tx, brake: Brake) -> Result<(), StoreError> {
    tx.send(&PUT_BRAKE, params![brake.publications, brake.withdrawals, brake.minutes]).await
}

/// How often somebody changed what readers see since then, counted up to `most`.
pub(super) async fn count_changes(
    q: &impl Query,
    account: &AccountId,
    withdraws: bool,
    since: i64,
    most: i64,
) -> Result<i64, StoreError> {
    let (count,) = q.one(&COUNT_CHANGES, params![account, withdraws, since, most]).await?;
    Ok(count)
}

pub(super) async fn put_change(
    tx: &Tx,
    id: &str,
    account: &AccountId,
    withdraws: bool,
    now: i64,
) -> Result<(), StoreError> {
    tx.send(&PUT_CHANGE, params![id, account, withdraws, now]).await
}

/// Forgets the changes that no brake counts any more.
pub(super) async fn forget_changes(tx: &Tx, before: i64) -> Result<(), StoreError> {
    tx.send(&FORGET_CHANGES, params![before]).await
}

/// Until when the brake is released for somebody.
pub(super) async fn released_until(q: &impl Query, account: &AccountId) -> Result<i64, StoreError> {
    Ok(q.optional::<(i64,)>(&RELEASED_UNTIL, params![account]).await?.map_or(0, |(until,)| until))
}

pub(super) async fn put_release(tx: &Tx, account: &AccountId, until: i64) -> Result<(), StoreError> {
    tx.send(&PUT_RELEASE, params![account, until]).await
}
