//! The log: lines on standard error, without readers' addresses. `KHABAR_LOG` chooses what is said (`debug`,
//! `web=debug,info`), `KHABAR_LOG_JSON=1` the shape.

use tracing_subscriber::EnvFilter;

/// Starts the log.
pub fn start() {
    let filter = EnvFilter::try_from_env("KHABAR_LOG").unwrap_or_else(|_| EnvFilter::new("warn,khabar=info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start (in a test) keeps the first log.
    let _ = match std::env::var("KHABAR_LOG_JSON").as_deref() {
        Ok("1") => lines.json().try_init(),
        _ => lines.try_init(),
    };
}
