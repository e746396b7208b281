//! The SQL of accounts, what they sign in with, tokens, sign-in links and desk sessions.

use store::{FromRow, Query, Row, StoreError, Tx, params, sql};

use super::{Account, Actor, DeskSession, Remit, Role, Secret, Standing};
use crate::id::{AccountId, EditionCode, SectionId, SessionId, TokenId};

sql! {
    TAKEN_BACK = "accounts.taken_back": "select count(*) from token where id = $1 and revoked_at is null";
    ACCOUNT_BY_ID = "accounts.by_id": "select id, name, email, role, suspended_at, lang from account where id = $1";
    ACCOUNT_BY_EMAIL = "accounts.by_email": "select id, name, email, role, suspended_at, lang from account where email = $1";
    ACCOUNTS = "accounts.all": "select id, name, email, role, suspended_at, lang from account order by created_at, id";
    INSERT_ACCOUNT = "accounts.insert":
        "insert into account (id, name, email, role, suspended_at, created_at, lang) values ($1, $2, $3, $4, null, $5, $6)";
    INSERT_TOKEN = "accounts.insert_token":
        "insert into token (id, account, name, hash, expires_at, revoked_at, created_at) values ($1, $2, $3, $4, $5, null, $6)";
    BY_TOKEN = "accounts.by_token":
        "select token.id, account.id, account.role
         from token join account on account.id = token.account
         where token.hash = $1 and token.revoked_at is null and account.suspended_at is null
           and (token.expires_at is null or token.expires_at > $2)";
    INSERT_LINK = "accounts.insert_signin_link":
        "insert into signin_link (hash, account, expires_at, used_at) values ($1, $2, $3, null)";
    USE_LINK = "accounts.use_signin_link":
        "update signin_link set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning account";
    INSERT_SESSION = "accounts.insert_session":
        "insert into desk_session (hash, account, created_at, expires_at, id, device, seen_at, proven_at, half)
         values ($1, $2, $3, $4, $5, $6, $3, $3, $7)";
    BY_SESSION = "accounts.by_session":
        "select account.id, account.name, account.email, account.role, account.suspended_at, account.lang, account.factor,
           desk_session.id, desk_session.device, desk_session.created_at, desk_session.seen_at, desk_session.proven_at,
           (select count(*) from passkey where passkey.account = account.id)
         from desk_session join account on account.id = desk_session.account
         where desk_session.hash = $1 and desk_session.expires_at > $2 and desk_session.half = false
           and account.suspended_at is null";
    BY_HALF_SESSION = "accounts.by_half_session":
        "select account.id, desk_session.device
         from desk_session join account on account.id = desk_session.account
         where desk_session.hash = $1 and desk_session.expires_at > $2 and desk_session.half = true
           and account.suspended_at is null";
    SESSIONS_OF = "accounts.sessions_of":
        "select id, device, created_at, seen_at, proven_at from desk_session
         where account = $1 and expires_at > $2 and half = false order by created_at desc limit 100";
    DELETE_SESSION = "accounts.delete_session": "delete from desk_session where hash = $1";
    END_SESSION = "accounts.end_session": "delete from desk_session where account = $1 and id = $2";
    END_OTHERS = "accounts.end_other_sessions": "delete from desk_session where account = $1 and id <> $2";
    END_EXPIRED = "accounts.end_expired_sessions": "delete from desk_session where expires_at <= $1";
    SEEN = "accounts.session_seen": "update desk_session set seen_at = $2 where id = $1";
    PROVEN = "accounts.session_proven": "update desk_session set proven_at = $2 where id = $1";
    CREDENTIALS = "accounts.credentials":
        "select password, factor, (select count(*) from passkey where passkey.account = account.id)
         from account where id = $1";
    SET_PASSWORD = "accounts.set_password": "update account set password = $2 where id = $1";
    SET_FACTOR = "accounts.set_factor": "update account set factor = $2, factor_step = $3 where id = $1";
    TAKE_STEP = "accounts.take_step":
        "update account set factor_step = $2 where id = $1 and factor_step < $2";
    SET_LANG = "accounts.set_lang": "update account set lang = $2 where id = $1";
    SET_ROLE = "accounts.set_role": "update account set role = $2 where id = $1";
    SET_SUSPENDED = "accounts.set_suspended": "update account set suspended_at = $2 where id = $1";
    OTHER_ADMINS = "accounts.other_admins":
        "select count(*) from account where role = 'admin' and suspended_at is null and id <> $1";
    INSERT_CODE = "accounts.insert_recovery_code":
        "insert into recovery_code (account, hash, used_at) values ($1, $2, null)";
    DELETE_CODES = "accounts.delete_recovery_codes": "delete from recovery_code where account = $1";
    USE_CODE = "accounts.use_recovery_code":
        "update recovery_code set used_at = $3 where account = $1 and hash = $2 and used_at is null";
    CODES_LEFT = "accounts.recovery_codes_left":
        "select count(*) from recovery_code where account = $1 and used_at is null";
    TRIES = "accounts.tries": "select count(*) from sign_in_try where who = $1 and tried_at > $2";
    INSERT_TRY = "accounts.insert_try": "insert into sign_in_try (id, who, tried_at) values ($1, $2, $3)";
    FORGET_TRIES = "accounts.forget_tries": "delete from sign_in_try where who = $1";
    FORGET_OLD_TRIES = "accounts.forget_old_tries": "delete from sign_in_try where tried_at <= $1";
    INSERT_DEVICE = "accounts.insert_device":
        "insert into known_device (hash, account, known_since) values ($1, $2, $3)";
    DEVICE_OF = "accounts.device_of": "select account from known_device where hash = $1";
    FORGET_DEVICES = "accounts.forget_devices": "delete from known_device where account = $1";
    REMITS = "accounts.remits":
        "select edition, section, role from remit where account = $1 order by edition, section";
    ALL_REMITS = "accounts.all_remits":
        "select account, edition, section, role from remit order by account, edition, section";
    REACH = "accounts.reach":
        "with recursive reach (edition, section, role) as (
           select edition, section, role from remit where account = $1
           union
           select section.edition, section.id, reach.role from section
           join reach on section.parent = reach.section or (reach.section = '' and section.edition = reach.edition)
         )
         select edition, section, role from reach";
    PEOPLE_AT = "accounts.people_at":
        "select account.id, account.name, account.role, coalesce(remit.role, '')
         from section
           left join section above on above.id = section.parent
           join account on account.suspended_at is null
           left join remit on remit.account = account.id and remit.edition = section.edition
             and remit.section in ('', section.id, above.id, above.parent)
         where section.edition = $1 and section.id = $2
         order by account.created_at, account.id";
    SET_REMIT = "accounts.set_remit":
        "insert into remit (account, edition, section, role) values ($1, $2, $3, $4)
         on conflict (account, edition, section) do update set role = excluded.role";
    REMOVE_REMIT = "accounts.remove_remit": "delete from remit where account = $1 and edition = $2 and section = $3";
    END_LINKS = "accounts.end_links": "delete from signin_link where account = $1";
}

