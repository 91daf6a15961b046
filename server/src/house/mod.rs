//! A data folder with its journal, opened: what every command begins with.

pub mod making;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{Capability, Chance, Clock, Desk, Sender, reads};
use kernel::{Actor, Given, Time, World};

use crate::clock::{self, Wanted};
use crate::config::{self, Config};
use crate::stop::Stop;
use crate::wiring;

/// Where the data folder and its database are.
#[derive(Debug, Clone, clap::Args)]
pub struct Where {
    /// The data folder: configuration, key, files, and the database where it is embedded.
    #[arg(long, value_name = "DIR", env = "WATCHFIRE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// A PostgreSQL database instead of the embedded one: postgres://user@host:port/name. `init` remembers it in the data folder;
    /// WATCHFIRE_DATABASE in the environment does the same and keeps the password out of files and process lists.
    #[arg(long, value_name = "URL", value_parser = config::parse_url)]
    pub database: Option<String>,
}

/// A data folder with its journal.
#[derive(Debug)]
pub struct House {
    /// What the folder says of itself.
    pub config: Config,
    /// The desk.
    pub desk: Desk,
}

/// How far the journal has come.
#[derive(Debug, Clone, Copy)]
struct Reached {
    world: World,
    last: Time,
}

impl Where {
    /// Opens the journal only to look at it: no capability comes along, so nothing in it is brought up to date.
    ///
    /// # Errors
    /// A sentence when there is no journal, or when it cannot be read.
    pub async fn look(&self) -> Result<House, Stop> {
        let config = Config::read(&self.data)?;
        let desk = self.open(&config, Opening { clock: Clock::machine(), capabilities: Vec::new(), senders: Vec::new() }).await?;
        Ok(House { config, desk })
    }

    /// Opens the journal to act in it, perhaps beside a server that runs.
    ///
    /// # Errors
    /// As [`Where::look`].
    pub async fn work(&self) -> Result<House, Stop> {
        let reached = self.reached().await?;
        let config = Config::read(&self.data)?;
        let clock = clock::beside(reached.world, reached.last);
        let desk = self.open(&config, Opening { clock, capabilities: wiring::capabilities(), senders: Vec::new() }).await?;
        Ok(House { config, desk })
    }

    /// Opens the journal to serve it, on the clock that its world demands.
    ///
    /// # Errors
    /// As [`Where::look`], and when the clock or a way out cannot be as asked.
    pub async fn serve(&self, wanted: Wanted) -> Result<House, Stop> {
        let reached = self.reached().await?;
        let config = Config::read(&self.data)?;
        let clock = clock::for_journal(reached.world, reached.last, wanted, &config.zone()?)?;
        let senders = wiring::senders(&self.data, &config)?;
        let desk = self.open(&config, Opening { clock, capabilities: wiring::capabilities(), senders }).await?;
        Ok(House { config, desk })
    }

    /// Whether nothing was made here yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        is_empty(&self.data)
    }

    async fn reached(&self) -> Result<Reached, Stop> {
        let house = self.look().await?;
        let (_, _, last) = reads::pen(house.desk.db()).await?;
        Ok(Reached { world: house.desk.world(), last })
    }

    async fn open(&self, config: &Config, opening: Opening) -> Result<Desk, Stop> {
        let place = config::place(&self.data, self.database.as_deref(), Some(config));
        let zone = config.zone()?;
        let Opening { clock, capabilities, senders } = opening;
        let folder = self.data.clone();
        let desk =
            Desk::open(desk::Config { folder, place, zone, clock, chance: Chance::machine(), capabilities, senders }).await?;
        if desk.genesis().installation != config.journal.installation || desk.world() != config.journal.world.world() {
            return Err(Stop::because(format!(
                "{} and the database do not belong together: they are of different installations",
                self.data.display()
            ))
            .hint(format!("see [journal] in {} and the address of the database", config::FILE)));
        }
        Ok(desk)
    }
}

struct Opening {
    clock: Clock,
    capabilities: Vec<Capability>,
    senders: Vec<Arc<dyn Sender>>,
}

impl House {
    /// Who acts on the command line: whoever has the data folder.
    #[must_use]
    pub fn given(&self) -> Given {
        given(self.desk.world())
    }
}

/// Who acts on the command line in a world.
#[must_use]
pub fn given(world: World) -> Given {
    Given::of(Actor("system/command-line".to_owned()), world)
}

/// Whether a folder is absent or holds nothing.
fn is_empty(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}
