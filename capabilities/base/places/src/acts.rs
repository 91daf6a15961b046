//! What can be asked of the city's data: to adopt its files. What is already in force is not adopted again.

use std::fmt;

use kernel::{Act, AreaCode, Arg, Given, Kind, Reason};

use crate::facts::{CityFact, FileNamed};
use crate::state::City;
use crate::{CityProfile, Gazetteer, Unreadable};

/// The words of a city's files, as they lie in its folder or come by an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityTexts {
    /// `city.toml`.
    pub profile: String,
    /// The table of areas.
    pub areas: String,
    /// The outlines, where the city has any.
    pub boundaries: Option<String>,
}

/// The city's files after somebody has read them whole: only what makes sense can be adopted.
#[derive(Debug)]
pub struct CityRead {
    /// What `city.toml` says.
    pub profile: CityProfile,
    /// The areas and outlines, ready to answer.
    pub gazetteer: Gazetteer,
}

/// Puts the files of a city in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopt {
    city: AreaCode,
    journal_of: AreaCode,
    profile: FileNamed,
    areas: (FileNamed, u32),
    boundaries: Option<(FileNamed, u32)>,
}

/// The files as they are kept, in the order of [`CityTexts`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityKept {
    /// `city.toml`.
    pub profile: FileNamed,
    /// The table of areas.
    pub areas: FileNamed,
    /// The outlines.
    pub boundaries: Option<FileNamed>,
}

/// Why the files are not adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAdopted {
    /// The journal belongs to one city for ever.
    AnotherCity {
        /// Whose journal it is.
        ours: AreaCode,
        /// Whose files were given.
        given: AreaCode,
    },
    /// The city had outlines, and none were given: points could no longer be resolved.
    OutlinesMissing,
}

impl CityTexts {
    /// Reads all files and checks them against each other. Takes some 30 ms for a city of 1,700 areas.
    ///
    /// # Errors
    /// What makes no sense, and where.
    pub fn read(&self) -> Result<CityRead, Unreadable> {
        let profile = CityProfile::read(&self.profile)?;
        let gazetteer = Gazetteer::build(&profile, &self.areas, self.boundaries.as_deref())?;
        Ok(CityRead { profile, gazetteer })
    }
}

impl Adopt {
    /// Asks to put files in force that were read and are kept, in the journal of the city `journal_of`.
    #[must_use]
    pub fn of(read: &CityRead, kept: CityKept, journal_of: AreaCode) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let outlines = count(read.gazetteer.boundaries().count());
        Self {
            city: read.profile.code,
            journal_of,
            profile: kept.profile,
            areas: (kept.areas, count(read.gazetteer.areas().all().len())),
            boundaries: kept.boundaries.map(|file| (file, outlines)),
        }
    }
}

impl Act for Adopt {
    type Subject = City;
    type Known = ();
    type Refusal = NotAdopted;

    fn decide(self, now: &City, (): &(), _: &Given) -> Result<Vec<CityFact>, NotAdopted> {
        let ours = now.code.unwrap_or(self.journal_of);
        if self.city != ours {
            return Err(NotAdopted::AnotherCity { ours, given: self.city });
        }
        if now.boundaries.is_some() && self.boundaries.is_none() {
            return Err(NotAdopted::OutlinesMissing);
        }
        let mut facts = Vec::new();
        if now.profile.as_ref() != Some(&self.profile) {
            facts.push(CityFact::ProfileAdopted { city: self.city, file: self.profile });
        }
        if now.areas.as_ref() != Some(&self.areas) {
            facts.push(CityFact::AreasAdopted { file: self.areas.0, count: self.areas.1 });
        }
        if let Some((file, count)) = self.boundaries.filter(|new| now.boundaries.as_ref() != Some(new)) {
            facts.push(CityFact::BoundariesAdopted { file, count });
        }
        Ok(facts)
    }
}

impl Reason for NotAdopted {
    fn key(&self) -> &'static str {
        match self {
            Self::AnotherCity { .. } => "places-refusal-another-city",
            Self::OutlinesMissing => "places-refusal-outlines-missing",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::AnotherCity { ours, given } => vec![("ours", ours.to_string().into()), ("given", given.to_string().into())],
            Self::OutlinesMissing => Vec::new(),
        }
    }

    fn kind(&self) -> Kind {
        Kind::Conflict
    }
}

impl fmt::Display for NotAdopted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnotherCity { ours, given } => write!(f, "the journal belongs to {ours}, the files to {given}"),
            Self::OutlinesMissing => f.write_str("the city had outlines and none were given"),
        }
    }
}

impl Reason for Unreadable {
    fn key(&self) -> &'static str {
        "places-refusal-unreadable"
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        vec![("file", self.file.into()), ("at", (self.at as i64).into()), ("why", self.why.as_str().into())]
    }

    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}
