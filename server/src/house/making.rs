//! Making a data folder: an empty journal, the city's data, its rule sets and its contact book, and the first administrator's link.

use std::path::Path;

use accounts::Secret;
use desk::{Chance, Clock, DbPlace, Desk};
use kernel::Zone;

use super::{House, Where, given, is_empty};
use crate::cities::CityFolder;
use crate::config::{self, CitySection, Config, JournalSection, WorldName, Written};
use crate::stop::Stop;
use crate::{tls, wiring};

/// What is to be made.
#[derive(Debug)]
pub struct Making {
    /// The city.
    pub city: CityFolder,
    /// Whether it is the city itself or an exercise.
    pub world: WorldName,
    /// What time it is in that world.
    pub clock: Clock,
    /// Names for a certificate of its own; none when no certificate is wanted.
    pub tls_names: Option<Vec<String>>,
}

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// The folder with its journal.
    pub house: House,
    /// The one-time link by which the first administrator opens their account.
    pub link: Secret,
    /// The fingerprint of the certificate, where one was made.
    pub fingerprint: Option<String>,
}

/// Makes it. A folder in which something failed is left as empty as it was.
///
/// # Errors
/// A sentence when the folder is in use, when the database holds a journal already, or when something cannot be read or written.
pub async fn make(place: &Where, making: Making) -> Result<Made, Stop> {
    let folder = &place.data;
    if !is_empty(folder) {
        return Err(in_use(folder));
    }
    // What cannot be read must not leave a journal behind, which on a server would stay.
    wiring::check(&making.city)?;
    let was_there = folder.exists();
    std::fs::create_dir_all(folder)?;
    config::for_owner_only(folder)?;
    let made = fill(place, making).await;
    if made.is_err() {
        sweep(folder, was_there);
    }
    made
}

async fn fill(place: &Where, making: Making) -> Result<Made, Stop> {
    let folder = &place.data;
    let Making { city, world, clock, tls_names } = making;
    let certificate = tls_names.map(|names| tls::make(folder, &names, desk::machine_now())).transpose()?;
    let desk = create(place, (&city, world), clock).await?;
    wiring::fill(&desk, &city, &given(desk.world())).await?;
    desk.settle().await?;
    let link = accounts::links::first_administrator_link(&desk).await?;
    let section =
        CitySection { code: city.profile.code, zone: city.profile.zone.name().to_owned(), names: city.profile.names.0.clone() };
    let journal = JournalSection { world, installation: desk.genesis().installation.clone() };
    let url = config::remembered(place.database.as_deref());
    let section_tls = certificate.as_ref().map(|made| &made.section);
    Written { city: &section, journal: &journal, database: url.as_deref(), tls: section_tls }.write(folder)?;
    let house = House { config: Config::read(folder)?, desk };
    Ok(Made { house, link, fingerprint: certificate.map(|made| made.fingerprint) })
}

async fn create(place: &Where, (city, world): (&CityFolder, WorldName), clock: Clock) -> Result<Desk, Stop> {
    let database = config::place(&place.data, place.database.as_deref(), None);
    let zone: Zone = city.profile.zone.clone();
    let on_a_server = matches!(database, DbPlace::Server(_));
    let config = desk::Config {
        folder: place.data.clone(),
        place: database,
        zone,
        clock,
        chance: Chance::machine(),
        capabilities: wiring::capabilities(),
        senders: Vec::new(),
    };
    let desk = Desk::create(config, city.profile.code, world.world()).await;
    let hint = "a second node of the same office works on a copy of the first one's data folder";
    desk.map_err(|fault| if on_a_server { Stop::from(fault).hint(hint) } else { Stop::from(fault) })
}

fn in_use(folder: &Path) -> Stop {
    let shown = folder.display();
    if folder.join(config::FILE).exists() {
        return Stop::because(format!("{shown} is in use: it holds a journal already"))
            .hint(format!("serve it with `watchfire serve --data {shown}`, or name another folder"));
    }
    Stop::because(format!("{shown} is in use: it holds other things"))
        .hint("name an empty folder, or one that does not exist yet")
}

/// Empties a folder that was empty before. What cannot be removed is left: the next `init` will say so.
fn sweep(folder: &Path, was_there: bool) {
    let _ = std::fs::remove_dir_all(folder);
    if was_there {
        let _ = std::fs::create_dir_all(folder);
    }
}
