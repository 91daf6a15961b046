//! Assessing a grade: the gravest that any criterion reaches by what is known, and the gravest that what is known leaves open.

use kernel::Grade;
use serde::{Deserialize, Serialize};

use super::{Criterion, Family, Fit, Grading, Need};
use crate::figures::{Figures, Item};
use crate::mark::Basis;
use crate::set::{Content, RuleSet, SetRef};

/// What the rules make of the figures. Assessed, possible and declared grades are kept apart; a declared one is a person's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The grade by what is known; nothing when no criterion is reached by a known figure.
    pub assessed: Option<Grade>,
    /// The criterion that made it.
    pub reason: Option<Reached>,
    /// The gravest grade that what is known leaves open; never less grave than the assessed one.
    pub possible: Option<Grade>,
    /// What makes it possible.
    pub possible_reason: Option<Grounds>,
    /// Which figures were supposed to turn into others for the possible grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supposing: Vec<Supposed>,
    /// Whether incidents of this class are graded at all.
    pub graded: bool,
    /// Why there is no assessed grade.
    pub lack: Option<Lack>,
    /// The gravest grade that any criterion for this class could make: what duties reckon with while nothing is known.
    pub could_reach: Option<Grade>,
}

/// A criterion that was reached, with everything an inquiry asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The set it stands in, with version and hash.
    pub rules: SetRef,
    /// The family of incidents.
    pub family: String,
    /// The criterion.
    pub criterion: String,
    /// The grade it makes.
    pub grade: Grade,
    /// What was asked for and what there was.
    pub met: Vec<Met>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// One threshold beside what there was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// The items that were added.
    pub items: Vec<String>,
    /// The least that meets it.
    pub at_least: i64,
    /// What there was; nothing when it is unknown and was supposed to be met.
    pub value: Option<i64>,
}

/// What makes a grade possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Grounds {
    /// A criterion that what is known leaves open.
    Criterion {
        /// The criterion.
        reached: Reached,
    },
    /// A person's word that it could come so far.
    Declared {
        /// Why.
        why: String,
    },
}

/// A figure that was supposed to turn into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supposed {
    /// The item.
    pub item: String,
    /// What it was supposed to become.
    pub becomes: String,
    /// How many.
    pub value: i64,
}

/// Why there is no assessed grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Incidents of this class are not graded.
    NotGraded,
    /// The class is unknown or too general for any family.
    NoClass,
    /// No rule set in force grades this class.
    NoRule,
    /// No figure that a criterion asks for is known.
    NoFigure,
    /// Figures are known, and no criterion is reached.
    NothingReached,
}

/// How it could get worse, by a person's word: the dam could go, the tank could burst.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worse {
    /// Why it could.
    pub why: String,
    /// What could then be counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
    /// What grade it could then be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
}

/// What a search for the gravest criterion looks at.
#[derive(Clone, Copy)]
enum Looking {
    AtWhatIsKnown,
    AtTheWorst,
}

/// The grading sets that hold for an incident, and the items their criteria add.
#[derive(Debug, Clone)]
pub struct Assessor<'r> {
    /// The sets, widest jurisdiction first.
    pub sets: Vec<&'r RuleSet>,
    /// The items in force.
    pub items: &'r [Item],
}

impl Assessment {
    /// The grade that duties run from: the graver of assessed and possible, until a named person has set one.
    #[must_use]
    pub fn for_duties(&self, named: Option<Grade>) -> Option<Grade> {
        named.or_else(|| Grade::graver_of(self.assessed, self.possible))
    }
}

impl<'r> Assessor<'r> {
    /// Assesses an incident of the class with `stem` (nothing when the class is unknown) by its figures.
    #[must_use]
    pub fn assess(&self, stem: Option<&str>, figures: &Figures, worse: &[Worse]) -> Assessment {
        if self.is_ungraded(stem) {
            return worst_declared(Assessment { lack: Some(Lack::NotGraded), ..Assessment::default() }, worse);
        }
        let known = self.gravest(stem, figures, Looking::AtWhatIsKnown);
        let open = self.gravest(stem, &self.worst_figures(figures, worse), Looking::AtTheWorst);
        let assessed = known.as_ref().map(|reached| reached.grade);
        let open = open.filter(|open| assessed.is_none_or(|grade| open.grade.weight() > grade.weight()));
        let supposing = if open.is_some() { self.supposing(figures) } else { Vec::new() };
        let possible = open.or_else(|| known.clone());
        let assessment = Assessment {
            assessed,
            lack: if known.is_some() { None } else { Some(self.lack(stem, figures)) },
            reason: known,
            possible: possible.as_ref().map(|reached| reached.grade),
            possible_reason: possible.map(|reached| Grounds::Criterion { reached }),
            supposing,
            graded: true,
            could_reach: self.could_reach(stem),
        };
        worst_declared(assessment, worse)
    }

    fn families(&self, stem: Option<&str>) -> impl Iterator<Item = (&'r RuleSet, &'r Family, Fit)> {
        let stem = stem.map(str::to_owned);
        self.sets.iter().filter_map(|set| Some((*set, grading(set)?))).flat_map(move |(set, grading)| {
            let stem = stem.clone();
            grading.families.iter().map(move |family| (set, family, family.classes.fit(stem.as_deref())))
        })
    }

