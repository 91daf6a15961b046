//! Telling: who inside is told of an incident, by its class and grade, in which order and within what time.

use kernel::Time;
use serde::{Deserialize, Serialize};

use crate::mark::Basis;
use crate::problem::Wrong;
use crate::reporting::LIMIT_MIN_MAX;
use crate::set::{Content, ID_CHARS_MAX, NOTE_CHARS_MAX, RuleSet, SetRef};
use crate::sheet::Part;
use crate::situation::Situation;
use crate::when::{Applies, When};
use crate::wording::Wording;

/// How many steps a set may hold.
pub const STEPS_MAX: usize = 200;

/// The rules of a telling set.
#[derive(Debug, Clone, Default)]
pub struct Telling {
    /// The steps.
    pub steps: Vec<StepRule>,
}

/// One who is told.
#[derive(Debug, Clone)]
pub struct StepRule {
    /// Its id in the set.
    pub id: String,
    /// The kind of post that is told, in the words of the contact book.
    pub post_kind: String,
    /// At what sort of body, where that matters.
    pub body_kind: Option<String>,
    /// In what field of work that body is, where that matters.
    pub field: Option<String>,
    /// Its name.
    pub name: Wording,
    /// Whose turn it is: lower is earlier; equal ones are told side by side.
    pub order: i64,
    /// Within how many minutes of our desk's receiving it.
    pub limit_min: i64,
    /// When it applies.
    pub when: When,
    /// What a reader must know of it.
    pub note: Option<Wording>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// One who is to be told of one incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The rule's id in its set.
    pub rule: String,
    /// The set it stands in.
    pub rules: SetRef,
    /// The kind of post that is told, in the words of the contact book.
    pub post_kind: String,
    /// At what sort of body, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_kind: Option<String>,
    /// In what field of work that body is, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Its name.
    pub name: Wording,
    /// Whose turn it is.
    pub order: i64,
    /// Within how many minutes of our desk's receiving it.
    pub limit_min: i64,
    /// By when.
    pub due_at: Time,
    /// It applies because something is unknown that could make it apply.
    pub assumed: bool,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// Who inside is to be told of an incident whose class has `stem`: each post once, by its strictest rule, in order.
#[must_use]
pub fn telling(sets: &[&RuleSet], stem: Option<&str>, situation: &Situation) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for set in sets {
        let Content::Telling(telling) = &set.content else { continue };
        for rule in &telling.steps {
            let applies = rule.when.applies(stem, situation);
            if applies == Applies::No {
                continue;
            }
            let step = Step::of(rule, set, (applies, situation.times.received));
            match steps.iter_mut().find(|known| known.is_for_the_same_as(&step)) {
                Some(known) if (step.limit_min, step.order) < (known.limit_min, known.order) => *known = step,
                Some(_) => {}
                None => steps.push(step),
            }
        }
    }
    steps.sort_by_key(|step| (step.order, step.limit_min));
    steps
}

impl Step {
    fn is_for_the_same_as(&self, other: &Self) -> bool {
        self.post_kind == other.post_kind && self.body_kind == other.body_kind && self.field == other.field
    }

    fn of(rule: &StepRule, set: &RuleSet, (applies, received): (Applies, Time)) -> Self {
        Self {
            rule: rule.id.clone(),
            rules: set.named(),
            post_kind: rule.post_kind.clone(),
            body_kind: rule.body_kind.clone(),
            field: rule.field.clone(),
            name: rule.name.clone(),
            order: rule.order,
            limit_min: rule.limit_min,
            due_at: received.plus_min(rule.limit_min),
            assumed: applies == Applies::Assumed,
            basis: rule.basis.clone(),
        }
    }
}

impl Telling {
    pub(crate) fn read(part: &Part<'_>, basis: &Basis) -> Self {
        let steps = part.list("steps", STEPS_MAX, |step| StepRule {
            id: step.id(ID_CHARS_MAX),
            post_kind: step.name("post_kind", ID_CHARS_MAX),
            body_kind: step.maybe_name("body_kind", ID_CHARS_MAX),
            field: step.maybe_name("field", ID_CHARS_MAX),
            name: Wording::read(step, "name"),
            order: step.number("order", 1, 100),
            limit_min: step.number("limit_min", 1, LIMIT_MIN_MAX),
            when: When::read(step),
            note: Wording::long(step, "note", NOTE_CHARS_MAX),
            basis: Basis::read(step, basis),
        });
        if steps.is_empty() {
            part.wrong("steps", if part.has("steps") { Wrong::Empty } else { Wrong::Missing });
        }
        Self { steps }
    }
}
