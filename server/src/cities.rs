//! The cities that the program carries: their files from `cities/`, or from a folder of the same form on disk.

use std::collections::BTreeSet;
use std::path::Path;

use places::{CityProfile, CityTexts};
use rust_embed::Embed;

use crate::stop::Stop;

/// What every city has.
const PROFILE: &str = "city.toml";
/// Names the city that is meant where none is named.
const DEFAULT: &str = "default";

#[derive(Embed)]
#[folder = "../cities/"]
struct Carried;

/// A city with all its files.
#[derive(Debug)]
pub struct CityFolder {
    /// What `city.toml` says.
    pub profile: CityProfile,
    files: Source,
}

/// Where a city's files are.
#[derive(Debug)]
struct Source {
    name: String,
    on_disk: bool,
}

/// The cities that the program carries, in alphabetical order.
#[must_use]
pub fn names() -> Vec<String> {
    let of = |file: std::borrow::Cow<'static, str>| Some(file.strip_suffix(PROFILE)?.strip_suffix('/')?.to_owned());
    Carried::iter().filter_map(of).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The city that is meant where none is named.
///
/// # Errors
/// A sentence when the program carries none.
pub fn default_name() -> Result<String, Stop> {
    let named = Carried::get(DEFAULT).map(|file| String::from_utf8_lossy(&file.data).trim().to_owned());
    named.ok_or_else(|| Stop::usage("name a city with --city").hint(known()))
}

/// The city called `name`, or the one in the folder `name`.
///
/// # Errors
/// A sentence when there is none, or when its files make no sense.
pub fn find(name: &str) -> Result<CityFolder, Stop> {
    let on_disk = name.contains(['/', '\\']) || Path::new(name).join(PROFILE).is_file();
    let files = Source { name: name.to_owned(), on_disk };
    let text = files.text(PROFILE).map_err(|_| Stop::because(format!("no city is called {name:?}")).hint(known()))?;
    let profile = CityProfile::read(&text).map_err(|e| Stop::because(format!("city {name}: {e}")))?;
    Ok(CityFolder { profile, files })
}

fn known() -> String {
    format!("the program carries {}; a folder with a {PROFILE} will do as well", names().join(", "))
}

impl CityFolder {
    /// The files that `places` adopts.
    ///
    /// # Errors
    /// A sentence when one of them is missing.
    pub fn texts(&self) -> Result<CityTexts, Stop> {
        let boundaries = self.profile.files.boundaries.as_ref().map(|file| self.text(file)).transpose()?;
        Ok(CityTexts { profile: self.text(PROFILE)?, areas: self.text(&self.profile.files.areas)?, boundaries })
    }

    /// Whether the city brings a file.
    #[must_use]
    pub fn has(&self, file: &str) -> bool {
        self.files.text(file).is_ok()
    }

    /// One file of the city.
    ///
    /// # Errors
    /// A sentence when it is missing or no text.
    pub fn text(&self, file: &str) -> Result<String, Stop> {
        self.files.text(file)
    }
}

impl Source {
    fn text(&self, file: &str) -> Result<String, Stop> {
        let missing = |why: String| Stop::because(format!("city {}: {file}: {why}", self.name));
        if file.split(['/', '\\']).any(|part| part == "..") {
            return Err(missing("a city's files lie in its own folder".to_owned()));
        }
        if self.on_disk {
            return std::fs::read_to_string(Path::new(&self.name).join(file)).map_err(|e| missing(e.to_string()));
        }
        let found = Carried::get(&format!("{}/{file}", self.name)).ok_or_else(|| missing("no such file".to_owned()))?;
        String::from_utf8(found.data.into_owned()).map_err(|e| missing(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_that_is_meant_by_default_is_one_of_those_carried() {
        let name = default_name().unwrap();
        assert!(names().contains(&name), "{name}");
        let texts = find(&name).unwrap().texts().unwrap();
        texts.read().unwrap();
    }

    #[test]
    fn a_city_that_nobody_knows_is_refused_with_those_that_are_known() {
        let stop = find("atlantis").unwrap_err().to_string();
        assert!(stop.contains("no city is called \"atlantis\"") && stop.contains("hint: the program carries"), "{stop}");
    }

    #[test]
    fn a_city_never_reads_outside_its_folder() {
        let city = find(&default_name().unwrap()).unwrap();
        assert!(city.text("../../etc/passwd").is_err());
    }
}
