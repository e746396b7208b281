//! `khabar user`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use newsroom::features::accounts::Role;

use super::DataDir;
use crate::errands::{AccountLine, Errand, have_done_quietly};

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
        /// Print them as JSON.
        #[arg(long)]
        json: bool,
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
    /// Has it done, and prints what came of it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.verb {
            Verb::Add { data, name, role, email } => {
                print(&data, Errand::OpenAccount { name, email, role }).await?
            }
            Verb::List { data, json } => {
                let accounts: Vec<AccountLine> = have_done_quietly(&data, Errand::ListAccounts).await?;
                if json {
                    println!("{}", serde_json::to_string_pretty(&accounts)?);
                } else {
                    accounts.iter().for_each(|account| println!("{account}"));
                }
            }
            Verb::Link { data, email } => print(&data, Errand::SignInLink { email }).await?,
            Verb::Token { data, name, email } => print(&data, Errand::IssueToken { email, name }).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn print(data: &DataDir, errand: Errand) -> anyhow::Result<()> {
    println!("{}", have_done_quietly::<String>(data, errand).await?);
    Ok(())
}