    fn gravest(&self, stem: Option<&str>, figures: &Figures, looking: Looking) -> Option<Reached> {
        let mut gravest: Option<(&RuleSet, &Family, &Criterion)> = None;
        for (set, family, fit) in self.families(stem) {
            for criterion in &family.criteria {
                let graver = gravest.is_none_or(|(_, _, best)| criterion.grade.weight() > best.grade.weight());
                if graver && looking.reaches(criterion, fit, figures) {
                    gravest = Some((set, family, criterion));
                }
            }
        }
        gravest.map(|(set, family, criterion)| Reached {
            rules: set.named(),
            family: family.id.clone(),
            criterion: criterion.id.clone(),
            grade: criterion.grade,
            met: criterion.needs.iter().map(|need| need.beside(figures)).collect(),
            basis: criterion.basis.clone(),
        })
    }

    /// A class is not graded when a set says so and no set of a narrower jurisdiction grades it.
    fn is_ungraded(&self, stem: Option<&str>) -> bool {
        let narrowest =
            self.sets.iter().filter(|set| says_ungraded(set, stem)).map(|set| set.head.jurisdiction.narrowness()).max();
        narrowest.is_some_and(|ungraded| {
            !self.families(stem).any(|(set, _, fit)| fit == Fit::Is && set.head.jurisdiction.narrowness() > ungraded)
        })
    }

    fn worst_figures(&self, figures: &Figures, worse: &[Worse]) -> Figures {
        let worst = figures.at_worst(self.items);
        worse.iter().filter_map(|w| w.figures.as_ref()).fold(worst, Figures::higher_of)
    }

    fn supposing(&self, figures: &Figures) -> Vec<Supposed> {
        let turned = |item: &Item| {
            let (becomes, value) = item.may_become.clone().zip(figures.get(&item.id))?;
            (value > 0).then(|| Supposed { item: item.id.clone(), becomes, value })
        };
        self.items.iter().filter_map(turned).collect()
    }

    fn lack(&self, stem: Option<&str>, figures: &Figures) -> Lack {
        let mut fitting = self.families(stem).filter(|(_, _, fit)| *fit == Fit::Is).peekable();
        if fitting.peek().is_none() {
            let may_be = self.families(stem).any(|(_, _, fit)| fit == Fit::MayBe);
            return if may_be || stem.is_none() { Lack::NoClass } else { Lack::NoRule };
        }
        let asked_for = fitting.flat_map(|(_, family, _)| &family.criteria).flat_map(|criterion| &criterion.needs);
        let any_known = asked_for.into_iter().any(|need| figures.sum(&need.items).is_some());
        if any_known { Lack::NothingReached } else { Lack::NoFigure }
    }

    fn could_reach(&self, stem: Option<&str>) -> Option<Grade> {
        let fitting = self.families(stem).filter(|(_, _, fit)| *fit != Fit::Not);
        let gravest = fitting.flat_map(|(_, family, _)| &family.criteria).map(|criterion| Some(criterion.grade));
        gravest.fold(None, Grade::graver_of).or(Some(Grade::I))
    }
}

impl Need {
    /// Whether the known sum reaches it.
    #[must_use]
    pub fn is_met(&self, figures: &Figures) -> bool {
        figures.sum(&self.items).is_some_and(|value| value >= self.at_least)
    }

    fn beside(&self, figures: &Figures) -> Met {
        Met { items: self.items.clone(), at_least: self.at_least, value: figures.sum(&self.items) }
    }
}

fn grading(set: &RuleSet) -> Option<&Grading> {
    match &set.content {
        Content::Grading(grading) => Some(grading),
        _ => None,
    }
}

fn says_ungraded(set: &RuleSet, stem: Option<&str>) -> bool {
    grading(set).is_some_and(|grading| grading.ungraded.iter().any(|entry| entry.classes.fit(stem) == Fit::Is))
}

impl Looking {
    /// At the worst, a criterion for the very class stays open when something it asks for is met and nothing is known to fall
    /// short; one for a class that it may turn out to be must be met whole.
    fn reaches(self, criterion: &Criterion, fit: Fit, figures: &Figures) -> bool {
        let met = |need: &Need| need.is_met(figures);
        let open = |need: &Need| need.is_met(figures) || figures.sum(&need.items).is_none();
        match (self, fit) {
            (_, Fit::Not) | (Self::AtWhatIsKnown, Fit::MayBe) => false,
            (Self::AtWhatIsKnown, Fit::Is) | (Self::AtTheWorst, Fit::MayBe) => criterion.needs.iter().all(met),
            (Self::AtTheWorst, Fit::Is) => criterion.needs.iter().all(open) && criterion.needs.iter().any(met),
        }
    }
}

fn worst_declared(mut assessment: Assessment, worse: &[Worse]) -> Assessment {
    for word in worse {
        let graver = Grade::graver_of(assessment.possible, word.grade);
        if graver != assessment.possible {
            assessment.possible = graver;
            assessment.possible_reason = Some(Grounds::Declared { why: word.why.clone() });
        }
    }
    assessment
}
