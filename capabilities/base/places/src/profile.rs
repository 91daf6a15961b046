//! What the program must know of a city before anybody can work in it: its name, zone, law, seat and neighbours, as `city.toml` says.

use std::collections::BTreeMap;

use kernel::{AreaCode, Point, Zone};
use serde::Deserialize;

use crate::Unreadable;

/// The most neighbours and namesakes a city may list.
pub const ELSEWHERE_MAX: usize = 200;

/// The feature of a city by the sea.
pub const COAST: &str = "coast";

const FILE: &str = "city";

/// A city, as its data describe it.
#[derive(Debug, Clone, PartialEq)]
pub struct CityProfile {
    /// The area that is the city.
    pub code: AreaCode,
    /// Its name in each language.
    pub names: Names,
    /// Its time zone.
    pub zone: Zone,
    /// The language that pages open in.
    pub language: String,
    /// The country it lies in, as its two-letter word.
    pub country: String,
    /// Whose rule sets hold here, widest first: a country, a part of it, the city.
    pub jurisdictions: Vec<String>,
    /// What it has that not every place has, such as `coast`.
    pub features: Vec<String>,
    /// Where the map opens.
    pub seat: Point,
    /// The files that belong to it.
    pub files: CityFiles,
    /// To whom an incident beyond the boundary is passed on.
    pub neighbours: Vec<Elsewhere>,
    /// Areas elsewhere that are confused with ours by name.
    pub namesakes: Vec<Elsewhere>,
}

/// Names of one thing by language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Names(pub BTreeMap<String, String>);

/// The files of a city that this room reads, relative to its folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CityFiles {
    /// The table of areas.
    pub areas: String,
    /// The outlines, where there are any.
    pub boundaries: Option<String>,
}

/// An area outside the city.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// Its code.
    pub code: AreaCode,
    /// Its official name.
    pub name: String,
    /// The names from the province down to it.
    pub path: String,
}

/// The file as it stands. Tables of other capabilities may stand beside these.
#[derive(Deserialize)]
struct Written {
    code: AreaCode,
    names: Names,
    zone: String,
    language: String,
    country: String,
    jurisdictions: Vec<String>,
    #[serde(default)]
    features: Vec<String>,
    seat: Point,
    files: CityFiles,
    #[serde(default)]
    neighbours: Vec<Elsewhere>,
    #[serde(default)]
    namesakes: Vec<Elsewhere>,
}

impl CityProfile {
    /// Reads `city.toml`.
    ///
    /// # Errors
    /// What is missing or makes no sense.
    pub fn read(toml_text: &str) -> Result<Self, Unreadable> {
        let wrong = |why: String| Unreadable::new(FILE, 0, why);
        let w: Written = toml::from_str(toml_text).map_err(|e| wrong(e.to_string()))?;
        let zone = Zone::named(&w.zone).map_err(|e| wrong(e.to_string()))?;
        if !w.names.0.contains_key(&w.language) {
            return Err(wrong(format!("no name in its own language {:?}", w.language)));
        }
        if w.neighbours.len() + w.namesakes.len() > ELSEWHERE_MAX {
            return Err(wrong(format!("more than {ELSEWHERE_MAX} neighbours and namesakes")));
        }
        if let Some(ours) = w.neighbours.iter().chain(&w.namesakes).find(|e| w.code.covers(e.code)) {
            return Err(wrong(format!("{} lies in the city and is no neighbour", ours.code)));
        }
        Ok(Self {
            code: w.code,
            names: w.names,
            zone,
            language: w.language,
            country: w.country,
            jurisdictions: w.jurisdictions,
            features: w.features,
            seat: w.seat,
            files: w.files,
            neighbours: w.neighbours,
            namesakes: w.namesakes,
        })
    }

    /// The city's name in a language, or in its own where there is none.
    #[must_use]
    pub fn name_in(&self, language: &str) -> &str {
        self.names.0.get(language).or_else(|| self.names.0.get(&self.language)).map_or("", String::as_str)
    }

    /// Whether it has no coast, so that marine matters are hidden.
    #[must_use]
    pub fn is_inland(&self) -> bool {
        !self.features.iter().any(|feature| feature == COAST)
    }

    /// Neighbours and namesakes together: every area outside that the city knows of.
    #[must_use]
    pub fn elsewhere(&self) -> Vec<Elsewhere> {
        self.neighbours.iter().chain(&self.namesakes).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOWN: &str = include_str!("../tests/town/city.toml");

    #[test]
    fn a_city_is_read_from_its_data() {
        let town = CityProfile::read(TOWN).unwrap();
        assert_eq!(town.code.to_string(), "990100");
        assert_eq!(town.zone.name(), "Atlantic/Azores");
        assert_eq!(town.name_in("zh"), "灰口镇");
        assert_eq!(town.name_in("fr"), "Ashmouth");
        assert_eq!(town.elsewhere().len(), 2);
        assert!(!town.is_inland());
    }

    #[test]
    fn a_city_that_makes_no_sense_is_not_read() {
        let changed = |from: &str, to: &str| CityProfile::read(&TOWN.replace(from, to)).unwrap_err().why;
        assert!(changed("Atlantic/Azores", "Atlantic/Ashmouth").contains("no time zone"));
        assert!(changed("lat_deg = 50.05", "lat_deg = 150.05").contains("not a point"));
        assert!(changed("code = \"990200\"", "code = \"990102\"").contains("lies in the city"));
        assert!(changed("language = \"en\"", "language = \"fr\"").contains("own language"));
        assert!(changed("areas = ", "area = ").contains("missing field `areas`"));
    }
}
