//! `watchfire restore`: brings a backup back into an empty place, verified.

use std::path::PathBuf;

use clap::Args;
use desk::{Chance, Clock, DbPlace, Desk};
use kernel::Zone;

use super::out;
use crate::config::{self, CitySection, JournalSection, WorldName, Written};
use crate::stop::Stop;

/// Bring a backup back into an empty place
///
/// The chain is verified before anything is said to be restored. Words that were erased after the backup are erased again with
/// --erasures: the file erasures.jsonl of the data folder that was lost.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  watchfire restore /backup/watchfire-2026-11-23.tar.gz --data /var/lib/watchfire\n  watchfire restore /backup/watchfire-2026-11-23.tar.gz --data /srv/new --erasures /srv/old/erasures.jsonl"
)]
pub struct Restore {
    /// The backup
    file: PathBuf,
    /// The folder to restore into: empty or absent
    #[arg(long, value_name = "DIR", env = "WATCHFIRE_DATA", default_value = "data")]
    data: PathBuf,
    /// Erasures to be applied again
    #[arg(long, value_name = "FILE")]
    erasures: Option<PathBuf>,
}

impl Restore {
    pub(super) async fn run(self) -> Result<(), Stop> {
        let restored = Desk::restore(&self.file, &self.data, self.erasures.as_deref()).await?;
        config::for_owner_only(&self.data)?;
        if !self.data.join(config::FILE).exists() {
            self.describe().await?;
            out::complain(&format!("{} was written anew: add the ways out for messages again", config::FILE));
        }
        out::say(&format!("{}: {} facts, whole", self.data.display(), restored.head.position));
        out::say(&format!("head: {}", restored.head.short()));
        if self.erasures.is_some() {
            out::say(&format!("{} texts were erased again", restored.erased));
        }
        Ok(())
    }

    /// Writes what the folder says of itself, from what the journal says of it: for a backup that does not hold the file.
    async fn describe(&self) -> Result<(), Stop> {
        let desk = Desk::open(desk::Config {
            folder: self.data.clone(),
            place: DbPlace::File(self.data.join(config::DATABASE_FILE)),
            zone: Zone::utc(),
            clock: Clock::machine(),
            chance: Chance::machine(),
            capabilities: vec![places::capability()],
            senders: Vec::new(),
        })
        .await?;
        let places = places::Places::load(&desk).await?;
        let atlas = places.atlas();
        let city =
            CitySection { code: desk.city(), zone: atlas.profile.zone.name().to_owned(), names: atlas.profile.names.0.clone() };
        let world = if desk.world() == kernel::World::Live { WorldName::Live } else { WorldName::Exercise };
        let journal = JournalSection { world, installation: desk.genesis().installation.clone() };
        Written { city: &city, journal: &journal, database: None, tls: None }.write(&self.data)
    }
}