impl FromRow for Account {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Account {
            id: AccountId(row.get(0)?),
            name: row.get(1)?,
            email: row.get(2)?,
            // An unknown role (written by a newer program) has the least rights.
            role: row.get::<String>(3)?.parse().unwrap_or(Role::Moderator),
            suspended_at: row.get(4)?,
            lang: row.get(5)?,
        })
    }
}

impl FromRow for DeskSession {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        session(row, 0)
    }
}

fn session(row: &Row<'_>, from: usize) -> Result<DeskSession, StoreError> {
    Ok(DeskSession {
        id: SessionId(row.get(from)?),
        device: row.get(from + 1)?,
        created_at: row.get(from + 2)?,
        seen_at: row.get(from + 3)?,
        proven_at: row.get(from + 4)?,
    })
}

/// Who is at the desk.
pub struct Present {
    /// The person.
    pub account: Account,
    /// Whether they have a second factor.
    pub has_factor: bool,
    /// Whether they have a passkey, which is both factors.
    pub has_passkey: bool,
    /// Their presence here.
    pub session: DeskSession,
}

impl FromRow for Present {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let has_factor = !row.get::<String>(6)?.is_empty();
        let has_passkey = row.get::<i64>(12)? > 0;
        Ok(Present { account: Account::from_row(row)?, has_factor, has_passkey, session: session(row, 7)? })
    }
}

/// What an account signs in with.
pub struct Credentials {
    /// The hash of the password; empty: none.
    pub password: String,
    /// The number of the second factor; empty: none.
    pub factor: String,
    /// How many passkeys there are.
    pub passkeys: i64,
}

impl Credentials {
    /// Whether a password or a link alone is half of what this account asks for.
    pub fn has_second_step(&self) -> bool {
        !self.factor.is_empty() || self.passkeys > 0
    }
}

impl FromRow for Credentials {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Credentials { password: row.get(0)?, factor: row.get(1)?, passkeys: row.get(2)? })
    }
}

/// The account with this id.
pub async fn account_by_id(q: &impl Query, id: &AccountId) -> Result<Option<Account>, StoreError> {
    q.optional(&ACCOUNT_BY_ID, params![id]).await
}

