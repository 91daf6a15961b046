//! The part of a plan that sets whom bodies report to.

use std::collections::HashMap;

use kernel::Id;

use super::cells::Said;
use super::fault::Why;
use super::lines::{At, ReportingLine};
use super::plan::{Outcome, Planner, Rank, Step};
use super::present::Way;
use crate::acts::SetLine;
use crate::{Column, Line};

/// The rows of one body and line.
struct Group {
    at: At,
    body: String,
    line: Line,
    to: Vec<(At, String)>,
}

/// Plans all lines. Those that are taken away come first, so that none seems to go round that does not.
pub(super) fn plan(planner: &mut Planner<'_>, lines: Vec<ReportingLine>) {
    let mut groups = grouped(lines);
    groups.sort_by_key(|group| !group.to.is_empty());
    for group in groups {
        let Some(body) = planner.own_body_id(&group.body, &group.at) else { continue };
        let to: Vec<Option<Id>> = group.to.iter().map(|(at, code)| planner.body_id(code, at, Column::To)).collect();
        let Some(to) = to.into_iter().collect::<Option<Vec<Id>>>() else { continue };
        let had_none = planner.present.body(&body).above(group.line).is_empty();
        let known = planner.present.body_known("", &to, Way::On(group.line));
        let act = SetLine { line: group.line, to };
        match planner.present.perform_on_body(&body, act.clone(), &known) {
            Ok(changed) => {
                planner.counts.reporting.add(if changed && had_none { Outcome::New } else { Outcome::of(changed) });
                if changed {
                    let rank = if had_none { Rank::Lines } else { Rank::Alone(planner.steps.len()) };
                    planner.steps.push((rank, Step::SetLine(body, act)));
                }
            }
            Err(refusal) => planner.blame(&group.at, Column::To, &group.body, Why::Refused(refusal)),
        }
    }
}

fn grouped(lines: Vec<ReportingLine>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut found: HashMap<(String, Line), usize> = HashMap::new();
    for line in lines {
        let at = *found.entry((line.body.clone(), line.line)).or_insert_with(|| {
            groups.push(Group { at: line.at.clone(), body: line.body.clone(), line: line.line, to: Vec::new() });
            groups.len() - 1
        });
        if let Said::Is(code) = line.to {
            groups[at].to.push((line.at, code));
        }
    }
    groups
}
