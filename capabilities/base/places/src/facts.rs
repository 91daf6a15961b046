//! What can have happened to the city's data: files were adopted. The files lie in the store of files under their hash.

use kernel::AreaCode;
use serde::{Deserialize, Serialize};

/// A file of the city in force from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CityFact {
    /// What `city.toml` says: name, zone, law, seat, neighbours.
    ProfileAdopted {
        /// The city's area.
        city: AreaCode,
        /// The file.
        file: FileNamed,
    },
    /// The table of areas.
    AreasAdopted {
        /// The file.
        file: FileNamed,
        /// How many areas.
        count: u32,
    },
    /// The outlines on the map.
    BoundariesAdopted {
        /// The file.
        file: FileNamed,
        /// How many outlines.
        count: u32,
    },
}

/// A kept file by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileNamed {
    /// SHA-256 of its content in hexadecimal.
    pub hash: String,
    /// How many bytes.
    pub bytes: u64,
}
