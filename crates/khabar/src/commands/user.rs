//! `khabar user`

use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use newsroom::app::App;
use newsroom::features::accounts::{self, Account, Actor, Role, actions};

use super::DataDir;
use crate::wiring::{self, Need};

/// Open accounts, issue tokens and sign-in links.
#[derive(Debug, Args)]
pub struct User {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Open an account.
    Add {
        #[command(flatten)]
        data: DataDir,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// What the person may do: contributor, journalist, editor or admin.
        #[arg(long, default_value = "journalist")]
        role: Role,
        /// The person's e-mail address.
        email: String,
    },
    /// List the accounts.
    List {
        #[command(flatten)]
        data: DataDir,
    },
    /// Print a link that signs a person in at the desk, once, within 30 minutes.
    Link {
        #[command(flatten)]
        data: DataDir,
        /// The person's e-mail address.
        email: String,
    },
    /// Issue a token of the API that speaks for a person, and print it: it is shown this once.
    Token {
        #[command(flatten)]
        data: DataDir,
        /// What the token is for.
        #[arg(long, default_value = "command line")]
        name: String,
        /// The person's e-mail address.
        email: String,
    },
}

impl User {
    /// Does it, as the console.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.verb {
            Verb::Add { data, name, role, email } => {
                let app = open(&data).await?;
                let account = actions::open_account(&app, &Actor::Console, &name, &email, role).await?;
                println!("{} is {} with the address {}.", account.name, account.role.as_str(), account.email);
            }
            Verb::List { data } => {
                for account in accounts::accounts(open(&data).await?.db.read()).await? {
                    let suspended = if account.suspended_at.is_some() { " (suspended)" } else { "" };
                    println!("{}\t{}\t{}{suspended}", account.email, account.role.as_str(), account.name);
                }
            }
            Verb::Link { data, email } => {
                let app = open(&data).await?;
                let account = find(&app, &email).await?;
                let link = actions::invite(&app, &Actor::Console, &account.id).await?;
                println!("{}", app.absolute(&format!("/desk/sign-in/{link}")));
            }
            Verb::Token { data, name, email } => {
                let app = open(&data).await?;
                let account = find(&app, &email).await?;
                println!("{}", actions::issue_token(&app, &Actor::Console, &account.id, &name, None).await?);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn open(data: &DataDir) -> anyhow::Result<App> {
    wiring::open(&data.folder, &data.settings()?, Need::Newsroom).await
}

async fn find(app: &App, email: &str) -> anyhow::Result<Account> {
    let account = accounts::account_by_email(app.db.read(), &email.to_lowercase()).await?;
    account.with_context(|| format!("there is no account with the address {email}"))
}
