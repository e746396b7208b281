//! The log: lines on standard error, without readers' addresses. `KHABAR_LOG` chooses what is said (`debug`,
//! `web=debug,info`), `KHABAR_LOG_JSON=1` the shape.

use tracing_subscriber::EnvFilter;

const USUAL: &str = "warn,khabar=info";

/// Starts the log.
pub fn start() {
    let asked = std::env::var("KHABAR_LOG").ok().filter(|asked| asked.parse::<EnvFilter>().is_ok());
    // First, so that what is asked for by name overrides it: at a plain `debug` the driver would write down the values of every
    // statement: accounts, hashes of secrets, drafts.
    let filter = EnvFilter::new(format!("tokio_postgres=warn,{}", asked.as_deref().unwrap_or(USUAL)));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start (in a test) keeps the first log.
    let _ = match std::env::var("KHABAR_LOG_JSON").as_deref() {
        Ok("1") => lines.json().try_init(),
        _ => lines.try_init(),
    };
}
