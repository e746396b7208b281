//! Doing an errand in this process.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use newsroom::app::App;
use newsroom::consumers::reindex;
use newsroom::features::accounts::{self, Account, Actor, actions};
use newsroom::features::articles::actions::rebuild_published;
use newsroom::features::imports::actions::{
    ImportOptions, Progress, WordpressOptions, import_ninjs, import_wordpress,
};
use newsroom::features::trail::verify;
use serde_json::{Value, json};

use super::{AccountLine, Ear, Errand, Word};

/// Does it, as the console or as an import.
pub async fn run(app: &App, errand: Errand, ear: Ear) -> anyhow::Result<Value> {
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
        Errand::RebuildPublished => {
            let count =
                rebuild_published(app, &Actor::Console, move |done| ear(Word::Done(done, String::new())))
                    .await?;
            Ok(json!(count))
        }
        Errand::VerifyTrail { seal } => Ok(serde_json::to_value(verify(app, seal.as_deref()).await?)?),
        Errand::Reindex => {
            let count = reindex(app, move |done| ear(Word::Done(done, String::new()))).await;
            Ok(json!(count.map_err(|error| anyhow::anyhow!(error))?))
        }
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
        Errand::SignInLink { email } => {
            let link = actions::invite(app, &Actor::Console, &find(app, &email).await?.id).await?;
            Ok(json!(app.absolute(&format!("/desk/sign-in/{link}"))))
        }
        Errand::IssueToken { email, name } => {
            let account = find(app, &email).await?;
            Ok(json!(actions::issue_token(app, &Actor::Console, &account.id, &name, None).await?))
        }
    }
}

fn line_of(account: Account) -> AccountLine {
    let suspended = account.suspended_at.is_some();
    AccountLine { email: account.email, role: account.role, name: account.name, suspended }
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