/// The account with this e-mail address.
pub async fn account_by_email(q: &impl Query, email: &str) -> Result<Option<Account>, StoreError> {
    q.optional(&ACCOUNT_BY_EMAIL, params![email]).await
}

/// All accounts, the oldest first.
pub async fn accounts(q: &impl Query) -> Result<Vec<Account>, StoreError> {
    q.all(&ACCOUNTS, params![]).await
}

/// The actor that a token speaks for; `None` when it is unknown, revoked, expired, or its person is suspended.
pub async fn actor_by_token(q: &impl Query, secret: &Secret, now: i64) -> Result<Option<Actor>, StoreError> {
    let row = q.optional::<(TokenId, AccountId, String)>(&BY_TOKEN, params![secret.hash(), now]).await?;
    let Some((token, account, role)) = row else { return Ok(None) };
    let Ok(role) = role.parse() else { return Ok(None) };
    let standing = standing_of(q, &account, role).await?;
    Ok(Some(Actor::Token { token, account, standing }))
}

/// What somebody with this role may do, in every section that a remit of theirs reaches.
pub async fn standing_of(q: &impl Query, account: &AccountId, role: Role) -> Result<Standing, StoreError> {
    Ok(Standing::new(role, q.all(&REACH, params![account]).await?))
}

/// Everybody who is not suspended, with what they may do in a section: its own remits and those that reach it from above count.
pub async fn people_at(
    q: &impl Query,
    edition: &EditionCode,
    section: &SectionId,
) -> Result<Vec<(AccountId, String, Standing)>, StoreError> {
    let rows: Vec<(AccountId, String, String, String)> = q.all(&PEOPLE_AT, params![edition, section]).await?;
    let mut people: Vec<(AccountId, String, Role)> = Vec::new();
    for (id, name, own, there) in rows {
        let named = |role: &str| role.parse().unwrap_or(Role::Moderator);
        let role = named(&own).max(named(&there));
        match people.last_mut().filter(|(last, ..)| *last == id) {
            Some((.., known)) => *known = role.max(*known),
            None => people.push((id, name, role)),
        }
    }
    let there = |role| Remit { edition: edition.clone(), section: Some(section.clone()), role };
    let standing = |role| Standing::new(Role::Moderator, vec![there(role)]);
    Ok(people.into_iter().map(|(id, name, role)| (id, name, standing(role))).collect())
}

/// The clock, acting for somebody; `None` when they are suspended or gone.
pub async fn on_the_word_of(q: &impl Query, account: &AccountId) -> Result<Option<Actor>, StoreError> {
    let person = account_by_id(q, account).await?.filter(|person| person.suspended_at.is_none());
    let Some(person) = person else { return Ok(None) };
    let standing = standing_of(q, account, person.role).await?;
    Ok(Some(Actor::Scheduler { account: person.id, standing }))
}

/// Whether a token was taken back, which its running out is not.
pub async fn token_is_taken_back(q: &impl Query, token: &TokenId) -> Result<bool, StoreError> {
    let (alive,): (i64,) = q.one(&TAKEN_BACK, params![token]).await?;
    Ok(alive == 0)
}

/// The remits of everybody.
pub(super) async fn all_remits(q: &impl Query) -> Result<Vec<(AccountId, Remit)>, StoreError> {
    let rows: Vec<(AccountId, String, String, String)> = q.all(&ALL_REMITS, params![]).await?;
    Ok(rows
        .into_iter()
        .map(|(account, edition, section, role)| (account, remit(edition, section, &role)))
        .collect())
}

/// The remits of one person.
pub(super) async fn remits_of(q: &impl Query, account: &AccountId) -> Result<Vec<Remit>, StoreError> {
    q.all(&REMITS, params![account]).await
}

impl FromRow for Remit {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(remit(row.get(0)?, row.get(1)?, &row.get::<String>(2)?))
    }
}

fn remit(edition: String, section: String, role: &str) -> Remit {
    let section = Some(section).filter(|section| !section.is_empty()).map(SectionId);
    // An unknown role (written by a newer program) has the least rights.
    Remit { edition: EditionCode(edition), section, role: role.parse().unwrap_or(Role::Moderator) }
}

pub(super) async fn set_remit(tx: &Tx, account: &AccountId, remit: &Remit) -> Result<(), StoreError> {
    let section = remit.section.as_ref().map_or("", SectionId::as_str);
    tx.execute(&SET_REMIT, params![account, &remit.edition, section, remit.role.as_str()]).await.map(drop)
}

