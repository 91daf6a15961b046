//! The rail: the sections of the office in the order of its mechanisms, made from the doors that stand in it.

use crate::door::{Audience, DoorFacts, DoorKind};
use crate::{Here, Word, words};

/// A section of the rail. The order is that of the mechanisms, and the same for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// What waits, who is on duty.
    Duty,
    /// What has happened.
    Incidents,
    /// What is warned of.
    Warnings,
    /// What is being done.
    Response,
    /// With what: teams, supplies, shelters.
    Resources,
    /// Before: risks, plans, drills.
    Prevention,
    /// Telling people.
    Releases,
    /// After, and learning.
    Recovery,
    /// The office itself: contacts, places, rules, accounts, journal.
    Office,
}

/// A section as one reader sees it.
pub(crate) struct RailEntry<'a> {
    pub name: String,
    pub icon: &'static str,
    pub path: &'static str,
    pub current: bool,
    /// The pages in it, when the reader is in it and there is more than one.
    pub pages: Vec<RailPage<'a>>,
}

/// A page of a section.
pub(crate) struct RailPage<'a> {
    pub name: String,
    pub path: &'a str,
    pub current: bool,
}

impl Section {
    /// All sections, in order.
    pub const ALL: [Self; 9] = [
        Self::Duty,
        Self::Incidents,
        Self::Warnings,
        Self::Response,
        Self::Resources,
        Self::Prevention,
        Self::Releases,
        Self::Recovery,
        Self::Office,
    ];

    /// What it is called.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Self::Duty => words::RAIL_DUTY,
            Self::Incidents => words::RAIL_INCIDENTS,
            Self::Warnings => words::RAIL_WARNINGS,
            Self::Response => words::RAIL_RESPONSE,
            Self::Resources => words::RAIL_RESOURCES,
            Self::Prevention => words::RAIL_PREVENTION,
            Self::Releases => words::RAIL_RELEASES,
            Self::Recovery => words::RAIL_RECOVERY,
            Self::Office => words::RAIL_OFFICE,
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::Incidents => "incidents",
            Self::Warnings => "warnings",
            Self::Response => "response",
            Self::Resources => "resources",
            Self::Prevention => "prevention",
            Self::Releases => "releases",
            Self::Recovery => "recovery",
            Self::Office => "office",
        }
    }
}

/// Whether the caller may open `door` at all.
pub(crate) fn opens(here: &Here, door: &DoorFacts) -> bool {
    match door.audience {
        Audience::Public => true,
        Audience::SignedIn => here.caller.is_some(),
        Audience::Post => here.may(door.action, None, None),
    }
}

/// The rail for whoever is here, with `current` marked. Sections without a page for them are left out.
pub(crate) fn rail(here: &Here, current: Option<Section>) -> Vec<RailEntry<'_>> {
    let doors = here.site.doors();
    let in_rail = |section| move |d: &&std::sync::Arc<DoorFacts>| d.section == Some(section) && d.kind == DoorKind::Page;
    let entry = |section: Section| {
        let mut mine = doors.iter().filter(in_rail(section)).filter(|d| opens(here, d)).peekable();
        let path = mine.peek()?.path;
        let is_current = current == Some(section);
        let pages = if is_current { mine.map(|d| page(here, d)).collect() } else { Vec::new() };
        let name = here.say.word(section.word()).into_owned();
        Some(RailEntry { name, icon: section.icon(), path, current: is_current, pages })
    };
    Section::ALL.into_iter().filter_map(entry).map(only_if_several).collect()
}

fn page<'a>(here: &'a Here, door: &'a DoorFacts) -> RailPage<'a> {
    let name = door.name.map_or_else(|| door.path.to_owned(), |name| here.say.word(name).into_owned());
    RailPage { name, path: door.path, current: door.path == here.door.path }
}

fn only_if_several(mut entry: RailEntry<'_>) -> RailEntry<'_> {
    if entry.pages.len() < 2 {
        entry.pages.clear();
    }
    entry
}
