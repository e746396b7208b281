//! `khabar people`: whoever is at the machine lets people in, whatever happened to passwords and phones.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use newsroom::features::accounts::Role;

use super::DataDir;
use crate::errands::{AccountLine, Errand, have_done_quietly};

/// Let people in: accounts, roles, sign-in links, tokens; suspend and restore.
#[derive(Debug, Args)]
pub struct People {
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
        /// What the person may do: moderator, contributor, journalist, editor, chief or admin.
        #[arg(long, default_value = "journalist")]
        role: Role,
        /// The person's e-mail address.
        email: String,
    },
    /// Open an account and print a link with which its person comes in, once, within 30 minutes.
    Invite {
        #[command(flatten)]
        data: DataDir,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// What the person may do: moderator, contributor, journalist, editor, chief or admin.
        #[arg(long, default_value = "journalist")]
        role: Role,
        /// The person's e-mail address.
        email: String,
    },
    /// Give a person another role: everywhere, or in one edition or section beyond the role they have.
    Role {
        #[command(flatten)]
        data: DataDir,
        /// Only in this edition, by its code.
        #[arg(long)]
        edition: Option<String>,
        /// Only in this section of the edition and all below it, by its name in addresses.
        #[arg(long, requires = "edition")]
        section: Option<String>,
        /// The person's e-mail address.
        email: String,
        /// moderator, contributor, journalist, editor, chief or admin; with an edition also `none`, which takes the part back.
        role: String,
    },
    /// Suspend a person: they are signed out everywhere at once, and their tokens open nothing.
    Suspend {
        #[command(flatten)]
        data: DataDir,
        /// The person's e-mail address.
        email: String,
    },
    /// Let a suspended person work again.
    Restore {
        #[command(flatten)]
        data: DataDir,
        /// The person's e-mail address.
        email: String,
    },
    /// Take password, second step, passkeys and sessions off an account, and print a link with which its person begins anew.
    Reset {
        #[command(flatten)]
        data: DataDir,
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

impl People {
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
            Verb::Invite { data, name, role, email } => {
                print(&data, Errand::OpenAccount { name, email: email.clone(), role }).await?;
                print(&data, Errand::SignInLink { email }).await?;
            }
            Verb::Role { data, edition, section, email, role } => {
                print(&data, Errand::GiveRole { email, role, edition, section }).await?
            }
            Verb::Suspend { data, email } => print(&data, Errand::Suspend { email }).await?,
            Verb::Restore { data, email } => print(&data, Errand::Restore { email }).await?,
            Verb::Reset { data, email } => print(&data, Errand::ResetAccess { email }).await?,
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
