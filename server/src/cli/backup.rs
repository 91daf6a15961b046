//! `watchfire backup`: a consistent copy of everything in one file, while the server runs.

use std::path::PathBuf;

use clap::Args;

use super::out;
use crate::config;
use crate::house::Where;
use crate::stop::Stop;

/// Copy everything into one file, while the server runs
///
/// Database with stores, files, key and a signed head. A PostgreSQL database is backed up with its own means.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  watchfire backup --data /var/lib/watchfire /backup/watchfire-2026-11-23.tar.gz")]
pub struct Backup {
    #[command(flatten)]
    place: Where,
    /// The file to write; it must not be there yet
    file: PathBuf,
}

impl Backup {
    pub(super) async fn run(self) -> Result<(), Stop> {
        let house = self.place.look().await?;
        let head = house.desk.backup(&self.file).await?;
        config::for_owner_only(&self.file)?;
        out::say(&format!("{}: {} facts", self.file.display(), head.position));
        out::say(&format!("head: {}", head.short()));
        Ok(())
    }
}
