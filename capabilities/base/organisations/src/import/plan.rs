//! What a file would change in the contact book, worked out by the same rules that decide each act. A dry run ends here.

use std::collections::{HashMap, HashSet};

use kernel::Id;

use super::cells::Said;
use super::fault::{RowFault, SAID_CHARS_MAX, Why};
use super::lines::{At, BodyLine, Lines};
use super::present::{Present, Way};
use super::{posts, reporting};
use crate::acts::{
    Appoint, BodyKnown, Classify, Establish, Found, LINE_DEPTH_MAX, Move, Refusal, Relieve, Rename, Retitle, SetDeputies,
    SetLine, SetMailbox, SetPhones,
};
use crate::facts::{BodyPhone, Founding};
use crate::person::PersonDetails;
use crate::state::Body;
use crate::{Column, Level, Standing};

/// How many acts are performed together at most.
pub const ACTS_MAX: usize = 200;

/// What a file would change, and what keeps it from being taken in.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// What is to be done, request by request: all acts of a request together, the requests in order.
    pub requests: Vec<Vec<Step>>,
    /// How many rows would change what.
    pub counts: Counts,
    /// Rows that cannot be taken in. While there is one, nothing is.
    pub faults: Vec<RowFault>,
    /// Sheets that were passed over.
    pub passed_over: Vec<String>,
    /// Heads of columns that mean nothing here.
    pub unread_columns: Vec<String>,
}

/// How many rows would change what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Counts {
    /// Bodies.
    pub bodies: Count,
    /// Posts.
    pub posts: Count,
    /// People.
    pub people: Count,
    /// Reporting lines, each body and line counted once.
    pub reporting: Count,
}

/// How many are new, changed and already so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Count {
    /// Not in the contact book before.
    pub new: usize,
    /// In the contact book, otherwise than in the file.
    pub changed: usize,
    /// Already so.
    pub same: usize,
}

/// One act of a plan.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each is the act of its name on the subject of its id")]
pub enum Step {
    Found(Id, Found),
    Rename(Id, Rename),
    Move(Id, Move),
    Classify(Id, Classify),
    SetPhones(Id, SetPhones),
    SetMailbox(Id, SetMailbox),
    SetLine(Id, SetLine),
    Establish(Id, Establish),
    Retitle(Id, Retitle),
    Appoint(Id, Appoint),
    Relieve(Id, Relieve),
    SetDeputies(Id, SetDeputies),
    Enter(Id, PersonDetails),
    Correct(Id, PersonDetails),
}

impl Count {
    /// Whether nothing would change.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.new == 0 && self.changed == 0
    }

    pub(super) const fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Same => self.same += 1,
        }
    }
}

impl Counts {
    /// Whether nothing would change.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.bodies.is_same() && self.posts.is_same() && self.people.is_same() && self.reporting.is_same()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    New,
    Changed,
    Same,
}

impl Outcome {
    pub(super) const fn of(changed: bool) -> Self {
        if changed { Self::Changed } else { Self::Same }
    }
}

/// Works out what `lines` would change in `present`. New things get their ids from `mint`.
pub fn plan(lines: Lines, present: Present, mint: &mut dyn FnMut() -> Id) -> Plan {
    let mut planner = Planner {
        present,
        mint,
        steps: Vec::new(),
        counts: Counts::default(),
        faults: lines.faults,
        broken: lines.broken_bodies.into_iter().collect(),
    };
    planner.bodies(lines.bodies);
    reporting::plan(&mut planner, lines.reporting);
    posts::plan(&mut planner, lines.posts);
    let mut faults = planner.faults;
    faults.sort_by(|a, b| (&a.sheet, a.row).cmp(&(&b.sheet, b.row)));
    Plan {
        requests: requests(planner.steps),
        counts: planner.counts,
        faults,
        passed_over: lines.passed_over,
        unread_columns: lines.unread_columns,
    }
}

/// A plan in the making.
pub(super) struct Planner<'a> {
    pub(super) present: Present,
    pub(super) mint: &'a mut dyn FnMut() -> Id,
    pub(super) steps: Vec<(Rank, Step)>,
    pub(super) counts: Counts,
    pub(super) faults: Vec<RowFault>,
    /// Codes of bodies in the file whose rows cannot be taken in: what points at them is not blamed for it.
    pub(super) broken: HashSet<String>,
}

