//! Where the log goes: standard error, as text for people or as JSON lines for machines.

use tracing_subscriber::EnvFilter;

/// What the log shows when nothing else is said: `WATCHFIRE_LOG=desk=debug,info`.
pub const VARIABLE: &str = "WATCHFIRE_LOG";

/// How the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// A line of text an event.
    #[default]
    Text,
    /// A JSON object an event.
    Json,
}

/// Starts the log. `usual` is what it shows when the environment says nothing, or nothing that can be read.
pub fn start(form: Form, usual: &str) {
    let said = std::env::var(VARIABLE).or_else(|_| std::env::var("RUST_LOG")).unwrap_or_default();
    let filter = Some(said).filter(|said| !said.trim().is_empty()).and_then(|said| EnvFilter::try_new(said).ok());
    let filter = filter.unwrap_or_else(|| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A log that another part of the process has started already is kept.
    let _ = match form {
        Form::Text => log.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
        Form::Json => log.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init(),
    };
}
