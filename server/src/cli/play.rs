//! `watchfire play`: a night or a log of calls played against a server, through its doors, as the people in it would.

use std::path::PathBuf;

use ::play::{Calls, Mapping, Night, Server, play_calls, play_night};
use clap::{Args, Subcommand};

use super::out;
use crate::stop::Stop;

/// Play a night, or a log of calls, against a server
#[derive(Debug, Subcommand)]
pub enum Play {
    Night(NightFile),
    Calls(CallLog),
}

/// Play a night: who rings, what they say, what is done, what must be true by when
///
/// The server stands on an exercise clock: `serve --clock-from … --clock-rate …`. Prints the stopwatch as a table, and ends with 0 only
/// if every expectation held and no span was too long.
#[derive(Debug, Args)]
#[command(
    name = "night",
    after_help = "Examples:\n  watchfire play night scenarios/nights/NAME.toml --server http://127.0.0.1:8737 --token TOKEN"
)]
pub struct NightFile {
    /// The night (TOML)
    file: PathBuf,
    #[command(flatten)]
    against: Against,
}

/// Play a log of real calls as load, with progress and times
///
/// A play that was stopped goes on from there when it is started again.
#[derive(Debug, Args)]
#[command(
    name = "calls",
    after_help = "Examples:\n  watchfire play calls calls.csv --map scenarios/calls/NAME.toml --onto CODE --speed 100 --server URL --token TOKEN"
)]
pub struct CallLog {
    /// The log (CSV)
    file: PathBuf,
    /// How its columns are read (TOML)
    #[arg(long)]
    map: PathBuf,
    /// In which area calls without a point are put
    #[arg(long, value_name = "AREA")]
    onto: String,
    /// How many calls a second; 0 for as fast as the server answers
    #[arg(long, default_value_t = 0)]
    speed: u32,
    #[command(flatten)]
    against: Against,
}

#[derive(Debug, Args)]
struct Against {
    /// The server's address
    #[arg(long, value_name = "URL")]
    server: String,
    /// A bearer token of a duty officer
    #[arg(long, env = "WATCHFIRE_TOKEN", hide_env_values = true)]
    token: String,
}

impl Play {
    pub(super) async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Night(night) => night.run().await,
            Self::Calls(calls) => calls.run().await,
        }
    }
}

impl NightFile {
    async fn run(self) -> Result<(), Stop> {
        let shown = self.file.display().to_string();
        let text = std::fs::read_to_string(&self.file).map_err(|e| Stop::because(format!("{shown}: {e}")))?;
        let night = Night::parse(&shown, &text).map_err(|e| Stop::because(e.to_string()))?;
        let server = self.against.server()?;
        let verdict = play_night(&server, &night, &|line| out::say(line)).await.map_err(|e| Stop::because(e.to_string()))?;
        out::say("");
        out::say(verdict.table().trim_end());
        out::say(&format!("{} expectations held, {} did not", verdict.held, verdict.broken.len()));
        if verdict.is_good() { Ok(()) } else { Err(Stop::because(format!("the night did not go as it must: {shown}"))) }
    }
}

impl CallLog {
    async fn run(self) -> Result<(), Stop> {
        let shown = self.map.display().to_string();
        let text = std::fs::read_to_string(&self.map).map_err(|e| Stop::because(format!("{shown}: {e}")))?;
        let mapping: Mapping = toml::from_str(&text).map_err(|e| Stop::because(format!("{shown}: {e}")))?;
        let calls = Calls { file: self.file, mapping, area: self.onto, per_second: self.speed };
        let server = self.against.server()?;
        let played = play_calls(&server, &calls, &|line| out::say(line)).await.map_err(|e| Stop::because(e.to_string()))?;
        let (p50, p95, p99) = played.percentiles_ms;
        out::say(&format!("{} calls on record ({} before), {:.0} a second", played.recorded, played.before, played.rate));
        out::say(&format!("on record after p50 {p50:.1} ms, p95 {p95:.1} ms, p99 {p99:.1} ms"));
        for (status, n) in &played.failed {
            out::complain(&format!("{n} calls were answered {status}"));
        }
        if played.failed.is_empty() { Ok(()) } else { Err(Stop::because("not every call was put on record")) }
    }
}

impl Against {
    fn server(&self) -> Result<Server, Stop> {
        Server::at(&self.server, &self.token).map_err(|e| Stop::because(e.to_string()))
    }
}
