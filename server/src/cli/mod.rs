//! The command line: one file a command. Answers go to standard output, everything else to standard error; the exit code is 0 when it
//! was done, 1 when it was not, 2 when the words do not make sense.

mod account;
mod backup;
mod import;
mod init;
mod journal;
mod link;
mod openapi;
pub mod out;
mod play;
mod restore;
mod rules;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::logs;
use crate::stop::Stop;

/// The emergency office of a city in one program.
///
/// Make a data folder with `init`, serve it with `serve`, and open the printed link in a browser.
#[derive(Debug, Parser)]
#[command(name = "watchfire", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  watchfire init --city CITY --data /var/lib/watchfire
  watchfire serve --data /var/lib/watchfire --addr 127.0.0.1:8737
  watchfire account token --data /var/lib/watchfire --post duty-officer --area CODE
  watchfire journal verify --data /var/lib/watchfire
  watchfire backup --data /var/lib/watchfire /backup/watchfire.tar.gz";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Serve(serve::Serve),
    #[command(subcommand)]
    Account(account::Account),
    #[command(subcommand)]
    Journal(journal::Journal),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Import(import::Import),
    #[command(subcommand)]
    Rules(rules::Rules),
    #[command(subcommand)]
    Play(play::Play),
    Openapi(openapi::Openapi),
}

/// Reads the command line, does what it says, and says how it went.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers; clap writes each where it belongs and knows its code.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match begin().and_then(|runtime| runtime.block_on(cli.command.run())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            out::complain(&stop.to_string());
            ExitCode::from(stop.code())
        }
    }
}

fn begin() -> Result<tokio::runtime::Runtime, Stop> {
    // Only fails when a provider is there already, and then there is one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

impl Command {
    async fn run(self) -> Result<(), Stop> {
        if !matches!(self, Self::Serve(_)) {
            logs::start(logs::Form::Text, "warn");
        }
        match self {
            Self::Init(init) => init.run().await,
            Self::Serve(serve) => serve.run().await,
            Self::Account(account) => account.run().await,
            Self::Journal(journal) => journal.run().await,
            Self::Backup(backup) => backup.run().await,
            Self::Restore(restore) => restore.run().await,
            Self::Import(import) => import.run().await,
            Self::Rules(rules) => rules.run().await,
            Self::Play(play) => play.run().await,
            Self::Openapi(openapi) => openapi.run().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound_and_every_command_has_help_and_an_example() {
        let root = Cli::command();
        root.clone().debug_assert();
        let mut waiting: Vec<clap::Command> = root.get_subcommands().cloned().collect();
        while let Some(command) = waiting.pop() {
            let name = command.get_name().to_owned();
            assert!(command.get_about().is_some(), "{name} says what it does");
            let below: Vec<_> = command.get_subcommands().cloned().collect();
            if below.is_empty() {
                let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(examples.contains("watchfire "), "{name} shows an example");
                assert!(command.get_arguments().all(|a| a.get_help().is_some()), "{name} explains its arguments");
            }
            waiting.extend(below);
        }
    }
}
