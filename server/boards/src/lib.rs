//! Pages over several capabilities: the desk's queue, the wall, the journal. They read; every act has its door elsewhere.

mod find;
mod journal;
mod map;
mod next;
mod queue;
mod waiting;
mod wall;

use std::sync::Arc;

use web::{Door, Finder};

pub use queue::Queue;

/// The texts of the boards.
pub mod words {
    web::words!();
}

/// What the boards share.
#[derive(Debug)]
pub struct Boards {
    /// The rule sets, for the names of classes and parties.
    pub rules: Arc<rules::Rules>,
    /// The places, for paths and the map.
    pub places: Arc<places::Places>,
}

/// Finds incidents for the command bar.
#[must_use]
pub fn finder(boards: &Arc<Boards>) -> Arc<dyn Finder> {
    Arc::new(find::IncidentFinder(boards.clone()))
}

/// The doors of the boards.
pub fn doors(boards: &Arc<Boards>) -> Vec<Door> {
    let mut doors = queue::doors(boards);
    doors.extend(wall::doors(boards));
    doors.extend(waiting::doors(boards));
    doors.extend(map::doors(boards));
    doors.extend(journal::doors());
    doors
}
