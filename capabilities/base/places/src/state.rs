//! The city as an office has it: which files are in force, folded from the facts.

use kernel::{AreaCode, Subject};

use crate::facts::{CityFact, FileNamed};

/// The city of this installation. There is one, under the installation's own id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct City {
    /// Its area; nothing before it was adopted.
    pub code: Option<AreaCode>,
    /// `city.toml` in force.
    pub profile: Option<FileNamed>,
    /// The table of areas in force, and how many there are.
    pub areas: Option<(FileNamed, u32)>,
    /// The outlines in force, and how many there are.
    pub boundaries: Option<(FileNamed, u32)>,
}

impl Subject for City {
    const NAME: &'static str = "city";
    type Fact = CityFact;

    fn fold(mut self, fact: &CityFact) -> Self {
        match fact.clone() {
            CityFact::ProfileAdopted { city, file } => {
                self.code = Some(city);
                self.profile = Some(file);
            }
            CityFact::AreasAdopted { file, count } => self.areas = Some((file, count)),
            CityFact::BoundariesAdopted { file, count } => self.boundaries = Some((file, count)),
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        self.code
    }
}
