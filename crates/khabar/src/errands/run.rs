//! Doing an errand in this process.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use newsroom::app::App;
use newsroom::consumers::{reindex, reindex_desk};
use newsroom::features::accounts::{self, Account, Actor, Remit, Role, actions};
use newsroom::features::articles::actions::{rebuild_names, rebuild_published};
use newsroom::features::desk_search::DeskIndex;
use newsroom::features::exports::actions::{BroughtBack, Step, import_khabar};
use newsroom::features::imports::actions::{
    ImportOptions, Progress, WordpressOptions, import_ninjs, import_wordpress,
};
use newsroom::features::machine;
use newsroom::features::sections;
use newsroom::features::trail::verify;
use newsroom::features::workflow::HeldBack;
use newsroom::id::EditionCode;
use serde_json::{Value, json};

use super::{AccountLine, Ear, Errand, Word};

/// Does it, as the console or as an import.
pub async fn run(app: &App, index: Option<&DeskIndex>, errand: Errand, ear: Ear) -> anyhow::Result<Value> {
    nothing_leaves_a_copy(app, &errand).await?;
    match errand {
        Errand::ImportNinjs { paths, publish, edition, section, overwrite } => {
            let progress = Told { ear, done: AtomicU64::new(0) };
            let options = ImportOptions { publish, edition, section, overwrite };
            Ok(serde_json::to_value(import_ninjs(app, &paths, options, &progress).await?)?)
        }
        Errand::ImportWordpress { paths, publish, edition, section, map, pages, uploads, overwrite } => {
            let progress = Told { ear, done: AtomicU64::new(0) };
            let options = WordpressOptions { publish, edition, section, map, pages, uploads, overwrite };
            Ok(serde_json::to_value(import_wordpress(app, &paths, options, &progress).await?)?)
        }
        Errand::ImportKhabar { from } => Ok(serde_json::to_value(bring_back(app, &from, ear).await?)?),
        Errand::RebuildPublished => {
            let count =
                rebuild_published(app, &Actor::Console, move |done| ear(Word::Done(done, String::new())))
                    .await?;
            Ok(json!(count))
        }
        Errand::RebuildNames => {
            let count = rebuild_names(app, move |done| ear(Word::Done(done, String::new()))).await?;
            Ok(json!(count))
        }
        Errand::VerifyTrail { seal } => Ok(serde_json::to_value(verify(app, seal.as_deref()).await?)?),
        Errand::Reindex => Ok(json!(reindex_both(app, index, ear).await?)),
        Errand::ConfirmClock { folder } => Ok(json!(confirm_clock(app, folder).await?)),
        Errand::LiftRestored => Ok(json!(match machine::actions::lift(app).await? {
            true => "What is due goes out now: publications, and letters.",
            false => "This newsroom is not marked as a copy; nothing waits.",
        })),
        Errand::OpenAccount { name, email, role } => {
            let account = actions::open_account(app, &Actor::Console, &name, &email, role).await?;
            Ok(json!(format!(
                "{} is {} with the address {}.",
                account.name,
                account.role.as_str(),
                account.email
            )))
        }
        Errand::ListAccounts => {
            let accounts = accounts::accounts(app.db.read()).await?;
            Ok(serde_json::to_value(accounts.into_iter().map(line_of).collect::<Vec<_>>())?)
        }
        Errand::SignInLink { email } => Ok(json!(link_for(app, &find(app, &email).await?).await?)),
        Errand::GiveRole { email, role, edition, section } => {
            let account = find(app, &email).await?;
            Ok(json!(give_role(app, &account, &role, edition, section).await?))
        }
        Errand::Suspend { email } => {
            let account = find(app, &email).await?;
            actions::suspend(app, &Actor::Console, &account.id).await?;
            Ok(json!(format!("{} is suspended and signed out everywhere.", account.name)))
        }
        Errand::Restore { email } => {
            let account = find(app, &email).await?;
            actions::restore(app, &Actor::Console, &account.id).await?;
            Ok(json!(format!("{} may work again, and signs in anew.", account.name)))
        }
        Errand::ResetAccess { email } => {
            let account = find(app, &email).await?;
            anyhow::ensure!(
                account.suspended_at.is_none(),
                "{} is suspended: restore them first",
                account.name
            );
            actions::reset_access(app, &Actor::Console, &account.id).await?;
            Ok(json!(link_for(app, &account).await?))
        }
        Errand::IssueToken { email, name } => {
            let account = find(app, &email).await?;
            Ok(json!(actions::issue_token(app, &Actor::Console, &account.id, &name, None).await?))
        }
    }
}