/// When a step is performed: all of one rank before any of the next. What an act looks up must be recorded by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A body so many steps below those that the contact book has.
    Found(usize),
    /// Values of bodies, and people.
    Values,
    /// What must be alone, because it may undo a way up that another one of its kind looks at.
    Alone(usize),
    /// Addressees where there were none.
    Lines,
    /// Posts.
    Establish,
    /// Who is in them and who stands in.
    Fill,
}

impl Planner<'_> {
    fn bodies(&mut self, lines: Vec<BodyLine>) {
        let parents: HashMap<String, String> =
            lines.iter().filter_map(|line| Some((line.code.clone(), line.parent.clone().value()?))).collect();
        let mut seen: HashMap<String, u32> = HashMap::new();
        let mut ordered: Vec<(usize, BodyLine)> = Vec::with_capacity(lines.len());
        for line in lines {
            if let Some(row) = seen.insert(line.code.clone(), line.at.row) {
                self.blame(&line.at, Column::Code, &line.code, Why::Twice { row });
            } else {
                ordered.push((depth(&line.code, &parents), line));
            }
        }
        ordered.sort_by_key(|(depth, line)| (*depth, line.at.row));
        for (depth, line) in ordered {
            match self.body(&line, depth) {
                Ok(Some(outcome)) => self.counts.bodies.add(outcome),
                Ok(None) => {
                    self.broken.insert(line.code);
                }
                Err(refusal) => {
                    self.blame(&line.at, Column::Code, &line.code, Why::Refused(refusal));
                    self.broken.insert(line.code);
                }
            }
        }
    }

    /// Plans one body. Nothing when it points at something that is not there.
    fn body(&mut self, line: &BodyLine, depth: usize) -> Result<Option<Outcome>, Refusal> {
        let known_as = self.present.body_id(&line.code).cloned();
        let before = known_as.as_ref().map(|id| self.present.body(id)).unwrap_or_default();
        let stands = before.about.as_ref().map_or(Standing::Own, |about| about.standing);
        let standing = line.standing.clone().value().unwrap_or(stands);
        if standing == Standing::Own && !self.present.has_area(line.area) {
            self.blame(&line.at, Column::Area, &line.area.to_string(), Why::AreaUnknown);
            return Ok(None);
        }
        let mine = known_as.as_ref().is_none_or(|id| self.present.may_change_body(id));
        if !mine || !self.present.may_change(line.area, standing) {
            self.blame(&line.at, Column::Area, &line.area.to_string(), Why::NotYours);
            return Ok(None);
        }
        let parent = match &line.parent {
            Said::Nothing => before.about.as_ref().and_then(|about| about.parent.clone()),
            Said::Clear => None,
            Said::Is(code) => match self.body_id(code, &line.at, Column::Parent) {
                Some(id) => Some(id),
                None => return Ok(None),
            },
        };
        let about = founding(line, &before, (parent, standing));
        let (id, new) = match known_as {
            Some(id) => (id, false),
            None => ((self.mint)(), true),
        };
        let mut changed = if new { self.found(&id, about, depth)? } else { self.change(&id, &before, about)? };
        let act = SetPhones { phones: phones(line, &before) };
        if self.present.perform_on_body(&id, act.clone(), &())? {
            self.steps.push((Rank::Values, Step::SetPhones(id.clone(), act)));
            changed = true;
        }
        let act = SetMailbox { mailbox: line.mailbox.clone().over(before.mailbox) };
        if self.present.perform_on_body(&id, act.clone(), &())? {
            self.steps.push((Rank::Values, Step::SetMailbox(id, act)));
            changed = true;
        }
        Ok(Some(if new { Outcome::New } else { Outcome::of(changed) }))
    }

    fn found(&mut self, id: &Id, about: Founding, depth: usize) -> Result<bool, Refusal> {
        let parents: Vec<Id> = about.parent.iter().cloned().collect();
        let known = self.present.body_known(&about.code, &parents, Way::Parents);
        let act = Found(about);
        let changed = self.present.perform_on_body(id, act.clone(), &known)?;
        self.steps.push((Rank::Found(depth), Step::Found(id.clone(), act)));
        Ok(changed)
    }

    fn change(&mut self, id: &Id, before: &Body, about: Founding) -> Result<bool, Refusal> {
        let before_parent = before.about.as_ref().and_then(|about| about.parent.clone());
        let act = Rename { name: about.name, short_name: about.short_name };
        let renamed = self.present.perform_on_body(id, act.clone(), &())?;
        if renamed {
            self.steps.push((Rank::Values, Step::Rename(id.clone(), act)));
        }
        let act = Classify { kind: about.body_kind, field: about.field, level: about.level };
        let classified = self.present.perform_on_body(id, act.clone(), &())?;
        if classified {
            self.steps.push((Rank::Values, Step::Classify(id.clone(), act)));
        }
        let parents: Vec<Id> = about.parent.iter().cloned().collect();
        let known = BodyKnown { code_held_by: None, ..self.present.body_known("", &parents, Way::Parents) };
        let act = Move { area: about.area, parent: about.parent };
        let moved = self.present.perform_on_body(id, act.clone(), &known)?;
        if moved {
            let rank = if act.parent == before_parent { Rank::Values } else { Rank::Alone(self.steps.len()) };
            self.steps.push((rank, Step::Move(id.clone(), act)));
        }
        Ok(renamed || classified || moved)
    }

    /// The body that a cell names; blames the cell when there is none, unless the file has it in a row that is to blame.
    pub(super) fn body_id(&mut self, code: &str, at: &At, column: Column) -> Option<Id> {
        let id = self.present.body_id(code).cloned();
        if id.is_none() && !self.broken.contains(code) {
            self.blame(at, column, code, Why::BodyUnknown);
        }
        id
    }

    /// The body that a cell names and whose posts or lines the row changes.
    pub(super) fn own_body_id(&mut self, code: &str, at: &At) -> Option<Id> {
        let id = self.body_id(code, at, Column::Body)?;
        if self.present.may_change_body(&id) {
            return Some(id);
        }
        self.blame(at, Column::Body, code, Why::NotYours);
        None
    }

    pub(super) fn blame(&mut self, at: &At, column: Column, said: &str, why: Why) {
        let said = said.chars().take(SAID_CHARS_MAX).collect();
        self.faults.push(RowFault { sheet: at.sheet.clone(), row: at.row, column: Some(column), said, why });
    }
}

