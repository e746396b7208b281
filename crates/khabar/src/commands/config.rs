//! `khabar config`

use std::process::ExitCode;

use clap::Args;

use super::DataDir;

/// Print the settings in effect.
#[derive(Debug, Args)]
pub struct Config {
    #[command(flatten)]
    data: DataDir,
    /// Print them as JSON.
    #[arg(long)]
    json: bool,
}

impl Config {
    /// Prints the settings, passwords hidden.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut settings = self.data.sound_settings()?;
        settings.database.url = hidden(&settings.database.url);
        settings.database.published_url = settings.database.published_url.as_deref().map(hidden);
        settings.newsroom.mail.server = hidden(&settings.newsroom.mail.server);
        let secret = &mut settings.newsroom.provider.client_secret;
        if !secret.is_empty() {
            "…".clone_into(secret);
        }
        let text = if self.json {
            serde_json::to_string_pretty(&settings)?
        } else {
            toml::to_string_pretty(&settings)?
        };
        println!("{text}");
        Ok(ExitCode::SUCCESS)
    }
}

/// An address without its password.
fn hidden(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((login, place)) = rest.rsplit_once('@') else { return url.to_owned() };
    let user = login.split_once(':').map_or(login, |(user, _)| user);
    format!("{scheme}://{user}:…@{place}")
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn a_password_is_not_printed() {
        assert_eq!(hidden("postgres://khabar:se:cr@et@db/khabar"), "postgres://khabar:…@db/khabar");
        assert_eq!(hidden("sqlite:khabar.db"), "sqlite:khabar.db");
    }
}