async fn bring_back(app: &App, from: &Path, ear: Ear) -> anyhow::Result<BroughtBack> {
    let told = move |step| match step {
        Step::Checked(done, count) => {
            ear(Word::Total(count));
            ear(Word::Done(done, "files looked at".to_owned()));
        }
        Step::Pictures(done) => ear(Word::Done(done, "pictures brought".to_owned())),
        Step::Lines(done) => ear(Word::Done(done, "lines written".to_owned())),
        Step::Placed(done) => ear(Word::Done(done, "articles placed".to_owned())),
    };
    Ok(import_khabar(app, from, told).await?)
}

/// The readers' index and the desk's, made anew; how many articles readers can find.
async fn reindex_both(app: &App, index: Option<&DeskIndex>, ear: Ear) -> anyhow::Result<u64> {
    let count = reindex(app, move |done| ear(Word::Done(done, String::new()))).await;
    let count = count.map_err(|error| anyhow::anyhow!(error))?;
    if let Some(index) = index {
        reindex_desk(app, index).await.map_err(|error| anyhow::anyhow!(error))?;
    }
    Ok(count)
}

/// What an import would publish waits in a copy, like all else.
async fn nothing_leaves_a_copy(app: &App, errand: &Errand) -> anyhow::Result<()> {
    let publishes = matches!(
        errand,
        Errand::ImportNinjs { publish: true, .. }
            | Errand::ImportWordpress { publish: true, .. }
            | Errand::ImportKhabar { .. }
    );
    let is_copy = publishes && machine::restored(app.db.read()).await?.is_some();
    anyhow::ensure!(!is_copy, "{}", HeldBack::Restored);
    Ok(())
}

async fn confirm_clock(app: &App, folder: Option<String>) -> anyhow::Result<String> {
    let doubted = machine::actions::confirm_clock(app, &Actor::Console, folder).await?;
    let now = text::dates::iso(app.now(), "UTC");
    Ok(match doubted {
        true => format!("It is {now}: what was due by then goes out now."),
        false => format!("It is {now}, and nobody doubts it."),
    })
}

fn line_of(account: Account) -> AccountLine {
    let suspended = account.suspended_at.is_some();
    AccountLine { email: account.email, role: account.role, name: account.name, suspended }
}

async fn link_for(app: &App, account: &Account) -> anyhow::Result<String> {
    let link = actions::invite(app, &Actor::Console, &account.id).await?;
    Ok(app.absolute(&format!("/desk/sign-in/{link}")))
}

async fn give_role(
    app: &App,
    account: &Account,
    role: &str,
    edition: Option<String>,
    section: Option<String>,
) -> anyhow::Result<String> {
    let (by, id, name) = (&Actor::Console, &account.id, &account.name);
    let Some(code) = edition else {
        let role: Role = role.parse()?;
        actions::change_role(app, by, id, role).await?;
        return Ok(format!("{name} is {} now.", role.as_str()));
    };
    let edition = EditionCode(code);
    let section = match section {
        None => None,
        Some(slug) => {
            let all = sections::sections(app.db.read()).await?;
            let found = all.into_iter().find(|section| section.edition == edition && section.slug == slug);
            Some(found.with_context(|| format!("the edition {edition} has no section {slug}"))?.id)
        }
    };
    if role == "none" {
        actions::take_remit(app, by, id, &edition, section.as_ref()).await?;
        return Ok(format!("{name} has no role of their own there any more."));
    }
    let role: Role = role.parse()?;
    actions::give_remit(app, by, id, Remit { edition, section, role }).await?;
    Ok(format!("{name} is {} there now.", role.as_str()))
}

async fn find(app: &App, email: &str) -> anyhow::Result<Account> {
    let account = accounts::account_by_email(app.db.read(), &email.to_lowercase()).await?;
    account.with_context(|| format!("there is no account with the address {email}"))
}

struct Told {
    ear: Ear,
    done: AtomicU64,
}

impl Progress for Told {
    fn files(&self, count: usize) {
        (self.ear)(Word::Total(count as u64));
    }

    fn file_done(&self, path: &Path) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.ear)(Word::Done(
            done,
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        ));
    }

    fn items_done(&self, path: &Path, count: u64) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        (self.ear)(Word::Done(self.done.load(Ordering::Relaxed), format!("{name}: {count} items")));
    }
}