pub(super) async fn remove_remit(
    tx: &Tx,
    account: &AccountId,
    edition: &EditionCode,
    section: Option<&SectionId>,
) -> Result<(), StoreError> {
    let section = section.map_or("", SectionId::as_str);
    tx.execute(&REMOVE_REMIT, params![account, edition, section]).await.map(drop)
}

/// The person whose desk session this is; `None` also while the second factor is still to come.
pub async fn present(q: &impl Query, secret: &Secret, now: i64) -> Result<Option<Present>, StoreError> {
    q.optional(&BY_SESSION, params![secret.hash(), now]).await
}

/// The account that still owes its second factor, and the device it is on.
pub(super) async fn half_present(
    q: &impl Query,
    secret: &Secret,
    now: i64,
) -> Result<Option<(AccountId, String)>, StoreError> {
    q.optional(&BY_HALF_SESSION, params![secret.hash(), now]).await
}

/// What an account signs in with.
pub(super) async fn credentials(q: &impl Query, id: &AccountId) -> Result<Option<Credentials>, StoreError> {
    q.optional(&CREDENTIALS, params![id]).await
}

/// Whether an account has a second step of signing in.
pub async fn has_second_step(q: &impl Query, id: &AccountId) -> Result<bool, StoreError> {
    Ok(credentials(q, id).await?.is_some_and(|kept| kept.has_second_step()))
}

/// The open sessions of an account, the newest first.
pub(super) async fn sessions_of(
    q: &impl Query,
    account: &AccountId,
    now: i64,
) -> Result<Vec<DeskSession>, StoreError> {
    q.all(&SESSIONS_OF, params![account, now]).await
}

/// How many codes on paper are not used.
pub(super) async fn codes_left(q: &impl Query, account: &AccountId) -> Result<i64, StoreError> {
    Ok(q.optional::<(i64,)>(&CODES_LEFT, params![account]).await?.map_or(0, |(count,)| count))
}

/// How often it was tried since then.
pub(super) async fn tries(q: &impl Query, who: &str, since: i64) -> Result<i64, StoreError> {
    Ok(q.optional::<(i64,)>(&TRIES, params![who, since]).await?.map_or(0, |(count,)| count))
}

/// Whose known device this is.
pub(super) async fn device_of(q: &impl Query, secret: &Secret) -> Result<Option<AccountId>, StoreError> {
    Ok(q.optional::<(AccountId,)>(&DEVICE_OF, params![secret.hash()]).await?.map(|(account,)| account))
}

/// How many administrators there are besides this one.
pub(super) async fn other_admins(q: &impl Query, than: &AccountId) -> Result<i64, StoreError> {
    Ok(q.optional::<(i64,)>(&OTHER_ADMINS, params![than]).await?.map_or(0, |(count,)| count))
}

pub(super) async fn insert_account(tx: &Tx, account: &Account, now: i64) -> Result<(), StoreError> {
    let values = params![
        &account.id,
        account.name.as_str(),
        account.email.as_str(),
        account.role.as_str(),
        now,
        account.lang.as_str()
    ];
    tx.execute(&INSERT_ACCOUNT, values).await.map(drop)
}

pub(super) async fn insert_token(
    tx: &Tx,
    id: &TokenId,
    account: &AccountId,
    name: &str,
    secret: &Secret,
    expires_at: Option<i64>,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute(&INSERT_TOKEN, params![id, account, name, secret.hash(), expires_at, now]).await.map(drop)
}

pub(super) async fn insert_link(
    tx: &Tx,
    account: &AccountId,
    secret: &Secret,
    until: i64,
) -> Result<(), StoreError> {
    tx.execute(&INSERT_LINK, params![secret.hash(), account, until]).await.map(drop)
}

pub(super) async fn use_link(tx: &Tx, secret: &Secret, now: i64) -> Result<Option<AccountId>, StoreError> {
    Ok(tx.optional::<(AccountId,)>(&USE_LINK, params![secret.hash(), now]).await?.map(|(account,)| account))
}

/// A session that begins.
pub(super) struct NewSession<'a> {
    pub account: &'a AccountId,
    pub id: SessionId,
    pub secret: &'a Secret,
    pub device: &'a str,
    pub half: bool,
    pub now: i64,
    pub until: i64,
}

pub(super) async fn insert_session(tx: &Tx, new: NewSession<'_>) -> Result<(), StoreError> {
    tx.execute(&END_EXPIRED, params![new.now]).await?;
    let values = params![new.secret.hash(), new.account, new.now, new.until, &new.id, new.device, new.half];
    tx.execute(&INSERT_SESSION, values).await.map(drop)
}

