//! The rules in force at one time: one version of each set, ready to be asked about an incident.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::Grade;
use serde::{Deserialize, Serialize};

use crate::class_tree::ClassTree;
use crate::figures::Item;
use crate::grading::{Assessment, Assessor, Raised, raised};
use crate::jurisdiction::Place;
use crate::office_limits::{Allowed, Awaited, allowed};
use crate::reporting::{Duty, Party, Supplement, duties, supplement};
use crate::sensitivity::{Flag, sensitivity};
use crate::set::{Content, RuleSet, SetKind, SetRef};
use crate::situation::Situation;
use crate::telling::{Step, telling};

/// The rule sets that hold at one time, widest jurisdiction first, with what they declare put together.
#[derive(Debug, Clone, Default)]
pub struct InForce {
    sets: Vec<Arc<RuleSet>>,
    tree: Arc<ClassTree>,
    items: Vec<Item>,
    parties: BTreeMap<String, Party>,
}

/// Everything the rules say of one incident, worked out in its order: grade, flags, triggers, duties, who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What the rules make of the figures.
    pub assessment: Assessment,
    /// What makes it sensitive.
    pub flags: Vec<Flag>,
    /// Near misses and cases that must be reported.
    pub triggers: Vec<Raised>,
    /// Who must report to whom by when.
    pub duties: Vec<Duty>,
    /// Who inside is told.
    pub steps: Vec<Step>,
}

impl InForce {
    /// Puts together `sets`, one version of each. The widest jurisdiction comes first; of two that declare the same class
    /// tree, item or party, the narrower one's tree and the wider one's item and party stand.
    #[must_use]
    pub fn of(mut sets: Vec<Arc<RuleSet>>) -> Self {
        sets.sort_by(|a, b| {
            let key = |set: &RuleSet| (set.head.kind, set.head.jurisdiction.narrowness(), set.head.id.clone());
            key(a).cmp(&key(b))
        });
        let mut in_force = Self::default();
        for set in &sets {
            match &set.content {
                Content::ClassTree(tree) => in_force.tree = Arc::clone(tree),
                Content::Figures(items) => in_force.declare(items),
                Content::Reporting(reporting) => {
                    for party in &reporting.parties {
                        in_force.parties.entry(party.id.clone()).or_insert_with(|| party.clone());
                    }
                }
                Content::Sensitivity(_) | Content::Grading(_) | Content::Telling(_) | Content::OfficeLimits(_) => {}
            }
        }
        in_force.sets = sets;
        in_force
    }

    fn declare(&mut self, items: &[Item]) {
        for item in items {
            if self.item(&item.id).is_none() {
                self.items.push(item.clone());
            }
        }
    }

    /// All sets that hold.
    #[must_use]
    pub fn sets(&self) -> &[Arc<RuleSet>] {
        &self.sets
    }

    /// The versions that hold at `place`: what an incident there keeps.
    #[must_use]
    pub fn named_at(&self, place: &Place) -> Vec<SetRef> {
        self.at(place, None).into_iter().map(RuleSet::named).collect()
    }

    /// The tree of classes.
    #[must_use]
    pub fn classes(&self) -> &ClassTree {
        &self.tree
    }

    /// The items that figures are kept of, in the order in which they are declared.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item called `id`.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The party called `id`.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.get(id)
    }

    /// All parties, by id.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        self.parties.values()
    }

    fn at(&self, place: &Place, kind: Option<SetKind>) -> Vec<&RuleSet> {
        let sets = self.sets.iter().filter(|set| kind.is_none_or(|kind| set.head.kind == kind));
        sets.filter(|set| set.head.jurisdiction.holds_at(place)).map(Arc::as_ref).collect()
    }

    fn stem<'s>(&self, situation: &'s Situation) -> Option<&'s str> {
        situation.class.as_deref().map(|class| self.tree.stem(class))
    }

    /// What the rules make of the figures: assessed and possible grade, each with its criterion.
    #[must_use]
    pub fn assess(&self, situation: &Situation) -> Assessment {
        let assessor = Assessor { sets: self.at(&situation.place, Some(SetKind::Grading)), items: &self.items };
        assessor.assess(self.stem(situation), &situation.figures, &situation.worse)
    }

    /// What makes the incident sensitive.
    #[must_use]
    pub fn flags(&self, situation: &Situation) -> Vec<Flag> {
        sensitivity(&self.at(&situation.place, Some(SetKind::Sensitivity)), self.stem(situation), situation)
    }

    /// The triggers that apply, by the standing grade and the flags that `situation` carries.
    #[must_use]
    pub fn triggers(&self, situation: &Situation) -> Vec<Raised> {
        let sets = self.at(&situation.place, Some(SetKind::Grading));
        let also = (situation.standing.grade, situation.flags.as_slice());
        raised(&sets, self.stem(situation), &situation.figures, also)
    }

    /// Who must report to whom by when, by the standing grade, flags and triggers that `situation` carries.
    #[must_use]
    pub fn duties(&self, situation: &Situation) -> Vec<Duty> {
        duties(&self.at(&situation.place, Some(SetKind::Reporting)), self.stem(situation), situation)
    }

    /// Who inside is told, by the standing grade, flags and triggers that `situation` carries.
    #[must_use]
    pub fn steps(&self, situation: &Situation) -> Vec<Step> {
        telling(&self.at(&situation.place, Some(SetKind::Telling)), self.stem(situation), situation)
    }

    /// How long the office waits for something at `place` by the limits that it has set itself; nothing where it has set none.
    #[must_use]
    pub fn allowed(&self, awaited: Awaited, place: &Place) -> Option<Allowed> {
        allowed(&self.at(place, Some(SetKind::OfficeLimits)), awaited)
    }

    /// Until when changed figures still change the grade.
    #[must_use]
    pub fn supplement(&self, situation: &Situation) -> Option<Supplement> {
        supplement(&self.at(&situation.place, Some(SetKind::Reporting)), self.stem(situation), situation)
    }

    /// Everything at once. `named` is the grade that a named person has set for the duties; what `situation` carries as
    /// standing, flags and triggers is added to by what is found, and a person's flags stay.
    #[must_use]
    pub fn judge(&self, mut situation: Situation, named: Option<Grade>) -> Judgement {
        let assessment = self.assess(&situation);
        situation.standing = assessment.standing(named);
        let flags = self.flags(&situation);
        add(&mut situation.flags, flags.iter().map(|flag| &flag.id));
        let triggers = self.triggers(&situation);
        add(&mut situation.triggers, triggers.iter().map(|raised| &raised.group));
        let (duties, steps) = (self.duties(&situation), self.steps(&situation));
        Judgement { assessment, flags, triggers, duties, steps }
    }
}

fn add<'a>(there: &mut Vec<String>, found: impl Iterator<Item = &'a String>) {
    for word in found {
        if !there.contains(word) {
            there.push(word.clone());
        }
    }
}
