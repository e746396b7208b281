//! The SQL of notes.

use serde::Deserialize;
use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::note::{NewNote, Note};
use super::policy::may_take_part_in;
use crate::features::accounts::Actor;
use crate::id::{AccountId, ArticleId, EditionCode, NoteId, SectionId};

sql! {
    OF_ARTICLE = "notes.of_article":
        "select note.id, note.parent, note.block, note.quoted, note.body, note.written_by, writer.name, note.written_at,
           coalesce(resolver.name, note.resolved_by), note.resolved_at
         from note join account writer on writer.id = note.written_by
           left join account resolver on note.resolved_by = 'account:' || resolver.id
         where note.article = $1 order by note.written_at, note.id limit $2";
    BY_ID = "notes.by_id":
        "select note.id, note.parent, note.block, note.quoted, note.body, note.written_by, writer.name, note.written_at,
           coalesce(resolver.name, note.resolved_by), note.resolved_at
         from note join account writer on writer.id = note.written_by
           left join account resolver on note.resolved_by = 'account:' || resolver.id
         where note.article = $1 and note.id = $2";
    COUNT = "notes.count": "select count(*) from note where article = $1";
    NAMED = "notes.named":
        "select mention.note, account.id, account.name from note join mention on mention.note = note.id
           join account on account.id = mention.account
         where note.article = $1 order by mention.note, account.name limit $2";
    INSERT = "notes.insert":
        "insert into note (id, article, parent, block, quoted, body, written_by, written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    NAME = "notes.name": "insert into mention (note, account) values ($1, $2)";
    RESOLVE = "notes.resolve": "update note set resolved_by = $2, resolved_at = $3 where id = $1";
    MENTIONS = "notes.mentions":
        "select note.id, note.body, note.written_at, writer.name, article.id, article.edition, article.section,
           article.created_by, revision.content
         from mention join note on note.id = mention.note
           join note root on root.id = case when note.parent = '' then note.id else note.parent end
           join account writer on writer.id = note.written_by
           join article on article.id = note.article
           join revision on revision.article = article.id and revision.number = article.latest_revision
         where mention.account = $1 and root.resolved_at is null
         order by note.written_at desc, note.id desc limit $2";
}

/// So many notes an article has.
pub(super) const MOST: i64 = 500;

impl FromRow for Note {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let resolved: (Option<String>, Option<i64>) = (row.get(8)?, row.get(9)?);
        Ok(Note {
            id: NoteId(row.get(0)?),
            parent: row.get(1)?,
            block: row.get(2)?,
            quoted: row.get(3)?,
            body: row.get(4)?,
            by: (AccountId(row.get(5)?), row.get(6)?),
            at: row.get(7)?,
            resolved: resolved.0.zip(resolved.1),
        })
    }
}

/// The notes of an article, in the order in which they were written.
pub(super) async fn notes_of(q: &impl Query, article: &ArticleId) -> Result<Vec<Note>, StoreError> {
    q.all(&OF_ARTICLE, params![article, MOST]).await
}

/// One of them.
pub(super) async fn note_by_id(
    q: &impl Query,
    article: &ArticleId,
    id: &NoteId,
) -> Result<Option<Note>, StoreError> {
    q.optional(&BY_ID, params![article, id]).await
}

/// Whom the notes of an article name: the note, the account, the name.
pub(super) async fn named_in(
    q: &impl Query,
    article: &ArticleId,
) -> Result<Vec<(NoteId, AccountId, String)>, StoreError> {
    q.all(&NAMED, params![article, MOST * 4]).await
}

pub(super) async fn count(q: &impl Query, article: &ArticleId) -> Result<i64, StoreError> {
    let (count,) = q.one::<(i64,)>(&COUNT, params![article]).await?;
    Ok(count)
}

pub(super) async fn insert(
    tx: &Tx,
    (article, id): (&ArticleId, &NoteId),
    new: &NewNote,
    by: &AccountId,
    now: i64,
) -> Result<(), StoreError> {
    let parent = new.parent.as_ref().map_or("", |parent| parent.as_str());
    let (block, quoted, body) = (new.block.as_str(), new.quoted.as_str(), new.body.as_str());
    tx.execute(&INSERT, params![id, article, parent, block, quoted, body, by, now]).await?;
    for account in &new.named {
        tx.execute(&NAME, params![id, account]).await?;
    }
    Ok(())
}

/// Says that a thread is done with, and who said so; or that it is not.
pub(super) async fn resolve(tx: &Tx, id: &NoteId, by: Option<(&str, i64)>) -> Result<(), StoreError> {
    tx.execute(&RESOLVE, params![id, by.map(|(by, _)| by), by.map(|(_, at)| at)]).await.map(drop)
}

/// A note that names somebody, and is not done with.
pub struct Mentioned {
    /// The note.
    pub note: NoteId,
    /// The article that it stands beside, with its newest headline and its edition.
    pub article: ArticleId,
    pub headline: String,
    pub edition: EditionCode,
    /// What it says, who wrote it, and when.
    pub body: String,
    pub by: String,
    pub at: i64,
    section: SectionId,
    created_by: String,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    headline: String,
}

impl FromRow for Mentioned {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let told: Option<Told> = serde_json::from_str(&row.get::<String>(8)?).ok();
        Ok(Mentioned {
            note: NoteId(row.get(0)?),
            body: row.get(1)?,
            at: row.get(2)?,
            by: row.get(3)?,
            article: ArticleId(row.get(4)?),
            edition: EditionCode(row.get(5)?),
            section: SectionId(row.get(6)?),
            created_by: row.get(7)?,
            headline: told.map(|told| told.headline).unwrap_or_default(),
        })
    }
}

/// The newest notes that name this person, beside what they may still read.
pub async fn mentions_of(q: &impl Query, actor: &Actor, limit: usize) -> Result<Vec<Mentioned>, StoreError> {
    let Some(account) = actor.account() else { return Ok(Vec::new()) };
    let found: Vec<Mentioned> = q.all(&MENTIONS, params![account, limit as i64 * 4]).await?;
    let readable =
        |one: &Mentioned| may_take_part_in(actor, (&one.edition, &one.section), &one.created_by).is_ok();
    Ok(found.into_iter().filter(readable).take(limit).collect())
}
