//! Sensitivity: what makes an incident go up whatever its grade, by its place, its time, its people or its kind.

use kernel::{AreaCode, CityDate, Zone};
use serde::{Deserialize, Serialize};

use crate::grading::{Fit, Need, Stems, read_needs};
use crate::mark::Basis;
use crate::problem::Wrong;
use crate::set::{Content, Head, ID_CHARS_MAX, RuleSet, SetRef};
use crate::sheet::Part;
use crate::situation::Situation;
use crate::validity::Validity;
use crate::when::read_areas;
use crate::wording::Wording;

/// How many flags a set may hold.
pub const FLAGS_MAX: usize = 200;
/// How many words, tags, seasons or dates a flag may have.
pub const SIGNS_MAX: usize = 100;

/// The rules of a sensitivity set.
#[derive(Debug, Clone)]
pub struct Sensitivity {
    /// The flags.
    pub flags: Vec<FlagRule>,
    /// The zone its days are meant in.
    pub zone: Zone,
}

/// One flag and its signs. It is raised for a class it is for when any of its signs is there; with no signs, by the class alone.
#[derive(Debug, Clone)]
pub struct FlagRule {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// Its name.
    pub name: Wording,
    /// For which classes; none for all.
    pub classes: Stems,
    /// Words in what is said.
    pub words: Vec<String>,
    /// Tags of place, people or time.
    pub tags: Vec<String>,
    /// Areas.
    pub areas: Vec<AreaCode>,
    /// Parts of every year.
    pub seasons: Vec<Season>,
    /// Days of one year.
    pub dates: Vec<Validity>,
    /// Sums that are reached.
    pub figures: Vec<Need>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// A part of every year, both days included; it may reach over the new year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    /// The first day, as `10-01`.
    pub from: String,
    /// The last day, as `05-31`.
    pub to: String,
}

/// What makes an incident sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Where it is.
    Place,
    /// When it is.
    Time,
    /// Who is in it.
    People,
    /// What it is.
    Kind,
}

/// A flag that is raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// Its name.
    pub name: Wording,
    /// What raised it.
    pub sign: Sign,
    /// The set it stands in.
    pub rules: SetRef,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// What raised a flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sign", rename_all = "snake_case")]
pub enum Sign {
    /// The class alone.
    Class,
    /// A word in what is said.
    Word {
        /// The word.
        word: String,
    },
    /// A tag.
    Tag {
        /// The tag.
        tag: String,
    },
    /// An area.
    Area {
        /// The area.
        area: AreaCode,
    },
    /// The day it happened.
    Day {
        /// The day by the clock of the set's zone.
        day: CityDate,
    },
    /// A sum that is reached.
    Figure {
        /// The items added.
        items: Vec<String>,
        /// The least that raises the flag.
        at_least: i64,
    },
}

/// The flags of `sets` that an incident whose class has `stem` raises, each once, in the order of the sets.
#[must_use]
pub fn sensitivity(sets: &[&RuleSet], stem: Option<&str>, situation: &Situation) -> Vec<Flag> {
    let mut raised: Vec<Flag> = Vec::new();
    let said: Vec<String> = situation.words.iter().map(|text| text.to_lowercase()).collect();
    for set in sets {
        let Content::Sensitivity(rules) = &set.content else { continue };
        let day = rules.zone.date(situation.times.happened());
        for rule in &rules.flags {
            let already = raised.iter().any(|flag| flag.id == rule.id);
            let Some(sign) = rule.sign(stem, situation, (&said, day)).filter(|_| !already) else { continue };
            raised.push(Flag {
                id: rule.id.clone(),
                about: rule.about,
                name: rule.name.clone(),
                sign,
                rules: set.named(),
                basis: rule.basis.clone(),
            });
        }
    }
    raised
}

impl FlagRule {
    fn sign(&self, stem: Option<&str>, situation: &Situation, (said, day): (&[String], CityDate)) -> Option<Sign> {
        let fit = self.classes.fit(stem);
        let of_class_only = self.classes != Stems::default();
        if fit == Fit::Not {
            return None;
        }
        if !self.has_signs() {
            return (fit == Fit::Is && of_class_only).then_some(Sign::Class);
        }
        let word = self.words.iter().find(|word| said.iter().any(|text| text.contains(word.as_str())));
        let tag = self.tags.iter().find(|tag| situation.tags.contains(tag));
        let area = self.areas.iter().find(|mine| situation.place.areas.iter().any(|area| mine.covers(*area)));
        let figure = self.figures.iter().find(|need| need.is_met(&situation.figures));
        word.map(|word| Sign::Word { word: word.clone() })
            .or_else(|| tag.map(|tag| Sign::Tag { tag: tag.clone() }))
            .or_else(|| area.map(|area| Sign::Area { area: *area }))
            .or_else(|| figure.map(|need| Sign::Figure { items: need.items.clone(), at_least: need.at_least }))
            .or_else(|| self.is_in_time(day).then_some(Sign::Day { day }))
    }

