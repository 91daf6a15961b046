//! What a change has brought: said on the page that follows it, computed from the facts, so that a reload says the same.

use std::collections::BTreeSet;

use kernel::{Grade, Subject};

use super::naming;
use super::sight::Sight;
use crate::facts::{DutyKept, Judged};
use crate::state::Incident;
use crate::words;

/// What has changed since a version.
pub struct News {
    /// One sentence each.
    pub lines: Vec<String>,
}

/// What has changed since the incident had `version` facts; nothing where nothing was recorded since.
pub fn since(sight: &Sight, version: u64) -> Option<News> {
    if sight.incident.version <= version {
        return None;
    }
    let before = sight.facts.iter().filter(|fact| fact.version <= version);
    let before = before.fold(Incident::default(), |incident, fact| incident.fold(&fact.fact));
    let mut lines = vec![sight.say().word(words::NEWS_SAVED).into_owned()];
    if before.is_known() {
        lines.extend(grades(sight, &before));
        lines.extend(duties(sight, &before.judged));
        lines.extend(told(sight, &before.judged));
    }
    Some(News { lines })
}

fn grades(sight: &Sight, before: &Incident) -> Vec<String> {
    let (say, now) = (sight.say(), &sight.incident);
    let declared = |incident: &Incident| incident.declared.as_ref().map(|(grade, _)| *grade);
    let pairs = [
        (words::NEWS_ASSESSED, before.judged.assessed, now.judged.assessed),
        (words::NEWS_POSSIBLE, before.judged.possible, now.judged.possible),
        (words::NEWS_DECLARED, declared(before), declared(now)),
        (words::NEWS_DUTY_GRADE, before.judged.duty_grade, now.judged.duty_grade),
    ];
    let name = |grade: Option<Grade>| naming::grade(grade, say);
    let changed = pairs.into_iter().filter(|(_, from, to)| from != to);
    changed.map(|(word, from, to)| say.with(word, &[("from", name(from).into()), ("to", name(to).into())])).collect()
}

fn duties(sight: &Sight, before: &Judged) -> Vec<String> {
    let keys = |duties: &[DutyKept]| duties.iter().map(DutyKept::key).collect::<BTreeSet<_>>();
    let (say, now) = (sight.say(), &sight.incident.judged);
    let (old, new) = (keys(&before.duties), keys(&now.duties));
    let fresh: Vec<&DutyKept> = now.duties.iter().filter(|duty| !old.contains(&duty.key())).collect();
    let gone =
        before.duties.iter().filter(|duty| !new.contains(&duty.key()) && !sight.incident.met.contains_key(&duty.key())).count();
    let mut lines = Vec::new();
    if let Some(first) = fresh.iter().filter(|duty| duty.due_at.is_some()).min_by_key(|duty| duty.due_at) {
        let duty = super::timeline::duty_said(sight, first);
        let due = first.due_at.unwrap_or(say.now);
        let n = i64::try_from(fresh.len()).unwrap_or(i64::MAX);
        lines.push(say.with(words::NEWS_DUTIES, &[("n", n.into()), ("first", duty.into()), ("time", due.into())]));
    }
    if gone > 0 {
        lines.push(say.count(words::NEWS_DUTIES_GONE, gone));
    }
    lines
}

fn told(sight: &Sight, before: &Judged) -> Vec<String> {
    let (say, now) = (sight.say(), &sight.incident.judged);
    let mut lines = Vec::new();
    let steps = now.steps.iter().filter(|step| before.steps.iter().all(|known| known.key() != step.key()));
    let steps: Vec<&str> = steps.map(|step| step.name.say(say.language.code())).collect();
    if !steps.is_empty() {
        lines.push(say.one(words::NEWS_STEPS, "who", steps.join(&say.word(words::AND))));
    }
    let flags = now.flags.iter().filter(|flag| before.flags.iter().all(|known| known.id != flag.id));
    let flags: Vec<&str> = flags.map(|flag| flag.name.say(say.language.code())).collect();
    if !flags.is_empty() {
        lines.push(say.one(words::NEWS_FLAGS, "flags", flags.join(&say.word(words::AND))));
    }
    lines
}