pub(super) async fn delete_session(tx: &Tx, secret: &Secret) -> Result<(), StoreError> {
    tx.execute(&DELETE_SESSION, params![secret.hash()]).await.map(drop)
}

pub(super) async fn end_session(tx: &Tx, account: &AccountId, id: &SessionId) -> Result<u64, StoreError> {
    tx.execute(&END_SESSION, params![account, id]).await
}

/// Ends the sessions of an account, all but this one.
pub(super) async fn end_others(
    tx: &Tx,
    account: &AccountId,
    but: Option<&SessionId>,
) -> Result<u64, StoreError> {
    tx.execute(&END_OTHERS, params![account, but.map_or("", SessionId::as_str)]).await
}

pub(super) async fn session_seen(tx: &Tx, id: &SessionId, now: i64) -> Result<(), StoreError> {
    tx.execute(&SEEN, params![id, now]).await.map(drop)
}

pub(super) async fn session_proven(tx: &Tx, id: &SessionId, now: i64) -> Result<(), StoreError> {
    tx.execute(&PROVEN, params![id, now]).await.map(drop)
}

pub(super) async fn set_password(tx: &Tx, account: &AccountId, hash: &str) -> Result<(), StoreError> {
    tx.execute(&SET_PASSWORD, params![account, hash]).await.map(drop)
}

/// Sets the second factor, with the step of the code that proved it, and the codes on paper beside it.
pub(super) async fn set_factor(
    tx: &Tx,
    account: &AccountId,
    number: &str,
    step: i64,
    codes: &[String],
) -> Result<(), StoreError> {
    tx.execute(&SET_FACTOR, params![account, number, step]).await?;
    set_codes(tx, account, codes).await
}

/// Takes the second factor off; the codes on paper stay.
pub(super) async fn clear_factor(tx: &Tx, account: &AccountId) -> Result<(), StoreError> {
    tx.execute(&SET_FACTOR, params![account, "", 0_i64]).await.map(drop)
}

/// Puts these codes on paper in place of those before.
pub(super) async fn set_codes(tx: &Tx, account: &AccountId, codes: &[String]) -> Result<(), StoreError> {
    tx.execute(&DELETE_CODES, params![account]).await?;
    for hash in codes {
        tx.execute(&INSERT_CODE, params![account, hash.as_str()]).await?;
    }
    Ok(())
}

/// Takes a code's step, which must be later than the last that was taken; whether it was.
pub(super) async fn take_step(tx: &Tx, account: &AccountId, step: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&TAKE_STEP, params![account, step]).await? > 0)
}

/// Spends a code on paper; whether it was there.
pub(super) async fn use_code(tx: &Tx, account: &AccountId, hash: &str, now: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&USE_CODE, params![account, hash, now]).await? > 0)
}

pub(super) async fn set_lang(tx: &Tx, account: &AccountId, lang: &str) -> Result<(), StoreError> {
    tx.execute(&SET_LANG, params![account, lang]).await.map(drop)
}

pub(super) async fn set_role(tx: &Tx, account: &AccountId, role: Role) -> Result<(), StoreError> {
    tx.execute(&SET_ROLE, params![account, role.as_str()]).await.map(drop)
}

pub(super) async fn set_suspended(tx: &Tx, account: &AccountId, at: Option<i64>) -> Result<(), StoreError> {
    tx.execute(&SET_SUSPENDED, params![account, at]).await.map(drop)
}

pub(super) async fn insert_try(tx: &Tx, id: &str, who: &str, now: i64) -> Result<(), StoreError> {
    tx.execute(&INSERT_TRY, params![id, who, now]).await.map(drop)
}

pub(super) async fn forget_tries(tx: &Tx, who: &str) -> Result<(), StoreError> {
    tx.execute(&FORGET_TRIES, params![who]).await.map(drop)
}

pub(super) async fn forget_tries_before(tx: &Tx, then: i64) -> Result<(), StoreError> {
    tx.execute(&FORGET_OLD_TRIES, params![then]).await.map(drop)
}

pub(super) async fn insert_device(
    tx: &Tx,
    account: &AccountId,
    secret: &Secret,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute(&INSERT_DEVICE, params![secret.hash(), account, now]).await.map(drop)
}

/// Forgets the devices and links of an account: whoever holds one is a stranger again.
pub(super) async fn forget_devices(tx: &Tx, account: &AccountId) -> Result<(), StoreError> {
    tx.execute(&FORGET_DEVICES, params![account]).await?;
    end_links(tx, account).await
}

/// Ends the links that wait in letters.
pub(super) async fn end_links(tx: &Tx, account: &AccountId) -> Result<(), StoreError> {
    tx.execute(&END_LINKS, params![account]).await.map(drop)
}
