//! The whole program over a journal of its own in a folder that goes away: for what is asked of the doors without any data, such as
//! their description, and for tests that walk them all.

use std::path::PathBuf;

use desk::{Chance, Clock, machine_now};
use web::Web;

use crate::cities;
use crate::config::WorldName;
use crate::frame::{Reached, app};
use crate::house::making::{Making, make};
use crate::house::{House, Where};
use crate::stop::Stop;
use crate::wiring::Rooms;

/// All doors over an empty exercise.
pub struct Demonstration {
    /// The folder with its journal.
    pub house: House,
    /// What the doors answer from.
    pub rooms: Rooms,
    /// The doors.
    pub web: Web,
    _folder: Folder,
}

/// A folder that goes away with this value.
#[derive(Debug)]
struct Folder(PathBuf);

impl Demonstration {
    /// Makes it, with the city that is meant where none is named.
    ///
    /// # Errors
    /// A sentence when the machine's temporary folder cannot be written.
    pub async fn open() -> Result<Self, Stop> {
        Self::on(None).await
    }

    /// The same on a PostgreSQL database, where one is named.
    ///
    /// # Errors
    /// As [`Demonstration::open`], and when the database is not there or not empty.
    pub async fn on(database: Option<String>) -> Result<Self, Stop> {
        let name = format!("watchfire-{}", &Chance::machine().secret()[..16]);
        let folder = Folder(std::env::temp_dir().join(name));
        let place = Where { data: folder.0.clone(), database };
        let city = cities::find(&cities::default_name()?)?;
        let clock = Clock::hand(machine_now());
        let made = make(&place, Making { city, world: WorldName::Exercise, clock, tls_names: None }).await?;
        let rooms = Rooms::open(&made.house.desk, false).await?;
        let web = web::open(app(&made.house.desk, &rooms, (Reached::default(), None))?)?;
        Ok(Self { house: made.house, rooms, web, _folder: folder })
    }
}

impl std::fmt::Debug for Demonstration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Demonstration({:?})", self.house.desk)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the temporary folder, which the machine empties.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
