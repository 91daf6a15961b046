//! When a duty or a step applies: by class, area, grade, flags, triggers, figures. What is unknown is reckoned with, and said so.

use kernel::{AreaCode, Grade};

use crate::grading::{Fit, NEEDS_MAX, Need, STEMS_MAX, Stems, read_needs};
use crate::problem::Wrong;
use crate::set::ID_CHARS_MAX;
use crate::sheet::Part;
use crate::situation::Situation;

/// The word in a rule for "any flag at all".
const ANY: &str = "any";

/// When a rule applies. Class and area must both fit; of grade, flags, triggers and figures, one that is given is enough; with
/// none of these given, class and area decide.
#[derive(Debug, Clone, Default)]
pub struct When {
    /// For which classes; none for all.
    pub classes: Stems,
    /// In which areas; none for all.
    pub areas: Vec<AreaCode>,
    /// From which grade on.
    pub grade: Option<Grade>,
    /// With one of these flags, or `any`.
    pub flags: Vec<String>,
    /// With a trigger of one of these groups, or `any`.
    pub triggers: Vec<String>,
    /// With one of these sums reached.
    pub figures: Vec<Need>,
}

/// How surely a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// By what is known.
    Surely,
    /// Because something is unknown that could make it apply.
    Assumed,
    /// Not.
    No,
}

impl When {
    /// How surely the rule applies to an incident whose class has `stem`.
    #[must_use]
    pub fn applies(&self, stem: Option<&str>, situation: &Situation) -> Applies {
        let class = match self.classes.fit(stem) {
            Fit::Is => Applies::Surely,
            Fit::MayBe if self.classes == Stems::default() => Applies::Surely,
            Fit::MayBe => Applies::Assumed,
            Fit::Not => Applies::No,
        };
        class.and(self.area(situation)).and(self.any_of_the_rest(situation))
    }

    fn area(&self, situation: &Situation) -> Applies {
        let known = &situation.place.areas;
        if self.areas.is_empty() || self.areas.iter().any(|mine| known.iter().any(|area| mine.covers(*area))) {
            Applies::Surely
        } else if known.is_empty() || self.areas.iter().any(|mine| known.iter().any(|area| area.covers(*mine))) {
            Applies::Assumed
        } else {
            Applies::No
        }
    }

    fn any_of_the_rest(&self, situation: &Situation) -> Applies {
        let nothing_asked = self.grade.is_none() && self.flags.is_empty() && self.triggers.is_empty() && self.figures.is_empty();
        let surely = self.grade.is_some_and(|least| situation.standing.grade.is_some_and(|grade| grade.at_least(least)))
            || named(&self.flags, &situation.flags)
            || named(&self.triggers, &situation.triggers)
            || self.figures.iter().any(|need| need.is_met(&situation.figures));
        if nothing_asked || surely {
            Applies::Surely
        } else if situation.standing.grade.is_none() && self.could_apply(situation) {
            Applies::Assumed
        } else {
            Applies::No
        }
    }

    /// While no grade is known, what could still be reached is reckoned with.
    fn could_apply(&self, situation: &Situation) -> bool {
        let could_reach = if situation.standing.graded { situation.standing.could_reach } else { None };
        let by_grade = self.grade.is_some_and(|least| could_reach.is_some_and(|grade| grade.at_least(least)));
        let by_figures = self.figures.iter().any(|need| situation.figures.sum(&need.items).is_none());
        by_grade || by_figures
    }

    pub(crate) fn read(part: &Part<'_>) -> Self {
        part.maybe_table("when", |when| Self {
            classes: Stems::read(when),
            areas: read_areas(when, "areas"),
            grade: when.maybe_choice("grade", &crate::grading::GRADES),
            flags: when.texts("flags", NEEDS_MAX, ID_CHARS_MAX),
            triggers: when.texts("triggers", NEEDS_MAX, ID_CHARS_MAX),
            figures: read_needs(when, "figures"),
        })
        .unwrap_or_default()
    }

    /// Which flags it names, without "any".
    pub(crate) fn flags_named(&self) -> impl Iterator<Item = &String> {
        self.flags.iter().filter(|flag| *flag != ANY)
    }

    /// Which groups of triggers it names, without "any".
    pub(crate) fn triggers_named(&self) -> impl Iterator<Item = &String> {
        self.triggers.iter().filter(|group| *group != ANY)
    }
}

impl Applies {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Surely, Self::Surely) => Self::Surely,
            _ => Self::Assumed,
        }
    }
}

fn named(asked: &[String], there: &[String]) -> bool {
    asked.iter().any(|word| if word == ANY { !there.is_empty() } else { there.contains(word) })
}

/// A list of area codes; an empty list when it is not there.
pub(crate) fn read_areas(part: &Part<'_>, key: &'static str) -> Vec<AreaCode> {
    let texts = part.texts(key, STEMS_MAX, 12);
    let areas: Vec<AreaCode> = texts.iter().filter_map(|text| AreaCode::parse(text).ok()).collect();
    if areas.len() < texts.len() {
        part.wrong(key, Wrong::NotAnArea);
    }
    areas
}
