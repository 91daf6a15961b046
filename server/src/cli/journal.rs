//! `watchfire journal`: verify the chain, take the journal out, print its head, list what waits for a person, make the tables anew.

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use desk::{HeadSeen, TakenOut, Verdict};

use super::out;
use crate::house::Where;
use crate::stop::Stop;

/// Verify the journal, take it out, print its head, list what is parked, make the tables anew
#[derive(Debug, Subcommand)]
pub enum Journal {
    Verify(Verify),
    Export(Export),
    Head(Head),
    Parked(Parked),
    Rebuild(Rebuild),
}

/// Check every link of the chain
///
/// Ends with 0 when the journal is whole, and with 1 naming the first position that does not hold. It may run beside a server.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  watchfire journal verify --data /var/lib/watchfire\n  watchfire journal verify --data /var/lib/watchfire --head HASH@POSITION"
)]
pub struct Verify {
    #[command(flatten)]
    place: Where,
    /// A head that was let out (on a report, in a backup): finds a tail that was cut, and a journal that was written anew
    #[arg(long, value_name = "HASH@POSITION", value_parser = parse_head)]
    head: Option<HeadSeen>,
}

/// Write all facts as JSON lines, oldest first
///
/// That it was taken out is the last of them. It may run beside a server.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  watchfire journal export --data /var/lib/watchfire journal.jsonl\n  watchfire journal export --data /var/lib/watchfire | jq .kind"
)]
pub struct Export {
    #[command(flatten)]
    place: Where,
    /// The file to write; standard output when none is named
    file: Option<PathBuf>,
}

/// Print position and hash of the last fact, signed
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  watchfire journal head --data /var/lib/watchfire\n  watchfire journal head --data /var/lib/watchfire --json"
)]
pub struct Head {
    #[command(flatten)]
    place: Where,
    /// Print it with signature and public key as JSON
    #[arg(long)]
    json: bool,
}

/// List the reactions and clocks that faulted eight times and wait for a person
///
/// They hold up nothing else, and are tried once more whenever a server starts. It may run beside a server.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  watchfire journal parked --data /var/lib/watchfire\n  watchfire journal parked --data /var/lib/watchfire --retry"
)]
pub struct Parked {
    #[command(flatten)]
    place: Where,
    /// Try all of them once more first
    #[arg(long)]
    retry: bool,
}

/// Make all tables anew from the facts
///
/// Tables are kept from facts and can be thrown away. A start does this by itself where a new version needs it; this command does it
/// after damage, or to be sure. Nothing can be written meanwhile.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  watchfire journal rebuild --data /var/lib/watchfire")]
pub struct Rebuild {
    #[command(flatten)]
    place: Where,
}

impl Journal {
    pub(super) async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Verify(verify) => verify.run().await,
            Self::Export(export) => export.run().await,
            Self::Head(head) => head.run().await,
            Self::Parked(parked) => parked.run().await,
            Self::Rebuild(rebuild) => rebuild.run().await,
        }
    }
}

impl Verify {
    async fn run(self) -> Result<(), Stop> {
        let house = self.place.look().await?;
        match desk::verify(house.desk.db(), house.desk.genesis(), self.head.as_ref()).await? {
            Verdict::Whole { facts, hash } => {
                out::say(&format!("whole: {facts} facts"));
                out::say(&format!("head: {hash}@{facts}"));
                Ok(())
            }
            Verdict::Broken { position, what } => {
                out::say(&format!("broken: position {position}"));
                Err(Stop::because(format!("the journal is broken at position {position}: {what}"))
                    .hint("keep this data folder as it is, and compare with the last backup and with heads that were let out"))
            }
        }
    }
}

impl Export {
    async fn run(self) -> Result<(), Stop> {
        let house = self.place.work().await?;
        let mut to: Box<dyn Write + Send> = match &self.file {
            Some(file) => {
                let named = |e| Stop::because(format!("{}: {e}", file.display()));
                Box::new(BufWriter::new(OpenOptions::new().write(true).create_new(true).open(file).map_err(named)?))
            }
            None => Box::new(BufWriter::new(std::io::stdout())),
        };
        let (rows, _, _) = desk::reads::pen(house.desk.db()).await?;
        let rows = u64::try_from(rows).unwrap_or_default();
        // Facts can be of work secrets, so the whole is one.
        let taken = TakenOut { what: "journal".to_owned(), rows, marking: "work_secret".to_owned(), ..TakenOut::default() };
        house.desk.take_out(house.given(), taken).await?;
        let facts = desk::export(house.desk.db(), &mut *to).await?;
        if self.file.is_some() {
            out::say(&format!("{facts} facts"));
        }
        Ok(())
    }
}

impl Head {
    async fn run(self) -> Result<(), Stop> {
        let house = self.place.look().await?;
        let head = house.desk.signed_head().await?;
        let json = || serde_json::to_string_pretty(&head).map_err(|e| Stop::because(e.to_string()));
        out::say(&if self.json { json()? } else { head.short() });
        Ok(())
    }
}

impl Parked {
    async fn run(self) -> Result<(), Stop> {
        let house = self.place.work().await?;
        if self.retry {
            out::say(&format!("{} settled", house.desk.retry_parked().await?));
        }
        let parked = house.desk.parked().await?;
        for one in &parked {
            out::say(&format!("{} {}: {}", house.desk.zone().rfc3339(one.at), one.id, one.fault));
        }
        out::say(&format!("{} parked", parked.len()));
        Ok(())
    }
}

impl Rebuild {
    async fn run(self) -> Result<(), Stop> {
        let house = self.place.work().await?;
        out::say(&format!("rebuilt: {} facts", house.desk.rebuild().await?));
        Ok(())
    }
}

fn parse_head(text: &str) -> Result<HeadSeen, String> {
    HeadSeen::parse(text).ok_or_else(|| "a head is 64 hexadecimal digits, @ and a position".to_owned())
}
