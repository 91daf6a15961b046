//! What the rules make of an incident: asked after every change, recorded when the answer is another.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Given, Subject, Time};
use rules::{Assessment, Grounds, InForce, Limit, Reached, Sign, Situation, Times, Worse};

use crate::facts::{CriterionMet, DutyKept, IncidentFact, Judged, Milestone, Raised, StepKept};
use crate::state::{Incident, Standing};

/// The law as it held when the incident was received.
#[derive(Debug, Clone, Default)]
pub struct Law {
    /// The rule sets in force then.
    pub in_force: Arc<InForce>,
}

/// The facts, and behind them a judgement where they make the rules answer otherwise.
pub(crate) fn judged(now: &Incident, facts: Vec<IncidentFact>, law: &Law, words: &[String]) -> Vec<IncidentFact> {
    if facts.is_empty() {
        return facts;
    }
    let after = facts.iter().fold(now.clone(), Incident::fold);
    if after.standing != Standing::Open {
        return facts;
    }
    let fresh = judge(&after, law, words);
    let mut facts = facts;
    if fresh != after.judged {
        facts.push(IncidentFact::Judged(Box::new(fresh)));
    }
    facts
}

/// What the rules make of the incident as it is. `words` are those that have just been said; earlier ones are sealed.
fn judge(incident: &Incident, law: &Law, words: &[String]) -> Judged {
    let situation = situation(incident, words);
    let named = incident.lowered.as_ref().map(|(grade, _)| *grade);
    let supplement_until = law.in_force.supplement(&situation).map(|s| s.ends_at);
    let judgement = law.in_force.judge(situation.clone(), named);
    let standing = judgement.assessment.standing(named);
    let mut flags: Vec<Raised> = judgement
        .flags
        .iter()
        .map(|f| Raised { id: f.id.clone(), name: f.name.clone(), by_word: matches!(f.sign, Sign::Word { .. }) })
        .collect();
    for kept in incident.judged.flags.iter().filter(|f| f.by_word) {
        if flags.iter().all(|f| f.id != kept.id) {
            flags.push(kept.clone());
        }
    }
    Judged {
        assessed: judgement.assessment.assessed,
        assessed_by: judgement.assessment.reason.as_ref().map(|r| met(r, &situation)),
        possible: judgement.assessment.possible,
        possible_by: possible_by(&judgement.assessment, &situation),
        graded: judgement.assessment.graded,
        lack: judgement.assessment.lack,
        duty_grade: standing.grade,
        flags,
        triggers: judgement
            .triggers
            .iter()
            .map(|t| Raised { id: t.group.clone(), name: t.name.clone(), by_word: false })
            .collect(),
        duties: judgement.duties.into_iter().map(|duty| kept(incident, law, duty)).collect(),
        steps: judgement.steps.into_iter().map(step).collect(),
        supplement_until,
    }
}

fn situation(incident: &Incident, words: &[String]) -> Situation {
    let setting = &incident.setting;
    let received = incident.received.as_ref().map_or(Time::default(), |claim| claim.at);
    let mut worse = incident.worse.clone();
    let (adopted, highest) = (incident.adopted(), incident.highest());
    if highest != adopted {
        worse.push(Worse {
            why: "another source gives more".into(),
            figures: Some(adopted.clone().higher_of(&highest)),
            grade: None,
        });
    }
    Situation {
        class: incident.class.clone(),
        place: incident.rules_place(),
        figures: adopted,
        worse,
        words: words.to_vec(),
        tags: incident.tags.clone(),
        times: Times {
            occurred: incident.time(Milestone::Occurred),
            known: incident.time(Milestone::Known),
            received,
            signed: incident.time(Milestone::Signed),
            previous_report: incident.last_report,
            previous_to: incident.last_to.clone(),
            controlled: incident.time(Milestone::Controlled),
            stable: incident.time(Milestone::Stable),
            ..Times::default()
        },
        flags: incident.judged.flags.iter().filter(|f| f.by_word).map(|f| f.id.clone()).collect(),
        desk_level: setting.level.clone(),
        ..Situation::default()
    }
}

fn met(reached: &Reached, situation: &Situation) -> CriterionMet {
    let items = reached.met.iter().flat_map(|met| &met.items);
    let had: BTreeMap<String, i64> = items.filter_map(|item| Some((item.clone(), situation.figures.get(item)?))).collect();
    CriterionMet { by: format!("{}@{} {}", reached.rules.set, reached.rules.version, reached.criterion), had }
}

fn possible_by(assessment: &Assessment, situation: &Situation) -> Option<CriterionMet> {
    match assessment.possible_reason.as_ref()? {
        Grounds::Criterion { reached } => Some(met(reached, situation)),
        Grounds::Declared { why } => Some(CriterionMet { by: why.clone(), had: BTreeMap::new() }),
    }
}

fn kept(incident: &Incident, law: &Law, duty: rules::Duty) -> DutyKept {
    let repeats = duty.until.is_some() || matches!(duty.limit, Limit::Every { .. } | Limit::Hours { .. });
    let party = law.in_force.party(&duty.who);
    let mut kept = DutyKept {
        others: party.is_some_and(|party| party.level != incident.setting.level),
        rule: format!("{} {}@{}", duty.rule, duty.rules.set, duty.rules.version),
        title: duty.title,
        who: duty.who,
        to: duty.to,
        line: duty.line,
        channel: duty.channel,
        report: duty.report,
        starts_at: duty.starts_at,
        due_at: duty.due_at,
        assumed: duty.assumed,
        round: 1,
    };
    if repeats {
        again(incident, &duty.limit, &mut kept);
    }
    kept
}

/// A repeated duty that was met runs again: from the sending, or for fixed hours from the hour it was sent for.
fn again(incident: &Incident, limit: &Limit, kept: &mut DutyKept) {
    let mut sent = None;
    while let Some(met) = incident.met.get(&kept.key()) {
        sent = Some((kept.key(), met.at));
        kept.round += 1;
    }
    let Some((key, sent)) = sent else { return };
    let due = incident.duties().find(|duty| duty.key() == key).and_then(|duty| duty.due_at);
    kept.starts_at = Some(sent);
    kept.due_at = limit.next_due(due.unwrap_or(sent), sent);
}

fn step(step: rules::Step) -> StepKept {
    StepKept {
        rule: format!("{} {}@{}", step.rule, step.rules.set, step.rules.version),
        post_kind: step.post_kind,
        body_kind: step.body_kind,
        field: step.field,
        name: step.name,
        order: step.order,
        due_at: step.due_at,
    }
}

/// Whether figures may still be entered: while it is open, and after it was closed within the supplement window.
pub(crate) fn takes_figures(incident: &Incident, given: &Given) -> bool {
    match incident.standing {
        Standing::Open => true,
        Standing::Closed => incident.judged.supplement_until.is_some_and(|end| given.at <= end),
        Standing::Unknown | Standing::FalseAlarm => false,
    }
}