/// How many bodies of the file stand above this one. A circle ends at the limit, and then the rules refuse it.
fn depth(code: &str, parents: &HashMap<String, String>) -> usize {
    let mut depth = 0;
    let mut at = code;
    while let Some(parent) = parents.get(at).filter(|_| depth <= LINE_DEPTH_MAX) {
        at = parent;
        depth += 1;
    }
    depth
}

/// What the row says of the body, over what the contact book says.
fn founding(line: &BodyLine, before: &Body, (parent, standing): (Option<Id>, Standing)) -> Founding {
    let about = before.about.as_ref();
    Founding {
        code: line.code.clone(),
        name: line.name.clone(),
        short_name: line.short_name.clone().over(about.map(|a| a.short_name.clone())).unwrap_or_default(),
        body_kind: line.kind,
        field: line.field.clone().over(about.and_then(|a| a.field.clone())),
        level: line.level.clone().over(about.map(|a| a.level)).unwrap_or_else(|| Level::from(line.area.level())),
        area: line.area,
        parent,
        standing,
    }
}

/// The numbers of each use that the row names, and of the others those that the contact book has.
fn phones(line: &BodyLine, before: &Body) -> Vec<BodyPhone> {
    if line.phones.iter().all(|(_, said)| said.is_nothing()) {
        return before.phones.clone();
    }
    let of_use = |usage| before.phones.iter().filter(move |phone| phone.usage == usage).map(|phone| phone.number.clone());
    let by_use = line.phones.iter().flat_map(|(usage, said)| {
        let numbers = said.clone().over(Some(of_use(*usage).collect())).unwrap_or_default();
        numbers.into_iter().map(|number| BodyPhone { usage: *usage, number })
    });
    by_use.collect()
}

fn requests(mut steps: Vec<(Rank, Step)>) -> Vec<Vec<Step>> {
    steps.sort_by_key(|(rank, _)| *rank);
    let mut requests: Vec<Vec<Step>> = Vec::new();
    let mut last = None;
    for (rank, step) in steps {
        match requests.last_mut().filter(|request| last == Some(rank) && request.len() < ACTS_MAX) {
            Some(request) => request.push(step),
            None => requests.push(vec![step]),
        }
        last = Some(rank);
    }
    requests
}
