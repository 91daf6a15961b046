//! Reading grading sets: families with their ladders and criteria, classes not graded, triggers.

use kernel::Grade;

use super::{
    CRITERIA_MAX, Criterion, FAMILIES_MAX, Family, Grading, NEEDS_MAX, Need, STEMS_MAX, Stems, TRIGGERS_MAX, Trigger, Ungraded,
};
use crate::mark::Basis;
use crate::problem::Wrong;
use crate::set::ID_CHARS_MAX;
use crate::shape::CODE_CHARS_MAX;
use crate::sheet::Part;
use crate::wording::Wording;

/// The words for the grades, gravest first.
pub(crate) const GRADES: [(&str, Grade); 4] = [("I", Grade::I), ("II", Grade::II), ("III", Grade::III), ("IV", Grade::IV)];

impl Grading {
    pub(crate) fn read(part: &Part<'_>, basis: &Basis) -> Self {
        let read = Self {
            families: part.list("families", FAMILIES_MAX, |family| Family::read(family, basis)),
            ungraded: part.list("ungraded", FAMILIES_MAX, |entry| Ungraded {
                classes: Stems::read(entry),
                basis: Basis::read(entry, basis),
            }),
            triggers: part.list("triggers", TRIGGERS_MAX, |trigger| Trigger::read(trigger, basis)),
        };
        if read.families.is_empty() && read.ungraded.is_empty() && read.triggers.is_empty() {
            part.wrong("families", Wrong::Missing);
        }
        read
    }
}

impl Stems {
    /// The `classes` and `except` of a rule.
    pub(crate) fn read(part: &Part<'_>) -> Self {
        Self { within: part.texts("classes", STEMS_MAX, CODE_CHARS_MAX), except: part.texts("except", STEMS_MAX, CODE_CHARS_MAX) }
    }
}

impl Family {
    fn read(part: &Part<'_>, above: &Basis) -> Self {
        let basis = Basis::read(part, above);
        let mut criteria: Vec<Criterion> =
            part.list("ladders", CRITERIA_MAX, |l| ladder(l, &basis)).into_iter().flatten().collect();
        criteria.extend(part.list("criteria", CRITERIA_MAX, |one| Criterion {
            id: one.id(ID_CHARS_MAX),
            grade: one.choice("grade", &GRADES),
            needs: must_need(one, "all"),
            basis: Basis::read(one, &basis),
        }));
        if criteria.is_empty() {
            part.wrong("ladders", Wrong::Missing);
        }
        Self { id: part.id(ID_CHARS_MAX), name: Wording::read(part, "name"), classes: Stems::read(part), criteria, basis }
    }
}

/// One sum of items with the least that makes each grade; a grade it says nothing of is not made by it.
fn ladder(part: &Part<'_>, above: &Basis) -> Vec<Criterion> {
    let items = read_items(part);
    let named = part.maybe_text("id", ID_CHARS_MAX).unwrap_or_else(|| items.join("+"));
    part.once("items", &named);
    let basis = Basis::read(part, above);
    let mut steps: Vec<Criterion> = Vec::new();
    for (word, grade) in GRADES {
        let Some(step) = part.number_or_table(word, |own| (own.number("at_least", 0, i64::MAX), Basis::read(own, &basis))) else {
            continue;
        };
        let (at_least, basis) = step.map_or_else(|own| own, |n| (n, basis.clone()));
        if steps.last().is_some_and(|above| above.needs[0].at_least <= at_least) {
            part.wrong(word, Wrong::NotFalling);
        }
        let need = Need { items: items.clone(), at_least };
        steps.push(Criterion { id: format!("{named}/{word}"), grade, needs: vec![need], basis });
    }
    if steps.is_empty() {
        part.wrong("I", Wrong::OneOf { keys: "I, II, III, IV".into() });
    }
    steps
}

fn read_items(part: &Part<'_>) -> Vec<String> {
    let items = part.texts("items", NEEDS_MAX, ID_CHARS_MAX);
    if items.is_empty() {
        part.wrong("items", if part.has("items") { Wrong::Empty } else { Wrong::Missing });
    }
    items
}

/// The list of needs at `key`; an empty list when it is not there.
pub(crate) fn read_needs(part: &Part<'_>, key: &'static str) -> Vec<Need> {
    part.list(key, NEEDS_MAX, |need| Need { items: read_items(need), at_least: need.number("at_least", 0, i64::MAX) })
}

fn must_need(part: &Part<'_>, key: &'static str) -> Vec<Need> {
    let needs = read_needs(part, key);
    if needs.is_empty() {
        part.wrong(key, if part.has(key) { Wrong::Empty } else { Wrong::Missing });
    }
    needs
}

impl Trigger {
    fn read(part: &Part<'_>, basis: &Basis) -> Self {
        Self {
            id: part.id(ID_CHARS_MAX),
            group: part.name("group", ID_CHARS_MAX),
            name: Wording::read(part, "name"),
            classes: Stems::read(part),
            needs: read_needs(part, "all"),
            grade: part.maybe_choice("grade", &GRADES),
            flags: part.texts("flags", NEEDS_MAX, ID_CHARS_MAX),
            basis: Basis::read(part, basis),
        }
    }
}