    fn has_signs(&self) -> bool {
        !(self.words.is_empty()
            && self.tags.is_empty()
            && self.areas.is_empty()
            && self.figures.is_empty()
            && self.seasons.is_empty()
            && self.dates.is_empty())
    }

    fn is_in_time(&self, day: CityDate) -> bool {
        let within = |dates: &Validity| dates.from.is_none_or(|from| from <= day) && dates.until.is_none_or(|until| day < until);
        self.seasons.iter().any(|season| season.holds(day)) || self.dates.iter().any(within)
    }

    fn read(part: &Part<'_>, head: &Head) -> Self {
        const ABOUT: [(&str, About); 4] =
            [("place", About::Place), ("time", About::Time), ("people", About::People), ("kind", About::Kind)];
        let lower = |words: Vec<String>| words.into_iter().map(|word| word.to_lowercase()).collect();
        let id = part.name("id", ID_CHARS_MAX);
        part.once("id", &id);
        Self {
            id,
            about: part.choice("about", &ABOUT),
            name: Wording::read(part, "name"),
            classes: Stems::read(part),
            words: lower(part.texts("words", SIGNS_MAX, ID_CHARS_MAX)),
            tags: part.texts("tags", SIGNS_MAX, ID_CHARS_MAX),
            areas: read_areas(part, "areas"),
            seasons: part.list("seasons", SIGNS_MAX, Season::read),
            dates: part.list("dates", SIGNS_MAX, Validity::read),
            figures: read_needs(part, "figures"),
            basis: Basis::read(part, &head.basis),
        }
    }
}

impl Sensitivity {
    pub(crate) fn read(part: &Part<'_>, head: &Head) -> Self {
        let flags = part.list("flags", FLAGS_MAX, |flag| FlagRule::read(flag, head));
        if flags.is_empty() {
            part.wrong("flags", if part.has("flags") { Wrong::Empty } else { Wrong::Missing });
        }
        part.again("flags", |entry| {
            let flag = entry.glance("id").and_then(|id| flags.iter().find(|flag| flag.id == id));
            if flag.is_some_and(|flag| !flag.has_signs() && flag.classes.within.is_empty()) {
                entry.wrong("words", Wrong::OneOf { keys: "classes, words, tags, areas, seasons, dates, figures".into() });
            }
        });
        Self { flags, zone: head.zone.clone() }
    }
}

impl Season {
    /// Whether `day` lies in it.
    #[must_use]
    pub fn holds(&self, day: CityDate) -> bool {
        let text = day.to_string();
        let of_year = text.get(5..).unwrap_or_default();
        let (from, to) = (self.from.as_str(), self.to.as_str());
        if from <= to { (from..=to).contains(&of_year) } else { of_year >= from || of_year <= to }
    }

    fn read(part: &Part<'_>) -> Self {
        let day = |key| {
            let text = part.text(key, 5);
            // 2024 has every day of the year there is.
            if !text.is_empty() && (text.len() != 5 || CityDate::parse(&format!("2024-{text}")).is_err()) {
                part.wrong(key, Wrong::NotDay);
            }
            text
        };
        Self { from: day("from"), to: day("to") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_may_reach_over_the_new_year() {
        let fire = Season { from: "10-01".into(), to: "05-31".into() };
        let flood = Season { from: "06-01".into(), to: "09-30".into() };
        for (day, in_fire, in_flood) in [
            ("2026-10-01", true, false),
            ("2026-12-31", true, false),
            ("2027-01-01", true, false),
            ("2027-05-31", true, false),
            ("2027-06-01", false, true),
            ("2027-09-30", false, true),
        ] {
            let day = CityDate::parse(day).unwrap();
            assert_eq!((fire.holds(day), flood.holds(day)), (in_fire, in_flood), "{day}");
        }
    }
}
